"""One open door for the tests of a module."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from tests.app.web.doors import Opened, open_door
from tocsin.app import credentials


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Passwords of these tests cost a thousandth of what they cost in a town."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(1, 47, 1)
        patch.setattr(credentials, "HASHER", cheap)
        patch.setattr(credentials, "NOBODY", cheap.hash("nobody"))
        yield


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A town with two engines and an ambulance behind a real door."""
    with open_door(tmp_path_factory.mktemp("door") / "town") as opened:
        yield opened
