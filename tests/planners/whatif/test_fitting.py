"""Distributions are found again from what was drawn of them, and draw what was observed."""

import numpy as np
import pytest
from scipy import stats

from tests.planners.whatif.worlds import HOUR, calls, plain, policy
from tocsin.planners.whatif.fitting import FEWEST, RECORD, Fit, fitted
from tocsin.planners.whatif.simulating import simulate

DRAWN = {
    "lognormal": stats.lognorm(0.6, scale=300),
    "gamma": stats.gamma(2.5, scale=120),
    "weibull": stats.weibull_min(0.7, scale=900),
    "log-logistic": stats.fisk(3.0, scale=110),
}


def fit_of(seconds: np.ndarray) -> Fit:
    found = fitted(seconds)
    assert found is not None
    return found


@pytest.mark.parametrize("family", DRAWN)
def test_a_distribution_is_found_again(family: str) -> None:
    seconds = DRAWN[family].rvs(4000, random_state=np.random.default_rng(7))
    found = fit_of(seconds)
    assert found.family == family
    assert found.distance < found.chance
    shape = DRAWN[family].args[0]
    assert found.shape == pytest.approx(shape, rel=0.1)
    assert found.scale_s == pytest.approx(DRAWN[family].kwds["scale"], rel=0.1)


def test_what_no_family_fits_is_drawn_from_the_record() -> None:
    random = np.random.default_rng(3)
    two = np.concatenate([random.normal(20, 2, 800), random.normal(120, 5, 800)])
    found = fit_of(two)
    assert found.family == RECORD
    assert found.distance > found.chance
    assert found.fitted_s == pytest.approx(found.observed_s, rel=0.02)


def worked_s(found: Fit) -> np.ndarray:
    """How long a simulated unit works on scene at calls days apart, with the table of a fit."""
    world = plain(1, quantile_ms=np.stack([np.zeros_like(found.table_ms), found.table_ms]))
    days = 24 * HOUR * np.arange(20_000)
    run = simulate(world, policy(), calls(*((at, 0, 0) for at in days.tolist())), 5)
    return (run.done_ms - run.first_ms) / 1000


@pytest.mark.parametrize("family", DRAWN)
def test_what_is_drawn_has_the_percentiles_of_the_record(family: str) -> None:
    seconds = DRAWN[family].rvs(4000, random_state=np.random.default_rng(11))
    found = fit_of(seconds)
    drawn = worked_s(found)
    for percent in (25, 50, 75, 90):
        assert np.percentile(drawn, percent) == pytest.approx(
            np.percentile(seconds, percent), rel=0.06
        )
    # the control: a table that is a tenth too long does not
    late = np.percentile(drawn * 1.1, 50)
    assert late != pytest.approx(np.percentile(seconds, 50), rel=0.06)


def test_times_below_zero_are_left_out_and_zeros_are_kept() -> None:
    seconds = np.concatenate([np.full(30, -5.0), np.zeros(10), np.full(50, 60.0)])
    assert fit_of(seconds).runs == 60
    assert fit_of(seconds).table_ms[0] >= 0


def test_few_times_say_nothing() -> None:
    assert fitted(np.full(FEWEST - 1, 60.0)) is None
    assert fitted(np.full(FEWEST, 60.0)) is not None


def test_a_table_never_falls() -> None:
    for family in DRAWN.values():
        seconds = family.rvs(200, random_state=np.random.default_rng(2))
        assert (np.diff(fit_of(seconds).table_ms) >= 0).all()
