"""Asks the sources of a town for their warnings, again and again, and takes what is new.

There is no cursor: what is known is in the log (`operations.heard_warnings`), so a process that was
killed between reading and taking reads again, and takes once. What was looked at already is only
remembered, to spare the other side.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import msgspec

from tocsin.app.carriers.contract import NotSent
from tocsin.app.hearing_warnings.fetching import Fetched, fetched
from tocsin.app.hearing_warnings.messages import Ground, Message, messages_in
from tocsin.app.logs import FIELDS, told
from tocsin.gateways.cap import Malformed
from tocsin.gateways.cap.feed_links import Link, links_in
from tocsin.jurisdiction.orders import Accepted, Denied, MalformedOrder, Order, Outcome
from tocsin.log import CommitterClosed
from tocsin.operations.heard_warnings import TAKER, TakeWarning, beside_the_point, is_known
from tocsin.operations.picture import Picture
from tocsin.operations.picture.heard_warning import MessageKey, WarningSource
from tocsin.operations.picture.warning_channel import DeliveryCause
from tocsin.operations.warning_sources import find_source

LOG = logging.getLogger("tocsin.hearing")
LOOK_S = 1.0
MOST_LINKS = 500
"""Messages that are read of one index at a time."""
MOST_REMEMBERED = 20_000
ODD = (MalformedOrder, ValueError, OverflowError)
"""What a strange message or address may come to: it is told, and the others are read."""
SILENT = frozenset({DeliveryCause.no_answer, DeliveryCause.no_connection})


class Town(msgspec.Struct, frozen=True):
    """What listening needs of the town."""

    picture: Callable[[], Picture]
    now: Callable[[], datetime]
    submit: Callable[[Order], Outcome]
    ground: Callable[[Picture], Ground]


class LastAsked(msgspec.Struct, frozen=True):
    """How it went with a source when it was last asked. `fault`: why nothing could be read, or
    the first message that could not; `refused` are the codes of what was not taken, counted.
    """

    at: datetime
    fault: str = ""
    read: int = 0
    taken: int = 0
    refused: dict[str, int] = {}


class Listener:
    """All sources of one town. `start` begins, `close` ends; `ask` asks one now."""

    def __init__(
        self, town: Town, fetch: Callable[[str, str], Fetched] = fetched, look_s: float = LOOK_S
    ) -> None:
        self._town = town
        self._fetch = fetch
        self._look_s = look_s
        self._stop = threading.Event()
        self._asked_s: dict[str, float] = {}
        self._etags: dict[str, tuple[str, WarningSource]] = {}
        self._seen: dict[tuple[str, Link], WarningSource] = {}
        self._silent: set[tuple[str, Link]] = set()
        self._refused: dict[tuple[str, MessageKey, str], str] = {}
        self.last: dict[str, LastAsked] = {}
        self._thread = threading.Thread(target=self._run, name="tocsin-hearing", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Ask nobody any more; what is under way ends within its time."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            for source in list(self._town.picture().warning_sources.values()):
                if self._stop.is_set() or not self._is_due(source):
                    continue
                self._asked_s[source.id] = time.monotonic()
                try:
                    self.ask(source.id)
                except CommitterClosed:
                    return
                except Exception as bug:
                    LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
            self._stop.wait(self._look_s)

    def _is_due(self, source: WarningSource) -> bool:
        asked_s = self._asked_s.get(source.id)
        is_asked = bool(source.url) and source.removed_at is None
        return is_asked and (asked_s is None or time.monotonic() - asked_s >= source.every_s)

    def ask(self, name: str) -> LastAsked:
        """Ask a source now, and take what it says that is new."""
        picture = self._town.picture()
        source = find_source(picture, name)
        at = self._town.now()
        if source is None or not source.url:
            return LastAsked(at, "it has no address")
        tally = _Tally()
        try:
            self._read(source, self._town.ground(picture), tally)
        except (NotSent, Malformed, *ODD) as error:
            tally.fault = tally.fault or str(error)
        found = LastAsked(at, tally.fault, tally.read, tally.taken, tally.refused)
        before = self.last.get(name)
        if found.fault and (before is None or before.fault != found.fault):
            told(LOG, logging.WARNING, "a source of warnings", source=name, fault=found.fault)
        self.last[name] = found
        return found

    def _read(self, source: WarningSource, ground: Ground, tally: "_Tally") -> None:
        etag, of = self._etags.get(source.id, ("", source))
        index = self._fetch(source.url, etag if of == source else "")
        if index.content is None:
            return
        links = links_in(index.content)
        is_whole = True
        if not links:
            is_whole = self._take(messages_in(index.content, source, ground), tally)
        oldest_first = reversed(links[:MOST_LINKS])
        for link in sorted(oldest_first, key=lambda each: (source.id, each) in self._silent):
            is_whole = self._follow(source, link, ground, tally) and is_whole
        if is_whole:
            self._etags[source.id] = index.etag, source

    def _follow(self, source: WarningSource, link: Link, ground: Ground, tally: "_Tally") -> bool:
        """Whether a message that an index leads to was dealt with, or is left for good. Raises
        NotSent where nobody answers: the rest waits, and that one is asked last the next time.
        """
        if self._stop.is_set():
            return False
        if self._seen.get((source.id, link)) == source:
            return True
        try:
            url = urljoin(source.url, link.href)
            is_there = _door(url) == _door(source.url)
        except ValueError as error:
            tally.fault = tally.fault or f"{link.href[:200]}: {error}"
            return True
        if not is_there:
            tally.fault = tally.fault or f"{url[:200]} lies at another door than the index"
            return True
        try:
            file = self._fetch(url, "")
            content = file.content or b""
            is_done = self._take(messages_in(content, source, ground), tally)
        except (NotSent, Malformed, *ODD) as error:
            tally.fault = tally.fault or f"{url[:200]}: {error}"
            if isinstance(error, NotSent) and error.cause in SILENT:
                if len(self._silent) >= MOST_REMEMBERED:
                    self._silent.clear()
                self._silent.add((source.id, link))
                raise
            return False
        self._silent.discard((source.id, link))
        if is_done:
            while len(self._seen) >= MOST_REMEMBERED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[(source.id, link)] = source
        return is_done

    def _take(self, messages: tuple[Message, ...], tally: "_Tally") -> bool:
        """Whether the log has an answer to each."""
        is_done = True
        for each in messages:
            tally.read += 1
            if each.order is None:
                tally.fault = tally.fault or f"{each.identifier[:80] or '?'}: {each.fault}"
                continue
            try:
                is_done = self._ordered(each.order, tally) and is_done
            except ODD as error:
                tally.fault = tally.fault or f"{each.identifier[:80]}: {error}"
        return is_done

    def _ordered(self, order: TakeWarning, tally: "_Tally") -> bool:
        """Most of what a country's feed holds is not for one town: the log hears nothing of it."""
        picture = self._town.picture()
        if is_known(order, picture):
            return True
        beside = beside_the_point(order, picture, self._town.now())
        if beside is not None:
            tally.count(beside.code)
            return True
        said = order.source, order.message, order.verdict
        if said in self._refused:
            tally.count(self._refused[said], order.message.identifier)
            return True
        name = f"heard/{uuid.uuid4().hex}"
        outcome = self._town.submit(Order(command=order, command_id=name, actor=TAKER))
        if isinstance(outcome, Accepted):
            tally.taken += bool(outcome.names)
        elif isinstance(outcome, Denied):
            while len(self._refused) >= MOST_REMEMBERED:
                self._refused.pop(next(iter(self._refused)))
            self._refused[said] = outcome.refused.code
            tally.count(outcome.refused.code, order.message.identifier)
        return isinstance(outcome, Accepted | Denied)


class _Tally:
    def __init__(self) -> None:
        self.fault = ""
        self.read = self.taken = 0
        self.refused: dict[str, int] = {}

    def count(self, code: str, identifier: str = "") -> None:
        """A message that was not taken; with its identifier where that is a trouble."""
        self.refused[code] = self.refused.get(code, 0) + 1
        if identifier:
            self.fault = self.fault or f"{identifier[:80]}: {code}"


def _door(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
