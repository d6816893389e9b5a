"""Clients: what each pays for, uses and gives, and the end of one's services for it."""
