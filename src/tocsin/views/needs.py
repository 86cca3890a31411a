"""Why something needs a person: each reason is a sentence, and stays until somebody acts.

All sentences of the board's upper band stand here.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tocsin.operations.picture import Incident, Picture, Report
from tocsin.operations.shortfall import Shortfall, shortfall
from tocsin.terms.codes import IncidentStatus, UnitStatus
from tocsin.views.limits import Limits
from tocsin.views.matrix import heard_at, is_late, is_silent
from tocsin.views.saying import Read, call_sign, clear, how_long, listed, seconds_between, who

TAKEN = frozenset({"diverted", "pre_empted", "reassigned"})
"""How a unit's work ends that somebody needed elsewhere: what it was doing is still to be done."""


def reasons(
    incident: Incident,
    picture: Picture,
    now: datetime,
    limits: Limits,
    read: Read,
    also: Iterable[str] = (),
) -> tuple[str, ...]:
    """Why this incident needs a person, most pressing first; empty where it does not.

    `also` are the reasons found elsewhere (`views.concerns`): things owed, tasks, plan, command.
    """
    if incident.status is IncidentStatus.held:
        return (*_held(incident, read), *also)
    return (
        *_nobody(incident, picture, now, limits),
        *_short(incident, picture),
        *_units(incident, picture, now, limits),
        *also,
        *_offered(incident, now, limits),
        *_unread(incident, picture, now),
        *_unknown(incident),
    )


def _held(incident: Incident, read: Read) -> Iterator[str]:
    if incident.held_because is None or clear(incident.held_because, read) == "":
        yield "Held, and nobody said why."


def _nobody(incident: Incident, picture: Picture, now: datetime, limits: Limits) -> Iterator[str]:
    """No unit was ever sent, the last was taken away, or all have left and nobody closed it."""
    if incident.units or incident.handed_over_to is not None:
        return
    ended = [each.ended_at for each in incident.responses if each.ended_at is not None]
    if not ended:
        if len(picture.units) == 0:
            return
        waited = seconds_between(incident.opened_at, now)
        yield f"No unit yet, {how_long(waited)} after it came in."
        return
    quiet_s = seconds_between(max(ended), now)
    taken = [
        call_sign(each.unit)
        for each in incident.responses
        if each.ended_at == max(ended) and each.outcome in TAKEN
    ]
    if taken:
        verb = "was" if len(taken) == 1 else "were"
        yield f"{listed(taken)} {verb} taken {how_long(quiet_s)} ago, nobody is left: send another."
    elif quiet_s > limits.all_clear_s:
        yield f"All units clear for {how_long(quiet_s)}: close it, or send another."


def _short(incident: Incident, picture: Picture) -> Iterator[str]:
    """Fewer units at work than the run card asks for."""
    found = asked_for(incident, picture)
    if found is None or found.is_met or not incident.units:
        return
    missing = [
        f"{each.missing}{' ×' if each.missing > 1 else ''} {each.need.kind.replace('_', ' ')}"
        for each in (*found.needs, *found.skills)
        if each.missing > 0
    ]
    yield f"The run card asks for more: {listed(missing)} missing."


def asked_for(incident: Incident, picture: Picture) -> Shortfall | None:
    """What the run card asks for against what is at work; None without a card, or while held."""
    if len(picture.plans) == 0 or incident.status is not IncidentStatus.open:
        return None
    return shortfall(picture, incident)


def _units(incident: Incident, picture: Picture, now: datetime, limits: Limits) -> Iterator[str]:
    """Units that are late or silent, together where they share the trouble."""
    late: dict[UnitStatus, list[str]] = {}
    longest: dict[UnitStatus, int] = {}
    silent: list[str] = []
    unheard_s = 0
    for each in incident.units:
        unit = picture.units.get(each)
        if unit is None or unit.incident != incident.id or unit.since is None:
            continue
        if is_late(unit, now, limits):
            late.setdefault(unit.status, []).append(unit.call_sign)
            for_s = seconds_between(unit.since, now)
            longest[unit.status] = max(longest.get(unit.status, 0), for_s)
        elif is_silent(unit, now, limits):
            silent.append(unit.call_sign)
            unheard_s = max(unheard_s, seconds_between(heard_at(unit) or now, now))
    if UnitStatus.committed in late:
        for_s = longest[UnitStatus.committed]
        yield f"{listed(late[UnitStatus.committed])} sent {how_long(for_s)} ago, not under way."
    if UnitStatus.en_route in late:
        for_s = longest[UnitStatus.en_route]
        yield f"{listed(late[UnitStatus.en_route])} under way for {how_long(for_s)}, not there yet."
    if silent:
        yield f"{listed(silent)} not heard of for {how_long(unheard_s)}: check on the crew."


def _offered(incident: Incident, now: datetime, limits: Limits) -> Iterator[str]:
    offer = incident.handover
    if offer is None or offer.accepted_at is not None:
        return
    waited = seconds_between(offer.offered_at, now)
    if waited > limits.offered_s:
        yield f"Offered to {offer.to} {how_long(waited)} ago, not accepted: it is still ours."


def _unread(incident: Incident, picture: Picture, now: datetime) -> Iterator[str]:
    """Entries somebody was asked to read and has not."""
    narrative = picture.narratives.get(f"incident/{incident.id}")
    if narrative is None:
        return
    waiting = [
        asked
        for entry in narrative.entries
        if entry.corrected_by is None
        for asked in entry.asked
        if asked.read_at is None and (asked.due_at is None or asked.due_at <= now)
    ]
    if waiting:
        names = {who(each.person, picture) if each.person else _role(each.role) for each in waiting}
        waited = seconds_between(min(each.at for each in waiting), now)
        yield f"Not read by {listed(sorted(names))}, asked {how_long(waited)} ago."


def _role(role: str | None) -> str:
    return (role or "somebody").replace("_", " ")


def _unknown(incident: Incident) -> Iterator[str]:
    """Priority nobody has set; a source that has none is not asked for it."""
    if incident.priority is None and incident.source is None:
        yield "Priority unknown: it may be anything. Set it (P)."


def report_reasons(report: Report, picture: Picture, now: datetime) -> tuple[str, ...]:
    """Why a waiting report needs a person."""
    waited = seconds_between(report.arrived_at, now)
    taken_by = f" with {who(report.taken_by, picture)}" if report.taken_by else ""
    told = f"Report waiting {how_long(waited)}{taken_by}: attach it, open one, or say why not."
    return ("Somebody is in danger, says who reported it.", told) if report.is_danger else (told,)
