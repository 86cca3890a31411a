"""The live stream: Server-Sent Events (WHATWG HTML, section 9.2) of the slice that the asker may
know.

An event `tick` has two data lines, envelope and deltas; its id is where to go on. An event
`positions`, for who asks for it, tells what moved; it has no id, since only the newest counts.
`end` says why the stream is over. An event `clock`, first and on a quiet line four times a
minute, says the town's time and how fast it goes (each tick's envelope has the time as well);
where this machine only reads and is cut off from the log, `stale` says how old the picture is
instead.
"""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import msgspec

from tocsin.access import Slice, Tick
from tocsin.access import group as as_group
from tocsin.access.slices import Delta
from tocsin.access.stream import Envelope
from tocsin.app.tracking import Shown
from tocsin.app.web.doorkeeper import Caller
from tocsin.app.web.house import House
from tocsin.app.web.hub import Resumed
from tocsin.app.web.inbox import own_group
from tocsin.app.web.mailbox import Ended, Mailbox
from tocsin.app.web.pictures import SHOWN_KINDS
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture.token import Scope

MEDIA_TYPE = "text/event-stream"
LAST = re.compile(r"([0-9a-f]{32}):([0-9]{1,15})")

WHY = {
    Ended.closing: b'event: end\ndata: {"code":"closing"}\n\n',
    Ended.token: b'event: end\ndata: {"code":"token_not_good"}\n\n',
    Ended.session: b'event: end\ndata: {"code":"session_over"}\n\n',
}
RETRY = b"retry: 1000\n\n"


def framed(stream: Slice, tick: Tick) -> list[bytes]:
    """A tick as an event, in pieces: the deltas are the same object for all of a class."""
    name = stream.incarnation.encode()
    head = b"id: %b:%d\nevent: tick\ndata: %b\ndata: " % (name, tick.last, tick.envelope)
    return [head, tick.body, b"\n\n"]


def kinds_of(asked: Asked) -> frozenset[str] | None:
    """The kinds asked for; None: all. Raises Problem 400."""
    said = asked.query("kinds")
    if said is None:
        return None
    found = frozenset(each.strip() for each in said.split(",") if each.strip())
    strange = sorted(found - set(SHOWN_KINDS))
    if strange or not found:
        raise Problem(
            400,
            "malformed",
            f"kinds names kinds of subject, not `{', '.join(strange)[:80]}`.",
            f"Kinds are {', '.join(SHOWN_KINDS)}.",
            where="kinds",
        )
    return found


def resumed_of(asked: Asked) -> Resumed | None:
    """Where the reader stands."""
    return resumed_from(asked.request.headers.get("last-event-id", ""))


def resumed_from(last_id: str) -> Resumed | None:
    """Where a Last-Event-ID stands; a strange one is of a reader that begins afresh."""
    said = LAST.fullmatch(last_id)
    return None if said is None else Resumed(said[1], int(said[2]))


def wants_positions(asked: Asked) -> bool:
    """Whether live positions are asked for. Raises Problem 400."""
    said = asked.query("positions")
    if said not in (None, "true", "false"):
        raise Problem(400, "malformed", "positions is true or false.", where="positions")
    return said == "true"


def reader_of(asked: Asked) -> Caller:
    """Whoever asks; with the eyes of a group, where they belong to it. Raises Problem 404."""
    name = asked.query("group") or asked.who.token.inbox
    if name is None:
        return asked.who
    return msgspec.structs.replace(asked.who, viewer=as_group(own_group(asked, name).id))


async def joined(asked: Asked) -> Mailbox:
    """The mailbox of whoever asks."""
    return await asked.door.hub.joined(
        reader_of(asked), kinds_of(asked), resumed_of(asked), with_positions=wants_positions(asked)
    )


async def events(asked: Asked, mailbox: Mailbox) -> AsyncIterator[list[bytes]]:
    """The stream, in pieces to be written together; over when the mailbox is ended."""
    hub = asked.door.hub
    try:
        yield [RETRY, clock_event(asked.door.house)]
        while True:
            ticks = await mailbox.taken()
            moved = mailbox.positions.taken() if mailbox.positions is not None else []
            if ticks or moved:
                pieces = [piece for tick in ticks for piece in framed(mailbox.stream, tick)]
                yield pieces + moved
            elif mailbox.ended is not None:
                yield [WHY[mailbox.ended]]
                return
            elif mailbox.is_behind:
                await hub.begun_again(mailbox)
            else:
                yield [still_here(asked.door.house)]
    finally:
        hub.left(mailbox)


async def stream(asked: Asked) -> Reply:
    """Checked here, written by the application as it comes."""
    kinds_of(asked)
    reader_of(asked)
    wants_positions(asked)
    # A proxy in front passes each tick on as it comes (nginx: ngx_http_proxy_module).
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Reply(b"", media_type=MEDIA_TYPE, headers=headers)


def clock_event(house: House) -> bytes:
    """What the town's clock says, and how fast it goes: a screen runs it on by itself."""
    told = msgspec.json.encode(Clock(house.now(), house.clock_rate))
    return b"event: clock\ndata: %b\n\n" % told


def still_here(house: House) -> bytes:
    """What keeps the line open: the clock; where the picture is old how old."""
    age_s = int(house.age_s)
    if age_s:
        return b'event: stale\ndata: {"picture_age_s":%d}\n\n' % age_s
    return clock_event(house)


class Clock(msgspec.Struct, frozen=True):
    """See `clock`: the town's time, and how many seconds of it go by in one of ours."""

    at: datetime
    rate: int


class Positions(msgspec.Struct, frozen=True):
    """See `positions`: what moved, or where everything is. Ages in seconds: up to `fresh_s` a
    position is fresh, from `old_s` on old.
    """

    at: datetime
    fresh_s: int
    old_s: int
    is_whole: bool
    positions: tuple[Shown, ...]


STREAMED = (Envelope, Delta, Clock, Positions)
"""What the data of the stream's events is made of."""


ROUTES = (
    Route(
        method="GET",
        path="/v1/stream",
        says="What you may know, live",
        tells="Server-Sent Events. `tick`: envelope, then deltas (`disclosed` replaces a subject's"
        " fields, `changed` updates some, `withdrawn` forgets it). `clock`: the town's time and how"
        " fast it goes. Go on with Last-Event-ID.",
        handler=stream,
        tag="stream",
        scope=Scope.look,
        or_inbox=True,
        parameters=(
            Parameter("kinds", "Only these kinds, with commas between."),
            Parameter("group", "The id of a group of yours: its inbox instead of your own sight."),
            Parameter(
                "positions",
                "Live positions too: events `positions`.",
                {"type": "string", "enum": ["true", "false"], "default": "false"},
            ),
            Parameter("Last-Event-ID", "The id of the last tick that was read.", place="header"),
        ),
        media_type=MEDIA_TYPE,
        is_stream=True,
    ),
)
