"""What the area of a warning is on the town's ground: whose it is, who lives there, what is spoken.

Spots are laid over the area and over the town, and asked whose they are; a zone counts by the share
of its own spots that lie in the area. So every figure is an estimate, and the survey says of how
many spots. Where the town stands on no ground nothing is measured, and that is asked about.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.access.sight import Fields
from tocsin.app.outcome import Told
from tocsin.app.warnings.counting import (
    Figured,
    Home,
    Rings,
    figures_in,
    homes_in,
    measured,
    newest,
)
from tocsin.geo.belonging import whose
from tocsin.geo.ground import Boundary, Line, Spot
from tocsin.geo.outlines import inside, standing
from tocsin.geo.overlapping import Shape, overlap
from tocsin.geo.places import Point
from tocsin.geo.rings import TURN_UDEG, within
from tocsin.log import StorageUnknown
from tocsin.operations.neighbours import joined
from tocsin.operations.picture import Picture, Subject
from tocsin.operations.picture.warning import AlertFacts, PublicWarning
from tocsin.operations.surveying import Contradiction, SpokenBy, Survey, Widened
from tocsin.operations.warning_content import are_contradicting, shapes_of
from tocsin.terms.cap import CapMsgType

if TYPE_CHECKING:
    from tocsin.app.ground.standing import Ready

SIDE = 22
"""So many spots are laid along each side of the box round an area."""
ZONE_SIDE = 5
MOST_CORNERS = 200

Box = tuple[int, int, int, int]
"""South, west, north, east in µ°; east may go on beyond 180°."""


class Peopled(msgspec.Struct, frozen=True):
    """A zone: where it is, how many live there, how many speak what. None: nobody has counted."""

    rings: tuple[Line, ...]
    people: int | None
    spoken: Mapping[str, int] | None


class Land(msgspec.Struct, frozen=True):
    """A ground, as far as a survey asks it. `own` is the id of the town's own border."""

    checksum: str
    own: str
    owners: tuple[Boundary, ...]
    zones: tuple[Peopled, ...]
    figures: Mapping[str, tuple[Figured, ...]] = {}
    homes: tuple[Home, ...] = ()


def surveyed(shapes: Sequence[Shape], land: Land, names: Mapping[str, str]) -> Survey | None:
    """The survey of an area; None where it has no shape. `names` are joined neighbours: their
    name, in small letters → their code.
    """
    if not shapes:
        return None
    box = _around(shapes)
    owners = [each for each in land.owners if _meets(each, box)]
    spots = _spots_in(shapes)
    spots += [spot for each in owners for spot in inside(each.rings)[:1] if holds(shapes, spot)]
    ours, other = 0, Counter[str]()
    for spot in spots:
        claims = whose(owners, spot).claims
        if not claims or any(each.id == land.own for each in claims):
            ours += bool(claims)
        else:
            other[claims[0].name] += 1
    abroad = tuple(sorted(other))
    share = _Shares(shapes, box)
    people, spoken = _living(share, land)
    return Survey(
        ground=land.checksum,
        spots=len(spots),
        inside_permille=_permille(ours, len(spots)),
        town_permille=_share_of_town(shapes, land),
        abroad=abroad,
        neighbours=tuple(sorted({names[_plain(e)] for e in abroad if _plain(e) in names})),
        unjoined=tuple(each for each in abroad if _plain(each) not in names),
        people=people,
        spoken=spoken,
        counts=measured(land.figures, land.homes, share, lambda spot: holds(shapes, spot)),
        area_m2=_area(shapes),
        widened=widened(shapes, land, people),
    )


def people_in(shapes: Sequence[Shape], land: Land) -> int | None:
    """How many live there; None where nobody has counted."""
    return _living(_Shares(shapes, _around(shapes)), land)[0]


def widened(shapes: Sequence[Shape], land: Land, people: int | None) -> Widened | None:
    """What is told besides where an area has to be said in the corners that all phones take; None
    where it is said so, or the extra `tocsin[ground]` is not there.
    """
    try:
        from tocsin.geo.covering import PHONES, area_of, covering
    except ImportError:
        return None
    wide = covering(shapes, PHONES)
    if wide == tuple(shapes):
        return None
    there = people_in(wide, land)
    return Widened(
        corners=sum(len(ring) for ring, _ in wide),
        beyond_m2=max(0, area_of(wide) - area_of(shapes)),
        people=None if there is None or people is None else max(0, there - people),
    )


def _area(shapes: Sequence[Shape]) -> int | None:
    try:
        from tocsin.geo.covering import area_of
    except ImportError:
        return None
    return area_of(shapes)


class _Shares:
    """How much of a zone lies in an area; asked of the same zone again, it remembers."""

    def __init__(self, shapes: Sequence[Shape], box: Box) -> None:
        self._shapes, self._box = shapes, box
        self._known: dict[int, tuple[int, int]] = {}

    def __call__(self, rings: Rings) -> tuple[int, int]:
        """So many of its spots, of so many; 0 of 0 where it is nowhere near."""
        if id(rings) not in self._known:
            self._known[id(rings)] = self._looked(rings)
        return self._known[id(rings)]

    def _looked(self, rings: Rings) -> tuple[int, int]:
        box = _box_of(rings)
        if box is None or not _box_meets(box, self._box):
            return 0, 0
        spots = [e for e in _grid(box, ZONE_SIDE) if standing(rings, e) >= 0]
        spots = spots or inside(rings)
        return sum(holds(self._shapes, each) for each in spots), len(spots)


def _permille(part: int, whole: int) -> int:
    """Rounded up: a little is not nothing."""
    return 0 if whole == 0 else -(-part * 1000 // whole)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def holds(shapes: Sequence[Shape], spot: Spot) -> bool:
    """Whether a spot lies in one of the shapes and in none of its holes."""
    point = Point(spot[0], spot[1])
    return any(
        within(ring, point) and not any(_strictly(hole, point) for hole in holes)
        for ring, holes in shapes
    )


def _strictly(hole: Sequence[Point], point: Point) -> bool:
    lines = [tuple((each.lat_udeg, each.lon_udeg) for each in hole)]
    return standing(lines, (point.lat_udeg, point.lon_udeg)) > 0


def _spots_in(shapes: Sequence[Shape]) -> list[Spot]:
    """Spots laid over each shape, and its corners: a corner that reaches over is not missed. Nor
    is a town that lies between the spots of a large area: `surveyed` adds the middle of each."""
    found: dict[Spot, None] = {}
    for shape in shapes:
        south, west, north, east = _around([shape])
        for spot in _grid((south, west, north, east), SIDE):
            if holds([shape], spot):
                found[spot] = None
        step = len(shape[0]) // MOST_CORNERS + 1
        for point in shape[0][::step]:
            found[(point.lat_udeg, point.lon_udeg)] = None
    return list(found)


def _grid(box: Box, side: int) -> Iterable[Spot]:
    south, west, north, east = box
    half = TURN_UDEG // 2
    for row in range(side):
        lat = south + (north - south) * (2 * row + 1) // (2 * side)
        for column in range(side):
            lon = west + (east - west) * (2 * column + 1) // (2 * side)
            yield lat, (lon + half) % TURN_UDEG - half


def _around(shapes: Sequence[Shape]) -> Box:
    points = [point for ring, _ in shapes for point in ring]
    first, half = points[0].lon_udeg, TURN_UDEG // 2
    lons = [first + (each.lon_udeg - first + half) % TURN_UDEG - half for each in points]
    lats = [each.lat_udeg for each in points]
    return min(lats), min(lons), max(lats), max(lons)


def _meets(area: Boundary, box: Box) -> bool:
    return _box_meets(_box_of(area.rings), box)


def _box_of(rings: Sequence[Line]) -> Box | None:
    spots = [spot for ring in rings for spot in ring]
    if not spots:
        return None
    lats, lons = [lat for lat, _ in spots], [lon for _, lon in spots]
    return min(lats), min(lons), max(lats), max(lons)


def _box_meets(one: Box | None, other: Box) -> bool:
    if one is None or one[0] > other[2] or one[2] < other[0]:
        return False
    return any(
        one[1] <= other[3] + turn and one[3] >= other[1] + turn
        for turn in (-TURN_UDEG, 0, TURN_UDEG)
    )


def _share_of_town(shapes: Sequence[Shape], land: Land) -> int:
    """Thousandths of the town's own ground that the area holds."""
    own = next((each for each in land.owners if each.id == land.own), None)
    box = None if own is None else _box_of(own.rings)
    if own is None or box is None:
        return 0
    spots = [each for each in _grid(box, SIDE) if standing(own.rings, each) >= 0]
    return _permille(sum(holds(shapes, each) for each in spots), len(spots))


def _living(share: _Shares, land: Land) -> tuple[int | None, tuple[SpokenBy, ...] | None]:
    """None: no zone that was counted lies there."""
    people: int | None = None
    spoken: Counter[str] | None = None
    for zone in land.zones:
        here, spots = share(zone.rings)
        if not here:
            continue
        if zone.people is not None:
            people = (people or 0) + zone.people * here // spots
        if zone.spoken is not None:
            spoken = Counter() if spoken is None else spoken
            for language, speakers in zone.spoken.items():
                spoken[language] += speakers * here // spots
    if spoken is None:
        return people, None
    return people, tuple(SpokenBy(language, n) for language, n in sorted(spoken.items()) if n)


def contradicting(
    warning: PublicWarning, told: Mapping[str, Mapping[Subject, Fields]]
) -> tuple[Contradiction, ...]:
    """Warnings of neighbours in force that ask for the opposite in the same place and time. What
    cannot be read of a neighbour's is not compared.
    """
    found = []
    for town, known in sorted(told.items()):
        for (kind, name), fields in sorted(known.items()):
            if kind != "warnings" or fields.get("state") != "issued":
                continue
            if fields.get("msg_type") == CapMsgType.cancel:
                continue
            try:
                theirs = msgspec.convert(fields.get("facts"), AlertFacts, strict=False)
            except (msgspec.ValidationError, ValueError):
                continue
            if are_contradicting(warning.facts, theirs):
                found.append(Contradiction(town, name))
    return tuple(found)


def _unmeasured(against: tuple[Contradiction, ...]) -> Survey | None:
    """No ground: nothing but what neighbours say."""
    if not against:
        return None
    return Survey(ground="", spots=0, inside_permille=0, town_permille=0, contradicts=against)


# on a real ground


def joined_by_name(picture: Picture) -> dict[str, str]:
    """Codes of joined neighbours by their names in small letters, as the ground may call them."""
    found = ((code, picture.neighbours.get(code)) for code in joined(picture))
    return {_plain(each.name): code for code, each in found if each is not None and each.name}


class GroundSurveyor:
    """Measures on the ground in force of a town's folder. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        from tocsin.app.ground.standing import Standing

        self._folder = folder
        self._standing = Standing(folder)
        self._lock = threading.Lock()
        self._land: tuple[object, Land] | None = None

    def __call__(self, picture: Picture, warning: PublicWarning) -> Survey | None:
        """None where the town stands on no ground, or it cannot be read: that is asked about."""
        against = contradicting(warning, self._told(picture))
        try:
            land = self._of(self._standing.ready(picture))
        except Told:
            return _unmeasured(against)
        names = joined_by_name(picture)
        found = surveyed(shapes_of(warning.facts.areas), land, names) or _unmeasured(against)
        return None if found is None else msgspec.structs.replace(found, contradicts=against)

    def touches(self, picture: Picture, shapes: Sequence[Shape]) -> bool | None:
        """Whether an area reaches into this town; None where nobody can tell."""
        try:
            land = self._of(self._standing.ready(picture))
        except Told:
            return None
        own = next((each for each in land.owners if each.id == land.own), None)
        if own is None or not shapes:
            return None
        outer = [(_points(ring), ()) for ring in own.rings]
        return any(overlap([each], shapes) for each in outer)

    def _told(self, picture: Picture) -> dict[str, Mapping[Subject, Fields]]:
        """What each neighbour lets us know, as it was last heard."""
        from tocsin.app.neighbours.looking import replicas_in

        try:
            return {code: each.known for code, each in replicas_in(self._folder, picture).items()}
        except StorageUnknown:
            return {}

    def _of(self, ready: "Ready") -> Land:
        with self._lock:
            if self._land is None or self._land[0] is not ready:
                self._land = ready, land_of(ready)
            return self._land[1]


def _points(ring: Line) -> tuple[Point, ...]:
    return tuple(Point(lat, lon) for lat, lon in ring)


def land_of(ready: "Ready") -> Land:
    """What a survey asks of a ground, read once. Raises Told."""
    from tocsin.app.ground.asking import opened
    from tocsin.app.ground.geometry import rings_of

    with opened(ready.folder) as database:
        rows = database.execute("SELECT id, kind, geom FROM zone ORDER BY fid").fetchall()
        people = newest(database, "people")
        languages = newest(database, "language")
        shapes = {id: (kind, rings_of(geom)) for id, kind, geom in rows}
        figures, homes = figures_in(database, shapes), homes_in(database)
    kind_of = {id: kind for id, kind, _ in rows}
    kinds = Counter(kind_of[id] for id, _ in people if id in kind_of) or Counter(
        kind_of[id] for id, _ in languages if id in kind_of
    )
    kind = min(kinds, key=lambda each: (-kinds[each], each), default=None)
    zones = tuple(
        Peopled(
            shapes[id][1],
            people.get((id, "")),
            {detail: n for (zone, detail), n in languages.items() if zone == id} or None,
        )
        for id, its_kind, _ in rows
        if its_kind == kind
    )
    return Land(
        checksum=ready.manifest.checksum,
        own=ready.adopted.jurisdiction,
        owners=ready.owners,
        zones=zones,
        figures=figures,
        homes=homes,
    )
