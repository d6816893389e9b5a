"""What each spreadsheet program needs so that the functions work in it."""
