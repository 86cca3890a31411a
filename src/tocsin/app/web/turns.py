"""Questions to the ground, in threads, a few at a time.

Whoever comes when all turns are taken is told to ask again, so that questions of place never stand
in the way of orders.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tocsin.app.ground.keeping import wrong_with
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.outcome import Exit, Told
from tocsin.app.web.problem import Problem
from tocsin.operations.ground import AdoptGround, in_force
from tocsin.operations.picture import Picture

T = TypeVar("T")
AT_ONCE, MOST_WAITING = 2, 8


class Turns:
    """What a door asks of its town's grounds. `folder` is None where it has no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self.standing = None if folder is None else Standing(folder)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def asked(self, picture: Picture, ask: Callable[[Ready], T]) -> T:
        """An answer by the ground in force, worked out in a thread. Raises Problem."""
        standing = self.standing
        if in_force(picture) is None:
            raise Problem(
                404, "no_ground", "The town has adopted no ground.",
                "On the town's machine: tocsin ground adopt TOWN GROUND.",
            )  # fmt: skip
        if standing is None:
            raise Problem(404, "no_ground", "This machine has no ground.", "Ask the writer's.")
        if self._waiting >= AT_ONCE + MOST_WAITING:
            raise Problem(503, "busy", "Others are asking about the ground.", "Ask again.",
                          after_s=1)  # fmt: skip
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(lambda: ask(standing.ready(picture)))
        except Told as error:
            raise _trouble(error) from error
        finally:
            self._waiting -= 1

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


def _trouble(error: Told) -> Problem:
    """What a question to a ground ended with, as a problem."""
    if error.exit_code is Exit.damaged:
        return Problem(503, "ground_damaged", f"{error}.", "See tocsin doctor.")
    if error.exit_code is Exit.not_so:
        return Problem(404, "not_on_the_ground", f"{error}.")
    return Problem(400, "malformed", f"{error}.")
