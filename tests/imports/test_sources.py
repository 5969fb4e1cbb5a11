"""What archives, mailboxes and letters hold: listed by content, given out one by one."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from recruit.imports.codes import MOST_MEMBERS, Reason
from recruit.imports.sources import mailboxes, zips
from recruit.imports.sources.contents import open_source
from recruit.imports.sources.entries import Entry, Source
from recruit.imports.sources.origins import Folder, OneFile, Opener
from recruit.intake.faults import Fault, Unreadable
from tests.imports import resumes


def entries_of(source: Source) -> list[Entry]:
    position: int | None = 0
    found: list[Entry] = []
    while position is not None:
        step = source.step(position)
        found += step.entries
        position = step.next
    return found


def opened(folder: Path, data: bytes) -> Source:
    path = folder / "source"
    path.write_bytes(data)
    return open_source(path)


def told(source: Source) -> list[tuple[str, str | None]]:
    return [(entry.name, entry.code) for entry in entries_of(source)]


def given(source: Source) -> list[bytes]:
    return [source.take(entry.locator) for entry in entries_of(source) if entry.code is None]


# ---------- archives ----------


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/cron.d/evil.txt", "etc / cron.d / evil.txt"),
        ("/var/cv.txt", "var / cv.txt"),
        ("C:\\Windows\\cv.txt", "C: / Windows / cv.txt"),
        ("Резюме/Анна.txt", "Резюме / Анна.txt"),
        ("a\u202etxt.fdp", "atxt.fdp"),
        ("x/" * 60 + "deep.txt", "x / x / deep.txt"),
    ],
)
def test_names_in_an_archive_are_only_shown(tmp_path: Path, written: str, shown: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    source = opened(inside, resumes.zipped({written: b"text"}))
    assert told(source) == [(shown, None)]
    assert given(source) == [b"text"]
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "source"]


def test_russian_names_without_a_mark_for_their_page(tmp_path: Path) -> None:
    data = resumes.zipped({"????.txt": b"1"}).replace(b"????", "Анна".encode("cp866"))
    assert told(opened(tmp_path, data)) == [("Анна.txt", None)]


def test_members_that_are_refused_do_not_hold_up_the_others(tmp_path: Path) -> None:
    data = resumes.locked(
        resumes.zipped(
            {
                "anna.txt": resumes.resume(),
                "bomb.txt": b"0" * 20_000_000,
                "__MACOSX/._anna.txt": b"x",
                "folder/": b"",
                "locked.txt": b"secret",
            }
        )
    )
    source = opened(tmp_path, data)
    assert told(source) == [
        ("anna.txt", None),
        ("bomb.txt", Fault.UNPACKED_TOO_LARGE),
        ("locked.txt", Reason.ENCRYPTED_MEMBER),
    ]
    assert source.step(0).left_out == 1
    assert given(source) == [resumes.resume()]


def test_a_member_that_claims_to_be_small_is_counted_as_it_comes(tmp_path: Path) -> None:
    """The list is changed after packing: what comes out is another length, and torn."""
    data = bytearray(resumes.zipped({"a.txt": b"A" * 5000}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (7).to_bytes(4, "little")
    source = opened(tmp_path, bytes(data))
    taken = [source.take(e.locator) for e in entries_of(source) if e.code is None]
    assert all(len(one) <= 7 for one in taken)


def test_another_packing_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", b"text")
    assert told(opened(tmp_path, buffer.getvalue())) == [("a.txt", Reason.UNKNOWN_PACKING)]


def test_what_would_unpack_to_too_much_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = resumes.zipped({f"{n}.txt": bytes(range(256)) * 200 for n in range(30)})
    monkeypatch.setattr(zips, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(Unreadable) as raised:
        opened(tmp_path, data)
    assert raised.value.fault == Fault.UNPACKED_TOO_LARGE


def test_more_members_than_may_come_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    with pytest.raises(Unreadable) as raised:
        opened(tmp_path, resumes.zipped({f"{n}.txt": b"1" for n in range(3)}))
    assert raised.value.fault == Fault.TOO_MANY_MEMBERS
    assert MOST_MEMBERS >= 10_000


def test_a_list_that_is_too_long_to_be_read_is_not_read(tmp_path: Path) -> None:
    data = bytearray(resumes.zipped({"a.txt": b"1"}))
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (2**31).to_bytes(4, "little")
    with pytest.raises(Unreadable) as raised:
        opened(tmp_path, bytes(data))
    assert raised.value.fault == Fault.TOO_MANY_MEMBERS


def test_a_torn_archive(tmp_path: Path) -> None:
    data = resumes.zipped({f"{n}.txt": bytes(n) for n in range(9)})
    with pytest.raises(Unreadable) as raised:
        opened(tmp_path, data[: len(data) // 2])
    assert raised.value.fault == Fault.CORRUPT


def test_a_long_archive_is_listed_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "STEP_MEMBERS", 2)
    source = opened(tmp_path, resumes.zipped({f"{n}.txt": b"%d" % n for n in range(5)}))
    assert source.step(0).next == 2
    assert given(source) == [b"%d" % n for n in range(5)]


# ---------- letters and mailboxes ----------


@pytest.mark.parametrize(
    "header",
    [
        b"filename*=windows-1251''%F0%E5%E7%FE%EC%E5.txt",
        b"filename*=koi8-r''%D2%C5%DA%C0%CD%C5.txt",
        b'filename="=?koi8-r?B?0sXawM3FLnR4dA==?="',
        b'filename="=?windows-1251?Q?=F0=E5=E7=FE=EC=E5.txt?="',
        b'filename="' + "резюме.txt".encode("cp1251") + b'"',
        b'filename="' + "резюме.txt".encode("koi8-r") + b'"',
        b'filename="' + "резюме.txt".encode() + b'"',
        b"filename*0*=utf-8''%D1%80%D0%B5%D0%B7; filename*1*=%D1%8E%D0%BC%D0%B5.txt",
    ],
)
def test_names_of_attachments_in_every_way_of_writing(tmp_path: Path, header: bytes) -> None:
    source = opened(tmp_path, resumes.old_letter(header, resumes.resume()))
    assert told(source) == [("Резюме / резюме.txt", None)]
    assert given(source) == [resumes.resume()]


def test_a_name_with_a_way_to_elsewhere(tmp_path: Path) -> None:
    header = b'filename="../../../etc/passwd"'
    source = opened(tmp_path, resumes.old_letter(header, resumes.resume()))
    assert told(source) == [("Резюме / passwd", None)]


def test_the_text_of_a_letter_without_files(tmp_path: Path) -> None:
    source = opened(tmp_path, resumes.letter(resumes.resume().decode()))
    assert told(source) == [("Резюме", None)]
    assert given(source)[0].decode().split() == resumes.resume().decode().split()


def test_the_text_counts_where_no_file_is_a_resume(tmp_path: Path) -> None:
    photo = b"\xff\xd8\xff\xe0" + bytes(500)
    source = opened(tmp_path, resumes.letter("Мой опыт — ниже.", {"photo.jpg": photo}))
    assert told(source) == [("Резюме / photo.jpg", None), ("Резюме", None)]


def test_a_page_as_a_letter(tmp_path: Path) -> None:
    page = "<p>Бухгалтер</p>" * 50
    data = (
        b"From: a@example.com\nTo: b@example.com\nSubject: CV\n"
        b"Content-Type: text/html; charset=windows-1251\n\n" + page.encode("cp1251")
    )
    source = opened(tmp_path, data)
    (text,) = given(source)
    assert text.startswith(b"<!doctype html>")
    assert "Бухгалтер" in text.decode()


def test_pictures_of_a_signature_are_left_out(tmp_path: Path) -> None:
    data = (
        b"From: a@example.com\nTo: b@example.com\nSubject: CV\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        b"Head of sales\n--x\nContent-Type: image/png\nContent-ID: <logo>\n\nPNG\n--x--\n"
    )
    source = opened(tmp_path, data)
    assert told(source) == [("CV", None)]
    assert source.step(0).left_out == 1


def test_a_letter_with_nothing_in_it(tmp_path: Path) -> None:
    assert told(opened(tmp_path, resumes.letter(""))) == [("Резюме", Reason.EMPTY_LETTER)]


def test_a_forwarded_letter(tmp_path: Path) -> None:
    inner = resumes.letter("", {"anna.txt": resumes.resume()})
    data = (
        b"From: c@example.com\nTo: b@example.com\nSubject: Fwd\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="y"\n\n--y\nContent-Type: text/plain\n\nFYI\n'
        b"--y\nContent-Type: message/rfc822\n\n" + inner.replace(b"\r\n", b"\n") + b"\n--y--\n"
    )
    source = opened(tmp_path, data)
    assert [name for name, _ in told(source)] == ["Fwd / anna.txt"]
    assert given(source)[0].split() == resumes.resume().split()


def test_parts_nested_without_end(tmp_path: Path) -> None:
    head = b"From: a@example.com\nTo: b@example.com\nSubject: deep\n"
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)
    )
    (found,) = entries_of(opened(tmp_path, head + nested))
    assert found.code in (Reason.BROKEN_LETTER, Fault.TOO_MANY_MEMBERS, Reason.EMPTY_LETTER)


def test_a_mailbox(tmp_path: Path) -> None:
    text = "From here on I worked alone.\n\nFrom the start.\n" + resumes.vera().decode()
    data = resumes.mailbox(
        resumes.letter("", {"anna.txt": resumes.resume(), "boris.txt": resumes.boris()}),
        resumes.letter(text, subject="Вера"),
    )
    source = opened(tmp_path, data)
    assert told(source) == [
        ("Резюме / anna.txt", None),
        ("Резюме / boris.txt", None),
        ("Вера", None),
    ]
    assert given(source)[:2] == [resumes.resume(), resumes.boris()]
    assert "Климова" in given(source)[2].decode()


def test_a_long_mailbox_is_listed_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "STEP_LETTERS", 2)
    letters = [resumes.letter(f"Письмо {n}", subject=f"Письмо {n}") for n in range(5)]
    source = opened(tmp_path, resumes.mailbox(*letters))
    assert source.step(0).next is not None
    assert [name for name, _ in told(source)] == [f"Письмо {n}" for n in range(5)]
    assert [text.decode().strip() for text in given(source)] == [f"Письмо {n}" for n in range(5)]


def test_letters_inside_of_an_archive(tmp_path: Path) -> None:
    one = resumes.letter("", {"anna.txt": resumes.resume()})
    source = opened(
        tmp_path, resumes.zipped({"one.eml": one, "box.mbox": resumes.mailbox(one, one)})
    )
    assert [name for name, _ in told(source)] == ["one.eml / anna.txt", *["Резюме / anna.txt"] * 2]
    assert given(source) == [resumes.resume()] * 3


def test_a_resume_with_labels_is_no_letter(tmp_path: Path) -> None:
    text = b"Name: Anna\nPhone: +7 916 000-11-22\n\nFrom 2019: accountant\n"
    assert given(opened(tmp_path, text)) == [text]


# ---------- in the child, and in a folder ----------


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    made = Opener()
    yield made
    made.close()


def test_the_child_lists_and_gives(tmp_path: Path, opener: Opener) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(resumes.zipped({"anna.txt": resumes.resume()}))
    origin = OneFile(path, "a.zip")
    (entry,) = origin.step(opener, 0).entries
    assert origin.take(opener, entry.locator) == resumes.resume()
    with pytest.raises(Unreadable) as raised:
        origin.take(opener, [7])
    assert raised.value.fault == Fault.MISSING


def test_a_folder(tmp_path: Path, opener: Opener) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "boris.txt").write_bytes(resumes.boris())
    (tmp_path / "anna.eml").write_bytes(resumes.letter("", {"cv.txt": resumes.resume()}))
    (tmp_path / "old.zip").write_bytes(resumes.zipped({"x.txt": b"x"}))
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "away").symlink_to("/etc/passwd")
    folder = Folder(tmp_path)
    step = folder.step(opener, 0)
    assert [(entry.name, entry.code) for entry in step.entries] == [
        ("anna.eml / Резюме / cv.txt", None),
        ("old.zip", Reason.NESTED_ARCHIVE),
        ("b / boris.txt", None),
    ]
    assert step.left_out == 2
    taken = [folder.take(opener, e.locator) for e in step.entries if e.code is None]
    assert taken == [resumes.resume(), resumes.boris()]


def test_the_key_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "anna.txt").write_bytes(resumes.resume())
    before = Folder(tmp_path).key
    assert Folder(tmp_path).key == before
    (tmp_path / "boris.txt").write_bytes(resumes.boris())
    assert Folder(tmp_path).key != before
