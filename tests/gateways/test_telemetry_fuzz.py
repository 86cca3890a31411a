"""P24 for what devices send: whatever bytes come, observations or a reason, never a crash.

Begins from a small saved corpus (`tests/gateways/corpus`): add what was found.
"""

import os
import random
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.gateways.cot import parse as parse_cot
from tocsin.gateways.positions import parse_json, parse_nmea
from tocsin.gateways.positions.nmea_lines import checksum
from tocsin.operations.observations import Observation, Unread

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CORPUS = Path(__file__).parent / "corpus"
Parse = Callable[[Iterable[bytes]], Iterator[Observation | Unread]]

PARSERS: dict[str, Parse] = {
    "cot": parse_cot,
    "json": lambda chunks: parse_json(chunks, NOON),
    "nmea": lambda chunks: parse_nmea(chunks, NOON, "E1"),
}
SEEDS = {
    "cot": sorted((CORPUS / "cot").iterdir()),
    "json": sorted((CORPUS / "positions").glob("*json")),
    "nmea": sorted((CORPUS / "positions").glob("*.nmea")),
}
TOKENS = {
    "cot": [
        b"<event ",
        b"</event>",
        b"<point",
        b"'",
        b"&amp;",
        b"&x;",
        b"<!DOCTYPE",
        b"]]>",
        b"\0",
    ],
    "json": [b"[", b"{", b'"', b"\\ud800", b"1e999", b"null", b"\n", b"-0", b'"at":'],
    "nmea": [b"$", b"*", b"\\", b",", b"GPRMC", b"GPGGA", b"\r\n", b"00", b"-"],
}


def survived(kind: str, chunks: list[bytes]) -> list[Observation | Unread]:
    """Parse, and hold each observation to its bounds by sending it through its own type."""
    found = list(PARSERS[kind](chunks))
    for each in found:
        if isinstance(each, Observation):
            assert each.observed_at.tzinfo is not None
            assert (each.fix is None) != (each.reading is None)
            again = msgspec.json.decode(msgspec.json.encode(each), type=Observation)
            assert again == each
        else:
            assert each.expected
            assert each.place
    return found


def mended(line: bytes) -> bytes:
    """The line with the checksum that belongs to it, so that its fields are looked at."""
    head, dollar, body = line.rpartition(b"$")
    text, star, _ = body.rpartition(b"*")
    return head + dollar + text + b"*%02X" % checksum(text) if dollar and star else line


def mutated(content: bytes, kind: str, chance: random.Random) -> bytes:
    """The same with a few bytes changed, cut, doubled, or a token put in."""
    found = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 20)]
            case 2:
                found[at:at] = found[at : at + chance.randrange(1, 60)]
            case 3:
                found[at:at] = chance.choice(TOKENS[kind])
            case _:
                found += content
    found = found[:5_000]
    is_mended = kind == "nmea" and chance.random() < 0.7
    return b"\n".join(map(mended, bytes(found).split(b"\n"))) if is_mended else bytes(found)


@pytest.mark.parametrize("kind", PARSERS)
def test_the_corpus_is_survived_whole_and_byte_by_byte(kind: str) -> None:
    assert SEEDS[kind]
    for path in SEEDS[kind]:
        content = path.read_bytes()
        whole = survived(kind, [content])
        assert survived(kind, [bytes([each]) for each in content]) == whole, path


@pytest.mark.parametrize("kind", PARSERS)
@given(content=st.binary(max_size=600), cut=st.integers(0, 600))
def test_any_bytes_are_survived_however_they_are_cut(kind: str, content: bytes, cut: int) -> None:
    whole = survived(kind, [content])
    assert survived(kind, [content[:cut], content[cut:]]) == whole


@pytest.mark.parametrize("kind", PARSERS)
@given(seed=st.integers(0, 2**32), path=st.integers(0, 100))
def test_what_is_nearly_right_is_survived(kind: str, seed: int, path: int) -> None:
    content = SEEDS[kind][path % len(SEEDS[kind])].read_bytes()
    survived(kind, [mutated(content, kind, random.Random(seed))])


@pytest.mark.long
@pytest.mark.parametrize("kind", PARSERS)
def test_a_million_messages_are_survived(kind: str) -> None:
    seed = int(os.environ.get("TOCSIN_FUZZ_SEED", random.SystemRandom().randrange(1 << 30)))
    chance = random.Random(seed)
    seeds = [path.read_bytes() for path in SEEDS[kind]]
    for number in range(1_000_000):
        content = mutated(chance.choice(seeds), kind, chance)
        try:
            survived(kind, [content])
        except Exception as error:
            raise AssertionError(f"seed {seed}, message {number}: {content!r}") from error


@pytest.mark.parametrize("kind", PARSERS)
def test_memory_does_not_grow_with_what_never_ends(kind: str) -> None:
    endless = {"cot": b"<event uid='", "json": b'{"device":"', "nmea": b"$GPRMC,"}[kind]

    def chunks(count: int) -> Iterator[bytes]:
        yield endless
        for _ in range(count):
            yield b"x" * 65_536

    tracemalloc.start()
    try:
        for _ in PARSERS[kind](chunks(400)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
