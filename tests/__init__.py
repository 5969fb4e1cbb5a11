"""Tests of the product."""

import gc

# Until all is imported and collected the collector would walk over it again and again for nothing;
# conftest.py turns it on again.
gc.disable()
