"""What a terminal can show: colours, letters, and the inks the board is drawn with.

Colours are the console's tokens (OKLCH turned to sRGB), dark ground, text capped for the night.
Colour
answers two questions only: how bad is it, and who is free. Shape and word say the same without it.
"""

from collections.abc import Mapping
from enum import IntEnum

import msgspec


class Depth(IntEnum):
    """How many colours there are. `plain` writes no escape at all, `mono` bold and reverse only."""

    plain = 0
    mono = 1
    c256 = 2
    true = 3


class Look(msgspec.Struct, frozen=True):
    """What may be written: colours, and whether shapes beyond ASCII arrive as such."""

    depth: Depth = Depth.plain
    unicode: bool = True

    def sign(self, shape: str, ascii_: str) -> str:
        """A shape, or what stands for it in ASCII."""
        return shape if self.unicode else ascii_


def look_of(env: Mapping[str, str], encoding: str | None, is_tty: bool) -> Look:
    """What this terminal can show, from its environment (no-color.org; COLORTERM; TERM)."""
    unicode = (encoding or "ascii").lower().replace("-", "").replace("_", "").startswith("utf")
    term = env.get("TERM", "")
    if not is_tty or term == "dumb":
        return Look(Depth.plain, unicode)
    if env.get("NO_COLOR"):
        return Look(Depth.mono, unicode)
    if env.get("COLORTERM") in ("truecolor", "24bit") or "direct" in term:
        return Look(Depth.true, unicode)
    rich = "256" in term or term in ("xterm-kitty", "alacritty", "foot", "wezterm")
    return Look(Depth.c256 if rich else Depth.mono, unicode)


Rgb = tuple[int, int, int]

TOKENS: dict[str, Rgb] = {
    "bg0": (13, 17, 22),
    "bg1": (21, 26, 32),
    "bg2": (31, 38, 45),
    "text1": (213, 216, 218),
    "text2": (186, 190, 195),
    "text3": (151, 156, 161),
    "edge": (108, 118, 128),
    "action": (107, 203, 247),
    "sev1": (254, 85, 83),
    "sev2": (253, 147, 48),
    "sev3": (247, 219, 74),
    "sev4": (109, 179, 228),
    "unknown": (150, 156, 163),
    "free": (92, 221, 196),
    "exercise": (204, 124, 249),
    "drill0": (27, 15, 37),
    "drill1": (52, 24, 70),
    "past0": (38, 40, 44),
    "past1": (58, 61, 66),
}


class Ink(msgspec.Struct, frozen=True):
    """How a cell is written. Colours are tokens; without colours `bold` and `reverse` remain."""

    fg: str = "text2"
    bg: str = "bg0"
    bold: bool = False
    reverse: bool = False


def nearest_256(rgb: Rgb) -> int:
    """The nearest colour of the 6×6×6 cube or the grey ramp of a 256-colour terminal."""
    steps = (0, 95, 135, 175, 215, 255)
    cube = [_nearest_step(part, steps) for part in rgb]
    grey = max(0, min(23, round((sum(rgb) / 3 - 8) / 10)))
    level = 8 + 10 * grey
    far_cube = sum((steps[i] - part) ** 2 for i, part in zip(cube, rgb, strict=True))
    far_grey = sum((level - part) ** 2 for part in rgb)
    if far_grey < far_cube:
        return 232 + grey
    return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]


def _nearest_step(part: int, steps: tuple[int, ...]) -> int:
    """The index of the step that is nearest to a part of a colour."""
    return min(range(len(steps)), key=lambda index: abs(steps[index] - part))


def sgr(ink: Ink, depth: Depth) -> str:
    """The escape that switches to an ink (ECMA-48 SGR); nothing where nothing may be written."""
    if depth is Depth.plain:
        return ""
    codes = ["0"]
    if ink.bold:
        codes.append("1")
    if ink.reverse:
        codes.append("7")
    if depth is Depth.true:
        codes.append("38;2;{};{};{}".format(*TOKENS[ink.fg]))
        codes.append("48;2;{};{};{}".format(*TOKENS[ink.bg]))
    elif depth is Depth.c256:
        codes.append(f"38;5;{nearest_256(TOKENS[ink.fg])}")
        codes.append(f"48;5;{nearest_256(TOKENS[ink.bg])}")
    return f"\x1b[{';'.join(codes)}m"


RESET = "\x1b[0m"
