"""Papers as PDF: pages, letters, lines to sign on.

The same paper in the same language gives the same bytes. Its letters are those of the console,
which comes with Tocsin; each page ends with a foot that names what it is. Shapes: A4, 20 mm all
round.
"""

import hashlib
import io
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from fnmatch import fnmatch
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos
from fpdf.fonts import TTFFont

from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import spoken
from tocsin.app.wording import RIGHT_TO_LEFT

MARGIN_MM = 20.0
BODY_PT, SMALL_PT, TITLE_PT = 10, 8, 18

LATIN, MORE, ARABIC = "latin", "latin_ext", "arabic"
FONTS = {
    (LATIN, ""): "inter-latin-400-normal-*.woff",
    (LATIN, "B"): "inter-latin-600-normal-*.woff",
    (MORE, ""): "inter-latin-ext-400-normal-*.woff",
    (MORE, "B"): "inter-latin-ext-600-normal-*.woff",
    (ARABIC, ""): "noto-sans-arabic-arabic-400-normal-*.woff2",
    (ARABIC, "B"): "noto-sans-arabic-arabic-600-normal-*.woff2",
}


class Heading(NamedTuple):
    """What a paper is: its title, what it is about in its properties, its foot, its date."""

    title: str
    subject: str
    foot: str
    at: datetime


class Page(FPDF):
    """A page with what it is at its foot."""

    foot = ""
    pages_in_all = 0

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(size=SMALL_PT)
        self.set_text_color(90)
        number = f"{self.page_no()} / {self.pages_in_all}"
        self.cell(0, 5, f"{self.foot}   {number}", align=Align.C)
        self.set_text_color(0)


def printed(heading: Heading, draw: Callable[[Page], None]) -> bytes:
    """The PDF that `draw` writes, in the language that is spoken. Raises Told: the console's
    letters are not there.
    """
    with tempfile.TemporaryDirectory() as folder:
        fonts = _fonts_in(Path(folder))
        first = _drawn(heading, draw, fonts, 0)
        last = _drawn(heading, draw, fonts, first.page_no())
        content = bytes(last.output())
        for page in (first, last):
            _close(page)
        return content


def _close(page: Page) -> None:
    """Let go of the files of its letters: whoever serves prints many."""
    for font in page.fonts.values():
        if isinstance(font, TTFFont):
            font.close()


def _drawn(
    heading: Heading,
    draw: Callable[[Page], None],
    fonts: dict[tuple[str, str], Path],
    pages_in_all: int,
) -> Page:
    page = _begun(heading, fonts, pages_in_all)
    draw(page)
    return page


def _begun(heading: Heading, fonts: dict[tuple[str, str], Path], pages_in_all: int) -> Page:
    page = Page(format="A4")
    page.set_creation_date(heading.at)
    page.set_title(heading.title)
    page.set_subject(heading.subject)
    page.set_creator("Tocsin")
    page.set_producer("Tocsin")
    page.set_lang(spoken())
    page.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
    page.set_auto_page_break(auto=True, margin=MARGIN_MM + 5)
    for (family, style), file in fonts.items():
        page.add_font(family, style, file)
    first, *others = (ARABIC, LATIN, MORE) if _is_rtl() else (LATIN, MORE, ARABIC)
    page.set_fallback_fonts(others, exact_match=False)
    page.set_text_shaping(use_shaping_engine=True)
    page.foot = heading.foot
    page.pages_in_all = pages_in_all
    page.set_font(first, size=BODY_PT)
    page.add_page()
    return page


def _is_rtl() -> bool:
    return spoken() in RIGHT_TO_LEFT


def write(
    page: FPDF, text: str, *, size: float = BODY_PT, style: str = "", after: float = 0
) -> None:
    """A paragraph, and so many millimetres below it."""
    page.set_font(style=style, size=size)
    page.multi_cell(
        0, size * 0.5, text, align=Align.R if _is_rtl() else Align.L,
        new_x=XPos.LMARGIN, new_y=YPos.NEXT,
    )  # fmt: skip
    if after:
        page.ln(after)


def line_to_sign(page: FPDF, label: str) -> None:
    """A label with a line to write on."""
    page.ln(5)
    y, width = page.get_y() + 4, page.w - 2 * MARGIN_MM
    if _is_rtl():
        page.cell(width, 4, label, align=Align.R)
        page.line(MARGIN_MM, y, MARGIN_MM + width - 45, y)
    else:
        page.cell(45, 4, label)
        page.line(MARGIN_MM + 45, y, MARGIN_MM + width, y)
    page.ln(4)


def _fonts_in(folder: Path) -> dict[tuple[str, str], Path]:
    """The letters as files that the writer reads."""
    found: dict[tuple[str, str], Path] = {}
    for number, (key, content) in enumerate(_letters().items()):
        file = folder / f"{number}.ttf"
        file.write_bytes(content)
        found[key] = file
    return found


@cache
def _letters() -> dict[tuple[str, str], bytes]:
    """The console's fonts, out of their wrapping for browsers. Raises Told."""
    assets = resources.files("tocsin.app.web") / "ui" / "assets"
    names = sorted(each.name for each in assets.iterdir()) if assets.is_dir() else []
    return {key: _unwrapped(assets, names, pattern) for key, pattern in FONTS.items()}


def _unwrapped(assets: resources.abc.Traversable, names: Sequence[str], pattern: str) -> bytes:
    name = next((each for each in names if fnmatch(each, pattern)), None)
    if name is None:
        raise Told(
            "the console was not built, and its letters are missing: bin/prepare ui", Exit.not_so
        )
    font = TTFont(io.BytesIO((assets / name).read_bytes()), recalcTimestamp=False)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    return plain.getvalue()


def sha256(content: bytes) -> str:
    """The hash of a paper, in hex."""
    return hashlib.sha256(content).hexdigest()
