"""Words and choices of the resume form, where they are other than those of vacancies."""

from flask_babel import lazy_gettext

from recruit import terms

CURRENCIES = {"RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸", "BYN": "Br"}
# A vacancy may ask for none; a person has some, or says nothing of it.
EDUCATION = {level: words for level, words in terms.EDUCATION.items() if level != "none"}
TAXES = {
    "net": terms.TAXES["net"],
    "gross": terms.TAXES["gross"],
    "unknown": lazy_gettext("not said"),
}
YES_NO = {
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
}
