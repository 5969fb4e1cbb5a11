"""Whether a short line names a post: by the words that posts are called."""

import re
from functools import cache
from pathlib import Path

import yaml

from recruit.parsing.plain import plain

POSTS_FILE = Path(__file__).parent / "labels" / "posts.yaml"
MOST_WORDS = 9
_COMPOUND = "авто|электро|газо|электрогазо|мото|радио|тепло|гидро|агро|био|веб|кино|фото|бизнес"
MOST_ENDING = 3
_SENTENCE = re.compile(r"[.!?]\s|[.!?]$|\d{4}|@|:\s")
_LISTED = re.compile(r"\s*[,;|•·\t]\s*|\s/\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    data = yaml.safe_load(POSTS_FILE.read_text(encoding="utf-8"))
    russian = sorted(set(data["ru"].split()), key=lambda word: -len(word))
    return (
        re.compile(rf"((?:{_COMPOUND})?(?:{'|'.join(map(re.escape, russian))}))[а-я]{{0,4}}$"),
        frozenset(data["en"].split()),
    )


def names_post(text: str) -> bool:
    """Whether a phrase of a few words holds a word that posts are called."""
    russian, english = _words()
    words = _WORD.findall(plain(text[:200]))
    if not words or len(words) > MOST_WORDS:
        return False
    for word in words:
        for part in (word, *word.split("-")):
            if part in english or russian.match(part):
                return True
    return False


def begins_post(word: str) -> bool:
    """Whether names of posts begin with a Russian word: «производитель», but no «агентство»."""
    russian, _ = _words()
    match = russian.match(plain(word))
    return match is not None and len(match[0]) - len(match[1]) <= MOST_ENDING


def looks_like_post(text: str) -> bool:
    """Whether a line is the name of a post, or some, and nothing else: no sentence, no date."""
    if _SENTENCE.search(text.strip()):
        return False
    return names_post(_LISTED.split(text)[0])
