"""What tests of imports share: children that read, started once."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recruit.db import Database
from recruit.imports import services
from recruit.imports.reading import Reader
from recruit.imports.running import Importer
from recruit.imports.sources.origins import Opener, file_key
from recruit.intake.pool import Pool
from recruit.intake.readers import reading_pool
from recruit.intake.storage import store
from recruit.models import Account, ImportBatch, Role
from tests import factories
from tests.conftest import NOON, FrozenClock
from tests.imports.outcomes import GROUND

Bring = Callable[..., int]


@pytest.fixture(scope="session")
def reading_child() -> Iterator[Pool]:
    """The child that reads résumés; it takes some seconds to start."""
    with reading_pool() as pool:
        yield pool


@pytest.fixture(scope="session")
def opener() -> Iterator[Opener]:
    """The child that opens archives."""
    made = Opener()
    yield made
    made.close()


@pytest.fixture
def files_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "files"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def importer(
    database: Database, files_dir: Path, reading_child: Pool, opener: Opener, clock: FrozenClock
) -> Importer:
    """Works through batches, as the worker does."""
    reader = Reader(files_dir, 20 * 1024 * 1024, reading_child)
    reader.opener = opener
    return Importer(database, files_dir, [reader], clock)


@pytest.fixture
def recruiter(database: Database) -> Account:
    with database.unit(writes=True) as session:
        return factories.account(session, Role.RECRUITER, name="Вера Климова")


@pytest.fixture
def begin(database: Database, files_dir: Path, recruiter: Account) -> Bring:
    """Store a source and its batch, as the form does."""

    def begin(data: bytes, consent: str = GROUND, name: str = "source.zip") -> int:
        stored = store(io.BytesIO(data), files_dir)
        new = services.NewBatch(file_key(stored.sha256), name, consent, stored_name=stored.name)
        with database.unit(writes=True) as session:
            account = session.get_one(Account, recruiter.id)
            batch, _ = services.start_batch(session, account, new, NOON)
            return batch.id

    return begin


@pytest.fixture
def bring(begin: Bring, database: Database, importer: Importer) -> Bring:
    """Bring a source in, to its end."""

    def bring(data: bytes, consent: str = GROUND, name: str = "source.zip") -> int:
        batch_id = begin(data, consent, name)
        with database.unit(writes=False) as session:
            batch = session.get_one(ImportBatch, batch_id)
        assert importer.run(batch_id, importer.origin_of(batch))
        return batch_id

    return bring
