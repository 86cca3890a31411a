"""P24: whatever a stranger sends to any parser, the end is a value, Malformed or Refused; never a
crash, never more than a second of processor, never memory that is kept.

The saved inputs are in `tests/fuzz/corpus`, a folder for each parser; what is found goes there.
"""

import json
import os
import random
import subprocess
import sys

import pytest

from tests.fuzz.parsers import PARSERS, End
from tests.fuzz.planted import FAULTY
from tests.needs import ROOT

Fates = dict[str, dict[str, object]]
COUNT = 60
LONG_COUNT = 1_000_000


def fates(*words: str, within_s: float = 500) -> Fates:
    """What became of the parsers, each in a cell (see tests/fuzz/cell.py)."""
    line = [sys.executable, "-m", "tests.fuzz.cell", *words]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, check=False, timeout=within_s)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: Fates = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def replayed() -> Fates:
    """The whole corpus, the large inputs and a few mutants, through every parser."""
    return fates("--seed", "24", "--count", str(COUNT))


@pytest.mark.parametrize("parser", PARSERS)
def test_whatever_comes_ends_well(parser: str, replayed: Fates) -> None:
    fate = replayed[parser]
    assert fate["fate"] == "done", fate
    ends = {each: fate[each.value] for each in End}
    assert ends[End.value], "nothing was read: the corpus has no good input"
    assert int(str(ends[End.malformed])) + int(str(ends[End.refused])) > COUNT // 2


@pytest.fixture(scope="module")
def planted() -> Fates:
    """The same judge on parsers with a planted fault."""
    return fates("--planted", "--count", "0")


@pytest.mark.parametrize(
    ("fault", "fate"),
    [("crashes", "crashed"), ("hangs", "hung"), ("grows", "grown"), ("swallows", "crashed")],
)
def test_a_planted_fault_is_caught(fault: str, fate: str, planted: Fates) -> None:
    """The control."""
    assert set(planted) == set(FAULTY)
    assert planted[fault]["fate"] == fate
    assert planted[fault]["input"], "the input that did it is told"


@pytest.mark.long
@pytest.mark.parametrize("parser", PARSERS)
def test_a_million_messages_end_well(parser: str) -> None:
    seed = os.environ.get("TOCSIN_FUZZ_SEED", str(random.SystemRandom().randrange(1 << 30)))
    count = os.environ.get("TOCSIN_FUZZ_COUNT", str(LONG_COUNT))
    fate = fates("--seed", seed, "--count", count, parser, within_s=8 * 3600)[parser]
    assert fate["fate"] == "done", fate
