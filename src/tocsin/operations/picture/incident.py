"""Nouns: the incident and what was sent to it."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place
from tocsin.operations.orders import Provenance
from tocsin.terms.codes import Agency, AsideReason, IncidentStatus, Priority, UnitStatus
from tocsin.terms.words import Words


class Mark(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A status reached at an instant, or between `after` and `at` where a source only saw both."""

    status: UnitStatus
    at: datetime
    after: datetime | None = None


class Response(msgspec.Struct, frozen=True, omit_defaults=True):
    """One unit's work for one incident, from dispatch to clear (NERIS `mod_unit_response`).

    `marks` hold the first time of each status, in the order they were recorded; `ended_at` is when
    it
    was cleared, `outcome` why: cleared, cancelled, diverted, reassigned, merged, unlisted.
    `observed` keeps marks of a source that nobody explained, as they were seen.
    """

    unit: str
    marks: tuple[Mark, ...] = ()
    ended_at: datetime | None = None
    ended_after: datetime | None = None
    outcome: str | None = None
    destination: str | None = None
    basis: str | None = None
    observed: tuple[tuple[str, datetime], ...] = ()

    @property
    def is_working(self) -> bool:
        """Whether the unit is still committed here."""
        return self.ended_at is None

    def mark(self, status: UnitStatus) -> Mark | None:
        """The first time this status was reached, or None."""
        for each in self.marks:
            if each.status is status:
                return each
        return None


class AgencyPart(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One agency's part in a shared incident, with its own lead (a person's id) and its own number.

    `name` tells two agencies of one discipline apart (two fire services under unified command).
    """

    agency: Agency
    lead: str | None = None
    number: str | None = None
    name: str | None = None


class Relation(StrEnum):
    """How two incidents belong together (NERIS `type_rel_incident_incident` has the duplicate)."""

    same_cause = "same_cause"
    related = "related"
    follows = "follows"
    followed_by = "followed_by"
    part_of = "part_of"
    includes = "includes"
    duplicate_of = "duplicate_of"
    duplicated_by = "duplicated_by"


INVERSE: dict[Relation, Relation] = {
    Relation.same_cause: Relation.same_cause,
    Relation.related: Relation.related,
    Relation.follows: Relation.followed_by,
    Relation.followed_by: Relation.follows,
    Relation.part_of: Relation.includes,
    Relation.includes: Relation.part_of,
    Relation.duplicate_of: Relation.duplicated_by,
    Relation.duplicated_by: Relation.duplicate_of,
}
"""What the other of the two says of this one."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """Another incident this one belongs with, and how."""

    incident: str
    relation: Relation


class TriageCategory(StrEnum):
    """START (Simple Triage and Rapid Treatment): red, yellow, green, black."""

    immediate = "immediate"
    delayed = "delayed"
    minor = "minor"
    deceased = "deceased"


class Triage(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Counts by triage category (ICS 209 block 32, START), in persons;
    `at` is when they were counted.
    """

    immediate: int = 0
    delayed: int = 0
    minor: int = 0
    deceased: int = 0
    missing: int = 0
    trapped: int = 0
    at: datetime | None = None


class Patients(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where the patients of an incident are, in persons (EDXL-TEP,
    NERIS `type_medical_transport`).
    """

    on_scene: int = 0
    transporting: int = 0
    at_hospital: int = 0
    released: int = 0
    refused: int = 0
    at: datetime | None = None


class InvolvedPerson(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody involved, sealed under their own key. `role`: caller, patient, witness, missing …"""

    person: str
    role: str
    name: Words | None = None
    contact: Words | None = None
    triage: TriageCategory | None = None
    destination: str | None = None


class Handover(msgspec.Struct, frozen=True, omit_defaults=True):
    """An incident offered to another agency or centre;
    ours until that one, by name, has accepted.
    """

    to: str
    offered_at: datetime
    accepted_at: datetime | None = None
    received_by: Words | None = None
    reference: str | None = None


class Aside(msgspec.Struct, frozen=True, omit_defaults=True):
    """An advice on who should go that was not followed: why, in one word, and who was sent
    instead.
    """

    at: datetime
    because: AsideReason | None = None
    word: Words | None = None
    instead: tuple[str, ...] = ()
    basis: str | None = None


class Gave(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an absorbed incident brought into the survivor, as it was then: what undoing can
    restore.
    """

    status: IncidentStatus
    responses: tuple[Response, ...] = ()
    reports: tuple[str, ...] = ()
    agencies: tuple[AgencyPart, ...] = ()
    people: tuple[InvolvedPerson, ...] = ()


class Incident(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happens and is worked under one command, by however many agencies.

    `type` is two-level, `group.type`, in the words of the adopted code list. `number` is for the
    public.
    `stacked_by` names units that have it as their next; `absorbed` incidents were merged into this
    one.
    """

    id: str
    number: str
    opened_at: datetime
    type: str
    status: IncidentStatus = IncidentStatus.open
    opened_after: datetime | None = None
    priority: Priority | None = None
    place: Place = Place()
    summary: Words | None = None
    hazards: tuple[str, ...] = ()
    alarm_level: int = 1
    agencies: tuple[AgencyPart, ...] = ()
    responses: tuple[Response, ...] = ()
    asides: tuple[Aside, ...] = ()
    reports: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    gave: Gave | None = None
    stacked_by: tuple[str, ...] = ()
    people: tuple[InvolvedPerson, ...] = ()
    triage: Triage = Triage()
    patients: Patients = Patients()
    is_restricted: bool = False
    need_to_know: tuple[str, ...] = ()
    held_because: Words | None = None
    handover: Handover | None = None
    entered_at: datetime | None = None
    dispatched_at: datetime | None = None
    en_route_at: datetime | None = None
    on_scene_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: str | None = None
    closing_words: Words | None = None
    public_words: Words | None = None
    listed_until: datetime | None = None
    source: Provenance | None = None
    source_number: str | None = None
    attributes: dict[str, str] = {}

    def response_of(self, unit: str) -> Response | None:
        """The unit's latest response here, or None."""
        for each in reversed(self.responses):
            if each.unit == unit:
                return each
        return None

    @property
    def handed_over_to(self) -> str | None:
        """Who took it over, once they accepted."""
        if self.handover is None or self.handover.accepted_at is None:
            return None
        return self.handover.to

    @property
    def units(self) -> tuple[str, ...]:
        """Units working here now, in order of dispatch."""
        return tuple(each.unit for each in self.responses if each.ended_at is None)
