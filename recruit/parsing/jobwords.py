"""Words of jobs: what labels an entry's fields, what names a firm, what names a post."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from matching.cities import Cities
from matching.text import clean, lemmatise, words
from matching.title_names import TitleNames
from recruit.parsing.headings import squash
from recruit.parsing.posts import begins_post

JOBS_FILE = Path(__file__).parent / "labels" / "jobs.yaml"

REMEMBERED = 4_096
"""Pieces of heads whose likeness is kept: those of one resume are asked for again and again."""

MOST_KINDS = 3
"""Words before a quoted name that tell what kind of firm it is: «сеть аптек «Ромашка»»."""

MAX_NAME = 120
"""Characters of the longest name of a post or a firm; longer is prose."""

_QUOTED = re.compile(r"[«\"“„'][^«»\"“”„']{2,60}[»\"”“']")
_NAME = re.compile('[A-ZА-ЯЁ«"“„№]')
_SITE = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:ru|com|рф|org|net|su|io|example)\b", re.I)
_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_NOUN_OF_ACTION = re.compile(
    r"(?:[а-я]{3,}(?:ние|ция|овка|отка|ство|ирка|евка|оты)|подбор|анализ|контроль|учет|работа|поиск|прием"
    r"|подготовка|поддержка|организация|отчетность|отчеты|продажа|продажи|выкладка|заказ|ремонт"
    r"|монтаж|запуск|расчет|сдача|проверка|закупка|сборка|уборка|участие|внедрение|код-ревью)$"
)
_MAYBE_ACTION = re.compile(r"[а-я]{3,}(?:[вджзлртчс]ка|ия|ие|ча|од|оз)$")
"""Endings that names of firms have, too; before a small word they tell of work."""

_VERB = re.compile(
    r"(?:[а-я]{3,}(?:овал|ировал|ивал|ывал|чал|лял|жал|вел|делал|ботал|нил|тил|сил|чил|дил|рил|лил|вил"
    r"|зил|пил|ял|рал|лся|лась)(?:а|и|ся|ась)?|вел|вела|был|была|умею|могу|имею|веду|работаю"
    r"|занимаюсь|отвечаю|снизил[а]?|поднял[а]?|нанял[а]?|обучил[а]?)$"
)
_ADJECTIVE = re.compile("(?:ый|ий|ой)$")
_LEADING = re.compile("щ(?:ий|ая)$")
"""«Управляющий», «заведующая» are posts and no adjectives: «Управляющий кафе»."""

_NO_HEAD = re.compile("(?:[а-я]ый|[а-я]ий|ской)$|^(?:интернет|отдел|группа|it|1с|web)$")
"""First words of names of posts that begin names of firms as well: «Торговый», «Интернет-»."""

_NOISE = re.compile(
    r"(?:full|part)[\s-]time|contract|freelance|internship|self-employed|remote|hybrid|on-site"
    r"|(?:полный|неполный)\s(?:рабочий\s)?день|(?:полная|частичная|проектная)\sзанятость"
    r"|по\sсовместительству|совместительство|стажировка$|удал[её]нно$",
    re.I,
)
_EXPLAINED = re.compile(r"\w\s\(([^()]{4,40})\)?$")

_STATEMENT = re.compile(
    r"(?:[а-я]{3,}(?:ает|яет|ует|ется|ится|ют|ут|ял|ал|вали?)|employs|supplies)$"
)
_ENGLISH_VERB = re.compile(
    r"(?:managed|prepared|designed|built|wrote|ran|introduced|worked|coordinated|left|started"
    r"|reviewed|raised|developed|responsible|[a-z]{3,}ed)$"
)
_PLACE = re.compile(
    r"^(?:г\.|г |город |пос\.|п\.|с\.|д\."
    r"|(?:россия|russia|рф|казахстан|беларусь|удаленно|remote)\b)"
    r"|(?:область|обл\.?|(?:ский|цкий) край|республика|р-н|район|округ)$",
    re.I,
)


IN_FULL = 3
"""Names of a place told in full: «Kazan, Tatarstan, Russia»."""

_COUNTRY = re.compile(
    r"россия|рф|russia|russian federation|казахстан|kazakhstan|беларусь|belarus", re.I
)
_OF_CITY = re.compile(r"(?<=\w)\s+City\s*$")
"""«St Petersburg City», as LinkedIn calls the region of a city."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a piece of text is like a title, a firm's name, a place or prose; about -1 to 1."""

    title: float
    employer: float
    place: bool
    prose: bool


class JobWords:
    """Reads pieces of the head of an entry."""

    def __init__(self, data: dict[str, dict[str, list[str]]]) -> None:
        self._labels = {
            squash(term): role for role, terms in data["labels"].items() for term in terms
        }
        self._forms = frozenset(data["employer"]["forms"])
        nouns = [clean(noun) for noun in data["employer"]["nouns"]]
        self._nouns = frozenset(noun for noun in nouns if " " not in noun)
        self._alone = frozenset(clean(name) for name in data["employer"]["alone"])
        self._phrases = tuple(noun for noun in nouns if " " in noun)
        groups = TitleNames.load()
        self._titles = groups
        names = [lemmatise(words(clean(group.ru))) for group in groups.groups]
        english = [lemmatise(words(clean(group.en))) for group in groups.groups]
        self._heads = frozenset(
            [form[0] for form in names if form and not _NO_HEAD.search(form[0])]
            + [lemma for head in data["title"]["heads"] for lemma in lemmatise(words(clean(head)))]
        )
        self._tails = frozenset(
            [form[-1] for form in english if form and "of" not in form]
            + [lemma for tail in data["title"]["tails"] for lemma in lemmatise(words(clean(tail)))]
        )
        self._cities = Cities.load()

    @classmethod
    @cache
    def load(cls, path: Path = JOBS_FILE) -> "JobWords":
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def label(self, text: str) -> str | None:
        """The field that a label names, or ``None``."""
        if len(text) > 60 or re.search(r"\d", re.sub(r"^\s*\d{1,2}[.)]\s", "", text)):
            return None  # «60 direct reports» tells a number, it labels none
        if role := self._labels.get(squash(text)):
            return role
        roles = [self._labels.get(squash(part)) for part in re.split(r",|/|\sи\s|\sand\s", text)]
        return roles[0] if all(roles) else None  # «Место работы, должность»

    def label_before_colon(self, text: str) -> tuple[str, int] | None:
        """The field of «Должность: бухгалтер», and where its value begins."""
        match = re.match(r"\s*[^\w\s]?\s*([\w .,/()-]{2,60}?)\s*(?:[:：]|\t)\s*", text)
        role = self.label(match[1]) if match else None
        return (role, match.end()) if match and role else None

    def legal_form(self, text: str) -> bool:
        """Whether a name has a legal form or quotes as names of firms have them."""
        tokens = _WORD.findall(text)
        if not tokens or self.head(text):
            return False
        first, last = (token.lower().strip(".") for token in (tokens[0], tokens[-1]))
        if first in self._forms or (last in self._forms and tokens[0][0].isupper()):
            small = sum(token[0].islower() for token in tokens[1:-1])
            return first in self._forms or small <= len(tokens) / 3
        quoted = _QUOTED.search(text)
        return quoted is not None and (
            len(text[: quoted.start()].split()) <= 1 or self._named_noun(text)
        )

    def _named_noun(self, text: str) -> bool:
        """Whether a text is a kind of firm with its name: «компания Белый Аист»."""
        if clean(text) in self._alone:
            return True
        tokens = text.split()
        first = set(clean(tokens[0]).split("-"))
        named = next((at for at, token in enumerate(tokens[:4]) if _NAME.match(token) and at), None)
        # «сеть кафе «Пар»», «интернет-магазин Восход», «группа компаний Заря»
        small = named is not None and all(
            set(clean(token).split("-")) & self._nouns or clean(token) == "компаний"
            for token in tokens[1:named]
        )
        quoted = named is not None and tokens[named][0] in '«"“„' and named <= MOST_KINDS
        small = small or quoted
        return bool(first & self._nouns) and small

    def only_form(self, text: str) -> bool:
        """Whether a text is a legal form and no more, as in «Берег, ООО»."""
        return text.strip(" .,()").lower() in self._forms

    @staticmethod
    def is_noise(text: str) -> bool:
        """Whether a part of a head is neither title nor firm nor place: «Full-time»."""
        return _NOISE.match(text.strip()) is not None

    def goes_on(self, text: str) -> bool:
        """Whether a text begins in the middle of a sentence or of a name."""
        return (
            text[:1].islower()
            and not self.head(text)
            and not self.place(text)
            and not self._named_noun(text)
        )

    def head(self, text: str) -> bool:
        """Whether a text begins, or in English ends, as names of posts do."""
        cleaned = re.sub(r"\([^)]*\)", " ", text)
        lemmas = lemmatise(words(clean(cleaned)))
        if not lemmas:
            return False
        first, *others = cleaned.split()
        adjective = bool(others) and _ADJECTIVE.search(lemmas[0]) is not None
        if adjective and not _LEADING.search(lemmas[0]) and clean(others[0]) in self._nouns:
            return False  # «Медицинский центр» is a firm, «Медицинский регистратор» is none
        compound = len(first.split("-"))
        if begins_post(first) or set(lemmas[:compound]) & self._heads:
            return True
        if adjective and len(lemmas) > 1 and lemmas[1] in self._heads:
            return True
        named = text[0].isupper() or len(lemmas) == 1
        if clean(cleaned.split()[-1]) in self._nouns:
            return False  # «Kingsway Logistics» is a firm
        return named and len(lemmas) <= 6 and lemmas[-1] in self._tails

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - one instance lives as long as the process
    def likeness(self, text: str) -> Likeness:
        """Compare a piece of an entry's head to titles, firms, places and prose."""
        text = text.strip(" .,;:|•·-–—()[]")
        tokens = _WORD.findall(text)
        if not re.search(r"[^\W\d_]{2}", text) or len(text) > MAX_NAME:
            return Likeness(-1.0, -1.0, False, bool(tokens))
        place = self.place(text)
        named = place or (text[0].islower() and (self.head(text) or self._named_noun(text)))
        prose = not named and self._prose(text, tokens)
        return Likeness(
            self._title(text, tokens, place, prose), self._employer(text, tokens, place, prose),
            place, prose,
        )  # fmt: skip

    def place_in_full(self, text: str) -> bool:
        """Whether a text is a city with its region, however called, and country."""
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != IN_FULL or not _COUNTRY.fullmatch(parts[-1]):
            return False
        return self._cities.find(parts[0]) is not None

    def place(self, text: str) -> bool:
        """Whether a text is a place and no more: «г. Омск, www.site.ru», «Remote»."""
        if (label := self.label_before_colon(text)) and label[0] == "city":
            return True
        bare = _SITE.sub("", text).strip(" ,.;()-")
        if not bare:
            return bool(text)
        parts = [part.strip() for part in bare.split(",") if part.strip()]
        return self.place_in_full(bare) or (
            len(parts) <= 4
            and all(
                self._cities.find(_OF_CITY.sub("", part.removeprefix("г.")).strip())
                or _PLACE.search(part)
                or re.match(r"м\.\s", part)
                for part in parts
            )
        )

    @staticmethod
    def _prose(text: str, tokens: list[str]) -> bool:
        first = clean(tokens[0])
        if text[0].islower() and not re.match(r"[a-z]+[A-Z.@]|1[cс]", text):
            return len(tokens) > 3 or bool(_NOUN_OF_ACTION.match(first) or _VERB.match(first))
        goes_on = len(tokens) > 1 and tokens[1][0].islower()
        if goes_on and (_VERB.match(first) or (len(tokens) > 2 and _ENGLISH_VERB.match(first))):
            return True
        told = tokens[1:2] if not _ADJECTIVE.search(first) else []  # «Вкусный квартал» is a name
        told += tokens[2:3]
        if any(_STATEMENT.match(clean(token)) for token in told if token[0].islower()):
            return True
        return len(tokens) > 14 or (
            len(tokens) > 6 and any(mark in text for mark in (". ", "; ", ": "))
        )

    def _title(self, text: str, tokens: list[str], place: bool, prose: bool) -> float:
        if place or (prose and len(tokens) > 6):
            return -0.8
        if self._named_noun(text) and not self.head(text):
            return -0.7
        read = self._titles.read(text)
        head = self.head(text)
        if self.legal_form(text):
            return -0.7
        score = 0.0
        if read.is_name:
            score = 1.0 if head or len(read.lemmas) > 1 else 0.6
        elif head:
            score = 0.85 if read.group >= 0 else 0.7
        elif read.group >= 0:
            score = 0.35
        if len(tokens) > 9:
            score -= 0.4
        if prose:
            score -= 0.6
        if not head and _NOUN_OF_ACTION.match(clean(tokens[0])):
            score -= 0.5
        return score

    def _explained(self, text: str) -> bool:
        """Whether brackets tell what a firm is: «Квинтет (сеть магазинов)»."""
        told = _EXPLAINED.search(text)
        return told is not None and bool({clean(word) for word in told[1].split()} & self._nouns)

    def _employer(self, text: str, tokens: list[str], place: bool, prose: bool) -> float:
        if place:
            return -0.8
        if prose and not text[0].isupper():
            return -0.7
        post = self._titles.read(text).is_name and self.head(text)  # «Logistics Specialist»
        if self.legal_form(text) or (self._named_noun(text) and not post):
            return 0.4 if len(tokens) > 10 else 1.0
        if prose:
            return -0.7
        lowered = [clean(token) for token in tokens]
        score = 0.0
        if self.head(text):
            score -= 0.5
        elif (
            lowered[0].split("-")[0] in self._nouns
            or (lowered[-1] in self._nouns and tokens[-1][0].isupper())
            or any(phrase in " ".join(lowered) for phrase in self._phrases)
        ):
            score += 0.6
        elif self._nouns & set(lowered[1:3]):
            score += 0.4
        score += 0.5 * self._explained(text) + 0.3 * bool(_SITE.search(text))
        capital = [token for token in tokens if token[0].isupper() or token[0].isdigit()]
        if len(capital) == len(tokens) and len(tokens) <= 4 and not text.isupper():
            score += 0.25
        elif len(capital) < len(tokens) / 2 and len(tokens) > 2:
            score -= 0.3
        action = _NOUN_OF_ACTION.match(lowered[0]) or (
            len(tokens) > 1 and tokens[1][0].islower() and _MAYBE_ACTION.match(lowered[0])
        )
        if action and lowered[0] not in self._nouns:
            score -= 0.5
        if len(tokens) > 9:
            score -= 0.4
        return score
