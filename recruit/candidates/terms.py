"""Words and choices of the resume form that vacancies do not share."""

from flask_babel import lazy_gettext

CURRENCIES = {"RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸", "BYN": "Br"}
EDUCATION = {
    "secondary": lazy_gettext("secondary education"),
    "vocational": lazy_gettext("vocational education"),
    "higher": lazy_gettext("higher education"),
    "degree": lazy_gettext("an academic degree"),
}
TAXES = {
    "net": lazy_gettext("after tax"),
    "gross": lazy_gettext("before tax"),
    "unknown": lazy_gettext("not said"),
}
YES_NO = {
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
}
