"""Churches, markets, stations, museums and hotels of each town: buildings that people name."""

from collections.abc import Iterator

from tocsin.geo.ground import Landmark
from tocsin.geo.growing.draft import Draft, language_of
from tocsin.geo.growing.plane import distance
from tocsin.geo.growing.serving import HOUSES
from tocsin.geo.growing.titles import titled

WANTED = (
    ("church", 6_000, 0), ("market", 60_000, 2_000), ("station", 80_000, 3_000),
    ("museum", 40_000, 5_000), ("hotel", 9_000, 2_000),
)  # fmt: skip
"""Of each kind one for so many people, at least one in a town of at least so many."""


def landmarks(draft: Draft) -> Iterator[Landmark]:
    """In each town from its middle outwards, in buildings that are no facility."""
    taken = {each.plot for each in draft.amenities}
    mine: list[list[int]] = [[] for _ in draft.towns]
    for at, plot in enumerate(draft.plots):
        if at not in taken and draft.street_names[plot.street]:
            mine[draft.street_towns[plot.street]].append(at)
    for rank, town in enumerate(draft.towns):
        free = sorted(mine[rank], key=lambda at: (distance(draft.plots[at].at, town.middle), at))
        said: set[str] = set()
        for kind, per, least in WANTED:
            number = max(1, town.people // per) if town.people >= least else 0
            for turn in range(number):
                if not free:
                    break
                at = free.pop(len(free) * turn // (number + 1))
                plot = draft.plots[at]
                street = draft.street_names[plot.street]
                name = titled(language_of(town), kind, draft.town_names[rank], street)
                if name not in said:
                    said.add(name)
                    yield Landmark(f"w{HOUSES + at}", kind, name, draft.plane.spot(plot.at))
