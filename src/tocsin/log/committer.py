"""Group commit: one thread that takes whatever has queued up and makes one commit of it."""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, Protocol, TypeVar

from tocsin.log.clock import monotonic_s

Work = TypeVar("Work")
Result = TypeVar("Result")
Told_contra = TypeVar("Told_contra", contravariant=True)

LARGEST_BATCH = 512
LONGEST_QUEUE = 8192


class Answer(Protocol[Told_contra]):
    """Where the result of a piece of work goes; a future is one."""

    def set_running_or_notify_cancel(self) -> bool:
        """Whether it is still wanted, asked before the work begins."""

    def set_result(self, result: Told_contra, /) -> None: ...

    def set_exception(self, error: BaseException, /) -> None: ...


Tell = Callable[[Sequence[Result | Exception]], None]
Hold = Callable[[Sequence[Work], Sequence[Result | Exception], Tell[Result]], None]


class CommitterClosed(Exception):
    """The committer takes no more work."""


class Committer(Generic[Work, Result]):
    """Runs `step` on batches of work, in order, on one thread of its own.

    `step` makes one commit for its batch and returns one result per piece of work; a result that
    is an exception is raised from that piece's future. What `step` raises, all of them raise.
    No future is done before `step` returned, so nobody is told of what is not yet durable.
    `hold` may keep the results of a batch back for longer, while the next batch is under way: it
    is given the batch, its results, and what to call, once, with the results to be told.
    """

    def __init__(
        self,
        step: Callable[[Sequence[Work]], Sequence[Result | Exception]],
        gather_s: float = 0.0,
        hold: "Hold[Work, Result] | None" = None,
    ) -> None:
        """`gather_s`: how long the first piece of work waits for others to share its commit."""
        self._step = step
        self._gather_s = gather_s
        self._hold = hold
        self._queue: queue.Queue[list[tuple[Work, Answer[Result]]] | None] = queue.Queue(
            LONGEST_QUEUE
        )
        self._closing = threading.Lock()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="tocsin-committer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> "Future[Result]":
        """Queue `work`; waits while the queue is full. Raises `CommitterClosed`."""
        return self.submit_all([work])[0]

    def submit_all(self, works: Sequence[Work]) -> "list[Future[Result]]":
        """Queue work that stays together: one batch has all of it. Raises as `submit`.

        Alone, it makes the same commit each time, whatever the threads do.
        """
        assert len(works) <= LARGEST_BATCH, "one batch holds it"
        futures: list[Future[Result]] = [Future() for _ in works]
        self._enqueue(list(zip(works, futures, strict=True)))
        return futures

    def submit_to(self, work: Work, answer: Answer[Result]) -> None:
        """Queue `work`; its result goes to `answer`, on the committer's thread. Raises as
        `submit`.
        """
        self._enqueue([(work, answer)])

    def _enqueue(self, group: list[tuple[Work, Answer[Result]]]) -> None:
        with self._closing:
            if self._is_closed:
                raise CommitterClosed(
                    "the town is closing; ask again with the same id when it is up"
                )
            self._queue.put(group)

    @property
    def waiting(self) -> int:
        """How much is queued, more or less: what stays together counts once."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is queued, then stop the thread."""
        with self._closing:
            if not self._is_closed:
                self._is_closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        is_open = True
        while is_open:
            batch: list[tuple[Work, Answer[Result]]] = []
            each = self._queue.get()
            until_s = monotonic_s() + self._gather_s if self._gather_s else 0.0
            while each is not None:
                batch += [one for one in each if one[1].set_running_or_notify_cancel()]
                if len(batch) >= LARGEST_BATCH:
                    break
                try:
                    each = self._next(until_s)
                except queue.Empty:
                    break
            is_open = each is not None
            if batch:
                self._answer(batch)

    def _next(self, until_s: float) -> list[tuple[Work, Answer[Result]]] | None:
        """What is queued, or comes while work is gathered. Raises `queue.Empty`."""
        left_s = until_s - monotonic_s() if until_s else 0.0
        return self._queue.get(timeout=left_s) if left_s > 0 else self._queue.get_nowait()

    def _answer(self, batch: list[tuple[Work, Answer[Result]]]) -> None:
        try:
            results = self._step([work for work, _ in batch])
            assert len(results) == len(batch), "one result for each piece of work"
        except BaseException as error:
            for _, future in batch:
                future.set_exception(error)
            return

        def tell(told: Sequence[Result | Exception]) -> None:
            for (_, future), result in zip(batch, told, strict=True):
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)

        if self._hold is None:
            tell(results)
        else:
            self._hold([work for work, _ in batch], results, tell)
