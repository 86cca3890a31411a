"""Fifteen screens look as they did, and axe finds nothing in states that no other test comes to.

The town's clock stands still and its numbers are drawn from a seed.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, consoled, go, signed_in
from tests.console.looks import apart, renewed
from tests.console.wire import Wire, wired
from tests.operations.warned import drafting, facts, square, text
from tocsin.jurisdiction.orders import Order
from tocsin.log.clock import SeededEntropy, SimulatedClock
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Session
from tocsin.operations.picture.plan import Applies, PlanContent, Step
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.runs import StartPlan
from tocsin.operations.warnings import CheckWarning
from tocsin.terms.codes import Priority

pytestmark = pytest.mark.full

BEGIN = datetime(2026, 3, 2, 13, 50, tzinfo=UTC)
STEPS = ("Read the gauge", "Look into the cellars", "Close the ford")
PLAN = PlanContent(
    name="Person in water",
    trigger=Applies(types=("rescue",)),
    steps=tuple(
        Step(id=f"s{number}", text=text, role="dispatcher") for number, text in enumerate(STEPS)
    ),
)


class Still:
    """A page at a desk of a town that stands still, over a line that can be cut."""

    def __init__(self, page: Page, bench: Page, town: Consoled, wire: Wire, incident: str) -> None:
        self.page = page
        self.bench = bench
        self.town = town
        self.wire = wire
        self.incident = incident

    def at(self, path: str, look: str = "dark", language: str = "en") -> None:
        """A screen in a look and a language, with nothing left of another."""
        self.page.evaluate(
            "given => (sessionStorage.clear(), localStorage.setItem('tocsin-preferences', given))",
            f'{{"look": "{look}", "language": "{language}"}}',
        )
        go(self.page, self.town, path)
        # Touched: from then on the desk may be heard, and does not say that it is not.
        self.page.keyboard.press("Shift")
        screen = re.findall("[a-z]+", path)[0].removesuffix("s")
        self.page.wait_for_selector(f".screen[data-screen^={screen}] > :not(h1, .waiting)")

    def shot(self) -> bytes:
        self.page.mouse.move(0, 0)
        return self.page.screenshot(animations="disabled")

    def line(self, text: str) -> None:
        self.page.locator(".command input").fill(text)
        self.page.locator(".command input").press("Enter")

    def select(self) -> None:
        self.page.locator(f'[data-row="{self.incident}"]').first.click()
        expect(self.page.locator("#selected-name")).to_be_visible()


@pytest.fixture(scope="module")
def still(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Still]:
    clock, entropy = SimulatedClock(BEGIN), SeededEntropy(7)
    folder = tmp_path_factory.mktemp("still") / "town"
    with consoled(folder, clock=clock, entropy=entropy) as town, wired(town.door.port) as wire:
        town.door.order(AdoptPlan(plan="water", over=0, content=PLAN), DESK)
        incident = town.incident("Quarry Lane 1")
        clock.advance(200)
        town.sent("E1", incident, is_under_way=True)
        town.door.order(AddRemark(f"incident/{incident}", "child on the roof"), DESK)
        town.door.order(StartPlan(incident=incident, plan="water"), DESK)
        clock.advance(400)
        town.incident("Weir 9", "fire.structure", Priority.urgent)
        town.report("Ferry Road 9")
        clock.advance(100)
        over = Consoled(town.door, f"http://localhost:{wire.port}")
        page, bench = signed_in(browser, over, reduced_motion="reduce"), browser.new_page()
        yield Still(page, bench, over, wire, incident)
        page.context.close()
        bench.close()


def desk(still: Still, look: str = "dark", language: str = "en") -> None:
    still.at("/desk", look, language)
    still.select()
    still.page.wait_for_selector('[data-advice="told"]')
    still.page.wait_for_selector(".selected .happened > li")


def call(still: Still) -> None:
    still.at("/calls")
    still.page.get_by_role("button", name=re.compile("Ferry Road 9")).first.click()
    expect(still.page.locator('[name="where"]')).to_have_value("Ferry Road 9")


def incident(still: Still, look: str = "dark", language: str = "en") -> None:
    still.at(f"/incidents/{still.incident}", look, language)
    still.page.get_by_text("child on the roof").first.wait_for()


def past(still: Still) -> None:
    still.at("/desk")
    still.line("AT 13:55")
    still.page.wait_for_selector(".mode-band[data-mode=past]")


def refused(still: Still, look: str = "dark") -> None:
    desk(still, look)
    still.line("A E2")
    still.page.locator('.unanswered [data-state="refused"]').wait_for()
    still.page.locator('.command .echo[data-is="refused"]').wait_for()


def warned(still: Still) -> str:
    """A warning whose approval somebody else has asked for: written once, the same each time."""
    town = still.town.door.town
    if not town.picture.warnings:
        author, now = "PE-p-officer", town.clock.now()
        order = RegisterPerson(id=author, handle="officer", name="I. Kern", roles=("duty_officer",))
        still.town.door.order(order, DESK)
        area = square(42_070_000, -42_860_000)
        given = facts(expires=now + timedelta(hours=6), areas=(area,))
        session = Session("look", "look", now)
        draft = drafting(facts=given, texts=(text(), text("ar")))
        for number in range(2):
            name = next(iter(town.picture.warnings), "")
            command = CheckWarning(warning=name) if number else draft
            town.submit(
                Order(command=command, command_id=f"look/{number}", actor=author, session=session)
            )
    return next(iter(town.picture.warnings))


def warning(still: Still, look: str, language: str) -> None:
    still.at(f"/warn/{warned(still)}", look, language)
    still.page.wait_for_selector(".channels [data-channel]")
    still.page.wait_for_selector(".area-outline figcaption")


def warnings(still: Still) -> None:
    warned(still)
    still.at("/warn")
    still.page.wait_for_selector(".warn-row")


SCREENS: dict[str, Callable[[Still], None]] = {
    "desk-dark": desk,
    "desk-light": lambda still: desk(still, "light"),
    "desk-arabic": lambda still: desk(still, "dark", "ar"),
    "desk-contrast-refused": lambda still: refused(still, "contrast"),
    "desk-past": past,
    "calls": call,
    "board": lambda still: still.at("/board"),
    "incident": incident,
    "incident-german-light": lambda still: incident(still, "light", "de"),
    "units": lambda still: still.at("/units"),
    "due": lambda still: still.at("/due"),
    "officials": lambda still: still.at("/officials", "light"),
    "warn": warnings,
    "warn-second-light": lambda still: warning(still, "light", "en"),
    "warn-second-arabic": lambda still: warning(still, "dark", "ar"),
}
LOOKED_AT = {
    "desk-contrast-refused", "desk-past", "incident-german-light", "warn-second-arabic",
}  # fmt: skip
"""Where axe looks too."""


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_looks_as_it_did(still: Still, name: str) -> None:
    SCREENS[name](still)
    shot = still.shot()
    renewed(still.bench, name, shot)
    assert apart(still.bench, name, shot) == [], "see tests/console/looks.py"
    if name in LOOKED_AT:
        assert faults(still.page) == []


def test_a_colour_or_a_panel_that_is_another_is_seen(still: Still) -> None:
    """The control: a token that changed, a panel that is gone, a mark that lost its colour."""
    root = "document.documentElement.style"
    for change, back in (
        (f"{root}.setProperty('--bg1', '#333')", f"{root}.removeProperty('--bg1')"),
        (f"{root}.setProperty('--sev1-fill', 'gray')", f"{root}.removeProperty('--sev1-fill')"),
        (
            "document.querySelector('[data-pane=units]').style.visibility = 'hidden'",
            "document.querySelector('[data-pane=units]').style.visibility = ''",
        ),
    ):
        desk(still)
        still.page.evaluate(change)
        assert apart(still.bench, "desk-dark", still.shot()) != [], change
        still.page.evaluate(back)
