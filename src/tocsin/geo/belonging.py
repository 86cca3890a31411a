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

Box = tuple[int, int, int, int]
USUAL_LEVEL = 8
LEVELS: dict[str, tuple[int, ...]] = {
    "AD": (7,), "AL": (7,), "AM": (5,), "AR": (7,), "AU": (6,), "BA": (7,), "BF": (6,), "BG": (7,),
    "BI": (6,), "BJ": (6,), "CN": (6,), "CO": (6,), "CR": (6,), "CU": (6,), "DK": (7,), "DO": (6,),
    "EC": (6,), "EE": (7,), "GE": (6,), "GR": (7,), "GT": (6,), "HK": (6,), "HN": (6,), "HR": (7,),
    "ID": (5,), "IE": (7,), "IS": (6,), "JP": (7,), "KR": (6,), "LT": (5,), "LV": (5, 6),
    "ME": (6,), "MK": (7,), "MX": (6,), "NG": (6,), "NI": (6,), "NO": (7,), "NZ": (6,), "PH": (6,),
    "PL": (7,), "PT": (7,), "RO": (6,), "RS": (7,), "SE": (7,), "SK": (9,), "SV": (6,), "TH": (6,),
    "TR": (6,), "UA": (7,), "XK": (6, 4),
}  # fmt: skip
"""Countries whose municipalities are not at the usual level; the first that the source holds.

Source: OpenStreetMap wiki, Tag:boundary=administrative, table of country specific values, as of
2018; AL, AM as of 2023. From reports of local mappers, not in that table: LV 5 (reform of 2021), UA
7 (reform of 2020), ME 6, XK 6.
"""
CITIES = {"GI", "MC", "SG", "VA"}
"""Countries that are one town: where the source holds no level for it, the country itself."""
WITH_A_REST = {"CA", "IE", "US"}
"""Countries that municipalities do not fill: the rest of a county is the county's."""
LOWEST_REST = 5
"""A state (4) is nobody's town."""
NEAREST_LEVELS = (8, 7, 9, 6, 10, 5, 4)
"""Where nothing is known of the country: the first of these that the source holds."""
HIGHER_LEVELS = (7, 6, 5, 4)
"""Where a country's own level is not there: a city that is a district or a state of its own, before
the quarters of one."""


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
    country = _country(boundaries)
    if asked is not None:
        return Level(asked, Because.asked, country, held)
    own = LEVELS.get(country or "", (USUAL_LEVEL,))
    higher = () if country is None else (*HIGHER_LEVELS, *((2,) if country in CITIES else ()))
    lower = NEAREST_LEVELS if country is None else (8, 9, 10)
    closed = {int(name) for name, (number, _) in held.items() if number}
    there = {int(name) for name in held}
    for levels, among in ((own, closed), (higher, closed), (own, there), (higher, there),
                          (lower, there)):  # fmt: skip
        for level in levels:
            if level in among:
                is_own = Because.country if country in LEVELS else Because.usual
                return Level(level, is_own if level in own else Because.nearest, country, held)
    return Level(None, Because.none_there, country, held)


def _country(boundaries: Sequence[Boundary]) -> str | None:
    """The country that most boundaries bear the code of; those that close count before others,
    which may be a neighbour's."""
    for each in (
        [e.country for e in boundaries if e.country and e.whole is Whole.closed],
        [e.country for e in boundaries if e.country],
    ):
        if each:
            votes = Counter(each)
            return min(votes, key=lambda code: (-votes[code], code))
    return None


def jurisdictions(boundaries: Sequence[Boundary], level: int | None) -> list[Boundary]:
    """The closed areas that own points: those of the municipal level, and what stands in.

    Where municipalities do not fill a country, a county (5 and below) is in it for the rest, unless
    a town that is cut off reaches into it: `whose` asks for the towns first.
    """
    if level is None:
        return []
    near = Near()
    municipal = [each for each in boundaries if each.level == level]
    found = [each for each in municipal if each.whole is Whole.closed]
    higher = [e for e in boundaries if 2 <= e.level < level and e.whole is Whole.closed]
    taken = list(municipal)
    for each in sorted(higher, key=lambda e: (-e.level, e.id)):
        if not any(near(other, each) and _reaches_into(other, each) for other in taken):
            found.append(each)
            taken.append(each)
    if _country(boundaries) in WITH_A_REST:
        cut = [each for each in municipal if each.whole is not Whole.closed]
        found += [
            each
            for each in higher
            if each.level >= LOWEST_REST
            and each not in found
            and not any(near(other, each) and _reaches_into(other, each) for other in cut)
        ]
    return sorted(found, key=lambda each: (each.level != level, each.id))


def _reaches_into(other: Boundary, area: Boundary) -> bool:
    """Whether two areas overlap; of one that is not closed only the corners are known."""
    theirs, ours = tuple(other.rings), tuple(area.rings)
    corners = sorted({spot for ring in theirs for spot in ring})
    if any(standing(ours, spot) > 0 for spot in corners):
        return True
    if other.whole is not Whole.closed:
        return bool(corners) and all(standing(ours, spot) == 0 for spot in corners)
    inner, mine = inside(theirs), inside(ours)
    return any(standing(ours, spot) > 0 for spot in inner) or any(
        standing(theirs, spot) > 0 for spot in mine
    )


class Near:
    """Whether the boxes round two areas meet: a glance before the long look."""

    def __init__(self) -> None:
        self._boxes: dict[int, Box | None] = {}

    def __call__(self, one: Boundary, other: Boundary) -> bool:
        box, beside = self._of(one), self._of(other)
        return (
            box is not None
            and beside is not None
            and box[0] <= beside[2]
            and beside[0] <= box[2]
            and box[1] <= beside[3]
            and beside[1] <= box[3]
        )

    def _of(self, area: Boundary) -> Box | None:
        """The box of an area, which is held elsewhere as long as this is asked."""
        if id(area) not in self._boxes:
            self._boxes[id(area)] = _box(area)
        return self._boxes[id(area)]


def _box(area: Boundary) -> Box | None:
    """South, west, north, east; None where nothing of it is there."""
    lats = [lat for ring in area.rings for lat, _ in ring]
    lons = [lon for ring in area.rings for _, lon in ring]
    return (min(lats), min(lons), max(lats), max(lons)) if lats else None


def whose(owners: Sequence[Boundary], spot: Spot) -> Belonging:
    """Who owns a spot. On a line that two areas share it is disputed between the two; what lies in
    a town is not its county's, which has the rest."""
    stands = [(each, found) for each in owners if (found := standing(each.rings, spot)) >= 0]
    deepest = max((each.level for each, found in stands if found > 0), default=0)
    stands = [(each, found) for each, found in stands if each.level >= deepest]
    is_on_border = any(found == 0 for _, found in stands)
    claims = tuple(each for each, _ in stands)
    if len(claims) == 1:
        return Belonging(Answer.one, claims, is_on_border)
    return Belonging(Answer.disputed if claims else Answer.outside, claims, is_on_border)
