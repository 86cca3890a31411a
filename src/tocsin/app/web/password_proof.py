"""Who types a password: held against its hash, with the code of a second device where there is one.

What does not fit is one answer, after the same work, whether there is such a person or not. Tries
wait longer and longer; nobody makes another wait who signs in where they signed in before.

Source: OWASP ASVS 5.0 V6; NIST SP 800-63B.
"""

import logging
from typing import Annotated

import msgspec

from tocsin.app.credentials import LONGEST, NOTHING
from tocsin.app.desk import officer
from tocsin.app.logs import told
from tocsin.app.sign_in import sealed
from tocsin.app.sign_in.sessions import Method, Proof
from tocsin.app.sign_in.totp import step_of
from tocsin.app.tongue import with_step
from tocsin.app.web.cookies import desk_secret
from tocsin.app.web.limits import network_of
from tocsin.app.web.me import kept_of, signing_of
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Asked

LOG = logging.getLogger("tocsin.door")

Handle = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
Code = Annotated[str, msgspec.Meta(max_length=20)]


class PasswordSignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Handle and password; the code of the second device where the person has one."""

    handle: Handle
    password: Password
    code: Code | None = None


async def proven(asked: Asked, given: PasswordSignIn, *, with_code: bool = True) -> Proof:
    """That somebody is who they say. Raises Problem 401; 429 where it has to wait."""
    signing = signing_of(asked)
    name = officer(asked.door.house.picture, given.handle)
    kept = kept_of(signing).get(name or "", NOTHING)
    if name is not None and sealed.opens(kept.sealed, given.password):
        return Proof(name, Method.sealed, f"sealed/{name}", asked.now)
    desk = None if name is None else signing.desks.knows(desk_secret(asked.request, signing), name)
    who = f"desk {desk}" if desk else f"person {name or given.handle.casefold()}"
    network = network_of(asked.request.client.host if asked.request.client else None)
    lane = signing.known if desk else signing.strangers
    wait_s = signing.by_person.left_s(who)
    if not desk:
        wait_s = max(wait_s, signing.by_network.left_s(network), 2.0 if lane.is_full else 0.0)
    if wait_s:
        raise wait(wait_s)
    signing.by_person.begun(who)
    if not desk:
        signing.by_network.begun(network)
    is_right = await lane.done(lambda: signing.credentials.is_right(name or "", given.password))
    if not is_right or name is None:
        told(LOG, logging.INFO, "not signed in", network=network)
        raise Problem(
            401,
            "sign_in_not_good",
            *with_step("problem-sign-in-not-good"),
        )
    if kept.totp and with_code:
        _check_code(asked, name, kept.totp, given.code, who)
    signing.by_person.good(who)
    signing.by_network.good_once(network)
    method = Method.totp if kept.totp and with_code else Method.password
    return Proof(name, method, f"password/{name}", asked.now)


def _check_code(asked: Asked, name: str, shared: str, code: str | None, who: str) -> None:
    """Raise Problem 401 unless the second device's code is right, and was not used before."""
    signing = signing_of(asked)
    if not code:
        signing.by_person.good_once(who)
        raise Problem(
            401, "code_needed", *with_step("problem-code-needed"), where="code",
        )  # fmt: skip
    step = step_of(shared, code, signing.clock().timestamp())
    if step is None or not signing.marks.raised(f"totp/{name}", step):
        raise Problem(
            401, "code_not_good", *with_step("problem-code-used"), where="code",
        )  # fmt: skip


def wait(wait_s: float) -> Problem:
    """The answer to one try too many."""
    return Problem(
        429,
        "too_often",
        *with_step("problem-too-often"),
        after_s=max(1, round(wait_s + 0.5)),
    )
