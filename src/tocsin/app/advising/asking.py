"""A town asks who should go: the question from its log, on the ground that it stands on."""

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.app.seeing import Seen
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.planners.dispatch.question import Question

if TYPE_CHECKING:
    from tocsin.planners.dispatch.advice import Advice
    from tocsin.planners.dispatch.ground import Ground


def asked(town: Seen, incident: str, now: datetime, policy: DispatchPolicy) -> Question:
    """The question, without what was learned."""
    return Question(
        incident=incident, code=town.store.header.code, now=now, position=town.position,
        policy=policy,
    )  # fmt: skip


def planned(picture: Picture, ground: "Ground", question: Question) -> "Advice":
    """What the planner says. Raises Told, LookupError, and whatever is wrong in the planner."""
    try:
        from tocsin.planners.dispatch.advising import advise
    except ModuleNotFoundError as error:
        raise wanting(error) from error
    return advise(picture, ground, question, question.now.astimezone(town_zone(picture)).hour)


def straight() -> "Ground":
    """A ground without roads. Raises Told."""
    try:
        from tocsin.planners.dispatch.straight import Straight
    except ModuleNotFoundError as error:
        raise wanting(error) from error
    return Straight()


def wanting(error: ModuleNotFoundError) -> Told:
    """Which package is not there."""
    return Told(f"advice needs {error.name}: pip install 'tocsin[advice]'", Exit.usage)
