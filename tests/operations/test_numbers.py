"""Incident numbers: unique, and silent about how many there were."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tocsin.operations.numbers import BLOCK, numbered


def test_a_day_of_one_block_uses_every_number_once() -> None:
    drawn = {numbered(b"key", "2026-03-02", index) for index in range(BLOCK)}
    assert drawn == set(range(BLOCK))


def test_the_second_block_begins_where_the_first_ends() -> None:
    drawn = [numbered(b"key", "2026-03-02", index) for index in range(BLOCK, BLOCK + 500)]
    assert len(set(drawn)) == 500
    assert all(BLOCK <= each < 2 * BLOCK for each in drawn)


@given(st.binary(min_size=1, max_size=64), st.binary(min_size=1, max_size=64))
def test_another_key_gives_another_order(one: bytes, other: bytes) -> None:
    first = [numbered(one, "2026-03-02", index) for index in range(20)]
    second = [numbered(other, "2026-03-02", index) for index in range(20)]
    assert (first == second) == (one == other)


def test_neighbouring_calls_do_not_get_neighbouring_numbers() -> None:
    drawn = [numbered(b"key", "2026-03-02", index) for index in range(1000)]
    close = sum(abs(a - b) < 10 for a, b in pairwise(drawn))
    assert close < 10
