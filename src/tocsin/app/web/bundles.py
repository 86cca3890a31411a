"""Bundles over HTTP: what the link to a neighbour would carry, as a file for a stick."""

import asyncio

import msgspec

from tocsin.app.desk import Desk
from tocsin.app.neighbours.bundle_deeds import said_of
from tocsin.app.neighbours.carrying import Carrying, Taken, carried_for
from tocsin.app.tongue import with_step
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import session_of, town_of
from tocsin.app.web.problem import Problem, refused
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.federation.bundles import LARGEST_BYTES, BundleFault, BundleRefused, head_of
from tocsin.log import StorageUnknown
from tocsin.operations.picture.token import Scope

BUNDLE_TYPE = "application/octet-stream"
TAG = "neighbours"
MALFORMED = (BundleFault.not_a_bundle, BundleFault.cut_off, BundleFault.malformed)


def _carrying(asked: Asked) -> Carrying:
    """Raises Problem 404 where this process speaks with no neighbours."""
    found = asked.door.neighbourhood
    if found is None:
        raise Problem(404, "no_neighbours_here", *with_step("bundle-not_here"))
    return found.carrying


def _check_right(asked: Asked, code: str) -> None:
    """Raise Problem where whoever asks may not carry for this neighbour."""
    desk = Desk(town_of(asked), asked.who.person, session_of(asked))
    why = desk.refusal(carried_for(code))
    if why is not None:
        raise refused(why, "")


def _not_taken(error: BundleRefused) -> Problem:
    status = 400 if error.fault in MALFORMED else 413
    if error.fault is not BundleFault.too_large and status == 413:
        status = 409
    return Problem(status, f"bundle_{error.fault}", *said_of(error), where="body")


async def written(asked: Asked) -> Reply:
    """A bundle for a neighbour: all that it may know and is not known to have."""
    carrying, code = _carrying(asked), asked.path("code").upper()
    if not (2 <= len(code) <= 4 and code.isascii() and code.isalpha()):
        raise Problem(404, "bundle_not_a_neighbour", *with_step(
            "bundle-not_a_neighbour", neighbour=code[:8]))  # fmt: skip

    def made() -> tuple[str, bytes]:
        _check_right(asked, code)
        facts, file = carrying.write(code)
        return f"{facts.written_at:%Y%m%dT%H%M%SZ}", file

    try:
        at, file = await asyncio.to_thread(made)
    except BundleRefused as error:
        raise _not_taken(error) from None
    except StorageUnknown as error:
        raise _unknown(error) from None
    name = f"tocsin-{asked.door.house.header.code}-to-{code}-{at}.bundle"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Reply(file, media_type=BUNDLE_TYPE, headers=headers)


async def taken(asked: Asked) -> Reply:
    """Take in what a neighbour has written: all of it, or nothing."""
    carrying = _carrying(asked)
    file = await body_of(asked.request, LARGEST_BYTES)

    def read() -> Taken:
        town = head_of(file)[0].town
        if town in asked.door.house.picture.neighbours:
            _check_right(asked, town)
        return carrying.read(file)

    try:
        return Reply(msgspec.json.encode(await asyncio.to_thread(read)))
    except BundleRefused as error:
        raise _not_taken(error) from None
    except StorageUnknown as error:
        raise _unknown(error) from None


def _unknown(error: StorageUnknown) -> Problem:
    return Problem(503, "unknown", *with_step("problem-not-known", why=str(error)), after_s=2)


ROUTES = (
    Route(
        method="GET",
        path="/v1/neighbours/{code}/bundle",
        says="A bundle for a neighbour: what the link would carry, as a file",
        tells="Sealed for the neighbour and signed by this town. It holds what the neighbour may"
        " know and is not known to have; asked again, the same and what is new.",
        handler=written,
        tag=TAG,
        scope=Scope.order,
        media_type=BUNDLE_TYPE,
        errors=(404, 409, 413, 503),
    ),
    Route(
        method="POST",
        path="/v1/neighbours/bundle",
        says="Take in a neighbour's bundle",
        tells="All of it or nothing. The same one again, or an older one, changes nothing.",
        handler=taken,
        tag=TAG,
        scope=Scope.order,
        body_media_type=BUNDLE_TYPE,
        answer=Taken,
        errors=(404, 409, 413, 503),
    ),
)
