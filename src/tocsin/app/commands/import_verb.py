"""`tocsin import`: take over another system's records."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    parser.add_argument(
        "town",
        metavar="TOWN",
        type=Path,
        help="the town's folder; with --check: not needed, give FILE",
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="CSV, NDJSON, JSON, XML; .gz too"
    )
    parser.add_argument(
        "--mapping", metavar="NAME|PATH", help="a shipped mapping's name, or a mapping file (.toml)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="describe the file and propose a mapping; import nothing",
    )
    parser.add_argument(
        "--refused", type=Path, metavar="OUT", help="write every refused row here (CSV)"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 when rows were refused too: the account says which and why. 4: not such a
    file.
    """
    from tocsin.app.importing import checked, imported

    if asked.check:
        file = asked.file or asked.town
        print(checked(file, asked.mapping, as_json=asked.json))
        return Exit.done
    if asked.file is None:
        raise Told("name the town and the file: tocsin import TOWN FILE --mapping …", Exit.usage)
    if asked.mapping is None:
        raise Told(
            "say which mapping: a shipped one, or a file; --check FILE proposes one", Exit.usage
        )
    print(imported(asked.town, asked.file, asked.mapping, asked.refused, as_json=asked.json))
    return Exit.done
