"""Trackers and sensors: put on the register, retired; how long what they report is good and kept.

Source: OGC SensorThings 1.1 (Thing, Datastream, Observation), MITRE CoT 2.0 (`stale`), NMEA 0183.
Observations go to the town's track, not to its log; whose they are, and by which thresholds they
are fresh, is decided here from what the town has put on record.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.observations import Observation
from tocsin.operations.officers import OfficerRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.telemetry import Sensor, TelemetryRules, Tracker
from tocsin.operations.units import UnitRefusal
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

AHEAD_S = 60
"""A device's clock may be ahead by so much: what it reports counts as of now."""

Seconds = Annotated[int, msgspec.Meta(ge=1, le=86_400)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=24 * 366 * 5)]
FileHours = Annotated[int, msgspec.Meta(ge=1, le=24)]
Megabytes = Annotated[int, msgspec.Meta(ge=10, le=10_000_000)]
Decimals = Annotated[int, msgspec.Meta(ge=0, le=9)]


class TelemetryRefusal(StrEnum):
    """Why a tracker is not registered, or an observation not taken."""

    tracker_unknown = "tracker_unknown"
    tracker_has_two_bearers = "tracker_has_two_bearers"
    sensor_unknown = "sensor_unknown"
    thresholds_out_of_order = "thresholds_out_of_order"
    keeping_too_short = "keeping_too_short"
    device_unknown = "device_unknown"
    device_not_yours = "device_not_yours"
    observed_in_future = "observed_in_future"
    observed_too_long_ago = "observed_too_long_ago"
    reading_in_other_unit = "reading_in_other_unit"
    observation_of_other_kind = "observation_of_other_kind"


# 1. commands and the events they may cause


class RegisterTracker(Command, frozen=True):
    """Put a tracker on the register, or change it: the unit or the person that carries it.

    Without either it stands for itself: a boat, a drone, a trailer.
    """

    id: Ident
    unit: Ident | None = None
    person: Ident | None = None
    label: Short | None = None


class TrackerRegistered(Event, frozen=True):
    tracker: Tracker


class RetireTracker(Command, frozen=True):
    """Take a tracker off the register: what it reports is refused from now on."""

    id: Ident


class TrackerRetired(Event, frozen=True):
    tracker: str


class RegisterSensor(Command, frozen=True):
    """Put a sensor on the register, or change it: what it measures, in which unit (UCUM).

    A reading is a whole number; `decimals` says how many of its digits stand after the point.
    """

    id: Ident
    quantity: Short
    unit: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    decimals: Decimals = 0
    point: Point | None = None
    label: Short | None = None


class SensorRegistered(Event, frozen=True):
    sensor: Sensor


class RetireSensor(Command, frozen=True):
    """Take a sensor off the register: its readings are refused from now on."""

    id: Ident


class SensorRetired(Event, frozen=True):
    sensor: str


class AdoptTelemetry(Command, frozen=True):
    """Say up to when an observation is fresh, from when it is old, and how long the track is kept.

    Whole files of `file_h` hours are removed when they are older than `keep_h` hours, or when all
    together are larger than `most_mb` megabytes.
    """

    fresh_s: Seconds = 30
    old_s: Seconds = 300
    file_h: FileHours = 1
    keep_h: Hours = 720
    most_mb: Megabytes = 20_000


class TelemetryAdopted(Event, frozen=True):
    rules: TelemetryRules


# 2. decide


def register_tracker(command: RegisterTracker, picture: Picture, _context: Context) -> Decision:
    if command.unit is not None and command.person is not None:
        return refuse(TelemetryRefusal.tracker_has_two_bearers, tracker=command.id)
    subject = None
    if command.unit is not None:
        if command.unit not in picture.units:
            return refuse(UnitRefusal.unit_unknown, unit=command.unit)
        subject = f"unit/{command.unit}"
    elif command.person is not None:
        if command.person not in picture.people:
            return refuse(OfficerRefusal.person_unknown, person=command.person)
        subject = f"person/{command.person}"
    tracker = Tracker(command.id, subject, command.label)
    if picture.trackers.get(command.id) == tracker:
        return []
    return [TrackerRegistered(tracker=tracker)]


def retire_tracker(command: RetireTracker, picture: Picture, _context: Context) -> Decision:
    if command.id not in picture.trackers:
        return refuse(TelemetryRefusal.tracker_unknown, tracker=command.id)
    return [TrackerRetired(tracker=command.id)]


def register_sensor(command: RegisterSensor, picture: Picture, _context: Context) -> Decision:
    sensor = Sensor(
        command.id, command.quantity, command.unit, command.decimals, command.point, command.label
    )
    return [] if picture.sensors.get(command.id) == sensor else [SensorRegistered(sensor=sensor)]


def retire_sensor(command: RetireSensor, picture: Picture, _context: Context) -> Decision:
    if command.id not in picture.sensors:
        return refuse(TelemetryRefusal.sensor_unknown, sensor=command.id)
    return [SensorRetired(sensor=command.id)]


def adopt(command: AdoptTelemetry, picture: Picture, _context: Context) -> Decision:
    """What is old is not kept for less long, and a file is not longer than what is kept."""
    if command.fresh_s >= command.old_s:
        return refuse(
            TelemetryRefusal.thresholds_out_of_order, fresh_s=command.fresh_s, old_s=command.old_s
        )
    if command.keep_h < command.file_h or command.keep_h * 3600 < command.old_s:
        return refuse(TelemetryRefusal.keeping_too_short, keep_h=command.keep_h)
    rules = TelemetryRules(
        command.fresh_s, command.old_s, command.file_h, command.keep_h, command.most_mb
    )
    return [] if picture.telemetry.get(RULES) == rules else [TelemetryAdopted(rules=rules)]


# whose an observation is, and how good


RULES = "telemetry"


def rules_of(picture: Picture) -> TelemetryRules:
    """The thresholds the town adopted, or those it starts with."""
    return picture.telemetry.get(RULES) or TelemetryRules()


class Freshness(StrEnum):
    """How good an observation still is, by its age."""

    fresh = "fresh"
    stale = "stale"
    old = "old"


def age_s(observed_at: datetime, now: datetime) -> int:
    """Whole seconds since an observation; 0 for a clock that is ahead."""
    return max(0, int((now - observed_at).total_seconds()))


def freshness(age: int, rules: TelemetryRules) -> Freshness:
    """How good an observation of this age (s) is."""
    if age <= rules.fresh_s:
        return Freshness.fresh
    return Freshness.stale if age <= rules.old_s else Freshness.old


def subject_of(observation: Observation, picture: Picture, code: str) -> str | Refused:
    """Who or what was observed, as `kind/id`: by tracker, then sensor, unit, or its call sign."""
    device = observation.device
    sensor = picture.sensors.get(device)
    if observation.reading is not None:
        if sensor is None:
            return refuse(TelemetryRefusal.device_unknown, device=device)
        reading = observation.reading
        if (reading.unit, reading.decimals) != (sensor.unit, sensor.decimals):
            return refuse(
                TelemetryRefusal.reading_in_other_unit,
                device=device,
                unit=reading.unit,
                decimals=reading.decimals,
                expected=f"{sensor.unit}, {sensor.decimals} decimals",
            )
        return f"sensor/{device}"
    tracker = picture.trackers.get(device)
    if tracker is not None:
        return _carried(tracker, picture)
    for unit in (device, f"{code}-{device}"):
        if unit in picture.units:
            return f"unit/{unit}"
    if sensor is not None:
        return refuse(TelemetryRefusal.observation_of_other_kind, device=device)
    return refuse(TelemetryRefusal.device_unknown, device=device)


def _carried(tracker: Tracker, picture: Picture) -> str | Refused:
    """The bearer, if it is still on the register; a tracker without one stands for itself."""
    kind, _, name = (tracker.subject or f"tracker/{tracker.id}").partition("/")
    if kind == "unit" and name not in picture.units:
        return refuse(UnitRefusal.unit_unknown, unit=name)
    if kind == "person" and name not in picture.people:
        return refuse(OfficerRefusal.person_unknown, person=name)
    return f"{kind}/{name}"


def is_tracked(subject: str, picture: Picture) -> bool:
    """Is this on the register of what may be observed (`unit/PE-E1`)?"""
    kind, _, name = subject.partition("/")
    return (
        (kind == "unit" and name in picture.units)
        or (kind == "person" and name in picture.people)
        or (kind == "sensor" and name in picture.sensors)
        or (kind == "tracker" and name in picture.trackers)
    )


def untimely(observation: Observation, now: datetime, rules: TelemetryRules) -> Refused | None:
    """Why an observation cannot be of this time: from the future, or older than what is kept."""
    ahead_s = (observation.observed_at - now).total_seconds()
    if ahead_s > AHEAD_S:
        return refuse(
            TelemetryRefusal.observed_in_future,
            device=observation.device,
            at=observation.observed_at,
        )
    if -ahead_s > rules.keep_h * 3600:
        return refuse(
            TelemetryRefusal.observed_too_long_ago,
            device=observation.device,
            at=observation.observed_at,
            keep_h=rules.keep_h,
        )
    return None


def not_yours(observation: Observation, bound: frozenset[str], subject: str) -> Refused | None:
    """Why a sender bound to certain subjects may not report this one, or None. Unbound: all."""
    if not bound or subject in bound:
        return None
    return refuse(TelemetryRefusal.device_not_yours, device=observation.device)


# 3. evolve


def tracker_registered(picture: Picture, event: TrackerRegistered, _stamp: Stamp) -> Picture:
    return _replace(picture, trackers=picture.trackers.put(event.tracker.id, event.tracker))


def tracker_retired(picture: Picture, event: TrackerRetired, _stamp: Stamp) -> Picture:
    return _replace(picture, trackers=picture.trackers.drop(event.tracker))


def sensor_registered(picture: Picture, event: SensorRegistered, _stamp: Stamp) -> Picture:
    return _replace(picture, sensors=picture.sensors.put(event.sensor.id, event.sensor))


def sensor_retired(picture: Picture, event: SensorRetired, _stamp: Stamp) -> Picture:
    return _replace(picture, sensors=picture.sensors.drop(event.sensor))


def adopted(picture: Picture, event: TelemetryAdopted, _stamp: Stamp) -> Picture:
    return _replace(picture, telemetry=picture.telemetry.put(RULES, event.rules))


# 4. the tables

DECIDE = {
    RegisterTracker: register_tracker,
    RetireTracker: retire_tracker,
    RegisterSensor: register_sensor,
    RetireSensor: retire_sensor,
    AdoptTelemetry: adopt,
}

EVOLVE = {
    "tracker_registered.1": (TrackerRegistered, tracker_registered),
    "tracker_retired.1": (TrackerRetired, tracker_retired),
    "sensor_registered.1": (SensorRegistered, sensor_registered),
    "sensor_retired.1": (SensorRetired, sensor_retired),
    "telemetry_adopted.1": (TelemetryAdopted, adopted),
}
