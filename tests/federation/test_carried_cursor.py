"""The law of the cursor: over a link, by bundles, late, twice, out of order, some of them lost.

What is known is always what the source once said, never less than before, and in the end all.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.federation.slices import START, Known, Source
from tocsin.federation.bundles import Bundle, read_bundle
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Replica, SliceFault, SliceRefused
from tocsin.federation.slice_messages import MOST_PAST, Cursor
from tocsin.log import SeededEntropy

OURS = LinkKey.drawn(SeededEntropy(1))
NAMES = st.sampled_from([("incidents", f"PE-{n}") for n in range(4)])


def opened(file: bytes) -> Bundle:
    return read_bundle(file, "WE", OURS, lambda _: Source.KEY.public)


class Carried(RuleBasedStateMachine):
    """Penford tells; Weir End reads, by whatever comes."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self.source = Source(folder / "PE")
        self.replica = Replica(folder / "known.sqlite", "PE", self._heard)
        self.told: Known = {}
        """What whoever listens to the replica has made of what it was told."""
        self.sticks: list[tuple[bytes, Known]] = []
        self.once: list[Known] = [{}]
        """All that Penford ever said, in order."""
        self.best = 0
        self.count = 0

    def _heard(self, _code: str, deltas: object) -> None:
        for each in deltas:  # type: ignore[attr-defined]
            if each.verb == "withdrawn":
                self.told.pop(each.key, None)
            elif each.verb == "disclosed":
                self.told[each.key] = dict(each.fields)
            else:
                self.told[each.key] = {**self.told[each.key], **each.fields}

    def _passes(self) -> None:
        self.source.now = self.source.now.fromtimestamp(
            self.source.now.timestamp() + 1, tz=START.tzinfo
        )

    def _said(self) -> Known:
        known = {key: dict(fields) for key, fields in self.source.known.items()}
        self.once.append(known)
        return known

    @rule(key=NAMES, is_there=st.booleans())
    def something_happens(self, key: tuple[str, str], is_there: bool) -> None:
        self._passes()
        self.count += 1
        self.source.tells({key: {"n": self.count, "kept": "so"} if is_there else None})

    @rule()
    def a_bundle_is_written(self) -> None:
        self._passes()
        self.sticks.append((self.source.bundle(OURS.public), self._said()))

    @precondition(lambda self: self.sticks)
    @rule(which=st.integers(0, 30))
    def a_stick_is_read(self, which: int) -> None:
        file, said = self.sticks[which % len(self.sticks)]
        bundle = opened(file)
        self.replica.take_carried(bundle.said, bundle.ticks, own_code="WE", now=self.source.now)
        self.best = max(self.best, self._index(said))

    @precondition(lambda self: self.sticks)
    @rule()
    def a_stick_is_lost(self) -> None:
        self.sticks.pop()

    @rule()
    def the_link_is_there_for_once(self) -> None:
        self._passes()
        state = self.replica.state
        asked = Cursor(state.incarnation, state.sequence, state.head)
        answer, said = self.source.answer(asked, "n" * 32), self._said()
        self.replica.take(
            answer, nonce="n" * 32, own_code="WE", public_key=Source.KEY.public,
            now=self.source.now,
        )  # fmt: skip
        self.best = max(self.best, self._index(said))

    @rule()
    def a_receipt_comes_to_the_source(self) -> None:
        state = self.replica.state
        self.source.outbox.read_up_to(Cursor(state.incarnation, state.sequence, state.head))

    @rule()
    def the_source_starts_anew(self) -> None:
        self.source.outbox.save()
        self.source.stop()
        self.source.start()

    @rule()
    def all_is_told_afresh(self) -> None:
        self._passes()
        self.source.afresh()
        self.source.outbox.save()

    def _index(self, said: Known) -> int:
        return next(n for n, each in enumerate(self.once) if each is said)

    @invariant()
    def what_is_known_is_what_was_last_read(self) -> None:
        assert dict(self.replica.known) == self.once[self.best]
        assert self.told == self.once[self.best]

    def teardown(self) -> None:
        try:
            self.a_bundle_is_written()
            self.a_stick_is_read(len(self.sticks) - 1)
            assert dict(self.replica.known) == self.source.known, "in the end all"
        finally:
            self.source.stop()
            self.replica.close()
            self._folder.cleanup()


class TestCarried(Carried.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(stateful_step_count=15)


def test_the_law_fails_where_an_old_stick_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a reader that takes any bundle from its beginning."""
    take = Replica.take_carried

    def carelessly(self: Replica, *args: object, **how: object) -> bool:
        self.begin_afresh(0)
        return take(self, *args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Replica, "take_carried", carelessly)
    with pytest.raises(AssertionError):
        scripted()


def scripted() -> None:
    machine = Carried()
    try:
        for number in range(2):
            machine.something_happens(("incidents", f"PE-{number}"), True)
            machine.a_bundle_is_written()
        for which in (1, 0):
            machine.a_stick_is_read(which)
            machine.what_is_known_is_what_was_last_read()
    finally:
        machine.source.stop()
        machine.replica.close()
        machine._folder.cleanup()


def test_the_same_story_holds_with_the_law() -> None:
    scripted()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Source, Replica]:
    return Source(tmp_path / "PE"), Replica(tmp_path / "known.sqlite", "PE")


def take(source: Source, replica: Replica, file: bytes) -> bool:
    bundle = opened(file)
    return replica.take_carried(bundle.said, bundle.ticks, own_code="WE", now=source.now)


def later(source: Source) -> None:
    source.now = source.now + timedelta(minutes=1)


def test_an_old_copy_of_the_town_that_writes_on_is_seen(
    pair: tuple[Source, Replica], tmp_path: Path
) -> None:
    source, replica = pair
    source.tells({("incidents", "PE-1"): {"n": 1}})
    source.outbox.save()
    old = (tmp_path / "PE" / "told.sqlite").read_bytes()
    source.tells({("incidents", "PE-2"): {"n": 2}})
    assert take(source, replica, source.bundle(OURS.public))
    again = tmp_path / "again"
    again.mkdir()
    (again / "told.sqlite").write_bytes(old)
    rolled = Source(again, 9, {("incidents", "PE-1"): {"n": 1}})
    rolled.now = source.now
    later(rolled)
    replica_knows, state = dict(replica.known), rolled.outbox.state
    rolled.outbox.read_up_to(Cursor(state.incarnation, state.sequence, state.head))
    with pytest.raises(SliceRefused) as refused:
        take(rolled, replica, rolled.bundle(OURS.public))
    assert refused.value.fault is SliceFault.rolled_back
    assert dict(replica.known) == replica_knows
    # It goes on, and comes to where the other was, with another history.
    rolled.tells({("incidents", "PE-3"): {"n": 3}})
    later(rolled)
    with pytest.raises(SliceRefused) as refused:
        take(rolled, replica, rolled.bundle(OURS.public))
    assert refused.value.fault is SliceFault.forked
    rolled.tells({("incidents", "PE-4"): {"n": 4}})
    with pytest.raises(SliceRefused) as refused:
        take(rolled, replica, rolled.bundle(OURS.public))
    assert refused.value.fault is SliceFault.forked, "past the place, too"
    # The control: the right one is heard on.
    source.tells({("incidents", "PE-5"): {"n": 5}})
    assert take(source, replica, source.bundle(OURS.public))


def test_one_that_begins_after_where_the_reader_stands_waits_for_the_one_before(
    pair: tuple[Source, Replica],
) -> None:
    """So it is where the reader's own file was lost since it said how far it had read."""
    source, replica = pair
    source.tells({("incidents", "PE-1"): {"n": 1}})
    state = source.outbox.state
    first = source.bundle(OURS.public)
    source.outbox.read_up_to(Cursor(state.incarnation, state.sequence, state.head))
    source.tells({("incidents", "PE-2"): {"n": 2}})
    second = source.bundle(OURS.public)
    with pytest.raises(SliceRefused) as refused:
        take(source, replica, second)
    assert refused.value.fault is SliceFault.gap
    assert not replica.known
    assert take(source, replica, first)
    assert take(source, replica, second)
    assert len(replica.known) == 2


def test_what_a_stick_carried_is_as_old_as_the_stick(pair: tuple[Source, Replica]) -> None:
    source, replica = pair
    source.tells({("incidents", "PE-1"): {"n": 1}})
    file, written_at = source.bundle(OURS.public), source.now
    later(source)
    assert take(source, replica, file)
    assert replica.state.heard_at == written_at
    assert replica.state.clock_off_s == 0


def test_an_old_copy_that_tells_everything_afresh_is_seen(
    pair: tuple[Source, Replica], tmp_path: Path
) -> None:
    """It never saw how far it was read, and begins anew under a higher generation."""
    source, replica = pair
    source.tells({("incidents", "PE-1"): {"n": 1}})
    source.outbox.save()
    old = (tmp_path / "PE" / "told.sqlite").read_bytes()
    source.tells({("incidents", "PE-2"): {"n": 2}})
    assert take(source, replica, source.bundle(OURS.public))
    later(source)
    source.afresh()
    assert take(source, replica, source.bundle(OURS.public)), "the control: the town itself may"
    again = tmp_path / "again"
    again.mkdir()
    (again / "told.sqlite").write_bytes(old)
    rolled = Source(again, 9, {("incidents", "PE-1"): {"n": 1}})
    rolled.now = source.now
    for _ in range(3):
        later(rolled)
        rolled.afresh()
    with pytest.raises(SliceRefused) as refused:
        take(rolled, replica, rolled.bundle(OURS.public))
    assert refused.value.fault is SliceFault.rolled_back
    assert set(replica.known) == {("incidents", "PE-1"), ("incidents", "PE-2")}
    replica.begin_afresh(1)
    assert take(rolled, replica, rolled.bundle(OURS.public)), "a person has looked into it"


def test_so_many_beginnings_ago_is_not_told_and_a_town_that_does_not_say_is_believed(
    pair: tuple[Source, Replica],
) -> None:
    source, replica = pair
    source.tells({("incidents", "PE-1"): {"n": 1}})
    assert take(source, replica, source.bundle(OURS.public))
    for _ in range(MOST_PAST + 1):
        later(source)
        source.afresh()
    assert len(source.outbox.state.past) == MOST_PAST
    assert take(source, replica, source.bundle(OURS.public))
    later(source)
    source.afresh()
    older = msgspec.structs.replace(source.standing(), past=None)
    replica.check_history(older)
    with pytest.raises(SliceRefused):
        replica.check_history(msgspec.structs.replace(older, past=()))
