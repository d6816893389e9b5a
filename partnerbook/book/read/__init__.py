"""A book as people leave it becomes records, and a list of problems, each with its place."""
