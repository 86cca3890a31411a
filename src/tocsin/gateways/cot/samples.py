"""Events of an invented town, as its trackers would send them."""

from datetime import datetime, timedelta

from tocsin.gateways.cot.render import render
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix

HARBOUR = Point(47_050_000, -20_010_000)


def events(at: datetime, devices: tuple[str, ...] = ("E1", "E2", "A22")) -> bytes:
    """One event for each device, a street apart, all of one moment (aware UTC)."""
    found = b""
    for number, device in enumerate(devices):
        point = Point(HARBOUR.lat_udeg + 900 * number, HARBOUR.lon_udeg + 400 * number)
        fix = Fix(point, accuracy_m=4, speed_cms=300 * number, course_mdeg=45_000 * (number % 8))
        found += render(device, fix, at, at + timedelta(minutes=5), device)
    return found
