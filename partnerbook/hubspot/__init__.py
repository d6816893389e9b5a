"""What HubSpot tells of a partner's clients: its export, its API, and what changed since the book was written."""
