"""Forty calls in a row, typed at the desk, each answered with the first proposal by two keys:
nothing is lost, and the proposals are those of the call that is selected.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.web.test_advice_reach import doors
from tests.app.web.test_ground import adopt
from tests.console.console_town import DESK, Consoled, consoled, signed_in, until
from tocsin.app.ground.asking import opened
from tocsin.app.ground.drawn.making import made
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.geo.gazetteer.candidates import labelled
from tocsin.operations.advised import kept
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency

pytestmark = pytest.mark.full

CALLS, STATIONS, EACH = 40, 8, 8
CARDS = (
    Card(level=1, needs=(Need("ambulance"),), applies=Applies(types=("medical.fall",))),
    Card(level=1, needs=(Need("ambulance"), Need("engine"))),
)
PLAN = PlanContent(name="Any", trigger=Applies(types=("medical", "fire")), cards=CARDS)
TYPES = ("medical.fall", "fire.alarm", "medical.stroke")


def addresses(ground: Path) -> list[str]:
    """As people say them, each of one place only."""
    with opened(ground) as database:
        rows = database.execute(
            "SELECT street, number FROM address WHERE street IS NOT NULL AND number IS NOT NULL"
        ).fetchall()
    said = [labelled(street, number, "") for street, number in rows]
    return sorted({each for each in said if said.count(each) == 1})


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Consoled, list[str]]]:
    """A town on a grown ground: eight stations, an ambulance and an engine for each call."""
    folder = tmp_path_factory.mktemp("busy")
    ground = folder / "ground"
    grown_ground(Recipe(VERSION, 3, 3, 4_000), ground)
    made(ground, None)
    with consoled(folder / "town") as town:
        adopt(town.door, folder / "town", ground, "Lerchenfurt")
        places = doors(ground)
        for station in range(STATIONS):
            point = places[station * (len(places) - 1) // (STATIONS - 1)]
            town.door.order(AddStation(id=f"s{station}", name=f"S{station}", point=point), DESK)
            for number in range(EACH):
                for kind, letter, agency in (
                    ("ambulance", "M", Agency.medical), ("engine", "F", Agency.fire),
                ):  # fmt: skip
                    sign = f"{letter}{station}{number}"
                    town.door.order(
                        RegisterUnit(
                            call_sign=sign, kind=kind, station=f"s{station}", agency=agency
                        ),
                        DESK,
                    )
        town.door.order(AdoptPlan(plan="any", over=0, content=PLAN), DESK)
        yield town, addresses(ground)


@pytest.fixture(scope="module")
def page(browser: Browser, busy: tuple[Consoled, list[str]]) -> Iterator[Page]:
    page = signed_in(browser, busy[0])
    page.wait_for_selector(".map-box[data-state=drawn]", timeout=30_000)
    yield page
    page.context.close()


def test_forty_calls_are_typed_and_answered_with_the_first_proposal(
    page: Page, busy: tuple[Consoled, list[str]]
) -> None:
    town, places = busy
    picture = town.door.town
    line = page.locator(".command input")
    seen = set(picture.picture.incidents)
    line.focus()
    for number in range(CALLS):
        page.keyboard.type(f"C {TYPES[number % 3]} @{places[number * len(places) // CALLS]}")
        page.keyboard.press("Enter")
        until(lambda: len(picture.picture.incidents) > len(seen))
        (new,) = set(picture.picture.incidents) - seen
        seen.add(new)
        expect(page.locator("#selected-name")).to_contain_text(town.number(new))
        expect(page.locator(".options > li").first).to_be_visible()
        page.keyboard.press("Alt+1")
        page.keyboard.press("Enter")
        until(lambda: bool(picture.picture.incidents.get(new).units))  # type: ignore[union-attr]  # noqa: B023
        # No answer is waited for by eye: the next call is typed at once.
        expect(line).to_have_value("")
    answered = [picture.picture.incidents.get(each) for each in seen]
    assert len(answered) == CALLS
    sent: list[str] = []
    for incident in answered:
        assert incident is not None
        assert incident.place.point is not None
        (basis,) = {each.basis for each in incident.responses}
        stands = kept(basis)
        assert stands is not None
        assert (stands.incident, stands.option) == (incident.id, 1)
        assert set(stands.options[0].units) == set(incident.units)
        assert len(incident.units) == (1 if incident.type == "medical.fall" else 2)
        sent += incident.units
    assert len(sent) == len(set(sent)), "nobody is sent twice"
    expect(page.locator('.unanswered [data-state], [data-state="refused"]')).to_have_count(0)
    expect(page.locator(".asks-why")).to_have_count(0)
