"""How changes of a book get into a person's workbook: where they go, what else must follow, and the proof of it."""
