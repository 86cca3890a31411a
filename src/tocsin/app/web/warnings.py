"""Warnings over HTTP: what is in force and what is being written, one whole, one as CAP.

They are written, approved and sent by orders (`POST /v1/orders/DraftWarning` and those after it):
the rule of two people is in the orders.
"""

import asyncio
import uuid

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.outcome import Told
from tocsin.app.warnings.composing import Composed, Wish, composed
from tocsin.app.warnings.known_zones import ZoneNamed
from tocsin.app.warnings.previewing import WarningLooked, looked_at
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import session_of, town_of
from tocsin.app.web.pictures import encoded, tagged
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.orders import Context
from tocsin.operations.picture.token import Scope
from tocsin.operations.picture.warning import PublicWarning

CAP = "application/cap+xml"
"""The media type of CAP (OASIS, IANA registration of 2013)."""


class WarningShown(msgspec.Struct, frozen=True):
    """One warning, as far as the asker may know it, with its words open."""

    id: str
    is_in_force: bool
    fields: dict[str, object]


class Warnings(msgspec.Struct, frozen=True):
    """Warnings by the time they were drafted."""

    warnings: tuple[WarningShown, ...]


def _shown(asked: Asked, found: PublicWarning) -> WarningShown | None:
    fields = asked.door.eye(asked.who.viewer).shown(("warnings", found.id))
    return None if fields is None else WarningShown(found.id, found.is_in_force, fields)


def _named(asked: Asked) -> PublicWarning:
    """The warning of the path, where the asker may know of it. Raises Problem 404."""
    eye = asked.door.eye(asked.who.viewer)
    found = eye.picture.warnings.get(asked.path("warning"))
    if found is None or eye.shown(("warnings", found.id)) is None:
        raise nothing_here("noun-warning")
    return found


class Zones(msgspec.Struct, frozen=True):
    """Zones by name."""

    zones: tuple[ZoneNamed, ...]


async def listed(asked: Asked) -> Reply:
    """What is in force and what is written; with `all` also what is over."""
    is_all = asked.query("all") == "true"

    def made() -> bytes:
        every = asked.door.eye(asked.who.viewer).picture.warnings.values()
        rows = sorted(every, key=lambda each: (each.drafted_at, each.id))
        wanted = [each for each in rows if is_all or each.is_open]
        found = [row for each in wanted if (row := _shown(asked, each)) is not None]
        return encoded(asked, Warnings(tuple(found)))

    return await asyncio.to_thread(lambda: tagged(made()))


async def told(asked: Asked) -> Reply:
    """One warning whole."""
    return await asyncio.to_thread(lambda: tagged(encoded(asked, _shown(asked, _named(asked)))))


async def as_cap(asked: Asked) -> Reply:
    """The message that carriers send; of a draft a preview that says `Draft`."""

    def made() -> bytes:
        try:
            from tocsin.app.warnings.as_cap import alert_of
            from tocsin.gateways.cap import Unwritable, render
        except ImportError:
            says = "CAP is not installed here."
            raise Problem(
                409, "refused", says, "Install the extra: pip install 'tocsin[warnings]'."
            ) from None
        alert = alert_of(_named(asked), asked.door.house.keys, sent=asked.now)
        try:
            return render(alert)
        except Unwritable as error:
            says = f"It has no valid form: {error}."
            raise Problem(409, "refused", says, "Write it anew.", where="warning") from None

    return Reply(await asyncio.to_thread(made), media_type=CAP, is_tagged=True)


async def looked(asked: Asked) -> Reply:
    """What the second person looks at besides its facts."""

    def made() -> bytes:
        eye, found = asked.door.eye(asked.who.viewer), _named(asked)
        if "questions" not in (eye.shown(("warnings", found.id)) or {}):
            raise nothing_here("noun-warning")
        seen = looked_at(found, eye.picture, asked.door.house.keys, asked.now)
        ways = [each for each in seen.ways if eye.shown(("warning_channels", each.channel))]
        return encoded(asked, msgspec.structs.replace(seen, ways=tuple(ways)))

    return await asyncio.to_thread(lambda: tagged(made()))


async def composed_here(asked: Asked) -> Reply:
    """What a wish would come to."""
    town, folder = town_of(asked), asked.door.folder
    try:
        wish = msgspec.json.decode(await body_of(asked.request, LONGEST_BYTES), type=Wish)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None
    if folder is None:
        raise nothing_here("noun-warning")

    def made() -> bytes:
        picture, keys = asked.door.house.picture, asked.door.house.keys
        context = Context(
            code=town.code, now=asked.now, occurred_at=asked.now, command_id=uuid.uuid4().hex,
            actor=asked.who.person, session=session_of(asked), kind=asked.door.house.header.kind,
        )  # fmt: skip
        surveyor = town.surveyor or (lambda *_: None)
        zone = town_zone(picture)
        try:
            found = composed(wish, picture, context, folder, keys, zone, surveyor)
        except Told as error:
            raise Problem(400, "malformed", f"{error}", where="wish") from None
        return encoded(asked, _seen(found, asked))

    return Reply(await asyncio.to_thread(made))


def _seen(found: Composed, asked: Asked) -> Composed:
    """As far as the asker may know it: the ways of a warning are those of a preview."""
    if found.looked is None:
        return found
    eye = asked.door.eye(asked.who.viewer)
    ways = [each for each in found.looked.ways if eye.shown(("warning_channels", each.channel))]
    looked = msgspec.structs.replace(found.looked, ways=tuple(ways))
    return msgspec.structs.replace(found, looked=looked)


async def zones(asked: Asked) -> Reply:
    """Zones of the ground that a warning can be for."""
    folder, picture = asked.door.folder, asked.door.house.picture

    def made() -> bytes:
        if folder is None:
            return encoded(asked, Zones(()))
        from tocsin.app.warnings.on_ground import areas_in

        try:
            return encoded(asked, Zones(areas_in(folder).named(picture)))
        except Told:
            return encoded(asked, Zones(()))

    return await asyncio.to_thread(lambda: tagged(made()))


TAG = "warnings"
LONGEST_BYTES = 64_000
ALL = Parameter("all", "Also those that are over.", {"type": "boolean", "default": False})
ROUTES = (
    Route(
        method="POST", path="/v1/warning-composing", says="A warning before it is written",
        tells="The order that would write it, its words in every language, whom the area holds,"
        " what would be refused and what asked. Nothing is ordered.",
        handler=composed_here, tag=TAG, scope=Scope.look, body=Wish, answer=Composed,
        errors=(404, 409, 413),
    ),
    Route(
        method="GET", path="/v1/warning-zones", says="Zones that a warning can be for",
        tells="Of the ground in force; none where there is no ground.",
        handler=zones, tag=TAG, scope=Scope.look, answer=Zones,
    ),
    Route(
        method="GET", path="/v1/warnings", says="Warnings of the town", handler=listed, tag=TAG,
        tells="In force and being written: their facts, words, questions, who stands behind them.",
        scope=Scope.look, parameters=(ALL,), answer=Warnings,
    ),
    Route(
        method="GET", path="/v1/warnings/{warning}", says="One warning", handler=told, tag=TAG,
        scope=Scope.look, answer=WarningShown, errors=(404,),
    ),
    Route(
        method="GET", path="/v1/warnings/{warning}/cap", says="One warning as a CAP message",
        tells="A draft says `Draft`.", handler=as_cap, tag=TAG, scope=Scope.look,
        media_type=CAP, errors=(404, 409),
    ),
    Route(
        method="GET", path="/v1/warnings/{warning}/preview", handler=looked, tag=TAG,
        says="What each channel would carry of a warning",
        tells="For whoever approves it: by language and channel, how it reads, who stands by the"
        " words, which languages lack, by what it would leave. Nothing is ordered.",
        scope=Scope.look, answer=WarningLooked, errors=(404,),
    ),
)  # fmt: skip
