"""What changed since another day or an older file of the book, and the day under the rules of every edition."""
