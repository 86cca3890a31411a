"""The page of a crew in a real browser at the size of a phone: one touch, no link, danger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.app.web.doors import Opened
from tests.app.web.test_map_page import need_page
from tests.console.axe import faults
from tests.console.crew_town import (
    CREW,
    DESK,
    OTHERS,
    UNIT,
    asked,
    cleared,
    crew_town,
    end_of,
    happened,
    job,
    needs,
    sent,
    status,
    text_of,
)
from tests.console.crops import crops
from tests.console.phone import WITHIN_MS, Phone, phone
from tests.console.wire import Wire, wired
from tocsin.operations.dispatch import DispatchUnit, ReassignUnit
from tocsin.operations.reading import AcknowledgeEntry
from tocsin.operations.status import ReportEnRoute
from tocsin.terms.kinds import LogKind


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A town whose boat has a crew."""
    need_page()
    with crew_town(tmp_path_factory.mktemp("crew") / "town") as door:
        yield door


@pytest.fixture
def line(town: Opened) -> Iterator[Wire]:
    """A line to it, with nobody at work yet."""
    cleared(town)
    with wired(town.port) as wire:
        yield wire


def test_an_order_is_taken_and_a_state_reported_by_one_touch_each(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    incident = sent(town)
    with phone(browser, town, line) as crew:
        order = crew.page.get_by_role("alertdialog", name="Go to Mill Lane 14")
        expect(order).to_contain_text("Rising water")
        crew.take()
        assert crew.page.locator("main").inner_text().index("Rising water") < crew.page.locator(
            "main"
        ).inner_text().index("Person in water")
        crew.press("Under way")
        crew.holds("Order taken · received", "Under way · received")
        assert status(town) == "en_route"
        crew.press("On scene")
        crew.holds("On scene · received")
        found = town.town.picture.incidents.get(incident)
        response = None if found is None else found.response_of(UNIT)
        assert response is not None
        assert [each.status for each in response.marks] == ["committed", "en_route", "on_scene"]


@pytest.mark.full
def test_a_crew_without_a_job_can_say_that_it_cannot_be_sent_and_that_it_can_again(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    with phone(browser, town, line) as crew:
        expect(crew.page.get_by_role("heading", name="No job")).to_be_visible(timeout=WITHIN_MS)
        crew.press("Vehicle broken")
        crew.holds("Out of service: Vehicle broken · received")
        assert status(town) == "out_of_service"
        crew.press("Back in service")
        crew.holds("Back in service · received")
        assert status(town) == "available"
        looked_at(crew)


@pytest.mark.full
def test_the_button_that_has_changed_under_the_thumb_takes_no_second_press(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    sent(town)
    with phone(browser, town, line) as crew:
        crew.take()
        expect(crew.button("Under way")).not_to_have_attribute("aria-disabled", "true")
        crew.page.locator(".acts .press").first.dblclick()
        crew.holds("Under way · received")
        assert status(town) == "en_route"


def test_what_is_pressed_without_a_link_is_kept_over_a_reload_and_told_in_order(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    sent(town)
    with phone(browser, town, line) as crew:
        crew.take()
        crew.holds("Order taken · received")
        crew.kept()
        before = end_of(town)
        line.cut()
        expect(crew.page.get_by_text("No signal.")).to_be_visible(timeout=WITHIN_MS)
        crew.press("Under way")
        crew.press("On scene")
        crew.press("Say something")
        crew.press("Under control")
        waiting = ("Under way · waiting", "On scene · waiting", "“Under control” · waiting")
        crew.holds(*waiting)
        times = crew.page.locator(".reports > li time").all()[-3:]
        pressed = [str(each.get_attribute("datetime"))[11:23] for each in times]
        crew.page.reload()
        again = crew.page.get_by_role("heading", name="Person in water")
        expect(again).to_be_visible(timeout=WITHIN_MS)
        expect(crew.page.get_by_text("No signal")).to_be_visible()
        expect(crew.page.get_by_text("3 reports wait")).to_be_visible()
        expect(crew.button("Clear")).to_be_visible()
        crew.holds(*waiting)
        assert end_of(town) == before
        line.mend()
        crew.holds("On scene · received", "“Under control” · received")
        told = happened(town, before)
        assert [name for name, _ in told] == [
            "unit_status_reached.1", "unit_status_reached.1", "remark_added.1",
        ]  # fmt: skip
        assert [at for _, at in told] == pressed
        expect(crew.page.get_by_text("No signal")).to_have_count(0, timeout=WITHIN_MS)


@pytest.mark.parametrize("keyed", [True, pytest.param(False, marks=pytest.mark.full)])
def test_a_report_whose_answer_was_lost_is_in_the_log_once_because_of_its_key(
    browser: Browser,
    town: Opened,
    line: Wire,
    keyed: bool,
) -> None:
    """Without the keys (False) the same page would have it there twice: the control."""
    sent(town)
    with phone(browser, town, line, service_workers="block") as crew:
        crew.take()
        crew.holds("Order taken · received")
        if not keyed:
            crew.context.route("**/v1/orders/**", _without_key)
        before = end_of(town)
        crew.press("Say something")
        line.drops_answers = True
        crew.press("Nothing found")
        crew.holds("“Nothing found” · waiting")
        crew.until(lambda: end_of(town) > before)
        line.cut()
        line.mend()
        crew.holds("“Nothing found” · received")
        assert (len(happened(town, before)) == 1) is keyed


def _without_key(route: Route) -> None:
    named = route.request.all_headers().items()
    route.continue_(headers={name: value for name, value in named if name != "idempotency-key"})


@pytest.mark.full
def test_what_is_refused_when_it_is_sent_late_says_so_and_holds_nothing_up(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    incident = sent(town)
    with phone(browser, town, line, service_workers="block") as crew:
        crew.take()
        crew.holds("Order taken · received")
        line.cut()
        crew.press("Under way")
        crew.press("Say something")
        crew.press("Working")
        town.order(ReportEnRoute(unit=UNIT, incident=incident), DESK)
        line.mend()
        crew.holds("Under way · not taken", "“Working” · received")
        refused = crew.page.locator(".reports [data-state=refused]")
        expect(refused).to_contain_text("B1")
        expect(refused.get_by_role("alert")).to_be_visible()
        crew.press("Put away")
        expect(refused).to_have_count(0)


def test_another_job_fills_the_screen_and_calls_until_it_is_taken(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    sent(town)
    with phone(browser, town, line) as crew:
        crew.take()
        crew.press("Under way")
        crew.holds("Under way · received")
        town.order(ReassignUnit(UNIT, job(town, "Quay Street 7", "fire.structure"), "nearer"), DESK)
        order = crew.page.get_by_role("alertdialog", name="Leave Mill Lane 14. Go to Quay Street 7")
        expect(order).to_contain_text("Structure fire", timeout=WITHIN_MS)
        rings = int(order.get_attribute("data-rings") or 0)
        crew.page.keyboard.press("Escape")
        crew.until(lambda: int(order.get_attribute("data-rings") or 0) > rings)
        crew.page.reload()
        expect(crew.page.get_by_role("alertdialog")).to_be_visible(timeout=WITHIN_MS)
        crew.take()
        crew.holds("Order taken · received")
        crew.page.reload()
        expect(crew.button("Under way")).to_be_visible(timeout=WITHIN_MS)
        expect(crew.page.get_by_role("alertdialog")).to_have_count(0)


@pytest.mark.full
def test_who_cannot_go_says_why_and_a_person_at_the_desk_has_to_answer(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    incident = sent(town)
    with phone(browser, town, line) as crew:
        crew.press("Cannot")
        crew.press("Vehicle broken")
        crew.holds("Cannot: Vehicle broken · received")
        entry = asked(town, f"incident/{incident}")
        assert text_of(town, entry) == "B1 cannot: Vehicle broken."
        assert [each.role for each in entry.asked] == ["dispatcher"]
        assert "Not read by dispatcher" in needs(town, incident)
        town.order(AcknowledgeEntry(f"incident/{incident}", entry.id), DESK)
        crew.holds("Cannot: Vehicle broken · read by the desk")
        assert "Not read" not in needs(town, incident)


def test_danger_is_held_or_pressed_twice_and_a_touch_alone_sends_nothing(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    incident = sent(town)
    danger = "Hold 2 s: crew in danger"
    with phone(browser, town, line) as crew, phone(browser, town, line, OTHERS) as other:
        crew.take()
        town.order(DispatchUnit(unit="PE-E1", incident=incident), DESK)
        other.take()
        before = end_of(town)
        crew.press(danger)
        crew.press("No")
        assert happened(town, before) == []
        box = crew.button(danger).bounding_box()
        assert box is not None
        crew.page.mouse.move(box["x"] + 40, box["y"] + 20)
        crew.page.mouse.down()
        sent_by_holding = crew.page.get_by_role("alert").filter(has_text="Crew in danger")
        expect(sent_by_holding).to_contain_text("has not read it yet", timeout=WITHIN_MS)
        crew.page.mouse.up()
        entry = asked(town, f"incident/{incident}")
        assert text_of(town, entry).startswith("MAYDAY MAYDAY MAYDAY. B1")
        assert "Not read by dispatcher, duty officer" in needs(town, incident)
        alarm = other.page.get_by_role("alertdialog", name="A crew is in danger")
        expect(alarm).to_contain_text("B1", timeout=WITHIN_MS)
        other.press("Heard")
        expect(alarm).to_have_count(0)
        town.order(AcknowledgeEntry(f"incident/{incident}", entry.id), DESK)
        expect(sent_by_holding).to_contain_text("the desk has read it")
        crew.press("Safe again")
        crew.button(danger).focus()
        crew.page.keyboard.press("Enter")
        expect(crew.page.get_by_role("alertdialog", name="Crew in danger?")).to_be_visible()
        crew.page.wait_for_timeout(600)
        crew.button("Yes, crew in danger").focus()
        crew.page.keyboard.press("Enter")
        expect(sent_by_holding).to_be_visible()
        crew.until(
            lambda: [name for name, _ in happened(town, before)].count("reading_asked.1") == 2
        )


@pytest.mark.full
def test_danger_goes_before_everything_that_waits(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    sent(town)
    with phone(browser, town, line, service_workers="block") as crew:
        crew.take()
        crew.holds("Order taken · received")
        before = end_of(town)
        line.cut()
        crew.press("Under way")
        crew.press("Hold 2 s: crew in danger")
        crew.page.wait_for_timeout(600)
        crew.press("Yes, crew in danger")
        line.mend()
        crew.until(lambda: len(happened(town, before)) == 3)
        names = [name for name, _ in happened(town, before)]
        assert names == ["remark_added.1", "reading_asked.1", "unit_status_reached.1"]


@pytest.mark.full
def test_a_picture_that_was_taken_without_a_link_is_put_to_the_job_after_what_was_said(
    browser: Browser,
    town: Opened,
    line: Wire,
    tmp_path: Path,
) -> None:
    incident = sent(town)
    with phone(browser, town, line, service_workers="block") as crew:
        crew.take()
        crew.holds("Order taken · received")
        before = end_of(town)
        line.cut()
        crew.press("Say something")
        crew.page.screenshot(path=tmp_path / "shot.png")
        crew.page.get_by_label("Take a photo").set_input_files(tmp_path / "shot.png")
        crew.holds("Photo · waiting")
        crew.press("Under way")
        line.mend()
        crew.holds("Photo · received", "Under way · received")
        crew.until(lambda: len(happened(town, before)) == 2)
        names = [name for name, _ in happened(town, before)]
        assert names == ["unit_status_reached.1", "blob_attached.1"]
        narrative = town.town.picture.narratives.get(f"incident/{incident}")
        assert narrative is not None
        (kept,) = [each.attachment for each in narrative.entries if each.attachment is not None]
        assert kept.media_type == "image/jpeg"


def test_whoever_signs_out_leaves_nothing_on_the_phone(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    sent(town)
    with phone(browser, town, line) as crew:
        crew.take()
        crew.holds("Order taken · received")
        crew.page.wait_for_timeout(1_000)
        assert "Mill Lane" in crew.page.evaluate(LYING)
        crew.press("Crew")
        crew.press("Sign out")
        expect(crew.page.get_by_label("Password")).to_be_visible(timeout=WITHIN_MS)
        assert "Mill Lane" not in crew.page.evaluate(LYING)
        assert "Order taken" not in crew.page.evaluate(LYING)


def test_whoever_signs_out_without_a_link_is_out_here_at_once_and_there_later(
    browser: Browser,
    town: Opened,
    line: Wire,
) -> None:
    signing = town.door.signing
    assert signing is not None
    sent(town)
    with phone(browser, town, line) as crew:
        crew.take()
        crew.holds("Order taken · received")
        crew.kept()
        before = {each.id for each in signing.sessions.live(CREW)}
        line.cut()
        expect(crew.page.get_by_text("No signal.")).to_be_visible(timeout=WITHIN_MS)
        crew.press("Crew")
        crew.press("Sign out")
        told = crew.page.locator(".sign-in .leaving")
        expect(told).to_contain_text("its session goes on until it", timeout=WITHIN_MS)
        assert "Mill Lane" not in crew.page.locator("body").inner_text()
        assert "Mill Lane" not in crew.page.evaluate(LYING)
        assert {each.id for each in signing.sessions.live(CREW)} == before, "it has not heard of it"
        line.mend()
        crew.until(lambda: len({each.id for each in signing.sessions.live(CREW)}) < len(before))
        expect(told).to_contain_text("at the town too", timeout=WITHIN_MS)


LYING = """
async () => {
  const after = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const base = await after(indexedDB.open("tocsin-crew"));
  const all = (name) => after(base.transaction(name).objectStore(name).getAll());
  const found = [await all("reports"), await all("kept"), {...localStorage}, {...sessionStorage}];
  base.close();
  return JSON.stringify(found);
}
"""


FACES: tuple[dict[str, object], ...] = (
    {"color_scheme": "dark"},
    {"color_scheme": "light"},
    {"color_scheme": "light", "contrast": "more"},
    {"color_scheme": "dark", "locale": "ar"},
)
TARGET_PX, APART_PX = 60, 10
LEAST_PIXELS = 40
CLOSE = """
([target, apart]) => {
  const all = [...document.querySelectorAll("button, a, select, textarea, label.press")];
  const seen = all.filter((each) => each.checkVisibility() && !each.closest("nav"));
  const open = document.querySelector("dialog[open]");
  const shown = seen.filter((each) => !open || open.contains(each)).map((each) => [
    each.textContent.trim() || each.getAttribute("aria-label"), each.getBoundingClientRect(),
    each.closest("main, footer, dialog, .link-band"),
  ]);
  const found = shown.filter(([, at]) => at.height < target - 0.5 || at.width < target - 0.5);
  const faults = found.map(([name]) => `small: ${name}`);
  const pairs = shown.flatMap((one, place) => shown.slice(place + 1).map((two) => [one, two]));
  pairs.forEach(([[name, a, part], [other, b, otherPart]]) => {
    const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
    if (part !== otherPart) return;
    const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
    if (Math.max(across, down) < apart - 0.5) faults.push(`close: ${name} / ${other}`);
  });
  return faults;
}
"""


def looked_at(crew: Phone, only: tuple[str, ...] = ()) -> None:
    """No fault of accessibility (of these rules, if any are named) on what is shown, nothing too
    small or too close for a glove, nothing beside the screen.
    """
    assert faults(crew.page, only) == []
    assert crew.page.evaluate(CLOSE, [TARGET_PX, APART_PX]) == []
    assert crew.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def every_state(crew: Phone, only: tuple[str, ...]) -> None:
    """Each tab and each sheet."""
    nav = crew.page.locator("nav button")
    looked_at(crew, only)
    crew.page.get_by_role("alertdialog").locator("button").first.click()
    for tab in (1, 2, 3, 0):
        nav.nth(tab).click()
        looked_at(crew, only)
    for sheet in (-2, -1):
        crew.page.locator(".pair > button").nth(sheet).click()
        expect(crew.page.locator("dialog[open]")).to_be_visible()
        looked_at(crew, only)
        crew.page.locator("dialog[open] .sheet-body > button").click()
    crew.page.locator(".danger").click()
    expect(crew.page.locator("dialog[open]")).to_be_visible()
    looked_at(crew, only)
    crew.page.locator("dialog[open] button").last.click()


@pytest.mark.full
@pytest.mark.parametrize("face", FACES)
def test_every_state_is_for_everyone_and_for_gloves(
    browser: Browser,
    town: Opened,
    line: Wire,
    face: dict[str, object],
) -> None:
    """WCAG 2.2 AA by axe-core; CONSOLE section 12: 60 px, 10 px apart."""
    sent(town)
    with phone(browser, town, line, CREW, **face) as crew:
        crew.page.get_by_role("alertdialog").wait_for()
        # What a look changes is its colours.
        only = ("color-contrast",) if face["color_scheme"] == "light" else ()
        every_state(crew, only)
        line.cut()
        crew.page.locator(".acts .press").first.click()
        crew.page.locator(".link-band").wait_for()
        looked_at(crew, only)


@pytest.mark.full
def test_an_exercise_is_marked_in_every_crop_of_page_and_order_and_in_the_title(
    browser: Browser,
    tmp_path: Path,
) -> None:
    need_page()
    with crew_town(tmp_path / "town", LogKind.exercise) as drill, wired(drill.port) as wire:
        sent(drill)
        with phone(browser, drill, wire, color_scheme="dark") as crew:
            bench = crew.context.new_page()
            for word in ("Take", "Under way"):
                expect(crew.button(word)).to_be_visible()
                found = crops(bench, crew.page.screenshot(), "dark", "mark-exercise")
                assert found.poorest > LEAST_PIXELS
                assert found.looked_at > 100
                if word == "Take":
                    looked_at(crew)
                    crew.take()
            assert crew.page.title() == "EXERCISE · B1 · Crew"
