"""One busy half hour, played once for all tests that look at it."""

import shutil
from pathlib import Path

import pytest

from tests.jurisdiction.play import morning_town


@pytest.fixture(scope="session")
def half_an_hour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town after half a busy hour, closed. Not to be written: see `busy_town`."""
    return morning_town(tmp_path_factory.mktemp("played") / "town", hours=0.5)


@pytest.fixture
def busy_town(half_an_hour: Path, tmp_path: Path) -> Path:
    """A copy of that town, to be opened and changed."""
    folder = tmp_path / "busy"
    shutil.copytree(half_an_hour, folder)
    return folder
