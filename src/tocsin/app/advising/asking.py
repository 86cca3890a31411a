"""A town asks who should go: the question from its log, on the ground that it stands on."""

from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.planners.dispatch.question import Question, Turnout

if TYPE_CHECKING:
    from tocsin.planners.dispatch.advice import Advice
    from tocsin.planners.dispatch.ground import Ground


def advised(
    picture: Picture, code: str, position: int, incident: str, now: datetime, ground: "Ground",
    policy: DispatchPolicy, learned: tuple[Turnout, ...],
) -> "Advice":  # fmt: skip
    """The advice on an incident that is open. Raises Told, LookupError."""
    try:
        from tocsin.planners.dispatch.advising import advise
    except ModuleNotFoundError as error:
        raise _wanting(error) from error
    question = Question(
        incident=incident, code=code, now=now, position=position, policy=policy, turnouts=learned
    )
    return advise(picture, ground, question, now.astimezone(town_zone(picture)).hour)


def straight() -> "Ground":
    """A ground without roads. Raises Told."""
    try:
        from tocsin.planners.dispatch.straight import Straight
    except ModuleNotFoundError as error:
        raise _wanting(error) from error
    return Straight()


def _wanting(error: ModuleNotFoundError) -> Told:
    return Told(f"advice needs {error.name}: pip install 'tocsin[advice]'", Exit.usage)
