"""Passkeys: signing in with one, making one, removing one."""

import asyncio
from datetime import datetime

import msgspec

from tocsin.app.credentials import NOTHING, Kept, Passkey
from tocsin.app.sign_in import passkeys
from tocsin.app.sign_in.passkeys import Credential, NotGood
from tocsin.app.tongue import with_step
from tocsin.app.web.me import Me, check_fresh, kept_of, own_session, signing_of
from tocsin.app.web.passkey_proof import (
    Name,
    PasskeyOptions,
    PasskeySignIn,
    place_of,
    proven,
)
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.app.web.sign_in import TAG, TRIES, begun, made_whole, read
from tocsin.operations.picture.token import Scope

MOST = 20
"""Passkeys of one person."""


class NewPasskey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser made, and what its owner calls it."""

    credential: Credential
    name: Name = ""


class OwnPasskey(msgspec.Struct, frozen=True):
    """A passkey of the asker's."""

    id: str
    name: str
    made_at: datetime


class OwnPasskeys(msgspec.Struct, frozen=True):
    """All of them, the oldest first."""

    passkeys: tuple[OwnPasskey, ...]


async def sign_in_options(asked: Asked) -> Reply:
    """What a browser needs to ask for a passkey."""
    signing, place = signing_of(asked), place_of(asked)
    challenge = signing.challenges.drawn("", signing.clock())
    return _options(await asyncio.to_thread(passkeys.to_sign_in, place, challenge))


async def sign_in(asked: Asked) -> Reply:
    """Sign in with a passkey."""
    given = await read(asked, PasskeySignIn)
    assert isinstance(given, PasskeySignIn)
    return await begun(asked, await proven(asked, given.credential))


async def register_options(asked: Asked) -> Reply:
    """What a browser needs to make a passkey."""
    check_fresh(asked)
    signing, place, person = signing_of(asked), place_of(asked), asked.who.person
    found = asked.door.house.picture.people.get(person)
    handle = (found.handle if found else None) or person
    kept = kept_of(signing).get(person, NOTHING)
    challenge = signing.challenges.drawn(person, signing.clock())
    town = asked.door.house.header.name
    return _options(
        await asyncio.to_thread(passkeys.to_register, place, town, person, handle, kept, challenge)
    )


def _options(options: dict[str, object]) -> Reply:
    body = msgspec.json.encode(PasskeyOptions(options))
    return Reply(body, headers={"Cache-Control": "no-store"})


async def register(asked: Asked) -> Reply:
    """Keep a passkey that the browser made."""
    check_fresh(asked)
    signing, session, place = signing_of(asked), own_session(asked), place_of(asked)
    given = await read(asked, NewPasskey)
    assert isinstance(given, NewPasskey)
    person, now = asked.who.person, signing.clock()
    try:
        challenge = passkeys.challenge_in(given.credential)
        if not signing.challenges.is_ours(challenge, person, now):
            raise NotGood("not our challenge")
        made = await asyncio.to_thread(
            passkeys.registered, given.credential, place, challenge, given.name, now
        )
        if not signing.challenges.spend(challenge, now):
            raise NotGood("used before")
    except NotGood:
        raise Problem(
            400, "passkey_not_made", *with_step("problem-passkey-not-made"),
            where="credential",
        ) from None  # fmt: skip
    everybody = kept_of(signing)
    if any(each.id == made.id for kept in everybody.values() for each in kept.passkeys):
        raise Problem(409, "passkey_known", *with_step("problem-passkey-known"))
    if len(everybody.get(person, NOTHING).passkeys) >= MOST:
        raise Problem(409, "passkeys_enough", *with_step("problem-passkeys-enough", n=MOST))
    await asyncio.to_thread(_kept, asked, (made,), "")
    if not session.is_whole:
        await made_whole(asked, session)
    return await own(asked)


def _kept(asked: Asked, more: tuple[Passkey, ...], without: str) -> None:
    def changed(kept: Kept) -> Kept:
        left = (each for each in kept.passkeys if each.id != without)
        return msgspec.structs.replace(kept, passkeys=(*left, *more))

    signing_of(asked).credentials.change(asked.who.person, changed)


async def own(asked: Asked) -> Reply:
    """The asker's passkeys."""
    found = kept_of(signing_of(asked)).get(asked.who.person, NOTHING).passkeys
    told = OwnPasskeys(tuple(OwnPasskey(each.id, each.name, each.made_at) for each in found))
    return Reply(msgspec.json.encode(told), headers={"Cache-Control": "no-store"})


async def remove(asked: Asked) -> Reply:
    """Remove a passkey of one's own; not the last thing one signs in with."""
    own_session(asked)
    name, kept = asked.path("id"), kept_of(signing_of(asked)).get(asked.who.person, NOTHING)
    if all(each.id != name for each in kept.passkeys):
        raise nothing_here("here-passkey")
    if len(kept.passkeys) == 1 and not kept.has_password:
        raise Problem(409, "last_way_in", *with_step("problem-last-way-in"))
    await asyncio.to_thread(_kept, asked, (), name)
    return await own(asked)


ROUTES = (
    Route(
        method="POST", path="/v1/session/passkey/options", says="Ask for a passkey",
        tells="What the browser needs for `navigator.credentials.get`.", handler=sign_in_options,
        tag=TAG, is_sign_in=True, body_media_type="", answer=PasskeyOptions, errors=(403, 409),
    ),
    Route(
        method="POST", path="/v1/session/passkey", says="Sign in with a passkey", handler=sign_in,
        tells="Never has to wait for what others try.", tag=TAG, is_sign_in=True,
        body=PasskeySignIn, answer=Me, errors=TRIES,
    ),
    Route(
        method="POST", path="/v1/me/passkeys/options", says="Make a passkey",
        tells="What the browser needs for `navigator.credentials.create`.",
        handler=register_options, tag=TAG, scope=Scope.look, is_for_begun=True, body_media_type="",
        answer=PasskeyOptions, errors=(409,),
    ),
    Route(
        method="POST", path="/v1/me/passkeys", says="Keep a passkey that was made",
        handler=register, tag=TAG, scope=Scope.look, is_for_begun=True, body=NewPasskey,
        answer=OwnPasskeys, errors=(409,),
    ),
    Route(
        method="GET", path="/v1/me/passkeys", says="Your passkeys", handler=own, tag=TAG,
        scope=Scope.look, is_for_begun=True, answer=OwnPasskeys, errors=(409,),
    ),
    Route(
        method="DELETE", path="/v1/me/passkeys/{id}", says="Remove a passkey", handler=remove,
        tells="Not the last thing that you can sign in with.", tag=TAG, scope=Scope.look,
        answer=OwnPasskeys, errors=(404, 409),
    ),
)  # fmt: skip
