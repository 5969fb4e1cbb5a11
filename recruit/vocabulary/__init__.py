"""The agency's own skills, beside those that ship: what to add, and what a person has added."""
