"""Somebody at the page of a console: by keys, or by pointer; both are counted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.console.console_town import Consoled


class Hands:
    """A person at the page: every key and every click is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.clicks = 0

    def press(self, *keys: str) -> None:
        for each in keys:
            self.page.keyboard.press(each)
            self.keys += 1

    def command(self, line: str) -> None:
        """A line of the desk, and Enter."""
        self.page.keyboard.type(line)
        self.page.keyboard.press("Enter")
        self.keys += len(line) + 1

    def words(self, text: str) -> None:
        """What a person says in their own words is counted for nobody."""
        self.page.keyboard.type(text)

    def click(self, what: str) -> None:
        self.page.locator(what).first.click()
        self.clicks += 1


def last(town: Consoled, name: str) -> Callable[[], bool]:
    before = town.names().count(name)
    return lambda: town.names().count(name) > before


def is_free(town: Consoled, unit: str) -> bool:
    found = town.door.town.picture.units.get(f"PE-{unit}")
    return found is not None and found.incident is None


def select(hands: Hands, incident: str) -> None:
    hands.click(f'[data-row="{incident}"]')
    expect(hands.page.locator("#selected-name")).to_be_visible()
