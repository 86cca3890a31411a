"""A run is measured as somebody with a pencil would: of all, by town, by group."""

import numpy as np
import pytest

from tests.planners.whatif.worlds import HOUR, MIN, S, calls, ints, plain
from tocsin.planners.whatif.measuring import BIN_MS, NAMES, Measured, measured, scopes_of
from tocsin.planners.whatif.world import Calls, Run, World

DAY = 24 * HOUR
WORLD = plain(
    units=2, place_town=ints(0, 0, 1, 1, 1), unit_town=ints(0, 1), kind_priority=ints(1, 3),
    need_start=np.array([[0, 1], [0, 1]]), delay_of=ints(0, 0),
)  # fmt: skip
CALLS = calls((0, 0, 0), (HOUR, 3, 1), (2 * HOUR, 4, 1), (3 * HOUR, 1, 0))
NONE = np.zeros(2, np.int64)


def run(world: World, calls: Calls) -> Run:
    """Reached after 4 and 9 minutes, the third never, the fourth after 20 s by the other town."""
    at = calls.at_ms
    return Run(
        dispatched_ms=at + MIN, waited_ms=ints(0, 2 * MIN, -1, 0),
        first_ms=ints(4 * MIN, HOUR + 9 * MIN, -1, 3 * HOUR + 20 * S),
        met_ms=ints(4 * MIN, -1, -1, 3 * HOUR + 20 * S), done_ms=at + HOUR,
        level=ints(0, 1, 0, 0), is_lost=ints(0, 0, 1, 0), lent=ints(0, 0, 0, 1),
        asked=ints(0, 0, 0, 1), taken_to=ints(-1, -1, -1, -1), slot_start=ints(0, 1, 2, 3, 5),
        slot_demand=np.zeros(5, np.int64), slot_unit=ints(0, 1, -1, 1, 1),
        slot_ordered_ms=np.zeros(5, np.int64), slot_ms=ints(1, 1, -1, 1, 1),
        busy_ms=ints(HOUR, 2 * HOUR),
        driving_ms=NONE, hospital_ms=NONE, lent_ms=NONE, orders=NONE, diverted=NONE,
        bay_wait_ms=ints(0), uncovered_ms=np.array([[5 * MIN, 7 * MIN]]),
        decisions=np.zeros((0, 5), np.int64), legs=np.zeros((0, 7), np.int64),
        ended_ms=12 * HOUR, inexact=0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Measured:
    everybody = np.ones(5, np.bool_)
    far = np.array([False, False, False, True, False])
    nobody = ~everybody
    scopes = scopes_of(("A", "B"), WORLD.place_town, [("far", far), ("nobody", nobody)])
    assert scopes.names == ("region", "A", "B", "far", "nobody")
    return measured(run(WORLD, CALLS), WORLD, CALLS, scopes, 8 * MIN, DAY)


EXPECTED: dict[str, tuple[float, float, float, float]] = {
    "calls": (4, 2, 2, 1),
    "response_mean_s": ((240 + 540 + 36_000 + 20) / 4, 130, (540 + 36_000) / 2, 540),
    "response_p50_s": (240, 20, 540, 540),
    "response_p90_s": (36_000, 240, 36_000, 540),
    "in_time_share": (0.5, 1, 0, 0),
    "urgent_mean_s": (130, 130, np.nan, np.nan),
    "all_there_p90_s": (39_600, 240, 39_600, 39_600),
    "waited_share": (0.5, 0, 1, 1),
    "waited_mean_s": ((120 + 35_940) / 4, 0, (120 + 35_940) / 2, 120),
    "escalated_share": (0.25, 0, 0.5, 1),
    "unfilled_share": (0.5, 0, 1, 1),
    "lost_share": (0.25, 0, 0.5, 0),
    "borrowed_units": (1, 1, 0, 0),
    "asked_units": (1, 1, 0, 0),
    "lent_units": (1, 0, 1, np.nan),
    "busy_share": (3 / 48, 1 / 24, 2 / 24, np.nan),
    "uncovered_person_min": (12, 5, 7, np.nan),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_figure_is_what_a_pencil_says(name: str, found: Measured) -> None:
    mine = found.table[:4, NAMES.index(name)]
    assert mine.tolist() == pytest.approx(EXPECTED[name], nan_ok=True)


def test_of_nobody_nothing_is_measured(found: Measured) -> None:
    nobody = found.table[4]
    assert nobody[NAMES.index("calls")] == 0
    assert np.isnan(nobody[NAMES.index("response_mean_s")])


def test_responses_are_counted_in_steps_and_the_last_holds_the_rest(found: Measured) -> None:
    at = np.flatnonzero(found.first).tolist()
    assert at == [20 * S // BIN_MS, 4 * MIN // BIN_MS, 9 * MIN // BIN_MS, len(found.first) - 1]
    assert found.first.sum() == found.all_there.sum() == 4


def test_who_works_half_the_day_is_busy_for_twice_the_share() -> None:
    half = WORLD._replace(
        shift_start=ints(0, 1, 2), shift_ms=np.array([[0, DAY // 2], [0, DAY // 2]])
    )
    scopes = scopes_of(("A", "B"), WORLD.place_town, [])
    table = measured(run(half, CALLS), half, CALLS, scopes, 8 * MIN, DAY).table
    assert table[0, NAMES.index("busy_share")] == pytest.approx(6 / 48)
