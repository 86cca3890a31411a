"""The track for people and programs: what was last observed and how old it is; input of devices."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

import msgspec

from tocsin.app.grammar.clocks import said
from tocsin.app.outcome import Exit, Told
from tocsin.app.phrases import say
from tocsin.app.subjects import named
from tocsin.gateways import cot, positions
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.telemetry import Recorded, Telemetry
from tocsin.operations.observations import Observation, Unread
from tocsin.operations.picture import Picture
from tocsin.operations.picture.telemetry import TelemetryRules
from tocsin.operations.telemetry import age_s, freshness

FORMATS = ("cot", "json", "nmea")
AT_ONCE = 1_000
"""Observations of one batch of an import."""
NAMED = 20
"""Refused and unread parts that an account names; the rest is counted."""
OWNERS = {"units": "unit", "people": "person", "sensors": "sensor", "trackers": "tracker"}


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """One observation as it is shown: whole numbers as stored, with its age (s) and freshness."""

    subject: str
    name: str
    observed_at: datetime
    recorded_at: datetime
    age_s: int
    freshness: str
    source: str
    position: int | None = None
    lat_udeg: int | None = None
    lon_udeg: int | None = None
    accuracy_m: int | None = None
    speed_cms: int | None = None
    course_mdeg: int | None = None
    altitude_cm: int | None = None
    value: int | None = None
    unit: str | None = None
    decimals: int | None = None


def shown(known: Known, picture: Picture, now: datetime, rules: TelemetryRules) -> Shown:
    """The observation with its name, its age and what that makes of it."""
    age = age_s(known.observed_at, now)
    fix, reading = known.fix, known.reading
    return Shown(
        subject=known.subject,
        name=name_of(known.subject, picture),
        observed_at=known.observed_at,
        recorded_at=known.recorded_at,
        age_s=age,
        freshness=freshness(age, rules).value,
        source=known.source,
        position=known.position,
        lat_udeg=None if fix is None else fix.point.lat_udeg,
        lon_udeg=None if fix is None else fix.point.lon_udeg,
        accuracy_m=None if fix is None else fix.accuracy_m,
        speed_cms=None if fix is None else fix.speed_cms,
        course_mdeg=None if fix is None else fix.course_mdeg,
        altitude_cm=None if fix is None else fix.altitude_cm,
        value=None if reading is None else reading.value,
        unit=None if reading is None else reading.unit,
        decimals=None if reading is None else reading.decimals,
    )


def name_of(subject: str, picture: Picture) -> str:
    """What people call it: a call sign, a handle, a label, else its id."""
    kind, _, name = subject.partition("/")
    if kind == "unit" and (unit := picture.units.get(name)) is not None:
        return unit.call_sign
    if kind == "person" and (person := picture.people.get(name)) is not None:
        return person.handle or name
    if kind == "sensor" and (sensor := picture.sensors.get(name)) is not None:
        return sensor.label or name
    if kind == "tracker" and (tracker := picture.trackers.get(name)) is not None:
        return tracker.label or name
    return name


def subject_named(picture: Picture, code: str, word: str) -> str:
    """`E1`, `PE-E1`, a handle, a sensor or a tracker as the track's subject. Raises Told."""
    kind, _, name = word.partition("/")
    if name and kind in OWNERS.values():
        return word
    found, id_ = named(picture, code, word)
    if found not in OWNERS:
        raise Told(f"`{word}` is nothing that has a track; name a unit, a sensor, a tracker")
    if found == "trackers" and (tracker := picture.trackers.get(id_)) is not None:
        return tracker.subject or f"tracker/{id_}"
    return f"{OWNERS[found]}/{id_}"


def line_of(each: Shown, known: Known, now: datetime, zone: tzinfo) -> str:
    """One observation as a line: name, where or what, when, how good."""
    if known.fix is not None:
        lat, lon = known.fix.point.degrees
        what = f"{lat:.5f},{lon:.5f}"
        if each.accuracy_m is not None:
            what += f" ±{each.accuracy_m} m"
        if each.speed_cms is not None:
            what += f", {each.speed_cms * 36 / 1000:.0f} km/h"
        if each.course_mdeg is not None:
            what += f" towards {each.course_mdeg // 1000}°"
    else:
        what = "" if known.reading is None else known.reading.text
    age = f"{each.age_s} s" if each.age_s < 120 else f"{each.age_s // 60} min"
    when = said(known.observed_at, now, zone)
    return f"{each.name:12} {what:44} {when}, {age} old: {each.freshness}  ({each.source})"


# input of devices


class Account(msgspec.Struct, frozen=True):
    """What became of an input: `taken` are on the track and durable, `repeated` were before."""

    taken: int
    repeated: int
    refused: int
    unread: int
    reasons: tuple[str, ...]
    """The first of what was not taken: where it stood, and why."""
    last_position: int


def parsed(
    chunks: Iterable[bytes], format_: str, now: datetime, device: str | None = None
) -> Iterator[Observation | Unread]:
    """The observations in an input of one of FORMATS."""
    if format_ == "cot":
        return cot.parse(chunks)
    if format_ == "nmea":
        return positions.parse_nmea(chunks, now, device)
    assert format_ == "json", format_
    return positions.parse_json(chunks, now)


def taken_in(
    telemetry: Telemetry,
    found: Iterable[Observation | Unread],
    bound: frozenset[str] = frozenset(),
) -> Account:
    """Record an input, batch by batch; answers when the last is durable. Raises StorageUnknown."""
    account = Account(0, 0, 0, 0, (), telemetry.position)
    waiting: list[Observation] = []
    unread: list[str] = []
    count = 0
    for each in found:
        if isinstance(each, Unread):
            count += 1
            if len(unread) < NAMED:
                unread.append(f"{each.place}: expected {each.expected}")
            continue
        waiting.append(each)
        if len(waiting) >= AT_ONCE:
            account = added(account, telemetry.record(waiting, bound).result())
            waiting = []
    if waiting:
        account = added(account, telemetry.record(waiting, bound).result())
    reasons = (*unread, *account.reasons)[:NAMED]
    return msgspec.structs.replace(account, unread=count, reasons=reasons)


def added(account: Account, recorded: Recorded) -> Account:
    """An account with one more batch in it."""
    reasons = list(account.reasons)
    for each in recorded.refused[: NAMED - len(reasons)]:
        sentence, step = say(each.refused)
        where = f"{each.place}: " if each.place else ""
        reasons.append(f"{where}{sentence} {step}")
    return Account(
        account.taken + recorded.taken,
        account.repeated + recorded.repeated,
        account.refused + len(recorded.refused),
        account.unread,
        tuple(reasons),
        recorded.last_position,
    )


def account_text(account: Account) -> str:
    """The account in words."""
    lines = [
        f"{account.taken:,} on the track, {account.repeated:,} there before,"
        f" {account.refused:,} refused, {account.unread:,} not understood."
    ]
    lines += [f"  {each}" for each in account.reasons]
    left = account.refused + account.unread - len(account.reasons)
    return "\n".join([*lines, f"  and {left:,} more"] if left > 0 else lines)


def exit_of(account: Account) -> Exit:
    """0 when anything was taken or there was nothing; 4 when nothing could be read or used."""
    nothing = not account.taken and not account.repeated
    return Exit.malformed if nothing and (account.refused or account.unread) else Exit.done


def written(known: Known, format_: str, picture: Picture, rules: TelemetryRules) -> bytes | None:
    """An observation in one of FORMATS; None where that format has no way to say it."""
    from datetime import timedelta

    device = known.source.partition(":")[2] or known.subject
    if format_ == "json":
        observation = Observation(
            device=device, observed_at=known.observed_at, fix=known.fix, reading=known.reading
        )
        return positions.render_json(observation)
    if known.fix is None:
        return None
    if format_ == "nmea":
        return positions.render_nmea(device, known.fix, known.observed_at)
    stale_at = known.observed_at + timedelta(seconds=rules.old_s)
    name = name_of(known.subject, picture)
    return cot.render(device, known.fix, known.observed_at, stale_at, name)
