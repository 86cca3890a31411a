"""Whose is this point: exactly one jurisdiction's, or outside of all, or disputed.

The municipal level is the `admin_level` that means "town" in this region. Where an area of a
higher rank holds no municipality (a city that is its own district), it stands in for one.
Source: NENA-STA-010 (i3) calls the question a boundary query; the answers are ours.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from tocsin.geo.ground import Boundary, Spot, Whole
from tocsin.geo.outlines import inside, standing

USUAL_LEVEL = 8
LEVELS = {
    "AU": 6, "DK": 7, "EE": 7, "GR": 7, "HR": 7, "JP": 7, "NO": 7, "NZ": 6, "PL": 7, "PT": 7,
    "SE": 7, "SK": 9, "TR": 6, "ZA": 6,
}  # fmt: skip
"""Countries whose municipalities are not at the usual level.

Source: OpenStreetMap wiki, Tag:boundary=administrative, country specific values.
"""
NEAREST_LEVELS = (8, 7, 9, 6, 10, 5, 4)
"""Where nothing is known of the country: the first of these that the source holds."""


class Because(StrEnum):
    """Why a level was taken for the municipal one."""

    asked = "asked"
    country = "country"
    usual = "usual"
    nearest = "nearest"
    none_there = "none_there"


class Level(msgspec.Struct, frozen=True):
    """The municipal level, why, and how many areas of each level there are (closed, in all)."""

    level: int | None
    because: Because
    country: str | None
    held: dict[str, tuple[int, int]]


class Answer(StrEnum):
    """How a point belongs."""

    one = "one"
    outside = "outside"
    disputed = "disputed"


class Belonging(msgspec.Struct, frozen=True):
    """Exactly one name under `one`, two or more under `disputed`, none under `outside`."""

    answer: Answer
    claims: tuple[Boundary, ...]
    is_on_border: bool


def municipal_level(boundaries: Sequence[Boundary], asked: int | None) -> Level:
    """Find which `admin_level` is the municipal one by what there is."""
    held = {
        str(level): (
            sum(e.whole is Whole.closed for e in boundaries if e.level == level),
            sum(e.level == level for e in boundaries),
        )
        for level in sorted({each.level for each in boundaries})
    }
    votes = Counter(each.country for each in boundaries if each.country)
    country = min(votes, key=lambda each: (-votes[each], each)) if votes else None
    if asked is not None:
        return Level(asked, Because.asked, country, held)
    if country in LEVELS and str(LEVELS[country]) in held:
        return Level(LEVELS[country], Because.country, country, held)
    for level in NEAREST_LEVELS:
        if str(level) in held:
            why = Because.usual if level == USUAL_LEVEL else Because.nearest
            return Level(level, why, country, held)
    return Level(None, Because.none_there, country, held)


def jurisdictions(boundaries: Sequence[Boundary], level: int | None) -> list[Boundary]:
    """The closed areas that own points: those of the municipal level, and what stands in."""
    if level is None:
        return []
    municipal = [each for each in boundaries if each.level == level]
    found = [each for each in municipal if each.whole is Whole.closed]
    higher = [e for e in boundaries if 2 <= e.level < level and e.whole is Whole.closed]
    taken = list(municipal)
    for each in sorted(higher, key=lambda e: (-e.level, e.id)):
        if not any(_reaches_into(other, each) for other in taken):
            found.append(each)
            taken.append(each)
    return sorted(found, key=lambda each: (each.level != level, each.id))


def _reaches_into(other: Boundary, area: Boundary) -> bool:
    """Whether two areas overlap; of one that is not closed only the corners are known."""
    corners = sorted({spot for ring in other.rings for spot in ring})
    if any(standing(area.rings, spot) > 0 for spot in corners):
        return True
    if other.whole is not Whole.closed:
        return bool(corners) and all(standing(area.rings, spot) == 0 for spot in corners)
    inner, mine = inside(other.rings), inside(area.rings)
    return any(standing(area.rings, spot) > 0 for spot in inner) or any(
        standing(other.rings, spot) > 0 for spot in mine
    )


def whose(owners: Sequence[Boundary], spot: Spot) -> Belonging:
    """Who owns a spot. On a line that two areas share it is disputed between the two."""
    stands = [(each, found) for each in owners if (found := standing(each.rings, spot)) >= 0]
    is_on_border = any(found == 0 for _, found in stands)
    claims = tuple(each for each, _ in stands)
    if len(claims) == 1:
        return Belonging(Answer.one, claims, is_on_border)
    return Belonging(Answer.disputed if claims else Answer.outside, claims, is_on_border)
