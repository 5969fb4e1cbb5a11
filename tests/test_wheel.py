"""The wheel alone, installed outside of the checkout, is the same product."""

import json
import re
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from recruit.app import create_app
from recruit.config import Config
from tests.processes import environment, serving

ROOT = Path(__file__).parent.parent
# Where the parts of the checkout lie in the wheel.
PLACES = {
    "recruit": "recruit",
    "matching": "matching",
    "static": "recruit/static",
    "templates": "recruit/templates",
}
PAGES = ("/", "/salaries", "/profiles/head-of-customer-relations", "/sign-in", "/how-we-rank")
NEEDED = (
    "matching/data/titles/customer.tsv",
    "matching/data/cities.tsv",
    "recruit/catalogue/profiles/head-of-customer-relations.yaml",
    "recruit/demo/employers.yaml",
    "recruit/migrations/env.py",
    "recruit/migrations/script.py.mako",
    "recruit/salaries/editions/head-of-customer-relations-2015-04.csv",
    "recruit/templates/base.html",
    "recruit/translations/ru/common.po",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


@dataclass(frozen=True)
class Installed:
    """An environment that has the wheel, and everything else from the one the tests run in."""

    folder: Path

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "bin" / "python")

    @property
    def recruit(self) -> str:
        """The command that the wheel brought."""
        return str(self.folder / "bin" / "recruit")

    def run(self, *command: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
        """Run a command somewhere else than in the checkout."""
        return subprocess.run(
            command, cwd="/", env=environment(data_dir), capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installed") / "env")
    venv.create(made.folder, with_pip=False, symlinks=True)
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", made.python, "--disable-pip-version-check",
            "install", "--quiet", "--no-deps", "--no-index", wheel,
        ],
        check=True,
    )  # fmt: skip
    (packages,) = made.folder.glob("lib/python*/site-packages")
    # A line of a .pth adds a folder behind the environment's own packages and does not read the
    # .pth files in there: the wheel wins over the checkout that is installed for the tests.
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return made


def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {
        f"{place}/{path.relative_to(ROOT / part).as_posix()}"
        for part, place in PLACES.items()
        for path in (ROOT / part).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == expected
    assert set(NEEDED) <= names
    assert {name.split("/")[0] for name in names} == {"recruit", "matching"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("METADATA")]
        facts = archive.read(name).decode()
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    assert "\nName: recruit\n" in facts
    assert "\nLicense-Expression: MIT\n" in facts
    assert "\nProvides-Extra: postgres\n" in facts


def fetch(address: str) -> tuple[int, str]:
    """A page of a running server, in Russian."""
    asked = urllib.request.Request(address, headers={"Accept-Language": "ru"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(asked, timeout=60) as response:
        return response.status, response.read().decode()


def without_tokens(page: str) -> str:
    """A page without what is different each time it is drawn."""
    return re.sub(r'(name="(?:csrf_token|once)"[^>]*?value=)"[^"]*"', r'\1""', page)


def test_the_installed_wheel_serves_the_same_pages(installed: Installed, tmp_path: Path) -> None:
    where = installed.run(
        installed.python, "-c",
        "import recruit, matching; print(recruit.__file__, matching.__file__)",
        data_dir=tmp_path,
    ).stdout.split()  # fmt: skip
    assert all(Path(path).is_relative_to(installed.folder) for path in where), where
    prepared = installed.run(installed.recruit, "init", data_dir=tmp_path)
    assert prepared.returncode == 0, prepared.stderr

    config = Config.from_environment(environment(tmp_path))
    app = create_app(config)
    checkout = app.test_client()
    with serving(environment(tmp_path), "serve", (installed.recruit,), cwd="/") as server:
        assert json.loads(fetch(f"{server.address}/healthz")[1])["database"] == "ok"
        assets = set()
        for path in PAGES:
            status, page = fetch(server.address + path)
            same = checkout.get(path, base_url=server.address, headers={"Accept-Language": "ru"})
            assert (status, same.status_code) == (200, 200)
            assert without_tokens(page) == without_tokens(same.get_data(as_text=True)), path
            parsed = html.fromstring(page)
            assets |= set(parsed.xpath("//link[@rel='stylesheet']/@href"))
            assets |= set(parsed.xpath("//script/@src"))
        assert any("bootstrap.min.css" in asset for asset in assets)
        assert sum(asset.startswith("/static/") for asset in assets) >= 3
        for asset in sorted(assets):
            status, content = fetch(server.address + asset)
            assert status == 200
            assert content
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(f"{server.address}/static/../app.py")
    app.extensions["recruit.database"].dispose()


def test_the_installed_wheel_ranks_files(installed: Installed, tmp_path: Path) -> None:
    vacancy = {"id": "v", "title": "Бухгалтер", "must": ["1С:Бухгалтерия"], "city": "Казань"}
    people = [
        {"id": "a", "title": "Повар", "city": "Казань"},
        {"id": "b", "title": "Бухгалтер", "skills": ["1С:Бухгалтерия"], "city": "Казань"},
    ]
    (tmp_path / "vacancy.json").write_text(json.dumps(vacancy))
    (tmp_path / "people.jsonl").write_text("\n".join(map(json.dumps, people)))
    ranked = installed.run(
        installed.recruit, "rank", "--vacancy", str(tmp_path / "vacancy.json"),
        "--json", str(tmp_path / "people.jsonl"), data_dir=tmp_path,
    )  # fmt: skip
    assert ranked.returncode == 0, ranked.stderr
    assert [row["id"] for row in json.loads(ranked.stdout)] == ["b", "a"]
