"""Settings every test shares: hypothesis profiles, the tiers, the reference data."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.needs import need, reference_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.database import Server

# Quick and ci are the same examples every time, so a red build is red for everybody;
# long looks elsewhere each time and prints what repeats its finding.
settings.register_profile("quick", derandomize=True, database=None, max_examples=15, deadline=None)
settings.register_profile("ci", derandomize=True, database=None, max_examples=100, deadline=None)
# Under the second hash seed the same, fewer: an order of a set that counts shows soon.
settings.register_profile("again", derandomize=True, database=None, max_examples=40, deadline=None)
settings.register_profile(
    "long",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("TOCSIN_TIER", "ci"))

TESTS = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def waits_for_nobody() -> Iterator[None]:
    """What a running town gathers for a while to spare its disk and its readers, it tells at once:
    no test asks for that while, many wait for what is told.
    """
    from tocsin.app.web import positions
    from tocsin.jurisdiction import telemetry

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telemetry, "GATHER_S", 0.005)
        patch.setattr(positions, "BEAT_S", 0.05)
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Passwords of these tests cost a thousandth of what they cost in a town."""
    from argon2 import PasswordHasher

    from tocsin.app import credentials

    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(1, 47, 1)
        patch.setattr(credentials, "HASHER", cheap)
        patch.setattr(credentials, "NOBODY", cheap.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder with the public records; skips where it is absent (see tests/needs.py)."""
    return reference_folder()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Debian's own chromium, without a window; the one that never has any, where it is there: it
    costs a third less. Ended with each file: while its driver runs, no other loop can run in the
    same thread.
    """
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    need(found is not None, "no chromium here; apt install chromium-headless-shell")
    with sync_playwright() as driver:
        # It may run as root, where its sandbox does not start; it sees the tests' pages only.
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """An empty folder in the checkout: `tmp_path` may lie in memory, and the doctor says so."""
    tools = TESTS.parent / ".tools"
    tools.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=tools) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Server]":
    """A PostgreSQL server of this session's own."""
    from tests.database import served

    yield from served()


@pytest.fixture
def database(postgres: "Server") -> str:
    """The address of an empty database."""
    return postgres.emptied("town")


def pytest_collection_finish() -> None:
    """What is there before the first test is there until the last: thousands of tests, and all that
    they import. Looking through it for garbage again and again took a fifth of all their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what reads the reference data. It, what drives a browser, and every fault test are too
    slow for `quick`.

    Files with slow tests come first: of two processes none is left alone with one at the end.
    """
    for item in items:
        if "reference" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.reference)
            item.add_marker(pytest.mark.full)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.full)
        if item.path.is_relative_to(TESTS / "faults"):
            item.add_marker(pytest.mark.full)
    slow = {item.path for item in items if item.get_closest_marker("full")}
    items.sort(key=lambda item: item.path not in slow)
