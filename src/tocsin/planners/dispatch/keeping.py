"""Which of the neighbours' units stay at home."""

from collections.abc import Sequence

from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.costs import Arrival
from tocsin.planners.dispatch.question import Lender


def kept_at_home(
    found: Sequence[Candidate], arrival: Sequence[Arrival], lenders: Sequence[Lender]
) -> frozenset[int]:
    """Of the neighbours' free units those that stay: of each kind as many as their town keeps, the
    last to arrive."""
    kept: set[int] = set()
    for town in lenders:
        for kind, number in town.keeps.items():
            free = [
                at for at, each in enumerate(found)
                if each.aid is not None and each.unit.authority.home == town.code
                and each.unit.kind == kind
            ]  # fmt: skip
            free.sort(key=lambda at: (arrival[at].p50_s is None, arrival[at].p50_s or 0, at))
            kept.update(free[max(0, len(free) - number) :])
    return frozenset(kept)
