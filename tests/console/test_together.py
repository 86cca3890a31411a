"""All that wait, advised together at the desk: each share is taken by a key of its own, or left.
What came of it is looked up in the log.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, until
from tests.console.hands import Hands
from tocsin.operations.advised import kept
from tocsin.operations.dispatch import CancelUnit
from tocsin.operations.incident import CloseIncident
from tocsin.operations.picture.incident import Incident
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.terms.codes import IncidentStatus, Priority

pytestmark = pytest.mark.full

PLAN = PlanContent(
    name="Any", trigger=Applies(types=("rescue", "medical")),
    cards=(
        Card(level=1, needs=(Need("ambulance"),), applies=Applies(types=("medical.fall",))),
        Card(level=1, needs=(Need("engine"), Need("ambulance"))),
    ),
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def plan(town: Consoled) -> None:
    """A fall wants an ambulance, a rescue an engine too; the town has two of each."""
    town.door.order(AdoptPlan(plan="any", over=0, content=PLAN), DESK)


@pytest.fixture
def hands(at_desk: Page, town: Consoled) -> Iterator[Hands]:
    """At the desk; everything is closed afterwards."""
    at_desk.wait_for_selector(".unit-chip")
    yield Hands(at_desk)
    for incident in [*town.door.town.picture.incidents.values()]:
        if incident.status is not IncidentStatus.open:
            continue
        for unit in incident.units:
            town.door.order(CancelUnit(unit=unit, reason="the test is over"), DESK)
        town.door.order(CloseIncident(incident=incident.id, disposition="completed"), DESK)


def found(town: Consoled, incident: str) -> Incident:
    noun = town.door.town.picture.incidents.get(incident)
    assert noun is not None
    return noun


def two(hands: Hands, town: Consoled) -> tuple[str, str]:
    """The more urgent, and the other; what is advised on both stands there."""
    first = town.incident("Weir 5", "rescue.water")
    second = town.incident("Quay 9", "medical.fall", Priority.urgent)
    expect(hands.page.locator(".together-offer")).to_contain_text("2 incidents want units")
    hands.press("Alt+A")
    expect(hands.page.locator(f'[data-share="{first}"]')).to_be_focused()
    expect(hands.page.locator("[data-share]")).to_have_count(2)
    hands.keys = hands.clicks = 0
    return first, second


def test_each_share_is_taken_with_one_key_and_keeps_the_advice(
    hands: Hands, town: Consoled
) -> None:
    first, second = two(hands, town)
    assert faults(hands.page) == []
    hands.press("Enter")
    until(lambda: len(found(town, first).units) == 2)
    assert found(town, second).units == (), "the other was not asked for"
    expect(hands.page.locator(f'[data-share="{second}"]')).to_be_focused()
    hands.press("Enter")
    until(lambda: len(found(town, second).units) == 1)
    assert (hands.keys, hands.clicks) == (2, 0)
    assert not {*found(town, first).units} & {*found(town, second).units}
    for incident in (first, second):
        (basis,) = {each.basis for each in found(town, incident).responses}
        stands = kept(basis)
        assert stands is not None
        assert (stands.incident, stands.option) == (incident, 1)
        assert set(stands.options[0].units) == set(found(town, incident).units)
    expect(hands.page.locator("[data-share][data-sent]")).to_have_count(2)
    expect(hands.page.locator(".asks-why")).to_have_count(0)


def test_one_is_taken_by_a_click_and_the_other_is_looked_at_alone(
    hands: Hands, town: Consoled
) -> None:
    first, second = two(hands, town)
    hands.click(f'[data-share="{second}"] .button[data-kind=primary]')
    until(lambda: len(found(town, second).units) == 1)
    hands.page.locator(f'[data-share="{first}"]').get_by_role(
        "button", name="Other proposals"
    ).click()
    expect(hands.page.locator("#selected-name")).to_contain_text(town.number(first))
    expect(hands.page.locator("[data-share]")).to_have_count(0)
    assert found(town, first).units == ()


def test_a_key_that_is_held_takes_one(hands: Hands, town: Consoled) -> None:
    first, second = two(hands, town)
    hands.page.keyboard.down("Enter")
    hands.page.keyboard.down("Enter")  # the same key, not let go
    hands.page.keyboard.up("Enter")
    until(lambda: len(found(town, first).units) == 2)
    expect(hands.page.locator(f'[data-share="{first}"][data-sent]')).to_have_count(1)
    assert found(town, second).units == ()


def test_where_one_waits_nothing_is_offered_together(hands: Hands, town: Consoled) -> None:
    """The control; and Escape leaves it as it was."""
    first, _ = two(hands, town)
    hands.press("Escape")
    expect(hands.page.locator("[data-share]")).to_have_count(0)
    expect(hands.page.locator(".together-offer")).to_be_visible()
    town.door.order(CloseIncident(incident=first, disposition="completed"), DESK)
    expect(hands.page.locator(".together-offer")).to_have_count(0)
    hands.press("Alt+A")
    expect(hands.page.locator(".together")).to_have_count(0)
