"""Every part in every state: no fault of accessibility, reached by keys alone, and its mode in any
crop.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.console.axe import faults
from tests.console.crops import crops
from tests.console.gallery import built, served
from tests.console.parts import OF_SECTION_6, STATES, STATUSES

DESK: ViewportSize = {"width": 1440, "height": 900}
MOST_STOPS = 120
LEAST_PIXELS = 300


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the gallery is."""
    with served(built(tmp_path_factory.mktemp("gallery"))) as found:
        yield found


@contextmanager
def shown(browser: Browser, address: str, asked: str = "") -> Iterator[Page]:
    """The gallery, drawn; it may break no rule of its policy and ask for nothing elsewhere."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    told: list[str] = []
    elsewhere: list[str] = []
    page = context.new_page()
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda fault: told.append(str(fault)))
    page.on(
        "request", lambda one: elsewhere.append(one.url) if "127.0.0.1" not in one.url else None
    )
    page.goto(f"{address}?{asked}")
    page.get_by_role("heading", name="Parts").wait_for()
    yield page
    assert told == []
    assert elsewhere == []
    context.close()


@pytest.mark.parametrize("face", ["look=dark", "look=light&mode=exercise&dir=rtl"])
def test_axe_finds_nothing_in_any_part(
    browser: Browser,
    address: str,
    face: str,
) -> None:
    with shown(browser, address, face) as page:
        expect(page.get_by_text("Reading the log, 38 of 48 thousand")).to_be_visible()
        assert faults(page) == []


def test_what_a_look_or_a_mode_changes_keeps_its_contrast(
    browser: Browser,
    address: str,
) -> None:
    for look, mode in (("light", "test"), ("contrast", "past")):
        with shown(browser, address, f"look={look}&mode={mode}") as page:
            assert faults(page, ("color-contrast",)) == [], f"{look}, {mode}"


def test_axe_finds_nothing_in_what_opens_over_the_page(
    browser: Browser,
    address: str,
) -> None:
    with shown(browser, address, "look=light&mode=exercise") as page:
        over: tuple[tuple[str, Locator], ...] = (
            ("More", page.get_by_role("menu")),
            ("Urgent Priority", page.get_by_role("listbox", name="Priority")),
            ("Close 0417…", page.get_by_role("dialog")),
        )
        for button, opened in over:
            page.get_by_role("button", name=button, exact=True).click()
            expect(opened).to_be_visible()
            assert faults(page) == [], button
            page.keyboard.press("Escape")
            expect(opened).to_be_hidden()
        page.get_by_role("combobox", name="Unit").fill("B")
        expect(page.get_by_role("option", name="B1")).to_be_visible()
        assert faults(page) == []


def test_axe_would_find_a_button_without_a_name(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        page.evaluate("document.querySelector('main button').replaceChildren()")
        assert any(each.startswith("button-name") for each in faults(page))


@pytest.mark.parametrize(("look", "mode"), [("dark", "exercise"), ("light", "past")])
def test_any_crop_of_an_exercise_or_a_past_picture_shows_its_mark(
    browser: Browser,
    address: str,
    look: str,
    mode: str,
) -> None:
    bench = browser.new_page()
    with shown(browser, address, f"look={look}&mode={mode}") as page:
        here = crops(bench, page.screenshot(), look, f"mark-{mode}")
        page.get_by_role("button", name="Keys").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        over = crops(bench, page.screenshot(), look, f"mark-{mode}")
    with shown(browser, address, f"look={look}") as page:
        actual = crops(bench, page.screenshot(), look, f"mark-{mode}")
    bench.close()
    assert here.looked_at > 2000
    assert here.poorest >= LEAST_PIXELS
    assert over.poorest >= LEAST_PIXELS, "with a dialog over it"
    assert actual.richest < LEAST_PIXELS / 3, "the actual picture shows no mark"


def test_every_severity_has_a_shape_of_its_own(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        drawn = page.locator(".severity[data-size='48'] .shape").evaluate_all(
            "shapes => shapes.map(e => [e.getBoundingClientRect().width, e.tagName,"
            " e.getAttribute('d'), getComputedStyle(e).strokeDasharray])"
        )
        assert len({tuple(map(str, shape[1:])) for shape in drawn}) == len(drawn) == 5
        assert min(shape[0] for shape in drawn) > 38


def test_every_panel_of_a_drill_bears_its_word(browser: Browser, address: str) -> None:
    with shown(browser, address, "mode=exercise") as page:
        heads = page.locator(".panel-head")
        assert heads.count() > 10
        assert heads.filter(has_text="EXERCISE").count() == heads.count()
    with shown(browser, address, "mode=past&of=exercise") as page:
        heads = page.locator(".panel-head")
        assert heads.filter(has_text="EXERCISE · PAST").count() == heads.count() > 10
    with shown(browser, address) as page:
        assert page.locator(".panel-head").filter(has_text="EXERCISE").count() == 0


def stops(page: Page) -> list[str]:
    """What the tabulator stops at, from the top of the page until it comes round."""
    found: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(e => e === document.body ? '' : e.getAttribute('aria-label') ||"
            " e.labels?.[0]?.textContent || e.textContent.slice(0, 40))(document.activeElement)"
        )
        if name == "":
            break
        found.append(name)
    return found


def test_everything_is_reached_by_keys_alone(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        found = stops(page)
    wanted = {"Send all 3", "Take B2", "Where", "Unit", "Search", "Width of the incidents",
              "Picture at", "Incidents of a bad day", "Close ford and footbridge",
              "Single letters act", "Show the numbers", "Log"}  # fmt: skip
    assert {name for name in wanted if not any(each.startswith(name) for each in found)} == set()
    chips = [each for each in found if each.startswith(("E11", "A22", "S3"))]
    assert len(chips) == 1, "the unit matrix is one stop"


def focused(page: Page) -> str:
    name = page.evaluate("document.activeElement.getAttribute('data-unit')")
    assert isinstance(name, str)
    return name


def test_arrows_go_through_the_unit_matrix_as_it_stands(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        page.locator("[data-unit=E11]").focus()
        page.keyboard.press("ArrowRight")
        assert focused(page) == "E12"
        page.keyboard.press("ArrowDown")
        below = page.locator("[data-unit=A22]").bounding_box()
        start = page.locator("[data-unit=E12]").bounding_box()
        assert below
        assert start
        assert focused(page) == "A22"
        assert below["y"] > start["y"]


def rows(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Incidents of a bad day")


def at_hand(page: Page) -> list[str]:
    """The rows as they stand, from above."""
    found = page.evaluate(
        "[...document.querySelectorAll('.rows [role=option]')].map(e => "
        "[e.getBoundingClientRect().top, e.dataset.key]).sort((a, b) => a[0] - b[0]).map(e => e[1])"
    )
    assert isinstance(found, list)
    return found


def change(page: Page) -> None:
    """One row comes and one goes, while the pointer stays where it is."""
    page.get_by_role("button", name="One comes, one goes").evaluate("button => button.click()")


def test_no_row_moves_under_a_hand(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        first = at_hand(page)
        rows(page).hover()
        change(page)
        expect(page.get_by_role("button", name="2 changes wait · show")).to_be_visible()
        assert at_hand(page) == first
        expect(page.locator(".rows [data-key='1000']")).to_have_attribute("aria-disabled", "true")
        page.get_by_role("button", name="2 changes wait · show").click()
        expect(page.locator(".rows [data-key=N1]")).to_be_visible()
        assert "1000" not in at_hand(page)


def test_rows_move_at_once_where_no_hand_is(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        page.mouse.move(5, 5)
        change(page)
        expect(page.locator(".rows [data-key=N1]")).to_be_visible()


def test_thousands_of_rows_are_a_few_on_the_page_and_all_by_key(
    browser: Browser,
    address: str,
) -> None:
    with shown(browser, address) as page:
        assert 5 < page.locator(".rows [role=option]").count() < 60
        rows(page).focus()
        page.keyboard.press("End")
        expect(page.locator(".rows [data-here]")).to_have_attribute("data-key", "4999")
        page.keyboard.press("Home")
        page.keyboard.type("tr")
        here = page.locator(".rows [data-here]")
        expect(here).to_contain_text("Tree on line")
        active = rows(page).get_attribute("aria-activedescendant")
        assert active == here.get_attribute("id")
        page.keyboard.press("Enter")
        expect(here).to_have_attribute("aria-selected", "true")


def test_a_pane_is_widened_by_arrows_and_remembered(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        grip = page.get_by_role("separator", name="Width of the incidents")
        grip.focus()
        page.keyboard.press("ArrowRight")
        expect(grip).to_have_attribute("aria-valuenow", "206")
        page.reload()
        expect(page.get_by_role("separator", name="Width of the incidents")).to_have_attribute(
            "aria-valuenow", "206"
        )


def test_a_table_is_sorted_by_its_head(browser: Browser, address: str) -> None:
    with shown(browser, address) as page:
        table = page.get_by_role("table", name="Open incidents")
        table.get_by_role("button", name="Age").click()
        assert table.get_by_role("rowheader").all_inner_texts()[0] == "0418"
        table.get_by_role("button", name="Age").click()
        assert table.get_by_role("rowheader").all_inner_texts()[0] == "0409"
        expect(table.get_by_role("columnheader", name="Age")).to_have_attribute(
            "aria-sort", "descending"
        )


def test_nothing_is_cut_off_at_twice_the_size_or_on_a_phone(browser: Browser, address: str) -> None:
    for width in (720, 320):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(address)
        page.get_by_role("heading", name="Parts").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


def missing(page: Page) -> list[str]:
    """Parts and states of the table that the page does not show, or without their words."""
    return [
        f"{each.part}, {each.state}"
        for each in STATES
        if not page.locator(each.where).filter(has_text=each.says).count()
    ]


def test_every_part_is_there_in_every_state(browser: Browser, address: str) -> None:
    assert {each.state for each in STATES} >= OF_SECTION_6
    with shown(browser, address) as page:
        expect(page.get_by_text("Reading the log, 38 of 48 thousand").first).to_be_visible()
        expect(page.locator(".loading[data-spoken]")).to_be_visible()
        assert missing(page) == []
        units = page.locator("svg.status").evaluate_all("all => all.map(e => e.dataset.status)")
        assert set(STATUSES) <= set(units)
        page.locator(".refusal").first.evaluate("part => part.remove()")
        page.locator(".stale .how-old").evaluate("age => age.remove()")
        assert missing(page) == ["value, stale", "order, refused"], "the control"


def drawn(page: Page, where: str, what: str) -> list[str]:
    """How these are drawn, one by one."""
    found = page.locator(where).evaluate_all(
        "(all, what) => all.map(e => getComputedStyle(e)[what])", what
    )
    return [str(each) for each in found]


def test_shapes_marks_and_modes_outlive_the_colours_of_the_system(
    browser: Browser, address: str
) -> None:
    """Forced colours: what colour told is told by shape, edge and word."""
    with shown(browser, address, "look=dark&mode=exercise") as page:
        page.emulate_media(forced_colors="active")
        ground = drawn(page, "body", "backgroundColor")[0]
        shapes = page.locator(".severity[data-size='48'] .shape")
        assert shapes.count() == 5
        assert ground not in drawn(page, ".severity[data-size='48'] .shape", "stroke")
        digits = zip(
            drawn(page, ".severity[data-size='48'] .digit", "stroke"),
            drawn(page, ".severity[data-size='48'] .shape", "fill"),
            strict=True,
        )
        assert all(digit != fill for digit, fill in digits)
        for where in (".button[data-kind=primary]", ".field .input", ".unit-chip"):
            edges = drawn(page, where, "borderTopStyle")
            assert set(edges) <= {"solid", "dashed", "double"}, where
            assert ground not in drawn(page, where, "borderTopColor"), where
        assert "repeating-linear-gradient" in drawn(page, ".mode-frame", "backgroundImage")[0]
        heads = page.locator(".panel-head")
        assert heads.filter(has_text="EXERCISE").count() == heads.count() > 10
        chosen = page.locator(".unit-chip[data-chosen]")
        other = page.locator(".unit-chip:not([data-chosen])").first
        how = "e => ['outline', 'border', 'boxShadow'].map(p => getComputedStyle(e)[p]).join()"
        assert chosen.first.evaluate(how) != other.evaluate(how), "which one is chosen is seen"
        page.get_by_role("button", name="Keys").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert drawn(page, ":focus-visible", "outlineStyle") != ["none"]


def test_paper_has_the_words_the_mode_and_no_buttons(browser: Browser, address: str) -> None:
    with shown(browser, address, "look=dark&mode=exercise") as page:
        expect(page.locator(".gallery .button").first).to_be_visible()
        page.emulate_media(media="print")
        for each in (".line .name", ".panel-head .name", ".mode-band .mode-word", ".refusal .what"):
            expect(page.locator(each).first).to_be_visible()
        assert page.locator(".button:visible, .grip:visible").count() == 0
        assert drawn(page, "body", "backgroundColor") == ["rgb(255, 255, 255)"]
        assert set(drawn(page, ".line .name", "color")) == {"rgb(0, 0, 0)"}
        assert set(drawn(page, ".mode-body, .panel-body", "overflowY")) == {"visible"}
        heads = page.locator(".panel-head")
        assert heads.filter(has_text="EXERCISE").count() == heads.count() > 10
