"""Role profiles: the agency's catalogue of posts."""
