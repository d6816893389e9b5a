"""The figures of a book on a day: tiers, reviews, renewals, retention, and all of them together."""
