"""Two browsers see one town; a link that is cut, a server that dies, and a role that is taken away
lose nothing, double nothing and show nothing that is not so.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.web.doors import Opened
from tests.console.axe import faults
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
from tocsin.operations.picture.plan import Applies, Plan, PlanContent, Step
from tocsin.operations.plans import AdoptPlan

pytestmark = pytest.mark.full

TABS = 8
"""More than the six connections that a browser has to one host."""
FIRST_LATE_S = 0.8
PICTURE_LATE_S = 4.0
PASSWORD = "seven ducks in a row"
FORD = Step(id="ford", role="dispatcher", text="Close the ford")
BANK = Step(id="bank", role="dispatcher", text="Look along the bank")


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
    assert faults(page) == [], "without a link"
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


def test_a_slow_link_loses_and_turns_nothing(browser: Browser, town: Consoled, wire: Wire) -> None:
    """200 ms there and back: what is typed stands at once, and no late answer takes it away."""
    incident = town.incident("Quarry Lane 4")
    page = signed_in(browser, over(town, wire))
    page.locator(f'[data-row="{incident}"]').click()
    wire.late_s = 0.1
    before, on_record = wire.pieces, town.names().count("remark_added.1")
    words = [f"remark {number}" for number in range(4)]
    wire.slow = [(b"remark 0", FIRST_LATE_S)]
    for each in words:  # as fast as hands go, the first of them over the worst of the link
        give(page, f'Y {town.number(incident)} "{each}')
    until(lambda: town.names().count("remark_added.1") == on_record + len(words))
    expect(page.locator(".unanswered li")).to_have_count(0, timeout=15_000)
    assert _remarks(town, incident) == words
    page.keyboard.press("F1")
    where = page.locator('[name="where"]')
    where.press_sequentially("Orchard Close 7", delay=30)
    page.locator('[name="what"]').press_sequentially("smoke from the chimney", delay=30)
    expect(where).to_have_value("Orchard Close 7")
    expect(page.locator('[name="what"]')).to_have_value("smoke from the chimney")
    until(lambda: "what_noted.1" in town.names())
    expect(page.locator('.call-field output[data-saved="no"]')).to_have_count(0, timeout=15_000)
    expect(page.locator('[name="what"]')).to_have_value("smoke from the chimney")
    assert wire.pieces - before > 20, "the control: it was slow"
    page.context.close()


def test_lines_that_are_sent_together_overtake_each_other(
    browser: Browser, town: Consoled, wire: Wire
) -> None:
    """The control of the one above: the same lines over the same link, all at once."""
    incident = town.incident("Quarry Lane 6")
    page = signed_in(browser, over(town, wire))
    words = [f"remark {number}" for number in range(4)]
    wire.slow = [(b"remark 0", FIRST_LATE_S)]
    answered = page.evaluate(
        """([number, words]) => Promise.all(words.map((each, at) => fetch("/v1/line", {
            method: "POST",
            headers: {
                "Content-Type": "application/json",
                "Tocsin-Console": "1",
                "Idempotency-Key": `together-${at}`,
            },
            body: JSON.stringify({ line: `Y ${number} "${each}` }),
        }).then((answer) => answer.status)))""",
        [town.number(incident), words],
    )
    assert answered == [200] * len(words)
    told = _remarks(town, incident)
    assert sorted(told) == words
    assert told != words
    page.context.close()


def _remarks(town: Consoled, incident: str) -> list[str]:
    entries = town.door.town.picture.narratives.get(f"incident/{incident}")
    assert entries is not None
    keys = town.door.town.store.keys
    return [words for each in entries.entries if each.text and (words := keys.open(each.text))]


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


def test_a_call_named_by_the_address_is_taken_up_when_the_picture_comes(
    browser: Browser, town: Consoled, wire: Wire
) -> None:
    town.incident("Ferry Road 21")
    reports = [town.report("Ferry Road 21"), town.report("Ferry Road 23")]
    for report, is_begun in zip(reports, (False, True), strict=True):
        context = entered(browser, over(town, wire))
        wire.slow = [(b"GET /v1/stream", PICTURE_LATE_S)]
        page = context.new_page()
        page.goto(f"{over(town, wire).address}/calls/{report}")
        begin = page.locator(".new-call")
        expect(begin).to_be_visible()
        assert page.locator(".queue li").count() == 0, "the control: the screen was there first"
        if is_begun:
            begin.click()
            page.locator('[name="where"]').fill("Orchard Close 9")
        expect(page.locator(".queue li").first).to_be_visible(timeout=15_000)
        if is_begun:
            expect(page.locator('[name="where"]')).to_have_value("Orchard Close 9")
        else:
            expect(page.locator('[name="where"]')).to_have_value("Ferry Road 21")
            expect(page.locator(".same li").first).to_be_visible()
        context.close()


def test_of_two_who_write_a_plan_neither_loses_what_the_other_wrote(
    browser: Browser, town: Consoled
) -> None:
    plan = PlanContent("Ford", Applies(types=("rescue.water",)), steps=(FORD,))
    town.door.order(AdoptPlan(plan="ford", over=0, content=plan), DESK)
    page = signed_in(browser, town, at="/plans/ford")
    text = page.locator(".editor textarea")
    expect(text).to_have_value(re.compile("Close the ford"))
    text.fill(text.input_value().replace("Close the ford", "Close the ford, both sides"))
    other = msgspec.structs.replace(plan, steps=(FORD, BANK))
    town.door.order(AdoptPlan(plan="ford", over=1, content=other), DESK)
    told = page.locator(".editor .notice")
    expect(told).to_contain_text("Version 2 was adopted while you wrote")
    expect(told.locator("[data-is=new]")).to_contain_text("Look along the bank")
    page.reload()
    adopt = page.get_by_role("button", name="Adopt as version")
    adopt.click()
    refused = page.locator(".editor .refusal")
    expect(refused).to_contain_text("was written against version 1; the latest is 2.")
    expect(text).to_have_value(re.compile("both sides"))
    page.get_by_label("Reason").fill("nobody uses it")
    page.get_by_role("button", name="Withdraw").click()
    expect(refused).to_contain_text("as of version 1; the latest is 2.")
    assert _in_force(town).version == 2
    page.get_by_role("button", name="write over version 2").click()
    text.fill(f"{text.input_value().rstrip()}\n  {BANK.id} | {BANK.role} | {BANK.text}\n")
    adopt.click()
    until(lambda: _in_force(town).version == 3)
    steps = [each.text for each in _in_force(town).content.steps]
    assert steps == ["Close the ford, both sides", BANK.text]
    page.context.close()


def _in_force(town: Consoled) -> Plan:
    shelf = town.door.town.picture.plans.get("ford")
    found = None if shelf is None else shelf.version(shelf.in_force)
    assert found is not None
    return found


def test_of_two_who_give_roles_the_second_sees_what_the_first_did(
    browser: Browser, town: Consoled
) -> None:
    known = RegisterPerson(id="PE-p-role", handle="r7", name="V. Roth", roles=("crew",))
    town.door.order(known)
    page = signed_in(browser, town, at="/people")
    page.get_by_role("row", name="V. Roth").click()
    pane = page.get_by_role("region", name="V. Roth")
    pane.get_by_role("checkbox", name="dispatcher", exact=True).check()
    town.door.order(SetRoles(person="PE-p-role", roles=("crew", "clerk")))
    expect(pane.locator(".notice")).to_contain_text("+ clerk")
    keep = pane.get_by_role("button", name="Keep these roles")
    keep.click()
    expect(pane.locator(".refusal")).to_contain_text("of r7 meanwhile; now: clerk, crew.")
    expect(pane.get_by_role("checkbox", name="dispatcher", exact=True)).to_be_checked()
    pane.get_by_role("button", name="go on from there").click()
    keep.click()
    until(lambda: _roles(town) == ("crew", "dispatcher"))
    page.context.close()


def _roles(town: Consoled) -> tuple[str, ...]:
    found = town.door.town.picture.people.get("PE-p-role")
    assert found is not None
    return found.roles


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


def test_who_signs_out_of_a_town_that_is_away_is_out_here_at_once_and_there_later(
    browser: Browser, town: Consoled, wire: Wire
) -> None:
    signing = town.door.door.signing
    assert signing is not None
    context = entered(browser, over(town, wire))
    pages = [context.new_page() for _ in range(2)]
    for each in pages:
        go(each, over(town, wire), "/desk")
    mine = signing.sessions.live(DESK)[0].id
    wire.cut()
    page = pages[0]
    expect(page.locator(".offline-band")).to_be_visible()
    give(page, f'Y {town.number(town.incident("Quarry Lane 7"))} "never to be sent"')
    expect(page.locator(".unanswered [data-state=unknown]")).to_be_visible()
    page.locator("button.person").click()
    page.get_by_role("menuitem").last.click()
    for each in pages:
        expect(each.locator(".sign-in .leaving")).to_contain_text("its session goes on until it")
        assert "E1" not in each.locator("body").inner_text()
    assert page.evaluate("JSON.stringify(sessionStorage)").find("never to be sent") < 0
    assert mine in [each.id for each in signing.sessions.live(DESK)], "the town has not heard of it"
    wire.mend()
    for each in pages:
        expect(each.locator(".sign-in .leaving")).to_contain_text("at the town too", timeout=15_000)
    assert mine not in [each.id for each in signing.sessions.live(DESK)]
    assert page.evaluate("localStorage.getItem('tocsin-leaving')") is None
    context.close()


def test_a_desk_locks_while_the_town_is_away(browser: Browser, town: Consoled, wire: Wire) -> None:
    signing = town.door.door.signing
    assert signing is not None
    page = signed_in(browser, over(town, wire))
    mine = signing.sessions.live(DESK)[0]
    wire.cut()
    expect(page.locator(".offline-band")).to_be_visible()
    page.locator("button.person").click()
    page.get_by_role("menuitem", name="Lock this desk").click()
    expect(page.locator(".lock-bar")).to_be_visible()
    expect(page.locator(".unit-chip").first).to_be_visible()
    assert not signing.sessions.is_locked(mine)
    wire.mend()
    until(lambda: signing.sessions.is_locked(signing.sessions.get(mine.id) or mine))
    expect(page.locator(".lock-bar")).to_be_visible()
    page.context.close()


def test_what_somebody_typed_is_gone_when_another_takes_the_desk(
    browser: Browser, town: Consoled
) -> None:
    person = RegisterPerson(id="PE-p-night", handle="night", name="N. Abel", roles=("dispatcher",))
    town.door.order(person)
    _comes_for_the_first_time(browser, town, "PE-p-night")
    page = signed_in(browser, town)
    line = page.locator(".command input")
    line.fill('Y 1 "half a sentence"')
    page.reload()
    expect(line).to_have_value('Y 1 "half a sentence"')
    page.locator("button.person").click()
    page.get_by_role("menuitem", name="Somebody else works here").click()
    page.get_by_label("Your name here").fill("night")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("button.person")).to_contain_text("N. Abel")
    expect(line).to_have_value("")
    assert "half a sentence" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.context.close()


def _comes_for_the_first_time(browser: Browser, town: Consoled, person: str) -> None:
    """By a link that is good once: the password is typed twice, the same."""
    signing = town.door.door.signing
    assert signing is not None
    page = browser.new_page()
    page.goto(link_of(town.address, signing.links.made(person)))
    new, again = page.get_by_label("Or a password"), page.get_by_label("The same once more")
    keep = page.get_by_role("button", name="Keep this password")
    new.fill("night night")
    expect(page.locator("#strength")).to_contain_text("Too short")
    new.fill(PASSWORD)
    expect(page.locator("#strength")).to_contain_text("Strong")
    again.fill(f"{PASSWORD}!")
    expect(page.locator("#differs")).to_contain_text("That is not the same.")
    expect(keep).to_be_disabled()
    again.fill(PASSWORD)
    keep.click()
    expect(page.locator("button.person")).to_contain_text("N. Abel")
    page.close()


def test_many_pages_of_one_browser_share_one_stream(browser: Browser, town: Consoled) -> None:
    hub = town.door.door.hub
    before = hub.streams
    context = entered(browser, town, viewport={"width": 400, "height": 300})
    pages = [context.new_page() for _ in range(TABS)]
    for each in pages:
        each.goto(f"{town.address}/health", wait_until="commit")
    for each in pages:
        expect(each.locator(".link[data-link=live]")).to_be_attached(timeout=30_000)
    assert 1 <= hub.streams <= before + 1, "what was open before may close meanwhile"
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
