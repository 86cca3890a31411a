"""Samples: exports of an invented town, made from a seed, in the shapes that cities publish."""

import csv
import io
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

KINDS = ("Engine", "Truck", "Medic", "Chief")
TYPES = ("Kitchen Fire", "Fall", "Gas Odor", "Car Crash", "Alarm Bell", "Chest Pain")
STREETS = ("Quay Lane", "Mill Street", "Beacon Road", "Ropewalk", "Harbour Way")
ZONE = "Europe/London"


class SampleUnit(NamedTuple):
    """One unit's work for an invented call; None where a time is missing."""

    name: str
    kind: str
    dispatched: datetime
    en_route: datetime | None
    on_scene: datetime | None
    cleared: datetime | None


class SampleCall(NamedTuple):
    """An invented call."""

    id: str
    type: str
    priority: int
    street: str
    district: str
    lat: float
    lon: float
    received: datetime
    units: tuple[SampleUnit, ...]


def sample_calls(seed: int, count: int, begin: datetime) -> list[SampleCall]:
    """Calls of an invented town from `begin` (aware UTC) on: the same for the same seed."""
    dice = random.Random(seed)
    calls: list[SampleCall] = []
    at = begin
    for number in range(count):
        at += timedelta(seconds=dice.randint(20, 1_500))
        units = tuple(_unit(dice, at) for _ in range(dice.choice((1, 1, 1, 2, 3))))
        named = {each.name: each for each in units}
        calls.append(
            SampleCall(
                f"C{begin:%y}{number + 1:06d}",
                dice.choice(TYPES),
                dice.randint(1, 4),
                f"{dice.randint(1, 40) * 100} block {dice.choice(STREETS)}",
                f"D{dice.randint(1, 4)}",
                50 + dice.randint(0, 99_999) / 1e6,
                -4 - dice.randint(0, 99_999) / 1e6,
                at,
                tuple(named[name] for name in sorted(named)),
            )
        )
    return calls


def _unit(dice: random.Random, received: datetime) -> SampleUnit:
    kind = dice.choice(KINDS)
    dispatched = received + timedelta(seconds=dice.randint(20, 240))
    moving = dispatched + timedelta(seconds=dice.randint(15, 150))
    there = moving + timedelta(seconds=dice.randint(60, 900))
    is_cancelled = dice.random() < 0.1
    return SampleUnit(
        f"{kind[0]}{dice.randint(1, 9)}",
        kind.upper(),
        dispatched,
        moving,
        None if is_cancelled else there,
        there + timedelta(seconds=dice.randint(60, 4_000)),
    )


def _local(at: datetime | None, form: str) -> str:
    return "" if at is None else at.astimezone(ZoneInfo(ZONE)).strftime(form)


def unit_rows_csv(calls: list[SampleCall]) -> bytes:
    """One row per call and unit, month first, a twelve-hour clock, `(lat, lon)` in one cell."""
    form = "%m/%d/%Y %I:%M:%S %p"
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(
        [
            "Call Number",
            "Unit ID",
            "Unit Type",
            "Call Type",
            "Priority",
            "District",
            "Address",
            "Received DtTm",
            "Dispatch DtTm",
            "Response DtTm",
            "On Scene DtTm",
            "Available DtTm",
            "Location",
        ]
    )
    for call in calls:
        for unit in call.units:
            rows.writerow(
                [
                    *(call.id, unit.name, unit.kind, call.type, call.priority, call.district),
                    call.street,
                    *(_local(call.received, form), _local(unit.dispatched, form)),
                    *(_local(unit.en_route, form), _local(unit.on_scene, form)),
                    *(_local(unit.cleared, form), f"({call.lat:.6f}, {call.lon:.6f})"),
                ]
            )
    return out.getvalue().encode()


def call_rows_semicolon(calls: list[SampleCall]) -> bytes:
    """One row per call, `;`, day first with dots, decimal commas, in cp1252."""
    form = "%d.%m.%Y %H:%M:%S"
    lines = ["Einsatznummer;Einsatzstichwort;Straße;Alarmzeit;Ausrückzeit;Ankunft;Einsatzende;"]
    lines[0] += "Breitengrad;Längengrad"
    for call in calls:
        first = min(call.units, key=lambda each: each.dispatched)
        cells = [call.id, call.type, call.street, _local(call.received, form)]
        cells += [_local(first.en_route, form), _local(first.on_scene, form)]
        cells += [_local(first.cleared, form)]
        cells += [f"{call.lat:.6f}".replace(".", ","), f"{call.lon:.6f}".replace(".", ",")]
        lines.append(";".join(cells))
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def snapshots_ndjson(calls: list[SampleCall], every_s: int, mark: Callable[[str], str]) -> bytes:
    """Looks at a page of active calls: a call is listed from its receipt to its last clear.

    `mark` gives the sign that a status bears on the page.
    """
    begin = calls[0].received
    end = max(each.cleared for call in calls for each in call.units if each.cleared is not None)
    lines: list[str] = []
    at = begin
    while at <= end + timedelta(seconds=2 * every_s):
        listed = []
        for call in calls:
            over = max(each.cleared for each in call.units if each.cleared is not None)
            if call.received <= at < over:
                shown = [_shown(each, at, mark) for each in call.units]
                listed.append(
                    {
                        "id": call.id,
                        "category": call.type,
                        "started": _local(call.received, "%Y-%m-%d %H:%M:%S"),
                        "where": {"lat": call.lat, "lon": call.lon},
                        "units": " ".join(each for each in shown if each),
                    }
                )
        lines.append(
            json.dumps({"observed": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "calls": listed})
        )
        at += timedelta(seconds=every_s)
    return ("\n".join(lines) + "\n").encode()


def _shown(unit: SampleUnit, at: datetime, mark: Callable[[str], str]) -> str:
    if at < unit.dispatched or (unit.cleared is not None and at >= unit.cleared):
        return ""
    status = "dispatched"
    if unit.on_scene is not None and at >= unit.on_scene:
        status = "on_scene"
    elif unit.en_route is not None and at >= unit.en_route:
        status = "en_route"
    return f"{mark(status)}{unit.name}"


def feed_xml(calls: list[SampleCall], at: datetime) -> bytes:
    """One look at an Atom feed with GeoRSS points (latitude first)."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">',
        f"<updated>{at.isoformat()}</updated>",
    ]
    for call in calls:
        parts.append(
            f"<entry><id>tag:town.example,2026:calls/{call.id}</id>"
            f"<title>{escape(call.type)} at {escape(call.street)}</title>"
            f"<summary>{escape(call.type)} [Quay Fire #{call.id}]</summary>"
            f"<category term={quoteattr(call.type)}/>"
            f"<published>{call.received.isoformat()}</published>"
            f"<georss:point>{call.lat:.6f} {call.lon:.6f}</georss:point></entry>"
        )
    return "\n".join([*parts, "</feed>"]).encode()
