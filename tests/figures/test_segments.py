"""Whether a client is of a segment: of that one, whatever the case, and of no other."""

from partnerbook.figures.segments import in_segment
from partnerbook.records import Book, Segment


def test_only_the_segments_own_clients_are_of_it() -> None:
    book = Book(segments=(Segment("Key", "Ada"), Segment("key", "Bo"), Segment("Other", "Cy"), Segment("Other", "Ada")))
    found = {name: [client for client in ("ada", "BO", "Cy", "Di") if in_segment(book, name)(client)]
             for name in ("KEY", "other", "none", "")}  # fmt: skip
    assert found == {"KEY": ["ada", "BO"], "other": ["ada", "Cy"], "none": [], "": ["ada", "BO", "Cy", "Di"]}
