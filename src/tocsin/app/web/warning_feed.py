"""What a town's feed of warnings holds, for everybody; how far a message came, for those inside.

The feed is shown as its carrier wrote it: what is not on record as published is not there. A log
that is not Actual has no carriers, so its door has no feed, whatever lies in its folder.
"""

import asyncio
import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import msgspec

from tocsin.app.calling.drawing import as_delivery
from tocsin.app.carriers.standing import may_carry
from tocsin.app.facts import opener
from tocsin.app.web.pictures import tagged
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture.token import Scope
from tocsin.operations.picture.warning_channel import Delivery, WarningChannel
from tocsin.operations.warning_channels import TRY
from tocsin.views.reached import Message, reached

FOLDER = "feed"
INDEX = "warnings.atom"
KINDS = {
    ".atom": "application/atom+xml",
    ".xml": "application/cap+xml",
    ".pem": "application/x-pem-file",
}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,130}")
PUBLIC = {
    "Cache-Control": "public, max-age=15",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Anybody may keep it for a quarter of a minute, and any page may read it."""


class Channels(msgspec.Struct, frozen=True):
    """By what warnings leave; `carries`: whether anything leaves this log by them."""

    carries: bool
    channels: tuple[WarningChannel, ...]


class HowFar(msgspec.Struct, frozen=True):
    """The messages of a warning, or the last try of a channel."""

    messages: tuple[Message, ...]


async def index(asked: Asked) -> Reply:
    """The Atom index."""
    return await asyncio.to_thread(shown, asked, INDEX)


async def file(asked: Asked) -> Reply:
    """A message, or the certificate they are signed under."""
    return await asyncio.to_thread(shown, asked, asked.path("name"))


def shown(asked: Asked, name: str) -> Reply:
    """A file of the feed; also at a machine that only reads, where the town's folder is at hand.
    Raises Problem.
    """
    door = asked.door
    kind = KINDS.get(Path(name).suffix)
    if (
        not may_carry(door.house.header)
        or door.folder is None
        or kind is None
        or not NAME.fullmatch(name)
    ):
        raise nothing_here("noun-warning-feed")
    assert door.folder is not None, "just looked"
    path = door.folder / FOLDER / name
    try:
        content = path.read_bytes()
        at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    except OSError:
        raise nothing_here("noun-warning-feed") from None
    headers = {**PUBLIC, "Last-Modified": format_datetime(at, usegmt=True)}
    has_tag = "if-none-match" in asked.request.headers
    since = asked.request.headers.get("if-modified-since")
    if since is not None and not has_tag and _is_since(since, at):
        return Reply(b"", 304, kind, headers)
    return Reply(content, 200, kind, headers, is_tagged=True)


def _is_since(text: str, at: datetime) -> bool:
    """Whether nothing changed after a date (RFC 9110, 13.1.3); one that is none says nothing."""
    try:
        since = parsedate_to_datetime(text)
    except ValueError:
        return False
    return since.tzinfo is not None and at <= since


async def listed(asked: Asked) -> Reply:
    """By what warnings leave."""

    def made() -> Reply:
        eye = asked.door.eye(asked.who.viewer)
        found = [eye.shown(("warning_channels", each)) for each in eye.picture.warning_channels]
        known = [each for each in found if each and each.get("removed_at") is None]
        carries = asked.door.carriers is not None
        return tagged(_encoded(asked, {"carries": carries, "channels": known}))

    return await asyncio.to_thread(made)


async def told(asked: Asked) -> Reply:
    """How far a message came."""

    def made() -> Reply:
        wanted = asked.path("message")
        eye = asked.door.eye(asked.who.viewer)
        found = [
            each
            for each in eye.picture.deliveries.values()
            if _is_meant(each, wanted) and "reaches" in (eye.shown(("deliveries", each.id)) or {})
        ]
        found += [
            as_delivery(each, eye.picture.warnings.get(each.id))
            for each in eye.picture.call_lists.values()
            if wanted in (each.id, each.warning)
            and "entries" in (eye.shown(("call_lists", each.id)) or {})
        ]
        if not found:
            raise nothing_here("noun-delivery")
        channels = eye.picture.warning_channels.values()
        return tagged(_encoded(asked, HowFar(reached(found, channels, asked.now))))

    return await asyncio.to_thread(made)


def _is_meant(delivery: Delivery, wanted: str) -> bool:
    return wanted in (delivery.message, delivery.warning) or delivery.id == f"{TRY}@{wanted}"


def _encoded(asked: Asked, value: object) -> bytes:
    return msgspec.json.encode(value, enc_hook=opener(asked.door.house.keys))


SINCE = Parameter("If-Modified-Since", "only where it changed since", place="header")
TAG = "warnings"
ROUTES = (
    Route(
        method="GET", path="/feeds/warnings.atom", says="The feed of warnings", handler=index,
        tells="An Atom index (RFC 4287) of signed CAP 1.2 messages; every update and cancel is an "
        "entry of its own. The same files can lie on any host.",
        tag=TAG, media_type="application/atom+xml", parameters=(SINCE,), errors=(404,),
    ),
    Route(
        method="GET", path="/feeds/{name}", says="A message of the feed", handler=file,
        tells="As `ID.cap.xml`; `signed-by.pem` is the certificate that they are signed under.",
        tag=TAG, media_type="application/cap+xml", parameters=(SINCE,), errors=(404,),
    ),
    Route(
        method="GET", path="/v1/warning-channels", says="By what warnings leave", handler=listed,
        tag=TAG, scope=Scope.look, answer=Channels,
    ),
    Route(
        method="GET", path="/v1/warning-deliveries/{message}", says="How far a message came",
        tells="A warning, one message of it, or a channel whose last try is meant: on each channel "
        "what was sent and what arrived, and a list of those who were not reached.",
        handler=told, tag=TAG, scope=Scope.look, answer=HowFar, errors=(404,),
    ),
)  # fmt: skip
