"""How large an area on the ground is, in whole numbers throughout."""

from collections.abc import Sequence
from itertools import pairwise

from tocsin.geo.ground import Line
from tocsin.geo.lengths import CM_PER_UDEG, cosine_of
from tocsin.geo.outlines import nested

SCALE = 10**9
NM_PER_UDEG = round(CM_PER_UDEG * 10_000_000)
"""Nanometres of a microdegree of latitude."""


def area_m2(rings: Sequence[Line]) -> int:
    """The area of rings (even-odd rule) in whole m², as on a plane at their middle latitude.

    Within 0.1 % for what is smaller than 10 km; a building is exact to the rounding.
    """
    lats = [lat for ring in rings for lat, _ in ring]
    if not lats:
        return 0
    twice = 0
    for polygon in nested(rings):
        outer, *holes = (abs(_twice_udeg2(ring)) for ring in polygon)
        twice += outer - sum(holes)
    width = round(cosine_of((min(lats) + max(lats)) // 2) * SCALE)
    unit = NM_PER_UDEG * NM_PER_UDEG
    return (twice * width * unit + SCALE**3) // (2 * SCALE**3)


def _twice_udeg2(ring: Line) -> int:
    """Twice the signed area of a ring in µ°² (the shoelace formula)."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise((*ring, ring[0])))
