"""What a door hands to a town, and what it gets back."""

from datetime import datetime
from functools import cache

import msgspec

from tocsin.operations.orders import A_TIME, Command, Old, Refused, Session, strange_time
from tocsin.operations.picture import Incident
from tocsin.operations.surveying import Survey


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One command with its envelope. `command_id` is made by whoever asks: asked twice, granted
    once.

    `occurred_at` (aware UTC) is when it happened where that is not now; with `occurred_after` it
    is the later bound of an interval. `source_known_at` is for imports: when the source itself
    knew. `old` is what the archive says, for an order that rests on it, `archived` the finished
    incident that a look is at, `survey` what a warning's area is: the town puts them there.
    """

    command: Command
    command_id: str
    actor: str
    on_behalf_of: str | None = None
    occurred_at: datetime | None = None
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    session: Session | None = None
    old: Old | None = None
    archived: Incident | None = None
    survey: Survey | None = None


class MalformedOrder(Exception):
    """This is no order: says where, what was expected and what to do. Nothing was recorded."""


LONGEST_ID = 200


def check(order: Order) -> None:
    """Raise `MalformedOrder` unless every field is of its type and within its bounds.

    A door that decodes its commands has had them checked; one that makes them by hand has not.
    """
    kind = type(order.command)
    strange = strange_time(order.command)
    if strange is not None:
        raise MalformedOrder(f"{kind.__name__}: {strange}: expected {A_TIME}")
    try:
        _decoder(kind).decode(msgspec.json.encode(order.command))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise MalformedOrder(f"{kind.__name__}: {error}; put it right and ask again") from error
    if not 0 < len(order.command_id) <= LONGEST_ID or not 0 < len(order.actor) <= LONGEST_ID:
        raise MalformedOrder(
            f"{kind.__name__}: a command id and an actor have 1 to {LONGEST_ID} characters"
        )
    at, after = order.occurred_at, order.occurred_after
    times = [each for each in (after, at, order.source_known_at) if each is not None]
    if any(each.tzinfo is None for each in times):
        raise MalformedOrder(f"{kind.__name__}: a time has no offset; say it in UTC or with one")
    if after is not None and (at is None or after > at):
        raise MalformedOrder(
            f"{kind.__name__}: an interval ends at occurred_at, which is not before occurred_after"
        )


@cache
def _decoder(kind: type[Command]) -> msgspec.json.Decoder[Command]:
    return msgspec.json.Decoder(kind)


class Accepted(msgspec.Struct, frozen=True):
    """Granted and durable. `first` to `last` are the positions of its records.

    `names` (of events) and `subjects` are empty where it was so already: that answer is on record
    too. `is_repeat`: the same command id had been granted before; all else is as it was then.
    """

    command_id: str
    first: int
    last: int
    names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    is_repeat: bool = False


class Denied(msgspec.Struct, frozen=True):
    """The rule said no; the refusal is on record at `position`."""

    command_id: str
    refused: Refused
    position: int


class Unknown(msgspec.Struct, frozen=True):
    """Whether it was recorded is not known: ask again with the same command id."""

    command_id: str
    why: str


Outcome = Accepted | Denied | Unknown
