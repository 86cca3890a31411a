"""How much happens at once: incidents open, incidents being worked, units committed.

Source: queueing practice (a sweep line over begins and ends); planners size rooms and reserves by
it.
"""

from datetime import tzinfo

import msgspec

from tocsin.operations.picture.incident import Incident
from tocsin.views.measures.answer import Column, Figures, Part, percent
from tocsin.views.measures.ask import Study, local
from tocsin.views.measures.spread import tidy
from tocsin.views.measures.sweep import (
    Level,
    Stretch,
    clipped,
    committed,
    levels,
    open_for,
    window,
    worked,
)

DEFINITION = (
    "At each instant of the observed window, how many hold: incidents open (opening to closing, or "
    "the last time known of them), incidents worked (first dispatch to last clear), units "
    "committed (dispatch to clear). Percentiles are of time, not of incidents: half of the time "
    "there were at most p50."
)

COLUMNS = (
    Column("at once", is_number=False),
    Column("mean"),
    Column("p50"),
    Column("p90"),
    Column("peak"),
    Column("first at"),
    Column("for"),
)


class Crowd(msgspec.Struct, frozen=True):
    """How many at once over a window. `distribution`: seconds during which exactly so many held.

    `peak_at` is when the peak was first reached (aware UTC), `peak_local` the same on the town's
    clock.
    """

    n: int
    mean: float
    p50: int
    p90: int
    peak: int
    peak_at: str
    peak_local: str
    peak_s: float
    distribution: dict[str, float]


def crowd(stretches: list[Stretch], over: Stretch, zone: tzinfo) -> Crowd:
    """The distribution of how many of these hold at once."""
    found = levels(stretches, over)
    held: dict[int, float] = {}
    for each in found:
        held[each.count] = held.get(each.count, 0.0) + (each.end - each.begin).total_seconds()
    peak = max(held)
    first: Level = next(each for each in found if each.count == peak)
    return Crowd(
        n=len(clipped(stretches, over)),
        mean=round(sum(count * held[count] for count in held) / over.length_s, 2),
        p50=_share_below(held, over.length_s, 0.5),
        p90=_share_below(held, over.length_s, 0.9),
        peak=peak,
        peak_at=first.begin.isoformat(),
        peak_local=local(first.begin, zone).strftime("%Y-%m-%d %H:%M:%S"),
        peak_s=tidy(held[peak]),
        distribution={str(count): tidy(held[count]) for count in sorted(held)},
    )


def _share_below(held: dict[int, float], whole_s: float, share: float) -> int:
    """The least count that is not exceeded for this share of the time."""
    passed = 0.0
    for count in sorted(held):
        passed += held[count]
        if passed >= share * whole_s:
            return count
    return max(held)


def concurrency(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """Incidents open, incidents worked and units committed at once."""
    over = window(whole)
    if over is None:
        return Part(0, {"per": "instant", "incidents_open": None}, ())
    zone = whole.ask.zone
    crowds = {
        "incidents_open": crowd([open_for(each, over.end) for each in incidents], over, zone),
        "incidents_worked": crowd(
            [
                part
                for each in incidents
                if (part := worked(each, whole.units, over.end)) is not None
            ],
            over,
            zone,
        ),
        "units_committed": crowd(
            [
                part
                for each in incidents
                for response in each.responses
                if (part := committed(each, response, whole.units, over.end)) is not None
            ],
            over,
            zone,
        ),
    }
    figures: Figures = {
        "per": "instant",
        "from": over.begin.isoformat(),
        "to": over.end.isoformat(),
        "zone": str(zone),
        **crowds,
    }
    return Part(len(incidents), figures, tuple(_cells(*pair, over) for pair in crowds.items()))


def _cells(name: str, found: Crowd, over: Stretch) -> tuple[str, ...]:
    return (
        name.replace("_", " "),
        f"{found.mean:.2f}",
        str(found.p50),
        str(found.p90),
        str(found.peak),
        found.peak_local,
        percent(found.peak_s / over.length_s),
    )
