"""Pages that are pictures, read by ``tesseract`` where it is installed."""

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from statistics import median

import pypdfium2

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.runs import Box, Run, Word, run_of

PROGRAM = "tesseract"
LANGUAGES = ("rus", "eng")
DOTS_PER_INCH = 200
MOST_PAGES = 6
MOST_DOTS = 16_000_000
SECONDS = 60
# Of 100: below this the program itself doubts that it saw letters.
LEAST_CONFIDENCE = 30.0
WORD_LEVEL = "5"
# What the height of a word's dots is of the size of its type.
HEIGHT_OF_SIZE = 0.75
# Share of the usual size within which a line has the usual size.
WAVERING = 0.25
BULLET = "\u2022"
# What a bullet looks like to a program that looks for letters.
MISREAD_BULLETS = ("\u00a2", "\u00ae", "\u00a9", "\u00b0", "\u00bb", "\u00ab", "*", "e", "\u0435")


@cache
def _languages(program: str) -> str:
    """Those of our languages that are installed."""
    done = subprocess.run(  # noqa: S603  (a fixed program)
        [program, "--list-langs"], capture_output=True, timeout=SECONDS, check=False
    )
    known = (done.stdout + done.stderr).decode("utf-8", "replace").split()
    return "+".join(language for language in LANGUAGES if language in known)


def is_installed() -> bool:
    """Whether scans can be read here."""
    program = shutil.which(PROGRAM)
    return program is not None and bool(_languages(program))


def runs_of(page: pypdfium2.PdfPage, number: int) -> list[Run]:
    """The lines that the program sees on a page, with their places in points."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise Unreadable(Fault.SCAN_WITHOUT_OCR)
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    header = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    pixels = bytes(bitmap.buffer)
    rows = b"".join(
        pixels[row * bitmap.stride : row * bitmap.stride + bitmap.width]
        for row in range(bitmap.height)
    )
    bitmap.close()
    try:
        done = subprocess.run(  # noqa: S603  (a fixed program that gets a picture of ours)
            [program, "-", "-", "-l", _languages(program), "--dpi", str(DOTS_PER_INCH), "tsv"],
            input=header + rows,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            # Its threads wait for each other more than they work.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Fault.TOO_COMPLEX) from error
    return _runs(done.stdout.decode("utf-8", "replace"), scale, number)


def _runs(table: str, scale: float, number: int) -> list[Run]:
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != WORD_LEVEL or not fields[11].strip():
            continue
        if float(fields[10]) < LEAST_CONFIDENCE:
            continue
        left, top, width, height = (int(field) / scale for field in fields[6:10])
        box = Box(left, top, left + width, top + height)
        lines[tuple(fields[1:5])].append(Word(fields[11].strip(), box, height / HEIGHT_OF_SIZE))
    return [run_of(words, number) for words in _levelled(list(lines.values()))]


def _levelled(lines: list[list[Word]]) -> Iterator[list[Word]]:
    """Each line in one size: dots at the edges of letters make it waver from word to word."""
    sizes = [median(word.size for word in words) for words in lines]
    usual = median(sizes) if sizes else 0.0
    for size, words in zip(sizes, lines, strict=True):
        level = usual if abs(size - usual) < WAVERING * usual else size
        if words[0].text in MISREAD_BULLETS:
            words[0] = replace(words[0], text=BULLET)
        if any(character.isalnum() for word in words for character in word.text):
            yield [replace(word, size=round(level, 1)) for word in words]
