"""The partner's records: what they are, how they are read, checked and written."""
