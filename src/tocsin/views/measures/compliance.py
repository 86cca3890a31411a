"""Whether a time keeps to its limit often enough: the share within, against the goal.

Source: NFPA 1710 (2020) §4.1.2.1 states objectives in this form (so many per cent within so many
seconds). A time on the limit keeps it; a missing time is neither kept nor broken, and is counted.
"""

import msgspec

from tocsin.operations.picture.incident import Incident
from tocsin.views.measures.answer import Column, Figures, Part, percent, seconds, tidy_share
from tocsin.views.measures.ask import Study
from tocsin.views.measures.response_times import spans
from tocsin.views.measures.spread import wilson

DEFINITION = (
    "Share of exact times at or below the limit, with its 95 % interval (Wilson). The goal is met "
    "when the share reaches it. Missing times and times known only as an interval are counted "
    "apart."
)

COLUMNS = (
    Column("time", is_number=False),
    Column("limit"),
    Column("goal"),
    Column("within"),
    Column("95 % interval"),
    Column("times"),
    Column("missing"),
    Column("interval"),
    Column("met", is_number=False),
)


class Kept(msgspec.Struct, frozen=True):
    """How a limit was kept. `is_met` is None where there is nothing to judge by."""

    share: float | None
    low: float
    high: float
    within: int
    n: int
    missing: int
    interval: int
    is_met: bool | None


def compliance(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """The share of one response time within a limit. Raises UnknownSlice for an unknown time."""
    ask = whole.ask
    found, says = spans(incidents, ask, ask.figure)
    exact = [each.low for each in found if each is not None and each.is_exact]
    missing = sum(1 for each in found if each is None)
    within = sum(1 for each in exact if each <= ask.limit_s)
    n = len(exact)
    share = within / n if n else None
    low, high = wilson(within, n)
    kept = Kept(
        share=tidy_share(share),
        low=round(low, 4),
        high=round(high, 4),
        within=within,
        n=n,
        missing=missing,
        interval=len(found) - n - missing,
        is_met=None if share is None else share >= ask.goal,
    )
    figures: Figures = {
        "per": str(ask.per),
        "figure": ask.figure,
        "figure_definition": says,
        "limit_s": ask.limit_s,
        "goal": ask.goal,
        **msgspec.structs.asdict(kept),
    }
    cells = (
        ask.figure.removesuffix("_s").replace("_", " "),
        seconds(ask.limit_s),
        percent(ask.goal),
        percent(share),
        f"{percent(low)} to {percent(high)}",
        f"{n:,}",
        f"{missing:,}",
        f"{kept.interval:,}",
        {None: "no times", True: "yes", False: "no"}[kept.is_met],
    )
    return Part(n, figures, (cells,))
