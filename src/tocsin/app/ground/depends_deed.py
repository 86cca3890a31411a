"""`tocsin ground depends`: what a facility hangs on, and who stops when it stops."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.geo.dependencies import Suppliers, stops, suppliers_of, upstream
from tocsin.geo.lifelines import Dependency, Network

if TYPE_CHECKING:
    import sqlite3

SHOWN = 25
LINKED = "lifeline_link"
"""A node hangs on the nodes that lead to it, at once, unless a dependency says how long it lasts.
"""


class Hangs(msgspec.Struct, frozen=True):
    """`consumer` stops `buffer_s` after `supplier`; `alternatives` is how many others supply the
    same network to it. `depth` 1: it is the facility itself that hangs on it."""

    depth: int
    consumer: str
    consumer_name: str
    network: str
    supplier: str
    supplier_name: str
    buffer_s: int
    alternatives: int
    source: str


class Stops(msgspec.Struct, frozen=True):
    """What stops, and how many s after."""

    id: str
    name: str
    after_s: int


class Depends(msgspec.Struct, frozen=True):
    """Of one facility, zone or node of a lifeline."""

    id: str
    name: str
    hangs_on: tuple[Hangs, ...]
    stops: tuple[Stops, ...]
    people: int
    """In the zones among `stops`; 0 where nobody was counted."""


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    parser = deeds.add_parser(
        "depends", help="what a facility hangs on, and who stops when it stops"
    )
    parser.add_argument("ground", metavar="GROUND", type=Path, help="the ground, or a town's")
    parser.add_argument("facility", metavar="ID", help="a facility, zone or lifeline node: its id, "
                        "or its name")  # fmt: skip
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1: nothing is known to hang on it, nor it on anything."""
    from tocsin.app.ground.asking import opened

    with opened(asked.ground) as database:
        found = depends(database, asked.facility)
    if asked.json:
        print(as_json(found))
    else:
        print("\n".join(_told(found)))
    return Exit.done if found.hangs_on or found.stops else Exit.not_so


def depends(database: "sqlite3.Connection", said: str) -> Depends:
    """Raises Told where nothing, or more than one thing, is called so."""
    names = _names(database)
    id = _id_of(names, said)
    rows = database.execute(
        "SELECT to_node, network, from_node, 0, ? FROM lifeline_link WHERE is_normally_open = 0 "
        "UNION ALL SELECT consumer, network, supplier, buffer_s, source FROM dependency",
        (LINKED,),
    )
    each = [Dependency(a, Network(b), c, d, e) for a, b, c, d, e in rows]
    suppliers = suppliers_of(each)
    sources = {(e.consumer, e.network, e.supplier): e.source for e in each}
    after = stops(suppliers, [id])
    del after[id]
    people = dict(database.execute(
        "SELECT subject, value FROM figure WHERE measure = 'people' ORDER BY year").fetchall()
    )  # fmt: skip
    return Depends(
        id, names.get(id, ""), tuple(_hangs(suppliers, sources, names, id)),
        tuple(
            Stops(e, names.get(e, ""), s) for e, s in sorted(after.items(), key=lambda e: e[::-1])
        ),
        sum(people.get(e, 0) for e in after),
    )  # fmt: skip


def _hangs(
    suppliers: Suppliers, sources: dict[tuple[str, Network, str], str], names: dict[str, str],
    id: str,
) -> list[Hangs]:  # fmt: skip
    found = []
    for depth, consumer, supplier in upstream(suppliers, id):
        for network, each in sorted(suppliers[consumer].items()):
            if supplier in each:
                found.append(Hangs(
                    depth, consumer, names.get(consumer, ""), network.value, supplier,
                    names.get(supplier, ""), each[supplier], len(each) - 1,
                    sources[consumer, network, supplier],
                ))  # fmt: skip
    return found


def _names(database: "sqlite3.Connection") -> dict[str, str]:
    """Every facility, zone and node by id, with what it is called."""
    found: dict[str, str] = {}
    for table in ("zone", "lifeline_node", "facility"):
        for id, kind, name in database.execute(f"SELECT id, kind, name FROM {table} ORDER BY fid"):
            found[id] = name or kind
    return found


def _id_of(names: dict[str, str], said: str) -> str:
    if said in names:
        return said
    found = [id for id, name in names.items() if name.casefold() == said.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise Told(f"{len(found)} things are called {said}: {', '.join(found[:20])}", Exit.usage)
    raise Told(f"`{said}` is no facility, zone or lifeline node of this ground", Exit.usage)


def _told(found: Depends) -> list[str]:
    lines = [f"{found.name} ({found.id})"]
    for each in found.hangs_on:
        spare = f", one of {each.alternatives + 1}" if each.alternatives else ""
        lines.append(
            f"{'  ' * each.depth}{each.consumer_name} ({each.consumer}) hangs on "
            f"{each.supplier_name} ({each.supplier}) for {each.network}{spare}; goes on "
            f"{each.buffer_s / 3600:g} h without · {each.source}"
        )
    if not found.hangs_on:
        lines.append("  is not known to hang on anything")
    lines.append(f"When it stops, {len(found.stops)} stop, with {found.people:,} people in zones:")
    for one in found.stops[:SHOWN]:
        lines.append(f"  after {one.after_s / 3600:g} h {one.name} ({one.id})")
    if len(found.stops) > SHOWN:
        lines.append(f"  … and {len(found.stops) - SHOWN} more (--json)")
    return lines
