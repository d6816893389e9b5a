"""Workbooks that partnerbook makes: the partner book, the tier report, the renewal sheet."""
