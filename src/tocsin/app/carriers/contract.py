"""What every carrier keeps to; one suite of tests holds them all to it.

A carrier hands one message to one address and comes back with a receipt in the other side's words,
or raises `NotSent` with the cause. It keeps nothing: sent twice, a message goes twice under the
same id. It ends within its time whatever the other side does, and reads a bounded answer.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from tocsin.operations.picture.warning_channel import Carrier, DeliveryCause

if TYPE_CHECKING:
    from tocsin.gateways.cap.message import Alert  # an extra: a door opens without it

WITHIN_S = 15.0
"""So long may one message to one receiver take."""
LONGEST_SAID = 160
"""Characters of a receipt, or of what was said instead, that are kept."""


class Parcel(msgspec.Struct, frozen=True):
    """A message as it goes out. `id` is the same each time; `cap` is signed; `follows` are the ids
    of the messages that this one updates or takes back, the oldest first. For a subscriber:
    `language` is theirs, `unsubscribe` the link by which they end it.
    """

    id: str
    alert: "Alert"
    cap: bytes
    follows: tuple[str, ...] = ()
    language: str = ""
    unsubscribe: str = ""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A channel with what a carrier has to know of it, in clear."""

    id: str
    carrier: Carrier
    servers: tuple[str, ...] = ()
    sender: str = ""
    languages: tuple[str, ...] = ()
    secret: str = ""


class NotSent(Exception):
    """The message is not known to have arrived. `is_final`: asked again, the answer would be the
    same.
    """

    def __init__(self, cause: DeliveryCause, says: str = "", *, is_final: bool = False) -> None:
        super().__init__(f"{cause}: {says}")
        self.cause = cause
        self.says = kept(says)
        self.is_final = is_final


class Line(Protocol):
    """A carrier on one channel. One thread uses it."""

    def send(self, parcel: Parcel, address: str) -> str:
        """The receipt, in the other side's words. Raises NotSent, and nothing else."""

    def close(self) -> None:
        """Hang up."""


def kept(said: object) -> str:
    """What another side said, as far as it is kept: one line, no control characters."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[
        :LONGEST_SAID
    ]


@contextlib.contextmanager
def at_most(
    within_s: float, socket_of: Callable[[], socket.socket | None]
) -> Iterator[Callable[[], bool]]:
    """Cut the connection after so many seconds, however the other side dribbles. What is given
    says whether that was done.
    """
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        found = socket_of()
        if found is not None:
            with contextlib.suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(within_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_over.is_set
    finally:
        timer.cancel()
