"""One incident whole: what and where it is, who works it since when, what was said and done.

Source: ICS 201 (incident briefing), NENA-STA-021.1 EIDO.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

import msgspec

from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.incident import Response
from tocsin.terms.codes import IncidentStatus, Priority
from tocsin.views.concerns import concerns
from tocsin.views.facts import Fact, clock
from tocsin.views.limits import Limits
from tocsin.views.needs import reasons
from tocsin.views.saying import (
    PRIORITY,
    STATUS,
    Read,
    call_sign,
    cannot_read,
    clear,
    how_long,
    number,
    place_words,
    seconds_between,
    type_words,
)
from tocsin.views.timeline import Line, timeline


class Step(msgspec.Struct, frozen=True):
    """A status a unit reached here, local time; `is_interval` where only "between" is known."""

    code: str
    words: str
    at: str
    is_interval: bool


class Work(msgspec.Struct, frozen=True):
    """One unit's work for the incident, with the times of its chain and how it ended."""

    call_sign: str
    steps: tuple[Step, ...]
    is_working: bool
    outcome: str = ""
    destination: str = ""
    marks: tuple[str, ...] = ()


class Note(msgspec.Struct, frozen=True):
    """One entry of the narrative; a corrected one stays, and says so."""

    at: str
    by: str
    words: str
    is_corrected: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The incident as data, ready to be drawn.

    Times are local and in words, in the order of the page.
    """

    id: str
    number: str
    type: str
    priority: Priority | None
    status: IncidentStatus
    place: str
    opened: str
    age: str
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    work: tuple[Work, ...]
    notes: tuple[Note, ...]
    timeline: tuple[Line, ...]


def incident_page(
    picture: Picture,
    incident: Incident,
    now: datetime,
    zone: tzinfo,
    facts: Iterable[Fact] = (),
    limits: Limits | None = None,
    read: Read = cannot_read,
) -> Page:
    """The page of an incident that is in the picture or came from the archive;
    `facts` its records.
    """
    is_open = incident.status is not IncidentStatus.closed and incident.merged_into is None
    until = incident.closed_at or now
    also = concerns(picture, now, read).by_incident.get(incident.id, ()) if is_open else ()
    why = reasons(incident, picture, now, limits or Limits(), read, also) if is_open else ()
    return Page(
        id=incident.id,
        number=number(incident),
        type=type_words(incident.type),
        priority=incident.priority,
        status=incident.status,
        place=place_words(incident.place, read),
        opened=clock(incident.opened_at, zone),
        age=how_long(seconds_between(incident.opened_at, until)),
        reasons=why,
        facts=tuple(_facts(incident, zone, read)),
        work=tuple(_work(each, zone) for each in incident.responses),
        notes=_notes(picture, incident, zone, read),
        timeline=timeline(facts, zone, read),
    )


def _facts(incident: Incident, zone: tzinfo, read: Read) -> Iterable[tuple[str, str]]:
    """Everything that is known besides, as name and words; what is not known is not there."""
    pairs: list[tuple[str, str | None]] = [
        ("priority", PRIORITY[incident.priority]),
        ("summary", clear(incident.summary, read)),
        ("hazards", ", ".join(incident.hazards)),
        ("alarm level", str(incident.alarm_level) if incident.alarm_level > 1 else None),
        ("held", clear(incident.held_because, read) if incident.held_because else None),
        ("restricted", "need to know" if incident.is_restricted else None),
        ("areas", ", ".join(f"{k} {v}" for k, v in sorted(incident.place.areas.items()))),
        ("agencies", _agencies(incident)),
        ("people", _people(incident)),
        ("reports", str(len(incident.reports)) if incident.reports else None),
        ("merged into", incident.merged_into),
        ("absorbed", ", ".join(incident.absorbed)),
        ("handed over to", incident.handed_over_to),
        ("closed", clock(incident.closed_at, zone) if incident.closed_at else None),
        ("disposition", incident.disposition),
        ("closing words", clear(incident.closing_words, read)),
        ("told outside", clear(incident.public_words, read)),
        ("last listed", clock(incident.listed_until, zone) if incident.listed_until else None),
        ("source", incident.source.source if incident.source else None),
    ]
    pairs += [(f"{each.relation}".replace("_", " "), each.incident) for each in incident.links]
    pairs += sorted(incident.attributes.items())
    return [(name, words) for name, words in pairs if words]


def _agencies(incident: Incident) -> str:
    return ", ".join(
        (each.name or str(each.agency)) + (f" led by {each.lead}" if each.lead else "")
        for each in incident.agencies
    )


def _people(incident: Incident) -> str:
    """Counts as they were last told, only those that are not nought."""
    found = [
        (name, getattr(counts, name))
        for counts in (incident.triage, incident.patients)
        for name in counts.__struct_fields__
        if name != "at"
    ]
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in found if count)


def _work(response: Response, zone: tzinfo) -> Work:
    return Work(
        call_sign=call_sign(response.unit),
        steps=tuple(
            Step(
                *STATUS[each.status],
                f"{each.at.astimezone(zone):%H:%M:%S}",
                each.after is not None,
            )
            for each in response.marks
        ),
        is_working=response.is_working,
        outcome=response.outcome or "",
        destination=response.destination or "",
        marks=tuple(f"{mark} {at.astimezone(zone):%H:%M}" for mark, at in response.observed),
    )


def _notes(picture: Picture, incident: Incident, zone: tzinfo, read: Read) -> tuple[Note, ...]:
    narrative = picture.narratives.get(f"incident/{incident.id}")
    if narrative is None:
        return ()
    return tuple(
        Note(
            f"{each.at.astimezone(zone):%H:%M:%S}",
            each.by,
            clear(each.text, read) or str(each.kind),
            each.corrected_by is not None,
        )
        for each in narrative.entries
    )
