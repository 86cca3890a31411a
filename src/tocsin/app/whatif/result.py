"""What came out: arms, the difference of two, towns, groups, and what it rests on."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin import __version__
from tocsin.app.whatif.preparing import Prepared
from tocsin.app.whatif.running import Outcome
from tocsin.planners.whatif.intervals import Interval, interval, running
from tocsin.planners.whatif.learning import Key
from tocsin.planners.whatif.measuring import METRICS, NAMES

Floats = npt.NDArray[np.float64]
PLANNER, VERSION = "whatif", 1


class Between(msgspec.Struct, frozen=True):
    """A mean and its interval of 95 %; None where one replication says nothing of it."""

    mean: float
    low: float | None
    high: float | None


Row = dict[str, Between]
"""By metric."""


class Shown(msgspec.Struct, frozen=True):
    """A town, or a group of people: each arm, and the difference of the compared."""

    arms: dict[str, Row]
    difference: Row


class Convergence(msgspec.Struct, frozen=True):
    """The interval of the difference of `metric` after so many replications: (number, mean, low,
    high). `stopped` is why no more were made: all, until, interrupted."""

    metric: str
    stopped: str
    asked: int
    half_width: float | None
    wanted: float | None
    after: tuple[tuple[int, float, float, float], ...]


class FitRow(msgspec.Struct, frozen=True):
    """A distribution that was fitted, beside what was observed (seconds)."""

    what: str
    family: str
    runs: int
    distance: float
    chance: float
    observed_s: tuple[float, ...]
    fitted_s: tuple[float, ...]


class Basis(msgspec.Struct, frozen=True):
    """What it rests on: the same again gives the same."""

    planner: str
    version: int
    tocsin: str
    scenario: str
    ground: str
    seeds: tuple[int, int]
    policies: dict[str, str]
    towns: dict[str, int]


class Result(msgspec.Struct, frozen=True):
    """`difference` is of the second compared arm less the first; `differences` of each other arm
    less the first."""

    cannot_tell: tuple[str, ...]
    says: str
    name: str
    replications: int
    compared: tuple[str, ...]
    arms: dict[str, Row]
    difference: Row
    differences: dict[str, Row]
    towns: dict[str, Shown]
    groups: dict[str, Shown]
    convergence: Convergence | None
    notes: tuple[str, ...]
    fits: tuple[FitRow, ...]
    basis: Basis


class Gathered(NamedTuple):
    """`tables` (replications × arms × scopes × metrics); `first`, `all_there` (arms × steps)."""

    seeds: tuple[int, ...]
    tables: Floats
    first: npt.NDArray[np.int64]
    all_there: npt.NDArray[np.int64]


def gathered(found: Sequence[Outcome]) -> Gathered:
    """Replications as arrays."""
    return Gathered(
        tuple(each.seed for each in found),
        np.stack([each.tables for each in found]),
        np.sum([each.first for each in found], axis=0),
        np.sum([each.all_there for each in found], axis=0),
    )


def compared_of(prepared: Prepared) -> tuple[str, ...]:
    """The two arms that are compared: those named, else the first two; one where there is one."""
    return prepared.scenario.compare or tuple(prepared.scenario.arms)[:2]


def result_of(
    prepared: Prepared, found: Gathered, asked: int, stopped: str, until: tuple[str, float] | None
) -> Result:
    """The outcome of these replications."""
    names = prepared.task.names
    compared = compared_of(prepared)
    pair = [names.index(each) for each in compared]
    shown = [
        _shown(found.tables[:, :, scope], names, pair)
        for scope in range(len(prepared.task.scopes.names))
    ]
    whole, towns = shown[0], prepared.task.scopes.towns
    titles = prepared.task.scopes.names
    first = names.index(compared[0])
    others = {
        name: _rows(found.tables[:, at, 0] - found.tables[:, first, 0])
        for at, name in enumerate(names)
        if name not in compared
    }
    return Result(
        cannot_tell=CANNOT_TELL,
        says=sentence(compared, whole.difference),
        name=prepared.scenario.name,
        replications=len(found.seeds),
        compared=compared,
        arms=whole.arms,
        difference=whole.difference,
        differences=others,
        towns=dict(zip(titles[1 : 1 + towns], shown[1 : 1 + towns], strict=True)),
        groups=dict(zip(titles[1 + towns :], shown[1 + towns :], strict=True)),
        convergence=_convergence(found, pair, asked, stopped, until),
        notes=prepared.notes,
        fits=_fits(prepared),
        basis=_basis(prepared, found),
    )


def _shown(tables: Floats, names: Sequence[str], pair: Sequence[int]) -> Shown:
    arms = {name: _rows(tables[:, at]) for at, name in enumerate(names)}
    if len(pair) < 2:
        return Shown(arms, {})
    return Shown(arms, _rows(tables[:, pair[1]] - tables[:, pair[0]]))


def _rows(table: Floats) -> Row:
    """(replications × metrics) as intervals; metrics of which nothing is known are left out."""
    found = ((name, interval(table[:, at])) for at, name in enumerate(NAMES))
    return {name: _between(each) for name, each in found if each is not None}


def _between(each: Interval) -> Between:
    return Between(each.mean, each.low, each.high)


def _convergence(
    found: Gathered, pair: Sequence[int], asked: int, stopped: str, until: tuple[str, float] | None
) -> Convergence | None:
    if len(pair) < 2 or len(found.seeds) < 2:
        return None
    metric = until[0] if until else "response_mean_s"
    values = difference(found.tables, pair, metric)
    after = [
        (number, each.mean, each.low or 0.0, each.high or 0.0)
        for number, each in running(values) if each.low is not None
    ]  # fmt: skip
    half = (after[-1][3] - after[-1][2]) / 2 if after else None
    return Convergence(
        metric, stopped, asked, half, None if until is None else until[1], tuple(after)
    )


def difference(tables: Floats, pair: Sequence[int], metric: str) -> Floats:
    """Of the whole region, by replication."""
    at = NAMES.index(metric)
    found: Floats = tables[:, pair[1], 0, at] - tables[:, pair[0], 0, at]
    return found


def _fits(prepared: Prepared) -> tuple[FitRow, ...]:
    rows = []
    for key, fit in sorted(prepared.fits.items(), key=lambda e: str(e[0])):
        rows.append(
            FitRow(
                _timed(key), fit.family, fit.runs, fit.distance, fit.chance, fit.observed_s,
                fit.fitted_s,
            )
        )  # fmt: skip
    return tuple(rows)


def _timed(key: Key) -> str:
    """What was timed, in words."""
    told = {
        "of": key.of,
        "by": key.kind,
        "at": None if key.hour is None else f"{key.hour}:00",
        "of priority": key.priority,
        "": None if key.carries is None else ("with a patient" if key.carries else "no patient"),
    }
    parts = (f"{word} {value}".strip() for word, value in told.items() if value is not None)
    return " ".join([key.what, *parts])


def _basis(prepared: Prepared, found: Gathered) -> Basis:
    content = prepared.frame.sheet.path.read_bytes()
    return Basis(
        planner=PLANNER, version=VERSION, tocsin=__version__,
        scenario=f"sha256:{hashlib.sha256(content).hexdigest()}",
        ground=prepared.frame.land.manifest.checksum,
        seeds=(min(found.seeds), max(found.seeds)),
        policies={each.name: each.policy_name for each in prepared.arms},
        towns={each.name: each.position for each in prepared.logs},
    )  # fmt: skip


CANNOT_TELL = (
    "Whether people will do what the simulation does: dispatchers follow the planner here, always "
    "and at once, and crews are never tired, lost or out of fuel.",
    "What advice at a desk weighs and a simulated one does not: how urgent an arrival is, what "
    "towns lent before, money, units about to be free, skills, short crews, doubtful positions.",
    "What becomes of people: it counts minutes and calls that grow, not lives or damage. How fast "
    "a call grows while it waits is an assumption of the scenario, not an observation.",
    "What is not in the scenario: other towns, other agencies, illness of staff, broken vehicles, "
    "a hospital that is full, unless they are written there.",
    "Differences between weeks that the figures do not know: a season, an event, a year.",
    "Anything that lies within an interval: where it includes zero, no difference can be told.",
)
"""What is said before anything else."""


def sentence(compared: Sequence[str], row: Row) -> str:
    """The answer, of the metrics that people ask for first."""
    if len(compared) < 2:
        return f"One arm was run ({compared[0]}): there is nothing to compare it with."
    better, worse = ([part for name in _ASKED_FIRST if (part := _part(name, row, is_better))]
                     for is_better in (True, False))  # fmt: skip
    if not better and not worse:
        return (
            f"With {compared[1]} instead of {compared[0]}, no difference can be told in response, "
            "in what was unfilled or in how many calls grew."
        )
    but = "; but " if better and worse else ""
    return f"With {compared[1]} instead of {compared[0]}, {_joined(better)}{but}{_joined(worse)}."


_ASKED_FIRST = ("response_mean_s", "in_time_share", "escalated_share", "unfilled_share")
_SAID = {
    "response_mean_s": ("the first unit is there {} {}", "sooner", "later"),
    "in_time_share": ("{} {} calls are reached within the standard", "fewer", "more"),
    "escalated_share": ("{} {} calls grow", "fewer", "more"),
    "unfilled_share": ("{} {} calls go without something they asked for", "fewer", "more"),
}


def _part(name: str, row: Row, is_better: bool) -> str | None:
    """What can be told of a metric; None where its interval includes zero, or it is the other."""
    each = row.get(name)
    if each is None or each.low is None or each.high is None or each.low <= 0 <= each.high:
        return None
    if (each.mean < 0) != (UNITS[name].is_less_better is is_better):
        return None
    told, less, more = _SAID[name]
    low, high = sorted((abs(each.low), abs(each.high)))
    word = less if each.mean < 0 else more
    if name.endswith("_s"):
        return told.format(f"{abs(each.mean):.0f} s ({low:.0f} to {high:.0f})", word)
    of = f"{1000 * abs(each.mean):.1f} of 1,000 ({1000 * low:.1f} to {1000 * high:.1f})"
    return told.format(of, word)


def _joined(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


UNITS = {each.name: each for each in METRICS}
