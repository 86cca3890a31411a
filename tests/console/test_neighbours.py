"""The screen of neighbouring towns, between two real ones: what is lent, agreed, known of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.neighbours.test_two_towns import done
from tests.console.axe import faults
from tests.console.beside import Pair, fire_there, neighbours
from tests.console.console_town import go, signed_in, until
from tocsin.operations.crews import CrewUnit
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.overriding import ConfirmOverride
from tocsin.operations.picture.unit import Seat

pytestmark = pytest.mark.full

LANGUAGES = (("en-GB", "light", 1440), ("de-DE", "dark", 1440), ("ar", "dark", 390))


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with neighbours(tmp_path) as found:
        yield found


def row(page: Page, unit: str, state: str = "") -> Locator:
    found = f'.loan-row[data-unit="{unit}"]'
    return page.locator(f'{found}[data-state="{state}"]' if state else found)


def opened(browser: Browser, pair: Pair, path: str = "/neighbours", **how: object) -> Page:
    return signed_in(browser, pair.here, at=path, **how)  # type: ignore[arg-type]


def press(within: Locator, name: str) -> None:
    within.get_by_role("button", name=name, exact=True).click()


def says(page: Page, **said: str) -> None:
    """Fills the form that is open and sends it."""
    for label, words in said.items():
        page.locator(".ask-form").get_by_label(label.replace("_", " ")).fill(words)
    expect(page.locator(".ask-form .line-shown [role=status]")).not_to_contain_text("Fill in")
    page.locator(".ask-form").get_by_role("button", name="Send").click()


def test_a_unit_is_lent_by_buttons_and_comes_back(browser: Browser, pair: Pair) -> None:
    page = opened(browser, pair)
    press(page.locator('[data-neighbour="WE"]'), "Lend a unit, Weir End")
    page.locator(".ask-form").get_by_role("button", name="Which unit").click()
    page.get_by_role("option", name="E1").click()
    says(page)
    expect(row(page, "PE-E1", "offered")).to_contain_text("2.0")
    press(row(page, "PE-E1"), "Crew answered, E1")
    says(page, What_the_crew_said_back="2.0")
    expect(row(page, "PE-E1", "ready")).to_contain_text("let go now")
    press(row(page, "PE-E1"), "Let go, E1")
    expect(row(page, "PE-E1", "lent")).to_contain_text("At Weir End under 2.0.")
    pair.lend("WE", "return", "PE-E1")
    expect(row(page, "PE-E1", "offered-us")).to_be_visible(timeout=15_000)


def test_what_a_neighbour_asks_for_is_answered_by_an_offer_and_a_decline(
    browser: Browser, pair: Pair
) -> None:
    there = str(pair.folder / "WE")
    done("lend", "request", there, "PE", "--kind", "engine", "--quantity", "2",
         "--remarks", "long hoses")  # fmt: skip
    page = opened(browser, pair)
    asked = page.locator(".request-row")
    expect(asked).to_contain_text("Weir End asks for 2 × engine", timeout=15_000)
    expect(asked).to_contain_text("long hoses")
    assert faults(page) == []
    press(asked, "Offer, Weir End")
    page.locator(".ask-form").get_by_role("button", name="Which unit").click()
    page.get_by_role("option", name="E1").click()
    says(page)
    expect(row(page, "PE-E1", "offered")).to_be_visible()
    expect(asked).to_contain_text("We offer E1")
    press(asked, "Decline, Weir End")
    page.locator(".ask-form").get_by_role("button", name="Why not").click()
    page.get_by_role("option", name="too few would stay at home").click()
    says(page)
    expect(asked).to_contain_text("We give nothing more: too few would stay at home")


def test_units_are_asked_for_by_a_button_and_what_they_say_stands_there(
    browser: Browser, pair: Pair
) -> None:
    page = opened(browser, pair)
    press(page.locator('[data-neighbour="WE"]'), "Ask for units, Weir End")
    page.locator(".ask-form").get_by_role("button", name="Which kind").click()
    page.get_by_role("option", name="engine").click()
    says(page)
    asked = page.locator(".request-row[data-ours]")
    expect(asked).to_contain_text("We ask Weir End for 1 × engine")
    expect(asked).to_contain_text("Weir End has not answered")
    press(asked, "Ask no more, engine")
    says(page, Reason="it is out")
    expect(asked).to_have_count(0)


def test_a_call_is_passed_by_a_button_and_what_is_said_later_goes_after_it(
    browser: Browser, pair: Pair
) -> None:
    first, later = pair.here.report("Weir Lane 2"), pair.here.report("Weir Lane 3")
    page = opened(browser, pair)
    passing(page, pair, first, "Which town", "Weir End")
    passing(page, pair, later, "Which town, or which call", "More of Weir Lane 2, passed to WE")
    calls = {each.report: each for each in pair.here.door.town.picture.call_transfers.values()}
    assert calls[later].told.follows == calls[first].id


def passing(page: Page, pair: Pair, report: str, label: str, name: str) -> None:
    """A report is passed on, in the form on its page; it is on record when this ends."""
    go(page, pair.here, f"/calls/{report}")
    press(page.locator(".call-form"), "Pass to a neighbour")
    form = page.locator(".ask-form")
    form.get_by_role("button", name=label).click()
    page.get_by_role("option", name=name).click()
    says(page)
    expect(form).to_have_count(0)
    town = pair.here.door.town
    until(lambda: any(each.report == report for each in town.picture.call_transfers.values()))


def test_what_the_crew_said_must_be_what_it_was_asked(browser: Browser, pair: Pair) -> None:
    pair.lend("PE", "offer", "E1", "WE")
    page = opened(browser, pair)
    press(row(page, "PE-E1"), "Crew answered, E1")
    says(page, What_the_crew_said_back="1.0")
    expect(page.locator(".command")).to_contain_text("1.0")
    expect(row(page, "PE-E1", "offered")).to_be_visible()


def test_a_unit_is_lent_by_keys_alone(browser: Browser, pair: Pair) -> None:
    page = opened(browser, pair, "/desk")
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("7")
    expect(page.locator(".town-card")).to_contain_text("Weir End last heard")
    page.keyboard.press("/")
    for line, state in (("LE E2 WE", "offered"), ("LR E2 2.0", "ready"), ("LG E2", "lent")):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(row(page, "PE-E2", state)).to_be_visible(timeout=15_000)


def test_a_unit_in_limbo_is_shown_at_once_and_taken_back_by_two(
    browser: Browser, pair: Pair
) -> None:
    page = opened(browser, pair)
    expect(page.locator(".town-card")).to_contain_text("Weir End last heard")
    pair.cut.close()
    for deed, *words in (("offer", "WE"), ("ready", "2.0", "--readback", "2.0"), ("release",)):
        pair.lend("PE", deed, "B1", *words)
    expect(row(page, "PE-B1", "limbo")).to_contain_text("RELEASED to Weir End", timeout=5_000)
    expect(page.locator(".town-card")).to_contain_text("Its door does not answer", timeout=15_000)
    press(row(page, "PE-B1"), "Take back (override), B1")
    says(page, Reason="a fire of our own")
    expect(row(page, "PE-B1", "override")).to_contain_text("A second officer has to agree")
    press(row(page, "PE-B1"), "Agree as second officer, B1")
    expect(page.locator(".command")).to_contain_text("a second officer has to confirm")
    second = RegisterPerson(id="PE-p-second", handle="second", roles=("duty_officer",))
    pair.here.door.order(second)
    pair.here.door.order(ConfirmOverride(unit="PE-B1"), "PE-p-second")
    expect(row(page, "PE-B1", "override-answer").locator(".digits")).to_have_text(
        _nonce(pair, "PE-B1")
    )
    press(row(page, "PE-B1"), "Crew said the digits, B1")
    says(page, Digits_as_the_crew_said_them=_nonce(pair, "PE-B1"), **{"The crew's words": "ready"})
    expect(row(page, "PE-B1")).to_have_count(0)
    until(lambda: pair.is_with("PE", "PE-B1", "PE"))


def test_a_unit_in_limbo_alarms_after_half_a_minute(browser: Browser, pair: Pair) -> None:
    page = opened(browser, pair, "/desk")
    pair.cut.close()
    for deed, *words in (("offer", "WE"), ("ready", "2.0", "--readback", "2.0"), ("release",)):
        pair.lend("PE", deed, "B1", *words)
    button = page.get_by_role("button", name="Alarms")
    expect(page.locator('.unit-chip[data-unit="B1"]')).to_contain_text("WE", timeout=5_000)
    expect(button).to_contain_text("1", timeout=45_000)
    button.click()
    page.get_by_role("button", name="Call that town, or take it back").click()
    expect(row(page, "PE-B1", "limbo")).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_a_crew_sees_who_commands_it_and_answers_on_its_tablet(
    browser: Browser, pair: Pair, locale: str
) -> None:
    crew = "PE-p-crew"
    pair.here.door.order(RegisterPerson(id=crew, handle="crew", roles=("crew", "dispatcher")))
    pair.here.door.order(CrewUnit(unit="PE-E1", seats=(Seat(crew, "officer"),), count=4))
    page = signed_in(
        browser, pair.here, crew, locale=locale, viewport={"width": 390, "height": 844}
    )
    page.goto(f"{pair.here.address}/crew")
    expect(page.locator("nav button").first).to_be_visible(timeout=15_000)
    pair.lend("PE", "offer", "E1", "WE")
    said = page.locator(".commanded")
    expect(said).to_contain_text("2.0", timeout=15_000)
    assert faults(page) == []
    box = said.locator("button").bounding_box()
    assert box is not None
    assert box["height"] >= 60  # for gloves
    said.locator("button").click()
    expect(said.locator("button")).to_have_count(0, timeout=15_000)
    custody = pair.here.door.town.picture.custody.get("PE-E1")
    assert custody is not None
    assert custody.offer is not None
    assert custody.offer.is_ready
    pair.lend("PE", "release", "E1")
    until(lambda: pair.is_with("PE", "PE-E1", "WE"))
    expect(said).to_contain_text("WE")
    assert faults(page) == []


def _nonce(pair: Pair, unit: str) -> str:
    custody = pair.here.door.town.picture.custody.get(unit)
    assert custody is not None
    assert custody.override is not None
    return custody.override.nonce


def test_what_a_neighbour_tells_is_listed_with_its_town_and_its_age(
    browser: Browser, pair: Pair
) -> None:
    fire = fire_there(pair)
    page = opened(browser, pair)
    shown = page.locator(".region-row")
    expect(shown).to_contain_text("as Weir End told us", timeout=15_000)
    expect(shown).to_contain_text("Weir Lane 3")
    assert fire not in pair.here.door.town.picture.incidents
    expect(page.locator(".region-row[data-old]")).to_have_count(0)
    pair.cut.close()
    expect(page.locator(".region-row[data-old]")).to_contain_text("Weir Lane 3", timeout=15_000)


def test_the_link_is_cut_and_healed_by_buttons(browser: Browser, pair: Pair) -> None:
    page = opened(browser, pair)
    card = page.locator('[data-neighbour="WE"]')
    press(card, "Cut the link, Weir End")
    says(page, Reason="they were broken into")
    expect(card).to_contain_text("The link is cut, by us")
    expect(card).to_contain_text("they were broken into")
    press(card, "Heal the link, Weir End")
    says(page, Reason="spoken to them")
    expect(page.locator('[data-neighbour="WE"][data-standing="joined"]')).to_be_visible()


def test_an_agreement_is_read_compared_and_signed(browser: Browser, pair: Pair) -> None:
    here, there, folder = str(pair.folder / "PE"), str(pair.folder / "WE"), pair.folder
    facts = folder / "next.json"
    import contextlib
    import io

    from tocsin.app.cli import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["agreement", "show", there, "PE", "--draft"])
    facts.write_text(out.getvalue().replace('"most_units": 2', '"most_units": 3'))
    carried = str(folder / "amended.json")
    done("agreement", "amend", there, "PE", "--from", str(facts), "--sign", "--by", "Tom Finch",
         "--office", "Mayor", "--out", carried)  # fmt: skip
    done("agreement", "receive", here, carried)
    page = opened(browser, pair)
    expect(page.locator(".agreement-rows")).to_contain_text("Version 2 waits for our signature")
    page.locator(".agreement-rows a").click()
    expect(page.locator(".differs ins").first).to_contain_text("No more than 3 units")
    expect(page.locator(".differs del").first).to_contain_text("No more than 2 units")
    press(page.locator(".agreement-page"), "Version 2")
    press(page.locator(".agreement-page"), "Sign version 2")
    says(page, Name_as_it_is_to_stand_there="Ruth Amsel", Office="Mayor")
    expect(page.locator(".agreed-part").last).to_contain_text("Ruth Amsel, Mayor")
    compact = next(iter(pair.here.door.town.picture.compacts.values()))
    until(lambda: len(_signed(pair, compact.id)) == 2)


def _signed(pair: Pair, name: str) -> tuple[object, ...]:
    compact = pair.here.door.town.picture.compacts.get(name)
    assert compact is not None
    return compact.versions[-1].signatures


def test_who_may_not_lend_is_offered_nothing_to_do(browser: Browser, pair: Pair) -> None:
    pair.lend("PE", "offer", "E1", "WE")
    pair.here.door.order(RegisterPerson(id="PE-p-taker", handle="taker", roles=("call_taker",)))
    page = opened(browser, pair, person="PE-p-taker")
    expect(page.locator(".town-card")).to_contain_text("Weir End")
    expect(row(page, "PE-E1", "offered")).to_be_visible()
    assert page.locator(".neighbours-page .acts button").count() == 0


@pytest.mark.parametrize(("locale", "scheme", "width"), LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, pair: Pair, locale: str, scheme: str, width: int
) -> None:
    fire_there(pair)
    pair.lent("E1", "2.0")
    pair.lend("WE", "offer", "T4", "PE")
    viewport = {"width": width, "height": 844}
    page = opened(browser, pair, locale=locale, color_scheme=scheme, viewport=viewport)
    expect(row(page, "WE-T4", "offered-us")).to_be_visible(timeout=15_000)
    expect(page.locator(".region-row")).to_be_visible(timeout=15_000)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".agreement-rows a").click()
    expect(page.locator(".agreed-part").first).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_the_line_would_carry_goes_by_a_file_and_comes_by_one(
    browser: Browser, pair: Pair, tmp_path: Path
) -> None:
    """The line is cut; a fire of the other town is seen by a stick, and its receipt goes back."""
    pair.cut.close()
    fire, stick = fire_there(pair), tmp_path / "from-weir-end.bundle"
    done("bundle", "write", str(pair.folder / "WE"), "PE", str(stick))
    page = opened(browser, pair)
    chosen = page.locator('.bundle-read input[type="file"]')
    chosen.set_input_files(stick)
    expect(page.locator(".bundle-read")).to_contain_text("is taken in")
    expect(page.locator('[data-pane="region"]')).to_contain_text("Weir Lane 3", timeout=15_000)
    chosen.set_input_files(stick)
    expect(page.locator(".bundle-read")).to_contain_text("was known already")
    broken = tmp_path / "broken.bundle"
    broken.write_bytes(stick.read_bytes()[:-5])
    chosen.set_input_files(broken)
    expect(page.locator(".bundle-read [role=alert]")).to_contain_text("ends too early")
    with page.expect_download() as coming:
        press(page.locator('[data-neighbour="WE"]'), "Write a bundle, Weir End")
    back = tmp_path / "back.bundle"
    coming.value.save_as(back)
    assert coming.value.suggested_filename.startswith("tocsin-PE-to-WE-")
    told = done("bundle", "read", str(pair.folder / "WE"), str(back))
    assert told["is_news"] is True, (fire, told)
