"""Calls that are drawn: as many as expected, and those that arms have in common are the same."""

import numpy as np

from tocsin.planners.whatif.demand import Stream, drawn, kept

DAY = 24
WEEK = 7 * DAY


def stream(kind: int = 0, mean: float = 4.0, most: float = 1.0, spread: float = 0.0) -> Stream:
    weight = np.array([1.0, 0.0, 3.0])
    return Stream(kind, np.full(WEEK, mean), np.full(WEEK, most), weight, spread)


def test_as_many_come_as_are_expected_and_where_people_are() -> None:
    found = [drawn([stream()], seed) for seed in range(50)]
    number = np.array([len(each.at_ms) for each in found])
    # 672 a week; the mean of 50 has a standard error of 3.7.
    assert abs(number.mean() - 4 * WEEK) < 4 * 3.7
    spots = np.bincount(np.concatenate([each.spot for each in found]), minlength=3)
    assert spots[1] == 0
    assert abs(spots[2] / spots.sum() - 0.75) < 0.01


def test_days_differ_by_as_much_as_is_said() -> None:
    def ratio(spread: float) -> float:
        by_day = [
            np.bincount(drawn([stream(spread=spread)], seed).at_ms // 86_400_000, minlength=7)
            for seed in range(60)
        ]
        return float(np.var(by_day) / np.mean(by_day))

    assert 0.8 < ratio(0.0) < 1.2  # Poisson
    assert 8 < ratio(0.1) < 13  # 1 + 0.1 × 96


def test_the_same_seed_gives_the_same_and_another_something_else() -> None:
    one, again, other = (drawn([stream(), stream(1)], seed) for seed in (3, 3, 4))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert len(one.at_ms) != len(other.at_ms) or not np.array_equal(one.at_ms, other.at_ms)
    assert (np.diff(one.at_ms) >= 0).all()


def test_double_the_storm_is_the_storm_and_as_much_again() -> None:
    found = drawn([stream(most=6.0)], 5)
    usual, storm, double = (np.full((1, WEEK), times) for times in (1.0, 3.0, 6.0))
    few, some, all_of = (set(kept(found, each).tolist()) for each in (usual, storm, double))
    assert few < some < all_of
    assert len(all_of) == len(found.at_ms)
    assert 2.7 < len(some) / len(few) < 3.3


def test_a_kind_draws_the_same_whatever_else_comes() -> None:
    alone = drawn([stream()], 9)
    beside = drawn([stream(), stream(1, mean=20.0)], 9)
    mine = beside.kind == 0
    assert np.array_equal(alone.at_ms, beside.at_ms[mine])
    assert np.array_equal(alone.spot, beside.spot[mine])
