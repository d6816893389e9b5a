"""The progress to a tier."""
