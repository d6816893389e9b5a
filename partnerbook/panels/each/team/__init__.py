"""The team at HubSpot: who helps the partner, and with what."""
