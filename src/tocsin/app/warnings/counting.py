"""How many of whom live in an area: from the figures of zones and the facilities of the ground.

A zone counts by the share of its own spots that lie in the area. What no zone there has a figure
of is not known, which is another thing than none; a zone without one among others that have it is
said. Few who could be told apart are "some": the same rule as for the figures of zones.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.peopled import SENSITIVE, SMALL
from tocsin.geo.ground import Line, Spot
from tocsin.operations.surveying import COUNTED, Counted

CARE_HOMES, CARE_BEDS = "care_homes", "care_beds"
MEASURES = tuple(each for each in COUNTED if each not in (CARE_HOMES, CARE_BEDS))
"""Those of `geo.zones`."""
Rings = tuple[Line, ...]
Share = Callable[[Rings], tuple[int, int]]
"""Of how many spots of a zone so many lie in the area; of 0 where none does."""


class Figured(msgspec.Struct, frozen=True):
    """A zone and a figure of it; None where it has none."""

    rings: Rings
    number: int | None


class Home(msgspec.Struct, frozen=True):
    """A care home, and its beds where somebody has counted them."""

    spot: Spot
    beds: int | None


def measured(
    figures: Mapping[str, Sequence[Figured]],
    homes: Sequence[Home],
    share: Share,
    holds: Callable[[Spot], bool],
) -> tuple[Counted, ...]:
    """What is known of an area, in the order of `COUNTED`; nothing where nobody has counted."""
    found = [each for name in MEASURES for each in _of_zones(name, figures.get(name, ()), share)]
    found += _of_homes(homes, holds)
    return tuple(sorted(found, key=lambda each: COUNTED.index(each.measure)))


def _of_zones(measure: str, zones: Sequence[Figured], share: Share) -> Iterator[Counted]:
    total, there, lacking = 0, 0, 0
    for zone in zones:
        inside, spots = share(zone.rings)
        if not inside:
            continue
        if zone.number is None:
            lacking += 1
            continue
        there += 1
        total += zone.number * inside // spots
    if there:
        is_small = measure in SENSITIVE and 0 < total < SMALL
        yield Counted(measure, None if is_small else total, lacking)


def _of_homes(homes: Sequence[Home], holds: Callable[[Spot], bool]) -> Iterator[Counted]:
    """None of them in the area is a count, where the ground knows of some elsewhere."""
    if not homes:
        return
    here = [each for each in homes if holds(each.spot)]
    yield Counted(CARE_HOMES, len(here))
    beds = [each.beds for each in here if each.beds is not None]
    if beds:
        yield Counted(CARE_BEDS, sum(beds), len(here) - len(beds))


# on a real ground


def figures_in(database: sqlite3.Connection, zones: Mapping[str, tuple[str, Rings]]) -> (
    dict[str, tuple[Figured, ...]]
):  # fmt: skip
    """Of each measure the zones of the kind that most have it of; `zones` are id → kind, rings."""
    found = {}
    for measure in MEASURES:
        values = {
            id: number for (id, detail), number in newest(database, measure).items() if not detail
        }
        kinds = Counter(zones[id][0] for id in values if id in zones)
        if kinds:
            kind = min(kinds, key=lambda each: (-kinds[each], each))
            found[measure] = tuple(
                Figured(rings, values.get(id)) for id, (its, rings) in zones.items() if its == kind
            )
    return found


def homes_in(database: sqlite3.Connection) -> tuple[Home, ...]:
    """The care homes of a ground."""
    beds = {id: number for (id, _), number in newest(database, "beds").items()}
    rows = database.execute("SELECT id, geom FROM facility WHERE kind = 'care_home' ORDER BY fid")
    return tuple(Home(spot_at(geom), beds.get(id)) for id, geom in rows)


def newest(database: sqlite3.Connection, measure: str) -> dict[tuple[str, str], int]:
    """(zone, detail) → the newest figure of a measure."""
    rows = database.execute(
        "SELECT subject, detail, value FROM figure WHERE measure = ? ORDER BY year, fid", (measure,)
    )
    return {(subject, detail): value for subject, detail, value in rows}
