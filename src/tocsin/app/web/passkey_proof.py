"""Who shows a passkey: found by its id, held against its key and its counter. Never waits."""

import asyncio
import logging
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from tocsin.app.credentials import Passkey
from tocsin.app.logs import told
from tocsin.app.sign_in import passkeys
from tocsin.app.sign_in.passkeys import Credential, NotGood, Place
from tocsin.app.sign_in.sessions import Method, Proof
from tocsin.app.sign_in.signing import Signing
from tocsin.app.tongue import with_step
from tocsin.app.web.cookies import is_secure
from tocsin.app.web.doorkeeper import may_act
from tocsin.app.web.limits import network_of, too_often
from tocsin.app.web.me import kept_of, signing_of
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked

LOG = logging.getLogger("tocsin.door")

Name = Annotated[str, msgspec.Meta(max_length=80)]


class PasskeySignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the browser got from the device (`PublicKeyCredential.toJSON()`)."""

    credential: Credential


class PasskeyOptions(msgspec.Struct, frozen=True):
    """What the browser takes (`parseRequestOptionsFromJSON`, `parseCreationOptionsFromJSON`)."""

    options: dict[str, object]


def place_of(asked: Asked) -> Place:
    """Where browsers find the town. Raises Problem 409 where passkeys cannot work."""
    signing, host = signing_of(asked), asked.request.headers.get("host", "")
    if not passkeys.is_installed():
        raise Problem(
            409,
            "passkeys_not_installed",
            *with_step("problem-passkeys-not-installed"),
        )
    if signing.origin is None and host.partition(":")[0] == "localhost":
        scheme = "https" if is_secure(asked.request, signing) else "http"
        return Place(f"{scheme}://{host}", "localhost")
    if signing.origin is None or urlsplit(signing.origin).netloc != host:
        port = host.rpartition(":")[2]
        here = signing.origin or f"http://localhost:{port}, or serve the town with --origin"
        raise Problem(
            409,
            "passkeys_elsewhere",
            *with_step("problem-passkeys-elsewhere", here=here),
            where="Host",
        )
    return Place(signing.origin, urlsplit(signing.origin).hostname or "")


async def proven(asked: Asked, credential: Credential) -> Proof:
    """That somebody holds a passkey of theirs. Raises Problem 401."""
    signing, place = signing_of(asked), place_of(asked)
    try:
        person, passkey = _whose(asked, signing, credential)
        await asyncio.to_thread(_check, signing, place, credential, passkey)
    except NotGood:
        raise _not_good(asked, signing) from None
    return Proof(person, Method.passkey, f"passkey/{passkey.id}", asked.now)


def _whose(asked: Asked, signing: Signing, credential: Credential) -> tuple[str, Passkey]:
    """The person and the passkey under this id. Raises NotGood."""
    name = credential.get("id")
    for person, kept in kept_of(signing).items():
        for each in kept.passkeys:
            if each.id == name and may_act(asked.door.house.picture, person):
                return person, each
    raise NotGood("nobody's")


def _check(signing: Signing, place: Place, credential: Credential, passkey: Passkey) -> None:
    """Raise NotGood unless signature, challenge and counter are right; Problem for a copy."""
    now = signing.clock()
    challenge = passkeys.challenge_in(credential)
    if not signing.challenges.is_ours(challenge, "", now):
        raise NotGood("not our challenge")
    count = passkeys.shown(credential, passkey, place, challenge)
    if not signing.challenges.spend(challenge, now):
        raise NotGood("used before")
    is_counting = count > 0 or passkey.count > 0 or signing.marks.of(_mark(passkey)) > 0
    if is_counting and not (count > passkey.count and signing.marks.raised(_mark(passkey), count)):
        told(LOG, logging.WARNING, "passkey counted back")
        raise Problem(
            401,
            "passkey_copied",
            *with_step("problem-passkey-copied"),
        )


def _mark(passkey: Passkey) -> str:
    return f"passkey/{passkey.id}"


def _not_good(asked: Asked, signing: Signing) -> Problem:
    """Only tries that fail are counted: a good passkey never waits."""
    network = network_of(asked.request.client.host if asked.request.client else None)
    wait_s = signing.by_network.left_s(network)
    signing.by_network.begun(network)
    if wait_s:
        return too_often(wait_s)
    return Problem(
        401,
        "passkey_not_good",
        *with_step("problem-passkey-not-good"),
    )
