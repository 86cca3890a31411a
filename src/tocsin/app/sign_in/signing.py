"""All that signing in needs, of one town on one machine."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from tocsin.app.credentials import Credentials
from tocsin.app.outcome import Told
from tocsin.app.sign_in.known import Desks, Marks
from tocsin.app.sign_in.links import Links
from tocsin.app.sign_in.passkeys import Challenges
from tocsin.app.sign_in.rows import Rows
from tocsin.app.sign_in.sessions import IDLE, Sessions
from tocsin.app.sign_in.waits import Waits
from tocsin.log import Header, SystemClock
from tocsin.operations.picture import Picture
from tocsin.terms.codes import Role

FREE_BY_PERSON, FREE_BY_NETWORK = 5, 30
LONGEST_WAIT_S = 300.0
LONGEST_QUEUE = 10
SERVED_AT, USUAL = "served at", "http://localhost:8765"
Work = TypeVar("Work")


class Lane:
    """Work that is done in a thread, one piece at a time, for few who wait."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether nobody more should wait here."""
        return self._waiting >= LONGEST_QUEUE

    async def done(self, work: Callable[[], Work]) -> Work:
        """What came of it, when it was its turn."""
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1


class Signing:
    """`origin` is where browsers find the town (`https://…`); None: at localhost, or nowhere."""

    def __init__(
        self,
        folder: Path,
        header: Header,
        *,
        clock: Callable[[], datetime] | None = None,
        clock_s: Callable[[], float] = time.monotonic,
        idle: timedelta = IDLE,
        origin: str | None = None,
    ) -> None:
        self.header = header
        self.clock = clock or SystemClock().now
        self.origin = origin
        self.credentials = Credentials(folder)
        self.rows = Rows(folder)
        self.sessions = Sessions(self.rows, self.clock, idle)
        self.links = Links(self.rows, self.clock)
        self.desks = Desks(self.rows, self.clock)
        self.marks = Marks(self.rows)
        self.challenges = Challenges()
        self.by_person = Waits(clock_s, free=FREE_BY_PERSON, first_s=2.0, most_s=LONGEST_WAIT_S)
        self.by_network = Waits(clock_s, free=FREE_BY_NETWORK, first_s=1.0, most_s=60.0)
        self.known, self.strangers = Lane(), Lane()
        """Two passwords at once are tried at the most; strangers hold up nobody who is known."""

    @property
    def served_at(self) -> str:
        """Where browsers found the town when it was last served."""
        found = self.rows.get("mark", SERVED_AT)
        return USUAL if found is None else found.decode()

    def opens_at(self, origin: str) -> None:
        """Browsers find the town here from now on."""
        self.rows.put("mark", SERVED_AT, origin.encode())

    def close(self) -> None:
        """Let the file go."""
        self.rows.close()


def link_of(origin: str, secret: str) -> str:
    """What is opened in a browser."""
    return f"{origin}/sign-in?once={secret}"


def first_link(signing: Signing, picture: Picture, origin: str) -> str | None:
    """A link for an administrator, where none of them can sign in yet."""
    try:
        if not nobody_can_sign_in(signing.credentials, picture):
            return None
    except Told:
        return None  # the file is damaged: who could sign in is not known
    administrators = (
        each.id
        for each in picture.people.values()
        if each.is_active and Role.administrator in each.roles
    )
    first = next(administrators, None)
    return None if first is None else link_of(origin, signing.links.made(first))


def nobody_can_sign_in(credentials: Credentials, picture: Picture) -> bool:
    """Whether no active administrator has anything to sign in with."""
    kept = credentials.everybody()
    return not any(
        each.is_active
        and Role.administrator in each.roles
        and each.id in kept
        and (kept[each.id].has_password or kept[each.id].passkeys)
        for each in picture.people.values()
    )
