"""One open door for the tests of a module."""

from collections.abc import Iterator

import pytest

from tests.app.web.doors import Opened, open_door


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A town with two engines and an ambulance behind a real door."""
    with open_door(tmp_path_factory.mktemp("door") / "town") as opened:
        yield opened
