"""Verbs that send units and say how far they are: dispatch, divert, the status chain."""

from collections.abc import Callable

from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one
from tocsin.app.tongue import code, tell
from tocsin.operations.advice import SetAdviceAside
from tocsin.operations.dispatch import (
    CancelUnit,
    DispatchUnit,
    DivertUnit,
    PreemptUnit,
    ReassignUnit,
    SelfAttach,
)
from tocsin.operations.obligations import ReportWelfare
from tocsin.operations.orders import Command
from tocsin.operations.picture import Unit
from tocsin.operations.stacking import StackAssignment, UnstackAssignment
from tocsin.operations.status import (
    ClearUnit,
    CorrectStatusTime,
    ReportAtHospital,
    ReportEnRoute,
    ReportOnScene,
    ReportReturning,
    ReportStaged,
    ReportTransporting,
)
from tocsin.operations.team_members import team_of
from tocsin.terms.codes import ASSIGNED, AsideReason, UnitStatus


def _send(told: Told, unit: str) -> Chain:
    """A busy unit with `!` and a reason becomes a reassignment, and the sentence says so."""
    incident, reason = told.an_incident(), told.line.reason
    found, sign = told.names.picture.units.get(unit), told.names.call_sign(unit)
    if reason and found is not None and found.status in ASSIGNED and found.incident != incident:
        command = ReassignUnit(unit=unit, incident=incident, reason=reason)
        says = tell(
            "echo-reassign-from", unit=sign, left=_where(told, found) or tell("elsewhere"),
            incident=incident, reason=reason,
        )  # fmt: skip
        return Chain((command,), says)
    is_short = (
        found is not None and found.crew_count is not None and found.crew_count < found.crew_minimum
    )
    tail = tell("echo-short-crew", reason=reason) if reason and is_short else ""
    tail += _busy(told, found, incident)
    team = team_of(told.names.picture, unit)
    tail += tell("echo-alone", team=team.name, reason=reason) if team and reason else ""
    sent = DispatchUnit(
        unit=unit, incident=incident, short_crew_because=reason,
        alone_because=reason if team else None,
    )  # fmt: skip
    return Chain((sent,), tell("echo-dispatch", unit=sign, incident=incident, tail=tail))


def _where(told: Told, unit: Unit) -> str:
    """The incident a unit works for; empty to whoever may not know of it."""
    incident = told.names.picture.incidents.get(unit.incident or "")
    return incident.id if incident is not None and told.names.knows(incident) else ""


def _busy(told: Told, unit: Unit | None, incident: str) -> str:
    if unit is None or unit.status not in ASSIGNED:
        return ""
    if unit.incident == incident:
        return f" {tell('echo-there-already')}"
    where = _where(told, unit)
    if not where:
        return f" {tell('echo-busy-elsewhere')}"
    status = code("status", unit.status.value)
    return f" {tell('echo-busy', status=status, where=where)}"


def _dispatch(told: Told) -> Built:
    return tuple(_send(told, each) for each in told.some_units())


def _dispatch_en_route(told: Told) -> Built:
    return tuple(
        Chain(
            (*sent.commands, ReportEnRoute(unit=unit)),
            tell("echo-under-way", says=sent.says.removesuffix(".")),
        )
        for unit in told.some_units()
        for sent in (_send(told, unit),)
    )


def _each(make: Callable[[str], Command], says: str) -> Callable[[Told], Built]:
    """One command a unit, each for itself; `says` names the sentence."""

    def build(told: Told) -> Built:
        return tuple(
            Chain((make(each),), tell(says, unit=told.names.call_sign(each)))
            for each in told.some_units()
        )

    return build


def _destination(told: Told) -> str | None:
    """A facility by its name where one is meant, else the words."""
    words = " ".join(told.rest) or told.line.text
    return None if words is None else told.names.facility(words) or words


def _transport(told: Told) -> Built:
    unit, destination = told.one_unit(), _destination(told)
    command = ReportTransporting(unit=unit, destination=destination)
    sign = told.names.call_sign(unit)
    if not destination:
        return one(command, tell("echo-transporting", unit=sign))
    return one(command, tell("echo-transporting-to", unit=sign, destination=destination))


def _at_hospital(told: Told) -> Built:
    unit, destination = told.one_unit(), _destination(told)
    command = ReportAtHospital(unit=unit, destination=destination)
    sign = told.names.call_sign(unit)
    if not destination:
        return one(command, tell("echo-at-hospital", unit=sign))
    return one(command, tell("echo-at-hospital-named", unit=sign, destination=destination))


def _reassign(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    return tuple(
        Chain(
            (ReassignUnit(unit=each, incident=incident, reason=reason),),
            tell(
                "echo-reassign", unit=told.names.call_sign(each), incident=incident, reason=reason
            ),
        )
        for each in told.some_units()
    )


def _divert(told: Told) -> Built:
    incident, reason, unit = told.an_incident(), told.a_reason(), told.one_unit()
    command = DivertUnit(unit=unit, incident=incident, reason=reason)
    sign = told.names.call_sign(unit)
    return one(command, tell("echo-divert", unit=sign, incident=incident, reason=reason))


def _preempt(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    if len(told.units) not in (1, 2):
        raise told.wrong("takes-unit-and-instead")
    instead = told.units[1] if len(told.units) == 2 else None
    tail = tell("echo-instead", unit=told.names.call_sign(instead)) if instead else ""
    sign = told.names.call_sign(told.units[0])
    command = PreemptUnit(unit=told.units[0], incident=incident, reason=reason, instead=instead)
    return one(
        command, tell("echo-preempt", unit=sign, incident=incident, reason=reason, tail=tail)
    )


def _cancel(told: Told) -> Built:
    reason = told.a_reason()
    return tuple(
        Chain(
            (CancelUnit(unit=each, reason=reason),),
            tell("echo-cancel", unit=told.names.call_sign(each), reason=reason),
        )
        for each in told.some_units()
    )


def _because(told: Told) -> Built:
    """A word of the list, or any other; none: it is only set aside."""
    incident, because, word = told.an_incident(), None, None
    if told.rest or told.line.text:
        word = told.line.text or told.one_word("takes-one-word-why")
        because = _aside(word)
    tail = ""
    if because is not None:
        tail = tell("echo-aside-because", why=code("aside", because.value))
    elif word is not None:
        tail = tell("echo-aside-word", word=word)
    if told.units:
        tail += tell("echo-aside-instead", units=told.listed(told.units))
    command = SetAdviceAside(
        incident=incident, because=because, word=None if because else word, instead=told.units
    )
    return one(command, tell("echo-aside", incident=incident, tail=tail))


def _aside(word: str) -> AsideReason | None:
    """The reason that a word is, in the language that is spoken or as the list has it."""
    wanted = word.casefold()
    for each in AsideReason:
        if wanted in (each.value, code("aside", each.value).casefold()):
            return each
    return None


def _stack(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = StackAssignment(unit=unit, incident=incident)
    return one(command, tell("echo-stack", incident=incident, unit=told.names.call_sign(unit)))


def _unstack(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = UnstackAssignment(unit=unit, incident=incident)
    sign = told.names.call_sign(unit)
    return one(command, tell("echo-unstack", incident=incident, unit=sign))


def _self_attach(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = SelfAttach(unit=unit, incident=incident)
    sign = told.names.call_sign(unit)
    return one(command, tell("echo-self-attach", unit=sign, incident=incident))


def _correct(told: Told) -> Built:
    incident, unit, reason = told.an_incident(), told.one_unit(), told.a_reason()
    status = chosen(told.one_word("takes-status-and-time"), UnitStatus, "noun-status")
    if told.at is None:
        raise told.wrong("takes-the-right-time")
    command = CorrectStatusTime(unit=unit, incident=incident, status=status, reason=reason)
    says = tell(
        "echo-correct", unit=told.names.call_sign(unit), status=code("status", status.value),
        incident=incident, reason=reason,
    )  # fmt: skip
    return one(command, says)


def _welfare(told: Told) -> Built:
    units = told.some_units()
    return one(ReportWelfare(units=units), tell("echo-welfare", units=told.listed(units)))


_STATUS = "units at"

VERBS: dict[str, Verb] = {
    "D": Verb("D B1 R1 17", _dispatch, "units incident reason at"),
    "DE": Verb("DE A22 17", _dispatch_en_route, "units incident reason at"),
    "E": Verb("E A22", _each(lambda u: ReportEnRoute(unit=u), "echo-en-route"), _STATUS),
    "ST": Verb("ST B1", _each(lambda u: ReportStaged(unit=u), "echo-staged"), _STATUS),
    "A": Verb("A B1 14:02", _each(lambda u: ReportOnScene(unit=u), "echo-on-scene"), _STATUS),
    "T": Verb("T A22 clinic", _transport, "units words text at"),
    "H": Verb("H A22", _at_hospital, "units words text at"),
    "RT": Verb("RT A22", _each(lambda u: ReportReturning(unit=u), "echo-returning"), _STATUS),
    "F": Verb("F A22", _each(lambda u: ClearUnit(unit=u), "echo-clear"), _STATUS),
    "X": Verb("X R1 11 ! nearer", _reassign, "units incident reason at"),
    "DV": Verb("DV R1 11 ! nearer", _divert, "units incident reason at"),
    "PE": Verb(
        "PE R1 R2 11 ! persons trapped",
        _preempt,
        "units incident reason at",
    ),
    "CX": Verb("CX E12 ! not needed", _cancel, "units reason at"),
    "SA": Verb("SA E12 17", _self_attach, "units incident at"),
    "BC": Verb("BC 17 nearer", _because, "units incident words text"),
    "SK": Verb("SK E12 17", _stack, "units incident"),
    "USK": Verb("USK E12 17", _unstack, "units incident"),
    "CT": Verb(
        "CT E12 17 on_scene 14:02 ! radio log",
        _correct,
        "units incident words reason at",
    ),
    "PAR": Verb("PAR E12 B1", _welfare, "units at"),
}
