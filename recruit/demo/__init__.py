"""A small believable agency, invented: the same every time for the same seed and day."""
