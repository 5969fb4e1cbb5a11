"""Phones and mailboxes in every spelling."""

import pytest

from recruit.duplicates.pairing.contacts import Phone, is_role_mail, mail_key, phones_in


@pytest.mark.parametrize(
    "text",
    ["8 916 204-11-35", "+7 (916) 204-11-35", "79162041135", "9162041135", "8(916)2041135",
     "007 916 204 11 35", "+7 916 204 11 35"],
)  # fmt: skip
def test_one_number_in_every_spelling(text: str) -> None:
    assert phones_in(text) == (Phone("79162041135"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8 (473) 220-11-00 доб. 14", (Phone("74732201100", "14"),)),
        ("+7 473 220 11 00, ext 7", (Phone("74732201100", "7"),)),
        ("89160000001; 8 495 120-00-11", (Phone("79160000001"), Phone("74951200011"))),
        ("+44 20 7946 0958", (Phone("442079460958"),)),
        ("12345", ()),
        ("звонить вечером", ()),
    ],
)
def test_extensions_several_numbers_and_no_number(text: str, found: tuple[Phone, ...]) -> None:
    assert phones_in(text) == found


def test_a_desk_is_no_pocket() -> None:
    assert Phone("79162041135").is_mobile
    assert not Phone("79162041135", "12").is_mobile
    assert not Phone("74951200011").is_mobile


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J.Kotova+hh@gmail.com", "jkotova@googlemail.com"),
        ("n.gavrilova@yandex.ru", "N-Gavrilova@ya.ru"),
        ("n-gavrilova+work@yandex.com", "n-gavrilova@narod.ru"),
        (" Anna@Mail.ru ", "anna@mail.ru"),
    ],
)
def test_one_mailbox_in_every_spelling(one: str, other: str) -> None:
    assert mail_key(one) == mail_key(other) != ""


def test_two_mailboxes_and_none() -> None:
    assert mail_key("anna.k@mail.ru") != mail_key("annak@mail.ru")
    assert mail_key("anna@mail.ru") != mail_key("anna@bk.ru")
    assert mail_key("anna") == mail_key("@mail.ru") == mail_key("anna@") == ""


def test_an_office_has_mailboxes_too() -> None:
    assert is_role_mail(mail_key("Info@firma.ru"))
    assert is_role_mail(mail_key("hr2@firma.ru"))
    assert not is_role_mail(mail_key("irina@firma.ru"))
