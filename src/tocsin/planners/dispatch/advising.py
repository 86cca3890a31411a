"""Advice on who should go: a pure function of the picture, the ground and the question."""

import numpy as np

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Advice, Basis, Option
from tocsin.planners.dispatch.candidates import candidates
from tocsin.planners.dispatch.choosing import choose
from tocsin.planners.dispatch.costs import urgency_permille
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.laying import Asked, Laid, ask, lay, unknown
from tocsin.planners.dispatch.options import options
from tocsin.planners.dispatch.pricing import weighed_s
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach
from tocsin.planners.dispatch.reasons import other
from tocsin.planners.dispatch.waits import with_waits

PLANNER, VERSION = "dispatch", 2


def _laid(
    of: Asked, ground: Ground, question: Question, hour: int
) -> tuple[Laid, tuple[Option, ...]]:
    """The arrays as far as one has to look, and the options. Whoever was not looked for could not
    be sooner than that: where the best choice takes nobody of them though they were so soon, it is
    the best of all; else those kinds are looked for further away."""
    serves = (np.vstack([of.offered, of.asked]).sum(axis=0) > 0).tolist()
    reach = Reach(of.found, serves, of.incident.place.point, ground, question, hour)
    permille = urgency_permille(of.incident.priority, question.policy.weights)
    while True:
        laid = lay(of, reach, question)
        cost = laid.problem.cost.copy()
        for at, far_s in laid.beyond.items():
            cost[0, at] = weighed_s(far_s, permille) + sum(of.price[at].values())
        first = choose(laid.problem._replace(cost=cost))
        far: dict[str, int] = {}
        for at, best_s in laid.beyond.items():
            if first.goes[at] >= 0:
                kind = of.found[at].unit.kind
                far[kind] = max(far.get(kind, 0), best_s)
        if far:
            reach.just_beyond(far)
            continue
        best = options(laid, ground, question, first)
        is_known = of.incident.place.point is None or all(e.first_s is not None for e in best)
        if (len(best) >= question.most and is_known) or not reach.is_near():
            return laid, best
        reach.all_further()


def advise(picture: Picture, ground: Ground, question: Question, hour: int) -> Advice:
    """Who should go. `hour` is that of the town's day, for what is learned by the hour.

    Raises LookupError where there is no such incident.
    """
    incident = picture.incidents.get(question.incident)
    if incident is None:
        raise LookupError(question.incident)
    found, excluded = candidates(picture, incident, question)
    of = ask(picture, ground, question, incident, found)
    laid, best = _laid(of, ground, question, hour)
    best = with_waits(best, laid, picture, ground, question, hour)
    degraded = unknown(of, ground, question)
    chosen = frozenset(best[0].units if best else ())
    others = (other(laid, at, best) for at, e in enumerate(found) if e.unit.id not in chosen)
    basis = Basis(
        PLANNER, VERSION, question.position, ground.checksum, question.seed, question.policy.name,
        question.now,
    )  # fmt: skip
    why_not = tuple(sorted([*excluded, *others], key=lambda each: each.unit))
    return Advice(incident.id, laid.asked, best, basis, tuple(degraded), why_not)
