"""Intervals of time laid over one another: how many hold at once, and how long together."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

import msgspec

from tocsin.operations.picture.incident import Incident, Response
from tocsin.terms.codes import UnitStatus
from tocsin.views.measures.ask import Study, Units


class Stretch(msgspec.Struct, frozen=True):
    """From `begin` up to, not including, `end` (aware UTC)."""

    begin: datetime
    end: datetime

    @property
    def length_s(self) -> float:
        """How long it lasts, in seconds."""
        return (self.end - self.begin).total_seconds()


class Level(msgspec.Struct, frozen=True):
    """`count` things at once from `begin` to `end`."""

    begin: datetime
    end: datetime
    count: int


def window(whole: Study) -> Stretch | None:
    """The observed window: what was asked for, else the first to the last time in the records."""
    times: list[datetime] = []
    for incident in whole.incidents:
        times += [incident.opened_at, *_last_times(incident)]
    if not times:
        return None
    begin, end = whole.ask.since or min(times), whole.ask.until or max(times)
    return Stretch(begin, end) if begin < end else None


def _last_times(incident: Incident) -> list[datetime]:
    found = [each for each in (incident.closed_at, incident.listed_until) if each is not None]
    for response in incident.responses:
        found += [mark.at for mark in response.marks]
        found += [at for _, at in response.observed]
        if response.ended_at is not None:
            found.append(response.ended_at)
    return found


def clipped(stretches: Iterable[Stretch], to: Stretch) -> list[Stretch]:
    """The parts inside a window; empty and backward ones are gone."""
    found = [Stretch(max(each.begin, to.begin), min(each.end, to.end)) for each in stretches]
    return [each for each in found if each.begin < each.end]


def joined_s(stretches: Iterable[Stretch]) -> float:
    """How long at least one holds, in seconds: overlaps count once."""
    total, reached = 0.0, None
    for each in sorted(stretches, key=lambda each: each.begin):
        begin = each.begin if reached is None else max(each.begin, reached)
        if each.end > begin:
            total += (each.end - begin).total_seconds()
            reached = each.end
    return total


def levels(stretches: Sequence[Stretch], over: Stretch) -> list[Level]:
    """How many hold at each moment of a window (a sweep line); ends come before begins."""
    steps: dict[datetime, int] = {over.begin: 0, over.end: 0}
    for each in clipped(stretches, over):
        steps[each.begin] = steps.get(each.begin, 0) + 1
        steps[each.end] = steps.get(each.end, 0) - 1
    times = sorted(steps)
    found: list[Level] = []
    count = 0
    for begin, end in pairwise(times):
        count += steps[begin]
        found.append(Level(begin, end, count))
    return found


def committed(
    incident: Incident, response: Response, units: Units, until: datetime
) -> Stretch | None:
    """From dispatch to clear; None without a dispatch.

    Where no end is recorded: to the closing of the incident; else up to `until` if the unit is
    still there; else to the last time known of it there.
    """
    begin = response.mark(UnitStatus.committed)
    if begin is None:
        return None
    end = response.ended_at or incident.closed_at
    if end is None:
        unit = units.get(response.unit)
        is_there = unit is not None and unit.incident == incident.id
        end = until if is_there else max(mark.at for mark in response.marks)
    return Stretch(begin.at, end)


def worked(incident: Incident, units: Units, until: datetime) -> Stretch | None:
    """From the first dispatch to the last clear; None where nobody was sent."""
    parts = [
        part
        for each in incident.responses
        if (part := committed(incident, each, units, until)) is not None
    ]
    if not parts:
        return None
    return Stretch(min(each.begin for each in parts), max(each.end for each in parts))


def open_for(incident: Incident, until: datetime) -> Stretch:
    """From opening to closing.

    Where no closing is recorded: to the last time known of it if it has left its source or all
    its units are clear, else up to `until`.
    """
    if incident.closed_at is not None:
        return Stretch(incident.opened_at, incident.closed_at)
    if incident.listed_until is not None:
        return Stretch(incident.opened_at, incident.listed_until)
    done = incident.responses and not incident.units
    return Stretch(incident.opened_at, max(_last_times(incident)) if done else until)
