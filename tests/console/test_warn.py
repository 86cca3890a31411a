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
