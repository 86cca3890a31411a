"""Two towns as two processes: an agreement is proposed in one, signed in both, and no file goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.neighbours.test_two_towns import Served, done, joined, typed
from tests.faults.two_processes import until
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full

OFFICE = ("--office", "Mayor")


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Penford and Weir End, joined, with nothing agreed."""
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    both = Served(tmp_path / "PE"), Served(tmp_path / "WE")
    joined(*both)
    yield both
    for each in both:
        each.stop()


def agreement(town: Served) -> dict[str, object]:
    """The one agreement as a town's own log has it."""
    listed = done("agreement", "list", str(town.folder))["agreements"]
    assert isinstance(listed, list)
    return dict(listed[0]) if listed else {}


def is_in_force(town: Served) -> bool:
    return agreement(town).get("state") == "in_force"


def propose(town: Served, partner: str) -> None:
    done("agreement", "propose", str(town.folder), "--template", "mutual_aid", "--with", partner,
         "--area", "Quay", "--sign", "--by", "Ann Ford", *OFFICE)  # fmt: skip


def test_what_is_proposed_is_read_signed_suspended_and_ended_over_the_link(
    towns: tuple[Served, Served],
) -> None:
    here, there = towns
    propose(here, "WE")
    until(lambda: agreement(there).get("state") == "proposed", "Weir End reads the proposal")
    assert not is_in_force(there), "the control: nothing is in force by what is heard"
    for each in towns:  # nobody need be up for what is on record
        each.process.kill()
        each.start()
    done("agreement", "sign", str(there.folder), "PE", "--by", "Tom Finch", *OFFICE)
    for each in towns:
        until(lambda: is_in_force(each), "both have both signatures")  # noqa: B023
    shown = done("agreement", "show", str(here.folder), "WE")
    assert "Tom Finch" in str(shown)
    done("agreement", "suspend", str(there.folder), "PE", "--reason", "flood")
    until(lambda: agreement(here).get("state") == "suspended", "the notice is read")
    done("agreement", "resume", str(there.folder), "PE", "--reason", "over")
    until(lambda: is_in_force(here), "it holds again")
    done("neighbour", "cut", str(there.folder), "PE", "spoken about")
    done("agreement", "end", str(here.folder), "WE", "--reason", "we merged")
    assert is_in_force(there), "the control: over a cut link nothing comes"
    done("neighbour", "heal", str(there.folder), "PE", "spoken about")
    until(lambda: agreement(there).get("state") == "ended", "the end is read after the cut")
    assert typed("agreement", "sign", str(there.folder), "PE", *OFFICE)[0] != Exit.done
