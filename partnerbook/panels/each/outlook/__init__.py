"""What lies ahead: how sure the tier is, what is at stake, what a goal takes, and what to do next."""
