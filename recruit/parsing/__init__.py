"""From the lines of a resume to a draft of a profile: pure, without a database or a request.

It stands apart from `matching/`, whose business is to compare profiles and not to read files, and
apart from `intake/`, which knows files, processes and people. Both may be called with its draft.
"""
