"""One agency for all tests of the demo: it is the same every time."""

from datetime import date

import pytest

from recruit.demo.agency import Agency, build_agency

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def agency() -> Agency:
    return build_agency(TODAY)
