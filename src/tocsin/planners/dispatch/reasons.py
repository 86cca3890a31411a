"""What speaks for an option and against it, as a dispatcher would say it; and why not another."""

from collections.abc import Iterator

import numpy as np

from tocsin.planners.dispatch.advice import Option, Reason, Sent
from tocsin.planners.dispatch.candidates import Excluded, WhyNot
from tocsin.planners.dispatch.costs import Mask
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.laying import Laid, said
from tocsin.planners.dispatch.lending import home_of
from tocsin.planners.dispatch.question import Aid, Question


def last(times: list[int | None]) -> int | None:
    """The latest; None where one is not known."""
    known = [each for each in times if each is not None]
    return max(known, default=None) if len(known) == len(times) else None


def reasons(
    sends: tuple[Sent, ...], missing: tuple[str, ...], without: dict[str, int],
    counted: frozenset[str], first: Option | None, question: Question,
) -> Iterator[Reason]:  # fmt: skip
    """The weightiest first. `without`: by town, people who are left without a unit in time;
    `counted`: towns whose people are known, without whom nothing is said of cover."""
    soonest = sends[0]
    if soonest.arrival_p50_s is not None:
        about: dict[str, str | int] = {
            "unit": soonest.named, "seconds": soonest.arrival_p50_s
        }  # fmt: skip
        yield Reason("first_there", True, about)
    for need in missing:
        yield Reason("nobody_for", False, {"need": need})
    for each in sends:
        yield from _of(each, question)
    for town, people in sorted(without.items(), key=lambda e: (-e[1], e[0])):
        yield Reason("uncovers", False, {"town": town, "people": people})
    lenders = {each.town for each in sends if each.aid is not None}
    if counted and not without and soonest.arrival_p50_s is not None:
        yield Reason("cover_stays", True)
    else:
        for town in sorted((lenders & counted) - set(without)):
            yield Reason("lender_covered", True, {"town": town})
    if first is not None:
        yield from _against(sends, first)


def _of(each: Sent, question: Question) -> Iterator[Reason]:
    """What is to be said of one unit."""
    unit: dict[str, str | int] = {"unit": each.named}
    if each.leaves is not None:
        yield Reason("leaves_work", False, {**unit, "incident": each.leaves})
    if each.clears_s is not None:
        yield Reason("clears_soon", False, {**unit, "seconds": each.clears_s})
    if "short_crew" in each.costs:
        yield Reason("short_crew", False, unit)
    if "tired" in each.costs and each.on_duty_h is not None:
        yield Reason("tired", False, {**unit, "hours": each.on_duty_h})
    if each.aid is not None:
        about = {"unit": each.call_sign, "town": each.town}
        yield Reason(f"aid_{each.aid}", each.aid is Aid.automatic, dict(about))
    elif home_of(each.unit) != question.code:
        yield Reason("lent_here", True, {**unit, "town": home_of(each.unit)})
    if "lent" in each.costs:
        hours = next(e.lent_s for e in question.lenders if e.town == each.town) // 3600
        yield Reason("lent_much", False, {"town": each.town, "hours": hours})
    if each.arrival_p50_s is None:
        yield Reason("arrival_unknown", False, unit)
    elif each.age_s is None:
        yield Reason("age_unknown", False, unit)
    elif each.age_s > question.policy.weights.stale_after_s:
        yield Reason("position_old", False, {**unit, "seconds": each.age_s})


def _against(sends: tuple[Sent, ...], first: Option) -> Iterator[Reason]:
    """How it differs from the first option."""
    mine = last([each.arrival_p50_s for each in sends])
    if mine is not None and first.arrival_p50_s is not None and mine != first.arrival_p50_s:
        later = mine - first.arrival_p50_s
        yield Reason("sooner" if later < 0 else "later", later < 0, {"seconds": abs(later)})


class Others:
    """Why units that could go are not in the first option. Compared with whoever fills what they
    could."""

    def __init__(self, laid: Laid, options: tuple[Option, ...]) -> None:
        self._laid = laid
        self._sends = options[0].sends if options else ()
        column = {each.unit.id: at for at, each in enumerate(laid.found)}
        self._goes = [column[each.unit] for each in self._sends]
        crew = laid.problem.crew
        self._of_crew: dict[int, Sent] = {}
        for each, at in zip(self._sends, self._goes, strict=True):
            self._of_crew.setdefault(int(crew[at]), each)
        self._crew: list[int] = crew.tolist()
        self._brings = laid.problem.offers > 0
        self._skilled = laid.problem.skills > 0
        self._is_alike = self._alike()

    def _alike(self) -> Mask:
        """Whether each that goes (rows) fills what each unit could, or has a skill that is asked
        for as well."""
        needs = [said(need) for need in self._laid.needs]
        fills = np.array(
            [[need in each.fills for need in needs] for each in self._sends], np.int64
        ).reshape(len(self._sends), len(needs))
        skilled = self._skilled.astype(np.int64)
        both = fills @ self._brings.astype(np.int64) + skilled[:, self._goes].T @ skilled
        alike: Mask = both > 0
        return alike

    def why(self, at: int) -> Excluded:
        """Of one unit, by place."""
        each = self._laid.found[at]
        why, told = self._why(at)
        town = None if each.aid is None else each.town
        is_of_use = why is not WhyNot.no_such_capability
        return Excluded(each.unit.id, each.unit.call_sign, why, told, town, is_of_use)

    def _why(self, at: int) -> tuple[WhyNot, dict[str, str]]:
        laid = self._laid
        each, arrival = laid.found[at], laid.arrival[at]
        if not (self._brings[:, at].any() or self._skilled[:, at].any()):
            return WhyNot.no_such_capability, {}
        if at in laid.kept:
            return WhyNot.kept_at_home, {"town": each.town}
        same = self._of_crew.get(self._crew[at])
        if same is not None:
            return WhyNot.crew_goes, {"other": same.named}
        if at in laid.beyond:
            return WhyNot.beyond, {"seconds": str(laid.beyond[at])}
        if laid.problem.cost[0, at] >= CANNOT:
            return WhyNot.no_way, {}
        rivals = [self._sends[row] for row in np.flatnonzero(self._is_alike[:, at]).tolist()]
        if rivals and each.point is None:
            return WhyNot.nowhere, {}
        if not rivals or arrival.p50_s is None:
            return WhyNot.not_needed, {}
        slowest = max(rivals, key=lambda e: (e.arrival_p50_s or 0, e.unit))
        later = arrival.p50_s - (slowest.arrival_p50_s or 0)
        told = {"than": slowest.named, "seconds": str(abs(later))}
        if later == 0:
            return WhyNot.alike, told
        if later > 0:
            return WhyNot.later, told
        dear = laid.price[at]
        why = max(dear, key=lambda name: (dear[name], name)) if dear else "none"
        return WhyNot.dearer, {**told, "because": why}
