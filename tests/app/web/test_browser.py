"""A real browser with script off, at the size of a phone: the pages by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.app.web.doors import Opened, open_door
from tests.app.web.test_group_inbox import AREA, member, told
from tocsin.operations.attaching import AttachReport
from tocsin.operations.incident import CloseIncident
from tocsin.operations.picture.report_form import FormCategory
from tocsin.operations.resident_reports import AdoptReportForm
from tocsin.terms.codes import Priority

PHONE = {"width": 390, "height": 844}
MOST_TABS = 40


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with open_door(tmp_path_factory.mktemp("browser") / "town") as opened:
        yield opened


def phone(browser: Browser, door: Opened, path: str, width: int = PHONE["width"]) -> Page:
    """A page with script off."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": PHONE["height"]},
        base_url=f"http://127.0.0.1:{door.port}", locale="en-GB",
    )  # fmt: skip
    page = context.new_page()
    page.goto(path)
    return page


def tab_to(page: Page, field: str) -> None:
    """Press Tab until this is in focus."""
    focused = page.locator(":focus")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused.count() and focused.get_attribute("id") == field:
            return
    raise AssertionError(f"no key leads to {field}")


def send(page: Page) -> None:
    """Enter on what is in focus, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_report_is_filled_in_sent_and_followed_by_keyboard_alone(
    browser: Browser, own: Opened
) -> None:
    lamp = FormCategory("works.lamp", "A street lamp is out")
    own.order(AdoptReportForm(emergency_number="112", categories=(lamp,)))
    page = phone(browser, own, "/report")
    tab_to(page, "danger-yes")
    page.keyboard.press("Space")
    tab_to(page, "what")
    page.keyboard.type("A man hangs in the lamp by the bridge")
    tab_to(page, "position")
    page.keyboard.type("51.12, 1.31")
    tab_to(page, "send")
    send(page)
    first = page.locator("main > p").first
    assert "Ring 112 now" in first.inner_text()
    reference, secret = page.locator("dl dd").all_inner_texts()
    (report,) = own.town.picture.reports.values()
    assert (report.is_danger, report.priority) == (True, Priority.immediate)
    incident = own.open_incident()
    own.order(AttachReport(report=report.id, incident=incident))
    own.order(CloseIncident(incident=incident, disposition="a kite", public_words="It was a kite."))
    page.goto("/report/status")
    tab_to(page, "reference")
    page.keyboard.type(reference)
    page.keyboard.press("Tab")
    page.keyboard.type(secret.lower())
    send(page)
    lines = page.locator("ol li").all_inner_texts()
    assert lines[-1].endswith("It was a kite.")
    assert "Somebody is looking at it." in lines[1]


def test_what_is_wrong_leads_to_its_field_and_what_was_typed_is_there(
    browser: Browser, own: Opened
) -> None:
    page = phone(browser, own, "/report")
    tab_to(page, "where")
    page.keyboard.type("Mill Lane")
    send(page)
    link = page.locator(".problem a")
    assert link.inner_text() == "Say what you saw."
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#what")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.locator("#where").input_value() == "Mill Lane"
    tab_to(page, "what")
    page.keyboard.type("a tree")
    tab_to(page, "send")
    send(page)
    assert page.locator("dl dd").count() == 2


@pytest.mark.parametrize("width", [320, 195])
@pytest.mark.parametrize("path", ["/report", "/report/status", "/inbox"])
def test_nothing_lies_beside_the_page_on_a_small_screen_or_at_twice_the_size(
    browser: Browser, own: Opened, path: str, width: int
) -> None:
    """WCAG 2.2, 1.4.10 reflow at 320 px; 1.4.4 a phone of 390 px at 200 %."""
    page = phone(browser, own, path, width)
    for each in page.locator("main *:visible, header, .band").all():
        box = each.bounding_box()
        if box is not None and "trap" not in (each.get_attribute("class") or ""):
            is_inside = box["x"] + box["width"] <= width + 1
            is_trap = each.locator("xpath=ancestor-or-self::*[@class='trap']").count() > 0
            assert is_inside or is_trap, each.inner_text()


def test_a_member_opens_the_inbox_and_says_that_they_have_read_a_notice(
    browser: Browser, own: Opened
) -> None:
    person, secret = member(own, "PE-b1")
    own.open_incident(type="medical.fall", place=AREA)
    notice = told(own, "PE-b1", "Keep off the quay.")
    page = phone(browser, own, "/inbox")
    tab_to(page, "secret")
    page.keyboard.type(secret)
    send(page)
    assert "secret" not in page.url
    assert secret not in page.url
    assert re.search(r"Medical\s+Quay", page.inner_text("main"))
    page.locator("button[name=read]").focus()
    send(page)
    assert "You have read this." in page.inner_text("main")
    found = own.town.picture.notices.get(notice)
    assert found is not None
    assert [each.person for each in found.seen] == [person]
