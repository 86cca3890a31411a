"""The screen of warnings: what needs a person stands first; the second person sees what is sent,
answers each question, types the area's name and approves; whoever wrote it cannot.
"""

from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, go, until
from tests.operations.warned import drafting, facts, square, text
from tocsin.operations.picture.warning import PublicWarning

pytestmark = pytest.mark.full

AREA = "Riverside, zone B"
LATER = timedelta(hours=4)


def author(town: Consoled) -> str:
    """A token of somebody else who may write warnings."""
    return town.door.let_in("duty_officer")


def asked_for(town: Consoled, token: str, name: str = AREA) -> str:
    """A warning whose approval somebody else has asked for."""
    area = msgspec.structs.replace(square(42_070_000, -42_860_000), name=name)
    given = facts(expires=town.door.town.clock.now() + LATER, areas=(area,))
    texts = (text(), msgspec.structs.replace(text("ar"), headline="فيضان: غادروا الآن"))
    order = msgspec.to_builtins(drafting(facts=given, texts=texts))
    found = str(town.door.give("DraftWarning", order, token=token).json["subjects"][0])
    assert town.door.give("CheckWarning", {"warning": found}, token=token).status == 200
    return found


def known(town: Consoled, name: str) -> PublicWarning:
    found = town.door.town.picture.warnings.get(name)
    assert found is not None
    return found


def answer_all(page: Page) -> None:
    for each in page.locator(".second .check").all():
        each.click()


def test_the_second_person_looks_answers_types_the_name_approves_and_sends(
    at_desk: Page, town: Consoled
) -> None:
    page, name = at_desk, asked_for(town, author(town))
    page.keyboard.press("5")
    row = page.locator(f'[data-band="needs"] [data-warning="{name}"]')
    expect(row).to_contain_text("You can be the second person")
    assert faults(page) == []
    row.get_by_role("link").click()
    expect(page.locator(".channels [data-channel=wea_90]")).to_contain_text("Leave Riverside now.")
    expect(page.locator('.warn-words [data-language="ar"] .wording')).to_have_attribute(
        "dir", "rtl"
    )
    approve = page.locator("#second button[type=submit]")
    expect(approve).to_be_disabled()
    answer_all(page)
    field = page.get_by_label("Type the area’s name to approve")
    field.fill("Hilltop")
    expect(page.get_by_text("That is not its name.")).to_be_visible()
    expect(approve).to_be_disabled()
    assert faults(page) == []
    field.fill(AREA.lower())
    expect(page.locator(".line-shown")).to_contain_text("Approve", timeout=10_000)
    field.press("Enter")
    until(lambda: known(town, name).state == "approved")
    assert known(town, name).approval.by.person == DESK  # type: ignore[union-attr]
    page.get_by_role("button", name="Send the warning").click()
    until(lambda: known(town, name).is_in_force)
    expect(page.locator(".warn-page .page-head")).to_contain_text("sent")


def test_whoever_asked_for_it_is_told_why_they_cannot_approve(
    at_desk: Page, town: Consoled
) -> None:
    """The town says so, in its own sentence; there is no button to press."""
    own = asked_for(town, town.door.token_of(DESK), "Hill, zone A")
    go(at_desk, town, f"/warn/{own}")
    expect(at_desk.locator("#second .notice")).to_contain_text(
        "does not approve it", timeout=10_000
    )
    expect(at_desk.locator("#second button[type=submit]")).to_have_count(0)
    assert known(town, own).state == "checked"


def test_one_is_written_by_keys_alone_seen_before_it_is_written_and_asked_for(
    at_desk: Page, town: Consoled
) -> None:
    page = at_desk
    go(page, town, "/warn/new")
    before = len(town.door.town.picture.warnings)
    page.get_by_role("radio", name="a zone").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("What the area is called").fill("Old Harbour")
    page.get_by_label("Middle").fill("42.0793,-42.8502")
    page.get_by_role("button", name="Template").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="flood").first).to_be_visible()
    page.keyboard.type("flood")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Shelter").fill("Hill School")
    words = page.locator('.warn-words [data-language="en"]')
    expect(words).to_contain_text("Shelter: Hill School", timeout=10_000)
    expect(words).to_contain_text("SMS: ")
    expect(page.locator("#second")).to_contain_text("Nobody measured the area")
    assert faults(page) == []
    assert len(town.door.town.picture.warnings) == before, "nothing is on record yet"
    page.get_by_role("textbox", name="Until").fill("yesterday")
    expect(page.locator("#second .refusal")).to_contain_text("It cannot be written so.")
    page.get_by_role("textbox", name="Until").fill("")
    ask = page.get_by_role("button", name="Write it and ask for approval")
    expect(ask).to_be_enabled(timeout=10_000)
    ask.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#second .notice")).to_contain_text("does not approve it", timeout=10_000)
    name = page.url.rpartition("/")[2]
    assert (known(town, name).state, known(town, name).authors) == ("checked", (DESK,))


def test_one_in_force_is_ended_by_the_mouse_alone_by_a_message_that_waits_for_another(
    at_desk: Page, town: Consoled
) -> None:
    page, token, other = at_desk, author(town), author(town)
    name = asked_for(town, token, "Weir, zone D")
    found = known(town, name)
    yes = {"warning": name, "digest": found.digest}
    asked = [each.question for each in found.questions]
    assert (
        town.door.give("ApproveWarning", {**yes, "acknowledged": asked}, token=other).status == 200
    )
    assert town.door.give("IssueWarning", yes, token=other).status == 200
    go(page, town, f"/warn/{name}")
    expect(page.get_by_text("Nobody: no channel carries it.")).to_be_visible()
    page.get_by_role("button", name="All clear").click()
    expect(page.locator('.warn-words [data-language="en"]')).to_contain_text("You are safe now")
    ask = page.get_by_role("button", name="Write it and ask for approval")
    expect(ask).to_be_enabled(timeout=10_000)
    ask.click()
    expect(page.locator("#second .notice")).to_contain_text("does not approve it", timeout=10_000)
    end = known(town, page.url.rpartition("/")[2])
    assert (end.msg_type, end.follows, end.state) == ("Cancel", name, "checked")
    assert known(town, name).is_in_force, "until a second person has approved its end"
