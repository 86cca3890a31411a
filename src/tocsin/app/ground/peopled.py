"""Figures of the zones of a ground, each with its year and source."""

import sqlite3
from collections import Counter

import msgspec

from tocsin.app.ground.geometry import rings_of
from tocsin.app.outcome import Exit, Told
from tocsin.geo.cells import Finder
from tocsin.geo.ground import Line, Spot

SMALL = 5
SENSITIVE = ("electricity_dependent", "disabled")
"""A count below SMALL of these could tell who it is."""


class ZoneRow(msgspec.Struct, frozen=True):
    """A zone by name."""

    id: str
    name: str
    kind: str
    town: str | None


class FigureRow(msgspec.Struct, frozen=True):
    """A figure as it is shown: `value` is None where it is `is_small`, so that nobody is told."""

    measure: str
    detail: str
    value: int | None
    is_small: bool
    unit: str
    zones: int
    year: int
    source: str
    licence: str


def zones_of(database: sqlite3.Connection) -> list[ZoneRow]:
    """All zones, by id."""
    rows = database.execute("SELECT id, name, kind, town FROM zone ORDER BY fid")
    return [ZoneRow(*each) for each in rows]


def shapes_of(database: sqlite3.Connection, ids: set[str]) -> dict[str, tuple[Line, ...]]:
    """The rings of zones."""
    rows = database.execute("SELECT id, geom FROM zone ORDER BY fid")
    return {id: rings_of(geom) for id, geom in rows if id in ids}


def zone_at(database: sqlite3.Connection, zones: list[ZoneRow], spot: Spot) -> list[ZoneRow]:
    """The zone of each kind that a spot lies in."""
    found = []
    for kind in sorted({each.kind for each in zones}):
        of_kind = {each.id: each for each in zones if each.kind == kind}
        id = Finder(shapes_of(database, set(of_kind))).at(spot)
        if id is not None:
            found.append(of_kind[id])
    return found


def town_of(database: sqlite3.Connection, name: str) -> str:
    """The id of a town that owns points, by its id or name. Raises Told."""
    rows = database.execute("SELECT id, name FROM boundary WHERE owns = 1 ORDER BY name").fetchall()
    found = [id for id, called in rows if name in (id, called) or name.lower() == called.lower()]
    if len(found) != 1:
        towns = ", ".join(called for _, called in rows[:20]) or "none"
        raise Told(f"`{name}` is no town of this ground; its towns: {towns}", Exit.usage)
    return str(found[0])


def summed(database: sqlite3.Connection, zones: list[ZoneRow]) -> list[FigureRow]:
    """What zones of one kind add up to; of ranks and indices the values of a single zone only."""
    ids = {each.id for each in zones}
    sums: Counter[tuple[str, str, str, int, str]] = Counter()
    numbers: Counter[tuple[str, str, str, int, str]] = Counter()
    rows = database.execute(
        "SELECT subject, measure, detail, value, unit, year, source FROM figure ORDER BY fid"
    )
    for subject, measure, detail, value, unit, year, source in rows:
        if subject in ids:
            key = (measure, detail, unit, year, source)
            sums[key] += value
            numbers[key] += 1
    licences = dict(database.execute("SELECT id, licence FROM source").fetchall())
    found = []
    for key in sorted(sums):
        measure, detail, unit, year, source = key
        if unit in ("rank", "decile", "permille") and len(ids) > 1:
            continue
        is_small = measure in SENSITIVE and 0 < sums[key] < SMALL
        value = None if is_small else sums[key]
        licence = licences.get(source, "not stated")
        found.append(
            FigureRow(measure, detail, value, is_small, unit, numbers[key], year, source, licence)
        )
    return found


def people_of(database: sqlite3.Connection) -> tuple[str, dict[str, tuple[int, int, str]]]:
    """(kind of zone, its zones → people, year, source): the kind that most zones with people have;
    the newest year where there are several. Raises Told where nobody was counted."""
    rows = database.execute(
        "SELECT zone.kind, zone.id, value, year, source FROM figure JOIN zone ON subject = zone.id "
        "WHERE measure = 'people' ORDER BY zone.id, year"
    ).fetchall()
    if not rows:
        raise Told(
            "this ground holds no count of people; import it again with --people", Exit.not_so
        )
    kinds = Counter(kind for kind, *_ in rows)
    kind = min(kinds, key=lambda each: (-kinds[each], each))
    return kind, {id: (value, year, source) for k, id, value, year, source in rows if k == kind}
