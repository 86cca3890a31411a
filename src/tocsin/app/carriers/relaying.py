"""Neighbours, over the link that there is: what is on record here is told to each of them anyway.

Nothing is sent a second time. A warning is one of the subjects of the slice that a neighbour reads;
the receipt is its next question, which it signs and which says how far it has read and kept.
"""

import threading
import time
from collections.abc import Callable

from tocsin.app.carriers.contract import NotSent, Parcel
from tocsin.app.neighbours.sharing import Handed
from tocsin.operations.picture import Subject
from tocsin.operations.picture.warning_channel import DeliveryCause

WITHIN_S = 5.0
"""A neighbour that is heard asks again within a second of any news."""
LOOK_S = 0.1
HowFar = Callable[[str, Subject], Handed | None]


class RelayLine:
    """Waits until a neighbour has read it."""

    def __init__(self, how_far: HowFar | None, within_s: float = WITHIN_S) -> None:
        """`how_far` is `Sharing.handed`; None where this process speaks with no neighbours."""
        self._how_far = how_far
        self._within_s = within_s
        self._pause = threading.Event()

    def send(self, parcel: Parcel, address: str) -> str:
        """Up to where the neighbour `address` has read. Raises NotSent."""
        if self._how_far is None:
            raise NotSent(DeliveryCause.not_set_up, "we speak with no neighbours here")
        ends_s = time.monotonic() + self._within_s
        wanted = ("", 0)
        while True:
            handed = self._how_far(address, ("warnings", parcel.id))
            if handed is not None and handed.is_told:
                if wanted[0] != handed.incarnation:
                    wanted = handed.incarnation, handed.sequence
                read = handed.read
                if (read.incarnation, read.sequence >= wanted[1]) == (wanted[0], True):
                    return f"{address} has read up to {wanted[1]}"
            if time.monotonic() >= ends_s:
                raise _why(handed, address)
            self._pause.wait(LOOK_S)

    def close(self) -> None:
        """Nothing is open."""


def _why(handed: Handed | None, address: str) -> NotSent:
    if handed is None:
        return NotSent(DeliveryCause.no_connection, f"{address} does not ask us")
    if not handed.is_told:
        return NotSent(DeliveryCause.refused, f"{address} is not told of it")
    return NotSent(DeliveryCause.no_answer, f"{address} has not read it yet")
