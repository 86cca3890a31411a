"""Verbs about an incident itself: what and where it is, alarm, hold, close, who knows of it."""

from collections.abc import Callable

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one, priority, type_of, whole
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.alarm import HoldIncident, LowerAlarm, RaiseAlarm, ResumeIncident
from tocsin.operations.dispatch import CancelUnit
from tocsin.operations.incident import (
    CloseIncident,
    NameHazards,
    OpenIncident,
    RelocateIncident,
    ReopenIncident,
    RetypeIncident,
    SetPriority,
)
from tocsin.operations.involved import DismissPerson, InvolvePerson, ReportPatients, ReportTriage
from tocsin.operations.looks import BreakGlass, ShutGlass
from tocsin.operations.need_to_know import ChangeNeedToKnow
from tocsin.operations.orders import Command
from tocsin.operations.picture.incident import TriageCategory
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.status import ClearUnit
from tocsin.terms.codes import UnitStatus

COMPLETED = "completed"


def _open(told: Told) -> Built:
    ranked = [found for each in told.rest if (found := priority(each))]
    words = [each for each in told.rest if not priority(each)]
    if len(words) != 1 or len(ranked) > 1:
        raise told.wrong("takes-one-type")
    kind = type_of(words[0], told.names)
    command = OpenIncident(
        type=kind,
        place=told.place_given(),
        priority=ranked[0] if ranked else None,
        summary=told.line.text,
    )
    tail = tell("echo-priority", rank=f"{ranked[0].value}") if ranked else ""
    if told.line.place is None:
        return one(command, tell("echo-open", type=kind, tail=tail))
    says = tell("echo-open-at", type=kind, place=told.place_said() or "", tail=tail)
    return one(command, says)


def _set_priority(told: Told) -> Built:
    incident, word = told.an_incident(), told.one_word("takes-priority")
    rank = priority(word)
    if rank is None and word != "0":
        raise told.wrong("takes-priority")
    rank_said = code("severity", "unknown" if rank is None else rank.name)
    says = rank_said if rank is None else f"{rank.value}, {rank_said}"
    return one(
        SetPriority(incident=incident, priority=rank),
        tell("echo-priority-set", incident=incident, rank=says),
    )


def _retype(told: Told) -> Built:
    incident = told.an_incident()
    kind = type_of(told.one_word("takes-incident-type"), told.names)
    return one(
        RetypeIncident(incident=incident, type=kind),
        tell("echo-type", incident=incident, type=kind),
    )


def _relocate(told: Told) -> Built:
    incident, place = told.an_incident(), told.names.place(told.a_place())
    command = RelocateIncident(incident=incident, place=place)
    return one(command, tell("echo-place", incident=incident, place=told.place_said() or ""))


def _hazards(told: Told) -> Built:
    incident = told.an_incident()
    named = tuple(each.lower() for each in told.rest)
    says = tell("echo-hazards", incident=incident, hazards=listed(named) or tell("none-known"))
    return one(NameHazards(incident=incident, hazards=named), says)


def _level(told: Told) -> int:
    return whole(told.one_word("takes-level"), tell("number-level"))


def _raise(told: Told) -> Built:
    incident, level = told.an_incident(), _level(told)
    command = RaiseAlarm(incident=incident, level=level)
    return one(command, tell("echo-alarm", level=f"{level}", incident=incident))


def _lower(told: Told) -> Built:
    incident, level = told.an_incident(), _level(told)
    command = LowerAlarm(incident=incident, level=level, reason=told.a_reason())
    return one(
        command,
        tell("echo-alarm-lower", incident=incident, level=f"{level}", reason=told.a_reason()),
    )


def _because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """An incident and a reason, or words; `says` names the sentence that has room for both."""

    def build(told: Told) -> Built:
        incident, reason = told.an_incident(), told.a_reason()
        return one(make(incident, reason), tell(says, incident=incident, reason=reason))

    return build


def _close(told: Told) -> Built:
    """Where both are given the words say how it ended, the reason is what the reporter reads; where
    nothing is said it is completed. Units that are there still are freed first, in the same breath:
    the sentence says which.
    """
    incident = told.an_incident()
    text, reason = told.line.text, told.line.reason
    ended = text or reason or COMPLETED
    public = reason if text is not None else None
    command = CloseIncident(incident=incident, disposition=ended, public_words=public)
    freed, who = _freed(told, incident)
    says = tell("echo-close", incident=incident, words=ended)
    if who:
        says = tell("echo-free-and-close", units=who, incident=incident, words=ended)
    if public is not None:
        says += f" {tell('echo-reporter-told', words=public)}"
    return (Chain((*freed, command), says),)


def _freed(told: Told, incident: str) -> tuple[tuple[Command, ...], str]:
    """Orders that free the units of an incident, and their call signs."""
    picture = told.names.picture
    found = picture.incidents.get(incident)
    orders: list[Command] = []
    signs: list[str] = []
    for name in () if found is None else found.units:
        unit = picture.units.get(name)
        if unit is None or unit.incident != incident:
            continue
        has_worked = unit.status not in (UnitStatus.committed, UnitStatus.en_route)
        cancelled = CancelUnit(unit=name, reason="the incident is closed")
        orders.append(ClearUnit(unit=name) if has_worked else cancelled)
        signs.append(unit.call_sign)
    return tuple(orders), listed(signs)


def _counts(told: Told, names: frozenset[str]) -> dict[str, int]:
    """Pairs of a name and a number, in either order."""
    if not told.rest or len(told.rest) % 2:
        raise told.wrong("takes-counts")
    found: dict[str, int] = {}
    for a, b in zip(told.rest[::2], told.rest[1::2], strict=True):
        name, number = (b, a) if a.isdigit() else (a, b)
        name = name.lower().replace("-", "_")
        if name not in names or name in found:
            raise misread("misread-count", word=name, choices=listed(sorted(names)))
        found[name] = whole(number, tell("number-of-persons"))
    return found


_TRIAGE = frozenset(ReportTriage.__struct_fields__) - {"incident"}
_PATIENTS = frozenset(ReportPatients.__struct_fields__) - {"incident"}


def _triage(told: Told) -> Built:
    incident, counts = told.an_incident(), _counts(told, _TRIAGE)
    what = listed(f"{count} {code('counted', name)}" for name, count in counts.items())
    says = tell("echo-counts", incident=incident, counts=what)
    return one(ReportTriage(incident=incident, **counts), says)


def _patients(told: Told) -> Built:
    incident, counts = told.an_incident(), _counts(told, _PATIENTS)
    what = listed(f"{count} {code('counted', name)}" for name, count in counts.items())
    says = tell("echo-patients", incident=incident, counts=what)
    return one(ReportPatients(incident=incident, **counts), says)


def _involve(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 4, "takes-involved")
    triage = person = destination = None
    there = told.names.picture.incidents.get(incident)
    known = () if there is None else tuple(each.person for each in there.people)
    for word in words[1:]:
        if word.lower() in TriageCategory.__members__:
            triage = chosen(word, TriageCategory, "noun-triage")
        elif (found := told.names.ending(known, word)) is not None:
            person = found
        elif (place := told.names.facility(word)) is not None:
            destination = place
        else:
            raise misread("misread-involved", word=word, incident=incident)
    command = InvolvePerson(
        incident=incident,
        role=words[0].lower(),
        person=person,
        name=told.line.text,
        triage=triage,
        destination=destination,
    )
    triaged = code("counted", triage.value) if triage else None
    marks = [each for each in (told.line.text, triaged, destination) if each]
    what = listed((code("involved", words[0].lower()), *marks))
    return one(command, tell("echo-involved", incident=incident, what=what))


def _dismiss(told: Told) -> Built:
    incident, word = told.an_incident(), told.one_word("takes-person-in-it")
    there = told.names.picture.incidents.get(incident)
    ids = () if there is None else [each.person for each in there.people]
    person = told.of("people", word, tell("noun-person-of", incident=incident), ids)
    command = DismissPerson(incident=incident, person=person, reason=told.a_reason())
    return one(
        command,
        tell("echo-not-involved", person=person, incident=incident, reason=told.a_reason()),
    )


def _restrict(told: Told) -> Built:
    incident = told.an_incident()
    people = tuple(told.person(each) for each in told.rest)
    who = listed(told.names.who(each) for each in people) or tell("nobody-else")
    command = RestrictIncident(incident=incident, need_to_know=people)
    return one(command, tell("echo-restrict", incident=incident, who=who))


def _need_to_know(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    if not told.rest or any(each[0] not in "+-" for each in told.rest):
        raise told.wrong("takes-need-to-know")
    people = {sign: tuple(told.person(e[1:]) for e in told.rest if e[0] == sign) for sign in "+-"}
    command = ChangeNeedToKnow(
        incident=incident, reason=reason, let_in=people["+"], let_out=people["-"]
    )
    parts = [
        tell(what, who=listed(told.names.who(each) for each in people[sign]))
        for sign, what in (("+", "echo-let-in"), ("-", "echo-let-out"))
        if people[sign]
    ]
    says = tell("echo-need-to-know", incident=incident, change="; ".join(parts), reason=reason)
    return one(command, says)


def _glass(told: Told) -> Built:
    """The id goes as it is typed: whether there is such an incident is not told before Enter."""
    words = told.some_rest(1, 2, "takes-glass")
    minutes = whole(words[1], tell("number-of-minutes")) if len(words) == 2 else 60
    reason = told.a_reason()
    command = BreakGlass(incident=words[0], reason=reason, for_s=60 * minutes)
    return one(command, tell("echo-glass", incident=words[0], minutes=minutes, reason=reason))


def _shut(told: Told) -> Built:
    incident = told.an_incident()
    person = told.person(told.rest[0]) if told.rest else told.names.viewer
    if person is None or len(told.rest) > 1:
        raise told.wrong("takes-shut")
    command = ShutGlass(person=person, incident=incident)
    return one(command, tell("echo-shut", person=told.names.who(person), incident=incident))


VERBS: dict[str, Verb] = {
    "C": Verb('C fire P1 @mill lane 14 "smoke from roof', _open, "words place text at"),
    "TY": Verb("TY 17 fire.structure", _retype, "incident words at"),
    "P": Verb("P 17 1", _set_priority, "incident words at"),
    "PLACE": Verb("PLACE 17 @mill lane 16", _relocate, "incident place at"),
    "HAZ": Verb("HAZ 17 gas asbestos", _hazards, "incident words at"),
    "AL": Verb("AL 17 2", _raise, "incident words at"),
    "LA": Verb("LA 17 1 ! under control", _lower, "incident words reason at"),
    "HO": Verb(
        "HO 17 ! waiting for the owner",
        _because(lambda i, r: HoldIncident(incident=i, reason=r), "echo-hold"),
        "incident reason at",
    ),
    "RS": Verb(
        "RS 17",
        lambda t: one(
            ResumeIncident(incident=t.an_incident()), tell("echo-resume", incident=t.an_incident())
        ),
        "incident at",
    ),
    "CL": Verb(
        'CL 05 "false_alarm ! the lamp is mended',
        _close,
        "incident text reason at",
    ),
    "RO": Verb(
        "RO 05 ! smoke again",
        _because(lambda i, r: ReopenIncident(incident=i, reason=r), "echo-reopen"),
        "incident reason at",
    ),
    "INV": Verb(
        'INV 17 patient immediate clinic "Ada Hill',
        _involve,
        "incident words text at",
    ),
    "DIP": Verb("DIP 17 9c1 ! bystander", _dismiss, "incident words reason at"),
    "REC": Verb("REC 17 immediate 2 minor 5", _triage, "incident words at"),
    "PAT": Verb("PAT 17 on_scene 2 at_hospital 1", _patients, "incident words at"),
    "RST": Verb("RST 17 ada bo", _restrict, "incident words"),
    "UNR": Verb(
        "UNR 17 ! over",
        _because(lambda i, r: LiftRestriction(incident=i, reason=r), "echo-unrestrict"),
        "incident reason",
    ),
    "NK": Verb("NK 17 +cy -bo ! relief", _need_to_know, "incident words reason"),
    "BG": Verb(
        "BG PE-260302-0418 30 ! welfare of a crew",
        _glass,
        "words reason",
    ),
    "SG": Verb("SG 17", _shut, "incident words"),
}
