"""`tocsin ground compare`: what came, went and moved from one ground to another."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.app.ground.comparing import Comparison

SHOWN = 5


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    parser = deeds.add_parser("compare", help="what came, went and moved between two grounds")
    parser.add_argument("old", metavar="OLD", type=Path, help="the folder of a ground")
    parser.add_argument("new", metavar="NEW", type=Path, help="the folder of a newer one")
    parser.add_argument("--moved", metavar="M", type=int, default=10, choices=range(10_001),
                        help="metres beyond which a thing has moved (default 10)")  # fmt: skip
    parser.add_argument("--all", action="store_true", help=f"every change, not {SHOWN} of a kind")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0, whether there are differences or none."""
    from tocsin.app.ground.comparing import compared

    found = compared(asked.old, asked.new, asked.moved, -1 if asked.all else SHOWN)
    print(as_json(found) if asked.json else "\n".join(told(found)))
    return Exit.done


def told(found: "Comparison") -> list[str]:
    """A comparison in lines."""
    if found.old == found.new:
        return ["Both grounds hold the same."]
    lines = []
    for layer, counts in found.layers.items():
        said = ", ".join(f"{number:,} {what}" for what, number in counts.items())
        lines.append(f"{layer}: {said}")
        for each in found.changes:
            if each.layer == layer:
                name = f" {each.name}" if each.name else ""
                says = f" ({each.says})" if each.says else ""
                where = "" if each.lat is None else f" [{each.lat:.6f},{each.lon:.6f}]"
                lines.append(f"  {each.what} {each.id}{name}{says}{where}")
    return lines
