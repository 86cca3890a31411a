"""What the area of a warning is on the ground: measured by the town, never told by an order.

A decision looks nothing up: the town measures before it decides, and what it found stays on record
with the warning. Shares are of spots laid over the area, so they are estimates, and say how many.

Source: architecture idea 7: what a decision reads is in the log.
"""

import msgspec

Struct = msgspec.Struct

COUNTED = (
    "households", "no_car", "electricity_dependent", "care_homes", "care_beds", "disabled",
    "aged_65_up",
)  # fmt: skip
"""What is counted of an area besides people and languages, in the order in which it is said: whom
a warning has to reach in another way, or to help.
"""


class SpokenBy(Struct, frozen=True, gc=False):
    """How many people in the area speak a language (BCP 47)."""

    language: str
    people: int


class Contradiction(Struct, frozen=True, gc=False):
    """A neighbour's warning in force that asks for the opposite where ours holds, too."""

    town: str
    warning: str


class Counted(Struct, frozen=True, omit_defaults=True, gc=False):
    """How many of something are in the area, by the measures of the ground. `number` is None where
    there are some, but so few that it might be told who; `lacking` zones there have no figure.
    """

    measure: str
    number: int | None = None
    lacking: int = 0


class Widened(Struct, frozen=True, gc=False):
    """What telling all phones costs: an area of so many corners holds the whole of this one, and so
    many m² and people besides. `people` is None where nobody has counted.
    """

    corners: int
    beyond_m2: int
    people: int | None


class Survey(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the area of a warning is on the ground: measured by the town, never said by an order.

    `ground` is the checksum; shares are in thousandths of the spots looked at. `abroad` are towns
    (by the ground's names) into which it reaches: `neighbours` are those of them that are joined,
    by their code, `unjoined` the others. `people` and `spoken` are None where the ground holds no
    such figures; so it is with a measure that is not among `counts`. `ground` is ""
    where the town stands on none: then only `contradicts` is known.
    """

    ground: str
    spots: int
    inside_permille: int
    town_permille: int
    abroad: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    unjoined: tuple[str, ...] = ()
    people: int | None = None
    spoken: tuple[SpokenBy, ...] | None = None
    contradicts: tuple[Contradiction, ...] = ()
    counts: tuple[Counted, ...] = ()
    area_m2: int | None = None
    widened: Widened | None = None
