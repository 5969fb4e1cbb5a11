"""Letters about released candidates, in the language of the person who gets them."""

RELEASED = {
    "ru": (
        "Новый кандидат на вакансию «{title}»",
        "Здравствуйте.\n\nАгентство представило кандидата {number} на вакансию «{title}». "
        "Балл, опыт и ожидание по зарплате — в вашем кабинете. Имя и контакты откроются, "
        "когда кандидат согласится показать их вам.\n",
    ),
    "en": (
        "A new candidate for “{title}”",
        "Hello,\n\nThe agency has presented candidate {number} for “{title}”. The score, the "
        "experience and the expectation are in your room. Name and contacts open when the "
        "candidate agrees to show them to you.\n",
    ),
}


def released_letter(title: str, number: int, language: str) -> tuple[str, str]:
    """Subject and body of «a candidate was released to you»; no personal data in it."""
    subject, body = RELEASED.get(language, RELEASED["ru"])
    return subject.format(title=title), body.format(title=title, number=number)
