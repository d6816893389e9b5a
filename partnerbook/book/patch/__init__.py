"""Changing a workbook's file: the bytes that must change, and not one more."""
