"""The `partnerbook` command."""
