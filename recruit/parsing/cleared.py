"""The document as the candidate means it: no letters of others, no outline numbers, no echoes,
nothing that a site or an agency prints around it.

What goes is blanked, so that every character keeps its place.
"""

import re
from dataclasses import replace

from recruit.parsing.chats import own_messages
from recruit.parsing.contacts import without_contacts
from recruit.parsing.document import Document
from recruit.parsing.letters import own_words
from recruit.parsing.plain import MAX_LINE, plain

_OUTLINE = re.compile(r"^\s*(?:\d{1,2}\.){2,4}(?=\s)")
"""«2.1.3. » before a line; dates have a year behind their dots."""

_PICTURE = re.compile(r"^\s*\S.{0,60}\s(?:logo|logotype|логотип)\s*$", re.I)
"""What a page says instead of a picture, when it is copied."""

_OF_SITE = re.compile(
    r"\W*(?:пожаловаться|показать телефон|написать сообщение|добавить в избранное|show phone)\W*"
    r"|\W*(?:(?:главная|вакансии|резюме|компании|войти|вход|регистрация|помощь|создать резюме"
    r"|поиск|избранное|отклики)\b[\s|·•]*){2,9}"
    r"|№\s?\d{5,}\b.{0,60}просмотр.{0,40}"
    r"|.{0,60}\bпросмотр\w{0,3}\s?\(\+?\d+ сегодня\).{0,20}"
)
"""Buttons and counters that come along when the page of a site is copied."""

_CONSENT = re.compile(
    r"\W*(?:(?:на|свое|мое|даю|настоящим|я),?\s){0,3}(?:даю\s)?(?:согласие|согласен|согласна)\s"
    r"(?:\S+\s){0,4}обработку\s(?:\S+\s){0,3}персональных\sданных.{0,160}"
    r"|\W*с\sобработкой\s(?:\S+\s){0,3}персональных\sданных\sсоглас.{0,60}"
)
"""A consent at the end of a form: it is kept with the file and tells nothing of the person."""

_OF_AGENCY = re.compile(
    r"\W*(?:(?:ведущий|ваш|ваша|ответственный|personal|your)\s)?(?:консультант|рекрутер|ресечер"
    r"|менеджер по подбору|подготовил[аи]?|представил[аи]?|consultant|recruiter|prepared by"
    r"|presented by)(?:\sагентства)?\s?:\s"
)
"""Who presents the candidate, where a phone or a mail of theirs follows."""


def _of_others(text: str) -> bool:
    """Whether a line is no word of the candidate's."""
    same = plain(text[:MAX_LINE])
    if _OF_AGENCY.match(same):
        return without_contacts(text[:MAX_LINE]) != text[:MAX_LINE]
    return bool(_OF_SITE.fullmatch(same) or _CONSENT.fullmatch(same))


def cleared(document: Document) -> Document:
    """Blank what is no part of the resume."""
    document = own_messages(own_words(document))
    lines = list(document.lines)
    changed = False
    before = ""
    for number, line in enumerate(lines):
        text = line.text
        outline = _OUTLINE.match(text)
        kept = text
        if outline:
            kept = " " * outline.end() + text[outline.end() :]
        echo = line.row is None and len(text) > 3 and text == before
        if echo or _PICTURE.match(text) or _of_others(text):
            kept = " " * len(text)
        before = text
        if kept != text:
            lines[number] = replace(line, text=kept)
            changed = True
    return replace(document, lines=tuple(lines)) if changed else document
