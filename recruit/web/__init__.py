"""The shell that every feature shares: sessions, access, forms, errors, languages, headers."""
