"""The dashboard: all panels of a book in one, with one day, one goal and one segment for all of them."""
