"""Simulated crews and a simulated dispatcher: they look at the picture and give the same orders as
people.

Each is a pure function of picture, time and chance; a person may take over any of them at any
moment, because all they do is submit orders that may be refused.
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.exercises.calls import Call, kind_of
from tocsin.exercises.chance import Chance
from tocsin.exercises.setting import Door
from tocsin.geo.places import Point, distance_m
from tocsin.jurisdiction.orders import Order
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident
from tocsin.operations.orders import Command
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.incident import Response
from tocsin.operations.status import (
    ClearUnit,
    ReportAtHospital,
    ReportEnRoute,
    ReportOnScene,
    ReportTransporting,
)
from tocsin.terms.codes import ASSIGNED, IncidentStatus, UnitStatus

SPEED_MPS = 11
"""Mean speed of a responding vehicle in town, some 40 km/h."""


class Cast(msgspec.Struct, frozen=True):
    """Who plays: the calls (by incident), the chance, and whose names the orders are given
    under.
    """

    chance: Chance
    by_incident: dict[str, Call]
    crew_actor: str
    dispatcher_actor: str
    hospital: str


def crew_orders(cast: Cast, picture: Picture, now: datetime) -> list[Order]:
    """What the crews report by now, in order of time."""
    found: list[Order] = []
    for unit in picture.units.values():
        if unit.status not in ASSIGNED or unit.incident is None:
            continue
        incident = picture.incidents.get(unit.incident)
        if incident is None:
            continue
        call = cast.by_incident.get(unit.incident) or call_at(incident)
        if call is None:
            continue
        step = _next_step(cast, picture, unit, incident, call)
        if step is not None and step[1] <= now:
            found.append(_order(step[0], step[1], unit.incident, cast.crew_actor))
    found.sort(key=lambda order: (order.occurred_at or now, order.command_id))
    return found


def call_at(incident: Incident) -> Call | None:
    """The call of an incident that a person opened: what crews find there. None where nobody knows
    the place: they cannot drive to it.
    """
    point = incident.place.point
    if point is None:
        return None
    kind = kind_of(incident.type)
    door = Door(incident.place.label or "", point, "")
    return Call(incident.id, incident.opened_at, kind, "", door)


def _next_step(
    cast: Cast, picture: Picture, unit: Unit, incident: Incident, call: Call
) -> tuple[Command, datetime] | None:
    """The unit's next report and its moment."""
    response = incident.response_of(unit.id)
    since = unit.since
    if response is None or since is None:
        return None
    draw = cast.chance.whole
    if unit.status is UnitStatus.committed:
        return ReportEnRoute(unit=unit.id), since + _s(
            draw("turnout", unit.id, call.id, low=35, high=105)
        )
    if unit.status in (UnitStatus.en_route, UnitStatus.staged):
        way_m = distance_m(_stands_at(picture, unit) or call.point, call.point)
        detour = draw("detour", unit.id, call.id, low=120, high=165)
        return ReportOnScene(unit=unit.id), since + _s(30 + way_m * detour // (100 * SPEED_MPS))
    if unit.status is UnitStatus.on_scene:
        low, high = call.kind.minutes
        until = since + _s(60 * draw("work", unit.id, call.id, low=low, high=high))
        if (
            call.kind.transports
            and unit.kind == "ambulance"
            and _first_of_kind(incident, response, picture)
        ):
            return ReportTransporting(unit=unit.id, destination=cast.hospital), until
        return ClearUnit(unit=unit.id), until
    if unit.status is UnitStatus.transporting:
        return ReportAtHospital(unit=unit.id), since + _s(
            draw("drive", unit.id, call.id, low=180, high=540)
        )
    return ClearUnit(unit=unit.id), since + _s(
        draw("hand_over", unit.id, call.id, low=360, high=840)
    )


def _first_of_kind(incident: Incident, response: Response, picture: Picture) -> bool:
    """Whether this is the first ambulance sent: it carries the patient."""
    for each in incident.responses:
        unit = picture.units.get(each.unit)
        if unit is not None and unit.kind == "ambulance":
            return each.unit == response.unit
    return False


def _stands_at(picture: Picture, unit: Unit) -> Point | None:
    station = picture.stations.get(unit.post or unit.station or "")
    return None if station is None else station.point


def dispatcher_orders(
    cast: Cast, picture: Picture, now: datetime, *, left_to_people: frozenset[str] = frozenset()
) -> list[Order]:
    """What a dispatcher would send by now: the nearest free units of the kinds needed; then
    closings.

    Incidents in `left_to_people` are nobody's but the person's at the board.
    """
    found: list[Order] = []
    taken: set[str] = set()
    for incident in sorted(
        picture.incidents.values(), key=lambda each: (each.priority or 0, each.opened_at, each.id)
    ):
        call = cast.by_incident.get(incident.id)
        if call is None or incident.status is not IncidentStatus.open or incident.merged_into:
            continue
        if incident.id in left_to_people:
            continue
        thinks = cast.chance.whole("thinks", call.id, low=15, high=70)
        if now < incident.opened_at + _s(thinks):
            continue
        found += _sends(cast, picture, incident, call, now, taken)
        found += _closes(cast, incident, now)
    return found


def _sends(
    cast: Cast, picture: Picture, incident: Incident, call: Call, now: datetime, taken: set[str]
) -> list[Order]:
    if any(each.outcome == "cleared" for each in incident.responses):
        return []  # Somebody is done there: what has not come by now is no longer needed.
    wanted = list(call.kind.needs)
    for each in incident.responses:
        unit = picture.units.get(each.unit)
        if unit is not None and unit.kind in wanted and each.outcome in (None, "cleared"):
            wanted.remove(unit.kind)
    orders: list[Order] = []
    for kind in wanted:
        unit = _nearest(picture, kind, call.point, taken)
        if unit is not None:
            taken.add(unit.id)
            command = DispatchUnit(unit=unit.id, incident=incident.id)
            orders.append(
                _order(command, now, f"{incident.id}/{now:%H%M%S}", cast.dispatcher_actor)
            )
    return orders


def _nearest(picture: Picture, kind: str, point: Point, taken: set[str]) -> Unit | None:
    free = [
        (distance_m(_stands_at(picture, unit) or point, point), unit.id, unit)
        for unit in picture.units.values()
        if unit.kind == kind and unit.status is UnitStatus.available and unit.id not in taken
    ]
    return min(free)[2] if free else None


def _closes(cast: Cast, incident: Incident, now: datetime) -> list[Order]:
    """Close when everybody who was sent is done, a minute later."""
    ends = [each.ended_at for each in incident.responses]
    if not ends or any(each is None for each in ends):
        return []
    last = max(each for each in ends if each is not None)
    if now < last + timedelta(seconds=60):
        return []
    command = CloseIncident(incident=incident.id, disposition="completed")
    return [_order(command, last + timedelta(seconds=60), incident.id, cast.dispatcher_actor)]


def _order(command: Command, at: datetime, about: str, actor: str) -> Order:
    unit = getattr(command, "unit", "")
    name = f"simulated/{type(command).__name__}/{unit}/{about}/{at:%Y%m%dT%H%M%S}"
    return Order(command=command, command_id=name, actor=actor, occurred_at=at)


def _s(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)
