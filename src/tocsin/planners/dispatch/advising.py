"""Advice on who should go: a pure function of the picture, the ground and the question."""

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.advice import Advice, Basis
from tocsin.planners.dispatch.candidates import candidates
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.laying import lay
from tocsin.planners.dispatch.options import options
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reasons import other
from tocsin.planners.dispatch.waits import with_waits

PLANNER, VERSION = "dispatch", 2


def advise(picture: Picture, ground: Ground, question: Question, hour: int) -> Advice:
    """Who should go. `hour` is that of the town's day, for what is learned by the hour.

    Raises LookupError where there is no such incident.
    """
    incident = picture.incidents.get(question.incident)
    if incident is None:
        raise LookupError(question.incident)
    found, excluded = candidates(picture, incident, question)
    laid, degraded = lay(picture, ground, question, incident, found, hour)
    best = with_waits(options(laid, ground, question), laid, picture, ground, question, hour)
    chosen = frozenset(best[0].units if best else ())
    others = (other(laid, at, best) for at, e in enumerate(found) if e.unit.id not in chosen)
    basis = Basis(
        PLANNER, VERSION, question.position, ground.checksum, question.seed, question.policy.name,
        question.now,
    )  # fmt: skip
    why_not = tuple(sorted([*excluded, *others], key=lambda each: each.unit))
    return Advice(incident.id, laid.asked, best, basis, tuple(degraded), why_not)
