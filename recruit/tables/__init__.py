"""Tables in files that somebody sent: text with delimiters and workbooks, read safely."""
