"""A served town on a ground of its own, with a map, and its desk in a browser."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from playwright.sync_api import Page

from tocsin.app.demo.settings import settings_on
from tocsin.app.ground.drawn.making import made
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.app.load.client import Address, post
from tocsin.app.load.scratch import Served
from tocsin.app.load.work import Spot

SEED, PEOPLE = 7, 20_000
AT_ONCE = 32


def on_a_ground(town: Served) -> tuple[Spot, ...]:
    """Grow a region of one town, draw its map, let the town adopt it; the spots of its doors."""
    folder: Path = town.folder.with_name("ground")
    grown_ground(Recipe(VERSION, SEED, 1, PEOPLE), folder)
    made(folder, None)
    setting = settings_on(folder)[0]
    words = [sys.executable, "-m", "tocsin.app.cli", "ground", "adopt", str(town.folder)]
    area = str(setting.jurisdiction)
    subprocess.run([*words, str(folder), "--area", area], check=True, capture_output=True)
    return tuple((each.point.lat_udeg, each.point.lon_udeg) for each in setting.doors)


async def filled(town: Served, incidents: int, spots: Sequence[Spot]) -> None:
    """So many open incidents at the doors, and a position of each unit."""

    def incident(number: int) -> tuple[str, dict[str, object]]:
        point = _point(spots, number)
        place: dict[str, object] = {"words": f"Street {number}", "point": point}
        if number % 7 == 0:
            place["uncertainty_m"] = 150
        fields = {"type": "fire.structure", "priority": number % 4 + 1, "place": place}
        return "OpenIncident", fields

    def position(number: int) -> tuple[str, dict[str, object]]:
        point = _point(spots, number * 13)
        return "ReportPosition", {"unit": town.units[number], "point": point, "source": "crew"}

    await _ordered(town, "fill", incidents, incident)
    await _ordered(town, "place", len(town.units), position)


def link_to(town: Served, handle: str) -> str:
    """A link with which a person comes in."""
    words = [sys.executable, "-m", "tocsin.app.cli", "signin", "link", str(town.folder)]
    told = subprocess.run([*words, "--as", handle, "--json"], capture_output=True, check=True)
    secret = str(json.loads(told.stdout)["link"]).partition("once=")[2]
    return f"{town.url.replace('127.0.0.1', 'localhost')}/sign-in?once={secret}"


def sign_in(page: Page, town: Served, handle: str) -> None:
    """Come in for the first time, up to the desk."""
    page.goto(link_to(town, handle))
    for field in ("new-password", "again"):
        page.fill(f'[name="{field}"]', "four plain words together")
    page.keyboard.press("Enter")
    page.wait_for_selector(".unit-chip", timeout=120_000)


def usable(page: Page, address: str) -> float:
    """Seconds until the desk shows its units and takes a key."""
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".unit-chip", timeout=120_000)
    page.keyboard.press("/")
    page.wait_for_selector(".command input:focus")
    return time.perf_counter() - began


def _point(spots: Sequence[Spot], number: int) -> dict[str, int]:
    lat, lon = spots[number % len(spots)]
    return {"lat_udeg": lat, "lon_udeg": lon}


async def _ordered(
    town: Served, run: str, count: int, made_of: Callable[[int], tuple[str, dict[str, object]]]
) -> None:
    address, left = Address.of(town.url), iter(range(count))

    async def orders() -> None:
        connection = await address.connected()
        for number in left:
            name, fields = made_of(number)
            body = json.dumps(fields).encode()
            request = post(address, town.token, f"/v1/orders/{name}", body, f"{run}-{number}")
            answer = await connection.ask(request)
            assert answer.status == 200, answer
        connection.close()

    clients: list[Coroutine[object, object, None]] = [orders() for _ in range(AT_ONCE)]
    await asyncio.gather(*clients)
