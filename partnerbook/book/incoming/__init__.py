"""Any export becomes rows of the book: its columns are known or told once, its rows those that the book has or new."""
