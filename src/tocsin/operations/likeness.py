"""Which open incidents a report is likely to be about: how near, how recent, by type group.

No words are compared: people describe one thing in many words and many things in one. Distance
counts with the uncertainty of both positions, age from the opening of the incident to the arrival
of the report, and the type group must not contradict. The limits are adopted by events.

Source: APCO/NENA ANS 1.107 (duplicate calls); NENA i3 (a location is a point with its uncertainty).
"""

from collections.abc import Iterator
from math import cos, radians
from typing import Annotated, NamedTuple

import msgspec

from tocsin.geo.places import Point, distance_m
from tocsin.operations.orders import Command, Context, Decision, Event
from tocsin.operations.picture import Incident, Likeness, Picture, Report
from tocsin.operations.picture.index import index_of
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

EVERY_GROUP = "*"
"""The limits that hold for a type group without limits of its own."""

FIRST = Likeness(within_m=300, within_s=7200)
"""What holds before a town has adopted anything: three blocks, two hours."""

SHOWN = 8
"""At most this many are offered: as many as are read in one look."""

_UDEG_M = 0.111
"""Metres in a microdegree of latitude, a little too few, so that the quick sieve keeps too many."""


# 1. commands and the events they may cause


class AdoptLikeness(Command, frozen=True):
    """Say within how many metres and seconds an incident of a type group may be the same matter."""

    within_m: Annotated[int, msgspec.Meta(ge=0, le=100_000)]
    within_s: Annotated[int, msgspec.Meta(ge=0, le=604_800)]
    group: Annotated[str, msgspec.Meta(min_length=1, max_length=80)] = EVERY_GROUP


class LikenessAdopted(Event, frozen=True):
    group: str
    likeness: Likeness


class Likely(NamedTuple):
    """An incident that may be the same matter: how far (point to point), how long before."""

    incident: str
    distance_m: int
    age_s: int


# 2. decide


def adopt_likeness(command: AdoptLikeness, picture: Picture, _context: Context) -> Decision:
    likeness = Likeness(command.within_m, command.within_s)
    if picture.likeness.get(command.group) == likeness:
        return []
    return [LikenessAdopted(group=command.group, likeness=likeness)]


def likely_same(picture: Picture, report: Report) -> tuple[Likely, ...]:
    """Open incidents this report may be about, the likeliest first: near, then recent, then by id.

    Needs a position: where it is said to be, else where the caller is. Without it
    nothing is likely. For what a person may see, ask it of the picture redacted for that person.
    """
    where = _position(report)
    if where is None:
        return ()
    point, doubt_m = where
    found: list[tuple[int, int, str, int]] = []
    for incident, there, doubt_there_m, limits in _candidates(picture, report):
        slack_m = limits.within_m + doubt_m + doubt_there_m
        if abs(there.lat_udeg - point.lat_udeg) * _UDEG_M > slack_m:
            continue
        apart_m = distance_m(point, there)
        if apart_m <= slack_m:
            age_s = round((report.arrived_at - incident.opened_at).total_seconds())
            found.append((apart_m, abs(age_s), incident.id, age_s))
    return tuple(Likely(id, apart_m, age_s) for apart_m, _, id, age_s in sorted(found)[:SHOWN])


def _position(report: Report) -> tuple[Point, int] | None:
    if report.place.point is not None:
        return report.place.point, report.place.uncertainty_m or 0
    if report.caller_position is not None:
        return report.caller_position.point, report.caller_position.uncertainty_m or 0
    return None


def _where_is(picture: Picture, incident: Incident) -> tuple[Point, int] | None:
    """The incident's position, else where the first of its reports puts it: words have none."""
    if incident.place.point is not None:
        return incident.place.point, incident.place.uncertainty_m or 0
    told = (picture.reports.get(each) for each in incident.reports)
    known = (where for each in told if each is not None and (where := _position(each)) is not None)
    return next(known, None)


def _candidates(
    picture: Picture, report: Report
) -> Iterator[tuple[Incident, Point, int, Likeness]]:
    """Open incidents with a position (and its uncertainty in metres) whose type group and age do
    not speak against it.
    """
    group = None if report.type is None else _group(report.type)
    known: dict[str, Likeness] = {}
    for incident in _near(picture, report):
        if incident.status is IncidentStatus.closed:
            continue
        its = _group(incident.type)
        if group is not None and its != group:
            continue
        limits = known.get(its) or known.setdefault(its, limits_of(picture, its))
        if abs((report.arrived_at - incident.opened_at).total_seconds()) > limits.within_s:
            continue
        where = _where_is(picture, incident)
        if where is not None:
            yield incident, *where, limits


def _near(picture: Picture, report: Report) -> Iterator[Incident]:
    """Incidents among which are all that may be the same: those of the cells and hours around."""
    index = index_of(picture.incidents, cells_of)
    around = None if index is None else _around(picture, report)
    if index is None or around is None:
        yield from picture.incidents.unordered()
        return
    for key in around:
        for name in index.get(key) or ():
            incident = picture.incidents.get(name)
            if incident is not None:
                yield incident


# A cell of the index is some 560 metres high, and lasts four hours. Incidents whose place is known
# only roughly, or only by their reports, stand in no cell of their own.
CELL_UDEG = 5_000
CELL_S = 4 * 3600
_ROUND = 360_000_000 // CELL_UDEG
ROUGH_M = 500
MOST_CELLS = 1_500
"""With limits that reach over more cells, looking at every incident is no dearer."""


def cells_of(incident: Incident) -> tuple[str, ...]:
    """Where an open incident stands in the index: a cell, or among the rough ones."""
    point = incident.place.point
    if incident.status is IncidentStatus.closed or (point is None and not incident.reports):
        return ()
    period = int(incident.opened_at.timestamp()) // CELL_S
    if point is None or (incident.place.uncertainty_m or 0) > ROUGH_M:
        return (f"{period}/rough",)
    return (_cell(period, point.lat_udeg // CELL_UDEG, point.lon_udeg // CELL_UDEG),)


def _cell(period: int, row: int, column: int) -> str:
    return f"{period}/{row}/{column % _ROUND}"


def _around(picture: Picture, report: Report) -> list[str] | None:
    """The cells that the widest limits reach from a report; None where they are too many."""
    where = _position(report)
    assert where is not None, "asked for a report with a position"
    point, doubt_m = where
    every = (FIRST, *picture.likeness.unordered())
    arrived_s = report.arrived_at.timestamp()
    within_s = max(each.within_s for each in every)
    reach_udeg = (max(each.within_m for each in every) + doubt_m + ROUGH_M + 1) / _UDEG_M
    widest = cos(radians(min(90.0, (abs(point.lat_udeg) + reach_udeg) / 1e6)))
    periods = _span(arrived_s, within_s, CELL_S)
    rows = _span(point.lat_udeg, reach_udeg, CELL_UDEG)
    if widest < 0.01 or len(rows) * len(periods) > MOST_CELLS:
        return None
    columns = _span(point.lon_udeg, reach_udeg / widest, CELL_UDEG)
    if len(rows) * len(columns) * len(periods) > MOST_CELLS:
        return None
    found = [f"{period}/rough" for period in periods]
    found += [_cell(p, row, column) for p in periods for row in rows for column in columns]
    return found


def _span(middle: float, reach: float, step: int) -> range:
    """The numbers of the cells from `middle - reach` to `middle + reach`."""
    return range(int((middle - reach) // step), int((middle + reach) // step) + 1)


def limits_of(picture: Picture, group: str) -> Likeness:
    """The limits adopted for a type group, else for every group, else the first ones."""
    return picture.likeness.get(group) or picture.likeness.get(EVERY_GROUP) or FIRST


def _group(type: str) -> str:
    return type.partition(".")[0]


# 3. evolve


def likeness_adopted(picture: Picture, event: LikenessAdopted, _stamp: Stamp) -> Picture:
    return _replace(picture, likeness=picture.likeness.put(event.group, event.likeness))


# 4. the tables

DECIDE = {AdoptLikeness: adopt_likeness}

EVOLVE = {"likeness_adopted.1": (LikenessAdopted, likeness_adopted)}
