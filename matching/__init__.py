"""Candidate matching as a pure library: frozen profiles in, exact scores with reasons out."""
