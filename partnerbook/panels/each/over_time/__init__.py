"""Progress over time: points by month, and what is known of the months ahead."""
