"""Letters about released candidates; no personal data in them."""

from flask_babel import lazy_gettext

from recruit.vacancies.letters import Letter

RELEASED = Letter(
    lazy_gettext("A new candidate for “%(title)s”"),
    lazy_gettext(
        "Hello,\n\nthe agency has presented candidate %(number)s for “%(title)s”. The score, the "
        "experience and the expectation are in your room. Name and contacts open when the "
        "candidate agrees to show them to you.\n"
    ),
)
