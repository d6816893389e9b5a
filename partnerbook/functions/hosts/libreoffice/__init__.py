"""LibreOffice: the functions as an add-in of its own."""
