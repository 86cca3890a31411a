"""The report as a page: everything that is doubtful, on a map, without a request to anywhere."""

import re
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import Node, Way, render, samples

Capture = pytest.CaptureFixture[str]


def made(folder: Path, text: str) -> str:
    (folder / "x.osm").write_text(text)
    words = ["import", str(folder / "x.osm"), "--out", str(folder / "G")]
    assert main(["ground", *words]) == Exit.done
    page = folder / "page.html"
    assert main(["ground", "report", str(folder / "G"), "--html", str(page)]) == Exit.done
    return page.read_text()


def test_every_doubt_is_in_the_page_and_has_a_mark_where_it_has_a_place(tmp_path: Path) -> None:
    things = [each for each in samples.things() if each.id not in (103, 13)]
    page = made(tmp_path, render(things))
    assert "roads apart: 1" in page
    assert "Road way 113 has no two neighbouring nodes" in page
    marks = re.findall(r'class="mark"><title>([^<]*)</title>', page)
    assert any("are not joined to the others" in each for each in marks)
    assert "Jurisdictions: Westerly." in page
    assert page.count('<svg class="key"') == page.count("<summary>") == 4


def test_a_ground_without_doubts_says_so(tmp_path: Path) -> None:
    """The control."""
    page = made(tmp_path, render(samples.things()))
    assert "<p>None.</p>" in page
    assert 'class="mark"' not in page
    assert 'class="border"' in page
    assert 'class="road"' in page


def test_the_page_asks_for_nothing_and_runs_nothing(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script><img src=http://example.com/x>'
    things = [*samples.things(), Way(150, (9998, 9999), {"highway": "primary", "name": hostile,
                                                         "maxheight": hostile}),
              Node(9998, samples.at(0, 0)), Node(9999, samples.at(9, 9))]  # fmt: skip
    page = made(tmp_path, render(things))
    assert "&lt;script&gt;" in page
    assert not re.search(
        r"<(script|img|link|iframe|object)\b|<[^>]*\b(src|href)=|url\(|@import", page
    )
    assert "default-src 'none'" in page
