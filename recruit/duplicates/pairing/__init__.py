"""Whether two records are one person: records in, a score with its reasons out.

Pure: no Flask, no database, and not a part of ``matching`` either. Names, mails and phones are
all that this comparison lives on, and the scorer of candidates must never see them; so the two
have no module in common, and what is learnt here (`weights.yaml`) ranks nobody.

Sex is no feature. A surname is compared as it is spelled, whoever bears it.
"""
