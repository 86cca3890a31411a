"""Lines that leap: two neighbouring nodes so far apart that one of them is misplaced.

A road or a river is cut there. An outline loses the corners beyond the leap, where what is left
closes again; a large area with long straight edges stays as it is.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.gateways.osm.spots import unbroken
from tocsin.geo.ground import Doubt, DoubtCode, Spot
from tocsin.geo.lengths import length_cm

LEAP_CM = 11_100_000
"""111 km, a degree of latitude. Roads run straight through deserts without a node between, but
not so far; what does is cut for routes and the map, and told."""
NARROW = 10
"""Corners are misplaced where the outline is this much narrower there than the leap is long."""
ROOM_UDEG = 700_000
"""A line in a box that is no larger does not leap."""
Run = tuple[int, list[Spot]]
"""The place of its first spot among the line's, and the spots."""


class Leap(NamedTuple):
    """From the side on which more of the line lies to the other."""

    at: Spot
    to: Spot

    def doubt(self, subject: str) -> Doubt:
        """What is told of it."""
        lat, lon = self.to
        told = f"{length_cm(self) // 100_000:,} km to {lat / 1e6:.5f},{lon / 1e6:.5f}"
        return Doubt(DoubtCode.line_leaps, subject, self.at, told)


def strokes(spots: Sequence[Spot | None]) -> tuple[list[Run], Leap | None]:
    """The runs of known spots of a line, cut where it leaps; at least two long. And its first
    leap."""
    found: list[Run] = []
    first: Leap | None = None
    for begin, run in unbroken(spots):
        cuts = [0, *_leaps(run), len(run)]
        parts = [(begin + start, run[start:stop]) for start, stop in pairwise(cuts)]
        found += [each for each in parts if len(each[1]) > 1]
        if first is None and len(parts) > 1:
            (_, here), (_, there) = parts[:2]
            ends = here[-1], there[0]
            first = Leap(*ends) if len(here) >= len(there) else Leap(*ends[::-1])
    return found, first


def trimmed(ring: Sequence[Spot]) -> tuple[Sequence[Spot], Leap | None]:
    """An outline, which does not say its first spot again, without what lies beyond a leap."""
    if len(ring) < 4:
        return ring, None
    cuts = _leaps((*ring, ring[0]))
    if len(cuts) < 2:
        return ring, None
    spans = zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True)
    begin, stop = max(spans, key=lambda each: (each[1] - each[0], -each[0]))
    kept = [ring[at % len(ring)] for at in range(begin, stop)]
    leap = Leap(kept[-1], ring[stop % len(ring)])
    if len(kept) < 3 or length_cm((kept[-1], kept[0])) * NARROW > length_cm(leap):
        return ring, None
    return kept, leap


def closed(spots: Sequence[Spot | None]) -> tuple[Sequence[Spot | None], Leap | None]:
    """As `trimmed`, of a line whose last spot is its first. What is open or lacks nodes stays."""
    known = [spot for spot in spots if spot is not None]
    if len(known) < len(spots) or not known or known[0] != known[-1]:
        return spots, None
    ring, leap = trimmed(known[:-1])
    return ([*ring, ring[0]], leap) if leap else (spots, None)


def together(spots: Sequence[Spot | None]) -> tuple[Sequence[Spot | None], Leap | None]:
    """The longest part of a line, closed or open, that does not leap; all of a large area."""
    if spots and spots[0] == spots[-1]:
        return closed(spots)
    runs, leap = strokes(spots)
    return (max(runs, key=lambda each: len(each[1]))[1] if leap and runs else spots), leap


def _leaps(spots: Sequence[Spot]) -> list[int]:
    """The places of the spots that a leap leads to."""
    if not spots or _is_small([lat for lat, _ in spots], [lon for _, lon in spots]):
        return []
    return [at for at, each in enumerate(pairwise(spots), 1) if length_cm(each) > LEAP_CM]


def _is_small(lats: list[int], lons: list[int]) -> bool:
    return max(lats) - min(lats) < ROOM_UDEG and max(lons) - min(lons) < ROOM_UDEG
