"""RTF and OpenDocument, written by hand: few tags, as form programs write them."""

import io
import zipfile
from xml.sax.saxutils import escape

from bench.layouts.makers.word import ZIP_DATE

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
ODT = "application/vnd.oasis.opendocument.text"


def rtf_text(text: str, cp1251: bool) -> str:
    """A text with everything beyond ASCII escaped, as bytes of a code page or as Unicode."""
    out = []
    for letter in text:
        if letter in "\\{}":
            out.append("\\" + letter)
        elif letter == "\t":
            out.append("\\tab ")
        elif letter.isascii():
            out.append(letter)
        elif cp1251 and letter.encode("cp1251", "ignore"):
            out.append(f"\\'{letter.encode('cp1251')[0]:02x}")
        else:
            out.append(f"\\u{ord(letter)}?")
    return "".join(out)


class Rtf:
    """An RTF file that grows line by line."""

    def __init__(self, cp1251: bool = True) -> None:
        self.cp1251 = cp1251
        self.parts = [
            r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fswiss\fcharset204 Arial;}}"
            r"{\info{\title Anketa}}\f0\fs22 "
        ]

    def line(self, text: str = "", bold: bool = False, size: int = 22) -> None:
        """A paragraph."""
        mark = r"\b" if bold else ""
        self.parts.append(rf"{{\pard{mark}\fs{size} {rtf_text(text, self.cp1251)}\par}}" + "\n")

    def row(self, cells: list[str], bold: bool = False) -> None:
        """A row of a table."""
        edges = "".join(rf"\cellx{2800 + 6600 * at}" for at in range(len(cells)))
        mark = r"\b " if bold else ""
        texts = []
        for cell in cells:
            inner = r"\par ".join(rtf_text(line, self.cp1251) for line in cell.split("\n"))
            texts.append(rf"\pard\intbl {{{mark}{inner}}}\cell")
        self.parts.append(rf"\trowd\trgaph108{edges} " + "\n".join(texts) + "\\row\n")

    def data(self) -> bytes:
        """The file."""
        return ("".join(self.parts) + r"\pard\par}").encode("ascii")


def odt(paragraphs: list[tuple[str, str]]) -> bytes:
    """An OpenDocument text of (style, text); styles: ``P`` plain, ``B`` bold, ``L`` list item."""
    body = []
    for style, text in paragraphs:
        inner = escape(text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
        if style == "L":
            body.append(f"<text:list><text:list-item><text:p>{inner}</text:p></text:list-item>"
                        "</text:list>")  # fmt: skip
        else:
            body.append(f'<text:p text:style-name="{style}">{inner}</text:p>')
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:style="{STYLE}" xmlns:fo="{FO}" '
        'office:version="1.2"><office:automatic-styles><style:style style:name="P" '
        'style:family="paragraph"/><style:style style:name="B" style:family="paragraph">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in (("mimetype", ODT), ("content.xml", content),
                           ("META-INF/manifest.xml", manifest)):  # fmt: skip
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), text)
    return buffer.getvalue()
