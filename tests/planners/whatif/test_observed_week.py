"""A simulated week has the response times of the one that was observed."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.whatif_observed_week import compared
from tests.views.test_measures_reference import WEEK, folded

pytestmark = pytest.mark.long


def test_a_simulated_week_has_the_response_times_of_the_observed_one(reference: Path) -> None:
    picture = folded(reference / WEEK, "san_francisco")
    fitted, held_out = compared(picture, seeds=4)
    assert np.abs(fitted.error[2:5]).max() < 0.10  # p50, p75, p90: -5, -1, -6 %
    assert np.abs(fitted.error).mean() < 0.12
    assert np.abs(held_out.error).mean() < 0.20  # 16 %: those days were slower than the ones before
    # the control: roads on which everybody drives twice as fast
    fast, _ = compared(picture, seeds=2, slower=0.5)
    assert np.abs(fast.error).mean() > 0.20
