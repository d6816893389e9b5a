"""What the commands answer for programs: figures as records, from which come JSON, its schema, and CSV."""
