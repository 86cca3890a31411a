"""Who is answered next about the ground: no token keeps the others from it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.test_adopting import made
from tests.app.web.doors import Opened, open_door
from tests.app.web.test_ground import AT, adopt
from tocsin.app.ground.standing import Ready
from tocsin.app.web.problem import Problem
from tocsin.app.web.turns import (
    MOST_OF_ONE,
    PUBLIC,
    PUBLIC_WAITING,
    QUESTIONS_AT_ONCE,
    QUESTIONS_PER_S,
    Turns,
)
from tocsin.operations.picture import Picture


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, Path]]:
    """A served town that stands on a ground, and its folder."""
    folder = tmp_path_factory.mktemp("turns")
    with open_door(folder / "town") as door:
        adopt(door, folder / "town", made(folder, "one"))
        yield door, folder / "town"


class Work:
    """Questions that are at work until they may end, and the order in which they were begun."""

    def __init__(self, turns: Turns, picture: Picture) -> None:
        self._turns, self._picture = turns, picture
        self._may_end = threading.Semaphore(0)
        self.begun: list[str] = []
        self.asked: list[asyncio.Task[None]] = []

    def __call__(self, token: str) -> None:
        """A question more."""

        def ask(_: Ready) -> None:
            self.begun.append(token)
            assert self._may_end.acquire(timeout=30)

        self.asked.append(asyncio.create_task(self._turns.asked(self._picture, ask, token)))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the others go on."""
        async with asyncio.timeout(30):
            while not holds():
                await asyncio.sleep(0.01)

    def ended(self, number: int) -> None:
        """So many may end; all the others after them."""
        for _ in range(number):
            self._may_end.release()


def order_of(served: tuple[Opened, Path], last: str) -> list[str]:
    """Six questions of one token, one of the last; then one after another ends."""
    door, folder = served

    async def story() -> list[str]:
        work = Work(Turns(folder), door.town.picture)
        for token in ["A"] * 6 + [last]:
            work(token)
        await work.until(lambda: len(work.begun) == 2)
        work.ended(1)
        await work.until(lambda: len(work.begun) == 3)
        begun = list(work.begun)
        work.ended(6)
        await asyncio.gather(*work.asked)
        return begun

    return asyncio.run(story())


def test_whoever_asks_much_does_not_keep_another_one_waiting(served: tuple[Opened, Path]) -> None:
    assert order_of(served, "B") == ["A", "A", "B"]
    assert order_of(served, "A") == ["A", "A", "A"], "the control"


def test_residents_wait_for_each_other_and_an_officer_for_none_of_them(
    served: tuple[Opened, Path],
) -> None:
    door, folder = served

    async def story() -> tuple[list[str], list[BaseException | None]]:
        work = Work(Turns(folder), door.town.picture)
        crowd = [f"{PUBLIC}10.0.{each}.0/24" for each in range(PUBLIC_WAITING + 3)]
        for token in crowd:
            work(token)
        await work.until(lambda: sum(each.done() for each in work.asked) == 2)
        for token in ("A", "B"):
            work(token)
        await work.until(lambda: len(work.begun) == 2)
        begun = list(work.begun)
        work.ended(len(work.asked))
        await asyncio.gather(*work.asked, return_exceptions=True)
        return begun, [each.exception() for each in work.asked]

    begun, ends = asyncio.run(story())
    assert begun == [f"{PUBLIC}10.0.0.0/24", "A"], "one of them is at work, and no more"
    assert [each is None for each in ends] == [True] * (PUBLIC_WAITING + 1) + [False] * 2 + (
        [True] * 2
    )
    busy = ends[-3]
    assert isinstance(busy, Problem)
    assert (busy.body.status, busy.body.code) == (503, "busy")


def test_a_token_with_too_much_unanswered_is_told_so_and_another_is_not(
    served: tuple[Opened, Path],
) -> None:
    door, folder = served

    async def story() -> Problem:
        work = Work(Turns(folder), door.town.picture)
        for token in ["A"] * (MOST_OF_ONE + 1) + ["B"]:
            work(token)
        await work.until(lambda: any(each.done() for each in work.asked))
        gone = work.asked.pop(MOST_OF_ONE)
        given_up = work.asked.pop(3)
        given_up.cancel()
        work.ended(MOST_OF_ONE)
        await asyncio.gather(*work.asked)
        assert (work.begun.count("A"), work.begun.count("B")) == (MOST_OF_ONE - 1, 1)
        work("A")
        work.ended(1)
        await work.asked[-1]
        problem = gone.exception()
        assert isinstance(problem, Problem)
        return problem

    body = asyncio.run(story()).body
    assert (body.status, body.code) == (429, "too_often")
    assert body.detail == "8 questions of this token about the ground are not answered yet."
    assert body.next == "Wait for the answers, then ask again."


def test_a_token_that_asks_too_often_is_told_when_to_ask_again(
    served: tuple[Opened, Path],
) -> None:
    door, folder = served
    now_s = [0.0]
    door.door.ground = Turns(folder, lambda: now_s[0])
    whose = f"/v1/ground/whose?at={AT}"
    assert {door.ask("GET", whose).status for _ in range(QUESTIONS_AT_ONCE)} == {200}
    got = door.ask("GET", whose)
    assert (got.status, got.code, got.headers["retry-after"]) == (429, "too_often", "1")
    assert got.json["detail"] == "This token asks too often about the ground."
    assert door.ask("GET", "/v1/ground", token=door.let_in("dispatcher")).status == 200
    now_s[0] += 2 / QUESTIONS_PER_S
    assert [door.ask("GET", whose).status for _ in range(3)] == [200, 200, 429]
