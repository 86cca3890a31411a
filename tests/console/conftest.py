"""One served town for the tests of a module."""

from collections.abc import Iterator
from importlib import resources

import pytest
from playwright.sync_api import Browser, Page

from tests.console.console_town import Consoled, consoled, go, signed_in
from tests.needs import need


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consoled]:
    """A town with two stations, six units, and nothing going on yet."""
    is_built = (resources.files("tocsin.app.web") / "ui" / "console.html").is_file()
    need(is_built, "the console is not built; run bin/prepare development")
    with consoled(tmp_path_factory.mktemp("console") / "town") as opened:
        yield opened


@pytest.fixture(scope="module")
def desk_page(browser: Browser, town: Consoled) -> Iterator[Page]:
    """A page of somebody who signed in once, for all tests of a module."""
    page = signed_in(browser, town)
    yield page
    page.context.close()


@pytest.fixture
def at_desk(desk_page: Page, town: Consoled) -> Page:
    """That page at the desk, loaded anew: nothing is left of what another test typed there."""
    desk_page.evaluate("sessionStorage.clear(); localStorage.clear()")
    go(desk_page, town, "/desk")
    return desk_page
