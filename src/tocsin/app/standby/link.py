"""The writer's link to its standby: a thread that ships what was committed, and who waits for it.

Without waiting, the copy trails by what the link takes. With it, an answer is held back until the
copy is durable too; where that is not heard in time the answer is "unknown, ask again with the same
id". Either way the town accepts nothing before the other machine was heard once since the start:
the town may have gone on there.
"""

import contextlib
import threading
from collections import deque
from collections.abc import Callable

import msgspec

from tocsin.app.standby.wire import Unreached, Wire
from tocsin.federation.standby_messages import Question, StandbyFault
from tocsin.federation.standby_shipper import Fenced, NotShipped, Shipper
from tocsin.jurisdiction.second_copy import Confirmed, Lag
from tocsin.log.clock import monotonic_s
from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.follower import Life
from tocsin.log.shipping import Source

PATIENCE_S = 5.0
"""So long an answer waits for the second copy."""
PULSE_S = 1.0
"""So often the other machine is asked whether it is there, when there is nothing to ship."""
AGAIN_S = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Pauses between attempts to reach it."""
WIRE_TIMEOUT_S = 20.0


OURS = frozenset({StandbyFault.rolled_back, StandbyFault.forked, StandbyFault.restored})
"""Faults that may be on this side: nothing is recorded here until the two agree again."""


class LinkState(msgspec.Struct, frozen=True, kw_only=True):
    """How the second machine stands, for readiness, metrics and `tocsin doctor`."""

    url: str
    is_connected: bool
    is_met: bool
    """Was it heard since the start?"""
    waits: bool
    is_alone: bool
    position: int
    lag_records: int
    lag_s: float
    """For how long the copy has lacked something."""
    trouble: str | None = None
    fault: str | None = None


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a link is made for."""

    url: str
    secret: bytes
    own_url: str | None = None
    waits: bool = False
    is_alone: bool = False
    patience_s: float = PATIENCE_S


class _Waiting(msgspec.Struct, frozen=True):
    position: int
    beside: int
    until_s: float
    confirmed: Confirmed


class StandbyLink:
    """A `SecondCopy` over HTTP."""

    def __init__(
        self,
        terms: Terms,
        source: Source,
        fenced: Callable[[Life, str | None], None],
        met: Callable[[], None] = lambda: None,
    ) -> None:
        """`fenced` is called once, when the town turns out to go on elsewhere; `met` each time the
        other machine has everything for the first time on a connection.
        """
        self._terms = terms
        self._source = source
        self._fenced = fenced
        self._met = met
        self._news = threading.Condition()
        self._waiting: deque[_Waiting] = deque()
        self._is_closing = False
        self._is_met = False
        self._is_alone = terms.is_alone
        self._is_connected = False
        self._closed: str | None = None
        self._doubt: str | None = None
        self._trouble: str | None = "not reached yet"
        self._fault: str | None = None
        self._durable = 0
        self._beside = 0
        self._behind_since_s: float | None = None
        self._wire: Wire | None = None
        self._threads = [
            threading.Thread(target=self._ship_on, name="tocsin-standby-link", daemon=True),
            threading.Thread(target=self._lose_patience, name="tocsin-standby-wait", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    # what the town asks

    def why_closed(self) -> str | None:
        with self._news:
            if self._closed is not None or self._is_alone:
                return self._closed
            if self._doubt is not None or self._is_met:
                return self._doubt
            return (
                f"the standby at {self._terms.url} was not heard since the start "
                f"({self._trouble}); ask again with the same id, or serve with --alone"
            )

    def when_durable(self, position: int, confirmed: Confirmed) -> None:
        with self._news:
            if self._behind_since_s is None and self._is_behind(position):
                self._behind_since_s = monotonic_s()
            why = self._closed
            has_it = self._is_met and not self._is_behind(position)
            is_now = why is not None or has_it or not self._terms.waits or self._is_alone
            if not is_now:
                until_s = monotonic_s() + self._terms.patience_s
                beside = self._source.outbox.count
                self._waiting.append(_Waiting(position, beside, until_s, confirmed))
            self._news.notify_all()
        if is_now:
            confirmed(why)

    def close(self) -> None:
        """Ship what is owed if the other machine is there, for as long as an answer would wait."""
        until_s = monotonic_s() + self._terms.patience_s
        with self._news:
            while self._is_connected and self._lag() > 0 and self._closed is None:
                left_s = until_s - monotonic_s()
                if left_s <= 0:
                    break
                self._news.wait(left_s)
            self._is_closing = True
            self._news.notify_all()
            wire = self._wire
        if wire is not None:
            wire.hang_up()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(WIRE_TIMEOUT_S)
        self._tell_all("the town is closing; ask again with the same id when it is up")

    def redirect(self, url: str) -> None:
        """From now on the other machine is there."""
        with self._news:
            self._terms = msgspec.structs.replace(self._terms, url=url)
            self._news.notify_all()

    def state(self) -> LinkState:
        """How things stand now."""
        with self._news:
            since_s = self._behind_since_s
            return LinkState(
                url=self._terms.url,
                is_connected=self._is_connected,
                is_met=self._is_met,
                waits=self._terms.waits,
                is_alone=self._is_alone,
                position=self._durable,
                lag_records=self._lag(),
                lag_s=0.0 if since_s is None else round(monotonic_s() - since_s, 3),
                trouble=self._closed or self._trouble,
                fault=self._fault,
            )

    def lag(self) -> Lag:
        state = self.state()
        return Lag(state.is_connected, state.lag_records, state.lag_s)

    def _lag(self) -> int:
        return max(0, self._source.head().position - self._durable)

    def _is_behind(self, position: int) -> bool:
        return position > self._durable or self._source.outbox.count > self._beside

    # the thread that ships

    def _ship_on(self) -> None:
        attempt = 0
        while not self._is_closing and self._closed is None:
            try:
                self._connected()
                attempt = 0
            except Fenced as fence:
                self._shut(f"the town goes on{_at(fence.url)}; give orders there", "superseded")
                self._fenced(fence.life, fence.url)
                return
            except NotShipped as refused:
                self._refused(refused)
            except (Unreached, StorageUnknown, LogDamaged, OSError) as trouble:
                attempt = 0 if self._is_connected else attempt
                self._not_there(str(trouble))
            with self._news:
                if not self._is_closing:
                    self._news.wait(AGAIN_S[min(attempt, len(AGAIN_S) - 1)])
            attempt += 1

    def _connected(self) -> None:
        """One session, until it ends by an exception or because the link is closed."""
        wire = self._wire = Wire(self._terms.url, self._terms.secret, WIRE_TIMEOUT_S)
        try:
            shipper = Shipper(self._source, self._terms.own_url, waits=self._terms.waits)
            question: Question | None = shipper.greeting()
            while question is not None:
                question = shipper.take(wire.say(question))
            self._greeted(shipper)
            while not self._is_closing:
                question = shipper.next()
                if question is None:
                    self._all_there()
                    question = self._pause(shipper)
                if question is not None:
                    shipper.take(wire.say(question))
                    self._advanced(shipper)
        finally:
            wire.close()
            self._wire = None

    def _pause(self, shipper: Shipper) -> Question | None:
        """Wait for news; without any, ask whether the other is there."""
        with self._news:
            if self._is_closing or self._is_behind(self._source.head().position):
                return None
            if self._news.wait(PULSE_S):
                return None
        return shipper.pulse()

    def _greeted(self, shipper: Shipper) -> None:
        with self._news:
            self._is_connected = self._is_met = True
            self._trouble = self._fault = self._doubt = None
        self._advanced(shipper)

    def _all_there(self) -> None:
        """The other has everything: from now on this town is not alone."""
        with self._news:
            was_alone, self._is_alone = self._is_alone, False
        if was_alone:
            self._met()

    def _advanced(self, shipper: Shipper) -> None:
        done: list[_Waiting] = []
        with self._news:
            self._durable, self._beside = shipper.durable, shipper.beside
            while self._waiting and (
                self._waiting[0].position <= self._durable
                and self._waiting[0].beside <= self._beside
            ):
                done.append(self._waiting.popleft())
            if not self._is_behind(self._source.head().position):
                self._behind_since_s = None
            self._news.notify_all()
        for each in done:
            each.confirmed(None)

    def _not_there(self, why: str) -> None:
        with self._news:
            self._is_connected = False
            self._trouble = why
            self._news.notify_all()

    def _refused(self, refused: NotShipped) -> None:
        why = f"the standby at {self._terms.url} does not follow: {refused}"
        self._not_there(why)
        with self._news:
            self._fault = str(refused.fault)
            if refused.fault in OURS:
                self._doubt = why
        if refused.fault in OURS and not self._is_alone:
            self._tell_all(why)

    def _shut(self, why: str, fault: str) -> None:
        """Nothing is recorded here any more."""
        with self._news:
            self._closed, self._fault = why, fault
            self._is_connected = False
        self._tell_all(why)

    # the thread that ends a wait

    def _lose_patience(self) -> None:
        while True:
            with self._news:
                if self._is_closing:
                    return
                now_s = monotonic_s()
                late: list[_Waiting] = []
                while self._waiting and self._waiting[0].until_s <= now_s:
                    late.append(self._waiting.popleft())
                if not late:
                    next_s = self._waiting[0].until_s - now_s if self._waiting else None
                    self._news.wait(next_s)
            for each in late:
                each.confirmed(self._unsure())

    def _unsure(self) -> str:
        return (
            f"it is on record here, and the standby at {self._terms.url} has not confirmed it "
            f"within {self._terms.patience_s:g} s; ask again with the same id"
        )

    def _tell_all(self, why: str) -> None:
        with self._news:
            left, self._waiting = list(self._waiting), deque()
        for each in left:
            with contextlib.suppress(Exception):
                each.confirmed(why)


def _at(url: str | None) -> str:
    return f" at {url}" if url else " on another machine"
