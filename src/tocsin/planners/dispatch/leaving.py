"""Where people are left without a unit in time when some units leave: for a map."""

import numpy as np

from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.candidates import candidates
from tocsin.planners.dispatch.costs import cover_of
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.laying import ask
from tocsin.planners.dispatch.question import Question


def left_without(
    picture: Picture, ground: Ground, question: Question, units: frozenset[str]
) -> tuple[int, ...]:
    """The spots of the ground's zones, by their places there, that these units and no others that
    are free would have reached within the standard. Counted as an option counts them.

    Raises LookupError where there is no such incident.
    """
    incident = picture.incidents.get(question.incident)
    if incident is None:
        raise LookupError(question.incident)
    found, _ = candidates(picture, incident, question)
    is_free = ask(picture, ground, question, incident, found).is_free
    cover = cover_of(found, is_free, ground, question.policy.weights)
    goes = [at for at, each in enumerate(found) if each.unit.id in units]
    gone = cover.reach[goes].sum(axis=0, dtype=np.int64)
    people = ground.zones.people
    is_lost = (cover.number > 0) & (cover.number == gone) & (people > 0)
    return tuple(np.flatnonzero(is_lost).tolist())
