"""One candidate as numbers: read once, kept until the profile changes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.careers import Statement, read_career
from matching.cities import Cities, kilometres
from matching.known_titles import KnownTitles
from matching.numbering import UNKNOWN, Numbers
from matching.padding import may_be_padded, without_padding
from matching.profiles import CandidateProfile
from matching.qualifications import education_level, language_level
from matching.redaction import without_protected_facts
from matching.skills import SkillVocabulary
from matching.text import clean, lemmatise, words
from matching.title_names import Title
from matching.titles import TitleGroups
from matching.word_numbers import WordNumbers, Words

LAST_POSTS = 4
"""Posts whose titles count: «best of the last four» told professions apart better than the last."""

MAX_SKILLS = 500
"""Claims read of one list; longer lists earn nothing more anyway."""

MAX_TOKENS = 20_000
"""Words read of one candidate."""

MANY_WORDS = 255
"""So many plain words, or more, in a piece of a sentence."""

_PIECE = re.compile(r"[\r\n,;:()•·|/!?▪●◦«»\"\u2013\u2014]+|\.(?=\s|$)")
_DENIAL = re.compile(
    r"\b(?:(?:нет|без|не имею|не было)\s(?:\w+\s)?(?:опыта|навык\w*|знани\w*)|"
    r"не\s(?:владею|знаю|умею|знаком\w*|работал\w*|приходилось)|опыта\s(?:\w+\s){0,4}нет\b|"
    r"(?:no|without)\s(?:\w+\s)?experience|(?:never|not)\s(?:used|worked|familiar))"
)

Int32s = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class EncodedCandidate:
    """The numbers of one candidate; places in a list are local, 0 is its first item.

    Attributes
    ----------
    titles : array of int32
        The desired title and the last posts' titles; ``wished`` marks the first where it is a wish.
    title_places : array of int32
        Which token begins a title that was guessed from the text, else ``UNKNOWN``.
    titles_told : bool
        Whether the titles stood in fields of their own, and were not guessed from the text.
    posts, post_leads : arrays
        Title of each post read, latest first, and whether its description tells of subordinates.
    stretch_months, stretch_ages, stretch_ends, stretch_posts : arrays of int32
        Months and age of each stretch; where its posts end in ``stretch_posts``; the posts in it.
    total, management : int
        Months told in fields of their own.
    statements : array of shape (k, 4)
        What the text states: first token, number of tokens, months in all and in management.
    tokens, plain_words : arrays
        Lemmas of all documents in a row, and for each the words of its piece of a sentence that
        name no skill, ``MANY_WORDS`` at most; 0 where they are fewer than those that do: such a
        piece is a list.
    documents : array of int32
        Where each document ends in ``tokens``: the free text first, then one for each post.
    claims : array of int32
        Skills of the list. ``mentions`` are rows of (skill, place in tokens, length) in the text;
        ``denials`` the skills that it says its writer lacks.
    """

    titles: Int32s
    wished: NDArray[np.bool_]
    title_places: Int32s
    titles_told: bool
    posts: Int32s
    post_leads: NDArray[np.bool_]
    stretch_months: Int32s
    stretch_ages: Int32s
    stretch_ends: Int32s
    stretch_posts: Int32s
    total: int
    management: int
    statements: NDArray[np.int32]
    tokens: Int32s
    plain_words: Int32s
    documents: Int32s
    claims: Int32s
    mentions: NDArray[np.int32]
    denials: Int32s
    skills_known: bool
    languages: NDArray[np.int32]
    languages_known: bool
    education: int
    city: int
    relocation: int
    remote: int
    expected: int
    currency: int
    net: int


class Encoder:
    """Turns profiles into numbers; the same words, titles and skills get the same number always."""

    def __init__(
        self, as_of: int, vocabulary: SkillVocabulary, titles: TitleGroups, cities: Cities
    ) -> None:
        self.as_of = as_of
        self.vocabulary = vocabulary
        self.groups = titles
        self.cities = cities
        self.terms = WordNumbers()
        self.titles: Numbers[Title] = Numbers()
        self.skills = WordNumbers()
        self.city_names = WordNumbers()
        self.currencies = WordNumbers()
        self.languages = WordNumbers()
        self._read_titles: dict[str, int] = {}
        self._known_titles = KnownTitles.none(titles)
        self._kilometres: dict[str, NDArray[np.float64]] = {}
        self._places = np.zeros((0, 2))

    def title(self, text: str) -> int:
        """Return the number of a title; ``UNKNOWN`` if it holds no word."""
        found = self._read_titles.get(text)
        if found is None:
            title = self.groups.read(text)
            found = self.titles.number(title) if title.lemmas else UNKNOWN
            self._read_titles[text] = found
        return found

    def known_titles(self) -> KnownTitles:
        """Return all titles read so far, in the order of their numbers."""
        unread = self.titles.items[len(self._known_titles) :]
        if unread:
            self._known_titles = self._known_titles.joined(unread, self.groups)
        return self._known_titles

    def numbers(self) -> dict[str, WordNumbers]:
        """Return all that is numbered by name, but for titles."""
        return {
            "terms": self.terms,
            "skills": self.skills,
            "city_names": self.city_names,
            "currencies": self.currencies,
            "languages": self.languages,
        }

    def take_over(
        self, stored: Mapping[str, Words], titles: Sequence[Title], known: KnownTitles
    ) -> None:
        """Number from now on as another encoder did, that had given these numbers."""
        for name, numbers in self.numbers().items():
            numbers.go_on(stored[name])
        self.titles.take_over(titles)
        self._known_titles = known

    def encode(self, profile: CandidateProfile) -> EncodedCandidate:
        """Return the numbers of a profile, of what may be weighed in it."""
        profile = without_protected_facts(profile)
        career = read_career(profile, self.as_of)
        posts = np.array([self.title(post.title) for post in career.positions], dtype=np.int32)
        titles, wishes, places = self._titles(profile, posts)
        told = bool(profile.positions)
        documents = [profile.text] + (
            [f"{post.title}\n{post.description}" for post in career.positions] if told else []
        )
        cleaned = [clean(document) for document in documents]
        lemmas, pieces, ends, denied = self._lemmas(cleaned)
        tokens = [self.terms.number(lemma) for lemma in lemmas]
        if may_be_padded("\n".join(cleaned), tokens):
            plain = without_padding(profile)
            if plain != profile:
                return self.encode(plain)
        mentions, denials = self._mentions(lemmas, pieces, denied)
        held_posts = [post for stretch in career.stretches for post in stretch.posts]
        money = profile.salary_expected
        return EncodedCandidate(
            titles=np.array(titles, dtype=np.int32),
            wished=np.arange(len(titles)) < wishes,
            title_places=np.array(
                [place if place < len(tokens) else UNKNOWN for place in places], dtype=np.int32
            ),
            titles_told=self.title(profile.title) != UNKNOWN or (told and len(titles) > wishes),
            posts=posts,
            post_leads=np.array(career.leads, dtype=bool),
            stretch_months=np.array([s.months for s in career.stretches], dtype=np.int32),
            stretch_ages=np.array([s.age for s in career.stretches], dtype=np.int32),
            stretch_ends=np.cumsum([len(s.posts) for s in career.stretches]).astype(np.int32),
            stretch_posts=np.array(held_posts, dtype=np.int32),
            total=_number(career.told_total),
            management=_number(career.told_management),
            statements=_statements(career.statements, len(tokens)),
            tokens=np.array(tokens, dtype=np.int32),
            plain_words=_plain_words(pieces, mentions),
            documents=np.array(ends, dtype=np.int32),
            claims=np.array(self._claims(profile.skills or ()), dtype=np.int32),
            mentions=np.array(mentions, dtype=np.int32).reshape(-1, 3),
            denials=np.array(denials, dtype=np.int32),
            skills_known=bool(profile.skills) or _tells(profile),
            languages=self._languages(profile.languages or {}),
            languages_known=profile.languages is not None,
            education=_number(education_level(profile.education)),
            city=self.city(profile.city),
            relocation=_number(profile.relocation),
            remote=_number(profile.remote),
            expected=UNKNOWN if money is None else money.minor,
            currency=UNKNOWN if money is None else self.currencies.number(money.currency),
            net=_number(profile.net),
        )

    def _titles(self, profile: CandidateProfile, posts: Int32s) -> tuple[list[int], int, list[int]]:
        """Return the titles that count, how many of them are wishes, which stand first, and at
        which token each was guessed, ``UNKNOWN`` where it stood in a field."""
        wish = self.title(profile.title)
        wished = [wish] if wish != UNKNOWN else []
        held = [title for title in posts[:LAST_POSTS].tolist() if title != UNKNOWN]
        if wished or held:
            return wished + held, len(wished), [UNKNOWN] * len(wished + held)
        # Named in the text, but not as a post that was held: as good as a wish.
        named = self.groups.named_in(clean(profile.text), LAST_POSTS)
        return list(map(self.title, named)), len(named), list(named.values())

    def _languages(self, spoken: Mapping[str, str]) -> NDArray[np.int32]:
        """Return the languages and the level of each, ``(k, 2)``."""
        rows = [
            (self.languages.number(code.strip().lower()), language_level(level))
            for code, level in sorted(spoken.items())
        ]
        return np.array(rows, dtype=np.int32).reshape(-1, 2)

    def _mentions(
        self, lemmas: list[str], pieces: list[int], denied: set[int]
    ) -> tuple[list[tuple[int, int, int]], list[int]]:
        """Return the skills that a text names, with place and length, and those it denies."""
        mentions: list[tuple[int, int, int]] = []
        denials: set[int] = set()
        for skill, place, length in self.vocabulary.extract(lemmas):
            number = self.skills.number(skill)
            if pieces[place] in denied:
                denials.add(number)
            else:
                mentions.append((number, place, length))
        return mentions, sorted(denials)

    def city(self, name: str | None) -> int:
        """Return the number of a city; ``UNKNOWN`` for none."""
        key = self.cities.canonical(name) if name and name.strip() else ""
        return self.city_names.number(key) if key else UNKNOWN

    def kilometres(self, city: str) -> NDArray[np.float64]:
        """Return how far all cities are from one, by number and NaN where not known; kept."""
        known = self._kilometres.get(city)
        if known is None or len(known) < len(self.city_names):
            known = self._kilometres[city] = kilometres(self.cities.radians(city), self._radians())
        return known

    def _radians(self) -> NDArray[np.float64]:
        """Return where all cities lie, by number; kept."""
        known = self._places
        names = self.city_names.items[len(known) :]
        if names:
            more = [self.cities.radians(name) for name in names]
            known = self._places = np.concatenate([known, more])
        return known

    def claimed(self, name: str) -> set[str]:
        """Return the keys of the skills that one entry of a list claims."""
        key = self.vocabulary.key(name)
        if not key or key in self.vocabulary:
            return {key} - {""}
        within = self.vocabulary.extract(lemmatise(words(clean(name))))
        return {key} | {skill for skill, _, _ in within}

    def _claims(self, names: tuple[str, ...]) -> list[int]:
        keys = {key for name in names[:MAX_SKILLS] for key in self.claimed(name)}
        return sorted(self.skills.number(key) for key in sorted(keys))

    @staticmethod
    def _lemmas(cleaned: list[str]) -> tuple[list[str], list[int], list[int], set[int]]:
        """Return lemmas, the piece of a sentence of each, the ends of the documents, and the pieces
        that tell what their writer cannot do."""
        lemmas: list[str] = []
        pieces: list[int] = []
        ends: list[int] = []
        denied: set[int] = set()
        number = 0
        for document in cleaned:
            for piece in _PIECE.split(document):
                more = lemmatise(words(piece))[: MAX_TOKENS - len(lemmas)]
                lemmas.extend(more)
                pieces.extend([number] * len(more))
                if _DENIAL.search(piece):
                    denied.add(number)
                number += 1
            ends.append(len(lemmas))
        return lemmas, pieces, ends, denied


def _tells(profile: CandidateProfile) -> bool:
    """Return whether there is a text where skills could have been told: titles alone are none."""
    return any(text.strip() for text in (profile.text, *(p.description for p in profile.positions)))


def _statements(statements: Sequence[Statement], n_tokens: int) -> NDArray[np.int32]:
    """Return statements, ``(k, 4)``, none of which reaches beyond the tokens that are read."""
    rows = [
        (
            min(one.place, n_tokens),
            max(0, min(one.length, n_tokens - one.place)),
            _number(one.total),
            _number(one.management),
        )
        for one in statements
    ]
    return np.array(rows, dtype=np.int32).reshape(-1, 4)


def _plain_words(pieces: list[int], mentions: list[tuple[int, int, int]]) -> Int32s:
    """Return for each token the plain words of its piece, 0 where skills outnumber them."""
    piece = np.array(pieces, dtype=np.int64)
    if not len(piece):
        return np.zeros(0, dtype=np.int32)
    named = np.array([length for _, _, length in mentions], dtype=np.int64)
    places = np.array([place for _, place, _ in mentions], dtype=np.int64)
    size = np.bincount(piece)
    skilled = np.bincount(piece[places], weights=named, minlength=len(size)).astype(np.int64)
    plain = np.where(size - skilled >= skilled, np.minimum(size - skilled, MANY_WORDS), 0)
    return plain[piece].astype(np.int32)


def _number(value: int | None) -> int:
    return UNKNOWN if value is None else int(value)
