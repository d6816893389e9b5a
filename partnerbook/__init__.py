"""partnerbook: a HubSpot partner's own book of points, tiers, renewals and retention."""

__version__ = "26.11.0"
