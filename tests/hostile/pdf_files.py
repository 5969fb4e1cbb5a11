"""PDF files that are bombs, mazes, torn, locked, or show one thing and say another."""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from tests.hostile.case import (
    KEYWORD,
    LATIN,
    POST,
    RUSSIAN,
    STUFFING,
    Case,
    flagged,
    refused,
)
from tests.hostile.office_files import document, paragraph, word
from tests.hostile.text_files import noise

MEGABYTE = 1024 * 1024
CATALOG, PAGES, PAGE, CONTENT, FONT = 1, 2, 3, 4, 5
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>"
LATIN_FONT = HELVETICA % b"/Encoding /WinAnsiEncoding"

Objects = dict[int, bytes]


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"", *, loops: bool = False) -> bytes:
    """A PDF of objects with a table of their places; one that ``loops`` names itself as older."""
    out = bytearray(b"%PDF-1.6\n%\xe4\xf6\xfc\xdf\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        used = number in places
        out += b"%010d %05d %s \n" % (
            places.get(number, 0), 0 if used else 65535, b"n" if used else b"f",
        )  # fmt: skip
    before = b"/Prev %d" % table if loops else b""
    out += b"trailer\n<< /Size %d /Root %d 0 R %s %s >>\n" % (size, CATALOG, before, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def stream(data: bytes, about: bytes = b"") -> bytes:
    """An object with a stream."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about, data)


def page(
    content: bytes = b"",
    *,
    about: bytes = b"",
    fonts: bytes = b"",
    drawings: bytes = b"",
    catalog: bytes = b"",
) -> Objects:
    """The objects of a file with one page."""
    resources = b"/Font << /F 5 0 R %s >> %s" % (fonts, drawings)
    return {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << %s >> >>" % resources,
        CONTENT: stream(content, about),
        FONT: LATIN_FONT,
    }


def written(
    texts: Iterable[str] = LATIN, top: int = 720, size: float = 12, before: bytes = b""
) -> bytes:
    """Drawing orders for lines of text; ``before`` stands in front of each."""
    return b"".join(
        b"BT %s /F %g Tf 50 %d Td (%s) Tj ET\n" % (before, size, top - 20 * line, text.encode())
        for line, text in enumerate(texts)
    )


def letter_map(letters: Iterable[tuple[int, str]]) -> bytes:
    """What codes say, for whoever copies the text."""
    told = [
        b"<%02x> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in letters
    ]
    return (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\n"
        b"endbfchar endcmap" % (len(told), b"\n".join(told))
    )


@cache
def blanks(megabytes: int, packings: int) -> bytes:
    """Very much of nothing, packed once or again."""
    machine = zlib.compressobj(9)
    packed = b"".join(machine.compress(b" " * MEGABYTE) for _ in range(megabytes))
    packed += machine.flush()
    for _ in range(packings - 1):
        packed = zlib.compress(packed, 9)
    return packed


def cases(away: str) -> Iterator[Case]:
    """All of them; ``away`` is an address that nobody may visit."""
    honest = file_of(page(written()))
    yield Case("ok_pdf", "pdf", honest)
    yield Case("ok_pdf_ru", "pdf", file_of(_russian()), seen=(POST,))
    yield Case("pdf_as_octet", "pdf", honest, media="application/octet-stream")
    yield from _bombs()
    yield from _mazes()
    yield from _torn(honest)
    yield from _active(away)
    yield from _deceiving()


def _russian() -> Objects:
    """Codes of its own, and a map that says what they mean."""
    letters = sorted(set("".join(RUSSIAN)))
    code = {letter: 40 + place for place, letter in enumerate(letters)}
    content = b"".join(
        b"BT /F 12 Tf 50 %d Td <%s> Tj ET\n"
        % (720 - 20 * line, bytes(code[letter] for letter in text).hex().encode())
        for line, text in enumerate(RUSSIAN)
    )
    objects = page(content)
    widths = b" ".join([b"540"] * 90)
    objects[FONT] = HELVETICA % (
        b"/FirstChar 32 /LastChar 121 /Widths [%s] /ToUnicode 6 0 R" % widths
    )
    objects[6] = stream(letter_map((number, letter) for letter, number in code.items()))
    return objects


def _bombs() -> Iterator[Case]:
    once = page(blanks(150, 1), about=b"/Filter /FlateDecode")
    yield refused("pdf_flate_bomb", "pdf", file_of(once), "unpacked_too_large")
    twice = page(blanks(400, 2), about=b"/Filter [/FlateDecode /FlateDecode]")
    yield refused("pdf_flate_double", "pdf", file_of(twice), "unpacked_too_large")
    picture = page(b"q /P Do Q\n" + written(), drawings=b"/XObject << /P 6 0 R >>")
    picture[6] = stream(
        blanks(1, 1),
        b"/Type /XObject /Subtype /Image /Width 90000 /Height 90000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode",
    )
    yield Case("pdf_pixel_flood", "pdf", file_of(picture))


def _mazes() -> Iterator[Case]:
    tree, levels = page(written()), 7
    tree[PAGES] = b"<< /Type /Pages /Kids [20 0 R] /Count 2000000 >>"
    for level in range(levels):
        below = PAGE if level == levels - 1 else 21 + level
        kids = b" ".join([b"%d 0 R" % below] * 8)
        tree[20 + level] = b"<< /Type /Pages /Parent 2 0 R /Kids [%s] /Count %d >>" % (
            kids, 8 ** (levels - level),
        )  # fmt: skip
    yield refused("pdf_page_dag", "pdf", file_of(tree), "too_many_pages")
    circle = page(written())
    circle[PAGES] = b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"
    yield refused("pdf_page_loop", "pdf", file_of(circle), "corrupt")
    looping = file_of(page(written()), loops=True)
    yield flagged("pdf_xref_loop", "pdf", looping, "repaired")
    deep = written() + b"BT /F 8 Tf " + b"[" * 25_000 + b"]" * 25_000 + b" TJ ET"
    yield refused("pdf_deep_arrays", "pdf", file_of(page(deep)), "too_deep")
    forms, last = page(b"/D Do", drawings=b"/XObject << /D 10 0 R >>"), 32
    for number in range(10, last + 1):
        inner = b"/XObject << /E %d 0 R >>" % (number + 1) if number < last else b""
        forms[number] = stream(
            b"/E Do /E Do" if number < last else b"0 0 1 1 re f",
            b"/Type /XObject /Subtype /Form /BBox [0 0 5 5] /Resources << %s >>" % inner,
        )
    yield refused("pdf_xform_exponential", "pdf", file_of(forms), "too_complex")


def _torn(honest: bytes) -> Iterator[Case]:
    yield refused("pdf_truncated", "pdf", honest[:130], "corrupt")
    yield refused("pdf_garbage", "pdf", b"%PDF-1.6\n" + noise(15_000), "corrupt")
    yield refused("pdf_encrypted", "pdf", _locked(), "encrypted")
    yield refused("poly_pdf_zip", "pdf", honest + word(document(paragraph(STUFFING))), "polyglot")
    after = b"<html><script>out(1)</script><!-- " + honest
    yield refused("poly_html_pdf", "pdf", after, "type_mismatch")


def _locked() -> bytes:
    """A file with the oldest of the locks, which wants a password to be opened."""
    padding = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    identity, rights = _digest(b"locked"), struct.pack("<l", -4)
    owner = _rc4(_digest((b"keeper" + padding)[:32])[:5], (b"password" + padding)[:32])
    key = _digest((b"password" + padding)[:32] + owner + rights + identity)[:5]
    objects = page(_rc4(_digest(key + bytes((CONTENT, 0, 0, 0, 0)))[:10], written()))
    objects[6] = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(), _rc4(key, padding).hex().encode(),
    )  # fmt: skip
    return file_of(objects, b"/Encrypt 6 0 R /ID [<%s> <%s>]" % ((identity.hex().encode(),) * 2))


def _digest(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _active(away: str) -> Iterator[Case]:
    script = b"/OpenAction << /S /J#61vaScript /JS (out\\(1\\)) >>"
    yield flagged(
        "pdf_javascript", "pdf", file_of(page(written(), catalog=script)), "active_content"
    )
    start = b"/OpenAction << /S /Launch /F (run.exe) >> /AA << /WC << /S /URI /URI (%s) >> >>"
    launch = file_of(page(written(), catalog=start % away.encode()))
    yield flagged("pdf_launch", "pdf", launch, "active_content")


def _deceiving() -> Iterator[Case]:
    drawn = file_of(page(b"40 40 200 300 re f"))
    yield Case("pdf_no_text", "pdf", drawn, "accept_flag", "no_text", seen=())
    some = [STUFFING[:150]]
    unseen = (
        written(some, 300, 7, b"1 g") + written(some, 260, 9, b"0 g 3 Tr")
        + written(some, -400, 9, b"0 Tr") + written(some, 220, 0.2)
    )  # fmt: skip
    hidden = file_of(page(written() + unseen))
    yield flagged("pdf_hidden_text", "pdf", hidden, "hidden_text", STUFFING[:30])
    shown = b"BT /G 12 Tf 50 500 Td (Gardening) Tj ET"
    lying = page(written() + shown, fonts=b"/G 6 0 R")
    lying[6] = HELVETICA % b"/Encoding /WinAnsiEncoding /ToUnicode 7 0 R"
    rest = ((ord(letter), " ") for letter in "adeinr")
    lying[7] = stream(letter_map([(ord("G"), KEYWORD), *rest]))
    yield flagged("pdf_tounicode_lie", "pdf", file_of(lying), "font_mapping", KEYWORD)
