"""`tocsin why`: the chain of facts and rules behind a state."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit


def declare(parser: argparse.ArgumentParser) -> None:
    """What, and how much of its chain."""
    arguments.town(parser)
    parser.add_argument("id", metavar="ID", help="an incident, a unit, a person …")
    parser.add_argument("--last", type=int, metavar="N", help="only the newest N facts")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Every fact that changed the subject, and every order about it that was refused."""
    from tocsin.app.reasons import reasons
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        print(reasons(town, asked.id, asked.last, as_json=asked.json))
    return Exit.done
