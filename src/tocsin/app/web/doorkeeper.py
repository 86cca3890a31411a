"""Who is let in: a token's secret is looked up by its digest in the picture as it is now.

Nothing about tokens is kept here, so that a revoked token, a deactivated person and a token at its
end are shut out by the next request, on every machine that follows the log.
"""

import base64
import hashlib
import os
from datetime import datetime

import msgspec

from tocsin.access import Viewer, person
from tocsin.app.sign_in.sessions import DeskSession, Sessions
from tocsin.app.tongue import with_step
from tocsin.app.web.problem import Problem
from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.token import OPEN_SCOPES, Scope, Token

PREFIX = "tocsin_"
SECRET_BYTES = 32


class Caller(msgspec.Struct, frozen=True):
    """Whoever asks: the person a token belongs to, and the token. Somebody at a desk has a session
    instead, and a token that is made of it and is on no record.
    """

    person: str
    viewer: Viewer
    token: Token
    session: DeskSession | None = None


def drawn_secret() -> str:
    """A new secret: 256 random bits, with a prefix by which scanners find it where it must not
    be.
    """
    return PREFIX + base64.urlsafe_b64encode(os.urandom(SECRET_BYTES)).decode().rstrip("=")


def digest_of(secret: str) -> str:
    """What is kept of a secret. It has enough randomness of its own to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Doorkeeper:
    """Looks callers up. The index by digest is made anew whenever the picture's tokens change."""

    def __init__(self, sessions: Sessions | None = None) -> None:
        self._sessions = sessions
        self._tokens: Map[Token] | None = None
        self._by_digest: dict[str, Token] = {}

    def of_secret(self, secret: str, picture: Picture, now: datetime) -> Caller | None:
        """The caller whose token has this secret; None where it lets nobody in."""
        token = self._index(picture).get(digest_of(secret.strip()))
        if token is None or not self.is_good(token, picture, now):
            return None
        return Caller(token.person, person(token.person), token)

    @property
    def session_changes(self) -> int:
        """Grows when a session is begun, changed or ended."""
        return 0 if self._sessions is None else self._sessions.changes

    def admitted(
        self,
        authorization: str | None,
        picture: Picture,
        now: datetime,
        session_secret: str | None = None,
    ) -> Caller:
        """The caller of an `Authorization: Bearer …` header; without one, of a session's secret.
        Raises Problem 401.
        """
        if authorization is None and session_secret:
            return self._at_desk(session_secret, picture)
        kind, _, secret = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            raise _not_let_in("token_missing", "This needs a token.")
        caller = self.of_secret(secret, picture, now)
        if caller is None:
            raise _not_let_in("token_not_good", "This token is not good, or not any more.")
        return caller

    def _at_desk(self, secret: str, picture: Picture) -> Caller:
        session = None if self._sessions is None else self._sessions.of_secret(secret)
        if session is None or not may_act(picture, session.person):
            raise Problem(
                401, "session_over", *with_step("problem-session-over"),
                where="Cookie",
            )  # fmt: skip
        token = Token(
            id=session.id,
            person=session.person,
            digest="",
            scopes=OPEN_SCOPES,
            issued_at=session.began_at,
            expires_at=session.expires_at,
        )
        return Caller(session.person, person(session.person), token, session)

    def still_lets_in(self, caller: Caller, picture: Picture, now: datetime) -> bool:
        """Whether a caller who was let in would be let in again."""
        if caller.session is None or self._sessions is None:
            return self.is_good(caller.token, picture, now)
        is_live = self._sessions.get(caller.session.id) is not None
        return is_live and may_act(picture, caller.person)

    def is_good(self, token: Token, picture: Picture, now: datetime) -> bool:
        """Whether a token lets anybody in now."""
        if picture.tokens.get(token.id) is not token and token != picture.tokens.get(token.id):
            return False
        if token.inbox is not None:
            group = picture.groups.get(token.inbox)
            if group is None or not group.has(token.person):
                return False
        return now < token.expires_at and may_act(picture, token.person)

    def _index(self, picture: Picture) -> dict[str, Token]:
        if picture.tokens is not self._tokens:
            self._by_digest = {each.digest: each for each in picture.tokens.unordered()}
            self._tokens = picture.tokens
        return self._by_digest


def may_act(picture: Picture, name: str) -> bool:
    """Whether somebody is let in at all: known, active, not forgotten."""
    found = picture.people.get(name)
    return found is not None and found.is_active and not found.is_forgotten


def allowed(caller: Caller, scope: Scope, *, or_inbox: bool = False) -> None:
    """Raise Problem 403 unless the caller's token is good for this."""
    if or_inbox and Scope.inbox in caller.token.scopes:
        return
    if scope not in caller.token.scopes:
        raise Problem(
            403,
            "scope_missing",
            *with_step("problem-scope-missing", scope=scope.value),
        )


def _not_let_in(code: str, detail: str) -> Problem:
    step = "Send `Authorization: Bearer` with a token; `tocsin token create` issues one."
    return Problem(401, code, detail, step, where="Authorization")
