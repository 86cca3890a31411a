"""Incidents out of a town: CSV unit rows, NERIS records, or whole incidents as JSON lines."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.facts import opener
from tocsin.app.in_sight import asker
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.searching import Sought, sought
from tocsin.app.times import moment
from tocsin.app.web.past import in_sight, whole_in_sight
from tocsin.app.wiring import reading
from tocsin.gateways import cad_export, neris
from tocsin.gateways.neris.codes import Codes, CodesMalformed
from tocsin.jurisdiction.reading import Reading
from tocsin.operations.picture import Incident

NEEDED = frozenset(
    {
        "id", "number", "type", "status", "priority", "place", "opened_at", "entered_at",
        "closed_at", "disposition", "responses", "source_number", "attributes",
    }
)  # fmt: skip
"""Fields of an incident that exports and measures are made of."""

DEPARTMENT = re.compile(r"FD[0-9]{8}")


def exported(asked: argparse.Namespace) -> int:
    """Write the records and give the account (to the error stream where they go to the output)."""
    if asked.json and asked.out is None:
        raise Told("--json prints the account: name a file for the records with --out", Exit.usage)
    if asked.format == "neris" and not DEPARTMENT.fullmatch(asked.department or ""):
        raise Told(
            "neris wants the department's NERIS id: --department FD and eight digits", Exit.usage
        )
    lost: Counter[str] = Counter()
    with reading(asked.town) as town:
        incidents, left_out = _incidents(asked, town)
        chunks = _chunks(asked, town, incidents, lost)
        size = _write(asked, chunks)
    account: dict[str, object] = {
        "format": asked.format,
        "incidents": len(incidents),
        "bytes": size,
        "left_out": left_out,
        "lost": dict(sorted(lost.items())),
    }
    if asked.json:
        print(as_json(account))
        return Exit.done
    where = asked.out or "the output"
    print(f"{len(incidents):,} incidents, {size:,} bytes to {where}.", file=sys.stderr)
    if left_out:
        print(f"  {left_out:>6} more are not for this officer to see whole.", file=sys.stderr)
    for what, count in lost.most_common():
        print(f"  {count:>6} × {what}", file=sys.stderr)
    return Exit.done


def _incidents(asked: argparse.Namespace, town: Reading) -> tuple[list[Incident], int]:
    """Those that the officer asked for (--as) may see as far as an export is made of them, and how
    many were left out; whatever else of them is out of sight is not in them."""
    viewer = asker(asked, town.picture)
    zone, now = town_zone(town.picture), datetime.now(UTC)
    what = Sought(
        since=None if asked.since is None else moment(asked.since, now, zone),
        until=None if asked.until is None else moment(asked.until, now, zone),
    )
    found = sought(town.incidents(), what, town.store.keys)[::-1]
    kept, _ = whole_in_sight(iter(found), town.picture, viewer, NEEDED)
    seen = [each for one in kept if (each := in_sight(one, town.picture, viewer)) is not None]
    return seen, len(found) - len(seen)


def _chunks(
    asked: argparse.Namespace, town: Reading, incidents: list[Incident], lost: Counter[str]
) -> Iterator[bytes]:
    if asked.format == "csv":
        return cad_export.render(incidents, town.store.header.code)
    if asked.format == "neris":
        return _neris(asked, town, incidents, lost)
    encode = msgspec.json.Encoder(enc_hook=opener(town.store.keys)).encode
    return (encode(each) + b"\n" for each in incidents)


def _neris(
    asked: argparse.Namespace, town: Reading, incidents: list[Incident], lost: Counter[str]
) -> Iterator[bytes]:
    """A record a line, with what was lost in it; `lost` counts over all."""
    codes = _codes(asked)
    units = {each.id: each for each in town.picture.units.values()}
    for incident in incidents:
        done = neris.render(incident, units, asked.department, codes)
        lost.update(done.lost)
        yield msgspec.json.encode({"record": done.record, "lost": done.lost}) + b"\n"


def _codes(asked: argparse.Namespace) -> Codes:
    usual = neris.default_codes()
    if asked.codes is None:
        return usual
    try:
        return usual.extended(neris.codes_of(asked.codes.read_bytes()))
    except CodesMalformed as error:
        raise Told(f"{asked.codes}: {error}") from None


def _write(asked: argparse.Namespace, chunks: Iterator[bytes]) -> int:
    if asked.out is None:
        return _put(chunks, sys.stdout.buffer)
    try:
        with asked.out.open("xb") as file:
            return _put(chunks, file)
    except FileExistsError:
        raise Told(f"{asked.out} is there already; name a new file", Exit.usage) from None


def _put(chunks: Iterator[bytes], out: BinaryIO) -> int:
    size = 0
    for chunk in chunks:
        size += out.write(chunk)
    out.flush()
    return size
