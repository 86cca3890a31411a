"""A running standby: it follows, keeps its picture warm, and takes the approvals of a take-over."""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.approvals import Approvals, Approve, Approved
from tocsin.app.standby.copy import FolderCopy
from tocsin.app.standby.door import StandbyDoor
from tocsin.app.standby.taking_over import begin_life
from tocsin.app.wiring import ARCHIVE_FILE
from tocsin.federation.standby_follower import Follower
from tocsin.federation.standby_messages import Answer, NotFollowed, Parcel, Question, Superseded
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.warm import Warm
from tocsin.log import SqliteShelf, SystemClock
from tocsin.log.clock import monotonic_s
from tocsin.log.follower import Life


class StandbyState(msgspec.Struct, frozen=True, kw_only=True):
    """How a standby stands: what `tocsin standby FOLDER --status` shows."""

    town: str | None
    """The town's name, once there is one."""
    position: int
    writer_position: int
    """Where the writer said it was, when it was last heard."""
    heard_s_ago: float | None
    waits: bool
    """Does the writer answer only when this copy is durable?"""
    refused: str | None = None
    """What was refused last, where nothing was taken since."""
    fault: str | None = None
    approved_by: list[str] = []
    """Whose approvals of a take-over count at this moment."""


class Standby:
    """One standby in one process."""

    def __init__(self, folder: Path, own_url: str, took_over: Callable[[Life], None]) -> None:
        """`took_over` is told when this folder has become the writer's. Raises as `FolderCopy`."""
        self._folder = folder
        self._own_url = own_url
        self._took_over = took_over
        self._lock = threading.RLock()
        self._clock = SystemClock()
        self._copy = FolderCopy(folder)
        self._follower = Follower(self._copy, self._note)
        self._refused: NotFollowed | None = None
        self._heard_at_s: float | None = None
        self._approvals: Approvals | None = None
        self._warm: Warm | None = None
        self._begun: Life | None = None
        self._news = threading.Event()
        self._is_closing = False
        self.door = StandbyDoor(self._copy.secret, self._answer, self.state, self._approve)
        self._warmer = threading.Thread(target=self._keep_warm, name="tocsin-warm", daemon=True)
        self._warmer.start()

    def close(self) -> None:
        """Let go of the copy."""
        self._is_closing = True
        self._news.set()
        self._warmer.join()
        with self._lock:
            if self._warm is not None:
                self._warm.close()
                self._warm = None
            self._copy.close()

    def state(self) -> StandbyState:
        """How things stand now."""
        with self._lock:
            store, since_s, greeted = self._copy.store, self._heard_at_s, self._follower.greeted
            begun_at = self._begun.position if self._begun else 0
            return StandbyState(
                town=store.header.name if store is not None else None,
                position=store.head().position if store is not None else begun_at,
                writer_position=self._follower.writer_head,
                heard_s_ago=None if since_s is None else round(monotonic_s() - since_s, 1),
                waits=greeted is not None and greeted.waits,
                refused=self._refused.says if self._refused else None,
                fault=str(self._refused.fault) if self._refused else None,
                approved_by=self._approved_by(),
            )

    # following

    def _answer(self, question: Question) -> Answer:
        with self._lock:
            if self._begun is not None:
                return Superseded(self._begun, self._own_url)
            answer = self._follower.answer(question)
            if not isinstance(answer, NotFollowed):
                self._heard_at_s, self._refused = monotonic_s(), None
            if isinstance(question, Parcel) and question.rows:
                self._news.set()
            return answer

    def _note(self, refused: NotFollowed) -> None:
        self._refused = refused

    def _keep_warm(self) -> None:
        """Fold what comes in, so that a take-over finds the picture ready."""
        while not self._is_closing:
            warm = self._warmed()
            if warm is not None:
                warm.picture()
            self._news.wait(None if warm is not None else 1.0)
            self._news.clear()

    def _warmed(self) -> Warm | None:
        with self._lock:
            store = self._copy.store
            if self._is_closing or store is None:
                return None
            if self._warm is None:
                self._warm = Warm(store, Archive(SqliteShelf(self._folder / ARCHIVE_FILE)))
                self._approvals = Approvals(self._folder, store.header.code)
            return self._warm

    # taking over

    def _approved_by(self) -> list[str]:
        if self._approvals is None or self._warm is None:
            return []
        given, _ = self._approvals.standing(self._warm.picture(), self._clock.now())
        return [each.person for each in given]

    def _approve(self, given: Approve) -> Approved:
        """One officer approves; with the second this folder becomes the writer's. Raises `Told`."""
        warm, approvals = self._warmed(), self._approvals
        if warm is None or approvals is None:
            raise Told("there is no copy here to go on with", Exit.not_so)
        approvals.approve(given.handle, given.password, warm.picture(), self._clock.now())
        with self._lock:
            if self._begun is not None:
                raise Told("this machine is the town's writer already", Exit.not_so)
            counting, is_enough = approvals.standing(warm.picture(), self._clock.now())
            names = [each.person for each in counting]
            if not is_enough:
                return Approved(names, is_taken_over=False)
            warm.close()
            self._warm = None
            greeted = self._follower.greeted
            url = (greeted.url if greeted else None) or self._copy.standing.url
            waits = greeted.waits if greeted else self._copy.standing.waits
            life = self._begun = begin_life(self._copy, counting, url, waits=waits)
        self._took_over(life)
        return Approved(names, True, life.position)
