"""Where a record stands in the book, in words."""

from partnerbook.language.reader import Reader
from partnerbook.records import Place


def place_words(place: Place, reader: Reader) -> str:
    """The row of a book in the person's language; "" for what was read from none.

    >>> place_words(Place("Deals", 12), Reader()), place_words(Place("Deals", 0), Reader("es"))
    ('Deals, row 12', 'Deals')
    """
    return reader.words["range"]["row"].format(sheet=place.sheet, row=place.row) if place.row else place.sheet
