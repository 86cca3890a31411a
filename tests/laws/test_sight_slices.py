"""For every prefix of a log, every viewer, and a policy that changes in between: what a reader has
folded from its slice is the redacted picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import ORDERS, Step, random_steps

STEPS = st.lists(
    st.tuples(st.integers(0, len(ORDERS) - 1), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=25,
)


@given(STEPS)
def test_a_reader_knows_what_it_may_know_after_every_event(steps: list[Step]) -> None:
    assert first_wrong(steps) is None


@given(STEPS, st.integers(2, 7))
def test_a_reader_knows_what_it_may_know_after_every_tick(steps: list[Step], every: int) -> None:
    assert first_wrong(steps, tick_every=every) is None


@pytest.mark.full
def test_long_random_mornings_keep_the_law() -> None:
    for seed in range(min(12, settings().max_examples // 8)):
        assert first_wrong(random_steps(seed, 120), tick_every=1 + seed % 3) is None
