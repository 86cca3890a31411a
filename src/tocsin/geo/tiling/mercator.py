"""The web's Mercator projection in units of the finest tile, the same bits on every machine.

Only additions, multiplications, divisions and series, which IEEE 754 rounds alike; sines and
logarithms of C libraries differ in the last bit. Source: EPSG 3857; OGC 17-083r2 annex D
(WebMercatorQuad).
"""

import numpy as np
from numpy.typing import NDArray

FINEST = 14
"""The deepest zoom that is cut; a map draws closer ones from it."""
EXTENT = 4_096
"""Units along the side of a tile. Source: Mapbox Vector Tile 2.1 §4.1."""
WORLD = EXTENT << FINEST
LIMIT_UDEG = 85_051_128
"""Beyond this latitude the grid ends."""

Floats = NDArray[np.float64]
HALF_LN2 = 0.34657359027997264
RADIANS = 0.017453292519943295


def projected(degrees: Floats) -> Floats:
    """Columns of longitude and latitude in degrees as x (east) and y (south), in units of the
    finest tile from the grid's north-west corner."""
    lon = degrees[:, 0]
    lat = np.clip(degrees[:, 1], -LIMIT_UDEG / 1e6, LIMIT_UDEG / 1e6)
    sine = _sine(lat * RADIANS)
    y = 0.5 - _log((1.0 + sine) / (1.0 - sine)) / (4 * np.pi)
    return np.column_stack(((lon / 360.0 + 0.5) * WORLD, y * WORLD))


def _sine(angle: Floats) -> Floats:
    """By its series; angles within a quarter turn."""
    square, term = angle * angle, angle
    total = angle.copy()
    for each in range(1, 13):
        term = term * (-square / ((2 * each) * (2 * each + 1)))
        total = total + term
    return total


def _log(value: Floats) -> Floats:
    """The natural logarithm: halvings, and the series of the rest."""
    part, exponent = np.frexp(value)
    z = (part - 0.7071067811865476) / (part + 0.7071067811865476)
    square, power = z * z, z
    total = z.copy()
    for each in range(1, 14):
        power = power * square
        total = total + power / (2 * each + 1)
    return 2.0 * total + (2 * exponent - 1) * HALF_LN2
