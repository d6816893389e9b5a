"""Commission: what is forecast, earned, expected and paid, the next payout, and statements against our figure."""
