"""Shared selling: the deals that the partner and HubSpot sell together."""
