"""Renewals: what is overdue and what comes up, and the sheet of a quarter."""
