"""The map of the desk on a ground: units stand where their trackers tell, on every page and after
each beginning, and a press on one says which it is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.test_adopting import made
from tests.app.web.test_ground import adopt
from tests.console.console_town import Consoled, consoled, go, signed_in, until
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation

pytestmark = pytest.mark.full

LAT, LON = -33_890_000, 18_407_000
FLAG_BELOW = 23
"""Pixels from the spot of a unit to the middle of its flag."""


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consoled]:
    folder = tmp_path_factory.mktemp("mapped")
    ground = made(folder, "one")
    assert main(["ground", "map", str(ground)]) == Exit.done
    with consoled(folder / "town") as town:
        adopt(town.door, folder / "town", ground)
        yield town


def moves(town: Consoled, lon: int) -> None:
    """The tracker of E1 tells that it is there."""
    telemetry = town.door.door.telemetry
    assert telemetry is not None
    now = datetime.now(UTC)
    seen = Observation(device="E1", observed_at=now, fix=Fix(Point(LAT, lon)), source="test")
    assert telemetry.record([seen]).result().taken == 1


def drawn(page: Page) -> None:
    page.wait_for_selector(".map-box[data-state=drawn]", timeout=30_000)


def flag(page: Page, east: float = 0) -> tuple[float, float] | None:
    """Where a flag stands so many pixels east of the middle of the map: what is told at the line
    makes the map lower while it moves.
    """
    box = page.locator(".map-box").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2 + east, box["y"] + box["height"] / 2
    for below in range(FLAG_BELOW, FLAG_BELOW + 32, 8):
        page.mouse.move(x + 1, y + below)
        page.mouse.move(x, y + below)
        canvas = page.locator("canvas.maplibregl-canvas")
        if canvas.evaluate("canvas => canvas.style.cursor") == "pointer":
            return x, y + below
    return None


def stands(page: Page, east: float = 0) -> bool:
    return flag(page, east) is not None


def located(page: Page) -> None:
    page.locator(".command input").fill("L E1")
    page.keyboard.press("Enter")


def test_a_unit_moves_on_the_map_with_its_tracker(browser: Browser, mapped: Consoled) -> None:
    mapped.sent("E1", mapped.incident(), is_under_way=True)
    page = signed_in(browser, mapped)
    drawn(page)
    expect(page.locator(".map-box")).to_have_attribute("data-units", "5")
    moves(mapped, LON)
    expect(page.locator(".map-box")).to_have_attribute("data-units", "6")
    located(page)
    until(lambda: stands(page))
    moves(mapped, LON + 2_000)
    until(lambda: not stands(page))
    until(lambda: any(stands(page, east) for east in range(40, 260, 12)))
    # A page that comes later hears it from this browser, one that begins anew from the town.
    later = page.context.new_page()
    go(later, mapped, "/desk")
    for each in (later, page):
        drawn(each)
        located(each)
        until(lambda each=each: stands(each))  # type: ignore[misc]
        each.reload()
    drawn(page)
    located(page)
    until(lambda: stands(page))
    page.context.close()


def test_a_press_on_a_flag_says_which_unit_it_is(browser: Browser, mapped: Consoled) -> None:
    page = signed_in(browser, mapped)
    moves(mapped, LON)
    drawn(page)
    located(page)
    until(lambda: stands(page))
    page.locator(".command input").fill("")
    page.get_by_role("button", name="Put away").click()
    expect(page.locator(".command")).not_to_contain_text("E1 is")
    found = flag(page)
    assert found is not None
    page.mouse.click(*found)
    expect(page.locator(".command")).to_contain_text("E1 is")
    page.context.close()
