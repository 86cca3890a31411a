"""A town that another process writes, as the door of a reader sees it: followed, and shown on when
the log is away.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from tocsin.app.logs import FIELDS, told
from tocsin.app.seeing import Seen
from tocsin.jurisdiction.archive import Matter
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.town import Town
from tocsin.log import Clock, Header, KeyStore, LogDamaged, LogStore, NotATown, StorageUnknown
from tocsin.log.clock import monotonic_s
from tocsin.log.kept import KeptReader
from tocsin.operations.catalogue import UnknownEvent
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Incident, Picture
from tocsin.terms.words import Words

LOG = logging.getLogger("tocsin.reader")

WAIT_S = 1.0
"""Without news for so long, the reader looks whether it is still the same log."""
AGAIN_S = 1.0
CURRENT_WITHIN_S = 4.0
"""A picture that was the present one so recently is not called old."""
UNREADABLE = "(cannot be read now)"

Opened = Callable[[], tuple[KeptReader, Reading]]


class FollowingHouse:
    """A town that is only read here. One thread follows its log; `close` ends it."""

    def __init__(self, opened: Opened, clock: Clock, writer: str | None = None) -> None:
        """Raises what opening raises: without the log there is no first picture."""
        self._opened = opened
        self._clock = clock
        self._writer = writer
        self._store, self._reading = opened()
        self._life = self._store.life()
        self._store.warm()
        self._steady = SteadyKeys(self._store.keys)
        self._lock = threading.Lock()
        self._news: list[Step] = []
        self._current_at_s = monotonic_s()
        self._is_away = False
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tocsin-follower", daemon=True)
        self._thread.start()

    @property
    def town(self) -> Town | None:
        return None

    @property
    def header(self) -> Header:
        return self._store.header

    @property
    def keys(self) -> KeyStore:
        return self._steady

    @property
    def picture(self) -> Picture:
        return self._reading.picture

    @property
    def age_s(self) -> float:
        age_s = monotonic_s() - self._current_at_s
        return 0.0 if age_s < CURRENT_WITHIN_S else age_s

    @property
    def writer(self) -> str | None:
        return self._writer

    def now(self) -> datetime:
        return self._clock.now()

    @property
    def clock_rate(self) -> int:
        return self._clock.rate

    def seen(self) -> Seen:
        return Still(self._reading)

    def news(self) -> Sequence[Step]:
        with self._lock:
            found, self._news = self._news, []
        return found

    def close(self) -> None:
        """Stop following, let go of the log."""
        self._is_closing.set()
        self._thread.join()
        self._reading.close()

    def _run(self) -> None:
        while not self._is_closing.is_set():
            try:
                self._follow()
            except (StorageUnknown, NotATown, LogDamaged, UnknownEvent) as trouble:
                self._went_away(trouble)
            except Exception as bug:
                LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
                self._is_closing.wait(AGAIN_S)

    def _follow(self) -> None:
        """What comes, until there is a pause; then look whether it is still the same log."""
        for step in self._reading.follow(WAIT_S):
            self._tell(step)
            if self._is_closing.is_set():
                return
        if self._store.life() != self._life:
            self._begin_again()
        self._store.warm()
        self._current_at_s = monotonic_s()
        if self._is_away:
            self._is_away = False
            told(LOG, logging.INFO, "the log is back")

    def _tell(self, step: Step) -> None:
        with self._lock:
            self._news.append(step)
        self._current_at_s = monotonic_s()

    def _begin_again(self) -> None:
        """The log was moved, or restored into another life: everything is read anew."""
        before, old = self._reading.picture, self._reading
        store, reading = self._opened()
        if store.header.jurisdiction != old.store.header.jurisdiction:
            reading.close()
            raise NotATown("the log is another town's now")
        self._store, self._reading = store, reading
        self._life = self._store.life()
        self._steady.turn_to(self._store.keys)
        old.close()
        for record in self._store.read(after=max(0, self._reading.position - 1)):
            self._tell(Step(record, before, self._reading.picture))
            return

    def _went_away(self, trouble: Exception) -> None:
        if not self._is_away:
            self._is_away = True
            told(LOG, logging.WARNING, "the log is away", fault=type(trouble).__name__)
        self._is_closing.wait(AGAIN_S)


class Still:
    """A followed town as it is at this moment."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.picture: Picture = reading.picture
        self.position: int = reading.position
        self.store: LogStore = reading.store

    def incident(self, name: str) -> Incident | None:
        return self.picture.incidents.get(name) or self._reading.incident(name)

    def finished(self) -> Iterator[Finished]:
        return (each for each in self._reading.finished() if each.position <= self.position)

    def matters(self) -> Iterator[Matter]:
        return (each for each in self._reading.matters() if each.position <= self.position)

    def matter(self, subject: str) -> Matter | None:
        found = self._reading.matter(subject)
        return found if found is not None and found.position <= self.position else None

    def incidents(self) -> Iterator[Incident]:
        shown = set(self.picture.incidents)
        for matter in self._reading.matters():
            incident = matter.incident
            # What left the picture since this moment is still in it.
            if incident is not None and incident.id not in shown:
                yield incident
        yield from self.picture.incidents.values()


class SteadyKeys:
    """Keys that answer also while their storage is away, or where this reader may not read it: what
    cannot be opened says so.
    """

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def turn_to(self, keys: KeyStore) -> None:
        """From now on these keys."""
        self._keys = keys

    def open(self, words: Words) -> str | None:
        try:
            return self._keys.open(words)
        except (StorageUnknown, NotATown):
            return UNREADABLE

    def seal(self, owner: str, text: str) -> bytes:
        return self._keys.seal(owner, text)

    def seal_bytes(self, owner: str, clear: bytes, purpose: str) -> bytes:
        return self._keys.seal_bytes(owner, clear, purpose)

    def open_bytes(self, owner: str, sealed: bytes, purpose: str) -> bytes | None:
        return self._keys.open_bytes(owner, sealed, purpose)

    def flush(self) -> None:
        self._keys.flush()

    def forget_all(self, owners: Sequence[str]) -> None:
        self._keys.forget_all(owners)

    def forget(self, owner: str) -> None:
        self._keys.forget(owner)

    def is_forgotten(self, owner: str) -> bool:
        return self._keys.is_forgotten(owner)

    def holds(self, owner: str) -> bool:
        return self._keys.holds(owner)

    def recover(self) -> None:
        self._keys.recover()

    def close(self) -> None:
        self._keys.close()
