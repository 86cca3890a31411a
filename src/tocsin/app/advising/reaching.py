"""What an option is on a map: the ways of those who go, and whom it leaves without cover."""

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from tocsin.operations.ground import in_force
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.question import Question

if TYPE_CHECKING:
    from tocsin.planners.dispatch.ground import Ground

Degrees = tuple[float, float]
"""Latitude and longitude."""
MOST_AREAS = 200


class Goes(msgspec.Struct, frozen=True):
    """A unit and its way: latitudes and longitudes in degrees; as the crow flies where
    `is_straight`; empty where nobody knows where it is."""

    unit: str
    call_sign: str
    town: str
    line: tuple[Degrees, ...]
    is_straight: bool


class Left(msgspec.Struct, frozen=True):
    """An area in which people are left with no unit in time: how many, of how many."""

    name: str
    town: str
    people: int
    of: int
    rings: tuple[tuple[Degrees, ...], ...]


class Reached(msgspec.Struct, frozen=True):
    """The most people first. `more`: so many areas besides, with `more_people`. `is_known`: whether
    anybody was counted on this ground."""

    goes: tuple[Goes, ...]
    left: tuple[Left, ...]
    more: int
    more_people: int
    is_known: bool
    home: str | None
    """What the town itself is called among them."""


def reached(
    picture: Picture, ground: "Ground", question: Question, units: frozenset[str]
) -> Reached:
    """What happens on the map when these go."""
    # With numpy and scipy, a third of what a town takes to come up: when somebody asks.
    from tocsin.planners.dispatch.leaving import left_without

    spots = left_without(picture, ground, question, units)
    left = _left(ground, spots)
    rest = left[MOST_AREAS:]
    stands, area = in_force(picture), getattr(ground, "area", None)
    return Reached(
        goes=tuple(_goes(picture, ground, question, units)),
        left=tuple(left[:MOST_AREAS]),
        more=len(rest),
        more_people=sum(each.people for each in rest),
        is_known=len(ground.zones.people) > 0,
        home=None if stands is None or area is None else area(stands.jurisdiction),
    )


def _goes(
    picture: Picture, ground: "Ground", question: Question, units: frozenset[str]
) -> list[Goes]:
    from tocsin.planners.dispatch.candidates import candidates

    incident = picture.incidents.get(question.incident)
    assert incident is not None, "whoever asks has looked it up"
    end = incident.place.point
    way = getattr(ground, "way", None)
    goes = []
    for each in candidates(picture, incident, question)[0]:
        if each.unit.id not in units:
            continue
        line: list[Degrees] = []
        if each.point is not None and end is not None:
            line = [] if way is None else way(each.point, each.unit.kind, end)
        is_straight = not line
        if is_straight and each.point is not None and end is not None:
            line = [each.point.degrees, end.degrees]
        goes.append(Goes(each.unit.id, each.unit.call_sign, each.town, tuple(line), is_straight))
    return goes


def _left(ground: "Ground", spots: tuple[int, ...]) -> list[Left]:
    homes = getattr(ground, "homes", None)
    if homes is None:
        return []
    people: Counter[int] = Counter()
    for spot in spots:
        people[homes.area_of[spot]] += int(ground.zones.people[spot])
    found = []
    for at, number in people.items():
        area = homes.areas[at]
        rings = tuple(tuple((lat / 1e6, lon / 1e6) for lat, lon in ring) for ring in area.rings)
        found.append(Left(area.name, area.town, number, area.people, rings))
    return sorted(found, key=lambda each: (-each.people, each.town, each.name))
