"""Whose a spot is, by the arrays of an index; the same answers as `geo.belonging.whose`."""

from collections.abc import Callable, Mapping

import numpy as np

from tocsin.geo.belonging import Answer
from tocsin.geo.gazetteer.candidates import Claimed
from tocsin.geo.gazetteer.polygons import Areas
from tocsin.geo.gazetteer.pools import Array, Lists, Texts
from tocsin.geo.ground import Spot

AROUND_UDEG = 5_000
"""So far from everything that is known is still on the ground, where no border closes."""


class Jurisdictions:
    """The areas that own points, and every set of them that claims a place of the index."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._areas = Areas(arrays, "owner")
        self._names = list(Texts(arrays, "owner_name"))
        self._ids = list(Texts(arrays, "owner_id"))
        claims = Lists(arrays, "claim")
        self._known = [self._claimed(claims[at].tolist()) for at in range(len(claims))]

    def of(self, spot: Spot) -> Claimed:
        """Whose a spot is."""
        return self._claimed([at for at, _ in self._areas.holding(spot)])

    def at(self, spot: Spot) -> tuple[Claimed, bool]:
        """Whose a spot is, and whether it lies on a border."""
        found = self._areas.holding(spot)
        return self._claimed([at for at, _ in found]), any(not standing for _, standing in found)

    def known(self, claims: int) -> Claimed:
        """What a set of claims of the index stands for."""
        return self._known[claims]

    def ground(self, arrays: Mapping[str, Array]) -> Callable[[Spot], bool]:
        """Whether a spot is on this ground: in a jurisdiction or near what is known."""
        lats = [arrays["entry_lat"], arrays["house_spots"][:, 0], arrays["segment_ends"][:, 0]]
        lons = [arrays["entry_lon"], arrays["house_spots"][:, 1], arrays["segment_ends"][:, 1]]
        lat, lon = np.concatenate(lats), np.concatenate(lons)
        if not len(lat):
            return lambda spot: bool(self.of(spot).names)
        south, north = int(lat.min()) - AROUND_UDEG, int(lat.max()) + AROUND_UDEG
        west, east = int(lon.min()) - AROUND_UDEG, int(lon.max()) + AROUND_UDEG

        def is_inside(spot: Spot) -> bool:
            is_boxed = south <= spot[0] <= north and west <= spot[1] <= east
            return is_boxed or bool(self.of(spot).names)

        return is_inside

    def _claimed(self, owned: list[int]) -> Claimed:
        names, ids = ([each[at] for at in owned] for each in (self._names, self._ids))
        answer = (Answer.outside, Answer.one, Answer.disputed)[min(len(owned), 2)]
        return Claimed(answer.value, tuple(names), tuple(ids))
