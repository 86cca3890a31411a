"""An area of an alert on our own ground: rings, circles, what its geocodes stand for.

A geocode means something only with a list of its system; a caller hands in what it knows (zones of
a ground, names of districts), and what nobody knows is named, never dropped.
Source: CAP 1.2 §3.2.4.
"""

from collections.abc import Callable

import msgspec

from tocsin.gateways.cap import geometry
from tocsin.gateways.cap.message import Area, Pair
from tocsin.geo.places import Place, Point, distance_m
from tocsin.geo.rings import opened, within
from tocsin.operations.picture.facility import Extent

Corners = tuple[Point, ...]
Known = Callable[[str, str], tuple[Corners, ...]]
"""System and code → rings, the first point not said again; none where the code is not known."""


class Resolved(msgspec.Struct, frozen=True):
    """An area as shapes. `unresolved` are geocodes nobody had a place for; `faults` say which
    polygon or circle is none, and why."""

    rings: tuple[Corners, ...]
    circles: tuple[geometry.Round, ...]
    unresolved: tuple[Pair, ...]
    faults: tuple[str, ...]

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it: in a ring, on its border, or in a circle."""
        return any(within(ring, point) for ring in self.rings) or any(
            distance_m(each.centre, point) <= each.radius_m for each in self.circles
        )

    @property
    def extents(self) -> tuple[Extent, ...]:
        """As closures and hazards have them: a circle, or a polygon, each."""
        return (
            *(Extent(polygon=each) for each in self.rings),
            *(Extent(Place(point=each.centre), radius_m=each.radius_m) for each in self.circles),
        )


def _nothing(_system: str, _code: str) -> tuple[Corners, ...]:
    return ()


def resolved(area: Area, known: Known = _nothing) -> Resolved:
    """Where an area is. A ring that crosses itself stays, and is told: what lies in it is by the
    even-odd rule."""
    rings: list[Corners] = []
    circles, unresolved, faults = [], [], []
    for number, each in enumerate(area.polygons, 1):
        ring = geometry.ring(each)
        faults += [f"polygon[{number}]: {code}" for code in ring.faults]
        if not ring.corners:
            continue
        fault = geometry.area_fault(ring.corners)
        if fault is not None:
            faults.append(f"polygon[{number}]: {fault.why}")
        if fault is None or fault.why != "goes round a pole":
            rings.append(opened(ring.corners))
    for number, each in enumerate(area.circles, 1):
        made = geometry.circle(each)
        if made is None:
            faults.append(f"circle[{number}]: circle_unreadable")
        else:
            circles.append(made)
    for pair in area.geocodes:
        found = known(pair.name, pair.value)
        rings += found
        if not found:
            unresolved.append(pair)
    return Resolved(tuple(rings), tuple(circles), tuple(unresolved), tuple(faults))
