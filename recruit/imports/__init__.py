"""Bringing in many people at once: résumés as files, candidates as tables."""
