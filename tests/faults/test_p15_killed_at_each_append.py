"""P15: killed before and after each write of a loan, in either town: nothing is made, lost, or held
twice, and the afternoon ends as it was ordered.

Control: with one rule broken (what is read again is counted again) the same afternoon is found out.
"""

import os
import shutil
import signal
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.neighbours.test_lending_over_a_link import done_words
from tests.app.neighbours.test_two_towns import Served, done, joined, ordered
from tests.faults.loan_afternoon import Death, Writes, broken, ended, happened
from tocsin.operations import lot_hearing

pytestmark = pytest.mark.full

EVERY = 20
"""In the full tier, one write in so many; the long one takes them all."""


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Penford and Weir End have met and agreed on units and sandbags; no line is between them."""
    folder = tmp_path_factory.mktemp("met")
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(folder / code), "--name", name, "--code", code)
    for engine in ("E12", "E13"):
        ordered(folder / "PE", "RegisterUnit", call_sign=engine, kind="engine")
    done("stock", "register", str(folder / "PE"), "sandbags", "700", "Quay depot")
    both = Served(folder / "PE"), Served(folder / "WE")
    try:
        joined(*both)
    finally:
        for each in both:
            each.stop()
    _agree(folder)
    return folder


def _agree(folder: Path) -> None:
    text, there, back = (str(folder / name) for name in ("terms.toml", "there.json", "back.json"))
    template = done_words("agreement", "propose", str(folder / "PE"), "--template", "mutual_aid",
                          "--example")  # fmt: skip
    stock = '[both.lending]\nstock = [{ kind = "sandbags", quantity = 500 }]\n'
    Path(text).write_text(template.replace("[both.lending]\n", stock))
    say, other = ("--office", "Mayor"), ("--with", "WE", "--with-name", "Weir End")
    done("agreement", "propose", str(folder / "PE"), "--from", text, *other, "--area", "Quay",
         "--sign", "--by", "Ruth Amsel", *say, "--out", there)  # fmt: skip
    done("agreement", "sign", str(folder / "WE"), there, "--by", "Tom Finch", *say, "--out", back)
    done("agreement", "sign", str(folder / "PE"), back)


def forked(work: Callable[[], object]) -> int:
    """Do it in a process of its own; how that ended, as `os.waitpid` has it."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def fresh(met: Path, folder: Path) -> Path:
    for code in ("PE", "WE"):
        shutil.copytree(met / code, folder / code)
    return folder


@pytest.fixture(scope="module")
def writes(met: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many there are in an afternoon where nobody dies; it ends as it was ordered."""
    folder = fresh(met, tmp_path_factory.mktemp("whole"))
    told = folder / "writes"

    def whole() -> None:
        counted = Writes(None)
        counted.watch()
        happened(folder)
        told.write_text(str(counted.count))
        assert ended(folder) is None

    assert forked(whole) == 0
    return int(told.read_text())


def died_and_went_on(met: Path, folder: Path, death: Death) -> None:
    fresh(met, folder)

    def dies() -> None:
        Writes(death).watch()
        happened(folder)

    assert forked(dies) == signal.SIGKILL, death

    def goes_on() -> None:
        why = broken(folder)
        assert why is None, why
        happened(folder)
        why = ended(folder)
        assert why is None, why

    assert forked(goes_on) == 0, death
    shutil.rmtree(folder)


def deaths(writes: int, every: int) -> list[Death]:
    return [
        Death(number, is_after=is_after)
        for number in range(1, writes + 1, every)
        for is_after in (False, True)
    ]


def test_a_loan_outlives_a_kill_at_writes_all_over_it(
    met: Path, writes: int, tmp_path: Path
) -> None:
    assert writes > 40, "logs, outboxes and replicas of both towns"
    for number, death in enumerate(deaths(writes, EVERY)):
        died_and_went_on(met, tmp_path / str(number), death)


@pytest.mark.long
def test_a_loan_outlives_a_kill_before_and_after_every_write(
    met: Path, writes: int, tmp_path: Path
) -> None:
    for number, death in enumerate(deaths(writes, 1)):
        died_and_went_on(met, tmp_path / str(number), death)


def test_a_rule_that_is_broken_is_found_out(
    met: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    monkeypatch.setattr(lot_hearing, "is_counted", lambda *_: False)
    folder = fresh(met, tmp_path)

    def careless() -> None:
        happened(folder)
        assert broken(folder) is not None

    assert forked(careless) == 0
