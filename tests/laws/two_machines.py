"""Two machines of one town over the real protocol and the real stores; the wire is a pair of hands.

A message can be lost before it arrives, or its answer after; it can arrive again later. A machine
can be killed: then what it held in memory is gone. No sockets, no threads, no clock.
"""

from datetime import timedelta
from pathlib import Path

import msgspec

from tests.log.makings import MORNING, entry, founded
from tocsin.app.standby.copy import FolderCopy, pair
from tocsin.app.standby.taking_over import begin_life, fence, follow_after_fence
from tocsin.federation.standby_follower import Follower, superseding
from tocsin.federation.standby_messages import (
    Answer,
    Greeting,
    Question,
    answer_of,
    as_bytes,
    question_of,
)
from tocsin.federation.standby_shipper import Fenced, Shipper
from tocsin.log import Head, Sealer, open_store
from tocsin.log.follower import Life
from tocsin.log.shipping import Source
from tocsin.log.standing import Stance, Standing, write_standing
from tocsin.operations.takeover import Approval
from tocsin.terms.words import Words

APPROVED = (Approval("p-1", MORNING), Approval("p-2", MORNING))


class Writer:
    """A machine that writes: `acknowledged` is what the other confirmed, in waiting mode."""

    source_of: "type[Source]" = Source

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.acknowledged: dict[int, bytes] = {}
        self.is_closed = False
        self._up()

    def _up(self) -> None:
        self.store = open_store(self.folder, True)
        self.source = self.source_of(self.store, ())
        self.shipper: Shipper | None = None
        self.waiting: list[Head] = []
        self.asked: Question | None = None

    def crash(self) -> None:
        """Up again from what is on the disk."""
        self.store.close()
        self._up()

    def crash_after_close(self) -> None:
        """Up again after its store was closed, to be copied."""
        self._up()

    def record(self, number: int, owner: str | None) -> None:
        """One commit, of one or two records; words are sealed under a key of their own."""
        said = {} if owner is None else {"said": Words(owner, text="second floor")}
        payload = Sealer(self.store.keys).encode({"number": number, **said})
        one = msgspec.structs.replace(entry(number, f"c-{number}"), payload=msgspec.Raw(payload))
        two = entry(number, f"c-{number}", again=True)
        self.store.append(
            [one, two] if number % 3 == 0 else [one],
            after=self.store.head().position,
            recorded_at=MORNING + timedelta(seconds=number),
        )
        self.waiting.append(self.store.head())

    def question(self) -> Question | None:
        """What this machine says next."""
        if self.asked is None:
            if self.shipper is None:
                self.shipper = Shipper(self.source)
                self.asked = self.shipper.greeting()
            else:
                self.asked = self.shipper.next()
        return self.asked

    def hang_up(self) -> None:
        """The connection is gone; the next one begins with a greeting."""
        self.shipper = self.asked = None

    def hear(self, answer: Answer) -> None:
        """Take an answer; acknowledge whoever waited for it. Raises `Fenced`, `NotShipped`."""
        assert self.shipper is not None, "asked before it was answered"
        self.asked = self.shipper.take(answer)
        done = [each for each in self.waiting if each.position <= self.shipper.durable]
        self.waiting = [each for each in self.waiting if each.position > self.shipper.durable]
        self.acknowledged |= {each.position: each.hash for each in done}

    def lives(self) -> list[Life]:
        return self.source.lives()


class Copier:
    """A machine that follows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._up()

    def _up(self) -> None:
        self.copy = FolderCopy(self.folder)
        self.follower = Follower(self.copy)

    def crash(self) -> None:
        """Up again from what is on the disk."""
        self.copy.close()
        self._up()

    def hear(self, message: bytes) -> bytes:
        """Answer what came over the wire."""
        return as_bytes(self.follower.answer(question_of(message)))


class TwoMachines:
    """The pair, the messages that were ever sent, and everything that was acknowledged."""

    def __init__(self, folder: Path, writer: type[Writer] = Writer) -> None:
        self._writer_of = writer
        founded(folder / "a").close()
        secret = pair(folder / "b")
        write_standing(folder / "a", Standing(stance=Stance.writes, secret=secret, url="http://b"))
        self.writer = writer(folder / "a")
        self.copier: Copier | None = Copier(folder / "b")
        self.overtaken: Writer | None = None
        self.sent: list[bytes] = []
        self.acknowledged: dict[int, bytes] = {}

    def exchange(self, *, arrives: bool = True, answered: bool = True) -> None:
        """One question of the writer to the copy, and its answer; either may be lost."""
        if self.copier is None or (question := self.writer.question()) is None:
            return
        self.sent.append(as_bytes(question))
        told = self.copier.hear(self.sent[-1]) if arrives else b""
        if not (arrives and answered):
            self.writer.hang_up()
            return
        self.writer.hear(answer_of(told))
        self._gather(self.writer)

    def again(self, which: int) -> None:
        """An old message arrives once more; nobody waits for its answer."""
        if self.copier is not None and self.sent:
            self.copier.hear(self.sent[which % len(self.sent)])

    def take_over(self) -> None:
        """The copy goes on as the writer; the writer does not know it yet."""
        if self.copier is None or self.copier.copy.store is None or self.overtaken is not None:
            return
        begin_life(self.copier.copy, APPROVED, "http://a", waits=True)
        folder = self.copier.folder
        self.copier = None
        self.overtaken, self.writer = self.writer, self._writer_of(folder)
        self.overtaken.hang_up()

    def meet(self) -> bool:
        """The overtaken writer greets the one that went on; is it fenced by that?"""
        old = self.overtaken
        if old is None:
            return False
        old.hang_up()
        question = old.question()
        assert isinstance(question, Greeting), "a connection begins with a greeting"
        answer = superseding(question, self.writer.store.header, self.writer.lives(), None)
        try:
            old.hear(answer)
        except Fenced as fenced:
            old.store.close()
            fence(old.folder, fenced.life, fenced.url)
            follow_after_fence(old.folder)
            self.overtaken, self.copier = None, Copier(old.folder)
            return True
        self._gather(old)
        return False

    def settle(self) -> None:
        """Exchange until the copy has everything."""
        for _ in range(200):
            if self.writer.question() is None:
                return
            self.exchange()
        raise AssertionError("the copy does not come to rest")

    def _gather(self, writer: Writer) -> None:
        for position, hash_ in writer.acknowledged.items():
            known = self.acknowledged.setdefault(position, hash_)
            assert known == hash_, f"two records were acknowledged at {position}"

    def close(self) -> None:
        for each in (self.writer, self.overtaken):
            if each is not None:
                each.store.close()
        if self.copier is not None:
            self.copier.copy.close()
