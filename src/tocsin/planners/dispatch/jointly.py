"""Who goes to all incidents that wait, chosen together: an assignment, not one after another."""

import msgspec
import numpy as np

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Basis, Reason, Sent
from tocsin.planners.dispatch.advising import PLANNER, VERSION
from tocsin.planners.dispatch.calls import Call, calls_of
from tocsin.planners.dispatch.candidates import Candidate, crews_of
from tocsin.planners.dispatch.choosing import Choice, Problem
from tocsin.planners.dispatch.costs import NOWHERE_S, UNKNOWN
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.kernel import CANNOT, I64
from tocsin.planners.dispatch.laying import needs_of, said, unknown
from tocsin.planners.dispatch.options import sent_of
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.together import together, without_skills

ROUNDS, OF_A_KIND = 12, 4
"""So often those are looked for who would go if they were as near as they could be; a round in
which all of a kind are looked for counts so many times. Where a ground guides, and gave up on all
who are left, that is the end of it."""

WORTH_A_PROGRAMME = 200
"""Where not more than one in so many could be saved, no integer programme is asked."""


class Share(msgspec.Struct, frozen=True):
    """What one incident gets, what nobody is left for, and what that costs in seconds."""

    incident: str
    units: tuple[str, ...]
    sends: tuple[Sent, ...]
    missing: tuple[str, ...]
    cost: int


class Jointly(msgspec.Struct, frozen=True):
    """All shares. `gap`: by how many seconds a better choice could be less at best; 0 where there
    is none, None where nobody knows."""

    shares: tuple[Share, ...]
    cost: int
    gap: int | None
    basis: Basis
    degraded: tuple[Reason, ...] = ()


def advise_all(
    picture: Picture, ground: Ground, question: Question, incidents: tuple[str, ...], hour: int,
    limit_s: float = 0.25,
) -> Jointly:  # fmt: skip
    """Who should go to which of these. `question.incident` is of no account.

    As many needs as can be filled, those of incidents named first before others; then skills; then
    the least sum. Raises LookupError where there is no such incident.
    """
    if not incidents:
        return Jointly((), 0, 0, _basis(ground, question))
    named = [picture.incidents.get(each) for each in incidents]
    if None in named:
        raise LookupError(incidents[named.index(None)])
    calls, union = calls_of(picture, ground, question, [e for e in named if e is not None], hour)
    problem, choice = _chosen(calls, union, question, limit_s)
    shares = tuple(
        _share(call, number, problem, choice, question) for number, call in enumerate(calls)
    )
    return Jointly(
        shares, choice.cost, choice.gap, _basis(ground, question),
        _unknown(calls, ground, question),
    )  # fmt: skip


def _chosen(
    calls: list[Call], union: list[Candidate], question: Question, limit_s: float
) -> tuple[Problem, Choice]:
    """Whoever is beyond what was looked is weighed as if they were there as soon as they could be:
    no choice is better than that. Those who would go then are looked for. After so many rounds the
    best of those who are known is taken, where it fills the same needs; the difference is told."""
    whole, spent = _whole(calls, union), 0
    while True:
        kept = _kept(calls, union, question)
        beyond = [call.beyond() for call in calls]
        hopeful = _priced(whole, calls, kept, beyond)
        plain = choice = without_skills(hopeful, 0)
        further = _further(calls, beyond, choice)
        if not further:
            choice = together(hopeful, 0)
            further = _further(calls, beyond, choice)
        if not further and _is_far_off(choice) and limit_s > 0:
            choice = together(hopeful, limit_s)
            further = _further(calls, beyond, choice)
        if not further:
            return hopeful, choice
        if spent >= ROUNDS:
            problem = _priced(whole, calls, kept, [{} for _ in calls])
            known = together(problem, 0)
            if _is_far_off(known) and limit_s > 0:
                known = together(problem, limit_s)
            if bool(((known.unit_of < 0) == (plain.unit_of < 0)).all()):
                is_bound = known.gap is not None and plain.gap is not None
                gap = known.cost - plain.cost + (plain.gap or 0) if is_bound else None
                return problem, known._replace(gap=gap)
        spent += 1
        left = [(call, call.alone(best_s)) for call, best_s in further]
        if any(far != best_s for (_, far), (_, best_s) in zip(left, further, strict=True)):
            continue
        if spent <= ROUNDS and any(call.reach.is_guided for call in calls):
            spent = ROUNDS
            continue
        spent += OF_A_KIND - 1
        for call, best_s in left:
            call.just_beyond(best_s)


def _is_far_off(choice: Choice) -> bool:
    """Whether the integer programme is worth its time."""
    return choice.gap is None or choice.gap * WORTH_A_PROGRAMME > choice.cost


def _unknown(calls: list[Call], ground: Ground, question: Question) -> tuple[Reason, ...]:
    """What was not known; of those that ask alike, once."""
    alike = {
        (id(each.of.found), each.of.incident.place.point is None): each.of for each in calls
    }  # fmt: skip
    told = {each.code: each for of in alike.values() for each in unknown(of, ground, question)}
    return tuple(told.values())


def _basis(ground: Ground, question: Question) -> Basis:
    return Basis(
        PLANNER, VERSION, question.position, ground.checksum, question.seed, question.policy.name,
        question.now,
    )  # fmt: skip


def waiting(picture: Picture) -> tuple[str, ...]:
    """Open incidents that want somebody still, the most urgent and then the oldest first; an
    unknown priority may be the first."""
    found = [
        each for each in picture.incidents.values()
        if each.closed_at is None and each.merged_into is None and each.held_because is None
        and each.handed_over_to is None and any(needs_of(picture, each)[:2])
    ]  # fmt: skip
    found.sort(key=lambda each: (each.priority or 1, each.opened_at, each.id))
    return tuple(each.id for each in found)


def _kept(calls: list[Call], union: list[Candidate], question: Question) -> frozenset[int]:
    """What lenders keep is kept once for all: by who is soonest anywhere."""
    soonest = np.full(len(union), NOWHERE_S, np.int64)
    for call in calls:
        p50_s = call.reach.p50_s
        mine = np.where(p50_s == UNKNOWN, NOWHERE_S, p50_s)
        soonest[call.columns] = np.minimum(soonest[call.columns], mine)
    soonest[soonest == NOWHERE_S] = UNKNOWN
    return kept_at_home(union, soonest, question.lenders)


def _whole(calls: list[Call], union: list[Candidate]) -> Problem:
    """The problem without its costs."""

    def wide(rows: I64, columns: I64) -> I64:
        out = np.zeros((len(rows), len(union)), np.int64)
        out[:, columns] = rows
        return out

    offers = np.vstack([wide(call.of.offered, call.columns) for call in calls])
    return Problem(
        need_of=np.repeat(np.arange(len(calls)), [len(call.of.needs) for call in calls]),
        offers=offers,
        cost=np.full((len(calls), len(union)), CANNOT, np.int64),
        pieces=np.maximum(1, offers.max(axis=0, initial=0)),
        crew=np.array(crews_of(union), np.int64),
        skill_of=np.repeat(np.arange(len(calls)), [len(call.of.skills) for call in calls]),
        skill_asked=np.array(
            [number for call in calls for _, number in call.of.skills], np.int64
        ),
        skills=np.vstack([wide(call.of.asked, call.columns) for call in calls]),
    )  # fmt: skip


def _priced(
    whole: Problem, calls: list[Call], kept: frozenset[int], beyond: list[dict[int, int]]
) -> Problem:
    units = whole.cost.shape[1]
    rows = [call.row(units, kept, far) for call, far in zip(calls, beyond, strict=True)]
    return whole._replace(cost=np.array(rows))


def _further(
    calls: list[Call], beyond: list[dict[int, int]], choice: Choice
) -> list[tuple[Call, dict[int, int]]]:
    """Who has to be looked for further away, how far in seconds, and for whom."""
    found = []
    for number, (call, far) in enumerate(zip(calls, beyond, strict=True)):
        goes = (choice.goes[call.columns] == number).tolist()
        wanted = {at: best_s for at, best_s in far.items() if goes[at]}
        if wanted:
            found.append((call, wanted))
    return found


def _share(call: Call, number: int, problem: Problem, choice: Choice, question: Question) -> Share:
    of = call.of
    mine = np.flatnonzero(problem.need_of == number)
    fills: dict[int, list[str]] = {}
    missing: list[str] = []
    for need, unit in zip(of.needs, choice.unit_of[mine].tolist(), strict=True):
        if unit < 0:
            missing.append(said(need))
        else:
            fills.setdefault(unit, []).append(said(need))
    goes = np.flatnonzero(choice.goes[call.columns] == number).tolist()
    for (skill, asked), has in zip(of.skills, of.asked, strict=True):
        missing += [said(skill)] * max(0, asked - int(has[goes].sum()))
    sends = tuple(
        sorted(
            (
                sent_of(
                    of.found[at], call.reach.arrival(at), of.price[at],
                    tuple(fills.get(int(call.columns[at]), ())), question.now,
                )
                for at in goes
            ),
            key=lambda e: (e.arrival_p50_s is None, e.arrival_p50_s or 0, e.unit),
        )
    )  # fmt: skip
    cost = int(problem.cost[number, choice.goes == number].sum())
    return Share(of.incident.id, tuple(each.unit for each in sends), sends, tuple(missing), cost)
