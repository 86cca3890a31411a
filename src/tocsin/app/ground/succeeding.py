"""A ground made over an older one: what was only drawn anew keeps the id it had.

In OpenStreetMap a fire station that was a point becomes a building, under another number. An
incident that points at it shall still find it: what is of the same kind and name, and near where
another went, is that other, and the layer `same_as` says what the source calls it now.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tocsin.app.ground.asking import opened
from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.layers import KINDS
from tocsin.app.ground.places import has_layer
from tocsin.app.ground.writing import Package
from tocsin.geo.ground import KIND_ORDER, LANGUAGES, SameAs, key
from tocsin.geo.places import Point, distance_m

NEAR_M, NEAR_NAMELESS_M = 200, 30
NAMED: dict[str, tuple[str, str]] = {
    "facility": ("kind", "name"),
    "address": ("''", "coalesce(number, '') || '|' || coalesce(house, '') || '|' || "
                "coalesce(street, locality, '')"),
    "landmark": ("kind", "name"),
    "locality": ("kind", "name"),
}  # fmt: skip
"""The layers, and by what two of their rows are the same: kind and name."""


class Thing(NamedTuple):
    """A row, as far as it tells whether it is the same as another."""

    id: str
    kind: str
    name: str
    at: Point


def succeed(package: Package, old: Path) -> int:
    """Give back the ids of what was drawn anew; how many. Call when the source is read."""
    number = 0
    database = package.database
    with opened(old) as before:
        for layer in NAMED:
            was, now = _things(before, layer), _things(database, layer)
            for id, source_id, kind in _heirs(before, layer, was, now):
                there = now.pop((source_id, kind))
                metres = distance_m(was[id, kind].at, there.at)
                _rename(database, layer, there, id)
                package.put(SameAs(layer, id, kind, source_id, metres))
                number += 1
    return number


def _things(database: sqlite3.Connection, layer: str) -> dict[tuple[str, str], Thing]:
    if not has_layer(database, layer):
        return {}
    kind, name = NAMED[layer]
    rows = database.execute(f"SELECT id, {kind}, {name}, geom FROM {layer} ORDER BY fid")
    return {
        (id, of): Thing(id, of, (called or "").strip().casefold(), Point(*spot_at(geom)))
        for id, of, called, geom in rows
    }


def _heirs(
    before: sqlite3.Connection, layer: str,
    was: dict[tuple[str, str], Thing], now: dict[tuple[str, str], Thing],
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """(old id, the source's new id, kind). First what was an heir before, then the nearest."""
    went = {k: each for k, each in was.items() if k not in now}
    came = {k: each for k, each in now.items() if k not in was}
    for id, kind, source_id in _heirs_before(before, layer):
        if (id, kind) in went and (source_id, kind) in came:
            del went[id, kind], came[source_id, kind]
            yield id, source_id, kind
    by_name: dict[tuple[str, str], list[Thing]] = {}
    for each in came.values():
        by_name.setdefault((each.kind, each.name), []).append(each)
    pairs = sorted(
        (metres, gone.id, each.id, gone.kind)
        for gone in went.values()
        for each in by_name.get((gone.kind, gone.name), ())
        if (metres := distance_m(gone.at, each.at))
        <= (NEAR_M if gone.name.strip("|") else NEAR_NAMELESS_M)
    )
    taken: set[tuple[str, str]] = set()
    for _, id, source_id, kind in pairs:
        if (id, kind) not in taken and (source_id, kind) not in taken:
            taken |= {(id, kind), (source_id, kind)}
            yield id, source_id, kind


def _heirs_before(before: sqlite3.Connection, layer: str) -> list[tuple[str, str, str]]:
    """What the older ground says; one that was made before there were heirs says nothing."""
    tables = before.execute("SELECT name FROM sqlite_master WHERE name = 'same_as'").fetchall()
    if not tables:
        return []
    return before.execute(
        "SELECT id, kind, source_id FROM same_as WHERE layer = ? ORDER BY fid", (layer,)
    ).fetchall()


def _rename(database: sqlite3.Connection, layer: str, thing: Thing, id: str) -> None:
    """The row, and its names in other languages, under the older id."""
    fid = key(id)
    if layer == "facility":
        fid = fid * KINDS + KIND_ORDER[thing.kind]
        database.execute(
            "UPDATE facility SET id = ?, fid = ? WHERE id = ? AND kind = ?",
            (id, fid, thing.id, thing.kind),
        )
    else:
        database.execute(f"UPDATE {layer} SET id = ?, fid = ? WHERE id = ?", (id, fid, thing.id))
    shift = (key(id) - key(thing.id)) * LANGUAGES
    database.execute(
        "UPDATE OR IGNORE name SET id = ?, fid = fid + ? WHERE id = ?", (id, shift, thing.id)
    )
