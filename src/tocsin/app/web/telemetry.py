"""What devices report, in; where things are, out to whoever may see their positions."""

import asyncio
from datetime import datetime
from itertools import islice

import msgspec

from tocsin.access.tracks import FIELD, sees_track
from tocsin.app.phrases import say
from tocsin.app.times import instant_of
from tocsin.app.tracking import Shown, parsed, shown
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import town_of
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.log import CommitterClosed, LogDamaged, StorageUnknown
from tocsin.operations.observations import Observation, Unread
from tocsin.operations.picture.telemetry import TelemetryRules
from tocsin.operations.picture.token import Scope
from tocsin.operations.telemetry import rules_of

FORMAT_OF = {
    "application/json": "json",
    "application/x-ndjson": "json",
    "application/nmea": "nmea",
    "application/cot+xml": "cot",
    "application/xml": "cot",
    "text/xml": "cot",
}
"""What the content type says of a body."""
MEDIA_TYPES = "|".join(FORMAT_OF)
LONGEST_QUEUE = 2_000
"""Batches that wait for the disk; more are sent away for a second."""
TOLD = 100
"""Refused and unread parts that are told one by one; the rest is counted."""
PAGE, LONGEST_PAGE = 1_000, 10_000
ON_THE_LOOP_BYTES = 32_000
"""A longer body is read in a thread: the loop has others to serve."""


class NotTakenIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part that was not taken: where it stood, why, what to do. `code` is a refusal's, or
    `malformed`.
    """

    place: str
    code: str
    detail: str
    next: str = ""


class TakenIn(msgspec.Struct, frozen=True):
    """What became of a batch: `taken` are durable, `repeated` were there, the rest is refused."""

    taken: int
    repeated: int
    refused: int
    reasons: tuple[NotTakenIn, ...]


class Whereabouts(msgspec.Struct, frozen=True):
    """The newest of each that the asker may know, or a window of one. `rules` say how old is old.

    `is_whole` is false where there is more than the limit.
    """

    now: datetime
    rules: TelemetryRules
    observations: tuple[Shown, ...]
    is_whole: bool = True


def track_of(asked: Asked) -> Telemetry:
    """The running track. Raises Problem 409 where another machine has it."""
    town_of(asked)
    found = asked.door.telemetry
    if found is None:
        raise Problem(409, "no_track_here", "This door has no track.", "Ask the machine that has.")
    return found


async def take_in(asked: Asked) -> Reply:
    """Record a batch; answered when it is durable."""
    telemetry = track_of(asked)
    if telemetry.waiting > LONGEST_QUEUE:
        raise Problem(503, "busy", "More reports wait than are taken.", "Ask again.", after_s=1)
    body = await body_of(asked.request)
    kind = asked.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    device = asked.query("device")

    def read() -> list[Observation | Unread]:
        return list(parsed((body,), FORMAT_OF[kind], asked.now, device))

    found = await asyncio.to_thread(read) if len(body) > ON_THE_LOOP_BYTES else read()
    observations = [each for each in found if isinstance(each, Observation)]
    unread = [each for each in found if isinstance(each, Unread)]
    bound = frozenset(asked.who.token.reports_for)
    try:
        recorded = await asyncio.wrap_future(telemetry.record(observations, bound))
    except (StorageUnknown, CommitterClosed) as error:
        raise Problem(
            503, "unknown", f"Whether it is kept is not known: {error}.", "Report again.", after_s=1
        ) from None
    reasons = [NotTakenIn(each.place, "malformed", f"expected {each.expected}") for each in unread]
    for each in recorded.refused[: TOLD - len(reasons)]:
        sentence, step = say(each.refused)
        reasons.append(NotTakenIn(each.place, each.refused.code, sentence, step))
    count = len(recorded.refused) + len(unread)
    if count and not recorded.taken and not recorded.repeated:
        first = reasons[0]
        status = 400 if first.code == "malformed" else 409
        raise Problem(status, first.code, first.detail, first.next, where=first.place)
    return Reply(
        msgspec.json.encode(
            TakenIn(recorded.taken, recorded.repeated, count, tuple(reasons[:TOLD]))
        )
    )


async def whereabouts(asked: Asked) -> Reply:
    """The newest of everything in sight."""
    eye = asked.door.eye(asked.who.viewer)
    found = tuple(each for each in track_of(asked).all_known() if sees_track(eye, each.subject))
    return _reply(asked, found, is_whole=True)


async def track(asked: Asked) -> Reply:
    """The newest of one subject, or its track in a window of time."""
    telemetry = track_of(asked)
    subject = f"{asked.path('kind')}/{asked.path('id')}"
    if not sees_track(asked.door.eye(asked.who.viewer), subject):
        raise nothing_here("here-track")
    since, until, limit = _moment(asked, "since"), _moment(asked, "until"), _limit(asked)
    by = asked.query("by") or "observed"
    if by not in ("observed", "recorded"):
        raise Problem(400, "malformed", "by is observed or recorded.", where="by")
    if since is None and until is None:
        known = telemetry.known(subject)
        return _reply(asked, () if known is None else (known,), is_whole=True)
    look = telemetry.look

    def read() -> list[Known]:
        if look is None:
            return []
        window = look.observed if by == "observed" else look.recorded
        return list(islice(window(subject, since, until), limit + 1))

    try:
        found = await asyncio.to_thread(read)
    except (StorageUnknown, LogDamaged) as error:
        raise Problem(503, "track_not_read", f"The track cannot be read: {error}.") from None
    return _reply(asked, found[:limit], is_whole=len(found) <= limit)


def _reply(asked: Asked, found: "list[Known] | tuple[Known, ...]", *, is_whole: bool) -> Reply:
    picture = asked.door.house.picture
    rules = rules_of(picture)
    each = tuple(outward(shown(known, picture, asked.now, rules)) for known in found)
    return Reply(msgspec.json.encode(Whereabouts(asked.now, rules, each, is_whole)))


def outward(each: Shown) -> Shown:
    """As it leaves: without its place on the track, and without the name of the device."""
    source = each.source.partition(":")[0]
    return msgspec.structs.replace(each, position=None, source=source)


def _moment(asked: Asked, name: str) -> datetime | None:
    said = asked.query(name)
    if said is None:
        return None
    found = instant_of(said)
    if found is None or not 1970 < found.year < 9000:
        raise Problem(
            400,
            "malformed",
            f"{name} is a time with an offset, as 2026-03-02T14:02:00Z.",
            where=name,
        )
    return found


def _limit(asked: Asked) -> int:
    said = asked.query("limit")
    if said is None:
        return PAGE
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= LONGEST_PAGE):
        raise Problem(400, "malformed", f"limit is 1 to {LONGEST_PAGE}.", where="limit")
    return int(said)


DEVICE = Parameter("device", "Whose NMEA sentences they are, where no TAG block says.")
WINDOW = (
    Parameter("since", "From this time.", {"type": "string", "format": "date-time"}),
    Parameter("until", "Up to this time.", {"type": "string", "format": "date-time"}),
    Parameter(
        "by",
        "Which time the window is of.",
        {"type": "string", "enum": ["observed", "recorded"], "default": "observed"},
    ),
    Parameter(
        "limit",
        "How many at the most.",
        {"type": "integer", "minimum": 1, "maximum": LONGEST_PAGE, "default": PAGE},
    ),
)
_TELLS = (
    "A JSON array, one JSON object a line (application/x-ndjson), NMEA sentences (application/nmea)"
    " or CoT events (application/cot+xml). What cannot be taken is told part by part, the rest is"
    " kept. Sent again after an answer got lost, it is kept once."
)


def _in(path: str, says: str) -> Route:
    return Route(
        method="POST",
        path=path,
        says=says,
        tells=_TELLS,
        handler=take_in,
        tag="telemetry",
        scope=Scope.telemetry,
        parameters=(DEVICE,),
        body_media_type=MEDIA_TYPES,
        answer=TakenIn,
        errors=(409, 413, 503),
    )


ROUTES = (
    _in("/v1/positions", "Report positions"),
    _in("/v1/readings", "Report readings of sensors"),
    Route(
        method="GET",
        path="/v1/track",
        says="Where everything is that you may know of",
        handler=whereabouts,
        tag="telemetry",
        scope=Scope.look,
        answer=Whereabouts,
        errors=(409,),
    ),
    Route(
        method="GET",
        path="/v1/track/{kind}/{id}",
        says="The track of one subject",
        tells=f"Kinds are {', '.join(FIELD)}. Without a window: the newest.",
        handler=track,
        tag="telemetry",
        scope=Scope.look,
        parameters=WINDOW,
        answer=Whereabouts,
        errors=(404, 409, 503),
    ),
)
