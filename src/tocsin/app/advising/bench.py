"""Where the planner works: a thread of its own, with so much time for each question.

Python cannot stop a thread. A question that takes longer than its time is given up by whoever asked
and still worked on; those that come meanwhile wait no longer than their own time either. A call
into compiled code that never returns holds the bench until the process ends, not the process: the
thread is a daemon.
"""

import contextvars
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Late(Exception):
    """The answer was not there in time."""


class _Piece:
    """One piece of work and what came of it."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.work = work
        self.spoken = contextvars.copy_context()
        self.is_over = threading.Event()
        self.is_given_up = False
        self.result: object = None
        self.error: BaseException | None = None


class Bench:
    """One thing at a time, in the order in which it came. Safe from any thread."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._pieces: queue.SimpleQueue[_Piece] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def begin(self, work: Callable[[], object]) -> threading.Event:
        """Have something done; set when it is over, however it went."""
        return self._put(work).is_over

    def done(self, work: Callable[[], T], within_s: float) -> T:
        """What the work gives. Raises Late, and what the work raises."""
        piece = self._put(work)
        if not piece.is_over.wait(within_s):
            piece.is_given_up = True
            raise Late
        if piece.error is not None:
            raise piece.error
        return piece.result  # type: ignore[return-value]

    def _put(self, work: Callable[[], object]) -> _Piece:
        piece = _Piece(work)
        self._pieces.put(piece)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return piece

    def _run(self) -> None:
        while True:
            piece = self._pieces.get()
            if not piece.is_given_up:
                try:
                    piece.result = piece.spoken.run(piece.work)
                except BaseException as error:
                    piece.error = error
            piece.is_over.set()
