"""`tocsin track`: where units are and what sensors read, with its age; take in a file of it."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.jurisdiction.observed import Known, TrackLook
    from tocsin.jurisdiction.reading import Reading

CHUNK = 64 * 1024


def declare(parser: argparse.ArgumentParser) -> None:
    """Without more: the newest of each. With a subject or times: all of a window."""
    arguments.town(parser)
    parser.add_argument(
        "subject", metavar="SUBJECT", nargs="?", help="a unit, a sensor, a tracker, a person"
    )
    parser.add_argument("--since", metavar="T", help="a window: from this time")
    parser.add_argument("--until", metavar="T", help="a window: up to this time")
    parser.add_argument(
        "--by",
        choices=("observed", "recorded"),
        default="observed",
        help="which time the window is of (default: observed)",
    )
    parser.add_argument(
        "--limit", type=int, default=1_000, metavar="N", help="at most so many (default: 1,000)"
    )
    parser.add_argument(
        "--import",
        dest="input",
        metavar="FILE",
        help="take in what devices reported; `-` reads input",
    )
    parser.add_argument(
        "--format", choices=("cot", "json", "nmea"), help="of the import, or to print in"
    )
    parser.add_argument(
        "--device", metavar="NAME", help="whose NMEA sentences they are, where none says"
    )
    parser.add_argument(
        "--tidy", action="store_true", help="remove now what is older or more than is kept"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0; 4 when nothing of an import could be used."""
    if asked.limit < 1:
        raise Told("--limit is a number from 1", Exit.usage)
    if asked.tidy:
        return _tidy(asked)
    if asked.input is not None:
        return _import(asked)
    return _show(asked)


def _import(asked: argparse.Namespace) -> int:
    from tocsin.app.tracking import account_text, exit_of, parsed, taken_in
    from tocsin.app.wiring import observing

    if asked.format is None:
        raise Told("say which: --format cot, json or nmea", Exit.usage)
    with _served_elsewhere(), observing(asked.town) as (town, telemetry):
        now = town.clock.now()
        found = parsed(_chunks(asked.input), asked.format, now, asked.device)
        account = taken_in(telemetry, found)
        trouble = telemetry.trouble
    print(as_json(account) if asked.json else account_text(account))
    if trouble:
        print(f"tocsin: {trouble}", file=sys.stderr)
    return exit_of(account)


@contextmanager
def _served_elsewhere() -> Iterator[None]:
    """Where another process has the town, it has the track too. Raises Told."""
    from tocsin.log import TownIsOpen

    try:
        yield
    except TownIsOpen as error:
        raise Told(
            f"process {error.pid} serves this town and its track: send it to POST /v1/positions,"
            " or to its --cot port",
            Exit.town_is_open,
        ) from error


def _chunks(name: str) -> Iterator[bytes]:
    from pathlib import Path

    if name == "-":
        while chunk := os.read(sys.stdin.fileno(), CHUNK):
            yield chunk
        return
    with Path(name).open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _tidy(asked: argparse.Namespace) -> int:
    from tocsin.app.wiring import observing

    with _served_elsewhere(), observing(asked.town) as (_, telemetry):
        telemetry.tidy().result()
        look = telemetry.look
        assert look is not None, "what was tidied is open"
        removed = look.reader.removed()
        kept = {
            "removed_upto": 0 if removed is None else removed.position,
            "position": telemetry.position,
            "bytes": look.reader.size_bytes(),
        }
    if asked.json:
        print(as_json(kept))
    else:
        print(
            f"Removed up to {kept['removed_upto']:,}; kept up to {kept['position']:,},"
            f" {kept['bytes']:,} bytes."
        )
    return Exit.done


def _show(asked: argparse.Namespace) -> int:
    from tocsin.app.wiring import reading, track_look

    with reading(asked.town) as town:
        look = track_look(asked.town, town.store)
        try:
            _print(asked, town, look)
        finally:
            look.close()
    return Exit.done


def _print(asked: argparse.Namespace, town: "Reading", look: "TrackLook") -> None:
    from datetime import UTC, datetime

    from tocsin.app.desk import town_zone
    from tocsin.app.tracking import line_of, shown, written
    from tocsin.operations.telemetry import rules_of

    now, zone, rules = datetime.now(UTC), town_zone(town.picture), rules_of(town.picture)
    found = _found(asked, town, look, now)
    if asked.format is not None:
        for known in found:
            line = written(known, asked.format, town.picture, rules)
            if line is not None:
                sys.stdout.buffer.write(line)
        return
    each = [(shown(known, town.picture, now, rules), known) for known in found]
    if asked.json:
        facts = {"track": look.reader.track, "position": look.reader.head(), "rules": rules}
        print(as_json(facts | {"observations": [one for one, _ in each]}))
        return
    if not each:
        print("Nothing on the track. tocsin track TOWN --import FILE --format … takes it in.")
    for one, known in each:
        print(line_of(one, known, now, zone))


def _found(
    asked: argparse.Namespace, town: "Reading", look: "TrackLook", now: "datetime"
) -> list["Known"]:
    from itertools import islice

    from tocsin.app.desk import town_zone
    from tocsin.app.times import moment
    from tocsin.app.tracking import subject_named

    zone = town_zone(town.picture)
    since = None if asked.since is None else moment(asked.since, now, zone)
    until = None if asked.until is None else moment(asked.until, now, zone)
    code = town.store.header.code
    subject = None if asked.subject is None else subject_named(town.picture, code, asked.subject)
    if since is None and until is None:
        if subject is None:
            return look.all_known()[: asked.limit]
        known = look.known(subject)
        return [] if known is None else [known]
    window = look.observed if asked.by == "observed" else look.recorded
    return list(islice(window(subject, since, until), asked.limit))
