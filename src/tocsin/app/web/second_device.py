"""A second device for one's password: begun with a secret, kept when it has shown a right code."""

import asyncio
from typing import Annotated

import msgspec

from tocsin.app.credentials import NOTHING, Kept
from tocsin.app.sign_in.totp import address_of, drawn_secret, step_of
from tocsin.app.tongue import with_step
from tocsin.app.web.me import Me, check_fresh, kept_of, own_session, signing_of, told_of
from tocsin.app.web.password_proof import Code
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.app.web.sign_in import TAG, read
from tocsin.operations.picture.token import Scope

SECRET = r"^[A-Z2-7]{32}$"
PATH = "/v1/me/second-device"


class NewDevice(msgspec.Struct, frozen=True):
    """A secret, and the address (`otpauth://…`) from which an app for codes reads it."""

    secret: str
    address: str


class KeepDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The secret that the device has read, and the code it shows."""

    secret: Annotated[str, msgspec.Meta(pattern=SECRET)]
    code: Code


async def options(asked: Asked) -> Reply:
    """A new secret: nothing is kept of it yet."""
    check_fresh(asked)
    secret, found = drawn_secret(), asked.door.house.picture.people.get(asked.who.person)
    handle = (found.handle if found else None) or asked.who.person
    told = NewDevice(secret, address_of(secret, asked.door.house.header.name, handle))
    return Reply(msgspec.json.encode(told), headers={"Cache-Control": "no-store"})


async def keep(asked: Asked) -> Reply:
    """From now on the device's code is asked for beside the password."""
    check_fresh(asked)
    signing, person = signing_of(asked), asked.who.person
    given = await read(asked, KeepDevice)
    assert isinstance(given, KeepDevice)
    if not kept_of(signing).get(person, NOTHING).has_password:
        raise Problem(409, "no_password", *with_step("problem-no-password"))
    step = step_of(given.secret, given.code, signing.clock().timestamp())
    if step is None:
        raise Problem(
            400, "code_not_good", *with_step("problem-code-not-shown"), where="code",
        )  # fmt: skip
    signing.marks.raised(f"totp/{person}", step)
    await asyncio.to_thread(_change, asked, given.secret)
    return _told(asked)


async def remove(asked: Asked) -> Reply:
    """No code is asked for any more."""
    check_fresh(asked)
    await asyncio.to_thread(_change, asked, "")
    return _told(asked)


def _change(asked: Asked, secret: str) -> None:
    def changed(kept: Kept) -> Kept:
        return msgspec.structs.replace(kept, totp=secret)

    signing_of(asked).credentials.change(asked.who.person, changed)


def _told(asked: Asked) -> Reply:
    session = signing_of(asked).sessions.get(own_session(asked).id)
    told = told_of(asked, asked.who.person, session)
    return Reply(msgspec.json.encode(told), headers={"Cache-Control": "no-store"})


ROUTES = (
    Route(
        method="POST", path=f"{PATH}/options", says="Begin with a second device", handler=options,
        tells="For an app that shows codes (RFC 6238).", tag=TAG, scope=Scope.look,
        body_media_type="", answer=NewDevice, errors=(409,),
    ),
    Route(
        method="POST", path=PATH, says="Keep a second device", handler=keep,
        tells="Its code is asked for beside the password from now on.", tag=TAG, scope=Scope.look,
        body=KeepDevice, answer=Me, errors=(409,),
    ),
    Route(
        method="DELETE", path=PATH, says="Do without the second device", handler=remove, tag=TAG,
        scope=Scope.look, answer=Me, errors=(409, 503),
    ),
)  # fmt: skip
