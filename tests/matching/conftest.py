"""The one fitted model that the tests of matching share."""

import pytest

from matching.scorer import AdditiveScorer


@pytest.fixture(scope="session")
def prior() -> AdditiveScorer:
    """The scorer before there are verdicts."""
    return AdditiveScorer().fit()
