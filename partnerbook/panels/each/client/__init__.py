"""One client: its points and revenue, what it pays and uses, its renewals, and what its loss would cost."""
