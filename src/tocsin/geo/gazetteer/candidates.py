"""What a question gets: candidates, and what must be asked back."""

from enum import StrEnum

import msgspec

from tocsin.geo.gazetteer import folding
from tocsin.geo.gazetteer.abbreviations import listed
from tocsin.geo.gazetteer.houses import Precision

NUMBER_LAST_WORDS = listed(
    "alley avenue boulevard circle close court crescent drive gardens grove highway lane parkway "
    "place rd road row square st street terrace trail walk way"
)
NUMBER_FIRST_WORDS = listed(
    "allee avenue boulevard chemin cours impasse passage place quai route rue square"
)


class Asks(StrEnum):
    """What whoever asked must be asked, because nothing may be guessed."""

    which_town = "which_town"
    """The same name, and perhaps number, in more than one town."""
    which_place = "which_place"
    """More than one place fits as well."""
    transposed = "transposed"
    """The pair lies outside; latitude and longitude the other way round lie inside."""
    which_hemisphere = "which_hemisphere"
    """`O` is Ost in some languages and Oeste, Ouest in others; `S` behind a zone of UTM is a band
    in the north, and the southern half."""
    outside = "outside"
    """The position is not on this ground."""
    from_which_end = "from_which_end"
    """Kilometres are counted from one end of a road; which one is not in the ground."""
    beyond_the_end = "beyond_the_end"
    """The road is shorter than that, on this ground."""
    do_not_meet = "do_not_meet"
    """Both streets are known; no crossing of the two is."""
    none_there = "none_there"
    """There is none of that kind in that place; the nearest to it are shown."""
    none_of_kind = "none_of_kind"
    """There is none of that `kind` on this ground."""
    no_words = "no_words"
    """Nothing was typed."""
    which_street = "which_street"
    """A number alone, or nothing that is known."""


class Claimed(msgspec.Struct, frozen=True):
    """Whose a place is: `belonging` is one, outside or disputed; names and ids of who claims it."""

    belonging: str
    names: tuple[str, ...]
    ids: tuple[str, ...]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that may be meant. Degrees, WGS 84; `score` 0 to 1."""

    label: str
    lat: float
    lon: float
    jurisdiction: str | None
    score: float
    kind: str
    id: str
    jurisdiction_id: str | None
    belonging: str
    claims: tuple[str, ...]
    town: str
    precision: Precision
    between: tuple[str, str] | None = None
    """The two known numbers that an interpolated place lies between."""
    uncertainty_m: int | None = None
    distance_m: int | None = None
    """From who asks, where that was said, or from the place that was named."""
    is_as_written: bool = True
    """False: latitude and longitude were taken the other way round, to be asked about."""
    along_m: int | None = None
    """How far from the end of a road; `from_end` is where that end is."""
    from_end: tuple[float, float] | None = None


class Found(msgspec.Struct, frozen=True):
    """Candidates, best first. `is_choice`: more than one fits alike, so nobody may take the first
    for the answer. `left_off`: how many that fit alike are not shown."""

    candidates: tuple[Candidate, ...]
    is_choice: bool
    asks: Asks | None
    left_off: int = 0
    kind: str | None = None
    """What was asked for, where this ground has none."""


def labelled(street: str, number: str, town: str) -> str:
    """`12 Mill Road, Westerly`, `Landstrasse 12, Vaduz`: as the street's own language says it."""
    said = folding.words(street)
    is_first = bool(said) and (said[-1] in NUMBER_LAST_WORDS or said[0] in NUMBER_FIRST_WORDS)
    if number:
        street = f"{number} {street}" if is_first else f"{street} {number}".strip()
    return f"{street}, {town}" if town and town != street else street
