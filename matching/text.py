"""Words of a text as the matcher compares them.

Honest people type «С++» with a Cyrillic letter and paste soft hyphens from a PDF; others hide words
in invisible characters. Both are read here as a person would read them on the screen.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from threading import Lock

import snowballstemmer
from pymorphy3 import MorphAnalyzer

MAX_TEXT = 200_000
"""Characters kept of a text: forty pages; one ligature can grow eighteen times in NFKC."""

MAX_MARKS = 2
"""Combining marks kept on one letter: «й» needs one; NFKC is quadratic in the length of the run."""

MAX_WORD = 40
"""Letters kept of a word: the longest words of real resumes have under 40."""

_CACHE_LIMIT = 400_000
"""Word forms remembered, about 60 MB; a Russian base of 20,000 resumes has some 150,000."""


def _characters(wanted: Callable[[str], bool], end: int) -> str:
    return "".join(re.escape(chr(code)) for code in range(0x80, end) if wanted(chr(code)))


_MARKS = re.compile(
    f"([{_characters(lambda c: unicodedata.combining(c) != 0, 0x1F000)}]{{{MAX_MARKS}}})"
    f"[{_characters(lambda c: unicodedata.combining(c) != 0, 0x1F000)}]+"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab and line ends
    f"{_characters(lambda c: unicodedata.category(c) == 'Cf', 0x1F000)}"
    "\u034f\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u3164\uffa0\ufe00-\ufe0f"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)

# The last five Cyrillic letters are not Russian: they stand for Latin ones, never the other way.
_LATIN_TWINS = "ABCEHKMOPTXYaceopxykiIjSs"
_CYRILLIC_TWINS = "АВСЕНКМОРТХУасеорхукіІјЅѕ"
_TWINS_BOTH_WAYS = 20
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS[:_TWINS_BOTH_WAYS], _CYRILLIC_TWINS[:_TWINS_BOTH_WAYS])
_SURE_LATIN = re.compile(f"(?![{_LATIN_TWINS[:_TWINS_BOTH_WAYS]}])[a-zA-Z]")
_SURE_CYRILLIC = re.compile(f"(?![{_CYRILLIC_TWINS}])[а-яА-ЯёЁ]")
_MIXED = re.compile(
    r"(?<![^\W_])(?=[^\W_]*[a-zA-Z])(?=[^\W_]*[\u0400-\u04ff])[^\W_]+|[СсCc](?=\+\+|#)"
)
# A small Latin letter between Cyrillic words stands for its twin: «договор c клиентом», not C.
_LATIN_AMONG_CYRILLIC = re.compile(r"(?<=[а-яё,] )[acoy](?= [а-яё])")
_ONE_C = re.compile(r"(?<![^\W_])1\s?[cCсС](?![^\W_])")
_TWO_SCRIPTS = re.compile(
    r"[a-zA-Z]\d*[\u0400-\u04ff]|[\u0400-\u04ff]\d*[a-zA-Z]|[Сс][+#]|[Cc]\+\+"
)
# Everything but letters, signs and spaces that are plain already: most texts hold nothing else.
_UNUSUAL = re.compile(
    r"[^\t\n\r -~«»°±§©®À-ıĴ-ľŁ-ňŊ-žЀ-҂Ҋ-ӿ\u2010\u2013-\u2016\u2018-\u201e\u2022₽●■▪◦✓→−]"
)

_WORD = re.compile(r"\.net\b|[^\W_]+(?:\+\+|#)?")
_SENTENCE = re.compile(r"[\r\n\u2028\u2029;•·|!?▪●◦]+|\.(?=\s|$)")

# Written in capitals among small letters these are no prepositions: «разработка ПО».
_SPELLED_OUT = {
    "ПО": "программное обеспечение", "ОТ": "охрана труда", "ТО": "техническое обслуживание",
}  # fmt: skip
_CAPITALS = re.compile(r"(?<![^\W_])(?:ПО|ОТ|ТО|С)(?![^\W_]|\+\+|#|\s*\d)")
_NEIGHBOURS = 40
"""Letters around capitals that tell whether the whole line shouts."""

_SHOUTED = 4
"""Letters of a word in capitals that make its line shout: «CRM» and «ПБ» are always so."""

STOP_WORDS = frozenset({
    "а", "без", "бы", "в", "во", "для", "до", "же", "за", "и", "из", "или", "к", "как", "ко",
    "на", "над", "не", "ни", "но", "о", "об", "от", "по", "под", "при", "про", "с", "со", "то",
    "у", "что", "это", "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in",
    "is", "of", "on", "or", "that", "the", "to", "was", "were", "with",
})  # fmt: skip


def _mend(match: re.Match[str]) -> str:
    """Write a word of mixed letters in the script of its undoubted ones."""
    word = match[0]
    latin, cyrillic = _SURE_LATIN.search(word), _SURE_CYRILLIC.search(word)
    if latin and cyrillic:
        return word
    if not latin and not cyrillic and len(word) > 1:
        letters = sum("\u0400" <= letter <= "\u04ff" for letter in word)
        return word.translate(_TO_CYRILLIC if 2 * letters >= len(word) else _TO_LATIN)
    return word.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)


def _spelled_out(match: re.Match[str]) -> str:
    """Write an abbreviation in full that a small letter would turn into a preposition."""
    text, start, end = match.string, match.start(), match.end()
    before = _WORD.findall(text[max(0, start - _NEIGHBOURS) : start].rpartition("\n")[2])[-1:]
    after = _WORD.findall(text[end : end + _NEIGHBOURS].partition("\n")[0])[:1]
    if any(word.isupper() and len(word) >= _SHOUTED for word in before + after):
        return match[0]
    if match[0] in _SPELLED_OUT:
        return _SPELLED_OUT[match[0]]
    # «Язык С», «на С и Java»; «С клиентами» begins a line or a sentence.
    follows = before and before[0].islower() and text[start - 1] in " /,("
    return "c" if follows else match[0]


def clean(text: str) -> str:
    """Return ``text`` as it looks: composed, visible, each word in one script, «ё» as «е», lower.

    Abbreviations that would read as prepositions in small letters are written in full.
    Never raises; linear in the length of the text, of which ``MAX_TEXT`` characters count.
    """
    text = text[:MAX_TEXT].replace("\xa0", " ")
    if _UNUSUAL.search(text):
        text = _MARKS.sub(r"\1", text)
        text = unicodedata.normalize("NFKC", text)[:MAX_TEXT]
        text = _INVISIBLE.sub("", text)
    if _TWO_SCRIPTS.search(text):
        text = _MIXED.sub(_mend, text)
    text = _LATIN_AMONG_CYRILLIC.sub(lambda match: match[0].translate(_TO_CYRILLIC), text)
    text = _CAPITALS.sub(_spelled_out, _ONE_C.sub("1с", text))
    return text.lower().replace("ё", "е")


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


@cache
def _stemmer() -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


# A resume tells what was done («вела переговоры»), a vacancy names it («ведение переговоров»).
_ACTION = {
    "автоматизировать": "автоматизация", "администрировать": "администрирование",
    "анализировать": "анализ", "внедрить": "внедрение", "внедрять": "внедрение",
    "вести": "ведение", "готовить": "подготовка", "контролировать": "контроль",
    "координировать": "координация", "настраивать": "настройка", "настроить": "настройка",
    "нанимать": "наем", "обработать": "обработка", "обрабатывать": "обработка",
    "обслуживать": "обслуживание", "обучать": "обучение", "обучить": "обучение",
    "оптимизировать": "оптимизация", "организовать": "организация",
    "организовывать": "организация", "оформлять": "оформление", "планировать": "планирование",
    "подбирать": "подбор", "подготовить": "подготовка", "поддерживать": "поддержка",
    "построить": "построение", "продавать": "продажа", "проектировать": "проектирование",
    "проводить": "проведение", "провести": "проведение", "продвигать": "продвижение",
    "работать": "работа", "разработать": "разработка", "разрабатывать": "разработка",
    "руководить": "руководство", "создавать": "создание", "создать": "создание",
    "составлять": "составление", "сопровождать": "сопровождение", "строить": "построение",
    "тестировать": "тестирование", "удерживать": "удержание", "удержать": "удержание",
    "управлять": "управление", "формировать": "формирование",
}  # fmt: skip


# Words that an English stemmer takes for one with a word of another trade: "account manager" is no
# accountant, "product manager" no head of production, "customs" no customer. And words that it
# takes for two: a waitress does the work of a waiter, a centre is a center.
_STEMS = {
    form: lemma
    for lemma, forms in {
        "production": "production productions", "customer": "customer customers",
        "accountant": "accounting accountant accountants accountancy", "customs": "customs",
        "marketing": "marketing marketer marketers", "important": "important importance",
        "engineer": "engineer engineers engineering engineered", "relative": "relative relatives",
        "operator": "operator operators", "executive": "executive executives",
        "experiment": "experiment experiments experimental", "animation": "animation animations",
        "animator": "animator animators", "department": "department departments departmental",
        "designation": "designation designations", "integral": "integral",
        "authority": "authority authorities", "president": "president presidents",
        "resident": "resident residents", "residence": "residence residences",
        "political": "political politics", "terminal": "terminal terminals",
        "waiter": "waiter waiters waitress waitresses", "actor": "actor actors actress actresses",
        "steward": "steward stewards stewardess stewardesses",
        "center": "center centers centre centres",
        "salesman": "salesman salesmen saleswoman saleswomen salesperson salespeople",
    }.items()
    for form in forms.split()
}  # fmt: skip


# Forms that pymorphy takes for another word in one gender and not in the other.
_FORMS = {
    "начала": "начать", "пек": "печь", "пекла": "печь", "села": "сесть", "мерил": "мерить",
    "мерила": "мерить", "белил": "белить", "белила": "белить", "точил": "точить",
    "точила": "точить", "мыл": "мыть", "мыла": "мыть", "правил": "править", "лила": "лить",
    "грузил": "грузить", "грузила": "грузить", "вил": "вить", "пас": "пасти", "пасла": "пасти",
    "знаком": "знакомый", "заводила": "заводить", "постриг": "постричь", "настриг": "настричь",
    "выпек": "выпечь", "громила": "громить", "вертел": "вертеть", "выгреб": "выгрести",
    "трепало": "трепать", "манила": "манить", "отсек": "отсечь", "сгреб": "сгрести",
    "уверен": "уверенный", "уверена": "уверенный", "уверены": "уверенный", "рада": "рад",
}  # fmt: skip
# A profession is one whoever has it: the feminine name is read as the masculine one.
_WOMEN = {
    "продавщица": "продавец", "повариха": "повар", "директриса": "директор", "актриса": "актер",
    "певица": "певец", "танцовщица": "танцор", "стюардесса": "стюард", "хозяйка": "хозяин",
    "владелица": "владелец", "портниха": "портной", "медбрат": "медсестра", "ткачиха": "ткач",
    "брат": "сестра", "поэтесса": "поэт", "балерина": "танцор", "прачка": "прачка",
    "секретарша": "секретарь",
}  # fmt: skip
_WOMENS_ENDINGS = (
    ("тельница", "тель"), ("щица", "щик"), ("чица", "чик"), ("ница", "ник"), ("истка", "ист"),
    ("антка", "ант"), ("ентка", "ент"), ("ерка", "ер"), ("орка", "ор"), ("ерша", "ер"),
    ("орша", "ор"), ("ирша", "ир"), ("ярша", "яр"), ("ерш", "ер"), ("орк", "ор"), ("ерица", "ер"),
    ("арка", "ар"), ("ричка", "рик"),
)  # fmt: skip


def _masculine(lemma: str) -> str:
    """Return the masculine name of a profession for the feminine, any other lemma as it is."""
    if lemma in _WOMEN:
        return _WOMEN[lemma]
    for ending, other in _WOMENS_ENDINGS:
        if lemma.endswith(ending):
            base = lemma.removesuffix(ending) + other
            if not _analyzer().word_is_known(base):
                continue
            own, his = _analyzer().parse(lemma)[0], _analyzer().parse(base)[0]
            # «Страница» is no woman and «странник» no profession of hers.
            is_thing = _analyzer().word_is_known(lemma) and "anim" not in own.tag
            return lemma if is_thing or "anim" not in his.tag else base
    return lemma


def _adjective(lemma: str) -> str:
    """Return the adjective of a noun of its form, «холодный» for «холодное», else the lemma."""
    if lemma.endswith(("ое", "ее", "ая", "яя", "ые", "ие")):
        for parse in _analyzer().parse(lemma):
            if "ADJF" in parse.tag:
                return str(parse.normal_form).replace("ё", "е")
    return lemma


class _Lemmas(dict[str, str]):
    """Word form to lemma, computed once: pymorphy costs 35 µs a word, this a tenth of one."""

    def __init__(self) -> None:
        # The stemmer keeps the word it works on in itself: two threads would mix theirs up.
        self._one_at_a_time = Lock()

    def __missing__(self, word: str) -> str:
        with self._one_at_a_time:
            if len(self) >= _CACHE_LIMIT:
                self.clear()
            lemma = self[word] = sys.intern(self._lemma(word))
        return lemma

    @staticmethod
    def _lemma(word: str) -> str:
        if "а" <= word[0] <= "я" and not word[-1].isdigit():
            normal = _FORMS.get(word)
            if normal is None:
                parsed = _analyzer().parse(word)[0].normal_form.replace("ё", "е")
                normal = _masculine(_adjective(parsed))
            return _ACTION.get(normal, normal)
        if word.isascii() and word.isalpha() and len(word) > 2:
            return _STEMS.get(word) or _stemmer()(word)
        return word


_lemmas = _Lemmas()


def words(cleaned: str) -> list[str]:
    """Return the word forms of a cleaned text, in order, stop words left out."""
    return [word[:MAX_WORD] for word in _WORD.findall(cleaned) if word not in STOP_WORDS]


def word_spans(cleaned: str) -> list[tuple[int, int]]:
    """Return where the word forms that :func:`words` finds begin and end."""
    return [match.span() for match in _WORD.finditer(cleaned) if match[0] not in STOP_WORDS]


def lemmatise(forms: Iterable[str]) -> list[str]:
    """Return the lemma (Russian) or stem (English) of each word form."""
    return [_lemmas[form] for form in forms]


def lemmas(text: str) -> list[str]:
    """Return the lemmas of a raw text, in order, stop words left out."""
    return lemmatise(words(clean(text)))


def sentences(cleaned: str) -> list[str]:
    """Return the sentences and list items of a cleaned text."""
    return [part for part in _SENTENCE.split(cleaned) if part and not part.isspace()]


_RUSSIAN_SOUNDS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i",
        "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
        "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "ia",
    }
)  # fmt: skip
_ENGLISH_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"), ("th", "t"), ("ck", "k"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("q", "k"),
        ("x", "ks"), ("w", "v"), ("y", "i"), ("oo", "u"), ("ee", "i"), ("dj", "j"), ("tion", "shn"),
    )
]  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def sound(cleaned: str) -> str:
    """Return a rough Latin spelling of the sound: «фотошоп» and "Photoshop" give the same."""
    latin = cleaned.translate(_RUSSIAN_SOUNDS)
    for pattern, letters in _ENGLISH_SOUNDS:
        latin = pattern.sub(letters, latin)
    return _DOUBLED.sub(r"\1", latin)
