"""Our points beside HubSpot's: client by client, with the likely reason of each difference."""
