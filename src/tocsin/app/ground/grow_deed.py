"""`tocsin ground grow`: an invented region from a seed."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The seed, how many towns, how many people."""
    parser = deeds.add_parser("grow", help="make the ground of an invented region from a seed")
    parser.add_argument(
        "--seed", type=int, required=True, metavar="N", help="the same seed, the same region"
    )
    parser.add_argument("--towns", type=int, default=5, metavar="N", help="1 to 12 (default: 5)")
    parser.add_argument(
        "--people", type=int, default=120_000, metavar="N", help="500 to 60,000 for each town"
    )
    parser.add_argument("--out", metavar="GROUND", type=Path, required=True, help="a new folder")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """A whole folder, or none."""
    from tocsin.app.ground.asking import jurisdictions_of
    from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
    from tocsin.app.ground.saying import summary

    recipe = Recipe(VERSION, asked.seed, asked.towns, asked.people)
    manifest = grown_ground(recipe, asked.out)
    owners = jurisdictions_of(asked.out)
    if asked.json:
        print(as_json({"ground": str(asked.out), "manifest": manifest, "jurisdictions": owners}))
        return Exit.done
    print("\n".join(summary(manifest)))
    print(f"Jurisdictions: {', '.join(each.name for each in owners)}.")
    return Exit.done
