"""Verbs about units and crews: out of service, moving up, condition, who rides, who is on duty."""

from typing import Protocol

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.reports import point
from tocsin.app.grammar.told import Built, Chain, Told, Verb, chosen, one
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
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Condition, Seat
from tocsin.operations.units import (
    AddStation,
    MoveUp,
    RegisterUnit,
    ReportPosition,
    ReturnToService,
    TakeOutOfService,
)
from tocsin.terms.codes import Agency


def _out(told: Told) -> Built:
    unit, reason = told.one_unit(), told.a_text()
    back = f", back {told.clock(told.until)}" if told.until else ""
    command = TakeOutOfService(unit=unit, reason=reason, expected_back_at=told.until)
    return one(command, f"{told.names.call_sign(unit)} out of service: {reason}{back}.")


def _in(told: Told) -> Built:
    return tuple(
        Chain((ReturnToService(unit=each),), f"{told.names.call_sign(each)} in service.")
        for each in told.some_units()
    )


def _station(told: Told, word: str) -> str:
    found = told.names.station(word)
    if found is None:
        raise NotUnderstood(f"there is no station `{word}` here")
    return found


def _move_up(told: Told) -> Built:
    unit = told.one_unit()
    station = _station(told, " ".join(told.some_rest(1, None, "a unit and a station")))
    command = MoveUp(unit=unit, station=station)
    return one(command, f"{told.names.call_sign(unit)} moves up to {station}.")


def _position(told: Told) -> Built:
    unit, where = told.one_unit(), told.one_word("a unit and latitude,longitude")
    command = ReportPosition(unit=unit, point=point(where), source="dispatcher")
    return one(command, f"{told.names.call_sign(unit)} is at {where}.")


def _condition(told: Told) -> Built:
    unit = told.one_unit()
    words = told.some_rest(1, None, "a unit, a condition, and what it is without")
    condition = chosen(words[0], Condition, "condition")
    command = ReportCondition(
        unit=unit, condition=condition, without=words[1:], remark=told.line.text
    )
    lacks = f", without {', '.join(words[1:])}" if words[1:] else ""
    return one(command, f"{told.names.call_sign(unit)} is {condition.value}{lacks}.")


def _register(told: Told) -> Built:
    """The call sign is new, so it is the first word; a discipline or a station may follow."""
    words = told.some_rest(2, 4, "a call sign, a kind, perhaps a discipline and a station")
    agency, station = Agency.fire, None
    for word in words[2:]:
        if word.lower() in Agency.__members__:
            agency = Agency[word.lower()]
        else:
            station = _station(told, word)
    command = RegisterUnit(
        call_sign=words[0], kind=words[1].lower(), agency=agency, station=station
    )
    at = "" if station is None else f" at {station}"
    return one(command, f"{words[0]} joins the register: {words[1].lower()}, {agency.value}{at}.")


def _revise(told: Told) -> Built:
    unit = told.one_unit()
    station = _station(told, " ".join(told.some_rest(1, None, "a unit and a station")))
    command = ReviseUnit(unit=unit, station=station)
    return one(command, f"{told.names.call_sign(unit)} belongs to {station} from now on.")


def _retire(told: Told) -> Built:
    unit, reason = told.one_unit(), told.a_reason()
    command = RetireUnit(unit=unit, reason=reason)
    return one(command, f"{told.names.call_sign(unit)} leaves the register: {reason}.")


def _add_station(told: Told) -> Built:
    words = told.some_rest(1, 2, "an id, perhaps its position, and the name after a quote")
    where = point(words[1]) if len(words) == 2 else None
    command = AddStation(id=words[0].lower(), name=told.a_text(), point=where)
    return one(command, f"Station {words[0].lower()}: {told.a_text()}.")


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
    for word in told.some_rest(1, None, "a unit and who rides on it, or how many"):
        if word.isascii() and word.isdigit() and len(word) < 4:
            count = int(word)
        else:
            handle, _, role = word.partition(":")
            seats.append(Seat(told.person(handle), role or None))
    who = ", ".join(told.names.who(each.person) for each in seats) or f"{count}"
    return one(
        make(told, unit, tuple(seats), count),
        f"{says} {told.names.call_sign(unit)}: {who}{told.by()}.",
    )


def _stand_down(told: Told) -> Built:
    return tuple(
        Chain((StandDownCrew(unit=each),), f"The crew of {told.names.call_sign(each)} stands down.")
        for each in told.some_units()
    )


def _share(told: Told) -> Built:
    units = told.some_units()
    return one(ShareCrew(units=units), f"One crew for {told.listed(units)}.")


def _unshare(told: Told) -> Built:
    unit = told.one_unit()
    return one(
        StopSharingCrew(unit=unit), f"{told.names.call_sign(unit)} has a crew of its own again."
    )


def _duty(told: Told) -> Built:
    """On, off, or a change of who is on duty already."""
    words = told.some_rest(2, 3, "on, off or change, a person, perhaps the position")
    deed, person = words[0].lower(), told.person(words[1])
    who, position = told.names.who(person), words[2] if len(words) == 3 else None
    at = f" as {position}" if position else ""
    if deed == "on":
        command: Command = BeginDuty(person=person, until=told.until, position=position)
        return one(command, f"{who} comes on duty{at}{told.by()}.")
    if deed == "change":
        command = ChangeDuty(person=person, until=told.until, position=position)
        return one(command, f"{who} is on duty{at}{told.by()}.")
    if deed == "off" and position is None and told.until is None:
        return one(EndDuty(person=person), f"{who} goes off duty.")
    raise told.wrong("on, off or change, and a person")


def _qualify(told: Told) -> Built:
    person, kind = told.some_rest(2, 2, "a person and a qualification")
    command = GiveCredential(person=told.person(person), kind=kind, expires_at=told.until)
    end = "" if told.until is None else f" until {told.clock(told.until)}"
    return one(command, f"{person} is qualified: {kind}{end}.")


def _disqualify(told: Told) -> Built:
    person, kind = told.some_rest(2, 2, "a person, a qualification and a reason")
    reason = told.a_reason()
    command = RevokeCredential(person=told.person(person), kind=kind, reason=reason)
    return one(command, f"{person} is not {kind} any more: {reason}.")


VERBS: dict[str, Verb] = {
    "O": Verb('O W3 until 18:00 "tyre', "out of service", _out, "units text until at"),
    "I": Verb("I W3", "in service", _in, "units at"),
    "MV": Verb("MV E22 mill", "move up to a station", _move_up, "units words at"),
    "POS": Verb("POS E22 43.07,-70.71", "where a unit is", _position, "units words at"),
    "COND": Verb(
        'COND E22 limited pump "gearbox', "how the vehicle is", _condition, "units words text at"
    ),
    "CR": Verb(
        "CR E22 cy:officer di 4 until 20:00",
        "who rides on a unit, or how many",
        lambda t: _crew(_new_crew, "Crew of", t),
        "units words until at",
    ),
    "RC": Verb(
        'RC B1 cy "hose line in, stairs clear',
        "relieve a crew, with what it hands over",
        lambda t: _crew(_relief, "New crew of", t),
        "units words until text at",
    ),
    "SD": Verb("SD E22", "the crew stands down", _stand_down, "units at"),
    "SH": Verb("SH E22 W3", "one crew for several vehicles", _share, "units"),
    "USH": Verb("USH W3", "a crew of its own again", _unshare, "units"),
    "NU": Verb("NU E14 engine mill", "a new unit on the register", _register, "words"),
    "HOME": Verb("HOME E22 mill", "the station it belongs to", _revise, "units words"),
    "RU": Verb("RU W3 ! sold", "take a unit off the register", _retire, "units reason"),
    "NS": Verb('NS quay 43.08,-70.72 "The Quay', "a new station", _add_station, "words text"),
    "DUTY": Verb("DUTY on ada until 18:00 captain", "on, off, change", _duty, "words until at"),
    "QUAL": Verb("QUAL ada hazmat until 2027-01-01", "a qualification", _qualify, "words until"),
    "UNQ": Verb("UNQ ada hazmat ! lapsed", "take it away", _disqualify, "words reason"),
}
