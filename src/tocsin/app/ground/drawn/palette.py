"""The colours of the map's three styles: calm greys, so that marks of incidents stand out.

Contrast as WCAG 2.2 §1.4.3 counts it: text on what lies under it is 4.5 or more, and 7 or more in
`contrast` (§1.4.6).
"""

import re

PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "beyond": "#dfddd8",
        "ground": "#f3f2ef", "built": "#eae8e4", "works": "#e6e3e4", "field": "#f1efe4",
        "wood": "#d9e6d5", "green": "#e1ebdb", "wet": "#dbe8e4", "sand": "#f0ead9",
        "rock": "#e7e5e1", "institution": "#ece7e1", "parking": "#e7e7e7", "graves": "#dde6dc",
        "water": "#b5d4e9", "shore": "#9cc2dc", "stream": "#9cc2dc",
        "building": "#dcd7d0", "wall": "#c9c3ba",
        "motorway": "#d9b98a", "trunk": "#dfc59d", "primary": "#e9d9ba", "road": "#ffffff",
        "service": "#fbfaf8", "path": "#a8a29a", "track": "#bdb3a2", "casing": "#c4beb5",
        "casing_major": "#9b8159", "tunnel": "#e2dfda", "border": "#8a8199",
        "text": "#3b3f45", "text_quiet": "#51565d", "text_place": "#1f2328",
        "text_water": "#1c4c6e", "text_green": "#37523a", "halo": "#f8f7f5",
        "number": "#55504a", "plate": "#ffffff", "plate_edge": "#6b7079", "mark": "#2c3138",
        "mark_fire": "#8a2f22", "mark_help": "#1d4f7c", "mark_water": "#0f5a73",
    },
    "dark": {
        "beyond": "#0a0c0f",
        "ground": "#14181d", "built": "#1a1f25", "works": "#1e2128", "field": "#171b1d",
        "wood": "#16221d", "green": "#18241e", "wet": "#15252a", "sand": "#23221d",
        "rock": "#1d2023", "institution": "#20222a", "parking": "#1b2026", "graves": "#1a251f",
        "water": "#18344c", "shore": "#23496a", "stream": "#24486a",
        "building": "#262c34", "wall": "#333a44",
        "motorway": "#6f614d", "trunk": "#655a4a", "primary": "#575149", "road": "#3e454f",
        "service": "#303740", "path": "#4a4f55", "track": "#4c473f", "casing": "#0f1216",
        "casing_major": "#0f1216", "tunnel": "#23282f", "border": "#8d86a3",
        "text": "#c9ced6", "text_quiet": "#b0b7c1", "text_place": "#eceff3",
        "text_water": "#8fc0e6", "text_green": "#9fc0a4", "halo": "#10141a",
        "number": "#b0b7c1", "plate": "#262c34", "plate_edge": "#79828e", "mark": "#e3e7ec",
        "mark_fire": "#ffb3a4", "mark_help": "#a8d2ff", "mark_water": "#8fdcf2",
    },
    "contrast": {
        "beyond": "#c9c9c9",
        "ground": "#ffffff", "built": "#f5f5f5", "works": "#efefef", "field": "#ffffff",
        "wood": "#e0efd9", "green": "#ebf5e5", "wet": "#e2f1ef", "sand": "#f7f2e0",
        "rock": "#ececec", "institution": "#f4efe6", "parking": "#eeeeee", "graves": "#e8efe5",
        "water": "#c3e0f6", "shore": "#003f70", "stream": "#00508f",
        "building": "#d6d6d6", "wall": "#4a4a4a",
        "motorway": "#c2a878", "trunk": "#d3bf97", "primary": "#e6d9bd", "road": "#ffffff",
        "service": "#ffffff", "path": "#4d4d4d", "track": "#5c4a2e", "casing": "#3a3a3a",
        "casing_major": "#000000", "tunnel": "#dcdcdc", "border": "#4b0082",
        "text": "#000000", "text_quiet": "#1a1a1a", "text_place": "#000000",
        "text_water": "#00294a", "text_green": "#0f3514", "halo": "#ffffff",
        "number": "#000000", "plate": "#ffffff", "plate_edge": "#000000", "mark": "#000000",
        "mark_fire": "#7a0c00", "mark_help": "#00306b", "mark_water": "#003c4d",
    },
}  # fmt: skip

COVERS = {
    "wood": "wood", "scrub": "green", "heath": "green", "orchard": "green", "vineyard": "green",
    "park": "green", "grass": "green",
    "meadow": "green", "golf": "green", "pitch": "green", "allotments": "green",
    "wetland": "wet", "beach": "sand", "rock": "rock", "quarry": "rock", "glacier": "wet",
    "residential": "built", "commercial": "works",
    "retail": "works", "industrial": "works", "railway": "works",
    "military": "works", "airfield": "works", "farmland": "field", "farmyard": "built",
    "institution": "institution", "parking": "parking", "cemetery": "graves",
}  # fmt: skip
"""The colour of a kind of area; what is not here is `built`."""

UNDER_TEXT = ("ground", "built", "works", "field", "wood", "green", "wet", "sand", "rock",
              "institution", "parking", "graves")  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (`#rrggbb`), 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
