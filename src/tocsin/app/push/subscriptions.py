"""Who is to be woken, and where: a file beside the town's log, for nobody else to read.

An endpoint is a secret of the browser: it goes to nobody, and is no part of the log.
"""

import ipaddress
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from tocsin.app.push.sealing import public_key
from tocsin.app.push.vapid import decoded
from tocsin.app.tongue import ENGLISH, spoken

FILE = "push.json"
MOST_OF_ONE = 5
LONGEST_ENDPOINT = 1_000
SECRET_BYTES = 16


class NotASubscription(Exception):
    """What a browser sent is no subscription that can be used; says why."""


class Subscription(msgspec.Struct, frozen=True):
    """One browser of one person. `theirs` and `secret` are its keys, base64url; `language` is the
    one that its page was in.
    """

    person: str
    endpoint: str
    theirs: str
    secret: str
    since: datetime
    language: str = ENGLISH


def checked(person: str, endpoint: str, theirs: str, secret: str, now: datetime) -> Subscription:
    """A subscription as it may be kept, for the language that is spoken. NotASubscription."""
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname
        is_address = host is not None and _is_address(host)
    except ValueError:
        raise NotASubscription("the endpoint is no address") from None
    if parts.scheme != "https" or not host or is_address or len(endpoint) > LONGEST_ENDPOINT:
        raise NotASubscription("the endpoint must be https, of a service with a name")
    try:
        public_key(decoded(theirs))
        if len(decoded(secret)) != SECRET_BYTES:
            raise ValueError
    except ValueError:
        raise NotASubscription("its keys are none") from None
    return Subscription(person, endpoint, theirs, secret, now, spoken())


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return True


class Subscriptions:
    """All of a town. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError. A file that cannot be read is begun anew: browsers subscribe again."""
        self._path = folder / FILE
        self._lock = threading.Lock()
        try:
            self._all = msgspec.json.decode(self._path.read_bytes(), type=list[Subscription])
        except (FileNotFoundError, msgspec.DecodeError):
            self._all = []

    def of(self, people: frozenset[str]) -> list[Subscription]:
        """The subscriptions of these people."""
        with self._lock:
            return [each for each in self._all if each.person in people]

    def add(self, new: Subscription) -> None:
        """Keep one; the same browser's earlier one goes, and of one person the oldest."""
        with self._lock:
            others = [each for each in self._all if each.endpoint != new.endpoint]
            mine = [each for each in others if each.person == new.person]
            too_many = mine[: max(0, len(mine) - MOST_OF_ONE + 1)]
            self._write([*(each for each in others if each not in too_many), new])

    def keep(self, is_kept: Callable[[Subscription], bool]) -> int:
        """Let go of the others; how many those were."""
        with self._lock:
            kept = [each for each in self._all if is_kept(each)]
            gone = len(self._all) - len(kept)
            if gone:
                self._write(kept)
            return gone

    def _write(self, every: list[Subscription]) -> None:
        scratch = self._path.with_suffix(".new")
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(every))
            os.fsync(file.fileno())
        scratch.replace(self._path)
        self._all = every
