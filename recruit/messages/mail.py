"""A letter as an e-mail, and its way to the mail server."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any
from urllib.parse import urlsplit

from recruit.config import Config, SmtpServer
from recruit.models import OutboxMessage

# For each answer of the server; a letter takes about ten of them.
TIMEOUT_SECONDS = 20
LONGEST_LINE = 998
LONGEST_REASON = 500


class MailFault(Exception):
    """A letter was not taken; the text is the server's answer, or why it was not even asked."""


class Refused(MailFault):
    """This letter will never be taken: trying again changes nothing."""


class PutOff(MailFault):
    """Not now; the same letter may be taken later."""


class ServerDown(PutOff):
    """The server takes no letter at all: it is away, or does not accept us."""


class LetterPolicy(EmailPolicy):
    """Folds headers without the standard library's faults.

    It encodes a long ASCII word to be able to fold it, and no mail program recognises the link of
    List-Unsubscribe then; and where it breaks a Russian text, it may lose a space.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header as it goes over the wire."""
        text = str(value)
        for address in getattr(value, "addresses", ()):  # a letter has one sender, one recipient
            if not address.addr_spec.isascii():
                return super().fold_binary(name, value)
            if address.display_name:
                text = f"{self._encoded(name, address.display_name)} <{address.addr_spec}>"
        if not text.isascii():
            text = self._encoded(name, text)
        if max(map(len, text.splitlines()), default=0) > LONGEST_LINE - len(name):
            return super().fold_binary(name, value)
        return f"{name}: {text}{self.linesep}".encode("ascii")

    def _encoded(self, name: str, text: str) -> str:
        return Header(text, "utf-8", header_name=name).encode(linesep=self.linesep)


POLICY = LetterPolicy(linesep="\r\n", header_factory=SMTP.header_factory)


@dataclass(frozen=True)
class Sender:
    """Whom letters come from; ``host`` names the machine in Message-ID and greeting."""

    name: str
    address: str
    host: str


def sender_of(config: Config) -> Sender:
    """The agency as the sender of its letters."""
    host = urlsplit(config.base_url).hostname or config.mail_from.rpartition("@")[2] or "localhost"
    return Sender(config.agency_name, config.mail_from or f"recruit@{host}", host)


def compose(letter: OutboxMessage, sender: Sender) -> EmailMessage:
    """The e-mail of a letter, the same each time; `Refused` when it cannot be written down."""
    message = EmailMessage(policy=POLICY)
    try:
        message["Message-ID"] = f"<{letter.public_id}@{sender.host}>"
        message["Date"] = letter.created_at
        message["From"] = Address(_one_line(sender.name), addr_spec=sender.address)
        message["To"] = Address(addr_spec=ascii_domain(letter.to))
        message["Subject"] = _one_line(letter.subject)
        message["Auto-Submitted"] = "auto-generated"
        for name, value in letter.headers.items():
            if not re.fullmatch(r"[A-Za-z0-9-]+", name):
                raise Refused(f"{name!r} is no name of a header")
            message[name] = _one_line(value)
        # Base64 keeps Russian short and its lines within what servers pass on.
        message.set_content(letter.body, cte="base64")
        message["Content-Language"] = letter.language
    except (ValueError, IndexError, MessageError) as error:  # whatever parsing raises
        raise Refused(f"the letter cannot be written: {error}") from error
    return message


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def ascii_domain(address: str) -> str:
    """The address with its domain as mail servers know it: xn--… for a Russian one."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode('ascii')}"


def send(message: EmailMessage, server: SmtpServer, sender: Sender) -> None:
    """Hand an e-mail over; returns when the server has taken it, else raises a `MailFault`."""
    smtp = _connect(server, sender)
    try:
        smtp.send_message(message, from_addr=sender.address)
    except smtplib.SMTPRecipientsRefused as error:
        answer = next(iter(error.recipients.values()))
        raise _fault(answer[0], smtplib.SMTPResponseException(*answer)) from error
    except smtplib.SMTPDataError as error:
        raise _fault(error.smtp_code, error) from error
    except smtplib.SMTPNotSupportedError as error:  # a Russian name before the @
        raise Refused(_words(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise ServerDown(_words(error)) from error
    finally:
        # What was taken stays taken, whatever the server says to our farewell.
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _connect(server: SmtpServer, sender: Sender) -> smtplib.SMTP:
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _open(server, sender.host)
        _introduce(smtp, server)
    except (smtplib.SMTPException, OSError) as error:
        if smtp is not None:
            smtp.close()
        raise ServerDown(_words(error)) from error
    return smtp


def _open(server: SmtpServer, own_name: str) -> smtplib.SMTP:
    if not server.is_tls:
        return smtplib.SMTP(server.host, server.port, own_name, TIMEOUT_SECONDS)
    return smtplib.SMTP_SSL(
        server.host,
        server.port,
        own_name,
        timeout=TIMEOUT_SECONDS,
        context=ssl.create_default_context(),
    )


def _introduce(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    """Greet, encrypt where something leaves the machine, sign in where we have a name."""
    smtp.ehlo_or_helo_if_needed()
    is_safe = server.is_tls or server.is_local
    if not is_safe and smtp.has_extn("starttls"):
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
        is_safe = True
    if server.user:
        if not is_safe:
            raise smtplib.SMTPException(
                "the server offers no encryption, so the password was not sent: "
                "use smtps:// in SMTP_URL"
            )
        smtp.login(server.user, server.password)


def _fault(code: int, error: Exception) -> MailFault:
    return Refused(_words(error)) if code >= 500 else PutOff(_words(error))


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return _one_line(f"{error.smtp_code} {said}")[:LONGEST_REASON]
    return _one_line(f"{error}" or type(error).__name__)[:LONGEST_REASON]
