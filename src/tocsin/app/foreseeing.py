"""What orders would come to just now: decided on the present picture, recorded nowhere."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from tocsin.access import in_sight_only, require
from tocsin.app.grammar.told import Chain
from tocsin.app.phrases import say
from tocsin.operations.catalogue import decide, evolve
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.picture import Picture


class Would(msgspec.Struct, frozen=True):
    """`outcome` is "accepted" or "refused": refused where a part of the line would be, and then
    `code`, `why` and `next` say it. `is_soft`: with `!` and a reason it would be granted.
    """

    outcome: str
    code: str = ""
    why: str = ""
    next: str = ""
    is_soft: bool = False


GRANTED = Would("accepted")


class _Stamp(msgspec.Struct, frozen=True):
    """The times and authors of a fact that is only imagined."""

    position: int
    recorded_at: datetime
    occurred_at: datetime
    command_id: str
    actor: str
    on_behalf_of: str | None
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None


def refusal_of(
    chains: Sequence[Chain], picture: Picture, context: Context, position: int
) -> Refused | None:
    """The first refusal that these chains would meet, as the actor may read it; None where all
    would be granted. Each chain is decided on what those before it would have left. Pure.
    """
    number, first = 0, None
    for chain in chains:
        for offset, command in enumerate(chain.commands):
            place = number + offset
            name = f"{context.command_id}/{place}" if place else context.command_id
            this = msgspec.structs.replace(context, command_id=name)
            answer = require(command, picture, this) or decide(command, picture, this)
            if isinstance(answer, Refused):
                first = first or in_sight_only(answer, command, picture, this)
                break
            for event in answer:
                position += 1
                picture = evolve(picture, event, _stamp(this, position))
        number += len(chain.commands)
    return first


def imagined(command: Command, picture: Picture, context: Context) -> Picture | Refused:
    """The picture that a command would leave, or the refusal that it would meet, as the actor may
    read it. Pure.
    """
    answer = require(command, picture, context) or decide(command, picture, context)
    if isinstance(answer, Refused):
        return in_sight_only(answer, command, picture, context)
    for position, event in enumerate(answer, 1):
        picture = evolve(picture, event, _stamp(context, position))
    return picture


def _stamp(context: Context, position: int) -> _Stamp:
    return _Stamp(
        position, context.now, context.occurred_at, context.command_id, context.actor,
        context.on_behalf_of,
    )  # fmt: skip


def would_be(refused: Refused, *, is_soft: bool = False) -> Would:
    """A refusal, said."""
    sentence, step = say(refused)
    return Would("refused", refused.code, sentence, step, is_soft)
