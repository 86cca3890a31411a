"""Which of the neighbours' units stay at home."""

from collections.abc import Sequence

from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.costs import UNKNOWN
from tocsin.planners.dispatch.ground import I64
from tocsin.planners.dispatch.question import Lender


def kept_at_home(
    found: Sequence[Candidate], p50_s: I64, lenders: Sequence[Lender]
) -> frozenset[int]:  # fmt: skip
    """Of the neighbours' free units those that stay: of each kind as many as their town keeps, the
    last to arrive (`p50_s`: UNKNOWN where nobody can say)."""
    kept: set[int] = set()
    for town in lenders:
        for kind, number in town.keeps.items():
            free = [
                at for at, each in enumerate(found)
                if each.aid is not None and each.unit.authority.home == town.code
                and each.unit.kind == kind
            ]  # fmt: skip
            free.sort(key=lambda at: (p50_s[at] == UNKNOWN, p50_s[at], at))
            kept.update(free[max(0, len(free) - number) :])
    return frozenset(kept)
