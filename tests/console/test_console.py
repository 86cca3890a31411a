"""Every screen as it is served: nothing of it keeps somebody out, runs what somebody wrote, asks
another host for anything, or can be taken for another picture than it is.
"""

import gzip
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.console.axe import faults
from tests.console.console_town import DESK, Consoled, consoled, go, signed_in
from tests.console.crops import Crops, crops
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Agency
from tocsin.terms.kinds import LogKind

pytestmark = pytest.mark.full

SCREENS = ("desk", "calls", "board", "plans", "timeline", "measures", "people", "health",
           "officials", "wall", "due", "units", "handover", "neighbours", "warn")  # fmt: skip
IMG = "<img src=x onerror=window.ran=1>"
TURNED = "\u202etfel ot thgir"
LONG = "W" * 5_000
LEAST_PIXELS = 300
MOST_BYTES = 350 * 1024


class Watched:
    """A page, and what it did that no page of ours may do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("pageerror", lambda fault: self.wrong.append(str(fault)))
        page.on("console", self._said)
        page.context.on("request", self._asked)

    def _said(self, line: object) -> None:
        text = str(getattr(line, "text", ""))
        if "Content Security Policy" in text or "Minified React error" in text:
            self.wrong.append(text)

    def _asked(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not re.match(r"(http://localhost:\d+/|blob:|data:)", url):
            self.wrong.append(url)


@pytest.fixture(scope="module")
def busy(town: Consoled) -> str:
    """An incident with a unit on its way, a call that waits, and people who write nonsense."""
    incident = town.incident("Quarry Lane 1")
    town.sent("E1", incident, is_under_way=True)
    town.report("Ferry Road 9")
    town.door.order(AddRemark(subject=f"incident/{incident}", text="child on the roof"), DESK)
    return incident


@pytest.fixture(scope="module")
def watched(browser: Browser, town: Consoled, busy: str) -> Iterator[Watched]:
    """The desk of one person, kept for all tests of a screen."""
    page = signed_in(browser, town, reduced_motion="reduce")
    yield Watched(page)
    page.context.close()


def opened(page: Page, screen: str) -> None:
    """This screen is there, not only its name."""
    page.wait_for_selector(f".screen[data-screen={screen}] > :not(h1, .waiting)")


def select(page: Page, incident: str) -> None:
    page.locator(f'[data-row="{incident}"]').first.click()
    expect(page.locator("#selected-name")).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_a_screen(
    watched: Watched, town: Consoled, busy: str, screen: str
) -> None:
    page = watched.page
    go(page, town, f"/{screen}")
    opened(page, screen)
    if screen == "desk":
        select(page, busy)
    assert faults(page) == []
    if screen == "people":
        for tab in page.get_by_role("tab").all():
            tab.click()
            assert faults(page) == [], tab.inner_text()
    assert watched.wrong == []


def test_axe_finds_nothing_in_what_opens(watched: Watched, town: Consoled) -> None:
    page = watched.page
    go(page, town, "/desk")
    page.locator("button.person").click()
    page.get_by_role("menu").wait_for()
    assert faults(page) == [], "the menu of a person"
    page.keyboard.press("Escape")
    page.locator(".command input").fill("D E")
    page.locator(".choices li").first.wait_for()
    assert faults(page) == [], "the choices of the command line"
    page.locator(".command input").fill("A E2")
    page.keyboard.press("Enter")
    page.locator('.unanswered [data-state="refused"]').wait_for()
    assert faults(page) == [], "a refusal"
    page.locator(".unanswered button").last.click()
    page.locator(".command input").fill("")
    go(page, town, "/calls?new")
    page.locator('[name="where"]').fill("Orchard Close 7")
    page.locator('[name="what"]').fill("smoke from the chimney")
    expect(page.locator('.call-field output[data-saved="yes"]').first).to_be_visible()
    assert faults(page) == [], "a call being typed"


def test_axe_finds_nothing_in_another_look_and_language(watched: Watched, town: Consoled) -> None:
    page = watched.page
    for look, language, screens in (("light", "en", ("desk", "people")), ("dark", "ar", ("calls",)),
                                    ("contrast", "de", ("board",))):  # fmt: skip
        page.evaluate(
            "given => localStorage.setItem('tocsin-preferences', JSON.stringify(given))",
            {"look": look, "language": language},
        )
        for screen in screens:
            go(page, town, f"/{screen}")
            opened(page, screen)
            assert page.locator("html").get_attribute("lang") == language
            assert faults(page) == [], f"{screen}, {look}, {language}"
    page.evaluate("localStorage.clear()")


@pytest.mark.parametrize(
    ("language", "echo", "why"),
    [("de", "E2 vor Ort.", "hat keinen Einsatz"), ("en", "E2 on scene.", "has no assignment")],
)
def test_the_town_answers_in_the_language_of_the_page(
    watched: Watched, town: Consoled, language: str, echo: str, why: str
) -> None:
    """Before and after Enter; English is the control."""
    page = watched.page
    kept = json.dumps({"language": language})
    page.evaluate("kept => localStorage.setItem('tocsin-preferences', kept)", kept)
    go(page, town, "/desk")
    page.locator(".command input").fill("A E2")
    expect(page.locator(".command .echo")).to_contain_text(echo)
    expect(page.locator(".command .echo")).to_contain_text(why)
    page.keyboard.press("Enter")
    expect(page.locator('.unanswered [data-state="refused"]')).to_contain_text(why)
    page.locator(".unanswered button").last.click()
    page.evaluate("localStorage.clear()")


def test_axe_finds_nothing_where_one_signs_in(browser: Browser, town: Consoled) -> None:
    context = browser.new_context(color_scheme="dark", locale="en-GB")
    page = context.new_page()
    page.goto(f"{town.address}/desk")
    page.wait_for_selector(".sign-in form")
    assert faults(page) == []
    assert "Quarry Lane" not in page.content()
    context.close()


def test_the_keyboard_reaches_everything_in_order(
    watched: Watched, town: Consoled, busy: str
) -> None:
    page = watched.page
    go(page, town, "/desk")
    page.wait_for_selector(f'[data-row="{busy}"]')
    page.wait_for_selector(".unit-chip")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(_WHERE))
        if reached[-1] == "command":
            break
    order = [each for at, each in enumerate(reached) if each and each not in reached[:at]]
    assert order[0] == "skip"
    assert [each for each in order if each != "map"] == [
        "skip", "nav", "incidents", "units", "command",
    ]  # fmt: skip
    for key, pane in (("F2", "incidents"), ("F3", "units"), ("F4", "map"), ("F6", "plan")):
        page.keyboard.press(key)
        assert page.evaluate(_WHERE) == pane, key


_WHERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return "";
  if (here.matches(".skip")) return "skip";
  if (here.closest("nav")) return "nav";
  return here.closest("[data-pane]")?.dataset.pane ?? "";
}"""


def test_escape_and_a_reload_leave_what_was_typed(watched: Watched, town: Consoled) -> None:
    page = watched.page
    go(page, town, "/desk")
    line = page.locator(".command input")
    line.fill("")
    page.keyboard.type('Y 1 "he said')
    for _ in range(3):
        page.keyboard.press("Escape")
    assert line.input_value() == 'Y 1 "he said'
    page.reload()
    expect(line).to_have_value('Y 1 "he said')
    line.fill("")


def test_what_somebody_wrote_is_text_and_no_more(
    watched: Watched, town: Consoled, busy: str
) -> None:
    page = watched.page
    for sign in (IMG, LONG[:80]):
        town.door.order(RegisterUnit(call_sign=sign, kind="engine", station="hill",
                                     agency=Agency.fire))  # fmt: skip
    for text in (IMG, LONG, TURNED):
        incident = town.incident(text[:190])
        town.door.order(AddRemark(subject=f"incident/{incident}", text=text), DESK)
        town.report(text[:190], text)
    town.door.order(RegisterPerson(handle="odd", name=IMG), DESK)
    for screen in ("desk", "board", "calls", "people", "timeline", "officials"):
        go(page, town, f"/{screen}")
        opened(page, screen)
        if screen in {"desk", "people"}:
            expect(page.get_by_text(IMG).first).to_be_attached()
        if screen == "desk":
            select(page, incident)
            assert page.evaluate(_STICKS_OUT) == []
            assert page.evaluate(_IS_TURNED) is False
        assert page.evaluate("window.ran") is None
        assert page.locator("img[src=x]").count() == 0
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{screen} is wider than its window"
        box = page.locator(".command").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, f"{screen}: the line is there"
    assert watched.wrong == []


_STICKS_OUT = """[...document.querySelectorAll(".unit-chip")].filter(chip => {
  const box = chip.getBoundingClientRect();
  return [...chip.children].some(e => e.getBoundingClientRect().right > box.right + 1);
}).map(chip => chip.textContent)"""
# The place comes first, whatever it does to the direction of its own letters.
_IS_TURNED = """(() => {
  const told = document.querySelector(".what p");
  return told.querySelector("strong").getBoundingClientRect().left
    > told.getBoundingClientRect().left + 4;
})()"""


@pytest.mark.parametrize("mode", ["exercise", "past"])
def test_any_crop_says_that_it_is_not_the_actual_picture(
    browser: Browser, watched: Watched, town: Consoled, busy: str, tmp_path: Path, mode: str
) -> None:
    bench = browser.new_page()
    page = watched.page
    go(page, town, "/desk")
    page.wait_for_selector(f'[data-row="{busy}"]')
    assert mode not in page.title().lower()
    actual = crops(bench, page.screenshot(), "dark", f"mark-{mode}")
    if mode == "exercise":
        with consoled(tmp_path / "town", LogKind.exercise) as drill:
            drill.incident()
            page = signed_in(browser, drill)
            found = [_shot(page, drill, screen, bench, mode) for screen in ("desk", "board")]
            assert faults(page) == []
            page.context.close()
    else:
        page.locator(".command input").fill(f"AT {page.locator('.clock').inner_text()[:5]}")
        page.keyboard.press("Enter")
        page.wait_for_selector(".mode-band[data-mode=past]")
        found = [_shot(page, None, "desk", bench, mode)]
        assert faults(page) == []
        page.locator('nav a[href="/board"]').click()
        found.append(_shot(page, None, "board", bench, mode))
    bench.close()
    assert min(each.poorest for each in found) >= LEAST_PIXELS
    assert actual.richest < LEAST_PIXELS / 3, "the actual picture shows no mark"


def _shot(page: Page, town: Consoled | None, screen: str, bench: Page, mode: str) -> Crops:
    if town:
        go(page, town, f"/{screen}")
    opened(page, screen)
    assert mode in page.title().lower()
    return crops(bench, page.screenshot(), "dark", f"mark-{mode}")


def test_what_the_desk_loads_before_its_map_is_small(watched: Watched, town: Consoled) -> None:
    page = watched.page
    names: set[str] = set()
    page.on("response", lambda got: names.add(got.url.rpartition("/")[2]))
    go(page, town, "/desk")
    page.wait_for_selector(".unit-chip")
    folder = resources.files("tocsin.app.web") / "ui" / "assets"
    scripts = {each: (folder / each).read_bytes() for each in names if each.endswith(".js")}
    sizes = {each: len(gzip.compress(script, 9)) for each, script in scripts.items()
             if b"maplibregl" not in script}  # fmt: skip
    assert 50_000 < sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_screen_comes_while_the_town_is_asked_who_is_here(
    watched: Watched, town: Consoled
) -> None:
    page = watched.page
    go(page, town, "/desk")
    held: list[Route] = []

    def holds(route: Route) -> None:
        held.append(route)

    page.route("**/v1/me", holds, times=1)
    desk = re.compile(r"/assets/desk-[^/]*\.js")
    with page.expect_request(desk), page.expect_request("**/v1/me"):
        page.goto(f"{town.address}/desk", wait_until="commit")
    expect(page.locator(".waiting")).to_be_visible()
    held[0].continue_()
    expect(page.locator(".unit-chip").first).to_be_visible()


def test_the_units_are_one_stop_and_arrows_go_as_they_stand(
    watched: Watched, town: Consoled
) -> None:
    page = watched.page
    go(page, town, "/desk")
    page.wait_for_selector(".unit-chip")
    here = "document.activeElement.dataset.unit ?? ''"
    page.keyboard.press("F3")
    first = page.evaluate(here)
    assert first
    page.keyboard.press("End")
    last = page.evaluate(here)
    assert last not in ("", first)
    page.keyboard.press("Home")
    assert page.evaluate(here) == first
    top = page.locator(f'[data-unit="{first}"]').bounding_box()
    page.keyboard.press("ArrowDown")
    below = page.locator(f'[data-unit="{page.evaluate(here)}"]').bounding_box()
    assert top is not None
    assert below is not None
    assert below["y"] > top["y"]
    kept = page.evaluate(here)
    assert page.locator(".matrix .unit-chip[tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate(here) == "", "no other unit is a stop"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(here) == kept, "where one was is where one comes back to"
