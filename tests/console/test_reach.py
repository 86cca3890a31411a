"""A proposal on the map of the desk: its ways, and whom it leaves without cover, by pointer and by
keys, in words and for a screen reader.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.web.test_advice_reach import doors
from tests.app.web.test_ground import adopt
from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, consoled, signed_in
from tocsin.app.ground.drawn.making import made
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.operations.dispatch_policy import AdoptDispatchPolicy
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, Priority

pytestmark = pytest.mark.full

CARDS = (Card(level=1, needs=(Need("ambulance"),)),)


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Consoled, str]]:
    """A town on a grown ground with two ambulances, and a fall."""
    folder = tmp_path_factory.mktemp("reached")
    ground = folder / "ground"
    grown_ground(Recipe(VERSION, 3, 3, 4_000), ground)
    made(ground, None)
    with consoled(folder / "town") as town:
        adopt(town.door, folder / "town", ground, "Lerchenfurt")
        places = doors(ground)
        for name, point in (("west", places[0]), ("east", places[-1])):
            town.door.order(AddStation(id=name, name=name.title(), point=point), DESK)
            sign = f"M{name[0].upper()}"
            town.door.order(
                RegisterUnit(call_sign=sign, kind="ambulance", station=name, agency=Agency.medical)
            )
        content = PlanContent(name="Ill", trigger=Applies(types=("medical",)), cards=CARDS)
        town.door.order(AdoptPlan(plan="ill", over=0, content=content))
        weights = Weights(standard_s=180)
        town.door.order(AdoptDispatchPolicy(name="ours", over=0, weights=weights))
        fall = OpenIncident(
            type="medical.fall", priority=Priority.prompt, place=GivenPlace(point=places[60])
        )
        yield town, town.door.order(fall, DESK).subjects[0]


@pytest.fixture(scope="module")
def page(browser: Browser, reached: tuple[Consoled, str]) -> Iterator[Page]:
    town, incident = reached
    page = signed_in(browser, town)
    page.locator(f'[data-row="{incident}"]').first.click()
    expect(page.locator(".options > li")).to_have_count(2)
    page.wait_for_selector(".map-box[data-state=drawn]", timeout=30_000)
    yield page
    page.context.close()


def legend(page: Page) -> Locator:
    return page.locator(".reach-legend")


def test_what_the_pointer_rests_on_is_on_the_map_and_goes_when_it_leaves(page: Page) -> None:
    option = page.locator(".options > li").first
    option.locator(".head").hover()
    expect(legend(page)).to_contain_text("Proposal 1:")
    expect(legend(page)).to_contain_text("left without a unit in time")
    expect(page.locator(".map-box")).to_have_attribute("data-reach", re.compile(r"^1 [1-9]"))
    page.mouse.move(300, 400)
    expect(legend(page)).to_have_count(0)
    expect(page.locator(".map-box")).to_have_attribute("data-reach", "")


def test_moving_by_keys_from_one_proposal_to_the_next_moves_the_map(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if "reach?" in each.url else None)
    page.locator(".options > li").first.focus()
    expect(legend(page)).to_contain_text("Proposal 1:")
    first = legend(page).inner_text()
    page.keyboard.press("ArrowDown")
    expect(legend(page)).to_contain_text("Proposal 2:")
    expect(legend(page)).to_contain_text("way of those who go")
    assert legend(page).inner_text() != first
    assert faults(page) == []
    for _ in range(4):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowDown")
    expect(legend(page)).to_contain_text("Proposal 2:")
    assert len(asked) <= 2, "what was looked at once is not asked for again"
    page.keyboard.press("Alt+1")
    expect(legend(page)).to_contain_text("Proposal 1:")
    page.locator(".command input").fill("")
    page.mouse.move(300, 400)


def test_the_words_name_the_town_and_count_the_people(
    page: Page, reached: tuple[Consoled, str]
) -> None:
    town, incident = reached
    option = page.locator(".options > li").first
    option.locator(".head").hover()
    expect(legend(page)).to_contain_text(re.compile(r"At home, [\d,]+:"))
    got = town.door.ask("GET", f"/v1/advice?incident={incident}").json
    told = got["options"]
    assert isinstance(told, list)
    minutes = sum(told[0]["uncovered"].values())
    said = re.search(r"At home, ([\d,]+):", legend(page).inner_text())
    assert said is not None
    people = int(said[1].replace(",", ""))
    assert minutes % people == 0, "the same people, for as long as the work usually takes"
