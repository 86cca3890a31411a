"""P24 for what devices send: however the bytes are cut, the same comes out, and nothing piles up.

Whole messages are in `tests/faults/test_p24_any_input.py`.
"""

import random
import tracemalloc
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.mutation import mutated, saved
from tests.fuzz.parsers import NOON, PARSERS, observed
from tocsin.gateways.cot import parse as parse_cot
from tocsin.gateways.positions import parse_json, parse_nmea
from tocsin.operations.observations import Observation, Unread

Parse = Callable[[Iterable[bytes]], Iterator[Observation | Unread]]

STREAMS: dict[str, Parse] = {
    "cot": parse_cot,
    "positions_json": lambda chunks: parse_json(chunks, NOON),
    "positions_nmea": lambda chunks: parse_nmea(chunks, NOON, "E1"),
}


def survived(kind: str, chunks: list[bytes]) -> list[Observation | Unread]:
    found = list(STREAMS[kind](chunks))
    observed(found)
    return found


@pytest.mark.parametrize("kind", STREAMS)
def test_the_corpus_is_survived_whole_and_byte_by_byte(kind: str) -> None:
    for name, content in saved(kind):
        whole = survived(kind, [content])
        assert survived(kind, [bytes([each]) for each in content]) == whole, name


@pytest.mark.parametrize("kind", STREAMS)
@given(content=st.binary(max_size=600), cut=st.integers(0, 600))
def test_any_bytes_are_survived_however_they_are_cut(kind: str, content: bytes, cut: int) -> None:
    whole = survived(kind, [content])
    assert survived(kind, [content[:cut], content[cut:]]) == whole


@pytest.mark.parametrize("kind", STREAMS)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 600))
def test_what_is_nearly_right_is_survived_however_it_is_cut(kind: str, seed: int, cut: int) -> None:
    chance = random.Random(seed)
    _, content = chance.choice(saved(kind))
    found = mutated(content, PARSERS[kind].tokens, chance)
    assert survived(kind, [found[:cut], found[cut:]]) == survived(kind, [found])


@pytest.mark.full
@pytest.mark.parametrize("kind", STREAMS)
def test_memory_does_not_grow_with_what_never_ends(kind: str) -> None:
    endless = {
        "cot": b"<event uid='",
        "positions_json": b'{"device":"',
        "positions_nmea": b"$GPRMC,",
    }[kind]

    def chunks(count: int) -> Iterator[bytes]:
        yield endless
        for _ in range(count):
            yield b"x" * 65_536

    tracemalloc.start()
    try:
        for _ in STREAMS[kind](chunks(400)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
