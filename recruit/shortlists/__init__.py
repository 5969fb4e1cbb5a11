"""Ranking candidates for a vacancy, with reasons; verdicts; release to the employer."""
