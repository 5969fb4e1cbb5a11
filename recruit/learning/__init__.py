"""Learning from verdicts: the model of this agency, how it came to be, what it looks like."""
