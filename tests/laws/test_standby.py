"""Two machines of one town under any order of commits, cuts, repeats, kills and take-overs.

What was acknowledged when the copy was durable is always in the survivor; a copy is always a
verified prefix of its writer; of two machines only one is ever acknowledged.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.laws.two_machines import TwoMachines, Writer
from tocsin.federation.standby_messages import Answer, Where
from tocsin.log import verify
from tocsin.log.keyfile import KeyFile

pytestmark = pytest.mark.full

MEMORY = Path("/dev/shm")
OWNERS = st.sampled_from([None, "incident/HB-1", "incident/HB-2", "person/p-7"])


class Pair(RuleBasedStateMachine):
    """One town on two machines."""

    writer_of: type[Writer] = Writer

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.two = TwoMachines(self.folder, self.writer_of)
        self.number = 0

    def teardown(self) -> None:
        self.two.close()
        shutil.rmtree(self.folder)

    @rule(owner=OWNERS)
    def commit(self, owner: str | None) -> None:
        self.number += 1
        if owner is not None and self.two.writer.store.keys.is_forgotten(owner):
            owner = None
        self.two.writer.record(self.number, owner)

    @rule(owner=OWNERS.filter(bool))
    def forget(self, owner: str) -> None:
        """As the town does: the key, then what was attached."""
        self.two.writer.store.keys.forget(owner)
        self.two.writer.store.blobs.forget(owner)

    @rule(owner=OWNERS.filter(bool), words=st.sampled_from([b"plan", b"list"]))
    def attach(self, owner: str, words: bytes) -> None:
        if not self.two.writer.store.keys.is_forgotten(owner):
            self.two.writer.store.blobs.put(owner, "text/plain", words)

    @rule(times=st.integers(1, 4))
    def ship(self, times: int) -> None:
        for _ in range(times):
            self.two.exchange()

    @rule(arrives=st.booleans())
    def cut(self, arrives: bool) -> None:
        self.two.exchange(arrives=arrives, answered=False)

    @rule(which=st.integers(0, 1_000))
    def repeat(self, which: int) -> None:
        self.two.again(which)

    @rule()
    def kill_the_writer(self) -> None:
        self.two.writer.crash()

    @precondition(lambda self: self.two.copier is not None)
    @rule()
    def kill_the_copy(self) -> None:
        assert self.two.copier is not None
        self.two.copier.crash()
        self.two.writer.hang_up()

    @rule()
    def take_over(self) -> None:
        self.two.take_over()

    @precondition(lambda self: self.two.overtaken is not None)
    @rule()
    def the_overtaken_one_goes_on(self) -> None:
        assert self.two.overtaken is not None
        self.number += 1
        self.two.overtaken.record(self.number, None)

    @rule()
    def meet(self) -> None:
        self.two.meet()

    @invariant()
    def what_was_acknowledged_is_in_the_survivor(self) -> None:
        holds = self.two.writer.store.reader.holds
        lost = [at for at, hash_ in self.two.acknowledged.items() if not holds(at, hash_)]
        assert lost == [], f"acknowledged and not in the survivor: {lost}"

    @invariant()
    def a_copy_is_a_prefix_of_its_writer(self) -> None:
        copier = self.two.copier
        if copier is None or copier.copy.store is None:
            return
        head = copier.copy.store.head()
        assert self.two.writer.store.reader.holds(head.position, head.hash)

    @invariant()
    def the_overtaken_one_is_never_acknowledged(self) -> None:
        old = self.two.overtaken
        if old is not None:
            new = [at for at in old.acknowledged if at not in self.two.acknowledged]
            assert new == [], "two machines were acknowledged at once"


class AtRest(Pair):
    """As `Pair`; at the end everything is shipped and the two are compared in full."""

    def teardown(self) -> None:
        while self.two.overtaken is not None:
            assert self.two.meet(), "an overtaken writer that greets is fenced"
        if self.two.copier is not None:
            self.two.settle()
            self._compare()
        super().teardown()

    def _compare(self) -> None:
        copier, writer = self.two.copier, self.two.writer
        assert copier is not None
        copy = copier.copy.store
        assert copy is not None
        assert isinstance(copy.keys, KeyFile)
        assert copy.head() == writer.store.head()
        # An overtaken writer may have forgotten more, unconfirmed: that stays forgotten there.
        buried = {each.owner for each in copy.keys.all_tombstones()}
        assert {each.owner for each in writer.source.tombstones()} <= buried
        known = dict(copy.keys.all_keys())
        assert buried.isdisjoint(known)
        for owner, secret in sorted(writer.source.keys()):
            assert owner in buried or known[owner] == secret
        assert set(writer.source.blobs()) <= set(copy.blobs.digests())
        found = verify(copier.folder)
        assert found.ok, found


def test_nothing_acknowledged_is_lost_and_no_history_forks() -> None:
    examples = max(12, settings().max_examples // 4)  # each founds a town and verifies two
    run_state_machine_as_test(
        AtRest, settings=settings(stateful_step_count=25, max_examples=examples)
    )


class Hasty(Writer):
    """The sabotaged writer: it acknowledges what it has recorded, whatever the copy says."""

    def record(self, number: int, owner: str | None) -> None:
        super().record(number, owner)
        head = self.waiting[-1]
        self.acknowledged[head.position] = head.hash

    def hear(self, answer: Answer) -> None:
        if isinstance(answer, Where):
            super().hear(answer)


class HastyPair(Pair):
    writer_of = Hasty

    @rule(owner=OWNERS)
    def commit(self, owner: str | None) -> None:
        super().commit(owner)
        self.two._gather(self.two.writer)


def test_control_a_writer_that_does_not_wait_is_caught() -> None:
    caught = settings(
        stateful_step_count=30,
        max_examples=200,
        phases=(Phase.generate,),
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError, match=r"not in the survivor|acknowledged at"):
        run_state_machine_as_test(HastyPair, settings=caught)


def test_control_an_unfenced_writer_forks(tmp_path: Path) -> None:
    two = TwoMachines(tmp_path)
    two.writer.record(1, None)
    two.settle()
    two.take_over()
    old = two.overtaken
    assert old is not None
    old.record(2, None)
    two.writer.record(4, None)
    one, other = old.store.head(), two.writer.store.head()
    assert one.position == other.position
    assert one.hash != other.hash, "two different records stand at one position"
    assert two.meet(), "and the meeting of the two is the end of one of them"
    two.settle()
    assert two.copier is not None
    assert two.copier.copy.store is not None
    assert two.copier.copy.store.head() == other
    two.close()
