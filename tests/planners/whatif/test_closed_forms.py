"""The simulator against what is known exactly. The full counts are for the long tier."""

import numpy as np
import pytest

from tests.planners.whatif.queueing import (
    WORK_MS,
    erlang_b,
    erlang_c,
    hypercube,
    random_calls,
    servers_at_one_place,
    spread,
)
from tests.planners.whatif.worlds import policy
from tocsin.planners.whatif.simulating import simulate

pytestmark = pytest.mark.full
LOADS = ((24.0, 30), (8.0, 10), (3.0, 5))
SHORT, FULL = 100_000, 1_000_000
COUNTS = [
    pytest.param((SHORT, 1, 0.008), id="short"),
    pytest.param((FULL, 3, 0.002), id="3M", marks=pytest.mark.long),
]  # fmt: skip


def lost_and_waiting(load: float, servers: int, count: int, runs: int) -> tuple[float, float]:
    """Shares of calls that were lost, where they do not wait, and that waited, where they do."""
    world, lost, waited = servers_at_one_place(servers), 0, 0
    for seed in range(runs):
        calls = random_calls(count, load, seed)
        lost += int(simulate(world, policy(waits=False), calls).is_lost.sum())
        waited += int((simulate(world, policy(), calls).waited_ms > 0).sum())
    return lost / count / runs, waited / count / runs


@pytest.mark.parametrize("of", COUNTS)
@pytest.mark.parametrize(("load", "servers"), LOADS)
def test_erlang(load: float, servers: int, of: tuple[int, int, float]) -> None:
    count, runs, within = of
    lost, waited = lost_and_waiting(load, servers, count, runs)
    assert abs(lost - erlang_b(load, servers)) < within
    assert abs(waited - erlang_c(load, servers)) < within * (1 if runs > 1 else 3)


def test_erlang_of_another_rate_is_not_met() -> None:
    """The control: a twentieth more calls is seen."""
    for load, servers in LOADS:
        lost, waited = lost_and_waiting(1.05 * load, servers, SHORT, 1)
        assert abs(lost - erlang_b(load, servers)) > 0.008
        assert abs(waited - erlang_c(load, servers)) > 0.024


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("units", [3, 8, 10])
@pytest.mark.parametrize("of", [
    pytest.param((SHORT, 0.015, 0.015), id="short"),
    pytest.param((2 * FULL, 0.005, 0.005), id="2M", marks=pytest.mark.long),
])  # fmt: skip
def test_hypercube(units: int, waits: bool, of: tuple[int, float, float]) -> None:
    count, within, of_mean = of
    works, drive = measured(units, waits, count)
    exact, mean = hypercube(spread(units, 40, units)[1], units / 2, waits)
    assert np.abs(works - exact).max() < within
    assert abs(drive - mean) < of_mean * mean


def measured(units: int, waits: bool, count: int) -> tuple[np.ndarray, float]:
    """The share of time that each unit worked; the mean drive to calls that did not wait."""
    world, _ = spread(units, 40, units)
    calls = random_calls(count, units / 2, 7, 40, units)
    run = simulate(world, policy(waits=waits), calls)
    drives = (run.slot_ms - run.slot_ordered_ms)[run.waited_ms == 0]
    return run.busy_ms / run.ended_ms, float(drives.mean()) / 1_000


def test_a_hypercube_of_units_elsewhere_is_not_met() -> None:
    """The control."""
    works, drive = measured(8, False, SHORT)
    exact, mean = hypercube(spread(8, 40, 99)[1], 4, False)
    assert np.abs(works - exact).max() > 0.015
    assert abs(drive - mean) > 0.015 * mean


def test_work_is_long_beside_the_way() -> None:
    """So that what is compared is the same: a way is below a ten-thousandth of work."""
    assert spread(10, 40, 10)[0].travel_ms.max() * 3 < WORK_MS / 1_000
