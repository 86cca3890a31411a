"""Group commit: in order, answered after the fact, and never left hanging."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.log.makings import entry, founded
from tocsin.log import Committer, CommitterClosed
from tocsin.log.committer import LARGEST_BATCH


def doubled(batch: Sequence[int]) -> list[int | Exception]:
    return [2 * number for number in batch]


def test_each_piece_of_work_gets_its_own_answer() -> None:
    committer: Committer[int, int] = Committer(doubled)
    futures = [committer.submit(number) for number in range(2000)]
    assert [future.result(10) for future in futures] == [2 * number for number in range(2000)]
    committer.close()


def test_what_queues_up_during_a_commit_makes_one_commit_together_and_in_order() -> None:
    batches: list[list[int]] = []
    entered, go_on = threading.Event(), threading.Event()

    def step(batch: Sequence[int]) -> list[int | Exception]:
        batches.append(list(batch))
        entered.set()
        assert go_on.wait(10)
        return list(batch)

    committer: Committer[int, int] = Committer(step)
    first = committer.submit(0)
    assert entered.wait(10)
    rest = [committer.submit(number) for number in range(1, LARGEST_BATCH + 11)]
    assert not first.done()
    go_on.set()
    for future in [first, *rest]:
        future.result(10)
    assert [len(batch) for batch in batches] == [1, LARGEST_BATCH, 10]
    assert [number for batch in batches for number in batch] == list(range(LARGEST_BATCH + 11))
    committer.close()


def test_an_answer_that_is_an_error_concerns_one_piece_of_work_alone() -> None:
    def step(batch: Sequence[int]) -> list[int | Exception]:
        return [ValueError("three") if number == 3 else number for number in batch]

    committer: Committer[int, int] = Committer(step)
    futures = [committer.submit(number) for number in range(5)]
    with pytest.raises(ValueError, match="three"):
        futures[3].result(10)
    assert futures[4].result(10) == 4
    committer.close()


def test_when_the_commit_itself_fails_everybody_in_it_hears_and_the_next_one_goes_on() -> None:
    def step(batch: Sequence[int]) -> list[int | Exception]:
        if batch[0] < 0:
            raise OSError("no space")
        return list(batch)

    committer: Committer[int, int] = Committer(step)
    with pytest.raises(OSError, match="no space"):
        committer.submit(-1).result(10)
    assert committer.submit(1).result(10) == 1
    committer.close()


def test_closing_finishes_what_is_queued_and_takes_no_more() -> None:
    committer: Committer[int, int] = Committer(doubled)
    futures: list[Future[int]] = [committer.submit(number) for number in range(1500)]
    committer.close()
    assert [future.result(0) for future in futures] == [2 * number for number in range(1500)]
    with pytest.raises(CommitterClosed):
        committer.submit(1)
    committer.close()


def test_nobody_is_answered_before_the_store_has_it(tmp_path: Path) -> None:
    store = founded(tmp_path / "town")

    def step(batch: Sequence[int]) -> list[int | Exception]:
        head = store.head().position
        store.append([entry(n) for n in batch], after=head, recorded_at=store.header.created_at)
        return list(range(head + 1, head + len(batch) + 1))

    committer: Committer[int, int] = Committer(step)
    missing: list[int] = []

    def ask(first: int) -> None:
        for number in range(first, first + 25):
            position = committer.submit(number).result(30)
            if store.find(f"c-{number}") != (position, position):
                missing.append(number)

    askers = [threading.Thread(target=ask, args=(100 * who,)) for who in range(16)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    committer.close()
    assert missing == []
    assert store.head().position == 400
    store.close()
