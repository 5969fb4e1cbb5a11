"""The pairs that people judged, read from `pairs.yaml`."""

from pathlib import Path
from typing import Any

import yaml

from recruit.duplicates.pairing.contacts import mail_key, phones_in
from recruit.duplicates.pairing.made_pairs import Pair
from recruit.duplicates.pairing.records import Job, PersonRecord

FILE = Path(__file__).parent / "pairs.yaml"
NOT_FACTS = ("same", "kind", "of", "first", "holders")


def judged_pairs() -> list[Pair]:
    """All of them, in the order of the file."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [_pair(row, data) for row in data["pairs"]]


def _pair(row: dict[str, Any], data: dict[str, Any]) -> Pair:
    first = data["people"][row["of"]] | row.get("first", {})
    second = first | {name: value for name, value in row.items() if name not in NOT_FACTS}
    one, other = (_record(facts, data["careers"]) for facts in (first, second))
    keys = {phone.number for text in other.phones for phone in phones_in(text)}
    keys |= {mail_key(mail) for mail in other.mails}
    holders = dict.fromkeys(keys, row["holders"]) if "holders" in row else {}
    return Pair(row["kind"], row["same"], one, other, holders)


def _record(facts: dict[str, Any], careers: dict[str, list[str]]) -> PersonRecord:
    def told(name: str) -> str:
        return str(facts[name]) if facts.get(name) else ""

    return PersonRecord(
        name=told("name"),
        mails=(told("mail"),) if told("mail") else (),
        phones=(told("phone"),) if told("phone") else (),
        city=told("city") or None,
        title=told("title"),
        jobs=tuple(_job(line) for line in careers.get(told("jobs"), [])),
        education=told("school"),
        skills=frozenset(told("skills").split()),
    )


def _job(line: str) -> Job:
    employer, title, start, end = (part.strip() for part in line.split(";"))
    return Job(employer, title, start, end or None)
