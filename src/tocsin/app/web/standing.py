"""The ground a town stands on, as the door holds it: opened once, kept, another one on adoption.

What takes long runs in threads, a few at a time; whoever comes when all are taken is told to ask
again, so that questions of place never stand in the way of orders.
"""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tocsin.app.ground.asking import opened, owners_of
from tocsin.app.ground.folder import Manifest, manifest_of
from tocsin.app.ground.keeping import standing_on, wrong_with
from tocsin.app.outcome import Exit, Told
from tocsin.app.web.problem import Problem
from tocsin.geo.ground import Boundary
from tocsin.operations.ground import AdoptGround, in_force
from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.ground import Ground, LocalName

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.gazetteer import Gazetteer

T = TypeVar("T")
AT_ONCE, MOST_WAITING = 2, 8


class Ready:
    """A ground that was adopted, opened to be asked. What needs numpy is opened when first asked
    for, and kept."""

    def __init__(
        self, adopted: Ground, folder: Path, manifest: Manifest, owners: tuple[Boundary, ...]
    ) -> None:
        self.adopted = adopted
        self.folder = folder
        self.manifest = manifest
        self.owners = owners
        self._lock = threading.Lock()
        self._places: tuple[Map[LocalName], Gazetteer] | None = None

    def places(self, names: Map[LocalName]) -> "Gazetteer":
        """The gazetteer, with what people here call places. Raises Told."""
        from tocsin.app.ground.places import named_places, opened_places

        with self._lock:
            if self._places is None or self._places[0] is not names:
                self._places = names, opened_places(self.folder, named_places(names))
            return self._places[1]


class Standing:
    """The grounds of one town's folder. Safe from any thread."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._ready: Ready | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def asked(self, picture: Picture, ask: Callable[[Ready], T]) -> T:
        """An answer by the ground in force, worked out in a thread. Raises Problem."""
        if self._waiting >= AT_ONCE + MOST_WAITING:
            raise Problem(503, "busy", "Others are asking about the ground.", "Ask again.",
                          after_s=1)  # fmt: skip
        self._waiting += 1
        try:
            async with self._turns:
                return await asyncio.to_thread(lambda: ask(self.ready(picture)))
        except Told as error:
            raise _trouble(error) from error
        finally:
            self._waiting -= 1

    def ready(self, picture: Picture) -> Ready:
        """The ground in force. Raises Problem: there is none, or it cannot be read."""
        now = in_force(picture)
        if now is None or self._folder is None:
            raise Problem(
                404,
                "no_ground",
                "The town has adopted no ground." if now is None else "This machine has no ground.",
                "Adopt one: tocsin ground adopt TOWN GROUND." if now is None else "Ask its writer.",
            )
        with self._lock:
            if self._ready is None or self._ready.adopted != now:
                self._ready = self._opened(now, self._folder, picture)
            return self._ready

    def _opened(self, now: Ground, town: Path, picture: Picture) -> Ready:
        try:
            folder = standing_on(town, picture)
            manifest = manifest_of(folder)
            with opened(folder) as database:
                owners = tuple(owners_of(database))
        except Told as error:
            raise _trouble(error) from error
        return Ready(now, folder, manifest, owners)

    def check(self, command: AdoptGround) -> None:
        """Raise Problem 409 where the ground of an order does not lie in the town's folder."""
        wrong = "this machine keeps none" if self._folder is None else None
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
