"""What a candidate is worth for a vacancy, one family of features a file; all rows at once."""
