"""What every workbook is made of: the one way to put cells, tables, charts and styles into a file."""
