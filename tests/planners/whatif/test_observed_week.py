"""A simulated week has the response times of the one that was observed."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.whatif_observed_week import compared, week_of
from tests.views.test_measures_reference import WEEK, folded

pytestmark = pytest.mark.full


@pytest.mark.parametrize("seeds", [1, pytest.param(4, marks=pytest.mark.long)])
def test_a_simulated_week_has_the_response_times_of_the_observed_one(
    seeds: int, reference: Path
) -> None:
    week = week_of(folded(reference / WEEK, "san_francisco"))
    fitted, held_out = compared(week, seeds)
    assert np.abs(fitted.error[2:5]).max() < 0.10  # p50, p75, p90: -5, 0, -6 %
    assert np.abs(fitted.error).mean() < 0.12
    assert np.abs(held_out.error).mean() < 0.20  # 15 %: those days were slower than the ones before
    # the control: roads on which everybody drives twice as fast
    fast, _ = compared(week, seeds, slower=0.5)
    assert np.abs(fast.error).mean() > 0.20
