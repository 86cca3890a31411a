"""What is remembered of earlier sign-ins: desks somebody signed in at, counters that only grow."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from tocsin.app.sign_in.rows import Rows
from tocsin.app.sign_in.sessions import digest, drawn

DESK_KNOWN_FOR = timedelta(days=180)
DESKS, MARKS = "desk", "mark"


class KnownDesk(msgspec.Struct, frozen=True):
    """Who signed in there, and when last (machine's clock)."""

    people: tuple[str, ...]
    at: datetime


class Desks:
    """Browsers that show by a cookie of their own that somebody signed in there before.

    Their tries are counted apart, so that no stranger makes them wait.
    """

    def __init__(self, rows: Rows, clock: Callable[[], datetime]) -> None:
        self._rows = rows
        self._clock = clock

    def knows(self, secret: str | None, person: str) -> str | None:
        """The digest of a desk at which this person has signed in; None of any other."""
        found = None if not secret else self._of(digest(secret))
        return digest(secret or "") if found is not None and person in found.people else None

    def noted(self, secret: str | None, person: str) -> str:
        """The secret of the desk at which somebody has just signed in; the old one, or a new one.

        Desks nobody came back to are forgotten.
        """
        now = self._clock()
        for name, content in self._rows.everything(DESKS).items():
            if msgspec.json.decode(content, type=KnownDesk).at <= now - DESK_KNOWN_FOR:
                self._rows.drop(DESKS, name)
        found = None if not secret else self._of(digest(secret))
        if found is None or secret is None:
            secret, found = drawn(), KnownDesk((), now)
        people = (*(each for each in found.people if each != person), person)[-40:]
        self._rows.put(DESKS, digest(secret), msgspec.json.encode(KnownDesk(people, now)))
        return secret

    def _of(self, name: str) -> KnownDesk | None:
        found = self._rows.get(DESKS, name)
        desk = None if found is None else msgspec.json.decode(found, type=KnownDesk)
        return desk if desk is not None and self._clock() < desk.at + DESK_KNOWN_FOR else None


class Marks:
    """Numbers that only grow, by name: the counter of a passkey, the step of the last code."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def of(self, name: str) -> int:
        """The mark; -1 where there is none."""
        found = self._rows.get(MARKS, name)
        return -1 if found is None else int(found)

    def raised(self, name: str, to: int) -> bool:
        """Whether the mark was below; it stands there now."""
        return self._rows.put_higher(MARKS, name, to)
