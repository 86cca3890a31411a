"""Advice on all that wait, together, over HTTP: who should go to which."""

import asyncio
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.advising.requests import Request, requests_in
from tocsin.app.advising.saying import need_said, sentence
from tocsin.app.advising.taking import lines_of, name_of, share_basis
from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.app.web.advice import POLICY, Says, fills_said, policy_asked, seen_by
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture import Picture
from tocsin.operations.picture.token import Scope
from tocsin.planners.dispatch.advice import Sent
from tocsin.views.saying import Read

if TYPE_CHECKING:
    from tocsin.planners.dispatch.jointly import Jointly


class AdvisedShare(msgspec.Struct, frozen=True):
    """What one incident gets, and what nobody is left for. `line` takes it and `also` what is left
    of it, with `basis` beside it, as with an option of `/v1/advice`."""

    incident: str
    units: tuple[str, ...]
    sends: tuple[Sent, ...]
    missing: tuple[str, ...]
    line: str
    also: tuple[str, ...]
    requests: tuple[Request, ...]
    basis: str


class AdvisedTogether(msgspec.Struct, frozen=True):
    """The most urgent incident first. `cost` is the sum of arrivals and prices in seconds, `gap` by
    how much a better choice could be less at best: null where nobody knows."""

    policy: str
    position: int
    ground: str | None
    shares: tuple[AdvisedShare, ...]
    cost: int
    gap: int | None
    degraded: tuple[Says, ...]


async def together(asked: Asked) -> Reply:
    """Who should go to which of all that wait."""
    door, policy = asked.door, policy_asked(asked)
    picture = seen_by(asked)
    town = door.house.seen()

    def reckoned() -> AdvisedTogether:
        standing = door.ground.standing
        found = door.adviser.all_advised(town, picture, standing, asked.now, policy)
        return _told(found, picture, policy.version, door.house.keys.open)

    try:
        return Reply(msgspec.json.encode(await asyncio.to_thread(reckoned)))
    except Told as error:
        raise Problem(503, "no_advice", f"{error}.", tell("advice-by-hand")) from error


def _told(found: "Jointly", picture: Picture, version: int, read: Read) -> AdvisedTogether:
    shares = []
    for each in found.shares:
        basis = share_basis(found, each, version)
        line, *also = lines_of(each.sends, name_of(picture, each.incident)) or ("",)
        shares.append(
            AdvisedShare(
                each.incident, each.units, tuple(map(fills_said, each.sends)),
                tuple(map(need_said, each.missing)), line, tuple(also),
                requests_in(each.sends, 1, each.incident, picture, read, basis), basis,
            )
        )  # fmt: skip
    of = found.basis
    return AdvisedTogether(
        of.policy, of.position, of.ground, tuple(shares), found.cost, found.gap,
        tuple(Says(e.code, sentence(e), e.is_for) for e in found.degraded),
    )  # fmt: skip


ROUTES = (
    Route(
        method="GET",
        path="/v1/advice/all",
        says="Who should go to which of all incidents that want somebody, chosen together",
        tells="Reckoned on what you may know: units and incidents out of your sight are left out."
        " Nothing is ordered, nobody is sent twice; `line` with `basis` takes a share.",
        handler=together,
        tag="advice",
        scope=Scope.look,
        parameters=(POLICY,),
        answer=AdvisedTogether,
        errors=(403, 503),
    ),
)
