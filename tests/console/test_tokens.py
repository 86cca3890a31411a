"""The colours of the console, computed from the token file: nothing is judged by eye.

Sources: WCAG 2.2 success criteria 1.4.3, 1.4.6 and 1.4.11; Machado, Oliveira and Fernandes (2009).
"""

from itertools import combinations
from pathlib import Path

import pytest

from tests.console.colours import (
    SEEN,
    TOKENS,
    Linear,
    apart,
    blended,
    contrast,
    seen,
    themes,
)

LEAST = {
    "dark": {
        "text1": 13.4, "text2": 8.1, "text3": 5.5, "edge": 3.2, "action": 8.3, "focus": 8.3,
        "sev1": 4.8, "sev2": 6.8, "sev3": 11.0, "sev4": 6.7, "sevU": 5.5, "free": 9.2,
        "exercise": 5.6,
    },
    "light": {
        "text1": 13.7, "text2": 7.7, "text3": 5.3, "edge": 3.3, "action": 5.7, "focus": 5.7,
        "sev1": 5.1, "sev2": 4.59, "sev3": 4.59, "sev4": 4.6, "sevU": 5.3, "free": 5.3,
        "exercise": 5.9,
    },
}  # fmt: skip
LEAST["contrast"] = dict.fromkeys(LEAST["dark"], 7.0)
INKS = [("sev1-ink", "sev1-fill"), ("sev2-ink", "sev2-fill"), ("sev3-ink", "sev3-fill"),
        ("sev4-ink", "sev4-fill"), ("sevU-ink", "sevU-fill"), ("action-ink", "action"),
        ("exercise-ink", "exercise"), ("turned-ink", "turned")]  # fmt: skip
TEXT, PART, SELDOM = 4.5, 3.0, 4.0
GROUNDS = ("bg0", "bg1", "bg2")
APART = {"dark": 0.088, "light": 0.15, "contrast": 0.088}
THEMES = themes()


def worst(theme: dict[str, Linear], token: str) -> float:
    """The contrast on the poorest of the three grounds."""
    return min(contrast(theme[token], theme[ground]) for ground in GROUNDS)


def test_the_three_looks_are_read_from_the_file() -> None:
    assert set(THEMES) == set(LEAST)
    for theme in THEMES.values():
        assert {"bg0", "bg1", "bg2", "text1", *(ink for pair in INKS for ink in pair)} <= set(theme)


@pytest.mark.parametrize("look", LEAST)
def test_every_colour_has_its_contrast_on_every_ground(look: str) -> None:
    found = {token: worst(THEMES[look], token) for token in LEAST[look]}
    assert {token: least for token, least in LEAST[look].items() if found[token] < least} == {}


@pytest.mark.parametrize("look", LEAST)
def test_what_stands_on_a_fill_can_be_read(look: str) -> None:
    theme = THEMES[look]
    found = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in INKS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT} == {}
    on_soft = [
        contrast(theme[token], theme["action-soft"]) for token in ("text1", "text2", "text3")
    ]
    assert min(on_soft) >= TEXT


@pytest.mark.parametrize("look", LEAST)
@pytest.mark.parametrize("mark", ["mark-exercise", "mark-past"])
def test_the_tiled_word_takes_no_text_below_its_contrast(look: str, mark: str) -> None:
    # Blended, a letter keeps its colour and only the ground under it changes.
    theme = THEMES[look]
    texts = [token for token in LEAST[look] if token not in ("edge", "focus")]
    for ground, under in zip(GROUNDS, blended(theme, look, mark), strict=True):
        least = dict.fromkeys(texts, TEXT)
        if ground == "bg2":  # there a severity is drawn as a shape, hardly ever as letters
            least |= dict.fromkeys(("sev1", "sev2", "sev3", "sev4"), SELDOM)
        found = {token: contrast(theme[token], under) for token in texts}
        assert {each: found[each] for each in texts if found[each] < least[each]} == {}, ground
    over = blended(theme, look, mark)[1]
    assert contrast(theme["edge"], over) >= PART
    assert contrast(theme["bg1"], over) >= 1.2, "the word itself can be seen, in grey too"


@pytest.mark.parametrize("look", LEAST)
@pytest.mark.parametrize("sight", SEEN)
def test_severities_stay_apart_for_whoever_sees_fewer_colours(look: str, sight: str) -> None:
    shown = shapes(THEMES[look], look)
    near = {
        (one, other): apart(seen(shown[one], sight), seen(shown[other], sight))
        for one, other in combinations(shown, 2)
    }
    assert min(near.values()) >= APART[look]


def shapes(theme: dict[str, Linear], look: str) -> dict[str, Linear]:
    """What fills or draws each severity's shape."""
    filled = ("sev1", "sev2", "sev3") if look == "light" else ("sev1", "sev2")
    return {each: theme[f"{each}-fill" if each in filled else each] for each in
            ("sev1", "sev2", "sev3", "sev4")}  # fmt: skip


def test_light_at_the_contrast_of_text_alone_would_not_hold_them_apart() -> None:
    theme = THEMES["light"]
    near = [apart(seen(theme[a], "deutan"), seen(theme[b], "deutan"))
            for a, b in combinations(("sev1", "sev2", "sev3"), 2)]  # fmt: skip
    assert min(near) < 0.02


def test_a_paler_word_is_noticed(tmp_path: Path) -> None:
    paler = tmp_path / "tokens.css"
    paler.write_text(TOKENS.read_text().replace("--text3: oklch(0.69", "--text3: oklch(0.6"))
    assert worst(themes(paler)["dark"], "text3") < LEAST["dark"]["text3"]
