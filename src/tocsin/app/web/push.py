"""A phone asks to be woken for an order, and to be left alone again."""

import asyncio

import msgspec

from tocsin.app.push.subscriptions import NotASubscription, checked
from tocsin.app.push.waking import Waking
from tocsin.app.web.limits import body_of
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope

LONGEST_BYTES = 4_000


class PushKeySaid(msgspec.Struct, frozen=True):
    """The town's public key, as a browser takes it (`applicationServerKey`)."""

    key: str


class BrowserKeys(msgspec.Struct, frozen=True):
    """The browser's public key and its authentication secret, base64url."""

    p256dh: str
    auth: str


class BrowserSubscription(msgspec.Struct, frozen=True, rename={"expires": "expirationTime"}):
    """`PushSubscription.toJSON()` (W3C Push API)."""

    endpoint: str
    keys: BrowserKeys
    expires: float | None = None


class Subscribing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A browser of the asker's; without one none of theirs is woken any more."""

    subscription: BrowserSubscription | None = None


class Woken(msgspec.Struct, frozen=True):
    """How many browsers of the asker are woken from now on."""

    browsers: int


def waking_of(asked: Asked) -> Waking:
    """Raises Problem 404 where this machine wakes nobody."""
    waking = asked.door.waking
    if waking is None:
        raise Problem(404, "not_found", "This machine wakes no phones.",
                      "Ask the machine that writes the log.")  # fmt: skip
    return waking


async def key(asked: Asked) -> Reply:
    """The key that a browser subscribes with."""
    return Reply(msgspec.json.encode(PushKeySaid(waking_of(asked).public_key)))


async def subscribe(asked: Asked) -> Reply:
    """Wake this browser of the asker's, or none of theirs any more."""
    waking, person = waking_of(asked), asked.who.person
    try:
        given = msgspec.json.decode(
            await body_of(asked.request, LONGEST_BYTES), type=Subscribing
        ).subscription
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None

    def kept() -> Woken:
        all_of = waking.subscriptions
        if given is None:
            all_of.keep(lambda each: each.person != person)
        else:
            keys = given.keys
            all_of.add(checked(person, given.endpoint, keys.p256dh, keys.auth, asked.now))
        return Woken(len(all_of.of(frozenset({person}))))

    try:
        return Reply(msgspec.json.encode(await asyncio.to_thread(kept)))
    except NotASubscription as error:
        raise Problem(400, "malformed", f"It is no subscription: {error}.",
                      where="subscription") from None  # fmt: skip


ROUTES = (
    Route(
        method="GET",
        path="/v1/push/key",
        says="The town's key, with which a browser subscribes",
        handler=key,
        tag="console",
        scope=Scope.look,
        answer=PushKeySaid,
        errors=(404,),
    ),
    Route(
        method="POST",
        path="/v1/me/push",
        says="Wake this browser for an order to the asker's unit",
        tells="Web Push (RFC 8030). The message is sealed for this browser and says only that there"
        " is something. Without a subscription none of the asker's browsers is woken any more.",
        handler=subscribe,
        tag="console",
        scope=Scope.look,
        body=Subscribing,
        answer=Woken,
        errors=(404,),
    ),
)
