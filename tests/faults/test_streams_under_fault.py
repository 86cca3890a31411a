"""Live streams that are cut, and readers that do not read: nobody misses anything, nobody waits
for anybody.
"""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from tests.app.web.doors import Opened, Stream, open_door
from tocsin.access import Broken, Reading, fold_slice, person
from tocsin.access import stream as streams
from tocsin.access.sight import Fields
from tocsin.access.stream import Slice, Tick
from tocsin.app.web import hub, mailbox
from tocsin.app.web.doorkeeper import Caller, Doorkeeper, digest_of
from tocsin.app.web.house import RunningHouse
from tocsin.app.web.hub import Hub
from tocsin.app.web.mailbox import Mailbox
from tocsin.operations.incident import SetPriority
from tocsin.operations.narrative import AddRemark
from tocsin.operations.picture import Subject
from tocsin.operations.tokens import RevokeToken
from tocsin.terms.codes import Priority

Result = TypeVar("Result")
LONG = "water on the ground floor " * 600
MOST_TICKS = 100
"""So many ticks of a megabyte fill any line that a reader does not read."""


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A door that ticks quickly and keeps little for those who do not read."""
    monkeypatch.setattr(hub, "TICK_S", 0.02)
    monkeypatch.setattr(hub.Hub.__init__, "__defaults__", (0.02, None))
    monkeypatch.setattr(mailbox, "LONGEST_TICKS", 5)
    with open_door(tmp_path / "town") as opened:
        yield opened


def surge(door: Opened, incident: str, stop: threading.Event) -> None:
    """Something happens again and again."""
    number = 0
    while not stop.is_set():
        number += 1
        door.order(SetPriority(incident=incident, priority=Priority(number % 4 + 1)))


def resumed(door: Opened, stream: Stream) -> Stream:
    """The same reader on a new line, from where it was."""
    again = door.follow(last_id=stream.last_id)
    again.reading, again.known, again.seen = stream.reading, stream.known, stream.seen
    again.last_id = stream.last_id
    return again


def cut_and_resumed(door: Opened, times: int) -> Stream:
    """A stream that was cut so many times while much happened; as it stands afterwards."""
    incident = door.open_incident()
    stop = threading.Event()
    busy = threading.Thread(target=surge, args=(door, incident, stop))
    busy.start()
    try:
        stream = door.follow()
        for _ in range(times):
            for _ in range(3):
                assert stream.next() == "tick"
            stream.close()
            missed = door.door.hub.ticks + 4
            while door.door.hub.ticks < missed:
                time.sleep(0.002)
            stream = resumed(door, stream)
    finally:
        stop.set()
        busy.join()
        stream.close()
    stream = resumed(door, stream)
    stream.until(lambda each: each.known == door.may_know(door.token))
    return stream


def test_a_stream_that_is_cut_again_and_again_misses_nothing_and_gets_nothing_twice(
    door: Opened,
) -> None:
    stream = cut_and_resumed(door, 12)
    assert stream.reading.sequence == stream.seen, "each delta once"
    stream.close()


def test_a_resume_that_leaves_a_tick_out_is_caught(
    door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Slice.since

    def careless(stream: Slice, sequence: int) -> tuple[Tick, ...] | None:
        found = honest(stream, sequence)
        return found[1:] if found else found

    monkeypatch.setattr(streams.Slice, "since", careless)
    with pytest.raises(Broken):
        cut_and_resumed(door, 12)


def deaf(door: Opened) -> socket.socket:
    """A reader that asks for everything and does not read."""
    talking = socket.create_connection(("127.0.0.1", door.port), 30)
    # Fixed, and more than a segment of the loopback: under that a line is probed, not filled.
    talking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 18)
    head = f"GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.token}\r\n\r\n"
    talking.sendall(head.encode())
    return talking


def told_much(door: Opened, incident: str, remarks: int) -> None:
    """Much to read: a narrative that grows, told whole with each entry."""
    for _ in range(remarks):
        door.order(AddRemark(subject=f"incident/{incident}", text=LONG))


def entries_of(narrative: Fields) -> list[object]:
    """The entries of a narrative as a stream has told it."""
    found = narrative.get("entries", [])
    assert isinstance(found, list)
    return found


def told_until(
    door: Opened, incident: str, quick: Stream, holds: Callable[[Mailbox], bool]
) -> list[Mailbox]:
    """Much, and then tick by tick more, until it holds for the mailbox of somebody who does not
    read while the quick one does; for whose.
    """
    mine = "narratives", f"incident/{incident}"
    for number in range(MOST_TICKS):
        told_much(door, incident, 4 if number < 15 else 1)
        told = door.town.picture.narratives.get(mine[1])
        assert told is not None
        while len(entries_of(quick.known.get(mine, {}))) < len(told.entries):
            assert quick.next() == "tick"
        found = [each for each in list(door.door.hub._mailboxes.values()) if holds(each)]
        if found:
            return found
    return []


def test_a_reader_that_does_not_read_holds_up_nobody_and_begins_afresh(door: Opened) -> None:
    incident = door.open_incident()
    slow, quick = deaf(door), door.follow()
    waiting = told_until(door, incident, quick, lambda each: each.is_behind)
    quick.until(lambda each: each.known == door.may_know(door.token))
    assert len(waiting) == 1, "the slow reader's mail was thrown away"
    assert not waiting[0]._waiting
    got, begun = b"", set[bytes]()
    while len(begun) < 2:
        data = slow.recv(1 << 20)
        assert data, "the stream ended"
        got = got[-100:] + data
        begun |= set(re.findall(rb"^id: ([0-9a-f]{32})", got, re.MULTILINE))
    assert door.door.hub.fallbacks == 1, "one fresh beginning"
    quick.close()
    slow.close()


def test_mail_without_a_bound_is_caught(door: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LONGEST_TICKS", 10**9)
    monkeypatch.setattr(mailbox, "LONGEST_BYTES", 10**12)
    incident = door.open_incident()
    slow, quick = deaf(door), door.follow()
    waiting = told_until(door, incident, quick, lambda each: len(each._waiting) > 5)
    assert waiting, "what was not read has piled up"
    quick.close()
    slow.close()


class Watched:
    """A hub whose turns are taken by hand, and one reader of it."""

    def __init__(self, door: Opened) -> None:
        self.door = door
        secret = door.let_in("dispatcher")
        tokens = door.town.picture.tokens.values()
        self.token = next(each for each in tokens if each.digest == digest_of(secret))
        self.hub = Hub(RunningHouse(door.town), Doorkeeper())
        self.hub._loop = asyncio.get_running_loop()

    async def turned(self, work: Coroutine[object, object, Result], tell: bool = False) -> Result:
        """What came of this, after one turn of the hub; `tell`: and one tick in the same turn."""
        asked = asyncio.create_task(work)
        await asyncio.sleep(0)
        self.hub._answer()
        if tell:
            self.tell(Priority.immediate)
        found = await asked
        await asyncio.sleep(0)
        return found

    async def joined(self) -> Mailbox:
        who = Caller(self.token.person, person(self.token.person), self.token)
        return await self.turned(self.hub.joined(who))

    def tell(self, priority: Priority) -> None:
        """Something happens, and leaves with a tick."""
        incident = next(iter(self.door.town.picture.incidents.values()))
        self.door.order(SetPriority(incident=incident.id, priority=priority))
        self.hub._tick()


def test_what_happens_while_a_reader_begins_afresh_is_not_missed(door: Opened) -> None:
    async def told() -> tuple[Mailbox, list[Tick]]:
        watched = Watched(door)
        reader = await watched.joined()
        reader.is_behind = True
        await watched.turned(watched.hub.begun_again(reader), tell=True)
        return reader, await reader.taken()

    door.open_incident()
    reader, ticks = asyncio.run(told())
    reading = Reading()
    known: dict[Subject, Fields] = {}
    for each in ticks:
        known = fold_slice(known, reading.received(each.whole))
    assert reading.sequence == reader.stream.sequence, "a delta is missing"
    incident = next(fields for (kind, _), fields in known.items() if kind == "incidents")
    assert incident["priority"] == Priority.immediate


@pytest.mark.parametrize("is_revoked", [True, False])
def test_a_reader_that_did_not_read_gets_nothing_more_once_its_token_is_revoked(
    door: Opened, is_revoked: bool
) -> None:
    async def told() -> list[Tick]:
        watched = Watched(door)
        reader = await watched.joined()
        await reader.taken()
        watched.tell(Priority.immediate)
        if is_revoked:
            door.order(RevokeToken(token=watched.token.id))
        watched.tell(Priority.prompt)
        watched.tell(Priority.urgent)
        await asyncio.sleep(0)
        return await reader.taken()

    door.open_incident()
    assert len(asyncio.run(told())) == (0 if is_revoked else 3)
