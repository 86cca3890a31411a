"""People involved, triage counts and where the patients are.

Source: START triage; ICS 209 blocks 32–34; NERIS `mod_medical`. A person's name and contact are
sealed
under that person's own key; counts are counts and name nobody.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.incident import IncidentRefusal, with_fields
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.agenda import noted, struck
from tocsin.operations.picture.incident import InvolvedPerson, Patients, Triage, TriageCategory
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""A number of persons."""


class InvolvedRefusal(StrEnum):
    """Why somebody is not recorded, or a count is not taken."""

    person_not_involved = "person_not_involved"
    count_is_older = "count_is_older"


# 1. commands and the events they may cause


class InvolvePerson(Command, frozen=True):
    """Somebody is involved, or what is known of them changes (`person`: the id given before).

    `role` is a code (caller, patient, witness, missing, contact …), `destination` where they are
    taken (a facility's id). What is left out stays as it is.
    """

    incident: Ident
    role: Short
    person: Ident | None = None
    name: Remark | None = None
    contact: Remark | None = None
    triage: TriageCategory | None = None
    destination: Ident | None = None


class PersonInvolved(Event, frozen=True):
    """What is known of this person in this incident from now on."""

    incident: str
    involved: InvolvedPerson


class DismissPerson(Command, frozen=True):
    """Somebody was not involved after all, with the reason."""

    incident: Ident
    person: Ident
    reason: Short


class PersonDismissed(Event, frozen=True):
    """The person leaves the incident's list; their key stays until they are forgotten."""

    incident: str
    person: str
    reason: Words


class ReportTriage(Command, frozen=True):
    """Counts by category as the crew gives them; they replace the counts before."""

    incident: Ident
    immediate: Count = 0
    delayed: Count = 0
    minor: Count = 0
    deceased: Count = 0
    missing: Count = 0
    trapped: Count = 0


class TriageReported(Event, frozen=True):
    """The counts; when they were counted is the time of the record."""

    incident: str
    triage: Triage


class ReportPatients(Command, frozen=True):
    """Where the patients are now; replaces the counts before."""

    incident: Ident
    on_scene: Count = 0
    transporting: Count = 0
    at_hospital: Count = 0
    released: Count = 0
    refused: Count = 0


class PatientsReported(Event, frozen=True):
    """The counts; when they were counted is the time of the record."""

    incident: str
    patients: Patients


# 2. decide


def _found(picture: Picture, incident: str) -> Incident | Refused:
    """The incident, also a closed one: patients are followed until they are in bed."""
    found = picture.incidents.get(incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=incident)
    if found.merged_into is not None:
        return refuse(IncidentRefusal.incident_was_merged, incident=incident)
    return found


def involve(command: InvolvePerson, picture: Picture, context: Context) -> Decision:
    """Without an id a new person comes into being; with one, what is known of them changes."""
    found = _found(picture, command.incident)
    if isinstance(found, Refused):
        return found
    before = InvolvedPerson(command.person or context.new_id("i"), command.role)
    if command.person is not None:
        known = _one(found, command.person)
        if known is None:
            return refuse(
                InvolvedRefusal.person_not_involved, incident=found.id, person=command.person
            )
        before = known
    owner = f"person/{before.person}"
    after = InvolvedPerson(
        person=before.person,
        role=command.role,
        name=before.name if command.name is None else Words(owner, command.name),
        contact=before.contact if command.contact is None else Words(owner, command.contact),
        triage=command.triage or before.triage,
        destination=command.destination or before.destination,
    )
    if command.person is not None and after == before:
        return []
    return [PersonInvolved(incident=found.id, involved=after)]


def _one(incident: Incident, person: str) -> InvolvedPerson | None:
    for each in incident.people:
        if each.person == person:
            return each
    return None


def dismiss(command: DismissPerson, picture: Picture, _context: Context) -> Decision:
    """The reason belongs to the person: it may say more than the incident should keep."""
    found = _found(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if _one(found, command.person) is None:
        return refuse(InvolvedRefusal.person_not_involved, incident=found.id, person=command.person)
    reason = Words(f"person/{command.person}", command.reason)
    return [PersonDismissed(incident=found.id, person=command.person, reason=reason)]


def report_triage(command: ReportTriage, picture: Picture, context: Context) -> Decision:
    """A count taken before the one that stands is refused: it would look like the newest."""
    found = _found(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if found.triage.at is not None and context.occurred_at < found.triage.at:
        return refuse(InvolvedRefusal.count_is_older, incident=found.id, at=found.triage.at)
    triage = Triage(
        command.immediate,
        command.delayed,
        command.minor,
        command.deceased,
        command.missing,
        command.trapped,
    )
    return [TriageReported(incident=found.id, triage=triage)]


def report_patients(command: ReportPatients, picture: Picture, context: Context) -> Decision:
    """The same rule as for triage counts."""
    found = _found(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if found.patients.at is not None and context.occurred_at < found.patients.at:
        return refuse(InvolvedRefusal.count_is_older, incident=found.id, at=found.patients.at)
    patients = Patients(
        command.on_scene,
        command.transporting,
        command.at_hospital,
        command.released,
        command.refused,
    )
    return [PatientsReported(incident=found.id, patients=patients)]


# 3. evolve


def involved(picture: Picture, event: PersonInvolved, _stamp: Stamp) -> Picture:
    """A person known keeps their place in the list."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    before = _one(found, event.involved.person)
    if before is None:
        return with_fields(picture, found.id, people=(*found.people, event.involved))
    people = tuple(event.involved if each is before else each for each in found.people)
    return with_fields(picture, found.id, people=people)


def dismissed(picture: Picture, event: PersonDismissed, _stamp: Stamp) -> Picture:
    """The others stay."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    rest = tuple(each for each in found.people if each.person != event.person)
    return with_fields(picture, found.id, people=rest)


def triaged(picture: Picture, event: TriageReported, stamp: Stamp) -> Picture:
    """Wounded people waiting are counted again: the hour of this count goes into the agenda."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    before = found.triage.at
    if before is not None and stamp.occurred_at < before:
        return picture
    return recounted(picture, found, _replace(event.triage, at=stamp.occurred_at))


def recounted(picture: Picture, incident: Incident, triage: Triage) -> Picture:
    """The incident with these counts, and in the agenda while somebody waits."""
    entry = f"retriage/{incident.id}"
    agenda = picture.agenda
    if incident.triage.at is not None:
        agenda = struck(agenda, incident.triage.at, entry)
    waiting = triage.immediate + triage.delayed
    if waiting and triage.at is not None and incident.status is not IncidentStatus.closed:
        agenda = noted(agenda, triage.at, entry)
    after = _replace(incident, triage=triage)
    return _replace(picture, incidents=picture.incidents.put(incident.id, after), agenda=agenda)


def patients_reported(picture: Picture, event: PatientsReported, stamp: Stamp) -> Picture:
    """The younger count stands."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    if found.patients.at is not None and stamp.occurred_at < found.patients.at:
        return picture
    return with_fields(picture, found.id, patients=_replace(event.patients, at=stamp.occurred_at))


# 4. the tables

DECIDE = {
    InvolvePerson: involve,
    DismissPerson: dismiss,
    ReportTriage: report_triage,
    ReportPatients: report_patients,
}

EVOLVE = {
    "person_involved.1": (PersonInvolved, involved),
    "person_dismissed.1": (PersonDismissed, dismissed),
    "triage_reported.1": (TriageReported, triaged),
    "patients_reported.1": (PatientsReported, patients_reported),
}
