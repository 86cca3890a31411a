"""Warnings of others over HTTP: whose are taken, and a message that is posted by whoever may."""

import asyncio
import uuid
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.facts import opener
from tocsin.app.tongue import with_step
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import session_of, submitted, town_of
from tocsin.app.web.pictures import tagged
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.jurisdiction.orders import Accepted, Denied, MalformedOrder, Order, check
from tocsin.operations.picture.heard_warning import WarningSource
from tocsin.operations.picture.token import Scope
from tocsin.operations.warning_sources import find_source

if TYPE_CHECKING:
    from tocsin.app.hearing_warnings.listening import LastAsked
    from tocsin.app.hearing_warnings.messages import Message

MOST_BYTES = 8 << 20
CAP = "application/cap+xml"


class SourceShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source as far as the asker may know it, and how it went when it was last asked."""

    id: str
    fields: dict[str, object]
    last: dict[str, object] | None = None


class Sources(msgspec.Struct, frozen=True):
    """Whose warnings are taken."""

    sources: tuple[SourceShown, ...]


class Taken(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message: `outcome` is accepted, refused or unknown; "" where it cannot be read, which
    `fault` tells.
    """

    identifier: str
    outcome: str
    deviations: tuple[str, ...] = ()
    verdict: str = ""
    code: str = ""
    fault: str = ""
    subjects: tuple[str, ...] = ()


class AllTaken(msgspec.Struct, frozen=True):
    """The messages of a file, in order."""

    messages: tuple[Taken, ...]


async def listed(asked: Asked) -> Reply:
    """Whose warnings are taken."""

    def made() -> Reply:
        door = asked.door
        eye = door.eye(asked.who.viewer)
        found = [
            (each, eye.shown(("warning_sources", each))) for each in eye.picture.warning_sources
        ]
        last = {} if door.listener is None else door.listener.last
        shown = tuple(
            SourceShown(name, fields, _last(last.get(name), "url" in fields))
            for name, fields in found
            if fields is not None and fields.get("removed_at") is None
        )
        hook = opener(door.house.keys)
        return tagged(msgspec.json.encode(Sources(shown), enc_hook=hook))

    return await asyncio.to_thread(made)


def _last(found: "LastAsked | None", sees_url: bool) -> dict[str, object] | None:
    """A fault may hold the address, and what was answered there."""
    if found is None:
        return None
    seen = found if sees_url else msgspec.structs.replace(found, fault="")
    shown: dict[str, object] = msgspec.to_builtins(seen)
    return shown


async def taken(asked: Asked) -> Reply:
    """Take what is posted, as of a source: an order for each message."""
    town = town_of(asked)
    source = find_source(asked.door.house.picture, asked.path("source"))
    if source is None:
        raise nothing_here("noun-warning-source")
    content = await body_of(asked.request, MOST_BYTES)
    found = await asyncio.to_thread(_messages, asked, source, content)
    told = []
    for each in found:
        if each.order is None:
            told.append(Taken(each.identifier, "", each.deviations, fault=each.fault))
            continue
        order = Order(
            command=each.order, command_id=f"posted/{uuid.uuid4().hex}", actor=asked.who.person,
            session=session_of(asked),
        )  # fmt: skip
        try:
            check(order)
        except MalformedOrder as error:
            told.append(Taken(each.identifier, "", each.deviations, fault=str(error)))
            continue
        outcome = await submitted(town, order, asked.door.landing)
        is_refused = isinstance(outcome, Denied)
        told.append(
            Taken(
                each.identifier,
                "refused" if is_refused else "accepted" if _is_in(outcome) else "unknown",
                each.deviations,
                each.order.verdict,
                outcome.refused.code if isinstance(outcome, Denied) else "",
                subjects=outcome.subjects if isinstance(outcome, Accepted) else (),
            )
        )
    return Reply(msgspec.json.encode(AllTaken(tuple(told))))


def _is_in(outcome: object) -> bool:
    return isinstance(outcome, Accepted)


def _messages(asked: Asked, source: WarningSource, content: bytes) -> "tuple[Message, ...]":
    """Raises Problem."""
    folder = asked.door.folder
    try:
        from tocsin.app.hearing_warnings.grounded import ground_of
        from tocsin.app.hearing_warnings.messages import Ground, messages_in
        from tocsin.gateways.cap import Malformed
    except ImportError:
        raise Problem(409, "refused", *with_step("heard-no-extra")) from None
    picture = asked.door.house.picture
    ground = Ground() if folder is None else ground_of(folder, picture)
    try:
        return messages_in(content, source, ground)
    except Malformed as error:
        says = f"{error.where}: {error.expected}"
        raise Problem(400, "malformed", says, error.do, where="body") from None


TAG = "warnings"
ROUTES = (
    Route(
        method="GET", path="/v1/warning-sources", says="Whose warnings are taken", handler=listed,
        tells="With how it went when each was last asked.", tag=TAG, scope=Scope.look,
        answer=Sources,
    ),
    Route(
        method="POST", path="/v1/warning-sources/{source}/messages", says="Take somebody's warning",
        tells="A file of CAP: read whatever is wrong with it, each deviation named; held against "
        "the source's pinned keys; a report for each matter, with the plan that is proposed.",
        handler=taken, tag=TAG, scope=Scope.order, body_media_type=CAP, answer=AllTaken,
        errors=(400, 404, 409, 413, 503),
    ),
)  # fmt: skip
