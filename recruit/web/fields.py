"""marshmallow fields for what people type: tolerant in form, exact in value, clear in refusal.

Every message says what to write; it stands at its field, so it does not repeat the field's name.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import ValidationError, fields

from recruit.money import MINOR_UNITS
from recruit.typed_text import MAIL, clean

SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
MOST_MONEY = 10**9


class _Translated:
    """Messages in the language of the page: translated when raised, not when imported."""

    error_messages: dict[str, Any]

    def make_error(self, key: str, **facts: Any) -> ValidationError:
        """The message of ``key`` with its facts filled in."""
        text = str(self.error_messages[key])
        return ValidationError([text % facts if facts else text])


REQUIRED = lazy_gettext("Fill in this field")


class Text(_Translated, fields.String):
    """Words: trimmed, without control characters, of a length the database holds."""

    default_error_messages = {  # noqa: RUF012  (marshmallow's way)
        "required": REQUIRED,
        "null": REQUIRED,
        "invalid": lazy_gettext("Write text here"),
        "long": lazy_gettext("Shorten this to %(max)d characters; there are %(length)d now"),
        "short": lazy_gettext("Write at least %(min)d characters"),
    }

    def __init__(self, *, longest: int = 200, shortest: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest, self.shortest = longest, shortest

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        text = clean(value)
        if len(text) > self.longest:
            raise self.make_error("long", max=self.longest, length=len(text))
        if len(text) < self.shortest:
            raise self.make_error("short", min=self.shortest)
        if self.required and not text:
            raise self.make_error("required")
        return text


class Email(Text):
    """A mail address, folded to lower case."""

    default_error_messages = {  # noqa: RUF012
        "email": lazy_gettext("Write an address such as name@example.com"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not MAIL.fullmatch(text):
            raise self.make_error("email")
        folded = text.casefold()
        if len(folded) > self.longest:  # «ß» folds to two letters
            raise self.make_error("long", max=self.longest, length=len(folded))
        return folded


class Phone(Text):
    """A phone number: at least ten digits, stored as ``+`` and digits."""

    default_error_messages = {  # noqa: RUF012
        "phone": lazy_gettext("Write the number with its code, such as +7 900 000-00-00"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not text:
            return text
        digits = re.sub("[^0-9]", "", text)
        if not 10 <= len(digits) <= 15 or re.search(r"[^0-9\s()+.\u00a0-]", text):
            raise self.make_error("phone")
        # A plus tells that the code of the country follows; no country has 89, Russians write it.
        is_whole = text.lstrip("( ").startswith("+") and not digits.startswith("89")
        if not is_whole and len(digits) == 11 and digits[0] == "8":
            digits = "7" + digits[1:]
        return "+" + (digits if is_whole or len(digits) > 10 else "7" + digits)


class Whole(_Translated, fields.Integer):
    """A whole number within bounds."""

    default_error_messages = {  # noqa: RUF012
        "required": REQUIRED,
        "null": REQUIRED,
        "invalid": lazy_gettext("Write a whole number, for example 3"),
        "range": lazy_gettext("Write a number from %(min)d to %(max)d"),
    }

    def __init__(self, *, least: int = 0, most: int = 60, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        text = SPACES.sub("", str(value))
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise self.make_error("invalid")
        if not self.least <= int(text) <= self.most:
            raise self.make_error("range", min=self.least, max=self.most)
        return int(text)


class Money(_Translated, fields.Field):
    """A sum as people write it («120 000», «120,000», «120000,50») into integer minor units."""

    default_error_messages = {  # noqa: RUF012
        "required": REQUIRED,
        "null": REQUIRED,
        "invalid": lazy_gettext("Write a number, for example 120,000"),
        "range": lazy_gettext("Write a sum greater than zero and below a billion"),
        "fraction": lazy_gettext("Write at most two digits after the comma"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        text = SPACES.sub("", str(value)).removeprefix("₽")
        text = re.sub(r"(₽|руб(?:\.|лей)?|р\.|RUB)$", "", text)
        # «120,000» and «120.000» are thousands, never a hundred and twenty.
        if re.fullmatch(r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*", text):
            text = re.sub(r"[.,]", "", text)
        # «120,500.50» tells by its two signs which of them parts the thousands.
        elif re.fullmatch(r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*(?!\1)[.,][0-9]+", text):
            text = text.replace("," if text.rfind(".") > text.rfind(",") else ".", "")
        # As many digits as a Decimal multiplies without rounding.
        if not re.fullmatch(r"-?[0-9]{1,15}([.,][0-9]{1,10})?", text):
            raise self.make_error("invalid")
        minor = Decimal(text.replace(",", ".")) * MINOR_UNITS
        if minor != minor.to_integral_value():
            raise self.make_error("fraction")
        if not 0 < minor < MOST_MONEY * MINOR_UNITS:
            raise self.make_error("range")
        return int(minor)


class Month(_Translated, fields.Field):
    """A month: ``2023-07``, also «07.2023»."""

    default_error_messages = {  # noqa: RUF012
        "required": REQUIRED,
        "null": REQUIRED,
        "invalid": lazy_gettext("Write a month and a year, for example 07.2023"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = str(value).strip()
        iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        local = re.fullmatch(r"([0-9]{1,2})[./]([0-9]{4})", text)
        if iso:
            year, month = int(iso[1]), int(iso[2])
        elif local:
            year, month = int(local[2]), int(local[1])
        else:
            raise self.make_error("invalid")
        if not (1 <= month <= 12 and 1940 <= year <= 2100):
            raise self.make_error("invalid")
        return f"{year:04d}-{month:02d}"


class Choice(_Translated, fields.Field):
    """One of a few values; the page offers them, anything else was not chosen there."""

    default_error_messages = {  # noqa: RUF012
        "required": lazy_gettext("Choose one"),
        "null": lazy_gettext("Choose one"),
        "invalid": lazy_gettext("Choose one of the offered answers"),
    }

    def __init__(self, values: Sequence[str] | Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.values = values

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        if value not in self.values:
            raise self.make_error("invalid")
        return str(value)


class Flag(_Translated, fields.Boolean):
    """A checkbox: absent means no. ``must_be_set`` makes it a condition, such as a consent."""

    default_error_messages = {  # noqa: RUF012
        "required": REQUIRED,
        "null": REQUIRED,
        "invalid": lazy_gettext("Choose one of the offered answers"),
        "unset": lazy_gettext("Without this we cannot go on"),
    }

    def __init__(self, *, must_be_set: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.must_be_set = must_be_set

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        is_set = bool(super()._deserialize(value, attr, data, **kwargs))
        if self.must_be_set and not is_set:
            raise self.make_error("unset")
        return is_set


class YesNo(_Translated, fields.Field):
    """Yes, no, or not said."""

    default_error_messages = {  # noqa: RUF012
        "required": lazy_gettext("Choose one"),
        "null": lazy_gettext("Choose one"),
        "invalid": lazy_gettext("Choose one of the offered answers"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if value not in ("yes", "no"):
            raise self.make_error("invalid")
        return bool(value == "yes")


MOST_LINES = 60
MANY_LINES = lazy_gettext("Write at most %(max)d entries; there are %(length)d now")


class Lines(_Translated, fields.Field):
    """A list written one entry a line (also split at ``;``), without repeats."""

    default_error_messages = {  # noqa: RUF012
        "required": REQUIRED,
        "null": REQUIRED,
        "many": MANY_LINES,
        "long": lazy_gettext("Shorten “%(entry)s…”: an entry has at most %(max)d characters"),
    }

    def __init__(self, *, most: int = MOST_LINES, longest: int = 120, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.longest = most, longest

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> list[str]:
        entries = list(dict.fromkeys(filter(None, map(clean, re.split(r"[\n;]", str(value))))))
        if len(entries) > self.most:
            raise self.make_error("many", max=self.most, length=len(entries))
        for entry in entries:
            if len(entry) > self.longest:
                raise self.make_error("long", entry=entry[:20], max=self.longest)
        if self.required and not entries:
            raise self.make_error("required")
        return entries
