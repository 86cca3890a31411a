"""What comes to a ground beside an extract: borders, zones and figures, each with its source."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from tocsin.app.ground.areas import Areas, Box, Role, around, meet, placed
from tocsin.app.ground.asked import NOT_STATED, Asked
from tocsin.app.ground.counting import (
    Counted,
    NoZoneKnown,
    Swapped,
    can_add_up,
    joined_names,
)
from tocsin.app.ground.opening import content_of, is_geojson, sha256_of
from tocsin.app.ground.writing import Package
from tocsin.app.outcome import Exit, Told
from tocsin.gateways import census, geojson
from tocsin.geo.ground import Boundary, Doubt, DoubtCode, Spot
from tocsin.geo.zones import Provenance, Zone

Found = TypeVar("Found")
KINGDOM: Box = (49_800_000, -8_700_000, 60_900_000, 1_800_000)
"""Where areas with a code of the GSS lie."""
MOST_LATITUDE = 90_000_000
"""A longitude beyond this is no latitude, so it cannot have been swapped."""


def enriched(package: Package, asked: Asked) -> dict[str, int]:
    """Lay everything over what the package holds; how much there was of each. Raises Told."""
    areas = Areas(asked.level)
    files = [
        *((each, Role.by_parent) for each in asked.files if is_geojson(each)),
        *((each, Role.boundaries) for each in asked.boundaries),
        *((each, Role.zones) for each in asked.zones),
    ]
    for path, role in files:
        years = _read(partial(areas.take, content_of(path), path.name, role))
        package.put(_source(path, asked, max(years) if years else 0))
    tables = {path: _table(path, asked) for path in asked.figures}
    points = {
        path.name: [each.at for each in table.rows if each.at is not None]
        for path, table in tables.items()
        if table.is_by_point
    }
    _check_box(areas, package.box(), points)
    zones: dict[str, Zone] = {}
    called = joined_names(list(tables.values()))
    for path in asked.names:
        steered: dict[int, str] = {}
        called |= _read(partial(census.names, content_of(path), path.name, steered))
        for line, told in steered.items():
            package.put(Doubt(DoubtCode.name_cleaned, f"{path.name} line {line}", told=told))
        package.put(_source(path, asked, 0))
    for value in areas.finish(called):
        if isinstance(value, Boundary):
            package.bring(value)
        elif isinstance(value, Zone):
            zones[value.id] = value
        else:
            package.put(value)
    held = dict(areas.held)
    for path, table in tables.items():
        counted = _counted(path, table, zones, package)
        package.put(_source(path, asked, max(each.year or 0 for each in table.figures)))
        for doubt in counted.doubts:
            package.put(doubt)
        for name, number in counted.held.items():
            held[name] = held.get(name, 0) + number
    for zone in placed(zones.values(), package.owners(asked.level)):
        package.put(zone)
    return held


def _counted(path: Path, table: census.Table, zones: dict[str, Zone], package: Package) -> Counted:
    """Put the figures of a table; zones of a grid it makes are added to `zones`."""
    counted = Counted(table, path.name)
    box = package.box() or _box_of(zones)
    try:
        if table.is_by_point and box is not None:
            counted.check_place(box)
        if counted.knows(zones) or not table.is_by_point:
            for figure in counted.by_code(zones):
                package.put(figure)
        elif not zones:
            for value in counted.as_grid():
                if isinstance(value, Zone):
                    zones[value.id] = value
                else:
                    package.put(value)
        elif can_add_up(table):
            kinds = [each.kind for each in zones.values()]
            finest = max(sorted(set(kinds)), key=kinds.count)
            for figure in counted.by_point({k: z for k, z in zones.items() if z.kind == finest}):
                package.put(figure)
        else:
            raise Told(
                f"{path}: ranks and indices at points cannot be added up over zones", Exit.usage
            )
    except NoZoneKnown:
        _no_zone(path, table, zones)
    except Swapped as error:
        raise Told(_swapped(str(path), error.row, error.at, error.box)) from error
    return counted


def _no_zone(path: Path, table: census.Table, zones: dict[str, Zone]) -> None:
    theirs = next((" ".join(row.codes) for row in table.rows if any(row.codes)), "none")
    ours = next(iter(sorted(zones)), "there is no zone")
    raise Told(
        f"{path}: none of its {len(table.rows):,} rows is about a zone of this ground (a code of "
        f"theirs: {theirs}; of ours: {ours}); give the borders of its zones with --zones",
        Exit.usage,
    )


def _table(path: Path, asked: Asked) -> census.Table:
    years = asked.years
    return _read(
        lambda: census.read(content_of(path), path.name, years.get(path.name), years.get(""))
    )


def _read(read: Callable[[], Found]) -> Found:
    """What a gateway reads; what it cannot take becomes a sentence."""
    try:
        return read()
    except census.NamesPeople as error:
        raise Told(str(error), Exit.refused) from error
    except (census.Malformed, geojson.Malformed) as error:
        raise Told(str(error)) from error


def _source(path: Path, asked: Asked, year: int) -> Provenance:
    licence = asked.licences.get(path.name) or asked.licences.get("") or NOT_STATED
    said = asked.years.get(path.name) or year or asked.years.get("", 0)
    return Provenance(path.name, path.name, licence, said, sha256_of(path))


def _check_box(areas: Areas, box: Box | None, points: dict[str, list[Spot]]) -> None:
    """Refuse borders that lie elsewhere, or whose latitude and longitude are swapped; where nothing
    tells, doubt."""
    for file, (mine, is_coded) in areas.boxes().items():
        others = [each for name, (each, _) in areas.boxes().items() if name != file]
        known = box or (KINGDOM if is_coded else None)
        region = known or (around(others) if others else None)
        south, west, north, east = mine
        turned = (west, south, east, north)
        if known is None and west >= -MOST_LATITUDE and east <= MOST_LATITUDE:
            readings = f"as written {_boxed(mine)}; swapped {_boxed(turned)}"
            if not _agree(file, mine, turned, points):
                areas.doubt_order(file, readings)
        if region is None or meet(mine, region):
            continue
        if meet(turned, region):
            raise Told(_swapped(file, "", (south, west), region))
        if box is not None:
            raise Told(
                f"{file} lies at {_said((south, west))}, outside of the extract "
                f"({_said(region[:2])} to {_said(region[2:])}); give the borders of its region"
            )


def _swapped(file: str, row: str, at: tuple[int, int], box: Box) -> str:
    lat, lon = at
    return (
        f"{file}{', ' if row else ''}{row}: read as latitude {lat / 1e6:g} and longitude "
        f"{lon / 1e6:g} it lies outside of this region ({_said(box[:2])} to {_said(box[2:])}); "
        f"read as latitude {lon / 1e6:g} and longitude {lat / 1e6:g} it lies within: swap them in "
        "the file, and import again"
    )


def _agree(file: str, mine: Box, turned: Box, points: dict[str, list[Spot]]) -> bool:
    """Whether points say that areas lie where they do. Raises Told where they say the contrary."""
    for table, spots in points.items():
        if any(meet((*each, *each), mine) for each in spots):
            return True
        if any(meet((*each, *each), turned) for each in spots):
            raise Told(
                f"{file} lies at {_boxed(mine)}, where no point of {table} is; with latitude and "
                f"longitude swapped it lies at {_boxed(turned)}, where points of it are: one of "
                "the two has them swapped; find out which, swap them in that file, import again"
            )
    return False


def _boxed(box: Box) -> str:
    south, west, north, east = (each / 1e6 for each in box)
    return f"latitude {south:g} to {north:g}, longitude {west:g} to {east:g}"


def _said(spot: tuple[int, ...]) -> str:
    return f"{spot[0] / 1e6:g},{spot[1] / 1e6:g}"


def _box_of(zones: dict[str, Zone]) -> Box | None:
    lats = [lat for each in zones.values() for ring in each.rings for lat, _ in ring]
    lons = [lon for each in zones.values() for ring in each.rings for _, lon in ring]
    return (min(lats), min(lons), max(lats), max(lons)) if lats else None
