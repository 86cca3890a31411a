"""`tocsin at`: the picture at another time. Two questions, never mixed."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("id", metavar="ID", nargs="?", help="one subject only")
    arguments.instant(parser, required=True)
    parser.add_argument("--all", action="store_true", help="every subject, not only the counts")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """`--known-at`: what the town knew then. `--time`: what had happened by then, as known
    today.
    """
    from tocsin.app.instants import picture_asked
    from tocsin.app.pages import counts_page, page, whole_page
    from tocsin.app.subjects import named
    from tocsin.app.wiring import reading
    from tocsin.operations.picture import subject

    with reading(asked.town) as town:
        picture, position = picture_asked(asked, town)
        if asked.id is not None:
            key = named(picture, town.store.header.code, asked.id)
            print(page(key, subject(picture, key), town.store.keys, as_json=asked.json))
        elif asked.all:
            print(whole_page(picture, town.store.keys))
        else:
            print(counts_page(picture, town.store.header, position, as_json=asked.json))
    return Exit.done
