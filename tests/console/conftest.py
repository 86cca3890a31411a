"""One browser and one served town for the tests of a module."""

import shutil
from collections.abc import Iterator
from importlib import resources

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.console.console_town import Consoled, consoled
from tests.needs import need


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's own chromium, without a window."""
    found = shutil.which("chromium")
    need(found is not None, "no chromium here; apt install chromium")
    is_built = (resources.files("tocsin.app.web") / "ui" / "console.html").is_file()
    need(is_built, "the console is not built; run bin/prepare development")
    with sync_playwright() as driver:
        # It may run as root, where its sandbox does not start; it sees this test's pages only.
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consoled]:
    """A town with two stations, six units, and nothing going on yet."""
    with consoled(tmp_path_factory.mktemp("console") / "town") as opened:
        yield opened
