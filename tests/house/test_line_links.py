"""Links from the documents to lines of the source point at what they name."""

import re
from pathlib import Path

import pytest

from docs import generate
from docs.line_links import LINE_LINK, NoSuchLine, line_of, linked
from tests.house.pages import pages
from tests.needs import ROOT

SECTION_LINK = re.compile(r"\]\((?P<path>[^()\s#]*\.md)?#(?P<anchor>[^()\s]+)\)")
SOURCE = '''"""A file."""

LIMIT = 3


class Town:
    """One town."""

    name: str = "Quay"

    def submit(self) -> None:
        """Take an order."""


def submit() -> None:
    """Another of the same name."""
'''


def test_every_link_to_a_line_is_at_the_line_of_what_it_names() -> None:
    moved = [str(page.relative_to(ROOT)) for page in generate.off_the_line()]
    assert moved == [], "run `.venv/bin/python docs/generate.py`"


def test_the_tour_leads_into_every_room_that_a_call_goes_through() -> None:
    tour = (ROOT / "docs" / "tour.md").read_text()
    rooms = {Path(found["path"]).parts[3] for found in LINE_LINK.finditer(tour)}
    passed = {"terms", "geo", "log", "operations", "access", "views", "jurisdiction", "app"}
    assert passed <= rooms


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as a Markdown site makes them."""
    outside = re.sub(r"^(```+).*?^\1$", "", page, flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", outside, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def lost_sections(page: Path) -> list[str]:
    """Links of a page into sections that are not there."""
    lost = []
    for found in SECTION_LINK.finditer(page.read_text()):
        target = page.parent / found["path"] if found["path"] else page
        if not target.is_file() or found["anchor"] not in anchors(target.read_text()):
            lost.append(found[0])
    return lost


def test_every_link_into_a_section_leads_to_a_heading() -> None:
    lost = {page.name: lost_sections(page) for page in pages(ROOT)}
    assert {name: links for name, links in lost.items() if links} == {}


def test_a_link_into_a_section_that_is_gone_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# The page\n## Who, and why?\n[a](#who-and-why) [b](page.md#who) [c](x.md#y)\n"
    )
    assert lost_sections(page) == ["](page.md#who)", "](x.md#y)"]


def test_a_link_that_points_at_another_line_is_noticed_and_put_right(tmp_path: Path) -> None:
    (tmp_path / "town.py").write_text(SOURCE)
    wrong = 'See [it](town.py#L1 "Town.submit"), [that](town.py "submit"), [a](town.py#L9 "LIMIT").'
    right = 'See [it](town.py#L11 "Town.submit"), [that](town.py#L15 "submit"), '
    assert linked(wrong, tmp_path) == right + '[a](town.py#L3 "LIMIT").'
    assert linked(linked(wrong, tmp_path), tmp_path) == linked(wrong, tmp_path)
    broken = '[a](town.py#L9\n"LIMIT")'
    assert linked(broken, tmp_path) == '[a](town.py#L3 "LIMIT")', "a line may end inside a link"


def test_a_link_to_something_that_is_gone_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "town.py").write_text(SOURCE)
    with pytest.raises(NoSuchLine, match=r"town\.py holds no `Town\.recall`"):
        line_of(tmp_path / "town.py", "Town.recall")
    with pytest.raises(NoSuchLine, match="is no file"):
        line_of(tmp_path / "gone.py", "Town")


def test_other_files_are_linked_at_the_first_line_that_holds_the_text(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('# words\n[unit_is_committed]\nsays = "…"\n')
    assert line_of(tmp_path / "words.toml", "[unit_is_committed]") == 2
