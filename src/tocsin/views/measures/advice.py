"""Advice and what came of it: followed or not, why not, and who was there sooner.

Source: paired comparison of a forecast with what happened (Brier, Monthly Weather Review 78 (1950),
on verifying forecasts); Fisher's exact test, one-sided (Fisher 1935); Holm (1979) over the kinds of
call. What was not sent cannot be observed: of the first proposal only its forecast is known. That
may be wrong in itself, so it is held against how often it was right where it was followed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import comb

import msgspec

from tocsin.operations.advised import Kept, kept, name_of
from tocsin.operations.picture.incident import Aside, Incident, Response
from tocsin.terms.codes import UnitStatus
from tocsin.views.measures.answer import Column, Figure, Figures, Part, percent, tidy_share
from tocsin.views.measures.ask import Study
from tocsin.views.measures.spread import percentile, tidy, wilson

ENOUGH = 20
"""So many cases where it was followed say how right a forecast is."""
FEW = 10
"""Of fewer choices of people nothing is said."""
LEVEL = 0.05
"""How often, over all kinds of call together, chance alone may make us say that people do
better."""

DEFINITION = (
    "One case is one advice on one incident that some order carries. Followed: all who went are in "
    "its first proposal; another proposal; otherwise; nobody: it was set aside and none went. "
    "Arrivals within are those of proposed units, from the order to being there, against the p90 "
    "said. Sooner: all who went were there before the p50 said for the first proposal; counted "
    "where as many went as it had. People do better at a kind of call where those they chose were "
    f"sooner in more than half of at least {FEW} cases, and more often than where it was followed "
    f"(at least {ENOUGH} cases of the kind, else of all; one-sided Fisher test, {LEVEL:.0%} over "
    "all kinds, Holm). It does not say why."
)

COLUMNS = (
    Column("of", is_number=False),
    Column("cases"),
    Column("followed"),
    Column("not"),
    Column("nobody"),
    Column("in p90"),
    Column("sooner"),
    Column("if not"),
    Column("people", is_number=False),
)


class Case(msgspec.Struct, frozen=True):
    """One advice and what was done. `outcome` is followed, another, otherwise or nobody.

    `forecast_s` is when the first proposal would have been there, `came_s` when all who went were;
    None where that is not known, or where fewer went. `arrivals` are pairs of proposed units: after
    how long, and the p90 that was said.
    """

    type: str
    outcome: str
    because: str | None
    forecast_s: int | None
    came_s: int | None
    arrivals: tuple[tuple[float, int], ...]

    @property
    def is_compared(self) -> bool:
        """Whether there is both a forecast and what happened."""
        return self.forecast_s is not None and self.came_s is not None

    @property
    def is_sooner(self) -> bool:
        """Whether they were there before it said."""
        return (
            self.forecast_s is not None
            and self.came_s is not None
            and (self.came_s < self.forecast_s)
        )


class Better(msgspec.Struct, frozen=True):
    """People's choices that were sooner than the first proposal was said to be, of how many; as
    often where it was followed; how likely that is by chance. `is_so` is what is said of it."""

    sooner: int
    of: int
    followed_sooner: int
    followed: int
    p: float | None
    is_so: bool = False


def cases(incidents: Iterable[Incident]) -> Iterator[Case]:
    """Every advice that an order carries."""
    for incident in incidents:
        if not incident.asides and all(each.basis is None for each in incident.responses):
            continue
        advices: dict[str, Kept] = {}
        went: dict[str, list[Response]] = defaultdict(list)
        said: dict[str, list[Aside]] = defaultdict(list)
        for response in incident.responses:
            found = kept(response.basis)
            if found is not None:
                advices[name_of(found)] = found
                went[name_of(found)].append(response)
        for aside in incident.asides:
            found = kept(aside.basis)
            if found is not None:
                advices.setdefault(name_of(found), found)
                said[name_of(found)].append(aside)
        for name, found in advices.items():
            yield _case(incident.type, found, went[name], said[name])


def _case(type: str, advice: Kept, went: list[Response], said: list[Aside]) -> Case:
    units = frozenset(each.unit for each in went)
    option = advice.option_of(units) if units else None
    outcome = "nobody" if not units else "otherwise" if option is None else (
        "followed" if option == 1 else "another"
    )  # fmt: skip
    because = next((each.because for each in reversed(said) if each.because is not None), None)
    first = advice.options[0] if advice.options else None
    took = [_took_s(each) for each in went]
    is_whole = first is not None and len(units) >= len(first.units) and None not in took
    came = max((each for each in took if each is not None), default=None)
    arrivals = []
    for response, took_s in zip(went, took, strict=True):
        known = advice.unit(response.unit)
        if known is not None and known.p90_s is not None and took_s is not None:
            arrivals.append((took_s, known.p90_s))
    return Case(
        type=type,
        outcome=outcome,
        because=None if because is None else because.value,
        forecast_s=None if first is None else first.p50_s,
        came_s=int(came) if is_whole and came is not None else None,
        arrivals=tuple(arrivals),
    )


def _took_s(response: Response) -> float | None:
    """From the order to being there, where both are known to the instant."""
    sent, there = response.mark(UnitStatus.committed), response.mark(UnitStatus.on_scene)
    if sent is None or there is None or sent.after or there.after:
        return None
    return (there.at - sent.at).total_seconds()


def better(found: Sequence[Case]) -> Mapping[str, Better]:
    """By kind of call, whether people's choices do better than the first proposal."""
    by_type: dict[str, list[Case]] = defaultdict(list)
    for each in found:
        by_type[each.type].append(each)
    every = _sooner(found, is_followed=True)
    rows: dict[str, Better] = {}
    for type, of_type in sorted(by_type.items()):
        sooner, of = _sooner(of_type, is_followed=False)
        base = _sooner(of_type, is_followed=True)
        base = base if base[1] >= ENOUGH else every
        can = of >= FEW and base[1] >= ENOUGH
        rows[type] = Better(sooner, of, *base, _chance(sooner, of, *base) if can else None)
    tested = sorted((each.p, type) for type, each in rows.items() if each.p is not None)
    for rank, (p, type) in enumerate(tested):
        if p > LEVEL / (len(tested) - rank):
            break
        row = rows[type]
        if 2 * row.sooner > row.of:
            rows[type] = msgspec.structs.replace(row, is_so=True)
    return rows


def _sooner(found: Iterable[Case], *, is_followed: bool) -> tuple[int, int]:
    these = [
        each for each in found if each.is_compared and (each.outcome == "followed") is is_followed
    ]
    return sum(each.is_sooner for each in these), len(these)


def _chance(sooner: int, of: int, base_sooner: int, base: int) -> float:
    """How likely so many or more are among the first, were all cases alike (hypergeometric)."""
    every, hits = of + base, sooner + base_sooner
    ways = sum(
        comb(hits, each) * comb(every - hits, of - each)
        for each in range(sooner, min(of, hits) + 1)
    )
    return ways / comb(every, of)


def advice(incidents: tuple[Incident, ...], _whole: Study) -> Part:
    """What became of advice; by kind of call, and by the word that was said why."""
    found = tuple(cases(incidents))
    does = better(found)
    by_type: dict[str, list[Case]] = defaultdict(list)
    by_reason: dict[str, list[Case]] = defaultdict(list)
    for each in found:
        by_type[each.type].append(each)
        if each.outcome != "followed":
            by_reason[each.because or "no word"].append(each)
    figures: Figures = {
        "per": "advice",
        **_figures(found),
        "by_type": {
            type: {**_figures(these), **msgspec.structs.asdict(does[type])}
            for type, these in sorted(by_type.items())
        },
        "by_reason": {reason: _figures(these) for reason, these in sorted(by_reason.items())},
    }
    rows = [_cells("all", found, None)]
    rows += [_cells(type, these, does[type]) for type, these in sorted(by_type.items())]
    rows += [_cells(name, these, None) for name, these in sorted(by_reason.items())]
    return Part(len(found), figures, tuple(rows))


def _figures(found: Sequence[Case]) -> dict[str, Figure]:
    """The figures of some cases."""
    arrivals = [each for case in found for each in case.arrivals]
    within = sum(took <= said for took, said in arrivals)
    low, high = wilson(within, len(arrivals))
    compared = [each for each in found if each.is_compared]
    with_it, against = (_sooner(found, is_followed=each) for each in (True, False))
    return {
        "cases": len(found),
        **{name: sum(each.outcome == name for each in found) for name in OUTCOMES},
        "arrivals": len(arrivals),
        "within_p90": within,
        "within_p90_share": tidy_share(within / len(arrivals)) if arrivals else None,
        "within_p90_low": round(low, 4),
        "within_p90_high": round(high, 4),
        "forecast_p50_s": _middle([each.forecast_s for each in compared]),
        "came_p50_s": _middle([each.came_s for each in compared]),
        "sooner_followed": with_it[0],
        "compared_followed": with_it[1],
        "sooner_not": against[0],
        "compared_not": against[1],
    }


OUTCOMES = ("followed", "another", "otherwise", "nobody")


def _middle(values: Iterable[int | None]) -> float | None:
    ordered = sorted(float(each) for each in values if each is not None)
    return tidy(percentile(ordered, 0.5)) if ordered else None


def _cells(name: str, found: Sequence[Case], does: Better | None) -> tuple[str, ...]:
    """A line: `sooner` of those compared where it was followed, then where it was not."""
    told = Counter(each.outcome for each in found)
    arrivals = [each for case in found for each in case.arrivals]
    within = sum(took <= said for took, said in arrivals)
    with_it, against = (_sooner(found, is_followed=each) for each in (True, False))
    return (
        name,
        f"{len(found):,}",
        f"{told['followed']:,}",
        f"{told['another'] + told['otherwise']:,}",
        f"{told['nobody']:,}",
        percent(within / len(arrivals) if arrivals else None),
        f"{with_it[0]:,}/{with_it[1]:,}",
        f"{against[0]:,}/{against[1]:,}",
        "better" if does is not None and does.is_so else "",
    )
