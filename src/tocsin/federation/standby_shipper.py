"""The writer's side: what to say next, and what an answer means.

Many commits go in one parcel: while one is under way the next ones gather, so that a slow link
costs time and not throughput.
"""

from collections import deque
from collections.abc import Iterator
from typing import Protocol

from tocsin.federation.standby_messages import (
    Answer,
    Greeting,
    NotFollowed,
    Parcel,
    Point,
    Question,
    Seed,
    StandbyFault,
    Superseded,
    Where,
)
from tocsin.log.chain import Head
from tocsin.log.follower import Life, is_signed_life
from tocsin.log.shipping import Beside, bucket_of, key_digests
from tocsin.log.tables import Row
from tocsin.log.tombstones import Tombstone

KEYS_A_PARCEL = 5_000
"""Content keys in one parcel while a copy is being filled."""


class Notes(Protocol):
    """What became durable beside the records, noted as it did."""

    count: int

    def taken(self) -> tuple[int, Beside]: ...


class Shipped(Protocol):
    """The log that is shipped: `log.shipping.Source`."""

    @property
    def header(self) -> tuple[bytes, bytes]: ...

    @property
    def public_key(self) -> bytes: ...

    @property
    def outbox(self) -> Notes: ...

    def head(self) -> Head: ...

    def lives(self) -> list[Life]: ...

    def holds(self, position: int, hash_: bytes) -> bool: ...

    def rows(self, after: int) -> list[Row]: ...

    def signing_key(self) -> bytes: ...

    def keys(self) -> Iterator[tuple[str, bytes]]: ...

    def tombstones(self) -> list[Tombstone]: ...

    def blobs(self) -> list[str]: ...

    def blob(self, digest: str) -> bytes | None: ...

    def files(self) -> dict[str, bytes]: ...


class Fenced(Exception):
    """A later life of the town began on the other machine: nothing more may be written here."""

    def __init__(self, life: Life, url: str | None) -> None:
        super().__init__("the town goes on on another machine")
        self.life = life
        self.url = url


class NotShipped(Exception):
    """The other machine does not follow, and why. It will not, until somebody has looked."""

    def __init__(self, refused: NotFollowed) -> None:
        super().__init__(refused.says)
        self.fault = refused.fault
        self.position = refused.position


class Shipper:
    """One connection's state. A new connection begins with a new greeting."""

    def __init__(self, source: Shipped, url: str | None = None, *, waits: bool = False) -> None:
        """`url` is where people reach this town, `waits` whether its answers wait for the copy."""
        self._source = source
        self._url = url
        self._waits = waits
        self._number = 0
        self._at = Point(0, b"")
        self._lives: list[Life] = []
        self._waiting: deque[Parcel] = deque()
        self._files: dict[str, bytes] = {}
        self._noted = 0
        self._sent: Parcel | Greeting | Seed | None = None
        self._sent_noted = 0
        self.durable = 0
        """The position up to which the other machine has said that it is durable there."""
        self.beside = 0
        """So many notes of the outbox are durable there."""

    def greeting(self) -> Greeting:
        """What a connection begins with."""
        head = self._source.head()
        self._sent_noted, _ = self._source.outbox.taken()
        self._sent = Greeting(
            *self._source.header,
            Point(*head[:2]),
            head.signature,
            self._source.lives(),
            self._url,
            self._waits,
        )
        return self._sent

    def next(self) -> Question | None:
        """What to send now; None where the other machine has everything."""
        if not self._waiting:
            self._gather()
        if not self._waiting:
            return None
        self._sent = self._waiting.popleft()
        return self._sent

    def pulse(self) -> Parcel:
        """An empty parcel, to hear whether the other is there."""
        self._number += 1
        self._sent = Parcel(self._number, self._source.head().position)
        return self._sent

    def take(self, answer: Answer) -> Question | None:
        """What an answer means; a question to ask at once, or None. `Fenced`, `NotShipped`."""
        if isinstance(answer, Superseded):
            raise self._fenced(answer)
        if isinstance(answer, NotFollowed):
            raise NotShipped(answer)
        if isinstance(self._sent, Greeting | Seed) and answer.is_empty:
            self._sent = Seed(*self._source.header, self._source.signing_key())
            return self._sent
        self._check(answer)
        self._at, self._lives = answer.at, answer.lives
        if isinstance(self._sent, Greeting | Seed):
            self._fill(answer)
        self.durable = answer.at.position
        if not self._waiting and isinstance(self._sent, Parcel):
            self.beside = self._noted
        return None

    def _fenced(self, answer: Superseded) -> Exception:
        """Only a life that the town signed ends this one."""
        if is_signed_life(self._source.public_key, answer.life):
            return Fenced(answer.life, answer.url)
        position = answer.life.position
        return NotShipped(
            NotFollowed(StandbyFault.not_signed, position, "the later life is not the town's")
        )

    def _check(self, answer: Where) -> None:
        """The other machine is on our chain and not beyond our end."""
        head = self._source.head().position
        if answer.at.position > head:
            raise NotShipped(
                NotFollowed(
                    StandbyFault.rolled_back,
                    head,
                    f"the standby reaches {answer.at.position} and this town ends at {head}: its "
                    "tail was cut, or an old copy was put back",
                )
            )
        if not self._source.holds(*answer.at):
            raise NotShipped(
                NotFollowed(
                    StandbyFault.forked,
                    answer.at.position,
                    f"the standby has another record at {answer.at.position}",
                )
            )

    def _fill(self, where: Where) -> None:
        """Queue what the other lacks beside the records; it is compared, not guessed."""
        self._noted = self._sent_noted
        ours = key_digests(self._source.keys())
        theirs = where.key_digests or [b""] * len(ours)
        differing = {n for n, each in enumerate(ours) if theirs[n] != each}
        keys: list[tuple[str, bytes]] = []
        for owner, secret in self._source.keys() if differing else ():
            if bucket_of(owner) in differing:
                keys.append((owner, secret))
            if len(keys) >= KEYS_A_PARCEL:
                self._queue(keys=keys)
                keys = []
        self._files = self._source.files()
        self._queue(keys=keys, tombstones=self._source.tombstones(), files=self._files)
        known = set(where.blobs)
        for digest in self._source.blobs():
            if digest not in known:
                self._queue_blob(digest)

    def _gather(self) -> None:
        """One parcel of what happened since: noted things first, then the rows that need them."""
        head = self._source.head().position
        rows = self._source.rows(self._at.position)
        # After the rows: what they need was noted before they were durable.
        noted, beside = self._source.outbox.taken()
        upto = rows[-1][0] if rows else self._at.position
        known = set(self._lives)
        lives = [
            each for each in self._source.lives() if each not in known and each.position <= upto
        ]
        files = self._changed_files()
        for digest in beside.blobs:
            self._queue_blob(digest)
        if rows or lives or files or beside.keys or beside.tombstones:
            self._number += 1
            self._waiting.append(
                Parcel(
                    self._number,
                    head,
                    lives=lives,
                    rows=rows,
                    keys=beside.keys,
                    tombstones=beside.tombstones,
                    files=files,
                )
            )
        self._noted = noted

    def _changed_files(self) -> dict[str, bytes]:
        now = self._source.files()
        changed = {name: each for name, each in now.items() if self._files.get(name) != each}
        self._files = now
        return changed

    def _queue_blob(self, digest: str) -> None:
        stored = self._source.blob(digest)
        if stored is not None:
            self._number += 1
            head = self._source.head().position
            self._waiting.append(Parcel(self._number, head, blobs=[(digest, stored)]))

    def _queue(
        self,
        *,
        keys: list[tuple[str, bytes]],
        tombstones: list[Tombstone] | None = None,
        files: dict[str, bytes] | None = None,
    ) -> None:
        self._number += 1
        head = self._source.head().position
        self._waiting.append(
            Parcel(self._number, head, keys=keys, tombstones=tombstones or [], files=files or {})
        )
