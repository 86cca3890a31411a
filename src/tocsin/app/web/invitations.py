"""Inviting a town, and taking an invitation up, over HTTP: `tocsin neighbour invite` and `join`."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec

from tocsin.app.desk import Answer, Desk
from tocsin.app.neighbours.inviting import Own, invited, joined
from tocsin.app.outcome import Exit, Told
from tocsin.app.web.limits import body_of
from tocsin.app.web.neighbours import the_neighbourhood
from tocsin.app.web.orders import session_of, town_of
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.log.clock import SystemEntropy
from tocsin.operations.picture.token import Scope

BODY_BYTES = 20_000
TAG = "neighbours"
NOT_KEPT = {"Cache-Control": "no-store"}

Url = Annotated[str, msgspec.Meta(max_length=200)]


class Inviting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which town, by its code; where it reaches this town's door; good for so many hours."""

    neighbour: Annotated[str, msgspec.Meta(pattern="^[A-Za-z]{2,4}$")]
    url: Url
    hours: Annotated[int, msgspec.Meta(ge=1, le=168)] = 24


class Invited(msgspec.Struct, frozen=True):
    """The invitation, one line: it is shown this once, and good once."""

    invitation: str
    neighbour: str
    expires_at: datetime | None


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invitation as it came, and where the other town reaches this town's door."""

    invitation: Annotated[str, msgspec.Meta(max_length=10_000)]
    url: Url


class Joined(msgspec.Struct, frozen=True):
    """The town that was met, and the digits that people read to each other."""

    neighbour: str
    name: str
    code: str


async def invite(asked: Asked) -> Reply:
    """The secret is in the answer and nowhere else."""
    wanted = await _read(asked, Inviting)

    def made() -> Invited:
        code = wanted.neighbour.upper()
        answer, text = invited(
            _desk(asked), _own(asked, wanted.url), code, wanted.hours, SystemEntropy()
        )
        _check(answer)
        known = asked.door.house.picture.neighbours.get(code)
        return Invited(text, code, None if known is None else known.expires_at)

    return Reply(msgspec.json.encode(await _told(made)), headers=NOT_KEPT)


async def join(asked: Asked) -> Reply:
    """The two doors meet."""
    wanted = await _read(asked, Joining)

    def made() -> Joined:
        met = joined(_desk(asked), _own(asked, wanted.url), wanted.invitation)
        _check(met.answer)
        return Joined(met.town, met.name, met.spoken)

    return Reply(msgspec.json.encode(await _told(made)), headers=NOT_KEPT)


Said = TypeVar("Said", Inviting, Joining)


async def _read(asked: Asked, kind: type[Said]) -> Said:
    try:
        return msgspec.json.decode(await body_of(asked.request, BODY_BYTES), type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None


async def _told(made: Callable[[], msgspec.Struct]) -> msgspec.Struct:
    """In a thread: the other town's door may take its time."""

    def asked() -> msgspec.Struct:
        try:
            return made()
        except Told as error:
            status = 400 if error.exit_code is Exit.usage else 409
            raise Problem(status, "not_met", f"{error}.", where="body") from None

    return await asyncio.to_thread(asked)


def _desk(asked: Asked) -> Desk:
    return Desk(town_of(asked), asked.who.person, session_of(asked))


def _own(asked: Asked, url: str) -> Own:
    house, here = asked.door.house, the_neighbourhood(asked)
    settings = house.picture.settings.get("town")
    name = settings.name if settings is not None else house.header.name
    return Own(house.header.code, name, url, here.key())


def _check(answer: Answer) -> None:
    """Raise Problem where the order was not granted: in the words that the desk would be told."""
    if answer.exit_code is not Exit.done:
        status = 409 if answer.exit_code is Exit.refused else 400
        code, next_ = answer.facts.get("code"), answer.facts.get("next")
        raise Problem(
            status,
            str(code or "not_met"),
            str(answer.facts.get("why") or answer.text),
            str(next_ or ""),
        )


ROUTES = (
    Route(
        method="POST",
        path="/v1/neighbours/invitations",
        says="Invite another town: the answer is the invitation, which is good once",
        tells="An order, InviteNeighbour: the answer alone has the secret.",
        handler=invite,
        tag=TAG,
        scope=Scope.order,
        body=Inviting,
        answer=Invited,
        errors=(400, 404, 409),
    ),
    Route(
        method="POST",
        path="/v1/neighbours/meetings",
        says="Take an invitation up: the two doors meet, and both show the same digits",
        tells="An order, MeetNeighbour. People read the digits to each other and confirm them.",
        handler=join,
        tag=TAG,
        scope=Scope.order,
        body=Joining,
        answer=Joined,
        errors=(400, 404, 409),
    ),
)
