"""`tocsin fork`: begin an exercise from a town's log, by reference."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("target", metavar="TARGET", type=Path, help="a new folder for the fork")
    parser.add_argument(
        "--position", type=int, metavar="N", help="after record N (default: the last)"
    )
    parser.add_argument("--name", help="the fork's name (default: the town's)")
    parser.add_argument(
        "--kind", choices=["Exercise", "Test"], default="Exercise", help="a fork is never Actual"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Nothing is copied and the town's own log is not touched; what it forgets, the fork
    forgets.
    """
    from tocsin.app.ground.keeping import handed_on
    from tocsin.log import fork
    from tocsin.terms.kinds import LogKind

    try:
        store = fork(
            asked.town, asked.target, asked.position, kind=LogKind(asked.kind), name=asked.name
        )
    except ValueError as error:
        raise Told(str(error), Exit.usage) from error
    header = store.header
    store.close()
    handed_on(asked.town, asked.target)
    assert header.parent is not None
    if asked.json:
        print(
            as_json(
                {
                    "fork": str(asked.target),
                    "name": header.name,
                    "kind": header.kind.value,
                    "position": header.parent.position,
                    "parent": {
                        "jurisdiction": header.parent.jurisdiction,
                        "incarnation": header.parent.incarnation,
                        "hash": header.parent.hash.hex(),
                    },
                }
            )
        )
    else:
        print(f"{header.name} [{header.kind.value}] begins after record {header.parent.position:,}")
        print(f"of {asked.town}, in {asked.target}.")
    return Exit.done
