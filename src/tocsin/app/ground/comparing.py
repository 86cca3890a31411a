"""What came, went, moved and changed from one ground to another.

Rows are told apart by their ids, which follow from the source's and last over imports; so whatever
an incident points at is either there under the same id, or is named among what went.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.app.ground.asking import opened
from tocsin.app.ground.folder import PACKAGE, manifest_of
from tocsin.app.ground.geometry import middle_of, spot_at
from tocsin.app.ground.layers import LAYERS
from tocsin.geo.places import Point, distance_m


class Compared(NamedTuple):
    """How rows of a layer are told apart, and what they are called."""

    key: tuple[str, ...]
    label: tuple[str, ...]


COMPARED: dict[str, Compared] = {
    "address": Compared(("id",), ("number", "house", "street", "locality", "town")),
    "area": Compared(("id",), ("name",)),
    "boundary": Compared(("id",), ("name",)),
    "boundary_cut": Compared(("id",), ("name",)),
    "building": Compared(("id",), ()),
    "facility": Compared(("id", "kind"), ("name",)),
    "landmark": Compared(("id",), ("name",)),
    "lifeline_link": Compared(("id",), ()),
    "lifeline_node": Compared(("id",), ("name",)),
    "locality": Compared(("id",), ("name",)),
    "road": Compared(("id",), ("name", "ref")),
    "turn_restriction": Compared(("id",), ()),
    "water": Compared(("id",), ("name",)),
    "zone": Compared(("id",), ("name",)),
}
"""Layers of things with an id. What follows from them (heights, figures, doubts) is not compared.
"""


class Change(msgspec.Struct, frozen=True):
    """`what` is came, went, moved, renamed, changed or renumbered; `says` how. Degrees, of the new
    place where there is one."""

    layer: str
    what: str
    id: str
    name: str
    says: str
    lat: float | None
    lon: float | None


class Comparison(msgspec.Struct, frozen=True):
    """Counts by layer of what became of its rows, and the rows that are not the same."""

    old: str
    new: str
    moved_m: int
    layers: dict[str, dict[str, int]]
    changes: tuple[Change, ...]


def compared(old: Path, new: Path, moved_m: int, most: int) -> Comparison:
    """Both grounds, layer by layer; up to so many changes of each kind in each layer (-1: all).
    Raises Told."""
    before, after = manifest_of(old), manifest_of(new)
    counts: dict[str, dict[str, int]] = {}
    changes: list[Change] = []
    with opened(new) as database, opened(old) as _:
        path = (old / PACKAGE).resolve()
        database.execute("ATTACH ? AS old", (f"{path.as_uri()}?mode=ro&immutable=1",))
        for layer, how in COMPARED.items():
            if not all(_has(database, each, layer) for each in ("main", "old")):
                continue  # one of them was made before there was such a layer
            counter: Counter[str] = Counter()
            for change in _changes(database, layer, how, moved_m):
                counter[change.what] += 1
                if most < 0 or counter[change.what] <= most:
                    changes.append(change)
            (there,) = database.execute(f"SELECT count(*) FROM main.{layer}").fetchone()
            gone = sum(counter[each] for each in ("came", "moved", "renamed", "changed",
                                                  "renumbered"))  # fmt: skip
            counter["same"] = there - gone
            if there or counter["went"]:
                counts[layer] = dict(sorted(counter.items()))
    return Comparison(before.checksum, after.checksum, moved_m, counts, tuple(changes))


def _has(database: sqlite3.Connection, which: str, layer: str) -> bool:
    found = database.execute(f"SELECT 1 FROM {which}.sqlite_master WHERE name = ?", (layer,))
    return found.fetchone() is not None


def _changes(
    database: sqlite3.Connection, layer: str, how: Compared, moved_m: int
) -> Iterator[Change]:
    columns = _columns(layer)
    has_shape = LAYERS[layer].geometry is not None
    asked = ", ".join([*columns, *(["geom"] if has_shape else [])])
    same = " AND ".join(f"a.{each} = b.{each}" for each in how.key)
    order = ", ".join(how.key)
    lonely = (
        f"SELECT {asked} FROM {{}}.{layer} AS a WHERE NOT EXISTS (SELECT 1 FROM {{}}.{layer} AS b"
        f" WHERE {same}{{}}) ORDER BY {order}"
    )
    by_fid = " AND a.fid = b.fid" if layer in BY_FID else ""
    went = database.execute(lonely.format("old", "main", by_fid)).fetchall()
    came = database.execute(lonely.format("main", "old", by_fid)).fetchall()
    renumbered = _renumbered(columns, went, came) if layer == "road" else {}
    for row in went:
        if row[0] not in renumbered:
            yield _change(layer, how, columns, row, "went", "")
    taken = {id: old for old, id in renumbered.items()}
    for row in came:
        what = "renumbered" if row[0] in taken else "came"
        yield _change(
            layer, how, columns, row, what, f"was {taken.get(row[0], '')}" * (row[0] in taken)
        )
    both = f"{', '.join(f'a.{e}, b.{e}' for e in asked.split(', '))}"
    differ = " OR ".join(f"a.{e} IS NOT b.{e}" for e in asked.split(", "))
    join = "a.fid = b.fid" if layer in BY_FID else same
    rows = database.execute(
        f"SELECT {both} FROM main.{layer} AS a JOIN old.{layer} AS b ON {join} WHERE {differ}"
    )
    for pairs in sorted(rows.fetchall(), key=lambda each: each[0]):
        now, was = pairs[::2], pairs[1::2]
        is_point = LAYERS[layer].geometry == "POINT"
        what, says = _what(how, columns, was, now, is_point, moved_m)
        yield _change(layer, how, columns, now, what, says)


BY_FID = ("address", "area", "boundary", "boundary_cut", "building", "facility", "landmark",
          "locality", "road", "turn_restriction", "water")  # fmt: skip
"""Layers whose `fid` follows from the id, so that rows are found by it."""


def _columns(layer: str) -> list[str]:
    return [each.split()[0] for each in LAYERS[layer].columns.split(", ")]


def _what(
    how: Compared, columns: list[str], was: tuple[object, ...], now: tuple[object, ...],
    is_point: bool, moved_m: int,
) -> tuple[str, str]:  # fmt: skip
    """What became of a row: the first of moved, renamed, changed that holds. Only points move."""
    metres = distance_m(_middle(was[-1]), _middle(now[-1])) if is_point else 0
    differ = [
        (name, old, new) for name, old, new in zip(columns, was, now, strict=False) if old != new
    ]
    said = "; ".join(f"{name}: {_text(old)} → {_text(new)}" for name, old, new in differ)
    if metres > moved_m:
        return "moved", f"{metres:,} m" + (f"; {said}" if said else "")
    if any(name in how.label for name, _, _ in differ):
        return "renamed", said
    return "changed", said or (f"{metres:,} m" if is_point else "its shape")


def _change(
    layer: str, how: Compared, columns: list[str], row: tuple[object, ...], what: str, says: str
) -> Change:
    values = dict(zip(columns, row, strict=False))
    name = " ".join(str(values[each]) for each in how.label if values[each])
    lat = lon = None
    if LAYERS[layer].geometry is not None:
        lat, lon = _middle(row[-1]).degrees
    id = " ".join(str(values[each]) for each in how.key)
    return Change(layer, what, id, name, says, lat, lon)


def _renumbered(
    columns: list[str], went: list[tuple[object, ...]], came: list[tuple[object, ...]]
) -> dict[str, str]:
    """Pieces of road between the same nodes on the same line under another way: old id → new."""
    ends = [columns.index(each) for each in ("from_node", "to_node")]
    there = {(*(row[at] for at in ends), row[-1]): str(row[0]) for row in came}
    found = {}
    for row in went:
        new = there.pop((*(row[at] for at in ends), row[-1]), None)
        if new is not None:
            found[str(row[0])] = new
    return found


def _middle(geom: object) -> Point:
    """The middle of a geometry's box."""
    assert isinstance(geom, bytes)
    has_box = geom[3] & 0b1110 != 0
    return Point(*(middle_of(geom) if has_box else spot_at(geom)))


def _text(value: object) -> str:
    return "nothing" if value is None else str(value)
