"""Another numba, which lacks what is not public in this one, gives the same, slower."""

import subprocess
import sys

import numpy as np
import pytest
from numba.core import caching, options

from tocsin.planners.whatif import compiling, drawing, moving
from tocsin.planners.whatif.compiling import counting, whole

pytestmark = pytest.mark.full


def doubled(values: np.ndarray) -> int:
    return 2 * int(values.sum())


def kept_of(made: object) -> object:
    """Where numba keeps what is compiled; None where it does not."""
    return getattr(getattr(made, "_cache", None), "_cache_file", None)


def test_a_numba_that_cannot_be_told_to_count_nothing_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert counting(False) == {"_nrt": False}
    monkeypatch.delattr(options.DefaultOptions, "_nrt")
    assert counting(False) == {}
    assert whole(doubled, [moving])(np.arange(4)) == 12
    monkeypatch.setitem(sys.modules, "numba.core.options", None)  # not even where it was
    assert counting(True) == {}
    with pytest.raises(KeyError, match="_counts"):  # the control: what it does not know ends it
        compiling.njit(_counts=False)(doubled)(np.arange(4))  # type: ignore[operator]


def test_a_numba_that_keeps_it_otherwise_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what is kept would outlive a change of the parts."""

    class Otherwise:
        def __init__(self, **given: object) -> None:
            self.given = given

    monkeypatch.setattr(caching, "IndexDataCacheFile", Otherwise)
    made = whole(doubled, [moving])
    assert kept_of(made) is None
    assert made(np.arange(4)) == 12


def test_what_is_kept_is_of_all_its_sources() -> None:
    """The control."""
    kept = [kept_of(whole(doubled, of)) for of in ([moving], [moving, drawing])]
    lengths = [len(each._source_stamp) for each in kept]  # type: ignore[attr-defined]
    assert lengths == [1, 2]


STRIPPED = """
from numba.core import caching, options
del options.DefaultOptions._nrt
class Otherwise:
    def __init__(self, **given):
        pass
caching.IndexDataCacheFile = Otherwise
"""
RUN = """
from tests.planners.whatif.drawn import drawn
from tocsin.planners.whatif.simulating import simulate
print([simulate(*drawn(seed), seed).slot_ms.tolist() for seed in range(5)])
"""


@pytest.mark.long
def test_whole_weeks_are_the_same_without_either() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=1_800
        ).stdout
        for code in (RUN, STRIPPED + RUN)
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 100
