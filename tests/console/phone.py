"""A phone of a crew: a browser of its size, signed in, at the page, over a line of its own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.app.web.doors import Opened
from tests.console.console_town import handed_in
from tests.console.crew_town import CREW, PASSWORD
from tests.console.wire import Wire

PHONE = {"width": 390, "height": 844}
WITHIN_MS = 15_000


class Phone:
    """The page and what a finger does on it."""

    def __init__(self, context: BrowserContext, wire: Wire) -> None:
        self.context = context
        self.wire = wire
        self.page: Page = context.new_page()
        self.told: list[str] = []
        """Faults that the page itself met."""
        self.page.on("pageerror", lambda fault: self.told.append(str(fault)))

    def opened(self, person: str = CREW) -> "Phone":
        """Signed in, at the page."""
        proof = {"handle": person[5:], "password": PASSWORD}
        handed_in(self.context, f"{self.wire.address}/v1/session/password", proof)
        self.page.goto(f"{self.wire.address}/crew")
        return self

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """One touch; the page takes none on a button that has just changed."""
        expect(self.button(name)).not_to_have_attribute("aria-disabled", "true")
        self.button(name).click()

    def take(self) -> None:
        """Take the order that fills the screen."""
        self.press("Take")
        expect(self.page.get_by_role("alertdialog")).to_have_count(0)

    def holds(self, *texts: str) -> None:
        """The list of reports comes to end with these lines; times are left out."""
        rows = self.page.locator(".reports > li")
        for place, text in enumerate(reversed(texts), 1):
            what, state = text.split(" · ")
            row = rows.nth(-place) if place > 1 else rows.last
            expect(row).to_contain_text(what, timeout=WITHIN_MS)
            expect(row).to_contain_text(state, timeout=WITHIN_MS)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds, within the bound of a test; the page goes on meanwhile."""
        ends = time.monotonic() + WITHIN_MS / 1000
        while not holds():
            assert time.monotonic() < ends, "it never came to that"
            self.page.wait_for_timeout(20)

    def kept(self) -> None:
        """Everything that the page is made of lies on this phone, and the last picture."""
        has_worker = "navigator.serviceWorker.controller !== null"
        self.until(lambda: bool(self.page.evaluate(has_worker)))
        self.page.wait_for_timeout(1_200)


@contextmanager
def phone(
    browser: Browser, door: Opened, wire: Wire, person: str = CREW, **how: object
) -> Iterator[Phone]:
    """A phone at the page; no fault of the page's own may have come up."""
    given: dict[str, object] = {"viewport": PHONE, "locale": "en-GB", "reduced_motion": "reduce"}
    context = browser.new_context(**(given | how))  # type: ignore[arg-type]
    try:
        found = Phone(context, wire).opened(person)
        yield found
        assert found.told == []
    finally:
        context.close()
