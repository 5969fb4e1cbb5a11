"""Words for the codes that vacancies and candidates share, in the language of the page."""

from flask_babel import lazy_gettext

EDUCATION = {
    "none": lazy_gettext("no education asked"),
    "secondary": lazy_gettext("secondary education"),
    "vocational": lazy_gettext("vocational education"),
    "higher": lazy_gettext("higher education"),
    "degree": lazy_gettext("an academic degree"),
}
LANGUAGES = {
    "en": lazy_gettext("English"),
    "de": lazy_gettext("German"),
    "fr": lazy_gettext("French"),
    "es": lazy_gettext("Spanish"),
    "it": lazy_gettext("Italian"),
    "zh": lazy_gettext("Chinese"),
    "tr": lazy_gettext("Turkish"),
    "ar": lazy_gettext("Arabic"),
    "ja": lazy_gettext("Japanese"),
    "ko": lazy_gettext("Korean"),
    "kk": lazy_gettext("Kazakh"),
    "ru": lazy_gettext("Russian"),
}
LANGUAGE_LEVELS = {
    "basic": lazy_gettext("basic"),
    "intermediate": lazy_gettext("intermediate"),
    "spoken": lazy_gettext("spoken"),
    "fluent": lazy_gettext("fluent"),
}
SEGMENTS = {
    "company": lazy_gettext("company"),
    "agency": lazy_gettext("digital agency"),
}
TAXES = {
    "gross": lazy_gettext("before tax"),
    "net": lazy_gettext("after tax"),
    "unknown": lazy_gettext("not agreed yet"),
}


def language_words(languages: dict[str, str] | None) -> list[str]:
    """«English, spoken» for each language of a profile."""
    return [
        f"{LANGUAGES.get(code, code)}, {LANGUAGE_LEVELS.get(level, level)}"
        for code, level in (languages or {}).items()
    ]
