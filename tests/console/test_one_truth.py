"""Two browsers see one town; a link that is cut, a server that dies, and a role that is taken away
lose nothing, double nothing and show nothing that is not so.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.web.doors import Opened
from tests.console.console_town import (
    DESK,
    Consoled,
    consoled,
    entered,
    go,
    signed_in,
    until,
)
from tests.console.wire import Wire, wired
from tocsin.app.sign_in.signing import link_of
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import door_of
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import opened, telemetry_of
from tocsin.operations.officers import DeactivatePerson, RegisterPerson, SetRoles

pytestmark = pytest.mark.full

TABS = 20


@pytest.fixture(scope="module")
def other(browser: Browser, town: Consoled) -> Iterator[Page]:
    """Somebody at another desk, in another browser."""
    known = RegisterPerson(id="PE-p-second", handle="second", name="K. Lind", roles=("dispatcher",))
    town.door.order(known)
    page = signed_in(browser, town, "PE-p-second")
    yield page
    page.context.close()


@pytest.fixture
def wire(town: Consoled) -> Iterator[Wire]:
    with wired(town.door.port) as found:
        yield found


def over(town: Consoled, wire: Wire) -> Consoled:
    """The town as it is found at the other end of the wire."""
    return Consoled(town.door, f"http://localhost:{wire.port}")


def give(page: Page, line: str) -> None:
    page.locator(".command input").fill(line)
    page.locator(".command input").press("Enter")


def _texts(shown: list[Locator]) -> list[str]:
    return [each.inner_text() for each in shown]


def test_two_browsers_see_one_truth(browser: Browser, town: Consoled, other: Page) -> None:
    incident = town.incident("Quarry Lane 1")
    page = signed_in(browser, town)
    rows = [each.locator(f'[data-row="{incident}"]') for each in (page, other)]
    for row in rows:
        expect(row).to_be_visible()
    give(page, f"D E1 {town.number(incident)[-4:]}")
    expect(other.locator(f'[data-row="{incident}"] .tally')).to_have_text("1")
    heads = [
        [each.locator(f"[data-pane={pane}] .panel-head") for pane in ("incidents", "units")]
        for each in (page, other)
    ]
    until(lambda: _texts(heads[0]) == _texts(heads[1]))
    page.context.close()


def test_an_order_over_a_cut_link_is_given_once(
    browser: Browser, town: Consoled, wire: Wire
) -> None:
    incident = town.incident("Quarry Lane 2")
    page = signed_in(browser, over(town, wire))
    row = page.locator(f'[data-row="{incident}"]')
    row.click()
    page.evaluate("window.isSame = true")
    before = town.names().count("remark_added.1")
    # The town hears it, and its answer is lost: the worst moment for a cut.
    wire.drops_answers = True
    give(page, f'Y {town.number(incident)} "dogs in the yard"')
    until(lambda: town.names().count("remark_added.1") == before + 1)
    wire.cut()
    expect(page.locator(".offline-band")).to_contain_text("No link to the town since ")
    expect(page.locator(".unanswered [data-state=unknown]")).to_contain_text("no answer yet")
    expect(page.locator(".footer p")).not_to_contain_text("dogs")
    expect(row).to_be_visible()
    sent = town.names().count("unit_dispatched.1")
    give(page, f"D E2 {town.number(incident)[-4:]}")
    expect(page.locator(".unanswered [data-state=unknown]")).to_have_count(2)
    wire.mend()
    expect(page.locator(".link[data-link=live]")).to_be_visible(timeout=15_000)
    expect(page.locator(".unanswered li")).to_have_count(0, timeout=15_000)
    assert town.names().count("remark_added.1") == before + 1
    assert town.names().count("unit_dispatched.1") == sent + 1
    expect(page.locator(".offline-band")).to_have_count(0)
    assert page.evaluate("window.isSame") is True, "without a reload"
    page.context.close()


def test_the_same_line_under_new_keys_would_be_on_record_twice(town: Consoled) -> None:
    incident = town.incident("Quarry Lane 3")
    before = town.names().count("remark_added.1")
    for key in ("one", "one", "two"):
        line = {"line": f'Y {town.number(incident)} "dogs"'}
        got = town.door.ask("POST", "/v1/line", line, headers={"Idempotency-Key": key})
        assert got.status == 200, got
    assert town.names().count("remark_added.1") == before + 2


def test_a_call_being_typed_outlives_the_server(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "town"
    with consoled(folder) as town, wired(town.door.port) as wire:
        port = wire.port
        page = signed_in(browser, over(town, wire))
        page.keyboard.press("F1")
        page.locator('[name="where"]').fill("Orchard Close 7")
        until(lambda: "report_received.1" in town.names())
        wire.cut()  # nobody says goodbye to the browser
    page.evaluate("window.isSame = true")
    page.locator('[name="what"]').fill("smoke from the chimney")
    page.locator('[name="callback"]').fill("555 0123")
    expect(page.locator(".keeps")).to_be_visible()
    # Another call comes in before the first is saved.
    page.keyboard.press("F1")
    expect(page.locator('[name="what"]')).to_have_value("")
    page.locator('[name="where"]').fill("Mill Lane 2")
    with (
        opened(folder) as town_again,
        served_beside(
            door := door_of(town_again, folder, telemetry_of(town_again, folder)),
            Listening(port=port),
        ),
    ):
        again = Consoled(Opened(town_again, door, port), f"http://localhost:{port}")
        expect(page.locator(".link[data-link=live]")).to_be_visible(timeout=20_000)
        until(lambda: again.names().count("report_received.1") == 2)
        until(lambda: again.names().count("callback_noted.1") == 1)
        expect(page.locator('[name="where"]')).to_have_value("Mill Lane 2")
        expect(page.locator('.call-field output[data-saved="no"]')).to_have_count(0)
        assert page.evaluate("window.isSame") is True, "still signed in, without a reload"
        names = again.names()
        assert names.count("report_received.1") == 2
        assert names.count("what_noted.1") == 1
        page.context.close()


def test_a_role_that_is_taken_takes_its_buttons(browser: Browser, town: Consoled) -> None:
    incident = town.incident("Quarry Lane 5")
    town.door.order(
        RegisterPerson(id="PE-p-brief", handle="brief", name="R. Ames", roles=("dispatcher",))
    )
    page = signed_in(browser, town, "PE-p-brief")
    page.evaluate("window.isSame = true")
    page.locator(f'[data-row="{incident}"]').click()
    close = page.locator('.selected button:has-text("Close")')
    expect(close).to_be_visible()
    town.door.order(SetRoles(person="PE-p-brief", roles=("observer",)))
    expect(close).to_have_count(0)
    given = town.names().count("unit_dispatched.1")
    give(page, f"D E2 {town.number(incident)[-4:]}")
    refused = page.locator('.unanswered [data-state="refused"]')
    expect(refused).to_be_visible()
    assert len(refused.inner_text()) > 40, "it says why and what next"
    assert town.names().count("unit_dispatched.1") == given
    assert page.evaluate("window.isSame") is True
    town.door.order(DeactivatePerson(person="PE-p-brief", reason="left"))
    expect(page.locator(".sign-in")).to_be_visible(timeout=15_000)
    assert "Quarry Lane" not in page.content()
    assert "E1" not in page.locator("body").inner_text()
    page.context.close()


def test_twenty_pages_of_one_browser_share_one_stream(browser: Browser, town: Consoled) -> None:
    hub = town.door.door.hub
    before = hub.streams
    context = entered(browser, town, viewport={"width": 400, "height": 300})
    pages = [context.new_page() for _ in range(TABS)]
    for each in pages:
        each.goto(f"{town.address}/health", wait_until="commit")
    for each in pages:
        expect(each.locator(".link[data-link=live]")).to_be_attached(timeout=30_000)
    assert hub.streams == before + 1
    context.close()


def test_who_signs_in_again_is_in_on_every_page(browser: Browser, town: Consoled) -> None:
    context = entered(browser, town)
    pages = [context.new_page() for _ in range(2)]
    for each in pages:
        go(each, town, "/desk")
        each.evaluate("window.isSame = true")
    pages[0].locator("button.person").click()
    pages[0].get_by_role("menuitem").last.click()
    for each in pages:
        expect(each.locator(".sign-in")).to_be_visible()
        expect(each.locator(".unit-chip")).to_have_count(0)
    signing = town.door.door.signing
    assert signing is not None
    third = context.new_page()
    third.goto(link_of(town.address, signing.links.made(DESK, is_kept=True)))
    for each in pages:
        expect(each.locator(".unit-chip").first).to_be_visible(timeout=15_000)
        assert each.evaluate("window.isSame") is True
    context.close()
