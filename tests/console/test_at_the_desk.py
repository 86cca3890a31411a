"""What calls somebody who sits at a desk, and what they do with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, consoled, go, signed_in, until
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import DescribePerson, SetRoles
from tocsin.operations.picture.plan import AnswerChoice, Applies, PlanContent, Question
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.reading import AskToRead
from tocsin.terms.codes import EntryFlag, EntryKind, Priority

pytestmark = pytest.mark.full

# What would be heard: the notes that the page gives to the browser, which lets it be heard after
# the first key. (To a browser that is driven every look at the page is a touch of it.)
SPY = """
window.notes = [];
window.ears = 0;
let isTouched = false;
addEventListener("keydown", () => { isTouched = true; }, true);
const told = { get hasBeenActive() { return isTouched; } };
Object.defineProperty(navigator, "userActivation", { get: () => told });
const Context = window.AudioContext;
window.AudioContext = class extends Context {
  constructor(how) { super(how); window.ears += 1; }
  get state() { return isTouched ? "running" : "suspended"; }
  resume() { return isTouched ? Promise.resolve() : new Promise(() => undefined); }
};
const Tone = window.OscillatorNode;
window.OscillatorNode = class extends Tone {
  constructor(context, how) { super(context, how); window.notes.push(how.frequency); }
};
"""
A_BEAT_MS = 1_500
MAYDAY = "MAYDAY MAYDAY MAYDAY. E1 trapped on the first floor"
DANGER = [988, 740]


@pytest.fixture(scope="module")
def desk(browser: Browser, town: Consoled) -> Iterator[Page]:
    """At the desk, with no key pressed and an ear at its sound."""
    page = signed_in(browser, town, reduced_motion="reduce")
    page.add_init_script(SPY)
    page.reload()
    page.wait_for_selector(".unit-chip")
    yield page
    page.context.close()


def notes(page: Page) -> list[int]:
    heard: list[int] = page.evaluate("window.notes")
    return heard


def radioed(town: Consoled, incident: str, text: str) -> None:
    """A crew says this, as a matter of life, and asks the desk to read it."""
    subject = f"incident/{incident}"
    flags = (EntryFlag.safety,)
    remark = AddRemark(subject=subject, text=text, kind=EntryKind.radio, flags=flags)
    town.door.order(remark, DESK)
    found = town.door.town.picture.narratives.get(subject)
    assert found is not None
    order = AskToRead(subject=subject, entry=found.entries[-1].id, roles=("dispatcher",))
    town.door.order(order, DESK)


def test_a_crew_in_danger_calls_until_somebody_takes_it(desk: Page, town: Consoled) -> None:
    incident = town.incident("Quarry Lane 1")
    town.sent("E1", incident, is_under_way=True)
    band, voice = desk.locator(".danger-band"), desk.locator("[data-voice=danger]")
    radioed(town, incident, "two people on the roof")
    expect(desk.locator(f'[data-row="{incident}"]')).to_contain_text("Not read by dispatcher")
    expect(voice).to_be_empty()
    expect(band).to_have_count(0)

    radioed(town, incident, MAYDAY)
    expect(band).to_contain_text("E1 trapped on the first floor")
    expect(voice).to_contain_text("Crew in danger")
    expect(desk.get_by_text("Sound is off until you press a key")).to_be_visible()
    assert notes(desk) == [], "no browser lets it be heard yet"

    desk.keyboard.press("Shift+F8")
    expect(desk.get_by_text("Sound is off until you press a key")).to_have_count(0)
    expect(band.get_by_role("button", name="I take it")).to_be_focused()
    until(lambda: len(notes(desk)) >= 2)
    desk.keyboard.press("Enter")
    expect(band).to_have_count(0)
    assert notes(desk)[:2] == DANGER
    assert "entry_acknowledged.1" in town.names()[-2:]

    desk.get_by_role("button", name="Alarms").click()
    row = desk.locator("[data-alarm=mayday]")
    expect(row).to_contain_text("not over yet")
    row.get_by_role("button", name="Out of danger").click()
    row.get_by_label("Why").fill("crew is out")
    desk.keyboard.press("Enter")
    expect(row).to_have_count(0)
    assert "entry_unflagged.1" in town.names()[-2:]


def test_what_stands_calls_once_and_with_the_first_picture(
    browser: Browser, tmp_path: Path
) -> None:
    with consoled(tmp_path / "town") as town:
        incident = town.incident("Quarry Lane 1")
        town.sent("E1", incident, is_under_way=True)
        page = signed_in(browser, town)
        page.add_init_script(SPY)
        page.reload()
        page.wait_for_selector(".unit-chip")
        page.keyboard.press("Escape")
        radioed(town, incident, "two people on the roof")
        until(lambda: bool(notes(page)))
        called = len(notes(page))
        with page.expect_response("**/v1/me"):
            town.door.order(DescribePerson(person=DESK, name="R. Lang"), DESK)
        expect(page.locator("button.person")).to_contain_text("R. Lang")
        page.wait_for_timeout(A_BEAT_MS)
        assert len(notes(page)) == called, "who is here has another name, and nothing rang again"
        assert page.evaluate("window.ears") == 1, "nor was who listens for alarms made anew"
        listed = page.get_by_role("button", name="Alarms")
        expect(listed).to_contain_text("1")
        page.add_init_script("window.setInterval = () => 0")
        page.reload()
        expect(listed).to_contain_text("1")
        page.context.close()


def test_talk_stands_apart_from_what_happened_and_what_is_new_is_marked(
    desk: Page, town: Consoled
) -> None:
    incident = town.incident("Ferry Road 9")
    subject = f"incident/{incident}"
    town.door.order(AddRemark(subject=subject, text="gate is locked"), DESK)
    other = "PE-p-looker"
    radio = AddRemark(subject=subject, text="crew of three, launching", kind=EntryKind.radio)
    town.door.order(SetRoles(person=other, roles=("dispatcher",)), DESK)
    town.door.order(radio, other)
    desk.locator(f'[data-row="{incident}"]').first.click()
    talk = desk.locator("[data-pane=log]")
    expect(talk.locator("li[data-new]")).to_contain_text("crew of three, launching")
    expect(talk).to_contain_text("1 unread")
    expect(talk).not_to_contain_text("gate is locked")
    log = desk.locator(".selected .happened")
    expect(log).to_contain_text("gate is locked", ignore_case=True)
    expect(log).not_to_contain_text("crew of three")
    desk.keyboard.press("F7")
    expect(talk.locator("ul.talk")).to_be_focused()
    expect(talk.locator("li[data-new]")).to_have_count(0)
    assert faults(desk) == []


def test_a_time_that_is_none_is_not_sent(desk: Page, town: Consoled) -> None:
    line = desk.locator(".command input")
    line.fill("AT yesterdays")
    line.press("Enter")
    expect(desk.locator(".told")).to_contain_text("That is no time that is over")
    expect(line).to_have_value("AT yesterdays")
    expect(desk.locator(".unanswered")).to_have_count(0)
    line.fill("")


def test_what_the_plan_asks_is_answered_at_every_press_and_stands_at_the_incident(
    desk: Page, town: Consoled
) -> None:
    breathes = Question(
        id="is_breathing",
        text="Is she breathing?",
        choices=(
            AnswerChoice("yes"),
            AnswerChoice("no", "medical.cardiac_arrest", Priority.immediate),
        ),
    )
    content = PlanContent(name="Ill", trigger=Applies(types=("medical",)), questions=(breathes,))
    town.door.order(AdoptPlan(plan="ill", over=0, content=content), DESK)
    go(desk, town, "/calls?new")
    desk.locator('[name="where"]').fill("Orchard Close 7")
    desk.locator('[name="what"]').fill("fall")
    desk.locator(".types button").first.click()
    asks = desk.locator(".questions li")
    expect(asks).to_contain_text("Is she breathing?")
    asks.get_by_role("button", name="no", exact=True).click()
    expect(asks.locator("output")).to_have_text("✓ saved")
    assert "question_answered.1" in town.names()[-3:]
    asks.get_by_role("button", name="Take it").click()
    expect(desk.locator('.types button[aria-pressed="true"]')).to_contain_text("Cardiac arrest")
    expect(asks.get_by_role("button", name="Take it")).to_have_count(0)
    assert faults(desk) == []
    desk.reload()
    expect(asks.locator('[aria-pressed="true"]')).to_have_text("no")
    desk.get_by_role("button", name="Open the incident").click()
    expect(desk.locator("#selected-name")).to_contain_text("Cardiac arrest")
    desk.get_by_role("button", name="All of it").click()
    expect(desk.locator(".answers")).to_contain_text("Is she breathing?no")


def test_a_unit_dragged_onto_an_incident_writes_its_line_and_waits_for_enter(
    desk: Page, town: Consoled
) -> None:
    incident, report = town.incident("Station Road 3"), town.report("Station Road 5")
    go(desk, town, "/desk")
    line, unit = desk.locator(".command input"), desk.locator('[data-unit="A23"]')
    unit.drag_to(desk.locator(f'[data-row="{report}"]'))
    expect(line).to_have_value("")
    unit.drag_to(desk.locator(f'[data-row="{incident}"]'))
    expect(line).to_have_value(f"D A23 {town.number(incident)[-4:]}")
    expect(desk.locator(".command .echo")).to_contain_text("Dispatch A23 to")
    assert town.door.town.picture.units.get("PE-A23").incident is None  # type: ignore[union-attr]
    line.press("Enter")
    until(lambda: "unit_dispatched.1" in town.names()[-2:])
