"""The running town: orders in, one order of facts, one picture out.

One thread decides. It takes what has queued up, decides each order in turn on the picture that the
ones before it made, appends all their events in one commit, and only then shows the new picture and
answers. A commit that fails leaves the picture as it was, and every answer of that batch is
"unknown".

Whoever is forgotten has no key any more when the answer comes: also after a crash between the two,
because what the picture says is forgotten is destroyed before anything else is decided.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from itertools import islice

import msgspec

from tocsin.access import require
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.basis import with_basis
from tocsin.jurisdiction.batch import Batch
from tocsin.jurisdiction.disposing import DisposalClock, old_of
from tocsin.jurisdiction.fold import (
    SHELVING,
    Step,
    fold,
    known_at,
    occurred_by,
    stepped,
    taken_out,
)
from tocsin.jurisdiction.observed import Known, Whereabouts
from tocsin.jurisdiction.orders import (
    Accepted,
    Denied,
    MalformedOrder,
    Order,
    Outcome,
    Unknown,
    check,
)
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.second_copy import SecondCopy
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import (
    Answer,
    Clock,
    Committer,
    LogDamaged,
    LogStore,
    Record,
    Sealer,
    StorageUnknown,
)
from tocsin.operations.catalogue import fold_version
from tocsin.operations.destruction import DestroyDue
from tocsin.operations.due import due
from tocsin.operations.leaps import NoticeLeap, is_leap
from tocsin.operations.looks import LookAtRestricted
from tocsin.operations.orders import Command, Seal
from tocsin.operations.picture import Forgotten, Incident, Map, Picture
from tocsin.operations.picture.map import changed
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.retention import schedule_of
from tocsin.operations.surveying import Survey
from tocsin.operations.telemetry import rules_of
from tocsin.operations.warnings import CheckWarning

SNAPSHOT_EVERY = 50_000
"""Records between two snapshots: what a restart folds again at the most, a second's worth."""
SNAPSHOT_AGAIN_AFTER = 1_000
"""Records until the next attempt when there was no room for a snapshot."""


CLOCK = "system/clock"
Surveyor = Callable[[Picture, PublicWarning], Survey | None]
"""Measures the area of a warning; None where there is no ground to measure it on."""

TOGETHER = 512
"""Orders that `submit_all` puts into one commit; see `log.committer.LARGEST_BATCH`."""


class Town:
    """One jurisdiction, running. Made by `open_town`; close it, or use it in a `with`."""

    def __init__(
        self,
        store: LogStore,
        clock: Clock,
        archive: Archive,
        number_key: bytes,
        seal: Seal,
        second: SecondCopy | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.archive = archive
        self._number_key = number_key
        self._seal = seal
        self._whereabouts: Whereabouts | None = None
        self._survey: Surveyor | None = None
        self._disposal = DisposalClock()
        self.second = second
        self._sealer = Sealer(store.keys)
        self._fold = fold_version()
        self._destroyed: Map[Forgotten] = Map()
        self.picture, self.position = latest(store, archive)
        archive.settle(self.position)
        snapshot = store.load_snapshot(self._fold)
        self._snapshot_at = snapshot.position if snapshot else 0
        self._snapshot_due_at = self._snapshot_at + SNAPSHOT_EVERY
        self._destroy_keys()
        self._recorded_at = self._last_recorded_at()
        clock.not_before(self._recorded_at)
        self._watchers: tuple[Callable[[Sequence[Step]], None], ...] = ()
        hold = None if second is None else self._held
        self._committer: Committer[Order, Outcome] = Committer(self._step, hold=hold)

    @property
    def waiting(self) -> int:
        """Orders in the queue, more or less; `queue` blocks when there are thousands."""
        return self._committer.waiting

    @property
    def code(self) -> str:
        """The jurisdiction's code, with which its ids begin."""
        return self.store.header.code

    # orders

    def submit(self, order: Order) -> Outcome:
        """Decide one order and answer when the answer is durable. Safe from any thread.

        Raises `MalformedOrder`, and `CommitterClosed` when the town is closing.
        """
        return self.send(order).result()

    def send(self, order: Order) -> "Future[Outcome]":
        """Queue one order; the future holds its outcome once it is durable. Raises as `submit`."""
        check(order)
        return self._committer.submit(self._explained(order))

    def queue(self, order: Order, answer: Answer[Outcome]) -> None:
        """Queue an order whose command was decoded, and so checked, by the door it came through.
        Its outcome goes to `answer`, on the deciding thread, when it is durable.
        """
        self._committer.submit_to(self._explained(order), answer)

    def looks_long(self, command: Command) -> bool:
        """Whether queueing it takes longer than a loop may wait: a warning's area is measured."""
        return isinstance(command, CheckWarning) and self._survey is not None

    def knows_where(self, whereabouts: Whereabouts) -> None:
        """Orders keep what this knows of the units they send; the town closes it."""
        if self._whereabouts is not None:
            self._whereabouts.close()
        self._whereabouts = whereabouts

    def knows_ground(self, survey: Surveyor) -> None:
        """Warnings are measured by this before they are decided on."""
        self._survey = survey

    @property
    def surveyor(self) -> Surveyor | None:
        """What measures warnings; None where nothing does."""
        return self._survey

    def known(self, subject: str) -> Known | None:
        """What telemetry last observed of a subject (`unit/PE-E1`); None where nobody knows."""
        return None if self._whereabouts is None else self._whereabouts.known(subject)

    def _explained(self, order: Order) -> Order:
        """The order with what it used of the track or the archive, where it used anything."""
        if isinstance(order.command, DestroyDue):
            now = self.clock.now()
            old = old_of(self.archive, self.picture, order.command.record_class, now)
            return msgspec.structs.replace(order, old=old)
        if isinstance(order.command, LookAtRestricted):
            return msgspec.structs.replace(order, archived=self._archived(order.command.incident))
        if isinstance(order.command, CheckWarning):
            warning = self.picture.warnings.get(order.command.warning)
            if warning is None or self._survey is None:
                return order
            return msgspec.structs.replace(order, survey=self._survey(self.picture, warning))
        if self._whereabouts is None:
            return order
        rules = rules_of(self.picture)
        command = with_basis(order.command, self._whereabouts, self.clock.now(), rules)
        if command is order.command:
            return order
        return msgspec.structs.replace(order, command=command)

    def _archived(self, incident: str) -> Incident | None:
        """The incident that has left the picture; None while it is there, or nobody can tell."""
        if incident in self.picture.incidents:
            return None
        try:
            matter = self.archive.get(f"incident/{incident}")
        except (StorageUnknown, LogDamaged):
            return None
        return None if matter is None else matter.incident

    def watch(self, told: Callable[[Sequence[Step]], None]) -> None:
        """Have each commit's steps told, after it is durable and in order, on the deciding thread.

        What is called there must be quick and must not fail.
        """
        self._watchers = (*self._watchers, told)

    def submit_all(self, orders: Iterable[Order]) -> Iterator[Outcome]:
        """Decide many orders in turn, several hundred to a commit; outcomes come in the same
        order.
        """
        rest = iter(orders)
        before: list[Future[Outcome]] = []
        while together := list(islice(rest, TOGETHER)):
            for order in together:
                check(order)
            queued = self._committer.submit_all([self._explained(order) for order in together])
            yield from (each.result() for each in before)
            before = queued
        yield from (each.result() for each in before)

    def tick(self, now: datetime | None = None) -> list[Outcome]:
        """Submit what time has made due: the clock is an actor like any other."""
        orders = [
            Order(command=command, command_id=f"due/{name}", actor=CLOCK)
            for name, command in due(self.picture, now or self.clock.now())
        ]
        return [*self.submit_all(orders), *self.destroy_due()]

    def destroy_due(self) -> list[Outcome]:
        """Destroy the next records whose time is over, a bounded number of them; again goes on."""
        now = self.clock.now()
        command = self._disposal.due(self.archive, self.picture, now)
        if command is None:
            return []
        name = f"due/destroy/{command.record_class}/{self.position}/{now.isoformat()}"
        return [self.submit(Order(command=command, command_id=name, actor=CLOCK))]

    # pictures

    def picture_at(
        self,
        position: int | None = None,
        *,
        known: datetime | None = None,
        time: datetime | None = None,
    ) -> Picture:
        """The picture at a position; or what was known at a time; or what had happened by a time.

        The two questions of time are never mixed: give one of the three.
        """
        return picture_at(self.store, position, known=known, time=time)

    # inside

    def _last_recorded_at(self) -> datetime:
        head = self.store.head().position
        for record in self.store.read(after=max(0, head - 1)):
            return record.recorded_at
        return self.store.header.created_at

    def _step(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        """Decide and append what has queued up. Runs on the committer's thread only."""
        outcomes: list[Outcome | Exception] = []
        why = self.second.why_closed() if self.second is not None else None
        if why is not None:
            return [Unknown(order.command_id, why) for order in orders]
        while len(outcomes) < len(orders):
            rest = orders[len(outcomes) :]
            try:
                outcomes += self._commit(rest)
            except StorageUnknown as trouble:
                outcomes += [Unknown(order.command_id, str(trouble)) for order in rest]
        return outcomes

    def _held(
        self,
        orders: Sequence[Order],
        outcomes: Sequence[Outcome | Exception],
        tell: Callable[[Sequence[Outcome | Exception]], None],
    ) -> None:
        """Tell the outcomes when the second copy is durable: also what was granted before."""
        assert self.second is not None, "held back for a second copy only"

        def confirmed(why: str | None) -> None:
            if why is None:
                tell(outcomes)
            else:
                told = zip(orders, outcomes, strict=True)
                tell(
                    [
                        each if isinstance(each, Exception) else Unknown(order.command_id, why)
                        for order, each in told
                    ]
                )

        self.second.when_durable(self.position, confirmed)

    def _commit(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        """One commit of the first of these orders: all of them, or up to a forgetting.

        Nothing is sealed for a subject any more once it is forgotten, so its batch ends there.
        """
        if self.store.recover().position != self.position:
            self._catch_up()
        self._destroy_keys()
        known = self.store.find_all([order.command_id for order in orders])
        now, picture = self.clock.now(), self.picture
        batch = Batch(self.store, self._sealer, now, picture, self._number_key, known, self._seal)
        first = self._leap(now)
        for order in (*first, *orders):
            batch.decide(order, require)
            if batch.picture.forgotten is not self.picture.forgotten:
                break
        batch.commit()
        self.picture, self.position = batch.picture, batch.position
        if batch.steps:
            self._recorded_at = batch.steps[-1].record.recorded_at
        for record, left in batch.archived:
            self.archive.take(record, left)
        self.archive.settle(self.position)
        self._tell(batch.steps)
        self._destroy_keys()
        if self.position >= self._snapshot_due_at:
            self._try_snapshot()
        return batch.outcomes[len(first) :]

    def _leap(self, now: datetime) -> tuple[Order, ...]:
        """What is to be recorded before anything else where the clock is far from the last
        record.
        """
        if not schedule_of(self.picture).classes or not is_leap(self._recorded_at, now):
            return ()
        command = NoticeLeap(since=self._recorded_at)
        return (Order(command=command, command_id=f"leap/{self.position}", actor=CLOCK),)

    def _catch_up(self) -> None:
        """Fold what the log holds beyond the picture: an append of which the storage could not
        tell.
        """
        steps = list(stepped(self.store.read(after=self.position), self.picture))
        for step in steps:
            if step.record.name in SHELVING:
                self.archive.take(step.record, taken_out(step.before, step.after))
            self.picture, self.position = step.after, step.record.position
            self._recorded_at = step.record.recorded_at
        self._tell(steps)

    def _tell(self, steps: Sequence[Step]) -> None:
        for told in self._watchers:
            told(steps)

    def _destroy_keys(self) -> None:
        """Destroy the keys and attachments of whoever the picture says is forgotten.
        StorageUnknown.
        """
        forgotten = self.picture.forgotten
        keys = self.store.keys
        owners = [
            each for each in changed(self._destroyed, forgotten) if not keys.is_forgotten(each)
        ]
        if owners:
            keys.forget_all(owners)
            self.store.blobs.forget_all(set(owners))
        self._destroyed = forgotten

    def _try_snapshot(self) -> None:
        """A snapshot saves time at the next start; where there is no room for one the town runs
        on.
        """
        try:
            self.save_snapshot()
        except StorageUnknown:
            self._snapshot_due_at = self.position + SNAPSHOT_AGAIN_AFTER

    def save_snapshot(self) -> None:
        """Keep the picture, so that the next start folds only what came after. StorageUnknown."""
        self.archive.keep(self.position)
        self.store.save_snapshot(self._fold, self.position, encode(self.picture))
        self._snapshot_at = self.position
        self._snapshot_due_at = self.position + SNAPSHOT_EVERY

    def close(self) -> None:
        """Finish what is queued, keep a snapshot, let go of the track and of the log."""
        if self._whereabouts is not None:
            self._whereabouts.close()
        self._committer.close()
        if self.second is not None:
            self.second.close()
        if self.position > self._snapshot_at:
            with contextlib.suppress(StorageUnknown):
                self.save_snapshot()
        self.archive.close()
        self.store.close()

    def __enter__(self) -> "Town":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def picture_at(
    store: LogStore,
    position: int | None = None,
    *,
    known: datetime | None = None,
    time: datetime | None = None,
) -> Picture:
    """The picture of a log at a position or by one of the two questions of time (aware UTC)."""
    assert sum(each is not None for each in (position, known, time)) <= 1, "one question at a time"
    records: Iterable[Record] = store.read(upto=position)
    if known is not None:
        records = known_at(records, known)
    elif time is not None:
        records = occurred_by(records, time)
    return fold(records)


__all__ = [
    "Accepted",
    "Denied",
    "MalformedOrder",
    "Order",
    "Outcome",
    "Town",
    "Unknown",
    "picture_at",
]
