"""The last facts of the log with the pictures around them, ready to be told to anybody."""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Sequence

from tocsin.app.seeing import Seen
from tocsin.jurisdiction.fold import Step, stepped
from tocsin.jurisdiction.town import picture_at

KEPT = 400


class Recents:
    """What happened last. The hub adds (`heard`), from its own thread; who asks first has what was
    before read from the log.
    """

    def __init__(self) -> None:
        self._secret = os.urandom(16)
        self._lock = threading.Lock()
        self._before: list[Step] | None = None
        self._heard: deque[Step] = deque(maxlen=KEPT)

    def heard(self, steps: Sequence[Step]) -> None:
        """What has just happened."""
        self._heard.extend(steps)

    def steps(self, town: Seen) -> list[Step]:
        """The last steps, oldest first."""
        with self._lock:
            if self._before is None:
                last = town.position
                start = picture_at(town.store, max(0, last - KEPT))
                records = town.store.read(after=max(0, last - KEPT), upto=last)
                self._before = list(stepped(records, start))
            read, heard = self._before, list(self._heard)
            upto = read[-1].record.position if read else 0
            if heard and heard[0].record.position > upto + 1:
                read = self._before = []  # so much was heard since that it is all
            return [*read, *(each for each in heard if each.record.position > upto)][-KEPT:]

    def name(self, step: Step) -> str:
        """What a fact is called here: says nothing of its place in the log, and ends with the
        process.
        """
        place = step.record.position.to_bytes(8, "big")
        return hashlib.blake2b(place, key=self._secret, digest_size=8).hexdigest()
