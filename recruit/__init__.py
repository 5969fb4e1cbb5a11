"""Candidate matching that a recruitment agency runs itself: the web application."""
