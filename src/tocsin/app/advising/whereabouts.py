"""Where units were last observed, put into the picture that somebody is advised on.

A unit that stands at its post or station, free or just ordered, is there, whatever its tracker says
to the metre: it still has to turn out.
"""

from collections.abc import Callable

import msgspec

from tocsin.geo.places import distance_m
from tocsin.jurisdiction.observed import Known
from tocsin.operations.picture import Picture, Unit
from tocsin.operations.picture.unit import Position
from tocsin.terms.codes import UnitStatus

AT_HOME_M = 200
"""So near its station is at its station: a yard, and how far off a fix between houses is."""


def located(
    picture: Picture,
    known: Callable[[str], Known | None],
    sees: Callable[[str], bool] = lambda _: True,
) -> Picture:
    """The picture with positions of the track where they are newer; of subjects (`unit/PE-E1`) that
    the viewer sees the track of."""
    units = picture.units
    for unit in picture.units.values():
        subject = f"unit/{unit.id}"
        found = known(subject)
        moved = None if found is None else _moved(picture, unit, found)
        if moved is not None and sees(subject):
            units = units.put(unit.id, moved)
    if units is picture.units:
        return picture
    return msgspec.structs.replace(picture, units=units)


def _moved(picture: Picture, unit: Unit, known: Known) -> Unit | None:
    if known.fix is None or (unit.position is not None and unit.position.at >= known.observed_at):
        return None
    point = known.fix.point
    home = picture.stations.get(unit.post or unit.station or "")
    if (
        unit.status in (UnitStatus.available, UnitStatus.committed)
        and home is not None
        and home.point is not None
        and distance_m(home.point, point) <= AT_HOME_M
    ):
        return msgspec.structs.replace(unit, position=None)
    position = Position(point, known.observed_at, known.source, known.fix.accuracy_m)
    return msgspec.structs.replace(unit, position=position)
