"""P27: a served town under ten times a city's load, its clock running ahead: memory stays flat,
files stay within their policy, no thread and no descriptor is left behind.
"""

import asyncio
import json
import os
from pathlib import Path

import pytest

from tests.faults.soaking import FILES_MB, WARMING, Sample, driven, furnished, piling_up, soaked

HOURS = 1
LONG_HOURS = 72


def run(folder: Path, hours: int, leak: str = "") -> list[Sample]:
    """So many simulated hours; what was seen of the process."""
    secret = furnished(folder / "town")
    with soaked(folder / "town", folder / "clock", leak) as (url, pid):
        driver, samples = asyncio.run(
            driven(url, pid, folder / "town", folder / "clock", secret, hours)
        )
    assert driver.granted > driver.asked * 0.95, "the town worked on what it was asked"
    assert driver.ticks > 10 * hours, "the screens were told"
    errors = (folder / "errors").read_text().splitlines()
    assert [each for each in errors if '"bug"' in each] == []
    if os.environ.get("TOCSIN_SOAK_FIGURES"):
        told = [each._asdict() for each in samples[:: max(1, len(samples) // 60)]]
        print(json.dumps({"granted": driver.granted, "samples": told}))
    return samples


def test_an_hour_at_ten_times_the_load_leaves_nothing_behind(tmp_path: Path) -> None:
    assert piling_up(run(tmp_path, HOURS), WARMING) == []


def test_planted_leaks_are_seen(tmp_path: Path) -> None:
    """The control: a door that keeps memory, a descriptor and a thread of each request."""
    found = piling_up(run(tmp_path, HOURS, leak="leaking"), WARMING)
    assert {each.partition(":")[0] for each in found} >= {"memory", "descriptors", "threads"}


def test_a_file_that_outgrows_its_policy_is_seen() -> None:
    """The control."""
    files = dict.fromkeys(FILES_MB, 1.0)
    flat = [Sample(each, 100.0, 20, 9, files) for each in range(9)]
    assert piling_up(flat) == []
    grown = Sample(9, 100.0, 20, 9, files | {"track": 99.0})
    assert piling_up([*flat, grown]) == ["track: 99 MB of 12"]


@pytest.mark.long
def test_three_days_at_ten_times_the_load_leave_nothing_behind(tmp_path: Path) -> None:
    hours = int(os.environ.get("TOCSIN_SOAK_HOURS", LONG_HOURS))
    assert piling_up(run(tmp_path, hours)) == []
