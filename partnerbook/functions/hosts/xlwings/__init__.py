"""Classic xlwings, for Excel on Windows."""
