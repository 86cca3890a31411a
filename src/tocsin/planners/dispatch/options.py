"""The options: the best choice, and the best that do without one of its units, with others in their
place."""

from datetime import datetime

import numpy as np

from tocsin.planners.dispatch.advice import Option, Sent
from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.choosing import Choice, choose
from tocsin.planners.dispatch.costs import Arrival, counted, hours_on_duty, money_of, uncovered
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.laying import Laid, said
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reasons import last, reasons


def options(laid: Laid, ground: Ground, question: Question, first: Choice) -> tuple[Option, ...]:
    """The best choices, of which that is the first, each of other units: by what they leave
    unfilled, then by their cost.

    Whatever differs from a choice lacks one of its units (nobody goes who is not needed), so the
    next best is among the best without each (Lawler 1972, without his bookkeeping). One that sends
    nobody else but merely less is none: it is given where there is no other, so that it is said
    what would be left unfilled. Nothing is looked for among what does without its units and others:
    the same with them fills more.
    """
    seen: set[frozenset[int]] = set()
    less: Choice | None = None
    waiting: dict[frozenset[int], Choice] = {frozenset(): first}
    found: list[Choice] = []
    while waiting and len(found) < question.most:
        without = min(waiting, key=lambda each: _rank(laid, waiting[each], each))
        choice = waiting.pop(without)
        goes = frozenset(np.flatnonzero(choice.goes >= 0).tolist())
        if not goes or goes in seen:
            continue
        if any(goes < each for each in seen):
            less = less or choice
            continue
        seen.add(goes)
        found.append(choice)
        if len(found) == question.most:
            break
        for unit in sorted(goes):
            _add(waiting, laid, without | {unit})
    if not found:
        return ()
    if len(found) == 1 < question.most and less is not None:
        found.append(less)
    best = option_of(laid, found[0], ground, question, None)
    return (best, *(option_of(laid, each, ground, question, best) for each in found[1:]))


def _add(waiting: dict[frozenset[int], Choice], laid: Laid, without: frozenset[int]) -> None:
    if without not in waiting:
        cost = laid.problem.cost.copy()
        cost[:, sorted(without)] = CANNOT
        waiting[without] = choose(laid.problem._replace(cost=cost))


def _rank(
    laid: Laid, choice: Choice, without: frozenset[int]
) -> tuple[int, int, list[int], list[int]]:  # fmt: skip
    left = len(missing(laid, choice))
    return left, choice.cost, np.flatnonzero(choice.goes >= 0).tolist(), sorted(without)


def missing(laid: Laid, choice: Choice) -> tuple[str, ...]:
    """What nobody fills, as often as it is missing; skills after needs."""
    needs = (said(laid.needs[at]) for at in np.flatnonzero(choice.unit_of < 0).tolist())
    there = laid.problem.skills[:, choice.goes >= 0].sum(axis=1)
    lacks = np.maximum(0, laid.problem.skill_asked - there).tolist()
    skills = (said(need) for need, n in zip(laid.skills, lacks, strict=True) for _ in range(n))
    return (*needs, *skills)


def option_of(
    laid: Laid, choice: Choice, ground: Ground, question: Question, first: Option | None
) -> Option:
    """A choice as an option; told against the first, where it is another."""
    goes = np.flatnonzero(choice.goes >= 0).tolist()
    fills: dict[int, list[str]] = {at: [] for at in goes}
    for need, unit in enumerate(choice.unit_of.tolist()):
        if unit >= 0:
            fills[unit].append(said(laid.needs[need]))
    sends = tuple(
        sorted(
            (_sent(laid, at, tuple(fills[at]), question.now) for at in goes),
            key=lambda e: (e.arrival_p50_s is None, e.arrival_p50_s or 0, e.unit),
        )
    )
    p50 = [each.arrival_p50_s for each in sends]
    p90 = [each.arrival_p90_s for each in sends]
    without = uncovered(laid.cover, goes, ground)
    weights = question.policy.weights
    minutes = weights.away_s // 60
    owed = [money_of(laid.found[at], weights, question.code) for at in goes]
    money = None if None in owed else sum(each or 0 for each in owed)
    lacking = missing(laid, choice)
    return Option(
        units=tuple(each.unit for each in sends), sends=sends,
        arrival_p50_s=last(p50), arrival_p90_s=last(p90),
        first_s=min((each for each in p50 if each is not None), default=None), missing=lacking,
        uncovered={town: people * minutes for town, people in without.items()},
        money=money, cost=choice.cost, gap=choice.gap,
        reasons=tuple(reasons(sends, lacking, without, counted(ground), first, question)),
    )  # fmt: skip


def _sent(laid: Laid, at: int, fills: tuple[str, ...], now: datetime) -> Sent:
    return sent_of(laid.found[at], laid.arrival[at], laid.price[at], fills, now)


def sent_of(
    each: Candidate, arrival: Arrival, price: dict[str, int], fills: tuple[str, ...], now: datetime
) -> Sent:
    """A unit that goes, as it is told."""
    return Sent(
        unit=each.unit.id, call_sign=each.unit.call_sign, town=each.town, fills=fills,
        arrival_p50_s=arrival.p50_s, arrival_p90_s=arrival.p90_s, drive_s=arrival.drive_s,
        standing=each.standing, age_s=each.age_s, leaves=each.leaves,
        clears_s=None if each.clears is None else each.clears.p50_s, aid=each.aid,
        on_duty_h=hours_on_duty(each, now), point=each.point, costs=price,
    )  # fmt: skip
