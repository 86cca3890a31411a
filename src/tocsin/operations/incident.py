"""Open an incident, say what and where it is, close it, open it again.

Source: NENA-STA-021.1 (EIDO) incident component; ICS 201; NERIS `core_mod_incident`.
"""

import re
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place, Point
from tocsin.operations.closing_words import told_to_reporters
from tocsin.operations.numbers import numbered
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Provenance,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Map, Picture, Unit, put_incident
from tocsin.operations.picture.agenda import Agenda, noted, struck
from tocsin.operations.picture.narrative import Narrative
from tocsin.terms.codes import IncidentStatus, Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class IncidentRefusal(StrEnum):
    incident_unknown = "incident_unknown"
    incident_is_closed = "incident_is_closed"
    incident_is_not_closed = "incident_is_not_closed"
    incident_is_held = "incident_is_held"
    incident_is_not_held = "incident_is_not_held"
    incident_exists = "incident_exists"
    units_still_assigned = "units_still_assigned"
    incident_was_merged = "incident_was_merged"
    closing_before_opening = "closing_before_opening"


# 1. commands and the events they may cause


class GivenPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place in an order: clear words, a public label, a position with its uncertainty, its
    areas; `ground` is the checksum of the ground by which they were found.
    """

    words: Remark | None = None
    label: Short | None = None
    point: Point | None = None
    uncertainty_m: int | None = None
    areas: dict[str, str] = {}
    ground: Ident | None = None

    def sealed_under(self, owner: str) -> Place:
        """The place as it is recorded: its words belong to `owner`."""
        words = None if self.words is None else Words(owner, self.words)
        return Place(words, self.label, self.point, self.uncertainty_m, self.areas, self.ground)


class OpenIncident(Command, frozen=True):
    """Open an incident. `summary` is free text; `type` is `group.type`."""

    type: Short
    place: GivenPlace = GivenPlace()
    priority: Priority | None = None
    summary: Remark | None = None
    hazards: tuple[Short, ...] = ()
    id: Ident | None = None


class IncidentOpened(Event, frozen=True):
    incident: str
    number: str
    type: str
    place: Place = Place()
    priority: Priority | None = None
    summary: Words | None = None
    hazards: tuple[str, ...] = ()
    attributes: dict[str, str] = {}
    source_number: str | None = None
    provenance: Provenance | None = None


class RetypeIncident(Command, frozen=True):
    """Say what it really is."""

    incident: Ident
    type: Short


class IncidentRetyped(Event, frozen=True):
    incident: str
    type: str
    provenance: Provenance | None = None


class SetPriority(Command, frozen=True):
    """Set how soon somebody must act; None says unknown."""

    incident: Ident
    priority: Priority | None


class PrioritySet(Event, frozen=True):
    incident: str
    priority: Priority | None
    provenance: Provenance | None = None


class RelocateIncident(Command, frozen=True):
    """Say where it really is."""

    incident: Ident
    place: GivenPlace


class IncidentRelocated(Event, frozen=True):
    incident: str
    place: Place
    provenance: Provenance | None = None


class NameHazards(Command, frozen=True):
    """Say what is dangerous there: codes of the hazard list, replacing what was said before."""

    incident: Ident
    hazards: tuple[Short, ...]


class HazardsNamed(Event, frozen=True):
    incident: str
    hazards: tuple[str, ...]


class CloseIncident(Command, frozen=True):
    """Close with a disposition: a code (`false_alarm`), or words, which are sealed under `other`.

    Refused while units are still assigned. `public_words` are for whoever reported it, and for
    the public: they are shown where the rest is not, also of a restricted matter.
    """

    incident: Ident
    disposition: Short
    public_words: Remark | None = None


class IncidentClosed(Event, frozen=True):
    incident: str
    disposition: str | None = None
    words: Words | None = None
    provenance: Provenance | None = None
    public_words: Words | None = None


class ReopenIncident(Command, frozen=True):
    """Open a closed incident again, with the reason."""

    incident: Ident
    reason: Short


class IncidentReopened(Event, frozen=True):
    incident: str
    reason: Words


class ArchiveIncident(Command, frozen=True):
    """Move a closed incident out of the picture; the archive keeps it."""

    incident: Ident


class IncidentArchived(Event, frozen=True):
    incident: str


# 2. decide


def find_open(picture: Picture, incident: str) -> Incident | IncidentRefusal:
    """The open or held incident under this id, or why it cannot be worked on."""
    found = picture.incidents.get(incident)
    if found is None:
        return IncidentRefusal.incident_unknown
    if found.merged_into is not None:
        return IncidentRefusal.incident_was_merged
    if found.status is IncidentStatus.closed:
        return IncidentRefusal.incident_is_closed
    return found


def count_key(context: Context) -> str:
    """The running number's key: incidents of the UTC day of opening."""
    return f"incidents/{context.occurred_at:%Y-%m-%d}"


def open_incident(command: OpenIncident, picture: Picture, context: Context) -> Decision:
    """A number for the public comes from the day's permuted block; the id is built from it."""
    so_far = picture.counts.get(count_key(context)) or 0
    number = numbered(context.number_key, f"{context.occurred_at:%Y-%m-%d}", so_far)
    named = f"{context.code}-{context.occurred_at:%y%m%d}-{number:04d}"
    incident = command.id or named
    if incident in picture.incidents:
        return refuse(IncidentRefusal.incident_exists, incident=incident)
    owner = f"incident/{incident}"
    return [
        IncidentOpened(
            incident=incident,
            number=f"{number:04d}",
            type=command.type,
            place=command.place.sealed_under(owner),
            priority=command.priority,
            summary=None if command.summary is None else Words(owner, command.summary),
            hazards=command.hazards,
        )
    ]


def retype(command: RetypeIncident, picture: Picture, _context: Context) -> Decision:
    """The type is a fact about the world: it may be corrected after closing too."""
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if found.type == command.type:
        return []
    return [IncidentRetyped(incident=found.id, type=command.type)]


def set_priority(command: SetPriority, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.priority == command.priority:
        return []
    return [PrioritySet(incident=found.id, priority=command.priority)]


def relocate(command: RelocateIncident, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    place = command.place.sealed_under(f"incident/{found.id}")
    return [IncidentRelocated(incident=found.id, place=place)]


def name_hazards(command: NameHazards, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.hazards == command.hazards:
        return []
    return [HazardsNamed(incident=found.id, hazards=command.hazards)]


def close(command: CloseIncident, picture: Picture, context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.units:
        return refuse(
            IncidentRefusal.units_still_assigned, incident=found.id, units=", ".join(found.units)
        )
    if context.occurred_at < found.opened_at:
        return refuse(
            IncidentRefusal.closing_before_opening, incident=found.id, opened=found.opened_at
        )
    owner, said = f"incident/{found.id}", command.public_words
    is_code = _CODE.fullmatch(command.disposition) is not None
    event = IncidentClosed(
        incident=found.id,
        disposition=command.disposition if is_code else "other",
        words=None if is_code else Words(owner, command.disposition),
        public_words=None if said is None else Words(owner, said),
    )
    return [event, *(() if said is None else told_to_reporters(picture, found, said))]


def reopen(command: ReopenIncident, picture: Picture, _context: Context) -> Decision:
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if found.merged_into is not None:
        return refuse(IncidentRefusal.incident_was_merged, incident=found.id)
    if found.status is not IncidentStatus.closed:
        return refuse(IncidentRefusal.incident_is_not_closed, incident=found.id)
    reason = Words(f"incident/{found.id}", command.reason)
    return [IncidentReopened(incident=found.id, reason=reason)]


def archive(command: ArchiveIncident, picture: Picture, _context: Context) -> Decision:
    found = picture.incidents.get(command.incident)
    if found is None:
        return []
    if found.status is not IncidentStatus.closed:
        return refuse(IncidentRefusal.incident_is_not_closed, incident=found.id)
    return [IncidentArchived(incident=found.id)]


# 3. evolve


def opened(picture: Picture, event: IncidentOpened, stamp: Stamp) -> Picture:
    incident = Incident(
        id=event.incident,
        number=event.number,
        opened_at=stamp.occurred_at,
        opened_after=stamp.occurred_after,
        type=event.type,
        place=event.place,
        priority=event.priority,
        summary=event.summary,
        hazards=event.hazards,
        attributes=event.attributes,
        source_number=event.source_number,
        source=event.provenance,
    )
    key = f"incidents/{stamp.occurred_at.date().isoformat()}"
    return _replace(
        picture,
        incidents=picture.incidents.put(incident.id, incident),
        counts=picture.counts.put(key, (picture.counts.get(key) or 0) + 1),
    )


def with_fields(picture: Picture, incident: str, **fields: object) -> Picture:
    """The picture with these fields of the incident changed;
    unchanged where it has left the picture.
    """
    found = picture.incidents.get(incident)
    if found is None:
        return picture
    return put_incident(picture, _replace(found, **fields))


def retyped(picture: Picture, event: IncidentRetyped, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, type=event.type)


def priority_set(picture: Picture, event: PrioritySet, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, priority=event.priority)


def relocated(picture: Picture, event: IncidentRelocated, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, place=event.place)


def hazards_named(picture: Picture, event: HazardsNamed, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, hazards=event.hazards)


def closed(picture: Picture, event: IncidentClosed, stamp: Stamp) -> Picture:
    """It leaves the stacks of units that were to go there next,
    and enters the archivist's agenda.
    """
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    agenda = picture.agenda
    if found.closed_at is not None:
        agenda = struck(agenda, found.closed_at, f"archive/{found.id}")
    after = _replace(
        found,
        status=IncidentStatus.closed,
        closed_at=stamp.occurred_at,
        disposition=event.disposition,
        closing_words=event.words,
        public_words=event.public_words,
        held_because=None,
        stacked_by=(),
    )
    return _replace(
        picture,
        incidents=picture.incidents.put(found.id, after),
        units=off_stacks(picture.units, found) if found.stacked_by else picture.units,
        agenda=noted(agenda, stamp.occurred_at, f"archive/{found.id}"),
    )


def off_stacks(units: Map[Unit], incident: Incident) -> Map[Unit]:
    """The units, none of which has this incident as a next one."""
    for name in incident.stacked_by:
        unit = units.get(name)
        if unit is not None:
            rest = tuple(each for each in unit.stack if each != incident.id)
            units = units.put(name, _replace(unit, stack=rest))
    return units


def reopened(picture: Picture, event: IncidentReopened, _stamp: Stamp) -> Picture:
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    after = _replace(
        found,
        status=IncidentStatus.open,
        closed_at=None,
        disposition=None,
        closing_words=None,
        public_words=None,
    )
    agenda = picture.agenda
    if found.closed_at is not None:
        agenda = struck(agenda, found.closed_at, f"archive/{found.id}")
    return _replace(picture, incidents=picture.incidents.put(found.id, after), agenda=agenda)


def archived(picture: Picture, event: IncidentArchived, _stamp: Stamp) -> Picture:
    """It leaves the picture, with the reports that it grew from and what was written of it."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    reports, narratives = picture.reports, picture.narratives
    tellings = picture.tellings
    subject = f"incident/{found.id}"
    # Before anything is dropped: the maps of a draft change in place.
    agenda = _cleared(picture, found, narratives.get(subject))
    for report in found.reports:
        reports = reports.drop(report)
        tellings = tellings.drop(report)
        narratives = narratives.drop(f"report/{report}")
    return _replace(
        picture,
        incidents=picture.incidents.drop(found.id),
        reports=reports,
        tellings=tellings,
        narratives=narratives.drop(subject),
        agenda=agenda,
    )


def _cleared(picture: Picture, incident: Incident, narrative: Narrative | None) -> Agenda:
    """The agenda without what it held of this incident."""
    agenda = picture.agenda
    if incident.closed_at is not None:
        agenda = struck(agenda, incident.closed_at, f"archive/{incident.id}")
    if incident.triage.at is not None:
        agenda = struck(agenda, incident.triage.at, f"retriage/{incident.id}")
    for entry in () if narrative is None else narrative.entries:
        for each in entry.asked:
            if each.due_at is not None:
                name = f"acknowledgement/incident/{incident.id}#{entry.id}"
                agenda = struck(agenda, each.due_at, name)
    return agenda


# 4. the tables

DECIDE = {
    OpenIncident: open_incident,
    RetypeIncident: retype,
    SetPriority: set_priority,
    RelocateIncident: relocate,
    NameHazards: name_hazards,
    CloseIncident: close,
    ReopenIncident: reopen,
    ArchiveIncident: archive,
}

EVOLVE = {
    "incident_opened.1": (IncidentOpened, opened),
    "incident_retyped.1": (IncidentRetyped, retyped),
    "priority_set.1": (PrioritySet, priority_set),
    "incident_relocated.1": (IncidentRelocated, relocated),
    "hazards_named.1": (HazardsNamed, hazards_named),
    "incident_closed.1": (IncidentClosed, closed),
    "incident_reopened.1": (IncidentReopened, reopened),
    "incident_archived.1": (IncidentArchived, archived),
}
