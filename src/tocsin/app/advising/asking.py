"""A town asks who should go: the question from its log, on the ground that it stands on."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.app.seeing import Seen
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.learning import turnouts
from tocsin.planners.dispatch.question import Ground, Policy, Question
from tocsin.planners.dispatch.straight import Straight

if TYPE_CHECKING:
    from tocsin.planners.dispatch.advice import Advice


def advised(town: Seen, incident: str, now: datetime, ground: Ground, policy: Policy) -> "Advice":
    """The advice on an incident that is open. Raises Told."""
    try:
        from tocsin.planners.dispatch.advising import advise
    except ModuleNotFoundError as error:
        raise Told(
            f"advice needs {error.name}: pip install 'tocsin[advice]'", Exit.usage
        ) from error
    zone = town_zone(town.picture)
    question = Question(
        incident=incident, code=town.store.header.code, now=now, position=town.position,
        policy=policy, turnouts=turnouts(town.incidents(), town.picture.units, zone),
    )  # fmt: skip
    return advise(town.picture, ground, question, now.astimezone(zone).hour)


def ground_of(folder: Path, picture: Picture) -> Ground:
    """The roads that a town stands on, with its closures; straight lines where it has none."""
    from tocsin.app.ground.standing import Standing
    from tocsin.operations.ground import in_force

    if in_force(picture) is None:
        return Straight()
    from tocsin.app.advising.roads import RoadGround, homes_of

    ready = Standing(folder).ready(picture)
    return RoadGround(ready, picture.closures.values(), homes_of(ready))
