"""What the options say of a warning's area: drawn, a code, or what follows from the ground."""

import argparse

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import tell
from tocsin.app.warnings.beyond import Beyond, km2
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea, Circle, Geocode, Polygon
from tocsin.operations.warning_content import shapes_of


class Areas(msgspec.Struct, frozen=True):
    """The areas, and what they hold besides what was asked for."""

    areas: tuple[AlertArea, ...]
    notices: tuple[str, ...] = ()


def areas_of(asked: argparse.Namespace, picture: Picture) -> Areas:
    """The area that polygons, circles and codes make, and those that follow from the ground; none
    where there are none. Raises Told.
    """
    polygons = tuple(Polygon(ring) for ring in map(border_of, asked.polygon))
    if asked.hole:
        if len(polygons) != 1:
            raise Told("--hole goes with one --polygon", Exit.usage)
        polygons = (Polygon(polygons[0].ring, tuple(map(border_of, asked.hole))),)
    circles = tuple(map(circle_of, asked.circle))
    geocodes = tuple(map(_geocode, asked.geocode))
    from_ground = asked.zone or asked.within or asked.cut_off or asked.footprint
    is_drawn = polygons or circles or geocodes
    if not asked.area and (is_drawn or asked.within or asked.cut_off or asked.footprint):
        raise Told("say what the area is called: --area NAME", Exit.usage)
    found = _on_ground(asked, picture) if from_ground else Areas(())
    drawn = (AlertArea(asked.area, polygons, circles, geocodes),) if is_drawn else ()
    return _in_corners(asked, picture, Areas((*found.areas, *drawn), found.notices))


def _on_ground(asked: argparse.Namespace, picture: Picture) -> Areas:
    from tocsin.app.warnings.on_ground import BY_CAR, ON_FOOT, areas_in

    ground, name = areas_in(asked.town), asked.area or ""
    found = [ground.zones(picture, asked.zone, name)] if asked.zone else []
    for each in asked.within:
        point, minutes = _reach(each)
        found.append(ground.within(picture, point, minutes, name, asked.by_class or ON_FOOT))
    if asked.cut_off:
        found.append(ground.cut_off(picture, asked.close, name, asked.by_class or BY_CAR))
    found += [ground.footprint(picture, each, name) for each in asked.footprint]
    notices = tuple(said_of(each.beyond) for each in found if each.beyond is not None)
    return Areas(tuple(each.area for each in found), notices)


def _in_corners(asked: argparse.Namespace, picture: Picture, found: Areas) -> Areas:
    """All of it in so many corners, if that was asked for: no holes, nobody inside is lost."""
    if asked.corners is None or not found.areas:
        return found
    from tocsin.app.warnings.on_ground import areas_in
    from tocsin.geo.covering import Limit

    if asked.corners < Limit.LEAST:
        raise Told(f"--corners: at least {Limit.LEAST}", Exit.usage)
    first = found.areas[0]
    shapes = shapes_of(found.areas)
    limit = Limit(corners=asked.corners)
    placed = areas_in(asked.town).placed(picture, shapes, first.name, first.zone, limit)
    codes = tuple(each for area in found.areas for each in area.geocodes)
    area = msgspec.structs.replace(placed.area, geocodes=codes)
    more = () if placed.beyond is None else (said_of(placed.beyond),)
    return Areas((area,), (*found.notices, *more))


def said_of(beyond: Beyond) -> str:
    """What a simpler border holds besides."""
    people = tell("warn-not-known") if beyond.people is None else str(beyond.people)
    return tell(
        "warn-beyond", before=beyond.before, corners=beyond.corners, km2=km2(beyond.m2),
        people=people,
    )  # fmt: skip


def _reach(text: str) -> tuple[Point, int]:
    where, _, minutes = text.rpartition(",")
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 4):
        raise Told(
            f"`{text[:60]}` is no travel time: write LAT,LON,MINUTES, as in 47.14,9.52,10",
            Exit.usage,
        )
    return _point(where), int(minutes)


def border_of(text: str) -> tuple[Point, ...]:
    """The corners that were typed. Raises Told."""
    corners = [_point(each) for each in text.split()]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return tuple(corners)


def _point(text: str) -> Point:
    try:
        lat, lon = (float(each) for each in text.split(","))
        return Point.from_degrees(lat, lon)
    except (ValueError, OverflowError):
        raise Told(
            f"`{text[:60]}` is no corner: write LAT,LON LAT,LON … in decimal degrees", Exit.usage
        ) from None


def circle_of(text: str) -> Circle:
    """The circle that was typed. Raises Told."""
    parts = text.replace(" ", ",").split(",")
    try:
        lat, lon, radius = (float(each) for each in parts)
        if not 1 <= radius <= 1_000_000:
            raise ValueError
        return Circle(Point.from_degrees(lat, lon), round(radius))
    except (ValueError, OverflowError):
        raise Told(
            f"`{text[:60]}` is no circle: write LAT,LON,METRES, as in 47.14,9.52,800", Exit.usage
        ) from None


def _geocode(text: str) -> Geocode:
    system, equals, code = text.partition("=")
    if not (system and equals and code):
        raise Told(f"`{text[:60]}` is no code: write SYSTEM=CODE", Exit.usage)
    return Geocode(system, code)
