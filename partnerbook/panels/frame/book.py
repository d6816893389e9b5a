"""The book that a panel shows: given, in a file, or the made-up sample."""

from pathlib import Path

from partnerbook.records import Book


def read(path: Path) -> tuple[Book, int]:
    """The book of a file, and how many of its rows cannot be used. Errors: PartnerbookError for no book, OSError."""
    from partnerbook.book.read.reader import read_book
    from partnerbook.files.problems import ERROR

    book, problems = read_book(path)
    return book, sum(problem.severity == ERROR for problem in problems)


def found_book(book: Book | str | Path | None) -> tuple[Book, int]:
    """The same of whatever a person gives: a book as it is, the book of a path, or the sample for None.

    >>> found_book(Book())
    (<Book: nothing in it yet>, 0)
    """
    from partnerbook.sample import sample_book

    if book is None:
        return sample_book(), 0
    return (book, 0) if isinstance(book, Book) else read(Path(book))
