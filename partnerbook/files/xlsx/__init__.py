"""The parts of a workbook's package: opened with suspicion, and changed so that every other byte stays as it is."""
