"""Questions to the ground, in threads, a few at a time, and to each token its turn.

Whoever comes when all turns are taken, or asks too much at once, is told to ask again, so that
questions of place never stand in the way of orders, nor of those of others.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tocsin.app.ground.keeping import wrong_with
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import with_step
from tocsin.app.web.limits import Buckets
from tocsin.app.web.problem import Problem
from tocsin.operations.ground import AdoptGround, in_force
from tocsin.operations.picture import Picture

T = TypeVar("T")
AT_ONCE, MOST_WAITING = 2, 30
MOST_OF_ONE = 8
"""Of one token, at work and waiting; a browser asks for six things at once."""
QUESTIONS_AT_ONCE, QUESTIONS_PER_S = 60, 20.0
"""Of one token: whoever types quickly asks ten times a second."""
PUBLIC = "public/"
"""How the tokens of residents begin. They have a queue of their own: a town that is asked by
everybody still answers its officers.
"""
PUBLIC_AT_ONCE, PUBLIC_WAITING = 1, 10


class Turns:
    """What a door asks of its town's grounds. `folder` is None where it has no folder.

    Next is whoever of those that wait has the fewest at work: no token keeps another one waiting
    longer than until the next answer.
    """

    def __init__(self, folder: Path | None, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self.standing = None if folder is None else Standing(folder)
        self._rates = Buckets(clock_s, burst=QUESTIONS_AT_ONCE, per_s=QUESTIONS_PER_S)
        self._working: Counter[str] = Counter()
        self._waiting: list[tuple[str, asyncio.Future[None]]] = []

    async def asked(self, picture: Picture, ask: Callable[[Ready], T], token: str) -> T:
        """An answer to one of so many questions a second of a token. Raises Problem."""
        self._known(picture)
        after_s = self._rates.take_of(token)
        if after_s:
            raise _too_often("This token asks too often about the ground.", after_s)
        return await self.read(picture, ask, token)

    async def read(self, picture: Picture, ask: Callable[[Ready], T], token: str) -> T:
        """What the ground in force holds, in a thread, when it is the token's turn. Raises
        Problem."""
        standing = self._known(picture)
        await self._turn(token)
        try:
            return await asyncio.to_thread(lambda: ask(standing.ready(picture)))
        except Told as error:
            raise _trouble(error) from error
        finally:
            self._leave(token)

    def _known(self, picture: Picture) -> Standing:
        """The town's grounds. Raises Problem where it has none."""
        if in_force(picture) is None:
            raise Problem(
                404, "no_ground", *with_step("problem-no-ground"),
            )  # fmt: skip
        if self.standing is None:
            raise Problem(404, "no_ground", "This machine has no ground.", "Ask the writer's.")
        return self.standing

    async def _turn(self, token: str) -> None:
        """Wait for a turn, and take it. Raises Problem."""
        if self._may_begin(token):
            self._working[token] += 1
            return
        mine = self._working[token] + sum(name == token for name, _ in self._waiting)
        if mine >= MOST_OF_ONE:
            said = f"{mine} questions of this token about the ground are not answered yet."
            raise _too_often(said, 1)
        most = PUBLIC_WAITING if _is_public(token) else MOST_WAITING
        if sum(_is_public(name) is _is_public(token) for name, _ in self._waiting) >= most:
            raise Problem(503, "busy", *with_step("problem-ground-busy"),
                          after_s=1)  # fmt: skip
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((token, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(token)
            else:
                self._waiting.remove((token, turn))
            raise

    def _may_begin(self, token: str) -> bool:
        """Whether a turn is free. No other that may take it waits: a turn that is left goes on."""
        if self._working.total() >= AT_ONCE:
            return False
        public = sum(number for name, number in self._working.items() if _is_public(name))
        return not _is_public(token) or public < PUBLIC_AT_ONCE

    def _leave(self, token: str) -> None:
        """Give a turn on: to the first of those with the fewest at work."""
        self._working[token] -= 1
        if not self._working[token]:
            del self._working[token]
        waiting = [e for e in self._waiting if not e[1].done() and self._may_begin(e[0])]
        if waiting:
            each = min(waiting, key=lambda one: (self._working[one[0]], _is_public(one[0])))
            self._waiting.remove(each)
            self._working[each[0]] += 1
            each[1].set_result(None)

    def check(self, command: AdoptGround) -> None:
        """Raise Problem 409 where the ground of an order does not lie in the town's folder."""
        wrong: str | None = "this machine keeps none"
        if self._folder is not None:
            wrong = wrong_with(self._folder, command.checksum, command.manifest)
        if wrong is not None:
            raise Problem(
                409, "ground_not_here", f"The ground cannot be adopted from here: {wrong}.",
                "On the town's machine: tocsin ground adopt TOWN GROUND.", where="checksum",
            )  # fmt: skip


def _is_public(token: str) -> bool:
    return token.startswith(PUBLIC)


def _too_often(says: str, after_s: float) -> Problem:
    return Problem(
        429, "too_often", says, "Wait for the answers, then ask again.",
        after_s=max(1, round(after_s + 0.5)),
    )  # fmt: skip


def _trouble(error: Told) -> Problem:
    """What a question to a ground ended with, as a problem."""
    if error.exit_code is Exit.damaged:
        return Problem(503, "ground_damaged", f"{error}.", "See tocsin doctor.")
    if error.exit_code is Exit.not_so:
        return Problem(404, "not_on_the_ground", f"{error}.")
    return Problem(400, "malformed", f"{error}.")
