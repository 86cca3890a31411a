"""`tocsin ground people`: who lives in a zone, at a point or in a town, by whose count."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.geo.zones import MEASURES

SHOWN = 30


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    parser = deeds.add_parser(
        "people", help="who lives and works in a zone, at a point or in a town",
        epilog="Measures: " + "; ".join(f"{k}: {v[1]}" for k, v in MEASURES.items()) + ".",
    )  # fmt: skip
    parser.add_argument("ground", metavar="GROUND", type=Path, help="the ground, or a town's")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--zone", metavar="ID", help="one zone")
    where.add_argument("--at", metavar="LAT,LON", help="the zones that a point lies in")
    where.add_argument("--town", dest="of_town", metavar="NAME", help="all zones of a town")
    arguments.takes_positions(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Sums over the zones, of each kind of zone apart: a ward and a block count the same people."""
    from tocsin.app.ground.asking import opened, spot_of
    from tocsin.app.ground.peopled import summed, town_of, zone_at, zones_of

    with opened(asked.ground) as database:
        zones = zones_of(database)
        if not zones:
            raise Told("this ground holds no zones; import it again with --people", Exit.not_so)
        if asked.zone is not None:
            chosen = [each for each in zones if each.id == asked.zone]
            if not chosen:
                raise Told(f"`{asked.zone}` is no zone of this ground", Exit.usage)
        elif asked.at is not None:
            chosen = zone_at(database, zones, spot_of(asked.at))
        elif asked.of_town is not None:
            town = town_of(database, asked.of_town)
            chosen = [each for each in zones if each.town == town]
        else:
            chosen = zones
        kinds = {
            kind: (
                len(mine := [each for each in chosen if each.kind == kind]),
                mine if len(mine) <= SHOWN else [],
                summed(database, mine),
            )
            for kind in sorted({each.kind for each in chosen})
        }
    if asked.json:
        found = [
            {"kind": kind, "count": count, "zones": some, "figures": figures}
            for kind, (count, some, figures) in kinds.items()
        ]
        print(as_json({"kinds": found}))
        return Exit.done if found else Exit.not_so
    for kind, (count, some, figures) in kinds.items():
        one = f": {some[0].name} ({some[0].id})" if count == 1 else ""
        print(f"{count:,} of {kind}{one}")
        for each in figures:
            value = "fewer than 5" if each.value is None else f"{each.value:,}"
            detail = f" ({each.detail})" if each.detail else ""
            print(f"  {value:>14} {each.measure}{detail} · {each.year}, {each.source}, "
                  f"{each.licence}; of {each.zones:,}")  # fmt: skip
    if not kinds:
        print("No zone lies there.")
    return Exit.done if kinds else Exit.not_so
