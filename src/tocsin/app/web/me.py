"""Who asks: their roles, what they may order, their sessions."""

import asyncio
from datetime import datetime, timedelta

import msgspec

from tocsin.access.table import table_of
from tocsin.app.credentials import NOTHING, Kept
from tocsin.app.outcome import Told
from tocsin.app.sign_in.sessions import DeskSession, Method
from tocsin.app.sign_in.signing import Signing
from tocsin.app.tongue import tell, with_step
from tocsin.app.web.doorkeeper import Caller
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.picture.token import Scope
from tocsin.terms.codes import Role

FRESH = timedelta(minutes=10)
"""So long after a proof somebody may change what they sign in with: a desk that stands open makes
nobody another's.
"""


class Seat(msgspec.Struct, frozen=True):
    """A session at a desk. Times are the town's. It locks, and ends, in so many seconds if nobody
    does anything; while it is locked it shows the picture and gives no orders.
    """

    id: str
    method: Method
    began_at: datetime
    authenticated_at: datetime
    expires_at: datetime
    idle_lock_s: int
    locks_in_s: int
    expires_in_s: int
    is_locked: bool


class OwnSeat(msgspec.Struct, frozen=True):
    """A session in a list: whose, and whether it is the asker's own."""

    person: str
    handle: str | None
    agent: str
    is_this: bool
    seat: Seat


class Seats(msgspec.Struct, frozen=True):
    """Sessions, the newest first."""

    sessions: tuple[OwnSeat, ...]


class Me(msgspec.Struct, frozen=True):
    """Whoever asks. `orders`: what the access table lets some role of theirs order, under whatever
    condition. `methods`: what they have to sign in with. `session` is null for a program.
    `must_set`: they came by a one-time link, and may only set a password or register a passkey.
    """

    person: str
    handle: str | None
    name: str | None
    roles: tuple[str, ...]
    orders: tuple[str, ...]
    methods: tuple[Method, ...]
    session: Seat | None
    must_set: bool


class OrderSaid(msgspec.Struct, frozen=True):
    """An order by its name, and what it is called in the language that is asked for."""

    name: str
    says: str


class OwnOrders(msgspec.Struct, frozen=True):
    """What the access table lets some role of the asker's order, under whatever condition."""

    orders: tuple[OrderSaid, ...]


def signing_of(asked: Asked) -> Signing:
    """What signing in needs. Raises Problem 409 where people sign in elsewhere."""
    found = asked.door.signing
    if found is None:
        raise Problem(
            409,
            "only_read_here",
            *with_step(
                "problem-only-shown-here", writer=asked.door.house.writer or tell("the-writer")
            ),
        )
    return found


def kept_of(signing: Signing) -> dict[str, Kept]:
    """What people sign in with. Raises Problem 503 where the file is damaged: nobody gets in."""
    try:
        return signing.credentials.everybody()
    except Told as error:
        raise Problem(
            503, "credentials_damaged", *with_step("problem-credentials-damaged"),
        ) from error  # fmt: skip


def own_session(asked: Asked) -> DeskSession:
    """The session under which this is asked. Raises Problem 409 for a program."""
    if asked.who.session is None:
        raise Problem(409, "no_session", *with_step("problem-no-session"))
    return asked.who.session


def check_fresh(asked: Asked) -> None:
    """Raise Problem 403 unless the person has just proved who they are."""
    signing, session = signing_of(asked), own_session(asked)
    if signing.clock() - session.proven_at > FRESH:
        raise Problem(
            403,
            "prove_again",
            *with_step("problem-prove-again"),
        )


def seat_of(session: DeskSession, signing: Signing, now: datetime) -> Seat:
    """A session as it is told; `now` is the town's."""
    locks_in_s, expires_in_s = signing.sessions.left_s(session)
    return Seat(
        id=session.id,
        method=session.method,
        began_at=session.began_at,
        authenticated_at=session.authenticated_at,
        expires_at=now.replace(microsecond=0) + timedelta(seconds=expires_in_s),
        idle_lock_s=int(signing.sessions.idle.total_seconds()),
        locks_in_s=locks_in_s,
        expires_in_s=expires_in_s,
        is_locked=signing.sessions.is_locked(session),
    )


def told_of(asked: Asked, name: str, session: DeskSession | None) -> Me:
    """All about somebody that they themselves may know."""
    picture, signing = asked.door.house.picture, asked.door.signing
    found = picture.people.get(name)
    assert found is not None, "whoever is let in is known"
    return Me(
        person=name,
        handle=found.handle,
        name=None if found.name is None else asked.door.house.keys.open(found.name),
        roles=found.roles,
        orders=orders_of(asked, found.roles),
        methods=() if signing is None else methods_of(signing, name),
        session=None
        if session is None or signing is None
        else seat_of(session, signing, asked.now),
        must_set=session is not None and not session.is_whole,
    )


def orders_of(asked: Asked, roles: tuple[str, ...]) -> tuple[str, ...]:
    """What the access table lets some of these roles order."""
    table = table_of(asked.door.house.picture.access.get("access"))
    return tuple(order for order in sorted(COMMANDS) if table.names(order, roles))


def methods_of(signing: Signing, person: str) -> tuple[Method, ...]:
    """What somebody has to sign in with."""
    kept = kept_of(signing).get(person, NOTHING)
    has = {
        Method.passkey: bool(kept.passkeys),
        Method.password: kept.has_password,
        Method.totp: bool(kept.totp),
        Method.sealed: bool(kept.sealed),
    }
    return tuple(method for method, is_there in has.items() if is_there)


async def me(asked: Asked) -> Reply:
    """Who asks."""
    told = told_of(asked, asked.who.person, asked.who.session)
    return Reply(msgspec.json.encode(told), headers={"Cache-Control": "no-store"})


async def own_orders(asked: Asked) -> Reply:
    """What the asker may order, each as it is said."""
    found = asked.door.house.picture.people.get(asked.who.person)
    assert found is not None, "whoever is let in is known"
    orders = tuple(OrderSaid(name, tell(f"order-{name}")) for name in orders_of(asked, found.roles))
    told = OwnOrders(orders)
    return Reply(msgspec.json.encode(told), headers={"Cache-Control": "no-store"})


async def sessions(asked: Asked) -> Reply:
    """The asker's own sessions; to an administrator everybody's."""
    signing = signing_of(asked)
    found = signing.sessions.live(None if _administers(asked) else asked.who.person)
    own = asked.who.session
    picture = asked.door.house.picture
    listed = []
    for each in found:
        owner = picture.people.get(each.person)
        listed.append(
            OwnSeat(
                person=each.person,
                handle=None if owner is None else owner.handle,
                agent=each.agent,
                is_this=own is not None and own.id == each.id,
                seat=seat_of(each, signing, asked.now),
            )
        )
    headers = {"Cache-Control": "no-store"}
    return Reply(msgspec.json.encode(Seats(tuple(listed))), headers=headers)


async def end_one(asked: Asked) -> Reply:
    """End a session of one's own; an administrator anybody's."""
    signing = signing_of(asked)
    found = signing.sessions.get(asked.path("id"))
    if found is None or not (found.person == asked.who.person or _administers(asked)):
        raise nothing_here("here-session")
    await asyncio.to_thread(signing.sessions.end, found.id)
    return Reply(msgspec.json.encode(Over(found.id)))


class Over(msgspec.Struct, frozen=True):
    """The session that is over."""

    ended: str


def _administers(asked: Asked) -> bool:
    return administers(asked, asked.who)


def administers(asked: Asked, who: Caller) -> bool:
    """Whether somebody is an administrator at this moment."""
    found = asked.door.house.picture.people.get(who.person)
    return found is not None and Role.administrator in found.roles


ROUTES = (
    Route(
        method="GET", path="/v1/me", says="Who you are, and what you may order", handler=me,
        tag="signing in", scope=Scope.look, is_for_begun=True, answer=Me,
    ),
    Route(
        method="GET", path="/v1/me/orders", says="What you may order, in words",
        handler=own_orders, tag="signing in", scope=Scope.look, answer=OwnOrders,
    ),
    Route(
        method="GET", path="/v1/sessions", says="Sessions at desks: your own, or all",
        tells="An administrator gets everybody's.", handler=sessions, tag="signing in",
        scope=Scope.look, answer=Seats, errors=(409,),
    ),
    Route(
        method="DELETE", path="/v1/sessions/{id}", says="End a session", handler=end_one,
        tells="One of your own; an administrator anybody's. Its streams end at once.",
        tag="signing in", scope=Scope.look, answer=Over, errors=(404, 409),
    ),
)  # fmt: skip
