"""The inviting side of a meeting, at the door: two questions of whoever was invited."""

import re
import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import (
    Hello,
    Met,
    Reveal,
    Welcome,
    commitment,
    is_proof,
    spoken_code,
)
from tocsin.log.clock import Entropy
from tocsin.operations.neighbours import MeetNeighbour
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour

MOST_OPEN = 50


class MeetingFault(StrEnum):
    """Why a door does not meet whoever knocks."""

    not_invited = "not_invited"
    meeting_not_begun = "meeting_not_begun"
    commitment_broken = "commitment_broken"
    malformed = "malformed"


class NotMet(Exception):
    """The meeting does not go on. Says why."""

    def __init__(self, fault: MeetingFault, says: str) -> None:
        super().__init__(says)
        self.fault = fault


class _Open(msgspec.Struct, frozen=True):
    hello: Hello
    welcome: Welcome
    digest: str


class Meetings:
    """Meetings that have begun and not ended; they do not outlive the process."""

    def __init__(
        self,
        code: str,
        name: Callable[[], str],
        key: Callable[[], LinkKey],
        picture: Callable[[], Picture],
        entropy: Entropy,
    ) -> None:
        self._code = code
        self._name = name
        self._key = key
        self._picture = picture
        self._entropy = entropy
        self._lock = threading.Lock()
        self._open: dict[str, _Open] = {}

    def welcomed(self, body: bytes, now: datetime) -> Welcome:
        """The first question. Raises NotMet."""
        hello = _decoded(body, Hello)
        invited = self._invited(hello.town, now)
        parts = (hello.town, hello.name, hello.url, hello.public_key, hello.commitment)
        if not is_proof(hello.proof, invited.secret_sha256, *parts):
            raise NotMet(MeetingFault.not_invited, f"{hello.town} is not invited by this secret")
        if not re.fullmatch("[0-9a-f]{64}", hello.public_key):
            raise NotMet(MeetingFault.malformed, "a key is 64 hexadecimal digits")
        welcome = Welcome(
            town=self._code,
            name=self._name(),
            public_key=self._key().public,
            nonce=self._entropy.draw(32).hex(),
        )
        with self._lock:
            self._open.pop(hello.town, None)
            while len(self._open) >= MOST_OPEN:
                self._open.pop(next(iter(self._open)))
            self._open[hello.town] = _Open(hello, welcome, invited.secret_sha256)
        return welcome

    def revealed(self, body: bytes, now: datetime) -> tuple[MeetNeighbour, Met]:
        """The second question: the order that puts the meeting on record. Raises NotMet."""
        reveal = _decoded(body, Reveal)
        self._invited(reveal.town, now)
        with self._lock:
            open_ = self._open.pop(reveal.town, None)
        if open_ is None:
            raise NotMet(MeetingFault.meeting_not_begun, "say hello first")
        hello = open_.hello
        if not is_proof(reveal.proof, open_.digest, reveal.town, reveal.nonce):
            raise NotMet(MeetingFault.not_invited, f"{reveal.town} is not invited by this secret")
        if commitment(reveal.nonce, hello.public_key) != hello.commitment:
            raise NotMet(
                MeetingFault.commitment_broken, "this is not the number that was committed to"
            )
        command = MeetNeighbour(
            neighbour=hello.town,
            name=hello.name,
            url=hello.url,
            public_key=hello.public_key,
            spoken=spoken_code(open_.welcome, hello, reveal.nonce),
            secret_sha256=open_.digest,
        )
        return command, Met(town=self._code)

    def _invited(self, code: str, now: datetime) -> Neighbour:
        found = self._picture().neighbours.get(code)
        is_open = found is not None and found.standing is LinkStanding.invited
        if (
            found is None
            or not is_open
            or (found.expires_at is not None and found.expires_at < now)
        ):
            raise NotMet(MeetingFault.not_invited, f"no invitation to {code[:8]} is open here")
        return found


Question = TypeVar("Question", Hello, Reveal)


def _decoded(body: bytes, kind: type[Question]) -> Question:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotMet(MeetingFault.malformed, f"{error}"[:180]) from error
