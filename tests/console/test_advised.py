"""Advice at the desk, by keys and by pointer: taken whole, and set aside with a word. What came of
it is looked up in the log.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, go, until
from tests.console.hands import Hands, select
from tocsin.operations.advised import Kept, kept
from tocsin.operations.dispatch import CancelUnit
from tocsin.operations.incident import CloseIncident
from tocsin.operations.picture.incident import Incident
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.terms.codes import AsideReason, IncidentStatus, Priority

pytestmark = pytest.mark.full

CARDS = (
    Card(level=1, needs=(Need("engine"), Need("ambulance"))),
    Card(level=1, needs=(Need("engine", quantity=2),), applies=Applies(types=("fire.structure",))),
)
PLAN = PlanContent(name="Rescue", trigger=Applies(types=("rescue", "fire")), cards=CARDS)


@pytest.fixture(scope="module", autouse=True)
def plan(town: Consoled) -> None:
    """A plan that asks for an engine and an ambulance; for two engines where a house burns."""
    town.door.order(AdoptPlan(plan="rescue", over=0, content=PLAN), DESK)


@pytest.fixture
def hands(at_desk: Page, town: Consoled) -> Iterator[Hands]:
    """At the desk; whoever was sent is free again afterwards."""
    at_desk.wait_for_selector(".unit-chip")
    yield Hands(at_desk)
    for incident in [*town.door.town.picture.incidents.values()]:
        if incident.status is not IncidentStatus.open:
            continue
        for unit in incident.units:
            town.door.order(CancelUnit(unit=unit, reason="the test is over"), DESK)
        town.door.order(CloseIncident(incident=incident.id, disposition="completed"), DESK)


def advised(hands: Hands, town: Consoled, type: str = "rescue.water") -> str:
    """A new incident that stands selected, with its advice."""
    incident = town.incident("Weir 5", type)
    select(hands, incident)
    expect(hands.page.locator(".options > li").first).to_be_visible()
    hands.keys = hands.clicks = 0
    return incident


def found(town: Consoled, incident: str) -> Incident:
    noun = town.door.town.picture.incidents.get(incident)
    assert noun is not None
    return noun


def advice(town: Consoled, incident: str) -> Kept:
    """The one that every order to it carries."""
    (basis,) = {each.basis for each in found(town, incident).responses}
    stands = kept(basis)
    assert stands is not None
    return stands


def test_the_first_proposal_is_taken_with_two_keys(hands: Hands, town: Consoled) -> None:
    incident = advised(hands, town)
    hands.press("Alt+1", "Enter")
    until(lambda: len(found(town, incident).units) == 2)
    assert hands.keys == 2
    stands = advice(town, incident)
    assert stands.option == 1
    assert set(stands.options[0].units) == set(found(town, incident).units)


def test_the_first_proposal_is_taken_with_one_click(hands: Hands, town: Consoled) -> None:
    incident = advised(hands, town)
    hands.click(".options .button[data-kind=primary]")
    until(lambda: len(found(town, incident).units) == 2)
    assert hands.clicks == 1
    assert advice(town, incident).option == 1


@pytest.mark.parametrize("by", ["keys", "pointer"])
def test_units_on_their_way_to_something_less_urgent_are_taken_with_the_others(
    hands: Hands, town: Consoled, by: str
) -> None:
    lesser = town.incident("Quay 9", "medical.fall", Priority.routine)
    town.sent("E2", lesser, is_under_way=True)
    incident = advised(hands, town, "fire.structure")
    if by == "keys":
        hands.press("Alt+1", "Enter")
    else:
        hands.click(".options .button[data-kind=primary]")
    until(lambda: set(found(town, incident).units) == {"PE-E1", "PE-E2"})
    assert (hands.keys, hands.clicks) == ((2, 0) if by == "keys" else (0, 1))
    assert found(town, lesser).responses[0].outcome == "reassigned"
    assert advice(town, incident).option == 1


def others(hands: Hands, town: Consoled) -> tuple[str, str]:
    """An incident, and a unit that was sent there though it was in no proposal; it is asked why."""
    incident = advised(hands, town, "rescue.water")
    hands.press("/")
    hands.words(f"D P4 {town.number(incident)}")
    hands.page.keyboard.press("Enter")
    until(lambda: found(town, incident).units == ("PE-P4",))
    expect(hands.page.locator(".asks-why")).to_contain_text("P4 went instead")
    hands.keys = hands.clicks = 0
    return incident, "PE-P4"


def test_who_sends_others_says_why_with_one_key(hands: Hands, town: Consoled) -> None:
    incident, unit = others(hands, town)
    hands.press("Alt+7")
    until(lambda: len(found(town, incident).asides) == 1)
    (aside,) = found(town, incident).asides
    assert (aside.because, aside.instead) == (AsideReason.road, (unit,))
    assert aside.basis == found(town, incident).responses[0].basis
    stands = advice(town, incident)
    assert stands.option is None
    assert unit not in stands.options[0].units
    expect(hands.page.locator(".asks-why")).to_have_count(0)


def test_who_sends_others_says_why_with_one_click(hands: Hands, town: Consoled) -> None:
    incident, _ = others(hands, town)
    hands.click('.asks-why .button:has-text("nearer")')
    until(lambda: len(found(town, incident).asides) == 1)
    assert found(town, incident).asides[0].because is AsideReason.nearer


def test_a_word_of_ones_own_is_typed(hands: Hands, town: Consoled) -> None:
    incident, unit = others(hands, town)
    hands.press("Alt+9")
    hands.words("parade")
    hands.press("Enter")
    until(lambda: len(found(town, incident).asides) == 1)
    (aside,) = found(town, incident).asides
    assert (aside.because, aside.instead) == (AsideReason.other, (unit,))
    assert aside.word is not None
    assert town.door.town.store.keys.open(aside.word) == "parade"


def test_whoever_goes_on_is_not_held_up_and_nothing_is_written(
    hands: Hands, town: Consoled
) -> None:
    incident, _ = others(hands, town)
    hands.words(f"D A22 {town.number(incident)}")
    hands.press("Enter")
    until(lambda: len(found(town, incident).units) == 2)
    hands.click('.asks-why .button:has-text("Go on without")')
    expect(hands.page.locator(".asks-why")).to_have_count(0)
    assert found(town, incident).asides == ()


def test_advice_is_dismissed_with_two_keys_and_nobody_goes(hands: Hands, town: Consoled) -> None:
    incident = advised(hands, town)
    hands.press("Alt+0", "Alt+5")
    until(lambda: len(found(town, incident).asides) == 1)
    (aside,) = found(town, incident).asides
    stands = kept(aside.basis)
    assert (aside.because, aside.instead) == (AsideReason.known, ())
    assert stands is not None
    assert stands.option is None
    assert found(town, incident).units == ()


def test_of_what_was_proposed_nobody_is_asked_why(hands: Hands, town: Consoled) -> None:
    """The control: a part of a proposal, typed by hand, is no other choice."""
    incident = advised(hands, town)
    first = hands.page.locator(".options .arrivals .mono").first.inner_text()
    hands.press("/")
    hands.words(f"D {first} {town.number(incident)}")
    hands.press("Enter")
    until(lambda: found(town, incident).units == (f"PE-{first}",))
    stands = advice(town, incident)
    assert first in {each.removeprefix("PE-") for each in stands.options[0].units}
    expect(hands.page.locator(".told, .asks-why")).to_have_count(0)


def test_an_advice_has_a_page_with_an_address_that_stays(hands: Hands, town: Consoled) -> None:
    incident, _ = others(hands, town)
    hands.press("Alt+7")
    until(lambda: len(found(town, incident).asides) == 1)
    page = hands.page
    go(page, town, f"/incidents/{incident}")
    page.get_by_role("tab", name=re.compile("happened", re.IGNORECASE)).click()
    page.locator(".happened").get_by_role("link", name="why").first.click()
    one = page.locator(".advice-page")
    expect(one).to_contain_text("Others were sent than were proposed")
    expect(one).to_contain_text("says why: road")
    expect(one.get_by_role("table", name="Proposals").locator("tbody tr")).to_have_count(3)
    assert faults(page) == []
    address = page.url
    page.reload()
    expect(one).to_contain_text("P4 was sent at")
    assert page.url == address
    page.emulate_media(media="print")
    expect(one.get_by_role("table", name="Proposals")).to_be_visible()
    page.emulate_media(media="screen")
    go(page, town, f"/incidents/{incident}/advice")
    expect(one.get_by_role("link", name="This one alone")).to_have_count(1)


def test_the_measures_tell_what_became_of_advice(hands: Hands, town: Consoled) -> None:
    incident, _ = others(hands, town)
    hands.press("Alt+7")
    until(lambda: len(found(town, incident).asides) == 1)
    page = hands.page
    go(page, town, "/measures")
    section = page.get_by_role("region", name="What became of advice")
    kinds = section.get_by_role("table", name="By kind of call")
    expect(kinds.locator("tbody tr").first).to_contain_text("all")
    expect(kinds).to_contain_text("Person in water")
    words = section.get_by_role("table", name="Not followed, by the word why")
    expect(words.get_by_role("row", name=re.compile("^road"))).to_have_count(1)
    assert faults(page) == []
