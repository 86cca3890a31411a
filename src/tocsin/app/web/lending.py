"""What is lent, offered and asked for between this town and its neighbours."""

import asyncio

import msgspec

from tocsin.access import Eye
from tocsin.app.web.pictures import SubjectFields, encoded
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope


class Lending(msgspec.Struct, frozen=True):
    """Who holds which unit (`custody`), what is asked for (`requests`), counted stock, what of
    it changed hands and what is asked back, places kept at facilities, and the restore that this
    log still asks its neighbours about."""

    custody: tuple[SubjectFields, ...]
    requests: tuple[SubjectFields, ...]
    lots: tuple[SubjectFields, ...]
    lot_transfers: tuple[SubjectFields, ...]
    place_loans: tuple[SubjectFields, ...]
    lot_recalls: tuple[SubjectFields, ...]
    restore: SubjectFields | None = None


def seen_of(eye: Eye, kind: str) -> tuple[SubjectFields, ...]:
    """What a viewer sees of all subjects of a kind, sorted by id."""
    found = ((name, eye.shown((kind, name))) for name in sorted(getattr(eye.picture, kind)))
    return tuple(SubjectFields(kind, name, shown) for name, shown in found if shown is not None)


async def lending(asked: Asked) -> Reply:
    """As far as the asker may know it."""
    eye = asked.door.eye(asked.who.viewer)

    def found() -> bytes:
        restore = next(iter(seen_of(eye, "log_lives")), None)
        stock = seen_of(eye, "lots"), seen_of(eye, "lot_transfers"), seen_of(eye, "place_loans")
        recalls = seen_of(eye, "lot_recalls")
        units = seen_of(eye, "custody"), seen_of(eye, "aid_requests")
        return encoded(asked, Lending(*units, *stock, recalls, restore))

    return Reply(await asyncio.to_thread(found))


ROUTES = (
    Route(
        method="GET",
        path="/v1/lending",
        says="Units and stock that are lent or offered, and what towns ask each other for",
        tells="Orders about them are under /v1/orders: RequestAid, OfferUnit, ReleaseLot …",
        handler=lending,
        tag="neighbours",
        scope=Scope.look,
        answer=Lending,
    ),
)
