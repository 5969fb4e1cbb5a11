"""The people and the survey of the vacancy tests serve the employer's room as well."""

from tests.vacancies.conftest import people, sign_in, survey

__all__ = ["people", "sign_in", "survey"]
