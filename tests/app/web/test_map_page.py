# ruff: noqa: F811 (fixtures of other files)
"""The page of the map in a real browser: it draws, can be worked by keyboard, and asks nobody
outside of this machine.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.app.test_adopting import made
from tests.app.test_ground import Capture, extract, ground, imported  # noqa: F401 (fixtures)
from tests.app.web.doors import open_door
from tests.app.web.test_ground import adopt
from tests.needs import need
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.web import ui_files

OUTSIDE = "https://tiles.example.org"
DRAWN_MS = 30_000


@pytest.fixture
def mapped(ground: Path) -> Path:
    assert main(["ground", "map", str(ground)]) == Exit.done
    return ground


@pytest.fixture
def address(mapped: Path) -> Iterator[str]:
    """Where `tocsin ground map --serve` shows the map."""
    need_page()
    command = [str(Path(sys.executable).parent / "tocsin"), "ground", "map", str(mapped), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def need_page() -> None:
    is_built = (resources.files("tocsin.app.web") / "ui" / "map.html").is_file()
    need(is_built, "the page of the map is not built; run bin/prepare development")


class Watch:
    """Hears every request of a page, lets none out, and keeps what it was asked."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[str] = []
        self.outside: list[str] = []
        context.route("**/*", self._hear)

    def _hear(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        self.asked.append(url.path)
        if url.hostname == "127.0.0.1" or url.scheme in ("data", "blob"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()


def shown(context: BrowserContext, address: str) -> Page:
    """The page, when all of the map is drawn."""
    page = context.new_page()
    page.goto(address)
    drawn(page)
    return page


def drawn(page: Page, having: str = "") -> None:
    page.wait_for_selector(f"#map[data-state=drawn]{having}", timeout=DRAWN_MS)


def said(page: Page, name: str) -> str:
    return page.locator("#map").get_attribute(f"data-{name}") or ""


def test_the_map_draws_what_is_on_the_ground_and_asks_nobody_outside(
    browser: Browser,
    address: str,
) -> None:
    context = browser.new_context()
    watch = Watch(context)
    errors: list[str] = []
    page = context.new_page()
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + "#at=14.5/-33.89/18.405")
    drawn(page)
    assert int(said(page, "features")) > 10
    assert {"water", "land", "primary", "building", "place-town"} <= set(
        said(page, "layers").split()
    )
    assert "Westerly" in said(page, "labels").split("|")
    assert page.get_by_text("© OpenStreetMap contributors").is_visible()
    assert page.locator(".maplibregl-ctrl-scale").is_visible()
    assert errors == []
    assert "/ground/basemap.pmtiles" in watch.asked
    assert watch.outside == []
    context.close()


@pytest.mark.full
def test_the_watch_hears_a_map_that_asks_outside_and_the_page_lets_none_out(
    browser: Browser,
    address: str,
    mapped: Path,
) -> None:
    path = mapped / "style-light.json"
    style = json.loads(path.read_text())
    style["sources"]["else"] = {"type": "raster", "tiles": [OUTSIDE + "/{z}/{x}/{y}.png"]}
    style["layers"].append({"id": "else", "type": "raster", "source": "else"})
    path.write_text(json.dumps(style))
    open_context = browser.new_context(bypass_csp=True)
    watch = Watch(open_context)
    shown(open_context, address)
    assert watch.outside
    assert all(each.startswith(OUTSIDE) for each in watch.outside)
    open_context.close()
    guarded = browser.new_context()
    watch = Watch(guarded)
    page = guarded.new_page()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text))
    page.goto(address)
    drawn(page)
    assert watch.outside == []
    assert any("Content Security Policy" in each and OUTSIDE in each for each in refused)
    guarded.close()


@pytest.mark.full
def test_look_and_language_are_chosen_by_keyboard_and_kept(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = shown(context, address + "#at=14.5/-33.89/18.405")
    assert said(page, "look") == "light"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "look"
    page.keyboard.type("High")
    drawn(page, "[data-look=contrast]")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    drawn(page, "[data-language=fr]")
    assert "Ouestre" in said(page, "labels").split("|")
    before = said(page, "zoom")
    page.keyboard.press("Tab")
    page.locator("#map canvas").focus()
    page.keyboard.press("+")
    expect(page.locator("#map")).not_to_have_attribute("data-zoom", before)
    assert float(said(page, "zoom")) > float(before)
    again = shown(context, address)
    assert (said(again, "look"), said(again, "language")) == ("contrast", "fr")
    context.close()


@pytest.mark.full
def test_a_request_that_fails_once_leaves_no_hole(browser: Browser, address: str) -> None:
    context = browser.new_context()
    asked: list[str] = []

    def once(route: Route) -> None:
        asked.append(route.request.headers.get("range", ""))
        if asked.count(asked[-1]) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    context.route("**/basemap.pmtiles", once)
    page = shown(context, address)
    assert len(set(asked)) > 1
    assert all(asked.count(each) == 2 for each in asked)
    assert int(said(page, "features")) > 5
    assert page.locator("#map").get_attribute("data-error") is None
    context.close()


@pytest.mark.full
@pytest.mark.parametrize(
    ("scheme", "contrast", "look"),
    [("dark", "no-preference", "dark"), ("light", "more", "contrast")],
)
def test_the_look_follows_the_device(
    browser: Browser,
    address: str,
    scheme: str,
    contrast: str,
    look: str,
) -> None:
    context = browser.new_context(color_scheme=scheme, contrast=contrast)  # type: ignore[arg-type]
    assert said(shown(context, address), "look") == look
    context.close()


@pytest.mark.full
def test_the_map_of_a_towns_ground_is_shown_to_whoever_may_look(
    browser: Browser,
    tmp_path: Path,
) -> None:
    need_page()
    town, folder = tmp_path / "town", made(tmp_path, "one")
    assert main(["ground", "map", str(folder)]) == Exit.done
    with open_door(town) as door:
        adopt(door, town, folder)
        assert door.ask("GET", "/ground/basemap.pmtiles", token=None).status == 401
        context = browser.new_context()
        watch = Watch(context)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{door.port}/map")
        page.get_by_label("Your token").fill(door.token)
        page.keyboard.press("Enter")
        drawn(page)
        assert int(said(page, "features")) > 5
        assert "/ground/basemap.pmtiles" in watch.asked
        assert watch.outside == []
        context.close()


def test_where_the_pages_were_not_built_a_plain_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui_files, "FOLDER", "not-built")
    reply = ui_files.page("map")
    assert (reply.status, reply.media_type) == (503, "text/html")
    assert b"bin/prepare" in reply.body


def test_a_ground_without_a_map_is_not_served(ground: Path, capsys: Capture) -> None:
    assert main(["ground", "map", str(ground), "--serve"]) == Exit.usage
    assert "has no map yet" in capsys.readouterr().err
