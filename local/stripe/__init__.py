"""A small stand-in for Stripe on one laptop: the calls that Tutti makes, a Checkout page, signed webhooks."""
