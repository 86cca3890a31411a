"""The compiled loop against a plain one that was written apart: equal to the bit."""

import numpy as np
import pytest

from tests.planners.whatif.drawn import drawn
from tests.planners.whatif.straightforward import Simulation
from tocsin.planners.whatif.checking import check
from tocsin.planners.whatif.simulating import Unfaithful, resimulate, simulate
from tocsin.planners.whatif.world import Run

pytestmark = pytest.mark.full
WORLDS, FEW = 40, 10


def differs(run: Run, told: dict[str, list[int]]) -> list[str]:
    """In what a run differs from what the oracle tells."""
    return [name for name, values in told.items() if getattr(run, name).ravel().tolist() != values]


@pytest.mark.parametrize("seeds", [
    pytest.param(range(FEW), id="few"),
    pytest.param(range(FEW, WORLDS), id="all", marks=pytest.mark.long),
])  # fmt: skip
def test_it_does_what_the_plain_one_does(seeds: range) -> None:
    for seed in seeds:
        world, policy, calls = drawn(seed)
        check(world, calls, policy)
        run = simulate(world, policy, calls, seed)
        assert differs(run, Simulation(world, policy, calls, seed).told()) == [], seed


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12])
def test_a_week_of_many_units_too(seed: int) -> None:
    """A call of one town is looked at though all of another are out, and whoever waits there."""
    world, policy, calls = drawn(seed, 1_000, 40, 168)
    world = world._replace(covers=np.zeros(0, np.int64))
    run = simulate(world, policy, calls, seed)
    assert differs(run, Simulation(world, policy, calls, seed).told()) == []


def test_everything_occurs_in_those_worlds() -> None:
    """The first control: what never occurs is not compared."""
    runs = [simulate(*drawn(seed), seed) for seed in range(WORLDS)]
    for name in ("diverted", "lent", "asked", "level", "is_lost", "bay_wait_ms", "hospital_ms"):
        assert sum(int(getattr(run, name).sum()) for run in runs) > 0, name
    assert sum(int((run.met_ms < 0).sum()) for run in runs) > 0
    assert sum(int((run.taken_to >= 0).sum()) for run in runs) > 0


@pytest.mark.parametrize(
    "wrong",
    ["turnout_of", "table", "keeps", "bays", "hazard_per_hour", "shift_ms", "kind_patience_ms"],
)
def test_a_rule_left_out_is_seen(wrong: str) -> None:
    """The second: where one of the two is told another world, they differ."""
    for seed in range(WORLDS):
        world, policy, calls = drawn(seed)
        other = world._replace(**{wrong: getattr(world, wrong) * 0})
        if wrong == "bays":
            other = world._replace(bays=world.bays * 0 + 99)
        if wrong == "shift_ms":
            other = world._replace(shift_ms=world.shift_ms + 1_800_000)
        told = Simulation(world, policy, calls, seed).told()
        if differs(simulate(other, policy, calls, seed), told):
            return
    raise AssertionError(f"nobody saw that {wrong} was another")


def test_a_run_is_made_again_from_its_decisions() -> None:
    for seed in range(WORLDS):
        world, policy, calls = drawn(seed)
        run = simulate(world, policy, calls, seed, True)
        again = resimulate(world, policy, calls, seed, run.decisions)
        for name, values in run._asdict().items():
            assert np.array_equal(values, getattr(again, name)) or name == "inexact", (seed, name)


def test_decisions_of_another_run_are_refused_or_give_another() -> None:
    """The control."""
    world, policy, calls = drawn(3)
    run = simulate(world, policy, calls, 3, True)
    other = run.decisions.copy()
    other[0, 3] = (other[0, 3] + 1) % len(world.unit_sort)
    try:
        again = resimulate(world, policy, calls, 3, other)
    except Unfaithful:
        return
    assert not np.array_equal(again.slot_unit, run.slot_unit)
    with pytest.raises(Unfaithful):
        resimulate(world, policy, calls, 3, run.decisions[::-1].copy())


def test_what_is_measured_changes_nothing_that_happens() -> None:
    for seed in range(10):
        world, policy, calls = drawn(seed)
        plain = simulate(world._replace(covers=np.zeros(0, np.int64)), policy, calls, seed)
        run = simulate(world, policy, calls, seed, True)
        assert np.array_equal(plain.slot_unit, run.slot_unit)
        assert np.array_equal(plain.slot_ms, run.slot_ms)


def test_arms_of_one_seed_see_the_same_draws_whatever_else_happens() -> None:
    """Given the same, the turnout and the work of a call are the same under another policy."""
    world, policy, calls = drawn(5)
    world = world._replace(hazard_per_hour=world.hazard_per_hour * 0)
    runs = [
        simulate(world, policy, calls, 5),
        simulate(world, policy._replace(divert_s=policy.divert_s + 999), calls, 5),
        simulate(world, policy, calls, 6),
    ]
    patients = [run.taken_to >= 0 for run in runs]
    both = (runs[0].first_ms >= 0) & (runs[1].first_ms >= 0)
    assert np.array_equal(patients[0][both], patients[1][both])
    assert not np.array_equal(patients[0], patients[2])
