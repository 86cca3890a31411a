"""Where outcomes from the deciding thread come down in the event loop: many with one wake-up.

A commit answers hundreds of orders at once. Waking the loop for each of them costs more than
deciding it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Awaited(Generic[Result]):
    """What a committer answers to, for somebody who waits in the loop."""

    __slots__ = ("_landing", "future")

    def __init__(self, landing: "Landing", future: "asyncio.Future[Result]") -> None:
        self._landing = landing
        self.future = future

    def set_running_or_notify_cancel(self) -> bool:
        """Whether anybody still waits."""
        return not self.future.cancelled()

    def set_result(self, result: Result) -> None:
        """From any thread."""
        self._landing.land(lambda: self._give(result))

    def set_exception(self, error: BaseException) -> None:
        """From any thread."""
        self._landing.land(lambda: self._fail(error))

    def _give(self, result: Result) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)


class Landing:
    """One event loop's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._landed: deque[Callable[[], None]] = deque()
        self._is_called = False

    def awaited(self) -> Awaited[Result]:
        """Something to wait for in the loop, and to answer from another thread."""
        return Awaited(self, self._loop.create_future())

    def land(self, done: Callable[[], None]) -> None:
        """Have this done in the loop, soon; nothing where the loop is closed."""
        self._landed.append(done)
        if not self._is_called and not self._loop.is_closed():
            self._is_called = True
            self._loop.call_soon_threadsafe(self._bring)

    def _bring(self) -> None:
        # First the flag: what lands from here on calls again, if this round should miss it.
        self._is_called = False
        while self._landed:
            self._landed.popleft()()
