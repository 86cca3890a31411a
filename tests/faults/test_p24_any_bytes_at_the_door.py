"""P24 at the door: whatever bytes come over the wire, the answer is one of HTTP, never of a fault;
the line is let go of, and the next asker is served.

Raw requests are in `tests/fuzz/corpus/http`; `{TOKEN}` stands for a good one.
"""

import os
import random
import socket
from pathlib import Path

import httptools
import pytest

from tests.app.web.doors import Opened, open_door
from tests.fuzz.mutation import mutated, saved
from tocsin.app.web import application

WITHIN_S = 30
TOKENS = (
    b"%00", b"%ff", b"%ed%a0%80", b"\r\n", b"\0", b"\xff", b"?", b"&", b"=", b":", b"9" * 30,
    b"Content-Length: 7\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
    b"0001-01-01T00:00:00%2B23:59", b"HEAD ", b"OPTIONS ", b"/../", b'{"', b"[[",
)  # fmt: skip


class Whole:
    """Whether the parser that the door uses has seen a whole request."""

    def __init__(self) -> None:
        self.is_so = False

    def on_message_complete(self) -> None:
        self.is_so = True


def waits_for_more(request: bytes) -> bool:
    """Whether the door would wait for the rest of this."""
    whole = Whole()
    try:
        httptools.HttpRequestParser(whole).feed_data(request)
    except (httptools.HttpParserError, httptools.HttpParserUpgrade):
        return False
    return not whole.is_so


def sent(port: int, request: bytes) -> bytes:
    """The beginning of what comes back; nothing where the line is let go of."""
    with socket.create_connection(("127.0.0.1", port), timeout=WITHIN_S) as line:
        try:
            line.sendall(request)
            if waits_for_more(request):
                line.shutdown(socket.SHUT_WR)
            found = b""
            while len(found) < 12 and (more := line.recv(4096)):
                found += more
        except ConnectionError:
            return b""
        return found


def answered_well(door: Opened, request: bytes) -> bool:
    """Whether the answer is none, or one that says that the request is at fault or was granted."""
    found = sent(door.port, request.replace(b"{TOKEN}", door.token.encode()))
    return not found or (found.startswith(b"HTTP/1.1 ") and found[9:10] in b"1234")


def requests(chance: random.Random, count: int) -> list[bytes]:
    """The saved ones, then mutants of them."""
    found = [content for _, content in saved("http")]
    seeds = [each for each in found if len(each) < 3_000]
    return found + [mutated(chance.choice(seeds), TOKENS, chance) for _ in range(count)]


def asked(door: Opened, seed: int, count: int) -> None:
    for request in requests(random.Random(seed), count):
        assert answered_well(door, request), (seed, request[:2000])
    assert door.ask("GET", "/health/ready").status == 200
    assert door.open_incident()


def test_whatever_bytes_come_the_door_answers_and_goes_on(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        asked(door, 24, 150)


@pytest.mark.long
def test_a_hundred_thousand_requests_leave_the_door_standing(tmp_path: Path) -> None:
    seed = int(os.environ.get("TOCSIN_FUZZ_SEED", random.SystemRandom().randrange(1 << 30)))
    with open_door(tmp_path / "town") as door:
        asked(door, seed, 100_000)


def test_a_fault_behind_the_door_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a tag that cannot be made."""
    monkeypatch.setattr(application, "tag_of", lambda body: body[len(body) :][0])
    with open_door(tmp_path / "town") as door:
        well = [answered_well(door, each) for each in requests(random.Random(24), 0)]
    assert not all(well)
