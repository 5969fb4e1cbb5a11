"""Who reads the agency's surveys: subscriptions to new ones, and orders of one's own."""
