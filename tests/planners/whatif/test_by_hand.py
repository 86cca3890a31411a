"""Small weeks replayed by hand, in the manner of JEMSS's calls and ambulances on a few nodes."""

import numpy as np
import pytest

from tests.planners.whatif.worlds import HOUR, MIN, S, calls, ints, plain, policy
from tocsin.planners.whatif.simulating import simulate
from tocsin.planners.whatif.world import QUANTILES

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


def test_a_drive_takes_longer_than_the_table_says_by_what_is_drawn() -> None:
    """Twice as long for everybody; who decides reckons with the table as it stands."""
    twice = np.full((2, QUANTILES), 2000, np.int64)
    asked = calls((0, 1, 0), (5 * S, 2, 0))
    run = simulate(plain()._replace(drive_permille=twice), policy(), asked, 1)
    assert run.slot_unit.tolist() == [1, 0]
    assert run.first_ms.tolist() == [0, 4 * MIN + 5 * S]
    assert simulate(plain(), policy(), asked, 1).first_ms.tolist() == [0, 2 * MIN + 5 * S]


def test_who_drives_to_one_call_shares_what_makes_the_way_long() -> None:
    """Two units two minutes away on either side are there at the same instant, whatever is drawn;
    on the way to another call something else is."""
    spread = np.tile(np.linspace(500, 3000, QUANTILES).astype(np.int64), (2, 1))
    world = plain(
        drive_permille=spread, unit_home=ints(0, 4), need=ints(0, 0), need_start=ints(0, 2)[None]
    )
    ways = set()
    for seed in range(8):
        first, second, *later = simulate(
            world, policy(), calls((0, 2, 0), (HOUR, 2, 0)), seed
        ).slot_ms.tolist()  # fmt: skip
        assert first == second
        ways |= {first, later[0] - HOUR}
    assert len(ways) == 16
