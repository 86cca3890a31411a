"""The colours of the console as its token file has them, and the arithmetic of contrast."""

import re
from math import cos, dist, radians, sin
from pathlib import Path

from tests.needs import ROOT

TOKENS = ROOT / "ui" / "src" / "look" / "tokens.css"
Linear = tuple[float, float, float]
Rows = tuple[Linear, Linear, Linear]

# Björn Ottosson, "A perceptual color space for image processing" (2020): OKLab and linear sRGB.
_TO_LMS: Rows = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
_TO_RGB: Rows = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_RGB_TO_LMS: Rows = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LMS_TO_LAB: Rows = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)

SEEN: dict[str, Rows] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB."""


def _times(rows: Rows, column: Linear) -> Linear:
    first, second, third = (sum(x * y for x, y in zip(row, column, strict=True)) for row in rows)
    return first, second, third


def themes(path: Path = TOKENS) -> dict[str, dict[str, Linear]]:
    """Each theme's tokens as linear sRGB; what is not a plain `oklch(L C h)` is left out."""
    block = r'^:root[^{]*\[data-look="(\w+)"\] \{(.*?)^\}'
    token = r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ?([\d.]*)\);"
    return {
        name: {
            each: linear(float(lightness), float(chroma), float(hue or 0))
            for each, lightness, chroma, hue in re.findall(token, body)
        }
        for name, body in re.findall(block, path.read_text(), re.MULTILINE | re.DOTALL)
    }


def linear(lightness: float, chroma: float, hue: float) -> Linear:
    """OKLCH as linear sRGB, cut off where the screen ends."""
    lab = (lightness, chroma * cos(radians(hue)), chroma * sin(radians(hue)))
    long, middle, short = _times(_TO_LMS, lab)
    red, green, blue = _times(_TO_RGB, (long**3, middle**3, short**3))
    return _held(red), _held(green), _held(blue)


def _held(part: float) -> float:
    return min(1.0, max(0.0, part))


def contrast(one: Linear, other: Linear) -> float:
    """Contrast ratio (WCAG 2.2, relative luminance)."""
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (one, other))
    return light[1] / light[0]


def blended(theme: dict[str, Linear], look: str, mark: str) -> tuple[Linear, Linear, Linear]:
    """What a tiled word makes of the three grounds: lightened, or darkened in the light look."""
    pick = min if look == "light" else max
    return tuple(  # type: ignore[return-value]
        tuple(map(pick, theme[mark], theme[ground])) for ground in ("bg0", "bg1", "bg2")
    )


def lab(colour: Linear) -> Linear:
    """Linear sRGB as OKLab."""
    long, middle, short = (max(0.0, part) ** (1 / 3) for part in _times(_RGB_TO_LMS, colour))
    return _times(_LMS_TO_LAB, (long, middle, short))


def apart(one: Linear, other: Linear) -> float:
    """How far two colours lie apart in OKLab."""
    return dist(lab(one), lab(other))


def seen(colour: Linear, by: str) -> Linear:
    """The colour as somebody with this deficiency sees it."""
    red, green, blue = _times(SEEN[by], colour)
    return _held(red), _held(green), _held(blue)


def screen(colour: Linear) -> tuple[int, int, int]:
    """The colour as the bytes of a screenshot."""
    red, green, blue = (
        round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055))
        for c in colour
    )
    return red, green, blue
