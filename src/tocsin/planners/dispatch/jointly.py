"""Who goes to all incidents that wait, chosen together: an assignment, not one after another."""

from itertools import count

import msgspec
import numpy as np

from tocsin.operations.picture import Incident, Picture
from tocsin.planners.dispatch.advice import Basis, Reason, Sent
from tocsin.planners.dispatch.advising import PLANNER, VERSION
from tocsin.planners.dispatch.candidates import Candidate, candidates, crews_of
from tocsin.planners.dispatch.choosing import Choice, Problem
from tocsin.planners.dispatch.costs import Arrival, taken_for_s, urgency_permille
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.kernel import CANNOT, I64
from tocsin.planners.dispatch.laying import Asked, ask, needs_of, said, unknown
from tocsin.planners.dispatch.options import sent_of
from tocsin.planners.dispatch.pricing import weighed_s
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import UNASKED, Reach
from tocsin.planners.dispatch.together import together

ROUNDS = 3
"""So often those are looked for who would go if they were as near as they could be."""


class Share(msgspec.Struct, frozen=True):
    """What one incident gets, and what nobody is left for."""

    incident: str
    units: tuple[str, ...]
    sends: tuple[Sent, ...]
    missing: tuple[str, ...]


class Jointly(msgspec.Struct, frozen=True):
    """All shares. `gap`: by how many seconds a better choice could be less at best; 0 where there
    is none, None where nobody knows."""

    shares: tuple[Share, ...]
    cost: int
    gap: int | None
    basis: Basis
    degraded: tuple[Reason, ...] = ()


class _Call:
    """One incident: what is asked, how far was looked, and which columns are its candidates."""

    def __init__(
        self, of: Asked, ground: Ground, question: Question, hour: int, column: dict[str, int]
    ) -> None:
        serves = (np.vstack([of.offered, of.asked]).sum(axis=0) > 0).tolist()
        self.of = of
        self.columns = np.array([column[each.unit.id] for each in of.found], np.int64)
        end = of.incident.place.point
        self.reach = Reach(of.found, serves, end, ground, question, hour, first_ms=0)
        self.permille = urgency_permille(of.incident.priority, question.policy.weights)
        self.fixed = [sum(each.values()) for each in of.price]

    def cost(self, at: int, seconds: int) -> int:
        """What it costs that a candidate goes who is there after so long."""
        return weighed_s(seconds, self.permille) + self.fixed[at]

    def row(self, units: int, kept: frozenset[int], *, is_hopeful: bool) -> I64:
        """Costs by column; `is_hopeful`: with those that are beyond, as if they were just there."""
        row = np.full(units, CANNOT, np.int64)
        for at, (column, each) in enumerate(
            zip(self.columns.tolist(), self.reach.arrival, strict=True)
        ):
            if column in kept:
                continue
            seconds = taken_for_s(self.of.found[at], each, self.of.incident.place.point)
            if seconds is not None:
                row[column] = self.cost(at, seconds)
        if is_hopeful:
            for at, far_s in self.reach.beyond().items():
                if int(self.columns[at]) not in kept:
                    row[self.columns[at]] = self.cost(at, far_s)
        return row


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
    calls, union = _calls(picture, ground, question, [e for e in named if e is not None], hour)
    problem, choice = _chosen(calls, union, question, limit_s)
    shares = tuple(
        _share(call, number, problem, choice, question) for number, call in enumerate(calls)
    )
    told = {each.code: each for call in calls for each in unknown(call.of, ground, question)}
    return Jointly(shares, choice.cost, choice.gap, _basis(ground, question), tuple(told.values()))


def _chosen(
    calls: list[_Call], union: list[Candidate], question: Question, limit_s: float
) -> tuple[Problem, Choice]:
    """Whoever is beyond what was looked is weighed as if they were there as soon as they could be:
    no choice is better than that. Those who would go then are looked for. After so many rounds the
    best of those who are known is taken, where it fills the same needs; the difference is told."""
    for rounds in count(1):
        kept = _kept(calls, union, question)
        hopeful = _problem(calls, union, kept, is_hopeful=True)
        choice = together(hopeful, 0)
        further = _beyond(calls, choice)
        if not further and choice.gap != 0 and limit_s > 0:
            choice = together(hopeful, limit_s)
            further = _beyond(calls, choice)
        if not further:
            return hopeful, choice
        if rounds > ROUNDS:
            problem = _problem(calls, union, kept, is_hopeful=False)
            known = together(problem, limit_s)
            if bool(((known.unit_of < 0) == (choice.unit_of < 0)).all()):
                bound = None if choice.gap is None else choice.cost - choice.gap
                gap = None if known.gap is None or bound is None else known.cost - bound
                return problem, known._replace(gap=gap)
        for call, kinds in further:
            call.reach.just_beyond(kinds)
    raise AssertionError("everybody is looked for in the end")


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


def _calls(
    picture: Picture, ground: Ground, question: Question, incidents: list[Incident], hour: int
) -> tuple[list[_Call], list[Candidate]]:
    """Incidents that ask alike are laid once."""
    alike: dict[tuple[object, ...], Asked] = {}
    asked: list[Asked] = []
    union: dict[str, Candidate] = {}
    for incident in incidents:
        needs, skills, _ = needs_of(picture, incident)
        is_alone = bool(incident.responses or incident.stacked_by)
        key = (incident.type, incident.priority, incident.agencies, tuple(needs), tuple(skills),
               incident.id if is_alone else None)  # fmt: skip
        if key not in alike:
            found, _ = candidates(picture, incident, question)
            alike[key] = ask(picture, ground, question, incident, found)
            for each in found:
                union.setdefault(each.unit.id, each)
        asked.append(alike[key]._replace(incident=incident))
    whole = [union[name] for name in sorted(union)]
    column = {each.unit.id: at for at, each in enumerate(whole)}
    return [_Call(of, ground, question, hour, column) for of in asked], whole


def _kept(calls: list[_Call], union: list[Candidate], question: Question) -> frozenset[int]:
    """What lenders keep is kept once for all: by who is soonest anywhere."""
    soonest = [UNASKED] * len(union)
    for call in calls:
        for column, each in zip(call.columns.tolist(), call.reach.arrival, strict=True):
            known = soonest[column].p50_s
            if each.p50_s is not None and (known is None or each.p50_s < known):
                soonest[column] = Arrival(*each)
    return kept_at_home(union, soonest, question.lenders)


def _problem(
    calls: list[_Call], union: list[Candidate], kept: frozenset[int], *, is_hopeful: bool
) -> Problem:
    units = len(union)

    def wide(rows: I64, columns: I64) -> I64:
        out = np.zeros((len(rows), units), np.int64)
        out[:, columns] = rows
        return out

    offers = np.vstack([wide(call.of.offered, call.columns) for call in calls])
    skills = np.vstack([wide(call.of.asked, call.columns) for call in calls])
    return Problem(
        need_of=np.repeat(np.arange(len(calls)), [len(call.of.needs) for call in calls]),
        offers=offers,
        cost=np.array([call.row(units, kept, is_hopeful=is_hopeful) for call in calls]),
        pieces=np.maximum(1, offers.max(axis=0, initial=0)),
        crew=np.array(crews_of(union), np.int64),
        skill_of=np.repeat(np.arange(len(calls)), [len(call.of.skills) for call in calls]),
        skill_asked=np.array(
            [number for call in calls for _, number in call.of.skills], np.int64
        ),
        skills=skills,
    )  # fmt: skip


def _beyond(calls: list[_Call], choice: Choice) -> list[tuple[_Call, dict[str, int]]]:
    """Kinds that have to be looked for further away, how far in seconds, and for whom."""
    found = []
    for number, call in enumerate(calls):
        kinds: dict[str, int] = {}
        for at, best_s in call.reach.beyond().items():
            if choice.goes[call.columns[at]] == number:
                kind = call.of.found[at].unit.kind
                kinds[kind] = max(kinds.get(kind, 0), best_s)
        if kinds:
            found.append((call, kinds))
    return found


def _share(call: _Call, number: int, problem: Problem, choice: Choice, question: Question) -> Share:
    of = call.of
    mine = np.flatnonzero(problem.need_of == number)
    fills: dict[int, list[str]] = {}
    missing: list[str] = []
    for need, unit in zip(of.needs, choice.unit_of[mine].tolist(), strict=True):
        if unit < 0:
            missing.append(said(need))
        else:
            fills.setdefault(unit, []).append(said(need))
    goes = [at for at, column in enumerate(call.columns.tolist()) if choice.goes[column] == number]
    for (skill, asked), has in zip(of.skills, of.asked, strict=True):
        missing += [said(skill)] * max(0, asked - int(has[goes].sum()))
    sends = tuple(
        sorted(
            (
                sent_of(
                    of.found[at], call.reach.arrival[at], of.price[at],
                    tuple(fills.get(int(call.columns[at]), ())), question.now,
                )
                for at in goes
            ),
            key=lambda e: (e.arrival_p50_s is None, e.arrival_p50_s or 0, e.unit),
        )
    )  # fmt: skip
    return Share(of.incident.id, tuple(each.unit for each in sends), sends, tuple(missing))
