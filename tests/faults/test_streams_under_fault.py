"""Live streams that are cut, and readers that do not read: nobody misses anything, nobody waits
for anybody.
"""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.web.doors import Opened, Stream, open_door
from tocsin.access import Broken
from tocsin.access import stream as streams
from tocsin.access.stream import Slice, Tick
from tocsin.app.web import hub, mailbox
from tocsin.operations.incident import SetPriority
from tocsin.operations.narrative import AddRemark
from tocsin.terms.codes import Priority

LONG = "water on the ground floor " * 600


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
    talking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    head = f"GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.token}\r\n\r\n"
    talking.sendall(head.encode())
    return talking


def told_much(door: Opened, incident: str, remarks: int) -> None:
    """Much to read: a narrative that grows, told whole with each entry."""
    for _ in range(remarks):
        door.order(AddRemark(subject=f"incident/{incident}", text=LONG))


def test_a_reader_that_does_not_read_holds_up_nobody_and_begins_afresh(door: Opened) -> None:
    incident = door.open_incident()
    slow, quick = deaf(door), door.follow()
    told_much(door, incident, 60)
    quick.until(lambda each: each.known == door.may_know(door.token))
    told_much(door, incident, 30)
    quick.until(lambda each: each.known == door.may_know(door.token))
    waiting = [each for each in door.door.hub._mailboxes.values() if each.is_behind]
    assert len(waiting) == 1, "the slow reader's mail was thrown away"
    assert not waiting[0]._waiting
    got = b""
    while b"fire.structure" not in got or door.door.hub.fallbacks == 0:
        data = slow.recv(1 << 20)
        assert data, "the stream ended"
        got = (got + data)[-40_000_000:]
    begun = {line[4:36] for line in got.split(b"\n") if line.startswith(b"id: ")}
    assert len(begun) <= 2, "at most one fresh beginning"
    quick.close()
    slow.close()


def test_mail_without_a_bound_is_caught(door: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LONGEST_TICKS", 10**9)
    monkeypatch.setattr(mailbox, "LONGEST_BYTES", 10**12)
    incident = door.open_incident()
    slow, quick = deaf(door), door.follow()
    told_much(door, incident, 90)
    quick.until(lambda each: each.known == door.may_know(door.token))
    waiting = [each for each in door.door.hub._mailboxes.values() if len(each._waiting) > 5]
    assert waiting, "what was not read has piled up"
    quick.close()
    slow.close()
