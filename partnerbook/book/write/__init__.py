"""Changes of records go into a person's own workbook, and nothing else in it changes."""
