"""Sessions of people at a desk: begun by a proof, locked when nobody is there, ended.

The secret has 256 random bits and goes to the browser; its SHA-256 is kept. A session survives a
restart. How long it lasts goes by the machine's clock: a town in an exercise may run faster than
life. When somebody proved who they are is told by the town's clock, as orders are.

Source: OWASP ASVS 5.0 V7 (session management); NIST SP 800-63B §7 (12 hours, idle limits).
"""

import base64
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.app.sign_in.rows import Rows

IDLE = timedelta(minutes=10)
LONGEST = timedelta(hours=12)
KEPT_EVERY = timedelta(seconds=30)
"""So often it is written down that somebody is still there."""
TABLE = "session"

_replace = msgspec.structs.replace


class Method(StrEnum):
    """How a person proved who they are."""

    password = "password"
    totp = "totp"
    passkey = "passkey"
    link = "link"
    sealed = "sealed"


class Proof(msgspec.Struct, frozen=True):
    """Who was proven, by what, when by the town's clock. `credential` is what orders carry."""

    person: str
    method: Method
    credential: str
    at: datetime
    is_whole: bool = True


class DeskSession(msgspec.Struct, frozen=True, omit_defaults=True):
    """One session. `began_at` and `authenticated_at` are the town's time, the others the
    machine's. One that is not whole may only set a password or register a passkey. One of a
    crew's own phone (`is_phone`) is not locked because nobody touched it: the phone locks itself.
    """

    id: str
    person: str
    method: Method
    credential: str
    began_at: datetime
    authenticated_at: datetime
    proven_at: datetime
    seen_at: datetime
    expires_at: datetime
    agent: str = ""
    locked_at: datetime | None = None
    is_whole: bool = True
    is_phone: bool = False


def drawn() -> str:
    """256 random bits, as text."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Sessions:
    """All sessions of a town on this machine. Looked up in memory, kept in the file."""

    def __init__(self, rows: Rows, clock: Callable[[], datetime], idle: timedelta = IDLE) -> None:
        self._rows = rows
        self._clock = clock
        self.idle = idle
        self._lock = threading.RLock()
        self._changes = -1
        self._by_digest: dict[str, DeskSession] = {}
        self._digests: dict[str, str] = {}
        self._kept_at: dict[str, datetime] = {}

    @property
    def changes(self) -> int:
        """Grows when any session is begun, changed or ended, by whichever process."""
        return self._rows.looked()

    def begin(
        self, proof: Proof, agent: str = "", *, is_phone: bool = False
    ) -> tuple[str, DeskSession]:
        """The secret of a new session, and the session."""
        now, secret = self._clock(), drawn()
        session = DeskSession(
            id=os.urandom(9).hex(),
            person=proof.person,
            method=proof.method,
            credential=proof.credential,
            began_at=proof.at,
            authenticated_at=proof.at,
            proven_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
            agent=agent[:120],
            is_whole=proof.is_whole,
            is_phone=is_phone,
        )
        self._sweep(now)
        self._keep(digest(secret), session)
        return secret, session

    def of_secret(self, secret: str) -> DeskSession | None:
        """The session that a browser shows the secret of; None where it is over."""
        with self._lock:
            self._look()
            return self._if_live(self._by_digest.get(digest(secret)))

    def get(self, name: str) -> DeskSession | None:
        """The session of this id; None where it is over."""
        with self._lock:
            self._look()
            return self._if_live(self._by_digest.get(self._digests.get(name, "")))

    def live(self, person: str | None = None) -> list[DeskSession]:
        """All that are not over, or those of one person; the newest first."""
        with self._lock:
            self._look()
            found = [each for each in self._by_digest.values() if self._if_live(each)]
        own = [each for each in found if person in (None, each.person)]
        return sorted(own, key=lambda each: (each.began_at, each.id), reverse=True)

    def is_locked(self, session: DeskSession) -> bool:
        """Whether it was locked, or nobody has been there for too long."""
        is_idle = self._clock() - session.seen_at >= self.idle and not session.is_phone
        return session.locked_at is not None or is_idle

    def left_s(self, session: DeskSession) -> tuple[int, int]:
        """Seconds until it locks, and until it is over, if nobody does anything."""
        now = self._clock()
        until_lock = session.expires_at if session.is_phone else session.seen_at + self.idle
        locks = timedelta() if self.is_locked(session) else until_lock - now
        return int(locks.total_seconds()), int((session.expires_at - now).total_seconds())

    def lock(self, name: str) -> None:
        """From now on it shows and orders nothing."""
        self._change(name, lambda session: _replace(session, locked_at=self._clock()))

    def unlock(self, name: str, proof: Proof) -> None:
        """Its person has proved again who they are."""
        self._change(
            name,
            lambda session: _replace(
                session,
                locked_at=None,
                proven_at=self._clock(),
                seen_at=self._clock(),
                authenticated_at=proof.at,
                method=proof.method,
                credential=proof.credential,
            ),
        )

    def make_whole(self, name: str) -> None:
        """Its person can sign in again without a link."""
        self._change(name, lambda session: _replace(session, is_whole=True))

    def touch(self, session: DeskSession) -> None:
        """Somebody is there. Not for one that is locked: that needs proof."""
        now = self._clock()
        with self._lock:
            self._look()
            found = self._digests.get(session.id)
            if found is None or self.is_locked(self._by_digest[found]):
                return
            before = self._by_digest[found]
            after = _replace(before, seen_at=now)
            self._by_digest[found] = after
            if now - self._kept_at.get(session.id, before.seen_at) >= KEPT_EVERY:
                self._kept_at[session.id] = now
                self._rows.put(TABLE, found, msgspec.json.encode(after), is_durable=False)

    def end(self, name: str) -> bool:
        """Whether there was such a session, which is over."""
        with self._lock:
            self._look()
            found = self._digests.get(name)
            return found is not None and self._rows.drop(TABLE, found)

    def end_all(self, people: Iterable[str], besides: str = "") -> int:
        """End every session of some people, besides one; how many were ended."""
        wanted = frozenset(people)
        found = [e.id for e in self.live() if e.person in wanted and e.id != besides]
        return sum(self.end(each) for each in found)

    def _change(self, name: str, changed: Callable[[DeskSession], DeskSession]) -> None:
        with self._lock:
            self._look()
            found = self._digests.get(name)
            if found is not None:
                self._keep(found, changed(self._by_digest[found]))

    def _keep(self, under: str, session: DeskSession) -> None:
        with self._lock:
            self._rows.put(TABLE, under, msgspec.json.encode(session))
            self._look()

    def _if_live(self, session: DeskSession | None) -> DeskSession | None:
        return session if session is not None and self._clock() < session.expires_at else None

    def _sweep(self, now: datetime) -> None:
        """Those that are over leave the file when a new one begins."""
        with self._lock:
            self._look()
            over = [under for under, each in self._by_digest.items() if each.expires_at <= now]
            for each in over:
                self._rows.drop(TABLE, each)

    def _look(self) -> None:
        """Read anew what has changed; who was seen since by this process stays seen."""
        changes = self._rows.looked()
        if changes == self._changes:
            return
        before = self._by_digest
        found = {
            under: msgspec.json.decode(content, type=DeskSession)
            for under, content in self._rows.everything(TABLE).items()
        }
        self._by_digest = {
            under: _replace(each, seen_at=max(each.seen_at, before[under].seen_at))
            if under in before
            else each
            for under, each in found.items()
        }
        self._digests = {each.id: under for under, each in self._by_digest.items()}
        self._changes = changes
