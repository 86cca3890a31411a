"""Groups of people that the outcome is told apart for: zones in parts of equal size by a figure."""

import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.frame import Frame
from tocsin.app.whatif.scenario import Group
from tocsin.app.whatif.travel import LIGHTS, Travel
from tocsin.geo.network.arrays import NEVER

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
DISTANCE = "distance"
PARTS = {2: ("less", "more"), 3: ("least", "middle", "most")}


def groups_of(frame: Frame, travel: Travel) -> list[tuple[str, Mask]]:
    """(name, places) of each part of each group. Raises Told."""
    found = []
    for at, row in enumerate(frame.scenario.groups):
        value = _values(frame, row, f"groups[{at}]", travel)
        part = _parts(value, frame.land.people, row.parts)
        words = PARTS.get(row.parts, tuple(f"{n + 1} of {row.parts}" for n in range(row.parts)))
        for number in range(row.parts):
            places = np.zeros(len(frame.places), np.bool_)
            places[frame.first_spot :] = part == number
            found.append((f"{row.name}: {words[number]}", places))
    return found


def _values(frame: Frame, row: Group, where: str, travel: Travel) -> Floats:
    """By spot, the value of what it is divided by."""
    land = frame.land
    if row.by == DISTANCE:
        stations, matrix = len(frame.stations), travel.matrix("engine", LIGHTS, ())
        nearest = matrix[:stations, frame.first_spot :].min(axis=0).astype(np.float64)
        return np.where(nearest >= NEVER, np.inf, nearest)
    for name in (row.by, row.of):
        if name is not None and name not in land.figures:
            raise frame.sheet.wrong(
                where,
                f"the zones of this ground have no figure `{name}`; they have "
                f"{', '.join(sorted(land.figures))}, and {DISTANCE}",
            )
    value = land.figures[row.by].astype(np.float64)
    if row.of is not None:
        value = value / np.maximum(land.figures[row.of], 1)
    by_spot: Floats = value[land.spot_zone]
    return by_spot


def _parts(value: Floats, people: npt.NDArray[np.int64], parts: int) -> npt.NDArray[np.int64]:
    """Which part each spot is in: as many people in each, as far as spots are whole."""
    order = np.argsort(value, kind="stable")
    before = np.cumsum(people[order]) - people[order] / 2
    part = np.zeros(len(value), np.int64)
    part[order] = np.minimum(
        (before * parts / max(int(people.sum()), 1)).astype(np.int64), parts - 1
    )
    # Spots of one value stay together: to whichever part most of them would be in.
    _, of = np.unique(value, return_inverse=True)
    votes = np.zeros((int(of.max(initial=0)) + 1, parts), np.int64)
    np.add.at(votes, (of, part), people)
    found: npt.NDArray[np.int64] = votes.argmax(axis=1)[of]
    return found
