"""Folded lines are the lines they were."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.folded import Folded

SPOTS = st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))
LINES = st.lists(st.lists(SPOTS, max_size=6).map(tuple), max_size=5).map(tuple)


@given(LINES)
def test_what_is_folded_comes_out_as_it_was(lines: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    folded = Folded(lines)
    assert tuple(folded) == lines
    assert folded == lines
    assert (folded[1:], len(folded)) == (lines[1:], len(lines))
    assert [folded[at] for at in range(-len(lines), 0)] == list(lines)
    assert hash(folded) == hash(Folded(lines))


@given(LINES, LINES)
def test_two_are_the_same_where_their_lines_are(
    one: tuple[tuple[tuple[int, int], ...], ...], other: tuple[tuple[tuple[int, int], ...], ...]
) -> None:
    assert (Folded(one) == Folded(other)) == (one == other)
