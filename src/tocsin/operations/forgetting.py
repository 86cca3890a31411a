"""Forget a person, an incident, or whatever words were sealed under one subject.

The events say that it was decided; the keys are destroyed by whoever runs the town's log. What is
left in the log is sealed for ever, and the chain over it still verifies. The ground is a code, so
that the reason for forgetting tells nothing itself.

Nothing is forgotten that a legal hold or an open request for records reaches (`holds`).

Source: GDPR Art. 17 (1) a to e and Art. 5 (1) e (storage limitation); NIST SP 800-88 r1 §2.6
(cryptographic erase).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.holds import Owner, keeps
from tocsin.operations.incident import IncidentRefusal
from tocsin.operations.officers import OfficerRefusal, is_last_administrator, owner_of
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Forgotten, Incident, Picture, Report
from tocsin.terms.codes import ForgetGround, IncidentStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class ForgettingRefusal(StrEnum):
    incident_not_over = "incident_not_over"
    report_not_over = "report_not_over"
    forget_by_own_verb = "forget_by_own_verb"


# 1. commands and the events they may cause


class ForgetPerson(Command, frozen=True):
    """Erase an officer or member: name, contact, everything under their key."""

    person: Ident
    ground: ForgetGround


class PersonForgotten(Event, frozen=True):
    person: str
    ground: ForgetGround


class ForgetIncident(Command, frozen=True):
    """Erase the words of a closed incident, of its reports, and who was involved in it.

    What is counted stays; so do people who act here, or whom another incident names too.
    """

    incident: Ident
    ground: ForgetGround


class ForgetSubject(Command, frozen=True):
    """Erase the words under any one key: a caller, a patient, a report, an archived incident."""

    owner: Owner
    ground: ForgetGround


class SubjectForgotten(Event, frozen=True):
    subject: str
    ground: ForgetGround


# 2. decide


def forget_person(command: ForgetPerson, picture: Picture, _context: Context) -> Decision:
    found = picture.people.get(command.person)
    if found is None:
        return refuse(OfficerRefusal.person_unknown, person=command.person)
    if found.is_forgotten:
        return []
    if is_last_administrator(picture, found):
        return refuse(OfficerRefusal.last_administrator, person=found.id)
    held = keeps(picture, [owner_of(found.id)])
    return held or [PersonForgotten(person=found.id, ground=command.ground)]


def forget_incident(command: ForgetIncident, picture: Picture, _context: Context) -> Decision:
    """Only when it is over: people still act on what it says. Its reports and people go with it."""
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if found.status is not IncidentStatus.closed:
        return refuse(ForgettingRefusal.incident_not_over, incident=found.id)
    owners = [f"incident/{found.id}", *named_only_in(picture, found), *_told_in(picture, found)]
    left = [each for each in owners if each not in picture.forgotten]
    return keeps(picture, left) or [
        SubjectForgotten(subject=each, ground=command.ground) for each in left
    ]


def named_only_in(picture: Picture, incident: Incident) -> list[str]:
    """Whose names an incident holds: patients, witnesses. Not officers, who are forgotten by their
    own verb, and nobody whom another incident names too.
    """
    named = {each.person for each in incident.people if each.name or each.contact}
    named -= {each for each in named if each in picture.people}
    if named:
        for other in picture.incidents.values():
            if other.id != incident.id:
                named -= {each.person for each in other.people}
    return [owner_of(each) for each in sorted(named)]


def _told_in(picture: Picture, incident: Incident) -> list[str]:
    """Reports whose words are in an incident, also one that was detached since.

    A detached report somebody still works on, here or for another incident, is left to that.
    """
    found = {f"report/{each}" for each in incident.reports}
    for words in (incident.summary, incident.place.words):
        kind, _, id = ("", "", "") if words is None else words.owner.partition("/")
        if kind == "report" and not _is_worked_on(picture, picture.reports.get(id)):
            found.add(f"report/{id}")
    return sorted(found)


def _is_worked_on(picture: Picture, report: Report | None) -> bool:
    """Whether somebody still has to do something about a report or about its incident."""
    if report is None or report.incident is None:
        return report is not None and report.is_waiting
    incident = picture.incidents.get(report.incident)
    return incident is not None and incident.status is not IncidentStatus.closed


def forget_subject(command: ForgetSubject, picture: Picture, _context: Context) -> Decision:
    """What is being worked on is not forgotten; who acts here and what is open has its own verb."""
    kind, _, id = command.owner.partition("/")
    if command.owner in picture.forgotten:
        return []
    if kind == "person" and id in picture.people:
        return refuse(ForgettingRefusal.forget_by_own_verb, subject=command.owner)
    if kind == "incident" and id in picture.incidents:
        return refuse(ForgettingRefusal.forget_by_own_verb, subject=command.owner)
    report = picture.reports.get(id) if kind == "report" else None
    if _is_worked_on(picture, report):
        return refuse(ForgettingRefusal.report_not_over, report=id)
    held = keeps(picture, [command.owner])
    return held or [SubjectForgotten(subject=command.owner, ground=command.ground)]


# 3. evolve


def person_forgotten(picture: Picture, event: PersonForgotten, stamp: Stamp) -> Picture:
    return forgotten(picture, owner_of(event.person), event.ground, stamp)


def subject_forgotten(picture: Picture, event: SubjectForgotten, stamp: Stamp) -> Picture:
    return forgotten(picture, event.subject, event.ground, stamp)


def forgotten(picture: Picture, subject: str, ground: ForgetGround, stamp: Stamp) -> Picture:
    """That it was forgotten, and when, is all that is kept of an owner of words."""
    tomb = Forgotten(subject, stamp.occurred_at, ground)
    picture = _replace(picture, forgotten=picture.forgotten.put(subject, tomb))
    kind, _, id = subject.partition("/")
    if kind == "person":
        return _without_person(picture, id)
    return _without_position(picture, id) if kind == "report" else picture


def _without_person(picture: Picture, person: str) -> Picture:
    found = picture.people.get(person)
    if found is None:
        return picture
    after = _replace(
        found,
        name=None,
        contact=None,
        roles=(),
        credentials=(),
        duty=None,
        unit=None,
        handle=None,
        is_active=False,
        is_forgotten=True,
    )
    return _replace(picture, people=picture.people.put(found.id, after))


def _without_position(picture: Picture, report: str) -> Picture:
    """Where the caller was goes too: a position at somebody's door is a name."""
    found = picture.reports.get(report)
    if found is None:
        return picture
    after = _replace(found, caller_position=None)
    return _replace(picture, reports=picture.reports.put(report, after))


# 4. the tables

DECIDE = {
    ForgetPerson: forget_person,
    ForgetIncident: forget_incident,
    ForgetSubject: forget_subject,
}

EVOLVE = {
    "person_forgotten.1": (PersonForgotten, person_forgotten),
    "subject_forgotten.1": (SubjectForgotten, subject_forgotten),
}
