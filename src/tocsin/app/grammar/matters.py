"""Verbs about an incident itself: what and where it is, alarm, hold, close, who knows of it."""

from collections.abc import Callable

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one, priority, type_of, whole
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
        raise told.wrong("one type")
    kind = type_of(words[0], told.names)
    command = OpenIncident(
        type=kind,
        place=told.place_given(),
        priority=ranked[0] if ranked else None,
        summary=told.line.text,
    )
    where = f" at {told.place_said()}" if told.line.place else ", place unknown"
    rank = f", priority {ranked[0].value}" if ranked else ""
    return one(command, f"Open {kind}{where}{rank}.")


def _set_priority(told: Told) -> Built:
    incident, word = told.an_incident(), told.one_word("an incident and 1 to 4, or 0 for unknown")
    rank = priority(word)
    if rank is None and word != "0":
        raise told.wrong("an incident and 1 to 4, or 0 for unknown")
    says = "unknown" if rank is None else f"{rank.value}, {rank.name}"
    return one(SetPriority(incident=incident, priority=rank), f"{incident}: priority {says}.")


def _retype(told: Told) -> Built:
    incident = told.an_incident()
    kind = type_of(told.one_word("an incident and a type"), told.names)
    return one(RetypeIncident(incident=incident, type=kind), f"{incident} is {kind}.")


def _relocate(told: Told) -> Built:
    incident, place = told.an_incident(), told.names.place(told.a_place())
    command = RelocateIncident(incident=incident, place=place)
    return one(command, f"{incident} is at {told.place_said()}.")


def _hazards(told: Told) -> Built:
    incident = told.an_incident()
    named = tuple(each.lower() for each in told.rest)
    says = ", ".join(named) or "none that is known"
    return one(NameHazards(incident=incident, hazards=named), f"Hazards at {incident}: {says}.")


def _level(told: Told) -> int:
    return whole(told.one_word("an incident and a level"), "an alarm level")


def _raise(told: Told) -> Built:
    incident, level = told.an_incident(), _level(told)
    command = RaiseAlarm(incident=incident, level=level)
    return one(command, f"Strike alarm level {level} for {incident}.")


def _lower(told: Told) -> Built:
    incident, level = told.an_incident(), _level(told)
    command = LowerAlarm(incident=incident, level=level, reason=told.a_reason())
    return one(command, f"Lower {incident} to alarm level {level}: {told.a_reason()}.")


def _because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """An incident and a reason, or words; `says` has room for both."""

    def build(told: Told) -> Built:
        incident, reason = told.an_incident(), told.a_reason()
        return one(make(incident, reason), says.format(incident, reason))

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
    says = f"{who}close {incident}: {ended}." if who else f"Close {incident}: {ended}."
    if public is not None:
        says += f" Whoever reported it is told: {public}."
    return (Chain((*freed, command), says),)


def _freed(told: Told, incident: str) -> tuple[tuple[Command, ...], str]:
    """Orders that free the units of an incident, and the words for them."""
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
    return tuple(orders), f"Free {', '.join(signs)}; " if signs else ""


def _counts(told: Told, names: frozenset[str]) -> dict[str, int]:
    """Pairs of a name and a number, in either order."""
    if not told.rest or len(told.rest) % 2:
        raise told.wrong("an incident and pairs of a word and a number")
    found: dict[str, int] = {}
    for a, b in zip(told.rest[::2], told.rest[1::2], strict=True):
        name, number = (b, a) if a.isdigit() else (a, b)
        name = name.lower().replace("-", "_")
        if name not in names or name in found:
            raise NotUnderstood(f"`{name}` is no count, or given twice: {', '.join(sorted(names))}")
        found[name] = whole(number, "a number of persons")
    return found


_TRIAGE = frozenset(ReportTriage.__struct_fields__) - {"incident"}
_PATIENTS = frozenset(ReportPatients.__struct_fields__) - {"incident"}


def _triage(told: Told) -> Built:
    incident, counts = told.an_incident(), _counts(told, _TRIAGE)
    told_as = ", ".join(f"{count} {name}" for name, count in counts.items())
    return one(ReportTriage(incident=incident, **counts), f"{incident}: {told_as}.")


def _patients(told: Told) -> Built:
    incident, counts = told.an_incident(), _counts(told, _PATIENTS)
    told_as = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
    return one(ReportPatients(incident=incident, **counts), f"{incident}: patients {told_as}.")


def _involve(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 4, "an incident, a role, perhaps triage and who it was before")
    triage = person = destination = None
    there = told.names.picture.incidents.get(incident)
    known = () if there is None else tuple(each.person for each in there.people)
    for word in words[1:]:
        if word.lower() in TriageCategory.__members__:
            triage = chosen(word, TriageCategory, "triage category")
        elif (found := told.names.ending(known, word)) is not None:
            person = found
        elif (place := told.names.facility(word)) is not None:
            destination = place
        else:
            raise NotUnderstood(f"`{word}` is no triage category, facility or person of {incident}")
    command = InvolvePerson(
        incident=incident,
        role=words[0].lower(),
        person=person,
        name=told.line.text,
        triage=triage,
        destination=destination,
    )
    marks = "".join(f", {each}" for each in (told.line.text, triage, destination) if each)
    return one(command, f"{incident}: {words[0].lower()}{marks}.")


def _dismiss(told: Told) -> Built:
    incident, word = told.an_incident(), told.one_word("an incident and a person in it")
    there = told.names.picture.incidents.get(incident)
    ids = () if there is None else [each.person for each in there.people]
    person = told.of("people", word, f"person of {incident}", ids)
    command = DismissPerson(incident=incident, person=person, reason=told.a_reason())
    return one(command, f"{person} is not involved in {incident}: {told.a_reason()}.")


def _restrict(told: Told) -> Built:
    incident = told.an_incident()
    people = tuple(told.person(each) for each in told.rest)
    who = ", ".join(told.names.who(each) for each in people) or "nobody else"
    command = RestrictIncident(incident=incident, need_to_know=people)
    return one(command, f"Restrict {incident} to you and {who}.")


def _need_to_know(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    if not told.rest or any(each[0] not in "+-" for each in told.rest):
        raise told.wrong("an incident, + or - before each person, and a reason")
    people = {sign: tuple(told.person(e[1:]) for e in told.rest if e[0] == sign) for sign in "+-"}
    command = ChangeNeedToKnow(
        incident=incident, reason=reason, let_in=people["+"], let_out=people["-"]
    )
    parts = [
        f"{what} {', '.join(told.names.who(each) for each in people[sign])}"
        for sign, what in (("+", "let in"), ("-", "let out"))
        if people[sign]
    ]
    return one(command, f"{incident}: {'; '.join(parts)}: {reason}.")


def _glass(told: Told) -> Built:
    """The id goes as it is typed: whether there is such an incident is not told before Enter."""
    words = told.some_rest(1, 2, "the incident's id in full, perhaps minutes, and a reason")
    minutes = whole(words[1], "a number of minutes") if len(words) == 2 else 60
    reason = told.a_reason()
    command = BreakGlass(incident=words[0], reason=reason, for_s=60 * minutes)
    return one(command, f"Look into {words[0]} for {minutes} min, on record: {reason}.")


def _shut(told: Told) -> Built:
    incident = told.an_incident()
    person = told.person(told.rest[0]) if told.rest else told.names.viewer
    if person is None or len(told.rest) > 1:
        raise told.wrong("an incident and who does not look any more")
    command = ShutGlass(person=person, incident=incident)
    return one(command, f"{told.names.who(person)} sees {incident} no more.")


VERBS: dict[str, Verb] = {
    "C": Verb(
        'C fire P1 @mill lane 14 "smoke from roof', "open an incident", _open, "words place text at"
    ),
    "TY": Verb("TY 17 fire.structure", "say what it really is", _retype, "incident words at"),
    "P": Verb("P 17 1", "set priority (0: unknown)", _set_priority, "incident words at"),
    "PLACE": Verb("PLACE 17 @mill lane 16", "where it really is", _relocate, "incident place at"),
    "HAZ": Verb("HAZ 17 gas asbestos", "what is dangerous there", _hazards, "incident words at"),
    "AL": Verb("AL 17 2", "strike a higher alarm level", _raise, "incident words at"),
    "LA": Verb("LA 17 1 ! under control", "lower it", _lower, "incident words reason at"),
    "HO": Verb(
        "HO 17 ! waiting for the owner",
        "hold an incident",
        _because(lambda i, r: HoldIncident(incident=i, reason=r), "Hold {}: {}."),
        "incident reason at",
    ),
    "RS": Verb(
        "RS 17",
        "take up a held incident",
        lambda t: one(ResumeIncident(incident=t.an_incident()), f"Take up {t.an_incident()}."),
        "incident at",
    ),
    "CL": Verb(
        'CL 05 "false_alarm ! the lamp is mended',
        "free its units and close: a code, or words, which are sealed; after `!` what the"
        " reporter is told",
        _close,
        "incident text reason at",
    ),
    "RO": Verb(
        "RO 05 ! smoke again",
        "open a closed incident again",
        _because(lambda i, r: ReopenIncident(incident=i, reason=r), "Open {} again: {}."),
        "incident reason at",
    ),
    "INV": Verb(
        'INV 17 patient immediate clinic "Ada Hill',
        "somebody is involved: role, triage, where to, name",
        _involve,
        "incident words text at",
    ),
    "DIP": Verb("DIP 17 9c1 ! bystander", "not involved", _dismiss, "incident words reason at"),
    "REC": Verb("REC 17 immediate 2 minor 5", "triage counts", _triage, "incident words at"),
    "PAT": Verb("PAT 17 on_scene 2 at_hospital 1", "patients", _patients, "incident words at"),
    "RST": Verb("RST 17 ada bo", "restrict to who must know", _restrict, "incident words"),
    "UNR": Verb(
        "UNR 17 ! over",
        "lift the restriction",
        _because(
            lambda i, r: LiftRestriction(incident=i, reason=r), "Lift the restriction of {}: {}."
        ),
        "incident reason",
    ),
    "NK": Verb("NK 17 +cy -bo ! relief", "who must know", _need_to_know, "incident words reason"),
    "BG": Verb(
        "BG PE-260302-0418 30 ! welfare of a crew",
        "break the glass for so many minutes; goes on record",
        _glass,
        "words reason",
    ),
    "SG": Verb("SG 17", "shut it again", _shut, "incident words"),
}
