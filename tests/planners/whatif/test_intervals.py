"""Intervals hold what they promise, pairs make them narrow, and enough is enough."""

import numpy as np
import pytest

from tocsin.planners.whatif.intervals import enough, half_width, interval, running


def test_an_interval_is_that_of_student() -> None:
    # Law, Simulation Modeling and Analysis, example 4.26: ten observations, 90 % is 1.34 ± 0.24;
    # 95 % with t(9) = 2.262 and s = 0.4093.
    values = np.array([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09])
    found = interval(values)
    assert found is not None
    assert found.low is not None
    assert found.mean == pytest.approx(1.343)
    assert found.mean - found.low == pytest.approx(0.2928, abs=0.0001)


def test_one_value_has_no_interval_and_none_is_nothing() -> None:
    found = interval(np.array([3.0, np.nan]))
    assert found is not None
    assert (found.mean, found.low, found.high, found.replications) == (3.0, None, None, 1)
    assert interval(np.array([np.nan])) is None


def test_95_of_100_intervals_hold_the_mean() -> None:
    random = np.random.default_rng(1)
    held = 0
    for _ in range(2_000):
        found = interval(random.normal(7.0, 3.0, 12))
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 7.0 <= found.high
    # 1,900 are expected; four standard errors are 39.
    assert 1_861 <= held <= 1_939


def test_pairs_tell_what_unpaired_weeks_do_not() -> None:
    random = np.random.default_rng(2)
    week = random.normal(300.0, 50.0, 40)
    one, other = week + random.normal(0, 2, 40), week - 5 + random.normal(0, 2, 40)
    paired, apart = half_width(other - one), half_width(other - np.roll(one, 1))
    assert paired is not None
    assert apart is not None
    assert paired < 1.0
    assert apart > 15.0


def test_the_same_arm_twice_differs_by_nothing() -> None:
    found = interval(np.zeros(30))
    assert found is not None
    assert (found.mean, found.low, found.high) == (0.0, 0.0, 0.0)


def test_it_stops_when_the_interval_is_narrow_enough_and_not_before_the_least() -> None:
    values = np.random.default_rng(3).normal(10.0, 4.0, 500)
    number = enough(values, 0.8, 20)
    assert number is not None
    half, before = half_width(values[:number]), half_width(values[: number - 1])
    assert half is not None
    assert before is not None
    assert half <= 0.8 < before
    assert enough(values, 0.8, number + 7) == number + 7
    assert enough(values, 0.01, 20) is None
    assert enough(values[:5], 100.0, 20) is None


def test_what_is_drawn_of_convergence_ends_with_the_last() -> None:
    values = np.random.default_rng(4).normal(0.0, 1.0, 100)
    found = running(values, 12)
    assert found[0][0] == 2
    assert found[-1][0] == 100
    assert found[-1][1] == interval(values)
