"""Verbs that send units and say how far they are: dispatch, divert, the status chain."""

from collections.abc import Callable

from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one
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
from tocsin.terms.codes import ASSIGNED, UnitStatus

ELSEWHERE = "elsewhere"


def _send(told: Told, unit: str) -> Chain:
    """A busy unit with `!` and a reason becomes a reassignment, and the sentence says so."""
    incident, reason = told.an_incident(), told.line.reason
    found, sign = told.names.picture.units.get(unit), told.names.call_sign(unit)
    if reason and found is not None and found.status in ASSIGNED and found.incident != incident:
        command = ReassignUnit(unit=unit, incident=incident, reason=reason)
        left = _where(told, found)
        return Chain((command,), f"Reassign {sign} from {left} to {incident}: {reason}.")
    short = f", short of crew: {reason}" if reason else ""
    sent = DispatchUnit(unit=unit, incident=incident, short_crew_because=reason)
    return Chain((sent,), f"Dispatch {sign} to {incident}{short}{_busy(told, found, incident)}.")


def _where(told: Told, unit: Unit) -> str:
    """The incident a unit works for; "elsewhere" to whoever may not know of it."""
    incident = told.names.picture.incidents.get(unit.incident or "")
    return incident.id if incident is not None and told.names.knows(incident) else ELSEWHERE


def _busy(told: Told, unit: Unit | None, incident: str) -> str:
    if unit is None or unit.status not in ASSIGNED:
        return ""
    if unit.incident == incident:
        return " (it is there already)"
    where = _where(told, unit)
    if where == ELSEWHERE:
        return f" (committed {where}: refused)"
    status = unit.status.value.replace("_", " ")
    return f" ({status} for {where}: refused unless ! and a reason)"


def _dispatch(told: Told) -> Built:
    return tuple(_send(told, each) for each in told.some_units())


def _dispatch_en_route(told: Told) -> Built:
    return tuple(
        Chain(
            (*sent.commands, ReportEnRoute(unit=unit)), f"{sent.says.removesuffix('.')}, under way."
        )
        for unit in told.some_units()
        for sent in (_send(told, unit),)
    )


def _each(make: Callable[[str], Command], words: str) -> Callable[[Told], Built]:
    """One command a unit, each for itself."""

    def build(told: Told) -> Built:
        return tuple(
            Chain((make(each),), f"{told.names.call_sign(each)} {words}.")
            for each in told.some_units()
        )

    return build


def _destination(told: Told) -> str | None:
    """A facility by its name where one is meant, else the words."""
    words = " ".join(told.rest) or told.line.text
    return None if words is None else told.names.facility(words) or words


def _transport(told: Told) -> Built:
    unit, destination = told.one_unit(), _destination(told)
    to = f" to {destination}" if destination else ""
    command = ReportTransporting(unit=unit, destination=destination)
    return one(command, f"{told.names.call_sign(unit)} transporting{to}.")


def _at_hospital(told: Told) -> Built:
    unit, destination = told.one_unit(), _destination(told)
    at = f": {destination}" if destination else ""
    command = ReportAtHospital(unit=unit, destination=destination)
    return one(command, f"{told.names.call_sign(unit)} at hospital{at}.")


def _reassign(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    return tuple(
        Chain(
            (ReassignUnit(unit=each, incident=incident, reason=reason),),
            f"Reassign {told.names.call_sign(each)} to {incident}: {reason}.",
        )
        for each in told.some_units()
    )


def _divert(told: Told) -> Built:
    incident, reason, unit = told.an_incident(), told.a_reason(), told.one_unit()
    command = DivertUnit(unit=unit, incident=incident, reason=reason)
    return one(command, f"Turn {told.names.call_sign(unit)} round to {incident}: {reason}.")


def _preempt(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    if len(told.units) not in (1, 2):
        raise told.wrong("the unit, and who goes instead")
    instead = told.units[1] if len(told.units) == 2 else None
    relief = f", {told.names.call_sign(instead)} goes there instead" if instead else ""
    command = PreemptUnit(unit=told.units[0], incident=incident, reason=reason, instead=instead)
    return one(
        command, f"Take {told.names.call_sign(told.units[0])} for {incident}: {reason}{relief}."
    )


def _cancel(told: Told) -> Built:
    reason = told.a_reason()
    return tuple(
        Chain(
            (CancelUnit(unit=each, reason=reason),),
            f"Call off {told.names.call_sign(each)}: {reason}.",
        )
        for each in told.some_units()
    )


def _stack(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = StackAssignment(unit=unit, incident=incident)
    return one(command, f"{incident} is next for {told.names.call_sign(unit)}.")


def _unstack(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = UnstackAssignment(unit=unit, incident=incident)
    return one(command, f"{incident} is not next for {told.names.call_sign(unit)} any more.")


def _self_attach(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    command = SelfAttach(unit=unit, incident=incident)
    return one(command, f"{told.names.call_sign(unit)} attaches itself to {incident}.")


def _correct(told: Told) -> Built:
    incident, unit, reason = told.an_incident(), told.one_unit(), told.a_reason()
    status = chosen(told.one_word("a unit, an incident, a status, a time"), UnitStatus, "status")
    if told.at is None:
        raise told.wrong("the right time")
    command = CorrectStatusTime(unit=unit, incident=incident, status=status, reason=reason)
    sign = told.names.call_sign(unit)
    return one(command, f"{sign} was {status.value.replace('_', ' ')} for {incident}: {reason}.")


def _welfare(told: Told) -> Built:
    units = told.some_units()
    return one(ReportWelfare(units=units), f"All well: {told.listed(units)}.")


_STATUS = "units at"

VERBS: dict[str, Verb] = {
    "D": Verb("D B1 R1 17", "dispatch each unit", _dispatch, "units incident reason at"),
    "DE": Verb(
        "DE A22 17", "dispatch, already under way", _dispatch_en_route, "units incident reason at"
    ),
    "E": Verb("E A22", "en route", _each(lambda u: ReportEnRoute(unit=u), "en route"), _STATUS),
    "ST": Verb("ST B1", "staged nearby", _each(lambda u: ReportStaged(unit=u), "staged"), _STATUS),
    "A": Verb(
        "A B1 14:02", "on scene", _each(lambda u: ReportOnScene(unit=u), "on scene"), _STATUS
    ),
    "T": Verb("T A22 clinic", "transporting, where to", _transport, "units words text at"),
    "H": Verb("H A22", "at hospital", _at_hospital, "units words text at"),
    "RT": Verb(
        "RT A22", "returning", _each(lambda u: ReportReturning(unit=u), "returning"), _STATUS
    ),
    "F": Verb("F A22", "free again", _each(lambda u: ClearUnit(unit=u), "clear"), _STATUS),
    "X": Verb("X R1 11 ! nearer", "reassign", _reassign, "units incident reason at"),
    "DV": Verb("DV R1 11 ! nearer", "divert on the way", _divert, "units incident reason at"),
    "PE": Verb(
        "PE R1 R2 11 ! persons trapped",
        "pre-empt; the second unit goes instead",
        _preempt,
        "units incident reason at",
    ),
    "CX": Verb("CX E12 ! not needed", "call off", _cancel, "units reason at"),
    "SA": Verb("SA E12 17", "a crew attaches itself", _self_attach, "units incident at"),
    "SK": Verb("SK E12 17", "stack: the unit's next incident", _stack, "units incident"),
    "USK": Verb("USK E12 17", "take it off the stack", _unstack, "units incident"),
    "CT": Verb(
        "CT E12 17 on_scene 14:02 ! radio log",
        "correct when a status was reached",
        _correct,
        "units incident words reason at",
    ),
    "PAR": Verb("PAR E12 B1", "crews say that they are well", _welfare, "units at"),
}
