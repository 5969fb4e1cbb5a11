"""Résumés for imports, and archives, letters and mailboxes with them."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

ANNA, BORIS, VERA = "Иванова Анна Петровна", "Соколов Борис Андреевич", "Климова Вера Ильинична"


def resume(
    name: str = ANNA,
    post: str = "Бухгалтер",
    email: str = "anna@example.com",
    phone: str = "+7 916 000-11-22",
    more: str = "",
) -> bytes:
    """A plain text that is read for sure."""
    return f"""{name}
Телефон: {phone}
E-mail: {email}
Город: Казань
Желаемая должность: {post}
Зарплата: 90 000 руб.

Опыт работы
03.2019 – по настоящее время, ООО «Ромашка», Казань
{post}
Вела учёт в 1С и Excel. {more}

Образование
Казанский государственный университет, 2012

Навыки: Excel, 1С
""".encode()


def boris() -> bytes:
    """Another person."""
    return resume(BORIS, "Логист", "boris@example.com", "+7 916 000-33-44")


def vera() -> bytes:
    """A third one."""
    return resume(VERA, "Юрист", "vera.k@example.com", "+7 916 000-55-66")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def locked(data: bytes) -> bytes:
    """The archive with its last member marked as encrypted, in both of its headers."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[data.rfind(mark) + offset] |= 1
    return bytes(changed)


def letter(
    text: str = "", files: Mapping[str, bytes] | None = None, subject: str = "Резюме"
) -> bytes:
    """A letter with attachments."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "anna@example.com", "job@example.com", subject
    made["Date"] = "Mon, 02 Nov 2026 10:00:00 +0300"
    made.set_content(text)
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def mailbox(*letters: bytes) -> bytes:
    """A mailbox of letters."""
    mark = b"From anna@example.com Mon Nov  2 10:00:00 2026\n"
    return b"".join(
        mark + one.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for one in letters
    )


def old_letter(name_in_header: bytes, data: bytes) -> bytes:
    """A letter of an old mail program: the header of its attachment as given."""
    return b"\n".join(
        [
            b"From: =?koi8-r?B?4c7OwQ==?= <anna@example.com>",
            b"To: job@example.com",
            b"Subject: =?windows-1251?B?0OXn/uzl?=",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/mixed; boundary="part"',
            b"",
            b"--part",
            b"Content-Type: text/plain; charset=koi8-r",
            b"",
            "Посмотрите, пожалуйста".encode("koi8-r"),
            b"--part",
            b"Content-Type: application/octet-stream",
            b"Content-Disposition: attachment; " + name_in_header,
            b"Content-Transfer-Encoding: 8bit",
            b"",
            data,
            b"--part--",
            b"",
        ]
    )
