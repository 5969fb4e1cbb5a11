"""Files of every kind turned into lines with their places; one module a format."""
