"""`tocsin ground profile`: the table of vehicles, to be read, kept and changed."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("profile", help="the table of vehicles: what each may use, how fast")
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="check your own figures, laid over the table"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 4: the file says something else."""
    from tocsin.app.ground.profiles import profile_of, profile_text

    profile = profile_of(asked.profile)
    if asked.json:
        print(as_json(profile))
    elif asked.profile is None:
        print(profile_text(), end="")
    else:
        print(f"{asked.profile} can be used; classes: {', '.join(profile)}.")
    return Exit.done
