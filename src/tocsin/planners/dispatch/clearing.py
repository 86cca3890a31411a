"""When a unit that works is expected to be done: as long as such work has usually lasted, given
how long it has lasted already.
"""

from collections.abc import Sequence

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.planners.dispatch.question import Part, Question, Work
from tocsin.terms.codes import UnitStatus

FEW_WORKS = 20
"""So many say more about a type than about its group."""
FEW_LONGER = 8
"""From so many that lasted longer than this one has, one may say how much longer."""
PARTS = {UnitStatus.on_scene: Part.scene, UnitStatus.at_hospital: Part.hospital}


class Clearing(msgspec.Struct, frozen=True, gc=False):
    """Seconds from now to being done, as half and as nine tenths of the times it was."""

    p50_s: int
    p90_s: int


def clearing(picture: Picture, unit: Unit, question: Question) -> Clearing | None:
    """When this unit is done; None where nobody can say, or something else is its next."""
    part = PARTS.get(unit.status)
    if part is None or unit.since is None or unit.stack:
        return None
    incident = picture.incidents.get(unit.incident or "")
    spent = max(0, int((question.now - unit.since).total_seconds()))
    for of in _names(part, unit, incident):
        lasted = _lasted(question.works, part, of)
        longer = [each - spent for each in lasted if each > spent]
        if len(lasted) >= FEW_WORKS and len(longer) >= FEW_LONGER:
            return Clearing(rank(longer, 50), rank(longer, 90))
    return None


def place_of_work(picture: Picture, unit: Unit) -> Point | None:
    """Where it works: its own word, if that is younger than its work; the incident's place, the
    hospital's."""
    seen = unit.position
    if seen is not None and unit.since is not None and seen.at > unit.since:
        return seen.point
    if PARTS.get(unit.status) is Part.hospital:
        hospital = picture.facilities.get(unit.destination or "")
        known = None if hospital is None else hospital.place.point
    else:
        incident = picture.incidents.get(unit.incident or "")
        known = None if incident is None else incident.place.point
    return known if known is not None or seen is None else seen.point


def rank(ordered: Sequence[int], percent: int) -> int:
    """A percentile of sorted numbers, by the nearest rank."""
    return ordered[-(-percent * len(ordered) // 100) - 1]


def _names(part: Part, unit: Unit, incident: Incident | None) -> tuple[str | None, ...]:
    """Under which names such work is looked up, the narrowest first."""
    if part is Part.hospital:
        return (unit.destination, None) if unit.destination else (None,)
    if incident is None:
        return ()
    return incident.type, incident.type.partition(".")[0]


def _lasted(works: Sequence[Work], part: Part, of: str | None) -> tuple[int, ...]:
    return next((each.lasted_s for each in works if (each.part, each.of) == (part, of)), ())
