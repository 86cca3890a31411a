"""How long it takes: alarm handling, turnout, travel, total response, and the work after.

Source: NFPA 1710 (2020) §3.3.53 and §4.1.2 (turnout, travel, total response), NFPA 1225 (2022)
chapter 15 (alarm handling); NERIS `mod_unit_response` for the times after arrival.
Percentiles by linear interpolation; nothing is clipped, negative times stay in and are counted.
"""

from collections.abc import Callable, Iterable

from tocsin.operations.picture.incident import Incident, Mark, Response
from tocsin.terms.codes import UnitStatus
from tocsin.views.measures.answer import Figures, Part, spread_cells
from tocsin.views.measures.ask import Ask, Per, Row, Study, UnknownSlice, unit_rows
from tocsin.views.measures.spread import End, Span, Spread, span, spread

DEFINITION = (
    "Times of a response, each from one reported instant to another (NFPA 1710, NFPA 1225). "
    "Percentiles by linear interpolation; missing times are left out and counted, negative ones "
    "kept."
)


def _opened(incident: Incident) -> End | None:
    """When the call was received; None where the source did not say and a later time stands in."""
    if incident.attributes.get("received") == "not stated":
        return None
    return End(incident.opened_at, incident.opened_after)


def _mark(response: Response, status: UnitStatus) -> End | None:
    mark = response.mark(status)
    return None if mark is None else End(mark.at, mark.after)


def _ended(response: Response) -> End | None:
    return None if response.ended_at is None else End(response.ended_at, response.ended_after)


def _between(begin: UnitStatus, end: UnitStatus) -> Callable[[Row], Span | None]:
    return lambda row: span(_mark(row.response, begin), _mark(row.response, end))


def _on_scene_s(row: Row) -> Span | None:
    left = _mark(row.response, UnitStatus.transporting) or _ended(row.response)
    return span(_mark(row.response, UnitStatus.on_scene), left)


def _turnaround_s(row: Row) -> Span | None:
    return span(_mark(row.response, UnitStatus.at_hospital), _ended(row.response))


def _assignment_s(row: Row) -> Span | None:
    return span(_mark(row.response, UnitStatus.committed), _ended(row.response))


PER_ROW: dict[str, tuple[Callable[[Row], Span | None], str]] = {
    "alarm_handling_s": (
        lambda row: span(_opened(row.incident), _mark(row.response, UnitStatus.committed)),
        "call received (incident opened) to dispatch of this unit",
    ),
    "turnout_s": (
        _between(UnitStatus.committed, UnitStatus.en_route),
        "dispatch of this unit to its being under way",
    ),
    "travel_s": (
        _between(UnitStatus.en_route, UnitStatus.on_scene),
        "this unit under way to this unit on scene",
    ),
    "total_response_s": (
        lambda row: span(_opened(row.incident), _mark(row.response, UnitStatus.on_scene)),
        "call received to this unit on scene",
    ),
    "on_scene_s": (
        _on_scene_s,
        "this unit on scene to its leaving with a patient, or its end here",
    ),
    "transport_s": (
        _between(UnitStatus.transporting, UnitStatus.at_hospital),
        "this unit leaving with a patient to its arrival at the hospital",
    ),
    "turnaround_s": (_turnaround_s, "this unit at the hospital to its being clear"),
    "assignment_s": (_assignment_s, "dispatch of this unit to its being clear"),
}
"""Figures of a unit row: name → (time of one row, definition)."""


def _of_call(incident: Incident, status: UnitStatus) -> End | None:
    """When the call itself is said to have reached a status, by a source that names no units."""
    at = {
        UnitStatus.committed: incident.dispatched_at,
        UnitStatus.en_route: incident.en_route_at,
        UnitStatus.on_scene: incident.on_scene_at,
    }[status]
    return None if at is None else End(at)


def _first(responses: Iterable[Response], status: UnitStatus) -> tuple[Response, Mark] | None:
    """The response that reached a status first; of equals, the one recorded first."""
    reached = [(each, mark) for each in responses if (mark := each.mark(status)) is not None]
    return min(reached, key=lambda pair: pair[1].at) if reached else None


def _first_dispatch(incident: Incident) -> End | None:
    """When the first unit was dispatched; the call's own dispatch time where no unit is known."""
    first = _first(incident.responses, UnitStatus.committed)
    if first is not None:
        return End(first[1].at, first[1].after)
    return None if incident.dispatched_at is None else End(incident.dispatched_at)


def _of_first(
    begin: UnitStatus, end: UnitStatus, first_by: UnitStatus
) -> Callable[[Incident], Span | None]:
    """A time of the first unit; of a source without units, the same between the call's own
    times.
    """

    def time(incident: Incident) -> Span | None:
        if not incident.responses:
            return span(_of_call(incident, begin), _of_call(incident, end))
        first = _first(incident.responses, first_by)
        if first is None:
            return None
        return span(_mark(first[0], begin), _mark(first[0], end))

    return time


def _total_s(incident: Incident) -> Span | None:
    """The first unit on scene; where a source has no units, the call's own time of arrival."""
    first = _first(incident.responses, UnitStatus.on_scene)
    if first is not None:
        return span(_opened(incident), End(first[1].at, first[1].after))
    arrived = None if incident.on_scene_at is None else End(incident.on_scene_at)
    return span(_opened(incident), arrived)


def _whole_s(incident: Incident) -> Span | None:
    """First dispatch to last clear; missing while anybody works or an end is not recorded."""
    rows = unit_rows((incident,))
    ends = [end for row in rows if (end := _ended(row.response)) is not None]
    if not rows or len(ends) < len(rows):
        return None
    return span(_first_dispatch(incident), max(ends, key=lambda end: end.at))


def _entry_s(incident: Incident) -> Span | None:
    entered = incident.entered_at
    return span(_opened(incident), None if entered is None else End(entered))


PER_CALL: dict[str, tuple[Callable[[Incident], Span | None], str]] = {
    "alarm_handling_s": (
        lambda incident: span(_opened(incident), _first_dispatch(incident)),
        "call received (incident opened) to dispatch of the first unit",
    ),
    "turnout_s": (
        _of_first(UnitStatus.committed, UnitStatus.en_route, UnitStatus.committed),
        "dispatch of the first-dispatched unit to its being under way",
    ),
    "travel_s": (
        _of_first(UnitStatus.en_route, UnitStatus.on_scene, UnitStatus.on_scene),
        "first-arriving unit under way to its being on scene",
    ),
    "total_response_s": (_total_s, "call received to the first unit on scene"),
    "assignment_s": (_whole_s, "first dispatch to the last unit clear"),
}
"""Figures of a call: name → (time of one incident, definition)."""

ENTRY = (_entry_s, "call received to call entered by the call taker")


def times(incidents: tuple[Incident, ...], ask: Ask) -> dict[str, Spread]:
    """Every time of the question's kind of observation. Incidents never dispatched have no rows."""
    entry, entry_says = ENTRY
    found = {"call_entry_s": spread(map(entry, incidents), Per.call, entry_says)}
    for name in PER_CALL if ask.per is Per.call else PER_ROW:
        found[name] = figure(incidents, ask, name)
    return found


def spans(incidents: tuple[Incident, ...], ask: Ask, name: str) -> tuple[list[Span | None], str]:
    """The single times behind one figure, and its definition. Raises UnknownSlice."""
    if ask.per is Per.call and name in PER_CALL:
        of_call, says = PER_CALL[name]
        worked = [each for each in incidents if _first_dispatch(each) or each.on_scene_at]
        return [of_call(each) for each in worked], says
    if ask.per is Per.unit_row and name in PER_ROW:
        of_row, says = PER_ROW[name]
        return [of_row(row) for row in unit_rows(incidents)], says
    known = PER_CALL if ask.per is Per.call else PER_ROW
    raise UnknownSlice(f"no time {name!r} per {ask.per}; there are: {', '.join(known)}")


def figure(incidents: tuple[Incident, ...], ask: Ask, name: str) -> Spread:
    """One time as a distribution. Raises UnknownSlice where it is not defined."""
    found, says = spans(incidents, ask, name)
    return spread(found, ask.per, says)


def response_times(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """All times as distributions, per unit row or per call as the question says."""
    found = times(incidents, whole.ask)
    n = (
        sum(1 for each in incidents if _first_dispatch(each) is not None)
        if whole.ask.per is Per.call
        else len(unit_rows(incidents))
    )
    figures: Figures = {"per": str(whole.ask.per), **found}
    return Part(n, figures, tuple(spread_cells(name, each) for name, each in found.items()))
