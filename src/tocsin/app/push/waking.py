"""Wakes the crew of a unit that got an order, from a thread of its own: nothing waits for it."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.app.logs import told
from tocsin.app.push.posting import Post, post
from tocsin.app.push.sealing import sealed
from tocsin.app.push.subscriptions import Subscription, Subscriptions
from tocsin.app.push.vapid import PushKey, decoded, key_in
from tocsin.app.tongue import code, speaking, tell
from tocsin.jurisdiction.fold import Step
from tocsin.log import Header
from tocsin.operations.picture import Picture
from tocsin.terms.kinds import LogKind
from tocsin.views.facts import base

LOG = logging.getLogger("tocsin.push")
WAKES = frozenset({"unit_dispatched", "unit_reassigned", "unit_cancelled", "assignment_stacked"})
"""Facts for which a crew is woken."""
GOOD_FOR_S = 600
"""A service keeps a message for so long, if the phone is away; later it says nothing new."""
GONE = frozenset({404, 410})
MOST_WAITING = 1_000


class Message(msgspec.Struct, frozen=True):
    """What a phone shows: that there is something, not what. An exercise says so first."""

    title: str
    body: str


class Waking:
    """Push of one town. `close` ends its thread; what waits then is let go of."""

    def __init__(
        self, folder: Path, header: Header, now: Callable[[], datetime], post: Post = post
    ) -> None:
        """Raises OSError, ValueError."""
        self.subscriptions = Subscriptions(folder)
        self._key: PushKey = key_in(folder)
        self._header = header
        self._now = now
        self._post = post
        self._waiting: queue.Queue[tuple[Subscription, Message] | None] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None

    @property
    def public_key(self) -> str:
        """As browsers take it."""
        return self._key.public

    def heard(self, steps: Sequence[Step]) -> None:
        """What has just happened. From the hub's thread, which is not held up."""
        for step in steps:
            if base(step.record.name) in WAKES:
                for each, message in self._messages(step):
                    self._send(each, message)

    def _messages(self, step: Step) -> Iterator[tuple[Subscription, Message]]:
        units = [
            unit
            for unit in step.after.units.unordered()
            if step.before.units.get(unit.id) is not unit
        ]
        for unit in units:
            people = frozenset(each.person for each in unit.seats) | frozenset(
                each.id for each in step.after.people.unordered() if each.unit == unit.id
            )
            for each in self.subscriptions.of(people):
                if may_be_woken(step.after, each.person):
                    yield each, self._message(unit.call_sign, each.language)

    def _message(self, call_sign: str, language: str) -> Message:
        with speaking(language):
            title = tell("wake-title", unit=call_sign)
            kind = self._header.kind
            if kind is not LogKind.actual:
                title = tell("wake-marked", mode=code("mode", kind.name), title=title)
            return Message(title, tell("wake-body"))

    def _send(self, to: Subscription, message: Message) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="tocsin-push", daemon=True)
            self._thread.start()
        try:
            self._waiting.put_nowait((to, message))
        except queue.Full:
            told(LOG, logging.WARNING, "a phone is not woken: too many wait")

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            self._wake(*work)

    def _wake(self, to: Subscription, message: Message) -> None:
        """One request. A browser that is gone is forgotten; a service away is tried no further: the
        page itself shows what there is.
        """
        contact = f"mailto:operator@{self._header.code.lower()}.example"
        headers = {
            "Authorization": self._key.authorization(to.endpoint, self._now(), contact),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(GOOD_FOR_S),
            "Urgency": "high",
        }
        try:
            body = sealed(msgspec.json.encode(message), decoded(to.theirs), decoded(to.secret))
            status = self._post(to.endpoint, body, headers)
        except (OSError, ValueError) as trouble:
            told(LOG, logging.WARNING, "a phone is not woken", fault=type(trouble).__name__)
            return
        if status in GONE:
            self.subscriptions.keep(lambda each: each.endpoint != to.endpoint)
        elif status >= 300:
            told(LOG, logging.WARNING, "a phone is not woken", status=status)

    def close(self) -> None:
        """Stop."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=15)


def may_be_woken(picture: Picture, person: str) -> bool:
    """Whether this person still works here."""
    found = picture.people.get(person)
    return found is not None and found.is_active and not found.is_forgotten
