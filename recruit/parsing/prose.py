"""Jobs told in sentences: «с марта 2015 по май 2018 работала в ООО «Берег», должность …»."""

import re

from recruit.parsing.document import Document
from recruit.parsing.draft import DraftPosition, Found
from recruit.parsing.joblines import JobLine
from recruit.parsing.jobwords import JobWords
from recruit.parsing.periods import Period, periods_in
from recruit.parsing.plain import plain
from recruit.parsing.spans import found, mended

MAX_SENTENCE = 600

_WORKED = re.compile(
    r"работа[лю]а?|трудил(?:ся|ась)|занимал[а]?|был[а]?\s|устроил(?:ся|ась)"
    r"|i worked|worked|was employed|служил[а]?|в должности|должность|в качестве"
)
_EMPLOYER = re.compile(
    r"(?:\s(?:в|во|на|at|for|with|in)\s(?:компании\s|фирме\s|организации\s|the company\s)?)"
    r"(?P<name>(?!должност|позици|пост\w?\s)(?:[а-яё-]{3,20}\s){0,2}(?=[«\"“„A-ZА-ЯЁ])(?:[«\"“„][^»\"”]{2,60}[»\"”]|\([^()]{2,40}\)|[^\s,;()«\"]+)"
    r"(?:\s(?!(?:в|во|на|по|как|где|с|со|as|in|from|since|должност\w+)\s)"
    r"(?:[«\"“„][^»\"”]{2,60}[»\"”]|\([^()]{2,40}\)|[^\s,;()«\".]+(?:\.(?=\S))?|№)){0,6})"
)
_TITLE = (
    re.compile(
        r"(?:должност[ьи]\w?|позици[яи]\w?|в качестве|as an?|as the|position(?: of)?|role of"
        r"|title)\s?[:—–-]?\s?(?P<name>[^,.;()\n]{3,80})", re.I,
    ),
)  # fmt: skip
_STOP = re.compile(
    r"\s(?:(?:[Вв]|[Вв]о|at|for|with|где|отвеча\w+|занимал\w+|обязанност\w+)\s"
    r"|на\s(?=[A-ZА-ЯЁ«\"]|завод|фабрик|предприят|комбинат|складе)).*$"
)


_AT = re.compile(
    r"\s(?:в|во|на)\s(?P<name>[^,.;()]{3,60}?)(?=\s(?:на|в)\s(?:должност|позици|посту)|[,.]|$)"
)
"""«в частной практике на должности …»: a firm without a name."""


def _employer(words: JobWords, told: str) -> re.Match[str] | None:
    named = (m for m in _EMPLOYER.finditer(told) if not words.likeness(m["name"]).place)
    first = next(named, None)
    plain_one = next(
        (m for m in _AT.finditer(told) if words.likeness(m["name"]).employer >= 0.6), None
    )
    if first is None or (plain_one and plain_one.start("name") < first.start("name")):
        return plain_one or first
    return first


def _found(document: Document, span: tuple[int, int], rule: str) -> Found[str]:
    value = re.sub(r"\s+", " ", mended(document.text[slice(*span)].replace("\n", " ")))
    quoted = re.fullmatch(r"[«\"“„]([^«»\"“”„]+)[»\"”“]", value)
    if quoted and rule == "prose-title":
        value, span = quoted[1], (span[0] + 1, span[1] - 1)
    return found(document, span, value, 0.75, rule)


def _title(words: JobWords, text: str) -> tuple[int, int] | None:
    for rule in _TITLE:
        for match in rule.finditer(text):
            name = _STOP.sub("", match["name"]).rstrip()
            like = words.likeness(name)
            if like.title > 0 or words.head(name) or (not like.prose and len(name.split()) <= 6):
                return match.start("name"), match.start("name") + len(name)
    # «работала бухгалтером в …»: the instrumental after the verb.
    told = re.search(
        r"(?:работа[лю]а?|трудил\w+|был[а]?|worked as)\s(?P<name>[а-яёa-z][^,.;()\n]{3,60})", text
    )
    if told:
        name = _STOP.sub("", told["name"]).rstrip()
        if words.head(name):
            return told.start("name"), told.start("name") + len(name)
    return None


def position_in_prose(document: Document, piece: JobLine) -> list[DraftPosition]:
    """Read the jobs of a paragraph, one for each period told with a verb of work."""
    words = JobWords.load()
    text = piece.text
    periods = [p for p in periods_in(text) if _near_work(text, p)]
    made = []
    for number, period in enumerate(periods):
        stop = periods[number + 1].span[0] if number + 1 < len(periods) else len(text)
        start, end = period.span
        told = text[end : min(stop, end + MAX_SENTENCE)]
        offset = piece.start + end
        employer = _employer(words, told)
        title = _title(words, told)
        if employer is None and title is None:
            continue
        at = (piece.start + start, piece.start + end)
        made.append(
            DraftPosition(
                title=_found(document, (offset + title[0], offset + title[1]), "prose-title")
                if title else None,
                employer=_found(
                    document, (offset + employer.start("name"), offset + employer.end("name")),
                    "prose-employer",
                ) if employer else None,
                start=found(document, at, period.start, 0.85, "prose-period"),
                end=None if period.current
                else found(document, at, period.end, 0.85, "prose-period"),
                current=period.current,
                text=found(
                    document, (offset, offset + len(told)), told.strip(" .,;"), 0.8, "prose-text"
                ),
            )
        )  # fmt: skip
    return made


def _near_work(text: str, period: Period) -> bool:
    around = plain(text[max(0, period.span[0] - 30) : period.span[1] + 60])
    return _WORKED.search(around) is not None
