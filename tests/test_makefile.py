"""The commands of a newcomer: what `make` offers, and what it says where it cannot go on."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROMISED = {
    "help",
    "setup",
    "run",
    "test",
    "lint",
    "bench",
    "bench-index",
    "bench-quality",
    "browser",
    "screenshots",
    "clean",
}

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make: apt install make")


def make(*arguments: str, folder: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh terminal."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("MAKE") and name not in ("HOST", "PORT", "DATA_DIR", "PYTHON")
    }
    return subprocess.run(
        ["make", *arguments],
        cwd=folder, env=inherited | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder as after `git clone`: no environment yet."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "tools", folder / "tools")
    return folder


def fake_python(folder: Path, script: str) -> str:
    """A python that does only what a test needs of it."""
    path = folder / "python-of-a-test"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def targets() -> set[str]:
    """All targets that a person may call."""
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    return set(phony.split())


def test_make_alone_lists_every_target_with_its_help() -> None:
    shown = make()
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = dict(re.findall(r"^  make (\S+) +(\S.*)$", shown.stdout, re.MULTILINE))
    assert lines.keys() == targets()
    assert lines.keys() >= PROMISED
    assert make("help").stdout == shown.stdout


@pytest.mark.parametrize("target", sorted(PROMISED))
def test_each_target_knows_what_to_do(target: str) -> None:
    planned = make("--dry-run", target)
    assert planned.returncode == 0, planned.stderr


def test_a_python_without_venv_is_told_the_package(clone: Path, tmp_path: Path) -> None:
    # Right version, but `import ensurepip, venv` fails, as on Debian without python3-venv.
    python = fake_python(tmp_path, 'case "$2" in *ensurepip*) exit 1;; esac; exit 0')
    answer = make("run", f"PYTHON={python}", folder=clone)
    assert answer.returncode != 0
    assert "apt install python3-venv" in answer.stderr
    assert not (clone / ".venv").exists()


def test_an_old_python_is_told_which_ones_serve(clone: Path, tmp_path: Path) -> None:
    python = fake_python(tmp_path, 'case "$2" in *version_info*) exit 1;; esac; exit 0')
    answer = make("test", f"PYTHON={python}", folder=clone)
    assert answer.returncode != 0
    assert "Recruit needs Python 3.11, 3.12 or 3.13" in answer.stderr
    assert "make PYTHON=python3.12 test" in answer.stderr
    assert not (clone / ".venv").exists()


def test_a_python_that_is_not_there_is_told_the_same(clone: Path) -> None:
    answer = make("run", "PYTHON=no-such-python", folder=clone)
    assert answer.returncode != 0
    assert "Recruit needs Python 3.11, 3.12 or 3.13" in answer.stderr


@pytest.mark.parametrize("version", ["(3, 10, 14)", "(3, 14, 0)"])
def test_the_version_check_itself(version: str, clone: Path, tmp_path: Path) -> None:
    """The Makefile's own expression, with another version put under it."""
    (check,) = re.findall(r"-c '(import sys; sys.exit\(.*\))' \|\|", MAKEFILE)
    code = check.replace("sys.version_info", version)
    assert code != check
    assert subprocess.run(["python3", "-c", check], check=False).returncode == 0
    assert subprocess.run(["python3", "-c", code], check=False).returncode == 1


def test_half_an_environment_is_taken_away(clone: Path, tmp_path: Path) -> None:
    broken = fake_python(tmp_path, 'case "$1" in -m) mkdir -p .venv/bin; exit 1;; esac; exit 0')
    answer = make("setup", f"PYTHON={broken}", folder=clone)
    assert answer.returncode != 0
    assert not (clone / ".venv").exists()


def test_running_needs_no_more_than_the_runtime_packages() -> None:
    wanted = dict(re.findall(r"^\$\(VENV\)/\.(\w+):.*\n\t@\$\(call install,(.*)\)", MAKEFILE, re.M))
    assert set(wanted["runtime"].split()) == {"runtime", "build"}
    assert {"runtime", "build", "postgres", "cluster", "dev"} == set(wanted["dev"].split())


@pytest.mark.parametrize("name", ["Makefile", "pyproject.toml", "requirements.lock", ".ci/run"])
def test_no_file_names_a_package_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host|PIP_INDEX", text)
    assert not re.search(r"https?://(?!127\.0\.0\.1)", text), "an address that may not exist there"


@pytest.mark.parametrize("name", ["HOST", "PORT", "DATA_DIR"])
def test_settings_reach_the_server(name: str, clone: Path) -> None:
    (clone / "Makefile").write_text(f"{MAKEFILE}\nshow:\n\t@echo {name}=$${name}\n")
    assert make("show", f"{name}=mine", folder=clone).stdout == f"{name}=mine\n"
    assert make("show", folder=clone, **{name: "theirs"}).stdout == f"{name}=theirs\n"


def test_clean_leaves_what_is_not_its_own(clone: Path) -> None:
    for made in (".venv/bin", "var/files", "build", "dist", ".mypy_cache", "recruit/__pycache__"):
        (clone / made).mkdir(parents=True)
    (clone / "recruit" / "app.py").touch()
    assert make("clean", folder=clone).returncode == 0
    left = {path.relative_to(clone).parts[0] for path in clone.rglob("*") if path.is_file()}
    assert left == {"Makefile", "pyproject.toml", "requirements.lock", "tools", "recruit"}
    assert not list(clone.rglob("__pycache__"))
