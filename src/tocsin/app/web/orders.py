"""Orders in: any order of the catalogue by its name."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache

import msgspec

from tocsin.app.checking import Misfit, decoded
from tocsin.app.times import instant_of
from tocsin.app.tongue import tell, with_step
from tocsin.app.web.landing import Awaited, Landing
from tocsin.app.web.limits import body_of
from tocsin.app.web.problem import Problem, nothing_here, refused, unknown
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.batch import outcome_on_record
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome, Unknown
from tocsin.jurisdiction.town import Town
from tocsin.log import CommitterClosed
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.ground import AdoptGround
from tocsin.operations.orders import Command, Session, strange_time
from tocsin.operations.picture.token import Scope

LONGEST_QUEUE = 4096
"""Orders that wait for the disk; more are sent away for a second."""
LATEST = timedelta(minutes=5)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_KEY = 80


class Granted(msgspec.Struct, frozen=True):
    """The order is granted, and on the disk. `subjects` are the ids it is about, the new ones
    first; none of either where it was so already. `is_repeat`: it had been granted before.
    """

    outcome: str
    command_id: str
    events: tuple[str, ...]
    subjects: tuple[str, ...]
    is_repeat: bool


KEY = Parameter(
    "Idempotency-Key",
    "The order's own id, made by whoever asks: asked twice with it, granted once.",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
    "header",
)
ENVELOPE = (
    KEY,
    Parameter(
        "occurred_at",
        "When it happened, where that was not now.",
        {"type": "string", "format": "date-time"},
    ),
    Parameter(
        "on_behalf_of",
        "The id of the person it is ordered for.",
        {"type": "string", "minLength": 1, "maxLength": 80},
    ),
)


def town_of(asked: Asked) -> Town:
    """The town, where this process gives orders. Raises Problem 409."""
    town = asked.door.house.town
    if town is None:
        raise Problem(
            409,
            "only_read_here",
            *with_step(
                "problem-only-read-here", writer=asked.door.house.writer or tell("the-writer")
            ),
        )
    return town


@cache
def _decoder(kind: type[Command]) -> "msgspec.json.Decoder[Command]":
    return msgspec.json.Decoder(kind)


def command_in(body: bytes, kind: type[Command]) -> Command:
    """The order in a body. Raises Problem 400 with the path, what was found and expected."""
    try:
        command = _decoder(kind).decode(body)
        if strange_time(command) is None:
            return command
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        pass
    try:
        return decoded(body, kind)
    except Misfit as error:
        where, step = error.field or "body", f"See {kind.__name__} on the docs page."
        raise Problem(400, "malformed", f"{error}.", step, where=where) from None
    except UnicodeDecodeError:
        raise Problem(400, "malformed", "The body is not UTF-8.", where="body") from None


def key_of(asked: Asked) -> str:
    """The order's id: the asker's, or a new one. Raises Problem 400."""
    key = asked.request.headers.get("idempotency-key")
    if key is None:
        return uuid.uuid4().hex
    if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise Problem(
            400,
            "malformed",
            f"An order's id has 1 to {LONGEST_KEY} plain characters.",
            where="Idempotency-Key",
        )
    return key


def occurred_at(asked: Asked, now: datetime) -> datetime | None:
    """When it happened, where the asker says so. Raises Problem 400."""
    said = asked.query("occurred_at")
    if said is None:
        return None
    found = instant_of(said)
    if found is None:
        raise Problem(
            400,
            "malformed",
            "occurred_at is a date and time with an offset, as in 2026-03-02T14:02:00Z.",
            where="occurred_at",
        )
    if not EARLIEST <= found <= now + LATEST:
        raise Problem(
            400,
            "time_out_of_range",
            *with_step("problem-out-of-time", earliest=f"{EARLIEST:%Y}"),
            where="occurred_at",
        )
    return found


def session_of(asked: Asked) -> Session:
    """The sign-in an order comes under: the session at a desk, proven when it was; else the
    token, proven with this request.
    """
    desk, token = asked.who.session, asked.who.token
    if desk is not None:
        return Session(f"session/{desk.id}", desk.credential, desk.authenticated_at)
    return Session(f"token/{token.id}", f"token/{token.id}", asked.now)


async def submitted(town: Town, order: Order, landing: Landing) -> Outcome:
    """The outcome, once it is durable. Raises Problem 503 where the town cannot take more."""
    if town.waiting > LONGEST_QUEUE:
        raise Problem(503, "busy", *with_step("problem-orders-busy"), after_s=1)
    try:
        awaited: Awaited[Outcome] = landing.awaited()
        if town.looks_long(order.command):
            await asyncio.to_thread(town.queue, order, awaited)
        else:
            town.queue(order, awaited)
        return await awaited.future
    except CommitterClosed:
        raise Problem(
            503,
            "closing",
            *with_step("problem-closing"),
            after_s=2,
            command_id=order.command_id,
        ) from None


def answered(outcome: Outcome) -> Reply:
    """What goes back for an outcome. Raises Problem for a refusal, and for storage trouble."""
    if isinstance(outcome, Accepted):
        return Reply(msgspec.json.encode(granted(outcome)))
    if isinstance(outcome, Denied):
        raise refused(outcome.refused, outcome.command_id)
    raise unknown(outcome.why, outcome.command_id)


def granted(outcome: Accepted) -> Granted:
    """What is told of a granted order: no position of the log leaves."""
    return Granted(
        "accepted", outcome.command_id, outcome.names, outcome.subjects, outcome.is_repeat
    )


async def order(asked: Asked) -> Reply:
    """Give one order."""
    town = town_of(asked)
    kind = COMMANDS.get(asked.path("name"))
    if kind is None:
        raise nothing_here("here-order-named")
    name = key_of(asked)
    at = behalf = None
    if asked.request.scope["query_string"]:
        at, behalf = occurred_at(asked, asked.now), asked.query("on_behalf_of")
    if behalf is not None and not 0 < len(behalf) <= 80:
        raise Problem(400, "malformed", "on_behalf_of is an id.", where="on_behalf_of")
    command = command_in(await body_of(asked.request), kind)
    if isinstance(command, AdoptGround):
        await asyncio.to_thread(asked.door.ground.check, command)
    given = Order(
        command=command,
        command_id=name,
        actor=asked.who.person,
        on_behalf_of=behalf,
        occurred_at=at,
        session=session_of(asked),
    )
    outcome = await submitted(town, given, asked.door.landing)
    asked.door.metrics.order(kind.__name__, _WORDS[type(outcome)])
    if isinstance(outcome, Denied):
        asked.door.metrics.refusal(outcome.refused.code)
    return answered(outcome)


_WORDS = {Accepted: "accepted", Denied: "refused", Unknown: "unknown"}


async def order_on_record(asked: Asked) -> Reply:
    """What was answered to an order of the asker's own."""
    found = asked.door.house.seen().store.find(asked.path("name"))
    if found is None:
        raise nothing_here("here-order")
    first, last = found
    records = list(asked.door.house.seen().store.read(after=first - 1, upto=last))
    if any(each.actor != asked.who.person for each in records):
        raise nothing_here("here-order")
    return answered(outcome_on_record(asked.path("name"), records))


ROUTES = (
    Route(
        method="POST",
        path="/v1/orders/{name}",
        says="Give an order",
        tells="The name of an order of the catalogue; the body is its fields.",
        handler=order,
        tag="orders",
        scope=Scope.order,
        parameters=ENVELOPE,
        answer=Granted,
        errors=(404, 409, 413),
    ),
    Route(
        method="GET",
        path="/v1/orders/{name}",
        says="What was answered to an order of yours",
        tells="The name is the order's Idempotency-Key.",
        handler=order_on_record,
        tag="orders",
        scope=Scope.order,
        answer=Granted,
        errors=(404, 409),
    ),
)

__all__ = ["ROUTES", "answered", "submitted", "town_of"]
