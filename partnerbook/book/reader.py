"""The name under which `read_book` was known first; it lives in `read/reader.py`."""

from partnerbook.book.read.reader import read_book

__all__ = ["read_book"]
