"""Factors that are known are found again from journeys made with them."""

import random

import numpy as np
import pytest

from tocsin.geo.network.calibration import Factors, error_of, fitted, held_out, plain, predicted

KNOWN = Factors(45.0, np.array([0.9, 1.3, 1.6]), np.ones(24))


def journeys(noise: float, hour_8: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dice = random.Random(3)
    modelled = np.array(
        [[dice.uniform(0, 200) * (dice.random() < 0.6) + 20 for _ in range(3)] for _ in range(1500)]
    )
    hours = np.array([dice.choice((2, 8, 14, 20)) for _ in modelled])
    late = np.where(hours == 8, hour_8, 1.0)
    observed = KNOWN.start_s + late * (modelled @ KNOWN.groups)
    observed *= np.array([1 + noise * dice.uniform(-1, 1) for _ in modelled])
    return modelled, observed, hours


@pytest.mark.parametrize("noise", [0.0, 0.15])
def test_known_factors_are_found_again(noise: float) -> None:
    modelled, observed, hours = journeys(noise, 1.4)
    found = fitted(modelled, observed, hours, plain(3))
    assert found.hours[8] / found.hours[2] == pytest.approx(1.4, rel=0.03)
    scale = found.hours[2]
    assert found.groups * scale == pytest.approx(KNOWN.groups, rel=0.06)
    assert found.start_s == pytest.approx(45, abs=8)


def test_a_few_journeys_that_stood_in_a_jam_do_not_spoil_them() -> None:
    modelled, observed, hours = journeys(0.05, 1.0)
    observed[::25] *= 5
    found = fitted(modelled, observed, hours, plain(3))
    assert found.groups == pytest.approx(KNOWN.groups, rel=0.1)


def test_control_journeys_that_took_what_the_table_says_change_nothing() -> None:
    modelled, _, hours = journeys(0.0, 1.0)
    found = fitted(modelled, modelled.sum(axis=1), hours, plain(3))
    assert found.groups == pytest.approx([1, 1, 1], rel=0.01)
    assert found.start_s < 1


def test_control_noise_alone_gives_no_better_prediction() -> None:
    """Where times have nothing to do with roads, factors must not claim that they help."""
    dice = random.Random(5)
    modelled, _, hours = journeys(0.0, 1.0)
    observed = np.array([dice.uniform(100, 900) for _ in modelled])
    test = held_out(len(observed))
    found = fitted(modelled[~test], observed[~test], hours[~test], plain(3))
    told = error_of(predicted(modelled, hours, found)[test], observed[test])
    constant = error_of(np.full(int(test.sum()), np.median(observed[~test])), observed[test])
    assert told.median_s > 0.9 * constant.median_s
