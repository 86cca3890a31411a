"""The standby's side: question in, answer out. It believes nothing that the town did not sign.

Nothing is answered with `Where` before it is durable here. A hostile or wrong town, a gap, a fork,
a rolled-back writer are each refused by name, and nothing of what they sent is kept.
"""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Protocol

from tocsin.federation.standby_messages import (
    Answer,
    AskWhere,
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
from tocsin.log.commit import is_head
from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.follower import (
    FollowerStore,
    Life,
    NotTaken,
    check_signed_header,
    is_signed_life,
)
from tocsin.log.keyfile import KeyFile
from tocsin.log.record import Header
from tocsin.log.shipping import key_digests


class Copy(Protocol):
    """Where the copy is kept: nothing yet, or a town's folder."""

    store: FollowerStore | None

    @property
    def pinned(self) -> bytes | None:
        """The public key of the town that this copy is of; None until it is paired."""

    def seed(self, seed: Seed) -> None:
        """Lay out the empty copy and open it; raises `NotTaken`, `StorageUnknown`."""

    def pin(self, public_key: bytes) -> None:
        """This town and no other, from now on; durable."""

    def keep_file(self, name: str, content: bytes) -> None:
        """Keep a further file, where its name is one that is expected."""


class Lives(Enum):
    """How the histories of two copies stand to each other."""

    same = auto()
    theirs_goes_on = auto()
    ours_goes_on = auto()
    apart = auto()


def compared(theirs: Sequence[Life], ours: Sequence[Life]) -> Lives:
    """Compare the lives of a greeting with our own."""
    shorter = min(len(theirs), len(ours))
    if list(theirs[:shorter]) != list(ours[:shorter]):
        return Lives.apart
    if len(theirs) == len(ours):
        return Lives.same
    return Lives.theirs_goes_on if len(theirs) > len(ours) else Lives.ours_goes_on


class Overtaken(Exception):
    """The one that greets this writer has a later life of the town: this one is fenced."""

    def __init__(self, life: Life, url: str | None) -> None:
        super().__init__("the town goes on on another machine")
        self.life = life
        self.url = url


class Follower:
    """Answers the writer, one question at a time."""

    def __init__(self, copy: Copy, told: Callable[[NotFollowed], None] | None = None) -> None:
        """`told` hears of everything that was refused, to show it."""
        self._copy = copy
        self._told = told
        self._taken = 0
        self.writer_head = 0
        """How far the writer said it was."""
        self.greeted: Greeting | None = None
        """What the writer said of itself last."""

    def answer(self, question: Question) -> Answer:
        """Take what was sent and say how far the copy is durable, or why it was not taken."""
        try:
            answer = self._answered(question)
        except NotTaken as error:
            answer = NotFollowed(StandbyFault(error.fault), error.position, str(error))
        except LogDamaged as error:
            answer = NotFollowed(StandbyFault.unreadable, error.position, str(error))
        except StorageUnknown as error:
            answer = NotFollowed(StandbyFault.storage, 0, str(error))
        if isinstance(answer, NotFollowed) and self._told is not None:
            self._told(answer)
        return answer

    def _answered(self, question: Question) -> Answer:
        if isinstance(question, Greeting):
            return self._greeted(question)
        if isinstance(question, Seed):
            return self._seeded(question)
        if isinstance(question, AskWhere):
            is_empty = self._copy.store is None
            return Where(Point(0, b""), [], is_empty=True) if is_empty else self._where()
        return self._taken_in(question)

    def _greeted(self, greeting: Greeting) -> Answer:
        self._taken = 0
        header = check_signed_header(greeting.header, greeting.header_signature)
        wrong = wrong_town(header, self._copy.pinned) or _wrong_head(header, greeting)
        if wrong is not None:
            return wrong
        if self._copy.pinned is None:
            self._copy.pin(header.public_key)
        store = self._copy.store
        self.writer_head, self.greeted = greeting.head.position, greeting
        if store is None:
            return Where(Point(0, b""), [], is_empty=True)
        store.recover()
        answer = _standing(greeting, store.lives(), store.head(), store.reader.holds)
        if answer is not None:
            return answer
        keys = store.keys
        assert isinstance(keys, KeyFile), "a copy is no fork"
        return Where(
            Point(*store.head()[:2]),
            store.lives(),
            key_digests=key_digests(keys.all_keys()),
            blobs=list(store.blobs.digests()),
        )

    def _seeded(self, seed: Seed) -> Answer:
        header = check_signed_header(seed.header, seed.header_signature)
        wrong = wrong_town(header, self._copy.pinned)
        if wrong is not None:
            return wrong
        if self._copy.store is None:
            self._copy.seed(seed)
        return self._where()

    def _taken_in(self, parcel: Parcel) -> Answer:
        store = self._copy.store
        if store is None:
            return NotFollowed(StandbyFault.gap, 0, "this copy is empty; greet it first")
        # What records need is durable before they are: keys and attachments first.
        store.take_keys(parcel.keys)
        for digest, stored in parcel.blobs:
            store.take_blob(digest, stored)
        for name, content in parcel.files.items():
            self._copy.keep_file(name, content)
        store.recover()
        store.take(parcel.lives, parcel.rows)
        store.bury(parcel.tombstones)
        self.writer_head = parcel.head
        self._taken = parcel.number
        return self._where()

    def _where(self) -> Where:
        store = self._copy.store
        assert store is not None, "asked after it was laid out"
        return Where(Point(*store.head()[:2]), store.lives(), taken=self._taken)


def superseding(
    greeting: Greeting, header: Header, lives: Sequence[Life], url: str | None
) -> Answer:
    """What one that went on as the writer answers to a greeting of another machine.

    Raises `Overtaken` where that one is the later life, `NotTaken`.
    """
    theirs = check_signed_header(greeting.header, greeting.header_signature)
    wrong = wrong_town(theirs, header.public_key)
    if wrong is not None:
        return wrong
    relation = compared(greeting.lives, lives)
    if relation is Lives.ours_goes_on:
        return Superseded(lives[len(greeting.lives)], url)
    if relation is Lives.theirs_goes_on:
        later = greeting.lives[len(lives)]
        if not is_signed_life(header.public_key, later):
            return NotFollowed(StandbyFault.not_signed, later.position, "that life is not signed")
        raise Overtaken(later, greeting.url)
    return NotFollowed(
        StandbyFault.forked, 0, "two machines went on from one history; only one can be right"
    )


def wrong_town(header: Header, pinned: bytes | None) -> NotFollowed | None:
    """Is this the town that the copy was paired with, and one that can have a standby?"""
    if header.parent is not None:
        return NotFollowed(StandbyFault.a_drill, 0, "a drill's log has no standby")
    if pinned is not None and header.public_key != pinned:
        return NotFollowed(
            StandbyFault.wrong_town, 0, f"{header.name} is not the town this copy is paired with"
        )
    return None


def _wrong_head(header: Header, greeting: Greeting) -> NotFollowed | None:
    head = Head(*greeting.head, greeting.head_signature)
    if is_head(header.public_key, head):
        return None
    return NotFollowed(StandbyFault.not_signed, head.position, "the head is not the town's")


def _standing(
    greeting: Greeting, lives: list[Life], head: Head, holds: Callable[[int, bytes], bool]
) -> Answer | None:
    """Why the one that greets is not followed from here; None where it is."""
    relation = compared(greeting.lives, lives)
    if relation is Lives.apart:
        return NotFollowed(StandbyFault.forked, 0, "the two have different lives of one town")
    if relation is Lives.ours_goes_on:
        return Superseded(lives[len(greeting.lives)])
    if relation is Lives.theirs_goes_on:
        begun = greeting.lives[len(lives)].position
        if begun < head.position:
            return NotFollowed(
                StandbyFault.restored,
                begun,
                f"the writer was restored to {begun} and the copy here reaches {head.position}",
            )
    elif greeting.head.position < head.position:
        return NotFollowed(
            StandbyFault.rolled_back,
            greeting.head.position,
            f"the writer ends at {greeting.head.position} and the copy here at {head.position}: "
            "its tail was cut, or an old copy was put back",
        )
    if greeting.head.position <= head.position and not holds(*greeting.head):
        return NotFollowed(
            StandbyFault.forked,
            greeting.head.position,
            f"the two have different records at {greeting.head.position}",
        )
    return None
