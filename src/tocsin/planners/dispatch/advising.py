"""Advice on who should go: a pure function of the picture, the ground and the question."""

import numpy as np

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Advice, Basis, Option
from tocsin.planners.dispatch.candidates import candidates, crews_of
from tocsin.planners.dispatch.choosing import choose
from tocsin.planners.dispatch.costs import cover_of, cover_prices
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.laying import (
    Asked,
    Laid,
    ask,
    costs_of,
    lay,
    problem_of,
    unknown,
    with_cover,
    with_use,
)
from tocsin.planners.dispatch.options import options
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach
from tocsin.planners.dispatch.reasons import Others
from tocsin.planners.dispatch.waits import with_waits

PLANNER, VERSION = "dispatch", 2


def _laid(
    of: Asked, ground: Ground, question: Question, hour: int
) -> tuple[Laid, tuple[Option, ...]]:
    """The arrays as far as one has to look, and the options. Whoever was not looked for could not
    be sooner than that: where the best choice takes nobody of them though they were so soon, it is
    the best of all; else they are looked for alone, or all of their kinds further away."""
    weights, end = question.policy.weights, of.incident.place.point
    crew = np.array(crews_of(of.found), np.int64)
    cover = cover_of(of.found, of.is_free, ground, weights)
    of = with_cover(of, cover_prices(cover, len(of.found), ground, weights))
    reach = Reach(of.found, of.serves.tolist(), end, ground, question, hour)
    while True:
        kept = kept_at_home(of.found, reach.p50_s, question.lenders)
        cost = costs_of(of, reach.p50_s, kept, weights)
        beyond = reach.beyond()
        far, best_s = list(beyond), reach.p50_s.copy()
        best_s[far] = list(beyond.values())
        hopeful = cost.copy()
        hopeful[far] = costs_of(of, best_s, frozenset(), weights)[far]
        first = choose(problem_of(of, crew, hopeful))
        goes = {at: best_s for at, best_s in beyond.items() if first.goes[at] >= 0}
        if goes:
            left = reach.alone(goes)
            if left:
                reach.just_beyond(left)
            continue
        laid = lay(of, reach, kept, problem_of(of, crew, cost), cover)
        best = options(laid, ground, question, first)
        is_known = end is None or all(e.first_s is not None for e in best)
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
    best = with_waits(best, laid, picture, ground)
    degraded = unknown(of, ground, question)
    chosen = frozenset(best[0].units if best else ())
    stay = Others(laid, best)
    others = (stay.why(at) for at, e in enumerate(found) if e.unit.id not in chosen)
    basis = Basis(
        PLANNER, VERSION, question.position, ground.checksum, question.seed, question.policy.name,
        question.now,
    )  # fmt: skip
    cannot = with_use(excluded, of, picture, question)
    why_not = tuple(sorted([*cannot, *others], key=lambda each: each.unit))
    return Advice(incident.id, laid.asked, best, basis, tuple(degraded), why_not)
