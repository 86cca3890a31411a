"""Pictures put to an incident, a unit, a report … over HTTP, and got back by whoever sees it."""

import asyncio
from collections.abc import Iterator

import msgspec

from tocsin.access import Eye
from tocsin.app.photos.placeless import NotWhole, placeless
from tocsin.app.tongue import with_step
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import (
    ENVELOPE,
    Granted,
    granted,
    key_of,
    occurred_at,
    session_of,
    submitted,
    town_of,
)
from tocsin.app.web.past import under_policy_of
from tocsin.app.web.pictures import incident_of, looked
from tocsin.app.web.problem import Problem, nothing_here, refused, unknown
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.orders import Accepted, Denied, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import Blob, BlobRefused, LogDamaged
from tocsin.log.blobs import check_content
from tocsin.operations.narrative import AttachBlob, BlobAttached
from tocsin.operations.picture.narrative import Attachment
from tocsin.operations.picture.token import Scope

LARGEST_BYTES = 8_000_000
KINDS = ("image/jpeg", "image/png", "image/webp")
LONGEST_CAPTION = 2_000
SHORTEST_DIGEST = 12
SHOWN = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Attached(msgspec.Struct, frozen=True):
    """The order is granted; `id` is what the attachment is asked for by."""

    id: str
    media_type: str
    size_bytes: int
    order: Granted


async def attach(asked: Asked) -> Reply:
    """Seal a picture and put it on record. An order that would be refused is refused on record
    without it: nothing is stored that no record names.
    """
    town, name = town_of(asked), key_of(asked)
    subject, caption = asked.query("about") or "", asked.query("caption")
    keeps = asked.query("keep_location") or "false"
    if keeps not in ("true", "false"):
        raise Problem(400, "malformed", "keep_location is true or false.", where="keep_location")
    if not 3 <= len(subject) <= 120 or "/" not in subject:
        raise Problem(400, "malformed", "about is a subject, as incident/ID.", where="about")
    if caption is not None and not 0 < len(caption) <= LONGEST_CAPTION:
        raise Problem(400, "malformed", f"A caption has 1 to {LONGEST_CAPTION:,} characters.",
                      where="caption")  # fmt: skip
    media_type = asked.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    content = await body_of(asked.request, LARGEST_BYTES)
    before = await asyncio.to_thread(_on_record, town, name)
    if before is not None:
        return await _answered(asked, town, name, before)
    content = await asyncio.to_thread(_checked, media_type, content, keeps == "true")
    command = AttachBlob(
        subject=subject, digest="0" * 64, media_type=media_type, size_bytes=len(content),
        caption=caption,
    )  # fmt: skip
    if await asyncio.to_thread(_is_granted, asked, town, command):
        blob = await asyncio.to_thread(_stored, town, command, content)
        command = msgspec.structs.replace(command, digest=blob.digest)
    return await _answered(asked, town, name, command)


def _checked(media_type: str, content: bytes, keeps_location: bool) -> bytes:
    """The picture as it is kept. Raises Problem."""
    try:
        check_content(media_type, content, LARGEST_BYTES)
        return content if keeps_location else placeless(media_type, content)
    except (BlobRefused, NotWhole) as error:
        said = str(error) or "the picture is cut off, or is none"
        raise Problem(400, "malformed", f"{said[:1].upper()}{said[1:]}.", where="body") from None


def _is_granted(asked: Asked, town: Town, command: AttachBlob) -> bool:
    from tocsin.app.desk import Desk

    return Desk(town, asked.who.person, session_of(asked)).is_granted(command)


def _stored(town: Town, command: AttachBlob, content: bytes) -> Blob:
    return town.store.blobs.put(command.subject, command.media_type, content)


def _on_record(town: Town, name: str) -> AttachBlob | None:
    """What was attached under this id before, as it was ordered."""
    span = town.store.find(name)
    for record in () if span is None else town.store.read(span[0] - 1, span[1]):
        event = READER.event(record.name, bytes(record.payload))
        if isinstance(event, BlobAttached):
            kept = event.attachment
            return AttachBlob(
                subject=event.subject, digest=kept.digest, media_type=kept.media_type,
                size_bytes=kept.size_bytes,
            )  # fmt: skip
    return None


async def _answered(asked: Asked, town: Town, name: str, command: AttachBlob) -> Reply:
    at = occurred_at(asked, asked.now)
    order = Order(
        command=command, command_id=name, actor=asked.who.person, occurred_at=at,
        session=session_of(asked),
    )  # fmt: skip
    outcome = await submitted(town, order, asked.door.landing)
    if isinstance(outcome, Denied):
        raise refused(outcome.refused, outcome.command_id)
    if not isinstance(outcome, Accepted):
        raise unknown(outcome.why, outcome.command_id)
    told = Attached(command.digest, command.media_type, command.size_bytes, granted(outcome))
    return Reply(msgspec.json.encode(told))


async def one(asked: Asked) -> Reply:
    """An attachment of something in the asker's sight. Who looks at a restricted matter is on
    record for it.
    """
    digest = asked.path("id").lower()
    eye = asked.door.eye(asked.who.viewer)
    found = await asyncio.to_thread(lambda: next(_found(eye, digest), None) or _kept(asked, digest))
    if found is None:
        raise nothing_here("here-attachment")
    subject, kept = found
    await looked(asked, incident_of("narratives", subject, None))

    def opened() -> bytes | None:
        blobs = asked.door.house.seen().store.blobs
        return blobs.get(Blob(kept.digest, subject, kept.media_type, kept.size_bytes))

    try:
        content = await asyncio.to_thread(opened)
    except LogDamaged:
        raise Problem(503, "attachment_away", *with_step("problem-attachment-away")) from None
    if content is None:
        raise nothing_here("here-attachment")
    is_picture = kept.media_type in KINDS
    shown = "inline" if is_picture else f'attachment; filename="{kept.digest[:12]}"'
    return Reply(content, 200, kept.media_type, {**SHOWN, "Content-Disposition": shown},
                 is_tagged=True)  # fmt: skip


def _found(eye: Eye, digest: str) -> Iterator[tuple[str, Attachment]]:
    """The attachment of this digest, or that begins so, in what may be seen."""
    if len(digest) < SHORTEST_DIGEST:
        return
    for narrative in eye.picture.narratives.unordered():
        for entry in narrative.entries:
            kept = entry.attachment
            if kept is None or not kept.digest.startswith(digest):
                continue
            if "entries" in eye.fields(("narratives", narrative.subject)):
                yield narrative.subject, kept


def _kept(asked: Asked, digest: str) -> tuple[str, Attachment] | None:
    """The same among finished matters, which have left the picture: as the asker may see them
    today.
    """
    town, viewer = asked.door.house.seen(), asked.who.viewer
    if len(digest) < SHORTEST_DIGEST:
        return None
    for matter in town.matters():
        eye = Eye(under_policy_of(town.picture, matter.left), viewer)
        found = next(_found(eye, digest), None)
        if found is not None:
            return found
    return None


ROUTES = (
    Route(
        method="POST",
        path="/v1/attachments",
        says="Put a picture to an incident, a unit, a report",
        tells="Where it was taken is taken out of it before it is kept, unless keep_location is"
        " true; which way is up stays.",
        handler=attach,
        tag="orders",
        scope=Scope.order,
        parameters=(
            *ENVELOPE[:2],
            Parameter("about", "What it belongs to, as incident/ID."),
            Parameter(
                "caption", "What it shows.",
                {"type": "string", "minLength": 1, "maxLength": LONGEST_CAPTION},
            ),
            Parameter(
                "keep_location", "Keep where it was taken.",
                {"type": "string", "enum": ["true", "false"], "default": "false"},
            ),
        ),
        body_media_type="|".join(KINDS),
        answer=Attached,
        errors=(404, 409, 413),
    ),
    Route(
        method="GET",
        path="/v1/attachments/{id}",
        says="An attachment",
        tells="The id is its digest, or at least so much of it that is the only one. Those of"
        " finished matters too.",
        handler=one,
        tag="questions",
        scope=Scope.look,
        media_type="image/jpeg",
        also=("application/pdf", "image/gif", "image/png", "image/webp", "text/csv", "text/plain"),
        errors=(404, 409, 503),
    ),
)  # fmt: skip
