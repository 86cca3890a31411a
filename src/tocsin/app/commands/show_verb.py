"""`tocsin show`: one subject as the town knows it now."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit


def declare(parser: argparse.ArgumentParser) -> None:
    """Without an id: what there is."""
    arguments.town(parser)
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help="an incident, unit, person, station, report …; none: what there is",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """An incident is looked for among the closed ones too, and told with what was said of it."""
    from tocsin.app.pages import counts_page, incident_told, page
    from tocsin.app.subjects import named_ever
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        if asked.id is None:
            print(counts_page(town.picture, town.store.header, town.position, as_json=asked.json))
            return Exit.done
        key, found = named_ever(town, asked.id)
        if key[0] == "incidents" and not asked.json:
            print(incident_told(town, found))
        else:
            print(page(key, found, town.store.keys, as_json=asked.json))
    return Exit.done
