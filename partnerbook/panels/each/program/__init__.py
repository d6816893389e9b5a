"""Program information: the tier, what the next one needs, and what lies ahead."""
