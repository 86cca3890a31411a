"""A town that is only read: its picture and its finished matters, while another process may be
writing.
"""

import threading
from collections.abc import Iterable, Iterator

from tocsin.jurisdiction.archive import Archive, Matter
from tocsin.jurisdiction.fold import SHELVING, Step, fold, stepped, taken_out
from tocsin.jurisdiction.snapshots import decode
from tocsin.log import LogDamaged, LogStore, MemoryShelf, Snapshot
from tocsin.operations.catalogue import fold_version
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Incident, Picture


def latest(store: LogStore, archive: Archive) -> tuple[Picture, int]:
    """The picture at the head and its position, from the newest snapshot where there is one.

    `archive` takes the matters that left the picture since it was last kept; where it does not go
    with the snapshot it is cleared and everything is folded anew.
    """
    return _caught_up(store, usable_snapshot(store, archive.position), archive)


def usable_snapshot(store: LogStore, archived_upto: int) -> Snapshot | None:
    """The newest snapshot, if an archive kept up to a position goes with it.

    An archive that is behind the snapshot (it was removed, or is of an older version) lacks
    matters; one that is ahead of the log is of another life of it.
    """
    snapshot = store.load_snapshot(fold_version())
    is_between = snapshot and snapshot.position <= archived_upto <= store.head().position
    return snapshot if is_between else None


def _caught_up(store: LogStore, start: Snapshot | None, archive: Archive) -> tuple[Picture, int]:
    head = store.head().position
    if start is None:
        archive.clear()
        return fold(store.read(upto=head), watch=archive.take), head
    records = store.read(after=start.position, upto=head)
    return fold(records, decode(start.picture), archive.take), head


class Reading:
    """Picture, archive and log of a town, for reading. `refresh` catches up with a writer."""

    def __init__(self, store: LogStore, archive: Archive | None) -> None:
        self.store = store
        kept_upto = archive.position if archive is not None else 0
        start = usable_snapshot(store, kept_upto)
        if archive is not None and start is None:
            archive.close()
            archive = None
        self._kept = archive
        shelf = MemoryShelf()
        shelf.settle(kept_upto)
        self._moving = threading.RLock()
        self._fresh = Archive(shelf)
        """What was archived after `_kept` was opened, or everything where that is of no use."""
        self.picture, self.position = _caught_up(store, start, self._fresh)

    def refresh(self) -> bool:
        """Fold what was appended since; whether there was anything."""
        head = self.store.head().position
        if head == self.position:
            return False
        records = self.store.read(after=self.position, upto=head)
        self.picture = fold(records, self.picture, self._fresh.take)
        self.position = head
        return True

    def follow(self, wait_s: float) -> Iterator[Step]:
        """Each record as it comes, with what it made of the picture; ends after `wait_s` seconds
        without one. For one thread; others may look meanwhile.
        """
        for record in self.store.follow(self.position, wait_s):
            (step,) = stepped((record,), self.picture)
            with self._moving:
                if record.name in SHELVING:
                    self._fresh.take(record, taken_out(step.before, step.after))
                self.picture, self.position = step.after, record.position
            yield step

    def matters(self) -> Iterator[Matter]:
        """Finished matters that have left the picture, each once."""
        with self._moving:
            fresh = list(self._fresh.matters())
        known = {each.subject for each in fresh}
        if self._kept is not None:
            try:
                # The writer goes on archiving: what left after our position is in our picture.
                for matter in self._kept.matters():
                    if matter.position <= self.position and matter.subject not in known:
                        known.add(matter.subject)
                        yield matter
            except LogDamaged:
                self._tell_from_the_log()
                fresh += [each for each in self._fresh.matters() if each.subject not in known]
        yield from fresh

    def finished(self) -> Iterator[Finished]:
        """Finished matters that have left the picture and are not destroyed, in short."""
        with self._moving:
            fresh = {each.subject: each for each in self._fresh.finished()}
        kept: Iterable[Finished] = ()
        if self._kept is not None:
            try:
                kept = [each for each in self._kept.finished() if each.position <= self.position]
            except LogDamaged:
                self._tell_from_the_log()
                fresh = {each.subject: each for each in self._fresh.finished()}
        yield from (each for each in kept if each.subject not in fresh)
        yield from fresh.values()

    def _tell_from_the_log(self) -> None:
        """What is kept is not as it was written: the log has it all."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self._fresh = Archive(MemoryShelf())
        self.picture = fold(self.store.read(upto=self.position), watch=self._fresh.take)

    def incidents(self) -> Iterator[Incident]:
        """Every incident the town has had: archived ones first, then those in the picture."""
        for matter in self.matters():
            if (incident := matter.incident) is not None:
                yield incident
        yield from self.picture.incidents.values()

    def incident(self, name: str) -> Incident | None:
        """The incident under this id, wherever it is kept."""
        found = self.picture.incidents.get(name)
        if found is not None:
            return found
        matter = self.matter(f"incident/{name}")
        return None if matter is None else matter.incident

    def matter(self, subject: str) -> Matter | None:
        """The finished matter of this subject (`incident/PE-…`), or None."""
        for archive in (self._fresh, self._kept):
            try:
                with self._moving:
                    matter = archive.get(subject) if archive is not None else None
            except LogDamaged:
                self._tell_from_the_log()
                return self._fresh.get(subject)
            if matter is not None and matter.position <= self.position:
                return matter
        return None

    def close(self) -> None:
        """Let go of the log and the archive."""
        if self._kept is not None:
            self._kept.close()
        self.store.close()


__all__ = ["Reading", "latest", "usable_snapshot"]
