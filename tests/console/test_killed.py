"""A server is killed while somebody types: the words outlive it, on the page and in the tab."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.console.console_town import SHOWN_MS, SIZE, until
from tocsin.app.cli import main
from tocsin.app.load.scratch import furnished, serving
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.operations.officers import RegisterPerson

pytestmark = pytest.mark.full

# What a browser does that was told to keep nothing for this page.
KEEPS_NOTHING = """
Storage.prototype.setItem = () => { throw new DOMException("nothing is kept", "SecurityError"); };
"""
AGAIN_MS = 20_000
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town with two who take calls."""
    furnished(tmp_path / "town", 0, [])
    with opened(tmp_path / "town") as town:
        for each in ("osei", "hale"):
            who = RegisterPerson(handle=each, roles=("call_taker",))
            given = town.submit(Order(command=who, command_id=each, actor="LD-p-first"))
            assert isinstance(given, Accepted), given
    return tmp_path / "town"


def names(folder: Path) -> list[str]:
    """All facts on record, read beside the server."""
    with reading(folder) as town:
        return [each.name for each in town.store.read()]


@contextmanager
def desk(
    browser: Browser, folder: Path, url: str, who: str, capsys: Capture, runs: str = ""
) -> Iterator[Page]:
    """A call taker with the form of a new call before them."""
    capsys.readouterr()
    assert main(["signin", "link", str(folder), "--as", who, "--origin", url, "--json"]) == 0
    context = browser.new_context(viewport=SIZE, locale="en-GB")  # type: ignore[arg-type]
    if runs:
        context.add_init_script(runs)
    page = context.new_page()
    page.goto(json.loads(capsys.readouterr().out)["link"])
    for each in ("new-password", "again"):
        page.locator(f"input[name={each}]").fill("four plain words together")
    page.get_by_role("button", name="Keep this password").click()
    page.wait_for_selector(".screen", timeout=SHOWN_MS)
    page.goto(f"{url}/calls")
    page.wait_for_selector(".link[data-link=live]", timeout=SHOWN_MS)
    page.wait_for_selector(".screen", timeout=SHOWN_MS)
    page.keyboard.press("F1")
    page.wait_for_selector('[name="where"]', timeout=SHOWN_MS)
    yield page
    context.close()


def is_there(page: Page, field: str, words: str) -> None:
    expect(page.locator(f'[name="{field}"]')).to_have_value(words)


def test_a_call_being_typed_outlives_a_server_that_is_killed(
    browser: Browser, folder: Path, capsys: Capture
) -> None:
    with serving(folder) as (told, pid):
        at = ["--port", told.rpartition(":")[2]]
        url = f"http://localhost:{at[1]}"
        with (
            desk(browser, folder, url, "osei", capsys) as page,
            desk(browser, folder, url, "hale", capsys, KEEPS_NOTHING) as forgetful,
        ):
            for each in (page, forgetful):
                each.locator('[name="where"]').fill("Orchard Close 7")
            until(lambda: names(folder).count("report_received.1") == 2)
            page.locator('[name="what"]').press_sequentially("smoke from")
            os.kill(pid, signal.SIGKILL)
            page.locator('[name="what"]').press_sequentially(" the chimney")
            for each in (page, forgetful):
                each.locator('[name="callback"]').fill("555 0123")
            expect(page.locator(".offline-band")).to_be_visible(timeout=AGAIN_MS)
            expect(page.locator(".keeps")).to_be_visible()
            page.evaluate("window.isSame = true")
            with serving(folder, at) as (_, again):
                expect(page.locator(".link[data-link=live]")).to_be_visible(timeout=AGAIN_MS)
                until(lambda: names(folder).count("callback_noted.1") == 2)
                is_there(page, "where", "Orchard Close 7")
                is_there(page, "what", "smoke from the chimney")
                assert page.evaluate("window.isSame") is True, "without a reload"
                until(lambda: names(folder).count("what_noted.1") >= 1)
                os.kill(again, signal.SIGKILL)
                for each in (page, forgetful):
                    each.locator('[name="callback"]').fill("555 0199")
                expect(page.locator(".keeps")).to_be_visible(timeout=AGAIN_MS)
            with serving(folder, at):
                # Now the page is gone too, before anything could be told to the town.
                for each in (page, forgetful):
                    each.goto(f"{url}/calls")
                    each.wait_for_selector(".link[data-link=live]", timeout=AGAIN_MS)
                is_there(page, "callback", "555 0199")
                is_there(page, "what", "smoke from the chimney")
                expect(page.locator('.call-field output[data-saved="no"]')).to_have_count(0)
                assert names(folder).count("report_received.1") == 2, "no call is there twice"
                # The control: where nothing is kept, a page that went has forgotten the call.
                expect(forgetful.locator('[name="callback"]')).to_have_count(0)
