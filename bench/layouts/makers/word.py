"""Word files: python-docx for bodies, plain XML for text boxes, always the same bytes."""

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MADE = datetime(2026, 1, 1)
ZIP_DATE = (2026, 1, 1, 0, 0, 0)


def text_box(document: Document, lines: list[str]) -> None:
    """A frame beside the text, as designers' templates put contacts in."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    run = document.add_paragraph().add_run()
    run._r.append(
        parse_xml(
            f'<w:pict xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml">'
            '<v:shape style="position:absolute;margin-left:330pt;width:170pt;height:110pt">'
            f"<v:textbox><w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )


def saved(document: Document) -> bytes:
    """The bytes, without the hour they were made."""
    document.core_properties.created = document.core_properties.modified = MADE
    buffer = io.BytesIO()
    document.save(buffer)
    return still(buffer.getvalue())


def still(data: bytes) -> bytes:
    """A zip with all its dates the same."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()


def new() -> Document:
    """An empty document."""
    return docx.Document()
