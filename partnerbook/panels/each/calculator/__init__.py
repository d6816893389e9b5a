"""The points calculator."""
