"""Every text of the interface stands in the catalogues, and only there."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from recruit.web.i18n import CATALOGUES, read_catalogue
from recruit.web.patterns import PLACE

ROOT = Path(__file__).parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "unfilled": None,
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = sorted((ROOT / "recruit").rglob("*.py"))
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2,}")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
# What is the same in every language: the language switch itself, names of numerals and formats.
SAME_EVERYWHERE = {"Язык / Language", "II", "III", "IV", "CSV", "XLSX", "YAML"}


def extracted() -> list[tuple[str, object, str | None]]:
    """Every marked text: where it stands, the text, its context."""
    found = []
    for folder, method, pattern in (
        ("recruit", "python", "**.py"),
        ("templates", "jinja2", "**.html"),
    ):
        for file, line, message, _, context in extract_from_dir(
            ROOT / folder, [(pattern, method)], {"**.html": {"trimmed": "true"}}, keywords=KEYWORDS
        ):
            found.append((f"{folder}/{file}:{line}", message, context))
    return found


def test_every_marked_text_has_its_russian() -> None:
    catalogue = read_catalogue("ru")
    missing = []
    for where, message, context in extracted():
        translated = catalogue.get(message, context)
        forms = [] if translated is None else [translated.string]
        if forms and isinstance(forms[0], tuple | list):
            forms = list(forms[0])
        if not forms or not all(forms):
            missing.append(f"{where}: {message!r}")
    assert not missing, "add these to recruit/translations/ru:\n" + "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    used = {message if isinstance(message, str) else message[0] for _, message, _ in extracted()}
    left = [
        message.id
        for message in read_catalogue("ru")
        if message.id and (message.id if isinstance(message.id, str) else message.id[0]) not in used
    ]
    assert not left, f"nothing shows these texts any more; delete them: {left}"


@pytest.mark.parametrize("path", sorted((CATALOGUES / "ru").glob("*.po")), ids=lambda p: p.name)
def test_translations_keep_their_placeholders(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ru", abort_invalid=True)
    for message in catalogue:
        if not message.id:
            continue
        assert not message.fuzzy, f"{path.name}: {message.id!r} is a guess; check it"
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = {name for text in ids for name in re.findall(r"%\((\w+)\)", text)}
        for text in strings:
            # A plural form may leave the number out («один»), never invent a name.
            assert set(re.findall(r"%\((\w+)\)", text)) <= wanted, f"{path.name}: {text!r}"


def literal_texts(path: Path) -> list[str]:
    """Words of a template that stand outside gettext and outside markup."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    data = " ".join(
        node.data if isinstance(node, nodes.TemplateData) else "\x00"
        for node in tree.find_all((nodes.TemplateData, nodes.Output))
        if isinstance(node, nodes.TemplateData)
    )
    data = PLACE.sub("\n", data)  # filled in with what is written elsewhere
    attributes = re.findall(r"""(?:alt|title|placeholder|aria-label|label)="([^"<>]*)""", data)
    visible = re.sub(r"<(script|style)\b.*?</\1>", " ", data, flags=re.S)
    visible = re.sub(r"<[^>]*>?|&\w+;", "\n", visible)
    # What is left of a tag that a Jinja expression cut in two ends with its bracket.
    visible = re.sub(r"^[^<>]*\"[^<>]*>", "\n", visible, flags=re.M)
    texts = [text.strip() for text in [*attributes, *visible.splitlines()]]
    return [
        text
        for text in texts
        if WORD.search(text) and "=" not in text and text not in SAME_EVERYWHERE
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    texts = literal_texts(path)
    assert not texts, f"wrap these in _(…): {texts}"


# Where Russian words are the matter itself and not interface text, with the reason.
# The demo is Russian people, what is parsed are Russian resumes, what is compared Russian names.
RUSSIAN_PEOPLE = ("recruit/demo/", "recruit/parsing/", "recruit/duplicates/pairing/")
RUSSIAN_BY_NATURE = {
    "recruit/web/formats.py": "date patterns of Russian that CLDR lacks",
    "recruit/web/typography.py": "which words a no-break space follows",
    "recruit/web/fields.py": "how people write a currency",
    "recruit/web/requests.py": "said before the language of a request is read, English beside",
    "recruit/evaluate/tables.py": "a command without an app or a request, both languages beside",
    "recruit/candidates/consents.py": "texts of consents, Russian with English beside",
    "recruit/candidates/pairing.py": "legal forms, which tell no firm from another",
    "recruit/intake/reading/oddities.py": "letters that look like Latin ones",
    "recruit/intake/parse_words.py": "a command without an app or a request, both languages beside",
}


def russian_literals(path: Path) -> list[str]:
    """String literals with Cyrillic letters that are neither docstrings nor message ids."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            skipped.add(body[0].value)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("gettext"):
            skipped.update(node.args)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in skipped
        # Single letters are what text is compared by, not what people read.
        and re.search("[А-Яа-яЁё]{2}", node.value)
    ]


@pytest.mark.parametrize("path", PYTHON, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_python_holds_no_russian_interface_text(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if name in RUSSIAN_BY_NATURE or name.startswith(RUSSIAN_PEOPLE):
        return
    texts = russian_literals(path)
    assert not texts, f"Russian belongs in recruit/translations/ru: {texts}"
