"""Phones and mails in one form each, and how much it tells when two people share one."""

import re
from dataclasses import dataclass

HOME_CODE = "7"
NATIONAL = 10
LONGEST = 15

_EXTENSION = re.compile(r"(?:доб(?:авочный)?|вн(?:утр)?|ext(?:ension)?|#|,)\W*(\d{1,6})", re.I)
_BETWEEN = re.compile(r"[;/\n]|\bили\b|\bor\b")
_MOBILE = re.compile(r"79\d{9}")

_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_YANDEX = frozenset(
    {"yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"}
)
_ROLE_NAMES = (
    "info mail office admin hr job jobs rabota work resume cv kadry contact contacts sales zakaz "
    "reception sekretar secretary buh support client team company personal vakansii career"
)
_ROLES = frozenset(_ROLE_NAMES.split())


@dataclass(frozen=True)
class Phone:
    """A number of digits alone with its country, and the extension behind a switchboard."""

    number: str
    extension: str = ""

    @property
    def is_mobile(self) -> bool:
        """Whether it is a pocket's phone; a desk's or a flat's one is shared more often."""
        return bool(_MOBILE.fullmatch(self.number)) and not self.extension


def phones_in(text: str) -> tuple[Phone, ...]:
    """The numbers in what somebody typed: «8 (916) 123-45-67», ``+7 916 1234567, доб. 5``."""
    found = []
    for part in _BETWEEN.split(text):
        extension = _EXTENSION.search(part)
        digits = re.sub(r"\D", "", part[: extension.start()] if extension else part)
        number = _with_country(digits)
        if number:
            found.append(Phone(number, extension[1] if extension else ""))
    return tuple(dict.fromkeys(found))


def _with_country(digits: str) -> str:
    if digits.startswith("00"):
        digits = digits[2:]
    if len(digits) == NATIONAL:
        return HOME_CODE + digits
    if len(digits) == NATIONAL + 1 and digits[0] == "8":
        return HOME_CODE + digits[1:]
    if len(digits) == NATIONAL + 2 and digits.startswith("87"):  # «8 7916…», a slip
        return digits[1:]
    return digits if NATIONAL < len(digits) <= LONGEST else ""


def mail_key(mail: str) -> str:
    """A mailbox in the one form that all its spellings share; empty when it is no address."""
    local, at, domain = mail.strip().lower().rpartition("@")
    if not at or not local or "." not in domain:
        return ""
    local = local.split("+", 1)[0]
    if domain in _GOOGLE:
        return local.replace(".", "") + "@gmail.com"
    if domain in _YANDEX:
        return local.replace(".", "-") + "@yandex.ru"
    return f"{local}@{domain}"


def is_role_mail(key: str) -> bool:
    """Whether a mailbox is an office's rather than a person's: info@, hr@."""
    return re.sub(r"[\d._-]+$", "", key.partition("@")[0]) in _ROLES
