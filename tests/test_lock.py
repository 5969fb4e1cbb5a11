"""The lock is one file for every Python, made from the `pyproject.toml` that stands beside it."""

import re

from packaging.requirements import Requirement

from tools.lock import LOCK, blocks, fingerprint, name_of, requirements, select

TEXT = LOCK.read_text(encoding="utf-8")


def test_the_lock_was_made_from_this_pyproject() -> None:
    assert f"# pyproject: {fingerprint()}\n" in TEXT, "run: make lock"


def test_every_requirement_is_locked_at_an_exact_version_with_hashes() -> None:
    for block in blocks(TEXT):
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^ ]+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_every_declared_requirement_is_in_its_part_of_the_lock() -> None:
    for extra, declared in requirements().items():
        locked = {name_of(block) for block in blocks(select([extra]))}
        for text in declared:
            requirement = Requirement(text)
            if requirement.name != "recruit":
                assert requirement.name in locked, f"{extra}: {text}"


def test_the_locked_versions_satisfy_what_is_declared() -> None:
    versions: dict[str, list[str]] = {}
    for block in blocks(TEXT):
        version = re.search(r"==([^ ;\\]+)", block)
        assert version
        versions.setdefault(name_of(block), []).append(version[1])
    for declared in requirements().values():
        for text in declared:
            requirement = Requirement(text)
            for version in versions.get(requirement.name, []):
                assert requirement.specifier.contains(version), f"{text}: {version}"


def test_the_lock_names_no_index() -> None:
    assert "://" not in TEXT
    assert "--index" not in TEXT


def test_running_needs_only_the_runtime_part() -> None:
    names = {name_of(block) for block in blocks(select(["runtime"]))}
    assert "flask" in names
    assert not names & {"pytest", "playwright", "mypy", "psycopg"}
