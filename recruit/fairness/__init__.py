"""Whether the ranking treats groups of people alike, by facts that are kept apart from it."""
