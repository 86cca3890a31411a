"""Verbs about units and crews: out of service, moving up, condition, who rides, who is on duty."""

from typing import Protocol

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.reports import point
from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one, whole
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.covering import MoveUp
from tocsin.operations.credentials import GiveCredential, RevokeCredential
from tocsin.operations.crews import (
    CrewUnit,
    RelieveCrew,
    ShareCrew,
    StandDownCrew,
    StopSharingCrew,
)
from tocsin.operations.duty import BeginDuty, ChangeDuty, EndDuty
from tocsin.operations.fleet import ReportCondition, RetireUnit, ReviseUnit
from tocsin.operations.mileage import ReportMileage
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Condition, Seat
from tocsin.operations.units import (
    AddStation,
    RegisterUnit,
    ReportPosition,
    ReturnToService,
    TakeOutOfService,
)
from tocsin.terms.codes import Agency


def _out(told: Told) -> Built:
    unit, reason = told.one_unit(), told.a_text()
    tail = tell("echo-back", at=told.clock(told.until)) if told.until else ""
    command = TakeOutOfService(unit=unit, reason=reason, expected_back_at=told.until)
    sign = told.names.call_sign(unit)
    return one(command, tell("echo-out", unit=sign, reason=reason, tail=tail))


def _in(told: Told) -> Built:
    return tuple(
        Chain((ReturnToService(unit=each),), tell("echo-in", unit=told.names.call_sign(each)))
        for each in told.some_units()
    )


def _station(told: Told, word: str) -> str:
    found = told.names.station(word)
    if found is None:
        raise misread("misread-none", what=tell("noun-station"), word=word)
    return found


def _move_up(told: Told) -> Built:
    unit = told.one_unit()
    station = _station(told, " ".join(told.some_rest(1, None, "takes-unit-station")))
    command = MoveUp(unit=unit, station=station)
    return one(command, tell("echo-moves-up", unit=told.names.call_sign(unit), station=station))


def _position(told: Told) -> Built:
    unit, where = told.one_unit(), told.one_word("takes-unit-position")
    command = ReportPosition(unit=unit, point=point(where), source="dispatcher")
    return one(command, tell("echo-at-place", unit=told.names.call_sign(unit), where=where))


def _condition(told: Told) -> Built:
    unit = told.one_unit()
    words = told.some_rest(1, None, "takes-unit-condition")
    condition = chosen(words[0], Condition, "noun-condition")
    command = ReportCondition(
        unit=unit, condition=condition, without=words[1:], remark=told.line.text
    )
    tail = tell("echo-without", things=listed(words[1:])) if words[1:] else ""
    says = tell(
        "echo-condition", unit=told.names.call_sign(unit), tail=tail,
        condition=code("condition", condition.value),
    )  # fmt: skip
    return one(command, says)


def _register(told: Told) -> Built:
    """The call sign is new, so it is the first word; a discipline or a station may follow."""
    words = told.some_rest(2, 4, "takes-new-unit")
    agency, station = Agency.fire, None
    for word in words[2:]:
        if word.lower() in Agency.__members__:
            agency = Agency[word.lower()]
        else:
            station = _station(told, word)
    command = RegisterUnit(
        call_sign=words[0], kind=words[1].lower(), agency=agency, station=station
    )
    parts = [words[1].lower(), code("agency", agency.value)]
    kind = (
        ", ".join(parts)
        if station is None
        else tell("echo-kind-at", kind=", ".join(parts), station=station)
    )
    return one(command, tell("echo-registered", name=words[0], kind=kind))


def _revise(told: Told) -> Built:
    unit = told.one_unit()
    station = _station(told, " ".join(told.some_rest(1, None, "takes-unit-station")))
    command = ReviseUnit(unit=unit, station=station)
    return one(command, tell("echo-home", unit=told.names.call_sign(unit), station=station))


def _retire(told: Told) -> Built:
    unit, reason = told.one_unit(), told.a_reason()
    command = RetireUnit(unit=unit, reason=reason)
    return one(command, tell("echo-retired", name=told.names.call_sign(unit), reason=reason))


def _add_station(told: Told) -> Built:
    words = told.some_rest(1, 2, "takes-new-station")
    where = point(words[1]) if len(words) == 2 else None
    command = AddStation(id=words[0].lower(), name=told.a_text(), point=where)
    return one(command, tell("echo-station", id=words[0].lower(), name=told.a_text()))


class _Crewing(Protocol):
    def __call__(
        self, told: Told, unit: str, seats: tuple[Seat, ...], count: int | None
    ) -> Command: ...


def _new_crew(told: Told, unit: str, seats: tuple[Seat, ...], count: int | None) -> Command:
    return CrewUnit(unit=unit, seats=seats, count=count, until=told.until)


def _relief(told: Told, unit: str, seats: tuple[Seat, ...], count: int | None) -> Command:
    """The epoch that the leaving crew holds is handed over with the unit."""
    there = told.names.picture.units.get(unit)
    epoch = None if there is None else there.authority.epoch
    return RelieveCrew(
        unit=unit, seats=seats, count=count, until=told.until, epoch=epoch, briefing=told.line.text
    )


def _crew(make: _Crewing, says: str, told: Told) -> Built:
    """People as `handle` or `handle:role`; a number is everybody on board."""
    unit, count = told.one_unit(), None
    seats: list[Seat] = []
    for word in told.some_rest(1, None, "takes-crew"):
        if word.isascii() and word.isdigit() and len(word) < 4:
            count = int(word)
        else:
            handle, _, role = word.partition(":")
            seats.append(Seat(told.person(handle), role or None))
    who = listed(told.names.who(each.person) for each in seats) or f"{count}"
    return one(
        make(told, unit, tuple(seats), count),
        tell(says, unit=told.names.call_sign(unit), who=who, tail=told.by()),
    )


def _stand_down(told: Told) -> Built:
    return tuple(
        Chain(
            (StandDownCrew(unit=each),), tell("echo-stands-down", unit=told.names.call_sign(each))
        )
        for each in told.some_units()
    )


def _share(told: Told) -> Built:
    units = told.some_units()
    return one(ShareCrew(units=units), tell("echo-shared", units=told.listed(units)))


def _unshare(told: Told) -> Built:
    unit = told.one_unit()
    return one(StopSharingCrew(unit=unit), tell("echo-unshared", unit=told.names.call_sign(unit)))


def _duty(told: Told) -> Built:
    """On, off, or a change of who is on duty already."""
    words = told.some_rest(2, 3, "takes-duty")
    deed, person = words[0].lower(), told.person(words[1])
    who, position = told.names.who(person), words[2] if len(words) == 3 else None
    tail = f" {tell('echo-as', position=position)}" if position else ""
    tail += told.by()
    if deed == "on":
        command: Command = BeginDuty(person=person, until=told.until, position=position)
        return one(command, tell("echo-duty-on", person=who, tail=tail))
    if deed == "change":
        command = ChangeDuty(person=person, until=told.until, position=position)
        return one(command, tell("echo-duty-is", person=who, tail=tail))
    if deed == "off" and position is None and told.until is None:
        return one(EndDuty(person=person), tell("echo-duty-off", person=who))
    raise told.wrong("takes-duty-person")


def _qualify(told: Told) -> Built:
    person, kind = told.some_rest(2, 2, "takes-qualification")
    command = GiveCredential(person=told.person(person), kind=kind, expires_at=told.until)
    if told.until is None:
        return one(command, tell("echo-qualified", person=person, kind=kind))
    until = told.clock(told.until)
    return one(command, tell("echo-qualified-until", person=person, kind=kind, at=until))


def _disqualify(told: Told) -> Built:
    person, kind = told.some_rest(2, 2, "takes-disqualifying")
    reason = told.a_reason()
    command = RevokeCredential(person=told.person(person), kind=kind, reason=reason)
    return one(command, tell("echo-disqualified", person=person, kind=kind, reason=reason))


def _mileage(told: Told) -> Built:
    """Kilometres since it last told; with a word behind it, what the odometer reads."""
    unit, words = told.one_unit(), told.some_rest(1, 2, "takes-unit-km")
    n = whole(words[0], tell("number-of-km"))
    sign = told.names.call_sign(unit)
    if len(words) == 1:
        return one(ReportMileage(unit=unit, km=n), tell("echo-drove", unit=sign, n=n))
    if words[1].lower() != "odometer":
        raise told.wrong("takes-unit-km")
    return one(ReportMileage(unit=unit, odometer_km=n), tell("echo-odometer", unit=sign, n=n))


VERBS: dict[str, Verb] = {
    "O": Verb('O W3 until 18:00 "tyre', _out, "units text until at"),
    "I": Verb("I W3", _in, "units at"),
    "KM": Verb("KM A22 84", _mileage, "units words at"),
    "MV": Verb("MV E22 mill", _move_up, "units words at"),
    "POS": Verb("POS E22 43.07,-70.71", _position, "units words at"),
    "COND": Verb('COND E22 limited pump "gearbox', _condition, "units words text at"),
    "CR": Verb(
        "CR E22 cy:officer di 4 until 20:00",
        lambda t: _crew(_new_crew, "echo-crew", t),
        "units words until at",
    ),
    "RC": Verb(
        'RC B1 cy "hose line in, stairs clear',
        lambda t: _crew(_relief, "echo-new-crew", t),
        "units words until text at",
    ),
    "SD": Verb("SD E22", _stand_down, "units at"),
    "SH": Verb("SH E22 W3", _share, "units"),
    "USH": Verb("USH W3", _unshare, "units"),
    "NU": Verb("NU E14 engine mill", _register, "words"),
    "HOME": Verb("HOME E22 mill", _revise, "units words"),
    "RU": Verb("RU W3 ! sold", _retire, "units reason"),
    "NS": Verb('NS quay 43.08,-70.72 "The Quay', _add_station, "words text"),
    "DUTY": Verb("DUTY on ada until 18:00 captain", _duty, "words until at"),
    "QUAL": Verb("QUAL ada hazmat until 2027-01-01", _qualify, "words until"),
    "UNQ": Verb("UNQ ada hazmat ! lapsed", _disqualify, "words reason"),
}
