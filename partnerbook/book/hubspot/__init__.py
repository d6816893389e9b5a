"""What HubSpot tells of a partner's clients, in an export or over its API, and the book that comes of it."""
