"""The board: what needs a person, what is being worked, what is quiet, and who is free.

Source: CONSOLE; band order after ISA-18.2 (an alarm is what needs this person now). Everything
open is
in exactly one band, so the counts add up.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from tocsin.operations.picture import Incident, Picture, Report
from tocsin.operations.team_members import team_of
from tocsin.terms.codes import IncidentStatus, Priority, UnitStatus
from tocsin.terms.kinds import LogKind
from tocsin.views.concerns import Owed, concerns
from tocsin.views.limits import Limits
from tocsin.views.matrix import Group, matrix
from tocsin.views.needs import asked_for, reasons, report_reasons
from tocsin.views.saying import (
    STATUS,
    Read,
    call_sign,
    cannot_read,
    clear,
    number,
    place_words,
    seconds_between,
    type_words,
)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Whose board this is. `now` is the local time shown; `past` marks a picture of another time.

    `behind_s` is how old the picture is against its source, None where it is the source; `viewer`
    a name
    the door knows.
    """

    town: str
    code: str
    kind: LogKind
    now: datetime
    position: int = 0
    viewer: str = ""
    past: bool = False
    behind_s: float | None = None
    speed: int | None = None


class Chip(msgspec.Struct, frozen=True):
    """One unit at an incident: call sign, state, how long in it."""

    call_sign: str
    status: UnitStatus
    code: str
    for_s: int


class Row(msgspec.Struct, frozen=True):
    """One incident, waiting report or matter on the board.

    `assigned` of `needed` is by the run card. `is_danger`: a report says that there is danger.
    """

    key: tuple[str, str]
    number: str
    priority: Priority | None
    type: str
    place: str
    age_s: int
    units: tuple[Chip, ...] = ()
    reasons: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    summary: str = ""
    assigned: int | None = None
    needed: int | None = None
    is_danger: bool = False


class Counts(msgspec.Struct, frozen=True):
    """Totals of what this viewer sees. `open` is needs + working + quiet, all incidents.

    Waiting reports and what is `owed` apart from incidents stand in the upper band too, counted
    here.
    """

    open: int
    needs: int
    working: int
    quiet: int
    reports: int
    owed: int
    closed: int
    units: int
    free: int
    assigned: int
    out: int


class Board(msgspec.Struct, frozen=True):
    """The whole board at one instant."""

    head: Head
    counts: Counts
    needs: tuple[Row, ...]
    working: tuple[Row, ...]
    quiet: tuple[Row, ...]
    groups: tuple[Group, ...]


def board(
    picture: Picture, head: Head, limits: Limits | None = None, read: Read = cannot_read
) -> Board:
    """The board of a picture as one viewer sees it; ages run to `head.now`."""
    limits = limits or Limits()
    bands: dict[str, list[Row]] = {"needs": [], "working": [], "quiet": []}
    waits = concerns(picture, head.now, read)
    closed = 0
    for incident in picture.incidents.values():
        if incident.status is IncidentStatus.closed or incident.merged_into is not None:
            closed += 1
            continue
        also = waits.by_incident.get(incident.id, ())
        row = _row(incident, picture, head.now, limits, read, also)
        bands[_band(incident, row)].append(row)
    waiting = [
        _report_row(each, picture, head.now, read)
        for each in picture.reports.values()
        if each.is_waiting
    ]
    groups = matrix(picture, head.now, limits, head.code)
    owed = [_owed_row(each, head.now) for each in waits.alone]
    counts = _counts(bands, len(waiting), len(owed), closed, groups)
    for rows in bands.values():
        rows.sort(key=_order)
    needs = sorted([*bands["needs"], *waiting, *owed], key=_order)
    return Board(head, counts, tuple(needs), tuple(bands["working"]), tuple(bands["quiet"]), groups)


def _counts(
    bands: dict[str, list[Row]], reports: int, owed: int, closed: int, groups: tuple[Group, ...]
) -> Counts:
    cells = [each for group in groups for each in group.cells]
    free = sum(group.free for group in groups)
    out = sum(1 for each in cells if each.status is UnitStatus.out_of_service)
    lent = sum(1 for each in cells if each.lent and each.status is UnitStatus.available)
    needs, working, quiet = (len(bands[each]) for each in ("needs", "working", "quiet"))
    return Counts(
        open=needs + working + quiet,
        needs=needs,
        working=working,
        quiet=quiet,
        reports=reports,
        owed=owed,
        closed=closed,
        units=len(cells),
        free=free,
        assigned=len(cells) - free - out - lent,
        out=out,
    )


def _order(row: Row) -> tuple[int, int, str]:
    """Reports of danger first, then immediate, then unknown (it may be anything), then the rest;
    the oldest first in each.
    """
    if row.is_danger:
        return -1, -row.age_s, row.number
    rank = {Priority.immediate: 0, None: 1}.get(row.priority)
    if rank is None:
        assert row.priority is not None
        rank = int(row.priority)
    return rank, -row.age_s, row.number


def _band(incident: Incident, row: Row) -> str:
    if incident.listed_until is not None:
        return "quiet"
    if row.reasons:
        return "needs"
    if incident.status is IncidentStatus.held or incident.handed_over_to is not None:
        return "quiet"
    there = [each for each in row.units if each.status is UnitStatus.on_scene]
    is_in_hand = bool(there) and len(there) == len(row.units)
    return "quiet" if incident.priority is Priority.routine and is_in_hand else "working"


def _row(
    incident: Incident,
    picture: Picture,
    now: datetime,
    limits: Limits,
    read: Read,
    also: Iterable[str],
) -> Row:
    card = asked_for(incident, picture)
    return Row(
        key=("incidents", incident.id),
        number=number(incident),
        priority=incident.priority,
        type=type_words(incident.type),
        place=place_words(incident.place, read),
        age_s=seconds_between(incident.opened_at, now),
        units=tuple(chips(incident, now)),
        reasons=reasons(incident, picture, now, limits, read, also),
        marks=tuple(_marks(incident, picture)),
        summary=clear(incident.summary, read) or "",
        assigned=None if card is None else card.assigned,
        needed=None if card is None else card.needed,
    )


def _marks(incident: Incident, picture: Picture) -> list[str]:
    """Short words that stand behind the type: alarm level, held, teams, who else is in it."""
    marks: list[str] = []
    if incident.alarm_level > 1:
        marks.append(f"alarm {incident.alarm_level}")
    if incident.status is IncidentStatus.held:
        marks.append("held")
    if incident.is_restricted:
        marks.append("restricted")
    if incident.handed_over_to is not None:
        marks.append(f"with {incident.handed_over_to}")
    if incident.listed_until is not None:
        marks.append("no longer listed")
    working = (e.unit for e in incident.responses if e.ended_at is None)
    teams = (team_of(picture, each) for each in working)
    marks += dict.fromkeys(each.name for each in teams if each is not None)
    if len(incident.agencies) > 1:
        marks.append("+".join(each.name or str(each.agency) for each in incident.agencies))
    return marks


def chips(incident: Incident, now: datetime) -> list[Chip]:
    """The units at work on an incident, in order of dispatch, each in the state it reached last
    here.
    """
    found: list[Chip] = []
    for response in incident.responses:
        if response.ended_at is not None:
            continue
        at, status = incident.opened_at, UnitStatus.committed
        if response.marks:
            last = max(reversed(response.marks), key=lambda each: each.at)
            at, status = last.at, last.status
        elif response.observed:
            at = response.observed[0][1]
        name = call_sign(response.unit)
        found.append(Chip(name, status, STATUS[status][0], seconds_between(at, now)))
    return found


def _report_row(report: Report, picture: Picture, now: datetime, read: Read) -> Row:
    return Row(
        key=("reports", report.id),
        number="report",
        priority=report.priority,
        type=type_words(report.type) if report.type else _came_by(report),
        place=place_words(report.place, read),
        age_s=seconds_between(report.arrived_at, now),
        reasons=report_reasons(report, picture, now),
        summary=clear(report.words, read) or "",
        is_danger=report.is_danger is True,
    )


def _came_by(report: Report) -> str:
    return f"By {report.channel.value.replace('_', ' ')}"


def _owed_row(owed: Owed, now: datetime) -> Row:
    """Something owed apart from any incident;
    it has no severity of its own and stands as prompt.
    """
    return Row(
        key=owed.key,
        number="owed",
        priority=Priority.prompt,
        type=owed.what,
        place=owed.about,
        age_s=seconds_between(owed.since, now),
        reasons=(owed.reason,),
    )
