"""A real browser with script off, at the size of a phone; axe looks at the pages from outside."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.app.public.sites import ARABIC, Clear
from tests.app.public.test_pages import OPENED, sheltering
from tests.console.axe import faults
from tests.operations.story import MORNING
from tests.operations.warned import issued, text
from tocsin.app.public.published import published
from tocsin.app.public.site import Site
from tocsin.operations.policy import SetPublicPolicy
from tocsin.terms.cap import CapMsgType

pytestmark = pytest.mark.full
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The site as files, and a warning that was replaced."""
    story = sheltering()
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    texts = (text(), ARABIC)
    first = issued(story, texts=texts)
    issued(story, texts=texts, msg_type=CapMsgType.update, follows=first)
    folder = tmp_path_factory.mktemp("copy")
    site = Site(published(story.picture, Clear(), "Perry"), MORNING)
    for name in site.names():
        leaf = site.leaf(name)
        assert leaf is not None
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(leaf.body)
    return folder, first


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_in_arabic(
    browser: Browser, copy: tuple[Path, str], scheme: Literal["light", "dark"]
) -> None:
    folder, first = copy
    # The pages forbid every script, axe's too: it is let in from outside, past their policy.
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for name in ("index.html", f"{first}.html", "warnings.html", "shelters.html", "roads.html"):
        page.goto((folder / "ar" / name).as_uri())
        assert faults(page) == [], name
    # The control: what is wrong is found.
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("html-has-lang" in each for each in faults(page))
    context.close()


def test_without_script_a_page_is_whole_and_fits_a_phone_either_way(
    browser: Browser, copy: tuple[Path, str]
) -> None:
    folder, first = copy
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for language, act in (("en", "Leave now."), ("ar", ARABIC.instruction.split(".")[0] + ".")):
        page.goto((folder / language / "index.html").as_uri())
        assert page.locator("h1").inner_text() == act
        assert _fits(page)
        page.goto((folder / language / f"{first}.html").as_uri())
        assert _fits(page)
        page.locator("a", has_text=_newer(language)).click()
        assert page.locator("h1").inner_text() == act
    context.close()


def _newer(language: str) -> str:
    return {"en": "Read what came after it", "ar": "اقرأ ما جاء بعده"}[language]


def _fits(page: Page) -> bool:
    box = page.locator("body").bounding_box()
    inner = page.locator("main").bounding_box()
    return box is not None and inner is not None and max(box["width"], inner["width"]) <= 390


def test_a_page_that_got_a_script_would_not_run_it(
    browser: Browser, copy: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = copy
    whole = (folder / "en/index.html").read_text()
    script = "<script>document.title = 'ran'</script></body>"
    context = browser.new_context()
    page = context.new_page()
    bare = whole.replace('http-equiv="Content-Security-Policy"', "")
    for name, content, runs in (("kept", whole, False), ("bare", bare, True)):
        path = tmp_path / f"{name}.html"
        path.write_text(content.replace("</body>", script))
        page.goto(path.as_uri())
        assert (page.title() == "ran") is runs, name
    context.close()
