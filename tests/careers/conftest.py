"""The people and the survey of the vacancy tests serve the public site as well."""

from tests.vacancies.conftest import people, sign_in, survey

__all__ = ["people", "sign_in", "survey"]
