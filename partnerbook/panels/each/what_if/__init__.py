"""What if: scenarios of a book, and made-up rows that are typed, month by month beside the book as it is."""
