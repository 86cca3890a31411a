"""Positions and readings of an invented town, in both languages."""

from datetime import datetime, timedelta

from tocsin.gateways.positions.json_lines import render_json
from tocsin.gateways.positions.nmea_lines import render_nmea
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation, Reading

HARBOUR = Point(47_050_000, -20_010_000)


def lines(at: datetime, seconds: int = 3) -> bytes:
    """A river gauge that rises and an engine on its way, a line a second each (NDJSON)."""
    found = b""
    for second in range(seconds):
        moment = at + timedelta(seconds=second)
        found += render_json(
            Observation(
                device="river-1", observed_at=moment, reading=Reading(213 + second, "cm", 1)
            )
        )
        found += render_json(Observation(device="E1", observed_at=moment, fix=_on_its_way(second)))
    return found


def sentences(at: datetime, seconds: int = 3) -> bytes:
    """The same engine, as RMC sentences."""
    each = (
        render_nmea("E1", _on_its_way(second), at + timedelta(seconds=second))
        for second in range(seconds)
    )
    return b"".join(each)


def _on_its_way(second: int) -> Fix:
    point = Point(HARBOUR.lat_udeg + 112 * second, HARBOUR.lon_udeg)
    return Fix(point, accuracy_m=4, speed_cms=1_250, course_mdeg=0)
