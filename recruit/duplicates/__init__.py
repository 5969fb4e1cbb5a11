"""One person, once: rows that may be one person are found, shown, merged by a person, undone."""
