"""The agency's own skills: a table in the columns of those that ship, kept with its data.

It adds skills, and names to the skills that ship. A process reads it once: what is added later
serves after a restart.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from matching.skills import COLUMNS, SKILLS_DIRECTORY, SkillVocabulary
from matching.tables import rows

FILE_NAME = "own.tsv"

Row = dict[str, str]


class OwnSkillsError(ValueError):
    """The agency's own skills cannot be read or added to; the message says why and what to do."""


def load_with_own(folder: Path | None) -> SkillVocabulary:
    """The skills that ship with those of a folder, which need not be there.

    Raises
    ------
    OwnSkillsError
        If a table of the folder is not as it must be, or a name has come to ship with another
        skill.
    """
    if folder is None or not any(folder.glob("*.tsv")):
        return SkillVocabulary.load()
    try:
        return SkillVocabulary.load(SKILLS_DIRECTORY, folder)
    except (ValueError, OSError) as error:  # also where it is no UTF-8
        raise OwnSkillsError(f"the skills in {folder} cannot be used: {error}") from error


def in_service(folder: Path | None) -> tuple[SkillVocabulary, str | None]:
    """What ranks, and why the agency's own skills are left out where they cannot be used."""
    try:
        return load_with_own(folder), None
    except OwnSkillsError as error:
        return SkillVocabulary.load(), str(error)


def read_own(folder: Path) -> dict[str, Row]:
    """The rows of the agency's file by their skills; the file need not be there."""
    path = folder / FILE_NAME
    return {row["skill"]: row for _, row in rows(path, COLUMNS)} if path.exists() else {}


def write_own(folder: Path, own: Mapping[str, Row]) -> SkillVocabulary:
    """Put rows in place of the file, by skill, and return all skills with them.

    The file is whole or as it was: it takes its place once all skills have been read with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    table = ["\t".join(own[skill][column] for column in COLUMNS) for skill in sorted(own)]
    lines = [*_comments(path), "\t".join(COLUMNS), *table]
    with tempfile.TemporaryDirectory(dir=folder, prefix="draft-") as name:
        beside = Path(name)
        for other in folder.glob("*.tsv"):
            shutil.copy(other, beside)
        draft = beside / FILE_NAME
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            vocabulary = SkillVocabulary.load(SKILLS_DIRECTORY, beside)
        except ValueError as error:
            raise OwnSkillsError(f"this cannot be added, {path} is as it was: {error}") from error
        draft.replace(path)
    return vocabulary


def _comments(path: Path) -> list[str]:
    """What somebody has noted in the file by hand."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line for line in lines if line.startswith("#")]
