"""Changes in points: what came and what went in a range of days, and what is behind it."""
