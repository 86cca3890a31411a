"""Agreements, stock and loans on the screen of neighbours, between two real towns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.app.neighbours.test_two_towns import done
from tests.console.axe import faults
from tests.console.beside import Pair, neighbours
from tests.console.console_town import go, signed_in, until
from tests.console.test_neighbours import opened, press, row, says
from tocsin.operations.picture.agreement import Compact

pytestmark = pytest.mark.full

SOON_MS = 15_000


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """One pair for all of it; each test sees itself to what it needs there."""
    folder: Path = tmp_path_factory.mktemp("pair")
    with neighbours(folder) as found:
        yield found


def lot(page: Page, name: str) -> Locator:
    return page.locator(f'.stock-row[data-lot="{name}"]')


def quantity(pair: Pair, name: str) -> int:
    found = pair.here.door.town.picture.lots.get(name)
    return -1 if found is None else found.quantity


def agreement(pair: Pair) -> str:
    return next(iter(pair.there.picture.compacts))


def test_stock_is_agreed_on_the_form_and_lent_by_buttons_and_by_keys(
    browser: Browser, pair: Pair
) -> None:
    """One story, of which each part needs the one before."""
    page = opened(browser, pair, f"/neighbours/agreements/{agreement(pair)}")
    _is_amended_and_signed_over_the_link(page, pair)
    go(page, pair.here, "/neighbours")
    _is_registered_used_counted_and_lent(page, pair)
    go(page, pair.here, "/neighbours")
    _is_refused_before_it_is_sent(page, pair)
    _goes_by_keys_alone_and_comes_home(page, pair)


def _is_amended_and_signed_over_the_link(page: Page, pair: Pair) -> None:
    press(page.locator(".page-acts"), "Amend")
    stock = page.get_by_label("Counted stock").first
    stock.fill("sandbags many")
    expect(page.get_by_text("As sandbags 1000 (200)", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Propose version 2")).to_be_disabled()
    stock.fill("sandbags 1000 (200)")
    expect(page.locator(".agreed-part").filter(has_text="sandbags, up to 1,000")).to_have_count(1)
    assert faults(page) == []
    page.get_by_role("button", name="Propose version 2").click()
    expect(page.get_by_text("Version 2 waits for our signature")).to_be_visible(timeout=SOON_MS)
    press(page.locator(".columns"), "Sign version 2")
    says(page, Name="Ruth Amsel", Office="Mayor")
    expect(page.get_by_text("Version 2 waits for the signature of Weir End")).to_be_visible()
    until(lambda: any(each.number == 2 for each in _there(pair).versions))
    assert _there(pair).in_force != _version_two(pair), "the control: one signature is not enough"
    done("agreement", "sign", str(pair.folder / "WE"), "PE", "--by", "Tom Finch",
         "--office", "Mayor")  # fmt: skip
    expect(page.get_by_role("button", name="Version 2 · in force")).to_be_visible(timeout=SOON_MS)


def _there(pair: Pair) -> Compact:
    found = pair.there.picture.compacts.get(agreement(pair))
    assert found is not None
    return found


def _version_two(pair: Pair) -> str:
    return next(each.digest for each in _there(pair).versions if each.number == 2)


def test_papers_and_files_of_an_agreement_are_taken_away(browser: Browser, pair: Pair) -> None:
    page = opened(browser, pair, f"/neighbours/agreements/{agreement(pair)}")
    for name, begins in (("Paper to sign (PDF)", b"%PDF"), ("File for the partner", b"{")):
        with page.expect_download() as got:
            press(page.locator(".page-acts"), name)
        assert Path(got.value.path()).read_bytes().startswith(begins)


def _is_registered_used_counted_and_lent(page: Page, pair: Pair) -> None:
    page.get_by_role("button", name="Put stock on the register").click()
    says(page, Kind_of_goods="sandbags", How_much="1000", Kept_at="North depot")
    row = lot(page, "PE-SANDBAGS")
    expect(row).to_contain_text("1,000 sandbags, kept at North depot")
    press(row, "Use, SANDBAGS")
    says(page, How_much="100", What_for="the dike")
    expect(row).to_contain_text("900 sandbags")
    press(row, "More, SANDBAGS")
    press(row, "Count, SANDBAGS")
    says(page, How_much_is_there="890", Why_it_differs="ten were torn")
    expect(row).to_contain_text("Used: 100; lost: 10")
    press(row, "Lend, SANDBAGS")
    page.locator(".ask-form").get_by_role("button", name="To").click()
    page.get_by_role("option", name="Weir End").click()
    says(page, How_much="400")
    expect(row).to_contain_text("400 sandbags with WE", timeout=SOON_MS)
    assert quantity(pair, "PE-SANDBAGS") == 490
    press(row, "Ask back, SANDBAGS")
    says(page, Until="18:00")
    expect(row).to_contain_text("Asked back from WE: 400 sandbags, 0 given back since")
    expect(row.get_by_role("button", name="Retire, SANDBAGS")).to_have_count(0)
    assert faults(page) == []
    go(page, pair.here, "/neighbours/loans/PE-SANDBAGS/WE")
    shown = page.locator(".loan-page")
    expect(shown.locator(".loan-recalls")).to_contain_text("Asked back from WE", timeout=SOON_MS)
    expect(shown.locator(".happened")).to_contain_text("asked back from WE by")


def _is_refused_before_it_is_sent(page: Page, pair: Pair) -> None:
    press(lot(page, "PE-SANDBAGS"), "Use, SANDBAGS")
    page.locator(".ask-form").get_by_label("How much").fill("9000")
    expect(page.locator(".ask-form [data-wrong]")).to_contain_text("490")
    assert quantity(pair, "PE-SANDBAGS") == 490


def _goes_by_keys_alone_and_comes_home(page: Page, pair: Pair) -> None:
    done("stock", "use", str(pair.folder / "WE"), "sandbags", "300")
    done("lend", "lot-return", str(pair.folder / "WE"), "sandbags", "100")
    go(page, pair.here, "/neighbours")
    expect(lot(page, "PE-SANDBAGS")).to_contain_text("590 sandbags", timeout=SOON_MS)
    page.keyboard.press("/")
    page.keyboard.type('GR sandbags 10 "from Baker')
    page.keyboard.press("Enter")
    expect(lot(page, "PE-SANDBAGS")).to_contain_text("600 sandbags")


@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("ar", "dark")])
def test_the_page_of_a_loan_tells_its_course_and_gives_its_papers(
    browser: Browser, pair: Pair, locale: str, scheme: str
) -> None:
    _lent(pair)
    size = {"width": 390, "height": 844} if locale == "ar" else {"width": 1440, "height": 900}
    page = signed_in(
        browser, pair.here, at="/units/PE-E1", locale=locale, color_scheme=scheme, viewport=size
    )
    page.locator('.page-links a[href="/neighbours/loans/PE-E1"]').click()
    shown = page.locator('.loan-page[data-loan="PE-E1"]')
    expect(shown.locator(".happened li")).to_have_count(4, timeout=SOON_MS)
    expect(shown).to_contain_text("EUR 120.00")
    assert faults(page) == []
    for number, begins in ((0, b"%PDF"), (1, b"loan,part")):
        with page.expect_download() as got:
            shown.locator(".page-acts button").nth(number).click()
        assert Path(got.value.path()).read_bytes().startswith(begins)
    go(page, pair.here, "/neighbours/loans/PE-B1")
    expect(page.locator(".loan-page")).to_have_count(0)


def _lent(pair: Pair) -> None:
    """E1 is with Weir End."""
    if not pair.is_with("PE", "PE-E1", "WE"):
        pair.lent("E1", "2.0")


def test_what_a_guest_drove_is_told_by_a_button(browser: Browser, pair: Pair) -> None:
    pair.lend("WE", "offer", "T5", "PE")
    pair.lend("WE", "ready", "T5", "2.0", "--readback", "2.0")
    pair.lend("WE", "release", "T5")
    until(lambda: pair.is_with("PE", "WE-T5", "PE"))
    page = opened(browser, pair)
    press(row(page, "WE-T5", "here"), "What it drove, T5")
    says(page, Kilometres="84")
    expect(page.locator(".ask-form")).to_have_count(0)
    go(page, pair.here, "/neighbours/loans/WE-T5")
    expect(page.locator(".loan-page .happened")).to_contain_text("84", timeout=SOON_MS)


def test_what_was_lent_and_what_was_refused_are_among_the_measures(
    browser: Browser, pair: Pair
) -> None:
    _lent(pair)
    page = opened(browser, pair, "/measures")
    lent = page.get_by_role("region", name="Lent and borrowed")
    expect(lent.get_by_role("row").filter(has_text="PE").first).to_contain_text("WE")
    with page.expect_download() as got:
        press(lent, "Table (CSV)")
    assert Path(got.value.path()).read_text().startswith("month,gave,got")
    expect(page.get_by_role("region", name="Refused orders")).to_be_visible()


def test_who_only_looks_reads_no_loan(browser: Browser, pair: Pair) -> None:
    _lent(pair)
    page = signed_in(browser, pair.here, "PE-p-looker", at="/neighbours/loans/PE-E1")
    expect(page.get_by_text("There is no loan that you may see here")).to_be_visible()
