"""`tocsin init`: found a town."""

import argparse
import re
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.times import zone_of
from tocsin.terms.kinds import LogKind

if TYPE_CHECKING:
    from tocsin.log.address import Address


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("--name", required=True, help="the town's name, in quotes")
    parser.add_argument(
        "--code", help="2 to 4 capital letters in front of every id (default: from the name)"
    )
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in LogKind],
        default=LogKind.actual.value,
        help="what the log is, for ever (default: Actual)",
    )
    parser.add_argument("--zone", default="UTC", help="IANA time zone (default: UTC)")
    parser.add_argument("--language", default="en", help="BCP 47 tag (default: en)")
    parser.add_argument(
        "--officer", default="chief", metavar="HANDLE", help="the first officer (default: chief)"
    )
    parser.add_argument(
        "--store",
        metavar="ADDRESS",
        help="keep its log in this PostgreSQL database (default: in the folder)",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Make the folder, the keys, the log and its first records."""
    from tocsin.app.wiring import found
    from tocsin.log.moving import move_to_database

    code = asked.code or code_of(asked.name)
    if not re.fullmatch(r"[A-Z]{2,4}", code):
        raise Told(f"`{code}` is not 2 to 4 capital letters; give --code, as in PE", Exit.usage)
    zone_of(asked.zone)
    address = None if asked.store is None else _empty_database(asked.store)
    header = found(
        asked.town,
        name=asked.name,
        code=code,
        kind=LogKind(asked.kind),
        zone=asked.zone,
        language=asked.language,
        officer=asked.officer,
    )
    if address is not None:
        move_to_database(asked.town, address)
    if asked.json:
        print(
            as_json(
                {
                    "town": str(asked.town),
                    "name": header.name,
                    "code": header.code,
                    "kind": header.kind.value,
                    "jurisdiction": header.jurisdiction,
                    "incarnation": header.incarnation,
                    "officer": asked.officer,
                }
            )
        )
    else:
        print(
            f"{header.name} [{header.kind.value}] is founded in {asked.town}; code {header.code}."
        )
        print(f"Its first officer is `{asked.officer}`. Next: tocsin board {asked.town}")
    return Exit.done


def _empty_database(named: str) -> "Address":
    """The database that is to hold the log; looked at before anything is founded."""
    from tocsin.log.address import address_of
    from tocsin.log.postgres.moving import check_place

    address = address_of(named)
    check_place(address)
    return address


def code_of(name: str) -> str:
    """A code from a name: the initials of several words, or the first two letters of one."""
    words = re.findall(r"[A-Za-z]+", name)
    letters = "".join(word[0] for word in words[:4]) if len(words) > 1 else "".join(words)[:2]
    return letters.upper()
