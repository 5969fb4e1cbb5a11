"""Words that tell how a page is laid out: data beside this file."""

from pathlib import Path

import yaml

_WORDS = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))

PAGE = "|".join(_WORDS["page"])
PAGE_OR_SHORT = "|".join((*_WORDS["page"], *_WORDS["short_page"]))
OF = "|".join(_WORDS["of"])
NOW = "|".join(_WORDS["now"])
DURATION = "|".join(_WORDS["duration"])
BEFORE_END = "|".join(_WORDS["before_end"])
MONTHS = "|".join(_WORDS["months"])
HEADING_STYLE = "|".join(_WORDS["heading_style"])
TITLE_STYLES = frozenset(_WORDS["title_style"])
COMPOUND_HEADS = frozenset(_WORDS["compound_heads"].split())
