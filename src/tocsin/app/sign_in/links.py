"""One-time links: how somebody comes in who cannot sign in yet. Only a digest is kept.

A link is good for an hour and once. In an exercise one may be used again until it is over, so that
whoever tries the system changes from one role to another.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from tocsin.app.sign_in.rows import Rows
from tocsin.app.sign_in.sessions import digest, drawn

GOOD_FOR = timedelta(hours=1)
TABLE = "link"


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """For whom, until when (machine's clock). One that `is_kept` can be used again."""

    person: str
    expires_at: datetime
    is_kept: bool = False


class Links:
    """All links of a town on this machine."""

    def __init__(self, rows: Rows, clock: Callable[[], datetime]) -> None:
        self._rows = rows
        self._clock = clock

    def made(self, person: str, good_for: timedelta = GOOD_FOR, *, is_kept: bool = False) -> str:
        """The secret of a new link."""
        now, secret = self._clock(), drawn()
        for name, content in self._rows.everything(TABLE).items():
            if msgspec.json.decode(content, type=Link).expires_at <= now:
                self._rows.drop(TABLE, name)
        link = Link(person, now + good_for, is_kept)
        self._rows.put(TABLE, digest(secret), msgspec.json.encode(link))
        return secret

    def looked_at(self, secret: str) -> Link | None:
        """The link of a secret, which stays good; None where it is good for nothing."""
        found = self._rows.get(TABLE, digest(secret))
        link = None if found is None else msgspec.json.decode(found, type=Link)
        return link if link is not None and self._clock() < link.expires_at else None

    def taken(self, secret: str) -> Link | None:
        """The same; good no more, unless it is kept."""
        link = self.looked_at(secret)
        if link is None or link.is_kept:
            return link
        return link if self._rows.drop(TABLE, digest(secret)) else None

    def end_all(self, person: str) -> None:
        """No link for this person is good any more."""
        for name, content in self._rows.everything(TABLE).items():
            if msgspec.json.decode(content, type=Link).person == person:
                self._rows.drop(TABLE, name)
