"""One served town for the tests of a module."""

from collections.abc import Iterator
from importlib import resources

import pytest

from tests.console.console_town import Consoled, consoled
from tests.needs import need


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consoled]:
    """A town with two stations, six units, and nothing going on yet."""
    is_built = (resources.files("tocsin.app.web") / "ui" / "console.html").is_file()
    need(is_built, "the console is not built; run bin/prepare development")
    with consoled(tmp_path_factory.mktemp("console") / "town") as opened:
        yield opened
