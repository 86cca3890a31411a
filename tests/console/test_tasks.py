"""The tasks of a desk, by keys alone and by pointer alone, with no more of either than the design
allows (CONSOLE, section 9). What was done is looked up in the log, not on the screen.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.console.console_town import Consoled, go, until
from tests.console.hands import Hands, is_free, last, select

pytestmark = pytest.mark.full


@pytest.fixture
def hands(at_desk: Page) -> Hands:
    """At the desk, with no pane in focus."""
    at_desk.wait_for_selector(".unit-chip")
    return Hands(at_desk)


def test_one_unit_is_sent(hands: Hands, town: Consoled) -> None:
    _, end = town.short_incident("Quarry Lane 1")
    sent = last(town, "unit_dispatched.1")
    hands.command(f"D E1 {end}")
    until(sent)
    assert hands.keys <= 8


def test_one_unit_is_sent_by_pointer(hands: Hands, town: Consoled) -> None:
    select(hands, town.incident("Quarry Lane 2"))
    hands.clicks = 0
    sent = last(town, "unit_dispatched.1")
    hands.click('.unit-chip[data-unit="E2"]')
    hands.click(".command .button[data-kind=primary]")
    until(sent)
    assert hands.clicks <= 2


def test_a_unit_is_on_scene(hands: Hands, town: Consoled) -> None:
    town.sent("B1", town.incident("Quay 3"), is_under_way=True)
    there = last(town, "unit_status_reached.1")
    hands.command("A B1")
    until(there)
    assert hands.keys <= 5


def test_a_unit_is_on_scene_by_pointer(hands: Hands, town: Consoled) -> None:
    incident = town.incident("Quay 4")
    town.sent("A22", incident, is_under_way=True)
    there = last(town, "unit_status_reached.1")
    select(hands, incident)
    hands.click('.selected button:has-text("On scene")')
    until(there)
    assert hands.clicks <= 2


def test_closing_frees_all_units(hands: Hands, town: Consoled) -> None:
    incident, end = town.short_incident("Mill 5")
    town.sent("P4", incident, is_under_way=True)
    closed = last(town, "incident_closed.1")
    hands.command(f"CL {end}")
    until(closed)
    assert hands.keys <= 6
    assert is_free(town, "P4")


def test_closing_by_pointer_asks_once(hands: Hands, town: Consoled) -> None:
    incident = town.incident("Mill 6")
    town.sent("P4", incident, is_under_way=True)
    closed = last(town, "incident_closed.1")
    select(hands, incident)
    hands.clicks = 0
    hands.click('.selected button:has-text("Close")')
    hands.click(".command .button[data-kind=primary]")
    until(closed)
    assert hands.clicks <= 2
    assert is_free(town, "P4")


def test_an_incident_is_opened_from_a_call(hands: Hands, town: Consoled) -> None:
    opened = last(town, "incident_opened.1")
    hands.press("F1")
    hands.page.wait_for_selector('[name="where"]:focus')
    hands.words("Orchard Close 7")
    hands.press("Enter")
    hands.words("smoke from the chimney")
    # Who waits until all of it is saved opens it too: Enter takes the type, and then opens.
    what = hands.page.locator('.call-field:has([name="what"]) output')
    expect(what).to_contain_text("saved")
    expect(what).to_have_attribute("data-saved", "yes")
    hands.press("Enter")
    until(opened)
    assert hands.keys <= 3
    expect(hands.page.locator("#selected-name")).to_contain_text("Chimney fire")


def test_an_incident_is_opened_from_a_call_by_pointer(hands: Hands, town: Consoled) -> None:
    opened = last(town, "incident_opened.1")
    go(hands.page, town, "/calls")
    hands.click(".new-call")
    hands.page.wait_for_selector('[name="where"]:focus')
    hands.words("Orchard Close 8")
    hands.page.keyboard.press("Tab")
    hands.words("smoke from the chimney\n")
    until(opened)
    assert hands.clicks <= 1


def test_a_repeat_call_is_merged(hands: Hands, town: Consoled) -> None:
    town.incident("Ferry Road 9")
    report = town.report("Ferry Road 9")
    attached = last(town, "report_attached.1")
    go(hands.page, town, f"/calls/{report}")
    hands.page.wait_for_selector(".same li")
    hands.page.locator('.queue button[aria-current="true"]').focus()
    hands.press("m")
    until(attached)
    assert hands.keys <= 1


def test_a_repeat_call_is_merged_by_pointer(hands: Hands, town: Consoled) -> None:
    town.incident("Ferry Road 11")
    report = town.report("Ferry Road 11")
    attached = last(town, "report_attached.1")
    go(hands.page, town, f"/calls/{report}")
    hands.click(".same li button")
    until(attached)
    assert hands.clicks <= 1


def test_a_note_is_written_on_what_is_selected(hands: Hands, town: Consoled) -> None:
    select(hands, town.incident("Larch Avenue 31"))
    noted = last(town, "remark_added.1")
    hands.page.locator("#screen").focus()
    hands.press("y", "Space", '"')
    hands.words("child on the roof")
    hands.press("Enter")
    until(noted)
    assert hands.keys <= 4


def test_a_note_is_written_by_pointer(hands: Hands, town: Consoled) -> None:
    select(hands, town.incident("Larch Avenue 33"))
    hands.clicks = 0
    noted = last(town, "remark_added.1")
    hands.click('.selected button:has-text("Note")')
    hands.words("child on the roof\n")
    until(noted)
    assert hands.clicks <= 1


def test_a_unit_is_found(hands: Hands, town: Consoled) -> None:
    hands.command("L A23")
    expect(hands.page.locator(".told")).to_contain_text("A23 is free: Quay Station")
    assert hands.keys <= 6


def test_a_unit_is_found_by_pointer(hands: Hands, town: Consoled) -> None:
    hands.page.keyboard.press("Escape")
    hands.click('.unit-chip[data-unit="A23"]')
    expect(hands.page.locator(".told")).to_contain_text("A23 is free: Quay Station")
    assert hands.clicks <= 1


def test_another_time_is_seen_and_left(hands: Hands, town: Consoled) -> None:
    clock = hands.page.locator(".clock").inner_text()[:5]
    hands.command(f"AT {clock}")
    expect(hands.page.locator(".mode-band[data-mode=past]")).to_be_visible()
    assert "Past" in hands.page.title()
    hands.press("Escape")
    expect(hands.page.locator(".mode-band[data-mode=past]")).to_have_count(0)
    assert hands.keys <= 10


def test_another_time_is_seen_and_left_by_pointer(hands: Hands, town: Consoled) -> None:
    box = hands.page.locator(".scrub input").bounding_box()
    assert box is not None
    hands.page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    hands.clicks += 1
    expect(hands.page.locator(".mode-band[data-mode=past]")).to_be_visible()
    hands.click(".mode-band[data-mode=past] .button")
    expect(hands.page.locator(".mode-band[data-mode=past]")).to_have_count(0)
    assert hands.clicks <= 2
