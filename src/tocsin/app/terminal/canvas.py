"""A sheet of terminal cells. What is drawn outside it is cut, so nothing can be wider or taller.

Widths are display widths (UAX #11): a wide letter takes two cells, a combining mark none. Control
characters never reach the terminal: text of a caller could otherwise move the cursor.
"""

import unicodedata
from collections.abc import Mapping

import msgspec

from tocsin.app.terminal.look import RESET, Depth, Ink, Look, sgr

ASCII = {
    "·": "-", "…": "~", "─": "-", "│": "|", "╱": "/", "→": ">", "←": "<", "↵": "Enter:", "›": ">",
    "↑": "Up", "–": "-", "—": "-", "−": "-", "×": "x", "▮": "_", "“": '"', "”": '"', "’": "'",
}  # fmt: skip


def char_width(char: str) -> int:
    """How many cells a character takes: 0, 1 or 2."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def text_width(text: str) -> int:
    """How many cells a text takes."""
    return sum(char_width(each) for each in text)


def clean(text: str) -> str:
    """Text on one line without control characters."""
    return "".join(each if unicodedata.category(each) != "Cc" else " " for each in text)


def fit(text: str, width: int, more: str = "…") -> str:
    """Text cut to a width; what was cut is marked."""
    text = clean(text)
    if text_width(text) <= width:
        return text
    kept, used = "", 0
    for each in text:
        if used + char_width(each) > width - text_width(more):
            break
        kept += each
        used += char_width(each)
    return (kept.rstrip() + more) if width > 0 else ""


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Text in at most `most` lines, broken at blanks; the last one is cut."""
    lines: list[str] = []
    rest = clean(text).split()
    while rest and len(lines) < most:
        line = rest.pop(0)
        if len(lines) == most - 1:
            lines.append(fit(" ".join([line, *rest]), width))
            return lines
        while rest and text_width(f"{line} {rest[0]}") <= width:
            line += f" {rest.pop(0)}"
        lines.append(fit(line, width))
    return lines


class Canvas:
    """A sheet of `width` × `height` cells. Drawn once, then read as lines.

    `tint` exchanges grounds (a drill's sheet is violet all over), whatever is drawn on them.
    """

    def __init__(
        self, width: int, height: int, look: Look, tint: Mapping[str, str] | None = None
    ) -> None:
        assert width > 0, width
        assert height > 0, height
        self.width = width
        self.height = height
        self.look = look
        self._ground = Ink()
        self._tint = tint or {}
        self._rows: list[list[tuple[str, Ink]]] = [
            [(" ", self._ground)] * width for _ in range(height)
        ]

    def put(
        self, x: int, y: int, text: str, ink: Ink | None = None, width: int | None = None
    ) -> int:
        """Write from a cell on, cut at `width` or the edge. Returns the column after the text."""
        ink = ink or self._ground
        room = self.width - x if width is None else min(width, self.width - x)
        if not 0 <= y < self.height or x < 0 or room <= 0:
            return x
        if not self.look.unicode:
            text = "".join(ASCII.get(each, each) for each in text)
            text = text.encode("ascii", "replace").decode()
        row = self._rows[y]
        for each in fit(text, room, self.look.sign("…", "~")):
            wide = char_width(each)
            if wide == 0:
                if x > 0:
                    row[x - 1] = (row[x - 1][0] + each, row[x - 1][1])
                continue
            row[x] = (each, ink)
            if wide == 2:
                row[x + 1] = ("", ink)
            x += wide
        return x

    def right(self, x: int, y: int, text: str, ink: Ink | None = None) -> int:
        """Write so that the text ends before column `x`. Returns where it begins."""
        shown = text if self.look.unicode else "".join(ASCII.get(each, each) for each in text)
        begin = max(0, x - text_width(clean(shown)))
        self.put(begin, y, text, ink, x - begin)
        return begin

    def fill(self, y: int, ink: Ink, x: int = 0, width: int | None = None) -> None:
        """Give a stretch of a line its ground."""
        end = self.width if width is None else min(self.width, x + width)
        for each in range(x, end):
            self._rows[y][each] = (" ", ink)

    def lines(self) -> list[str]:
        """The sheet as lines, each ending as it began: with nothing switched on."""
        return [self._line(row) for row in self._rows]

    def _line(self, row: list[tuple[str, Ink]]) -> str:
        depth = self.look.depth
        if depth is Depth.plain:
            return "".join(text for text, _ in row).rstrip()
        parts: list[str] = []
        now: Ink | None = None
        for text, ink in row:
            if ink != now:
                toned = msgspec.structs.replace(ink, bg=self._tint.get(ink.bg, ink.bg))
                parts.append(sgr(toned, depth))
                now = ink
            parts.append(text)
        return "".join(parts) + RESET
