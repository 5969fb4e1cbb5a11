"""Salary surveys: what the market pays for a post, by city, segment and band."""
