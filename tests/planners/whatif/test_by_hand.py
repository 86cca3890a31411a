"""Small weeks replayed by hand, in the manner of JEMSS's calls and ambulances on a few nodes."""

import pytest

from tests.planners.whatif.worlds import MIN, S, calls, plain, policy
from tocsin.planners.whatif.simulating import simulate

pytestmark = pytest.mark.full


def test_three_calls_and_two_units() -> None:
    """Places a minute apart; units at 0 and 1; ten minutes of work. Unit 1 takes the call at 1,
    unit 0 that at 2 two minutes away; the third waits until unit 1 is free after ten minutes, and
    is three minutes from where it stands."""
    run = simulate(plain(), policy(), calls((0, 1, 0), (5 * S, 2, 0), (10 * S, 4, 0)), 1, True)
    assert run.slot_unit.tolist() == [1, 0, 1]
    assert run.first_ms.tolist() == [0, 2 * MIN + 5 * S, 13 * MIN]
    assert run.waited_ms.tolist() == [0, 0, 10 * MIN - 10 * S]
    assert run.done_ms.tolist() == [10 * MIN, 12 * MIN + 5 * S, 23 * MIN]
    assert run.busy_ms.tolist() == [12 * MIN, 23 * MIN]
    assert run.driving_ms.tolist() == [4 * MIN, 6 * MIN]
    assert run.orders.tolist() == [1, 2]
    assert run.decisions[:, 1:].tolist() == [
        [0, 0, 1, 0], [5 * S, 1, 0, 1], [10 * MIN, 2, 1, 2],
    ]  # fmt: skip
