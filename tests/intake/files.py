"""Files for tests, honest and hostile, made of bytes."""

import io
import secrets
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
from docx.oxml import parse_xml
from fpdf import FPDF
from PIL import Image
from sqlalchemy.orm import Session

from recruit.models import Resume
from tests import factories
from tests.conftest import NOON

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINE = "Руководитель отдела по работе с клиентами"
LATIN = "Head of the customer relations department"


def pdf(text: str = LATIN, password: str | None = None) -> bytes:
    """A page with a line of Latin letters."""
    page = FPDF()
    # The same bytes each time, whatever second it is.
    page.set_creation_date(NOON)
    page.add_page()
    page.set_font("helvetica", size=12)
    if text:
        page.cell(text=text)
    if password:
        page.set_encryption(owner_password="owner", user_password=password)
    return bytes(page.output())


def scan() -> bytes:
    """A page that is a picture of grey, and says nothing."""
    page = FPDF(unit="pt", format="A4")
    page.set_creation_date(NOON)
    page.add_page()
    page.image(Image.new("L", (600, 800), 200), 0, 0, 595, 842)
    return bytes(page.output())


def word(paragraphs: Iterable[str] = (LINE,)) -> bytes:
    """A document with paragraphs, a table and a text box."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Город", "Казань"
    run = document.add_paragraph("Рядом с рамкой").add_run()
    run._r.append(
        parse_xml(
            f'<w:pict xmlns:w="{WORD}"><w:txbxContent><w:p><w:r><w:t>В рамке</w:t></w:r></w:p>'
            "</w:txbxContent></w:pict>"
        )
    )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_of(xml: str, extra: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """A zip that claims to be a Word document with this XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for name, data in extra:
            archive.writestr(name, data)
    return buffer.getvalue()


def body(text: str, doctype: str = "") -> str:
    """The XML of a document with one paragraph."""
    return (
        f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )


def zip_bomb() -> bytes:
    """60 MB of nothing in 60 kB."""
    return word_of(body(LINE), [("word/media/a.bin", bytes(60 * 1024 * 1024))])


def entity_bomb() -> bytes:
    """Entities that name each other."""
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return word_of(body("&e9;", f'<!DOCTYPE d [<!ENTITY e0 "{LINE}">{levels}]>'))


def entity_of_a_file(path: str) -> bytes:
    """An entity that wants to read a file of ours."""
    return word_of(body(f"{LINE} &x;", f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{path}">]>'))


def form_bomb(depth: int = 40) -> bytes:
    """A PDF whose drawing calls itself twice at each of many levels."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        _stream(b"/X Do /X Do"),
    ]
    for level in range(depth):
        inner = f"/Resources << /XObject << /X {len(objects) + 2} 0 R >> >>".encode()
        last = level == depth - 1
        objects.append(
            _stream(
                b"0 0 1 1 re f" if last else b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] " + (b"" if last else inner),
            )
        )
    return _pdf_of(objects)


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def _pdf_of(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def resume(session: Session, **facts: Any) -> Resume:
    """A received file: of a new candidate, unless told whose."""
    if "candidate_id" not in facts:
        facts["candidate_id"] = factories.candidate(session).id
    made = Resume(
        **{
            "stored_name": secrets.token_hex(16),
            "original_name": "cv.txt",
            "media_type": "text/plain",
            "size": 1,
            "sha256": "0" * 64,
            "attempts": 0,
            "warnings": [],
            "received_at": NOON,
        }
        | facts
    )
    session.add(made)
    session.flush()
    return made
