"""Segments: the groups of clients that a person has named in the book."""

from collections.abc import Callable

from partnerbook.names import same_name
from partnerbook.records import Book


def segment_names(book: Book) -> tuple[str, ...]:
    """The segments of a book as it spells them first, in order of names.

    >>> from partnerbook.records import Segment
    >>> segment_names(Book(segments=(Segment("B", "X"), Segment("a", "X"), Segment("b", "Y"))))
    ('a', 'B')
    """
    names: dict[str, str] = {}
    for each in book.segments:
        names.setdefault(same_name(each.segment), each.segment)
    return tuple(names[key] for key in sorted(names))


def in_segment(book: Book, segment: str) -> Callable[[str], bool]:
    """Whether a client is of a segment, as a function of its name; "" is the segment of all.

    >>> from partnerbook.records import Segment
    >>> member = in_segment(Book(segments=(Segment("Key clients", "Ada"),)), "key clients")
    >>> member("ADA"), member("Bo"), in_segment(Book(), "")("Bo")
    (True, False, True)
    """
    if not segment:
        return lambda _: True
    members = {same_name(each.client) for each in book.segments if same_name(each.segment) == same_name(segment)}
    return lambda client: same_name(client) in members
