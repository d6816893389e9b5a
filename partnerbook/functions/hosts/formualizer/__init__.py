"""A workbook's functions worked out without a spreadsheet program."""
