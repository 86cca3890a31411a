"""UTM and MGRS, from and to latitude and longitude (WGS 84).

Source: Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011),
equations 7 to 36 (series to the sixth order); NGA.SIG.0012 (UTM, UPS and MGRS), tables of letters.
Polar stereographic squares (UPS, south of 80° S and north of 84° N) are not read.
"""

import math
import re
from typing import NamedTuple

from tocsin.geo.ground import Spot

FLATTENING, RADIUS_M, SCALE = 1 / 298.257223563, 6_378_137.0, 0.9996
FALSE_EAST_M, FALSE_NORTH_M = 500_000.0, 10_000_000.0
BANDS = "CDEFGHJKLMNPQRSTUVWX"
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
ROWS = ("ABCDEFGHJKLMNPQRSTUV", "FGHJKLMNPQRSTUVABCDE")
SQUARE_M, CYCLE_M = 100_000, 2_000_000

_N = FLATTENING / (2 - FLATTENING)
_E = math.sqrt(FLATTENING * (2 - FLATTENING))
_A = RADIUS_M / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64 + _N**6 / 256)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180 - 127 * _N**5 / 288
    + 7891 * _N**6 / 37800,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440 + 281 * _N**5 / 630
    - 1983433 * _N**6 / 1935360,
    61 * _N**3 / 240 - 103 * _N**4 / 140 + 15061 * _N**5 / 26880 + 167603 * _N**6 / 181440,
    49561 * _N**4 / 161280 - 179 * _N**5 / 168 + 6601661 * _N**6 / 7257600,
    34729 * _N**5 / 80640 - 3418889 * _N**6 / 1995840,
    212378941 * _N**6 / 319334400,
)  # fmt: skip
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360 - 81 * _N**5 / 512
    + 96199 * _N**6 / 604800,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440 + 46 * _N**5 / 105 - 1118711 * _N**6 / 3870720,
    17 * _N**3 / 480 - 37 * _N**4 / 840 - 209 * _N**5 / 4480 + 5569 * _N**6 / 90720,
    4397 * _N**4 / 161280 - 11 * _N**5 / 504 - 830251 * _N**6 / 7257600,
    4583 * _N**5 / 161280 - 108847 * _N**6 / 3991680,
    20648693 * _N**6 / 638668800,
)  # fmt: skip

_UTM = re.compile(
    r"(?:UTM|ZONE)?[\s:]*(\d{1,2})\s*([C-HJ-NP-X])[\s,:]*"
    r"(?:E\s*)?(\d{5,7}(?:[.,]\d+)?)\s*(?:M?\s*E)?[\s,;/]+(?:N\s*)?(\d{1,8}(?:[.,]\d+)?)\s*(?:M?\s*N)?"
)
_MGRS = re.compile(
    r"(?:MGRS[\s:]*)?(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*([\d\s]*)"
)


class Utm(NamedTuple):
    """A place on the grid: metres east and north of the false origin of its zone's hemisphere."""

    zone: int
    is_north: bool
    east_m: float
    north_m: float


class Square(NamedTuple):
    """The middle of a square of the grid, and how far its corners are."""

    spot: Spot
    uncertainty_m: int


def utm(spot: Spot, zone: int | None = None) -> Utm:
    """Where a spot is on the grid. Raises ValueError near the poles."""
    lat, lon = spot[0] / 1e6, spot[1] / 1e6
    if not -80 <= lat <= 84:
        raise ValueError("UTM ends at 80° S and 84° N")
    zone = _zone(lat, lon) if zone is None else zone
    phi, lam = math.radians(lat), math.radians(lon - _meridian(zone))
    tau = math.tan(phi)
    sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1, tau)))
    conformal = tau * math.hypot(1, sigma) - sigma * math.hypot(1, tau)
    xi = math.atan2(conformal, math.cos(lam))
    eta = math.asinh(math.sin(lam) / math.hypot(conformal, math.cos(lam)))
    east, north = eta, xi
    for at, alpha in enumerate(_ALPHA, 1):
        north += alpha * math.sin(2 * at * xi) * math.cosh(2 * at * eta)
        east += alpha * math.cos(2 * at * xi) * math.sinh(2 * at * eta)
    is_north = lat >= 0
    false_north = 0.0 if is_north else FALSE_NORTH_M
    return Utm(zone, is_north, SCALE * _A * east + FALSE_EAST_M, SCALE * _A * north + false_north)


def spot(place: Utm) -> Spot:
    """Latitude and longitude of a place on the grid."""
    eta = (place.east_m - FALSE_EAST_M) / (SCALE * _A)
    xi = (place.north_m - (0.0 if place.is_north else FALSE_NORTH_M)) / (SCALE * _A)
    east, north = eta, xi
    for at, beta in enumerate(_BETA, 1):
        north -= beta * math.sin(2 * at * xi) * math.cosh(2 * at * eta)
        east -= beta * math.cos(2 * at * xi) * math.sinh(2 * at * eta)
    conformal = math.sin(north) / math.hypot(math.sinh(east), math.cos(north))
    lon = math.degrees(math.atan2(math.sinh(east), math.cos(north))) + _meridian(place.zone)
    return round(math.degrees(math.atan(_tangent(conformal))) * 1e6), round(lon * 1e6)


def _tangent(conformal: float) -> float:
    """The tangent of the latitude whose conformal latitude has this one: Newton's method."""
    tau = conformal
    for _ in range(6):
        sigma = math.sinh(_E * math.atanh(_E * tau / math.hypot(1, tau)))
        found = tau * math.hypot(1, sigma) - sigma * math.hypot(1, tau)
        step = (conformal - found) / math.hypot(1, found)
        step *= (1 + (1 - _E**2) * tau**2) / ((1 - _E**2) * math.hypot(1, tau))
        tau += step
        if abs(step) < 1e-14:
            break
    return tau


def _meridian(zone: int) -> int:
    return 6 * zone - 183


def _zone(lat: float, lon: float) -> int:
    """Zones are 6° wide, but for Norway's west coast and Svalbard."""
    zone = min(60, int((lon + 180) // 6) + 1)
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if lat >= 72 and 0 <= lon < 42:
        return 31 + 2 * int((lon + 3) // 12) if lon >= 9 else 31
    return zone


def mgrs(at: Spot) -> str:
    """The square of one metre, as in `32T NT 38000 20000`. Raises ValueError near the poles."""
    place = utm(at)
    band = BANDS[min(19, int(at[0] / 1e6 + 80) // 8)]
    column = COLUMNS[(place.zone - 1) % 3][int(place.east_m // SQUARE_M) - 1]
    row = ROWS[(place.zone - 1) % 2][int(place.north_m // SQUARE_M) % 20]
    east, north = int(place.east_m % SQUARE_M), int(place.north_m % SQUARE_M)
    return f"{place.zone}{band} {column}{row} {east:05d} {north:05d}"


def read(text: str) -> list[Square]:
    """What a text on one of the grids may mean; `S` is a band in the north and the southern
    half. Empty where it is on none."""
    said = text.strip().upper()
    found = _MGRS.fullmatch(said)
    if found is not None:
        return _square(found)
    found = _UTM.fullmatch(said)
    if found is None or not 1 <= int(found[1]) <= 60:
        return []
    east, north = (float(each.replace(",", ".")) for each in found.group(3, 4))
    if not (100_000 <= east < 900_000 and north <= FALSE_NORTH_M):
        return []
    halves = {True} if found[2] > "M" else {False}
    if found[2] == "S":
        halves = {True, False}
    places = [Utm(int(found[1]), is_north, east, north) for is_north in sorted(halves)]
    return [Square(spot(place), 1) for place in places]


def _square(found: re.Match[str]) -> list[Square]:
    zone, band, digits = int(found[1]), found[2], re.sub(r"\s", "", found[5])
    columns, rows = COLUMNS[(zone - 1) % 3], ROWS[(zone - 1) % 2]
    if not 1 <= zone <= 60 or len(digits) % 2 or len(digits) > 10 or found[3] not in columns:
        return []
    half = len(digits) // 2
    size = SQUARE_M // 10**half
    east = (columns.index(found[3]) + 1) * SQUARE_M + int(digits[:half] or 0) * size
    north = rows.index(found[4]) * SQUARE_M + int(digits[half:] or 0) * size
    lowest = utm(((BANDS.index(band) * 8 - 80) * 1_000_000, _meridian(zone) * 1_000_000), zone)
    while north < lowest.north_m // SQUARE_M * SQUARE_M:
        north += CYCLE_M
    middle = Utm(zone, band > "M", east + size / 2, north + size / 2)
    return [Square(spot(middle), max(1, round(size * math.sqrt(0.5))))]
