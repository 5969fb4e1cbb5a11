"""Invented resumes in the layouts that people really send, each with its truth.

They stand beside the measurements rather than the tests because both use them: `bench.parsing`
measures the parser on them, the tests prove that each file really says what its truth claims.
Nothing here knows the parser, and nothing in the parser may know these layouts.
"""
