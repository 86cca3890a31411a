"""A town with some work to do, served to a real browser: the console as people have it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from tests.app.web.doors import Opened, serving
from tocsin.app.sign_in.signing import link_of
from tocsin.app.wiring import found, opened, telemetry_of
from tocsin.geo.places import Point
from tocsin.log.clock import Clock, Entropy, monotonic_s
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.intake import NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.status import ReportEnRoute
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, Channel, Priority
from tocsin.terms.kinds import LogKind

DESK = "PE-p-desk"
LOOKER = "PE-p-looker"
SIZE = {"width": 1440, "height": 900}
SHOWN_MS = 15_000
STATIONS = (
    ("hill", "Hill Station", 0, 0, 42_081_000, -42_856_000),
    ("quay", "Quay Station", 1, 1, 42_075_500, -42_852_000),
)
UNITS = (
    ("E1", "engine", "hill", Agency.fire), ("E2", "engine", "quay", Agency.fire),
    ("B1", "boat", "quay", Agency.fire), ("A22", "ambulance", "hill", Agency.medical),
    ("A23", "ambulance", "quay", Agency.medical), ("P4", "patrol", "quay", Agency.police),
)  # fmt: skip


class Consoled(NamedTuple):
    """A served town and where it is."""

    door: Opened
    address: str

    def incident(
        self,
        label: str = "Mill Lane 14",
        type: str = "rescue.water",
        priority: Priority = Priority.immediate,
    ) -> str:
        """The id of a new incident."""
        place = GivenPlace(label=label, words=label, point=Point(42_079_300, -42_850_200))
        order = OpenIncident(type=type, priority=priority, place=place, summary="car in the ford")
        return self.door.order(order, DESK).subjects[0]

    def report(self, label: str = "Mill Lane 14", words: str = "a car in the ford") -> str:
        """The id of a call that waits."""
        report = self.door.order(ReceiveReport(channel=Channel.call), DESK).subjects[0]
        place = GivenPlace(words=label, point=Point(42_079_310, -42_850_210))
        self.door.order(NoteWhere(report=report, place=place), DESK)
        self.door.order(NoteWhat(report=report, words=words, type="rescue.water"), DESK)
        return report

    def sent(self, unit: str, incident: str, *, is_under_way: bool = False) -> None:
        """Send a unit there."""
        self.door.order(DispatchUnit(unit=f"PE-{unit}", incident=incident), DESK)
        if is_under_way:
            self.door.order(ReportEnRoute(unit=f"PE-{unit}"), DESK)

    def short_incident(self, label: str, digits: int = 2) -> tuple[str, str]:
        """A new incident, and the end of its number that so many keys write: numbers are drawn, so
        one is opened until no other ends alike.
        """
        while True:
            incident = self.incident(label)
            end = self.number(incident)[-digits:]
            alike = [e for e in self.door.town.picture.incidents.values() if e.number.endswith(end)]
            if len(alike) == 1:
                return incident, end

    def number(self, incident: str) -> str:
        """The number people use."""
        found = self.door.town.picture.incidents.get(incident)
        assert found is not None
        return found.number

    def names(self) -> list[str]:
        """The names of all facts on record, oldest first."""
        return [each.name for each in self.door.town.store.read()]


@contextmanager
def consoled(
    folder: Path,
    kind: LogKind = LogKind.actual,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    *,
    is_relayed: bool = False,
) -> Iterator[Consoled]:
    """A town of two stations and six units, and the people of a desk."""
    found(folder, name="Port Ellery", code="PE", kind=kind, clock=clock, entropy=entropy)
    with (
        opened(folder, clock, entropy) as town,
        serving(town, folder, telemetry_of(town, folder), is_relayed=is_relayed) as door,
    ):
        for id, name, row, column, lat, lon in STATIONS:
            point = Point(lat, lon)
            door.order(AddStation(id=id, name=name, row=row, column=column, point=point))
        for sign, what, station, agency in UNITS:
            door.order(RegisterUnit(call_sign=sign, kind=what, station=station, agency=agency))
        roles = ("call_taker", "dispatcher", "duty_officer", "chief", "planner", "administrator")
        door.order(RegisterPerson(id=DESK, handle="desk", name="M. Osei", roles=roles))
        door.order(RegisterPerson(id=LOOKER, handle="looker", name="T. Hale", roles=("observer",)))
        yield Consoled(door, f"http://localhost:{door.port}")


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what must come; fails when it does not."""
    deadline = monotonic_s() + SHOWN_MS / 1000
    while not is_so():
        assert monotonic_s() < deadline, "it did not come"
        time.sleep(0.05)


def signed_in(
    browser: Browser, town: Consoled, person: str = DESK, *, at: str = "/desk", **how: object
) -> Page:
    """A page of the console, open at the desk, of somebody who has just signed in."""
    page = _entering(browser, town, person, **how)
    go(page, town, at)
    return page


def entered(browser: Browser, town: Consoled, person: str = DESK, **how: object) -> BrowserContext:
    """A browser in which somebody has signed in by a link."""
    page = _entering(browser, town, person, **how)
    page.close()
    return page.context


def _entering(browser: Browser, town: Consoled, person: str, **how: object) -> Page:
    signing = town.door.door.signing
    assert signing is not None
    given = {"viewport": SIZE, "locale": "en-GB", "color_scheme": "dark", **how}
    context = browser.new_context(**given)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(link_of(town.address, signing.links.made(person, is_kept=True)))
    page.wait_for_selector(".screen", timeout=SHOWN_MS)
    return page


def handed_in(context: BrowserContext, address: str, proof: dict[str, str]) -> None:
    """A browser's sign-in, as its page sends it."""
    headers = {"Tocsin-Console": "1", "Origin": address.partition("/v1/")[0]}
    answer = context.request.post(address, data=proof, headers=headers)
    assert answer.ok, answer.text()


def go(page: Page, town: Consoled, path: str) -> None:
    """A screen, when its picture has come."""
    page.goto(f"{town.address}{path}")
    page.wait_for_selector(".link[data-link=live]", timeout=SHOWN_MS)
