"""The partner's book: what its tables are, and how it is read, checked, changed and handed on."""
