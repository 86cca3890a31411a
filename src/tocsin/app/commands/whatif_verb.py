"""`tocsin whatif`: weeks of calls in a region as it is and as it could be, and the difference."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

MOST_REPLICATIONS = 100_000


def declare(parser: argparse.ArgumentParser) -> None:
    """The scenario, how often, over what."""
    parser.add_argument("scenario", metavar="SCENARIO", type=Path, nargs="?", help="a TOML file")
    parser.add_argument(
        "--example", action="store_true", help="print a whole scenario, to begin with"
    )
    parser.add_argument(
        "--check", action="store_true", help="read and lay out all of it, and run nothing"
    )
    parser.add_argument(
        "--replications", type=int, default=100, metavar="N",
        help="so many paired ones, at most (default: 100)",
    )  # fmt: skip
    parser.add_argument(
        "--until", metavar="METRIC:WIDTH",
        help="stop when half of the interval of the difference is this narrow, as in "
        "response_mean_s:5",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, metavar="N", help="of the first replication")
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="at the same time (default: 1)"
    )
    parser.add_argument(
        "--dask", metavar="ADDRESS",
        help="over the workers of a Dask scheduler, as in tcp://host:8786, or `local`",
    )  # fmt: skip
    parser.add_argument("--page", metavar="FOLDER", type=Path, help="write the result page there")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 4: the scenario cannot be; 130: interrupted, and what was done so far is told."""
    if asked.example:
        print(Path(__file__).parent.with_name("whatif").joinpath("region.toml").read_text(), end="")
        return Exit.done
    if asked.scenario is None:
        raise Told("name a scenario; `tocsin whatif --example` prints one to begin with",
                   Exit.usage)  # fmt: skip
    _check(asked)
    try:
        from tocsin.app.whatif.asking import asked_whatif
    except ModuleNotFoundError as error:
        raise Told(
            f"what-if needs {error.name}: pip install 'tocsin[advice,ground]'", Exit.usage
        ) from error
    from tocsin.app.whatif.saying import lines

    found = asked_whatif(asked)
    if found is None:
        return Exit.done
    print(as_json(found) if asked.json else "\n".join(lines(found)))
    was_broken_off = found.convergence is not None and found.convergence.stopped == "interrupted"
    return Exit.interrupted if was_broken_off else Exit.done


def _check(asked: argparse.Namespace) -> None:
    if asked.scenario.is_dir():
        raise Told(f"{asked.scenario} is a folder; name the scenario's file", Exit.usage)
    if not asked.scenario.is_file():
        raise Told(f"there is no file {asked.scenario}", Exit.usage)
    if asked.page is not None and asked.page.exists() and not asked.page.is_dir():
        raise Told(f"{asked.page} is no folder; name another for the page", Exit.usage)
    if not 1 <= asked.replications <= MOST_REPLICATIONS:
        raise Told(f"--replications is 1 to {MOST_REPLICATIONS:,}", Exit.usage)
    if not 1 <= asked.processes <= 256:
        raise Told("--processes is 1 to 256", Exit.usage)
    if asked.seed is not None and not 0 <= asked.seed <= 2**62:
        raise Told(f"--seed is 0 to {2**62}", Exit.usage)
