"""Signing in at a desk, and out; locking it, unlocking it, passing it on.

A session begins by a password, a passkey or a link; each of them is proven elsewhere.

Source: OWASP ASVS 5.0 V7 (session management).
"""

import asyncio
import logging
import uuid
from functools import partial
from typing import Annotated

import msgspec

from tocsin.app.credentials import LONGEST, NOTHING, SHORTEST
from tocsin.app.desk import officer
from tocsin.app.logs import told
from tocsin.app.sign_in import sealed
from tocsin.app.sign_in.passkeys import Credential
from tocsin.app.sign_in.sessions import DeskSession, Method, Proof
from tocsin.app.tongue import with_step
from tocsin.app.web import passkey_proof, password_proof
from tocsin.app.web.cookies import (
    desk_cookie,
    desk_secret,
    no_session_cookie,
    session_cookie,
    session_secret,
)
from tocsin.app.web.limits import body_of, network_of
from tocsin.app.web.me import Me, Over, kept_of, own_session, signing_of, told_of
from tocsin.app.web.orders import submitted, town_of
from tocsin.app.web.password_proof import Code, Handle, Password, PasswordSignIn
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.jurisdiction.orders import Accepted
from tocsin.operations.picture.token import Scope
from tocsin.terms.codes import Role

LOG = logging.getLogger("tocsin.door")
TAG = "signing in"
MOST = 20_000
"""Bytes of a body here."""

NewPassword = Annotated[str, msgspec.Meta(min_length=SHORTEST, max_length=LONGEST)]


class OnceSignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in a one-time link."""

    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Unlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The password, or a passkey, of the person whose session it is."""

    password: Password | None = None
    credential: Credential | None = None


class Switch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who takes the desk: handle and password, with a code where they have one, or a passkey."""

    handle: Handle | None = None
    password: Password | None = None
    code: Code | None = None
    credential: Credential | None = None


class SetPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new password; and the old one, where there is one and the session came by no link."""

    password: NewPassword
    old: Password | None = None


async def read(asked: Asked, kind: type[msgspec.Struct]) -> msgspec.Struct:
    """The body as what it must be. Raises Problem 400, which repeats nothing of it."""
    try:
        return msgspec.json.decode(await body_of(asked.request, MOST), type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", "See /docs.", where="body") from None


async def started(asked: Asked, proof: Proof) -> tuple[DeskSession, tuple[str, ...]]:
    """A new session in this browser, and its cookies; the one it had is over."""
    signing, request = signing_of(asked), asked.request
    before = signing.sessions.of_secret(session_secret(request, signing) or "")
    if before is not None:
        await asyncio.to_thread(signing.sessions.end, before.id)
    if proof.method is Method.sealed:
        await _on_record(asked, proof)
    agent = request.headers.get("user-agent", "")
    who = asked.door.house.picture.people.get(proof.person)
    is_phone = who is not None and who.roles == (Role.crew,)
    begin = partial(signing.sessions.begin, proof, agent, is_phone=is_phone)
    secret, session = await asyncio.to_thread(begin)
    cookies = [session_cookie(request, signing, secret)]
    if proof.method is not Method.link:
        desk = signing.desks.noted(desk_secret(request, signing), proof.person)
        cookies.append(desk_cookie(request, signing, desk))
    told(LOG, logging.INFO, "signed in", method=proof.method.value)
    return session, tuple(cookies)


async def _on_record(asked: Asked, proof: Proof) -> None:
    """A sealed account is opened: loudly. On a day on which nothing can be recorded, too."""
    order = sealed.on_record(proof, uuid.uuid4().hex, asked.now)
    try:
        outcome = await submitted(town_of(asked), order, asked.door.landing)
        is_known = isinstance(outcome, Accepted)
    except Problem:
        is_known = False
    told(LOG, logging.ERROR, "sealed account opened", is_on_record=is_known)


async def begun(asked: Asked, proof: Proof) -> Reply:
    """A new session in this browser, and what it may do."""
    session, cookies = await started(asked, proof)
    return _of(asked, proof.person, session, cookies)


def _of(
    asked: Asked, person: str, session: DeskSession | None, cookies: tuple[str, ...] = ()
) -> Reply:
    body = msgspec.json.encode(told_of(asked, person, session))
    return Reply(body, headers={"Cache-Control": "no-store"}, cookies=cookies)


async def by_password(asked: Asked) -> Reply:
    """Sign in with a password."""
    given = await read(asked, PasswordSignIn)
    assert isinstance(given, PasswordSignIn)
    return await begun(asked, await password_proof.proven(asked, given))


def link_proof(asked: Asked, secret: str) -> Proof:
    """That somebody has a link. Raises Problem 401."""
    signing = signing_of(asked)
    link = signing.links.looked_at(secret)
    name = None if link is None else officer(asked.door.house.picture, link.person)
    if link is None or name is None or signing.links.taken(secret) is None:
        network = network_of(asked.request.client.host if asked.request.client else None)
        wait_s = signing.by_network.left_s(network)
        signing.by_network.begun(network)
        if wait_s:
            raise password_proof.wait(wait_s)
        raise Problem(
            401,
            "link_not_good",
            *with_step("problem-link-not-good"),
        )
    return Proof(name, Method.link, f"link/{name}", asked.now, is_whole=link.is_kept)


async def by_link(asked: Asked) -> Reply:
    """Sign in with a one-time link."""
    given = await read(asked, OnceSignIn)
    assert isinstance(given, OnceSignIn)
    return await begun(asked, link_proof(asked, given.secret))


async def switch(asked: Asked) -> Reply:
    """Pass the desk on: another person signs in, the first session is over."""
    own_session(asked)
    given = await read(asked, Switch)
    assert isinstance(given, Switch)
    if given.credential is not None:
        return await begun(asked, await passkey_proof.proven(asked, given.credential))
    if given.handle is None or given.password is None:
        raise _nothing_shown("handle and password, or a passkey")
    typed = PasswordSignIn(handle=given.handle, password=given.password, code=given.code)
    return await begun(asked, await password_proof.proven(asked, typed))


def _nothing_shown(what: str) -> Problem:
    return Problem(400, "malformed", f"Send {what}.", "See /docs.", where="body")


async def lock(asked: Asked) -> Reply:
    """Lock the desk: the picture and the streams go on, nothing can be ordered."""
    name = own_session(asked).id
    signing = signing_of(asked)
    await asyncio.to_thread(signing.sessions.lock, name)
    return _of(asked, asked.who.person, signing.sessions.get(name))


async def unlock(asked: Asked) -> Reply:
    """The session's own person is there again, or proves once more who they are."""
    session = own_session(asked)
    given = await read(asked, Unlock)
    assert isinstance(given, Unlock)
    if given.credential is not None:
        proof = await passkey_proof.proven(asked, given.credential)
    elif given.password is not None:
        again = PasswordSignIn(handle=session.person, password=given.password)
        proof = await password_proof.proven(asked, again, with_code=False)
    else:
        raise _nothing_shown("the password, or a passkey")
    if proof.person != session.person:
        raise Problem(
            403, "not_your_desk", *with_step("problem-not-your-desk"),
        )  # fmt: skip
    signing = signing_of(asked)
    await asyncio.to_thread(signing.sessions.unlock, session.id, proof)
    return _of(asked, session.person, signing.sessions.get(session.id))


async def awake(asked: Asked) -> Reply:
    """Somebody is at the desk: each request that changes something says so; here it is all."""
    return _of(asked, asked.who.person, signing_of(asked).sessions.get(own_session(asked).id))


async def sign_out(asked: Asked) -> Reply:
    """The session is over."""
    session, signing = own_session(asked), signing_of(asked)
    await asyncio.to_thread(signing.sessions.end, session.id)
    gone = (no_session_cookie(asked.request, signing),)
    return Reply(msgspec.json.encode(Over(session.id)), cookies=gone)


async def set_password(asked: Asked) -> Reply:
    """Set one's own password; other sessions of this person are over."""
    session, signing = own_session(asked), signing_of(asked)
    given = await read(asked, SetPassword)
    assert isinstance(given, SetPassword)
    person = asked.who.person
    if session.is_whole and kept_of(signing).get(person, NOTHING).has_password:
        if given.old is None:
            raise Problem(400, "malformed", *with_step("problem-old-password"), where="old")
        again = PasswordSignIn(handle=person, password=given.old)
        await password_proof.proven(asked, again, with_code=False)
    await password_set(asked, session, given.password)
    return _of(asked, person, signing.sessions.get(session.id))


async def password_set(asked: Asked, session: DeskSession, new: str) -> None:
    """From now on the session's person signs in with this."""
    signing = signing_of(asked)
    await signing.known.done(lambda: signing.credentials.set(session.person, new))
    await made_whole(asked, session)


async def made_whole(asked: Asked, session: DeskSession) -> None:
    """The person can sign in without help: links and other sessions are over, this one is whole."""
    signing = signing_of(asked)
    signing.links.end_all(session.person)
    await asyncio.to_thread(signing.sessions.make_whole, session.id)
    await asyncio.to_thread(signing.sessions.end_all, [session.person], session.id)


TRIES = (401, 403, 409, 413, 429, 503)

ROUTES = (
    Route(
        method="POST", path="/v1/session/password", says="Sign in with a password",
        tells="Sets the cookie of a session. From a page of this town only, with the header"
        " `Tocsin-Console: 1`.",
        handler=by_password, tag=TAG, is_sign_in=True, body=PasswordSignIn, answer=Me, errors=TRIES,
    ),
    Route(
        method="POST", path="/v1/session/once", says="Sign in with a one-time link",
        tells="The session may only set a password or register a passkey, until one is there.",
        handler=by_link, tag=TAG, is_sign_in=True, body=OnceSignIn, answer=Me, errors=TRIES,
    ),
    Route(
        method="POST", path="/v1/session/switch", says="Pass the desk on to another person",
        tells="They sign in; the session before is over.", handler=switch, tag=TAG,
        scope=Scope.look, is_for_locked=True, body=Switch, answer=Me, errors=(409,),
    ),
    Route(
        method="POST", path="/v1/session/lock", says="Lock the desk", handler=lock, tag=TAG,
        tells="Picture and streams go on; orders are refused with `locked`.", scope=Scope.look,
        is_for_locked=True, body_media_type="", answer=Me, errors=(409,),
    ),
    Route(
        method="POST", path="/v1/session/unlock",
        says="Unlock the desk, or prove again who you are", handler=unlock, tag=TAG,
        scope=Scope.look, is_for_locked=True, body=Unlock, answer=Me, errors=(409,),
    ),
    Route(
        method="POST", path="/v1/session/awake", says="Somebody is at the desk",
        tells="The console says so, once a minute at the most, when a key or the pointer moved.",
        handler=awake, tag=TAG, scope=Scope.look, body_media_type="", answer=Me, errors=(409,),
    ),
    Route(
        method="DELETE", path="/v1/session", says="Sign out", handler=sign_out, tag=TAG,
        scope=Scope.look, is_for_locked=True, is_for_begun=True, answer=Over, errors=(409,),
    ),
    Route(
        method="POST", path="/v1/me/password", says="Set your password", handler=set_password,
        tells="Your other sessions are over.", tag=TAG, scope=Scope.look, is_for_begun=True,
        body=SetPassword, answer=Me, errors=(409,),
    ),
)  # fmt: skip
