"""The small data folder of these tests."""

from pathlib import Path

import pytest

from tests.evaluate.data_folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")
