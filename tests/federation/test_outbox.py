"""What is kept to be told again: an opening until it is read, however large; then so much."""

from pathlib import Path

import pytest

from tests.federation.slices import Source, subjects
from tocsin.access.stream import BEGINNING
from tocsin.federation import outbox
from tocsin.federation import replica as replicas
from tocsin.federation.replica import Replica, SliceFault, SliceRefused
from tocsin.federation.slice_messages import Cursor


def read_on(source: Source, replica: Replica) -> int:
    """Ask once; how much was read."""
    state = replica.state
    asked = Cursor(state.incarnation, state.sequence, state.head)
    answer = source.answer(asked, "n" * 32)
    replica.take(
        answer, nonce="n" * 32, own_code="WE", public_key=Source.KEY.public, now=source.now
    )
    return replica.state.sequence - state.sequence


def test_an_opening_larger_than_what_is_kept_is_told_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "KEPT_BYTES", 4_000)
    monkeypatch.setattr(outbox, "CHUNK_BYTES", 2_000)
    source = Source(tmp_path / "PE", known=subjects(100, "x" * 200))
    source.page_bytes = 3_000
    replica = Replica(tmp_path / "known.sqlite", "PE")
    pages = 0
    while replica.state.sequence < source.outbox.sequence:
        assert read_on(source, replica) > 0
        pages += 1
        assert pages < 100
        if pages < 5:
            source.tells({("incidents", f"PE-{pages}"): {"type": "flood"}})
    assert pages > 5
    assert dict(replica.known) == source.known
    assert replica.state.shown == replica.state.incarnation
    kept = source.outbox._kept_bytes
    assert kept > 4_000, "the control: it was kept whole while it was read"
    read_on(source, replica)
    source.tells({("incidents", "PE-1"): {"type": "storm"}})
    assert source.outbox._kept_bytes <= 4_000
    assert source.outbox.since(replica.state.incarnation, 0, BEGINNING) is None


def test_a_reader_that_never_comes_is_kept_no_more_than_an_opening_and_so_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "KEPT_BYTES", 4_000)
    source = Source(tmp_path / "PE", known=subjects(50, "x" * 200))
    first = source.outbox._kept_bytes
    for number in range(100):
        source.tells({("incidents", "PE-1"): {"type": "fire", "note": f"{number}" * 100}})
    assert source.outbox._kept_bytes <= first + 4_000


def test_a_question_costs_what_is_told_and_not_what_is_kept(tmp_path: Path) -> None:
    """Of many kept ticks a reader that lacks one is told one, without a look at the rest."""
    source = Source(tmp_path / "PE", known=subjects(1))
    for number in range(300):
        source.tells({("incidents", "PE-0"): {"type": "fire", "n": number}})

    class Looked(dict[int, object]):
        looks = 0

        def __getitem__(self, key: int) -> object:
            Looked.looks += 1
            return super().__getitem__(key)

        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("all that is kept is looked at")

        values = items = keys = __iter__

    source.outbox._kept = Looked(source.outbox._kept)  # type: ignore[assignment]
    state = source.outbox.state
    behind = next(last for last in sorted(source.outbox._heads, reverse=True)
                  if last < state.sequence)  # fmt: skip
    found = source.outbox.since(state.incarnation, behind, source.outbox._heads[behind])
    assert found is not None
    assert (len(found), Looked.looks) == (1, 1)


def test_a_neighbour_takes_no_more_of_our_disk_than_is_kept_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(tmp_path / "PE", known=subjects(10, "x" * 1_000))
    path = tmp_path / "known.sqlite"
    replica = Replica(path, "PE")
    read_on(source, replica)
    monkeypatch.setattr(replicas, "MOST_BYTES", 12_000)
    before = dict(replica.known)
    source.tells({("incidents", "PE-10"): {"type": "fire", "note": "y" * 3_000}})
    for _ in range(2):
        with pytest.raises(SliceRefused) as refused:
            read_on(source, replica)
        assert refused.value.fault is SliceFault.too_large
        assert dict(replica.known) == before, "nothing of it is kept"
        replica.close()
        replica = Replica(path, "PE")  # also by a process that begins
    source.afresh()
    with pytest.raises(SliceRefused):
        read_on(source, replica)
    source.tells({("incidents", "PE-10"): None, ("incidents", "PE-9"): None})
    source.afresh()
    read_on(source, replica)
    assert dict(replica.known) == source.known, "the control: it tells less"
    source.tells({("incidents", "PE-8"): {"type": "fire", "note": "z" * 2_000}})
    assert read_on(source, replica) > 0, "what is told in the place of something else counts once"
