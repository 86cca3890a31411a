"""An engine is lent, works there and comes back by three files on a stick. Nothing else connects
the two towns; each file is read twice, and old ones late.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.neighbours.test_lending_over_a_link import (
    agree,
    custody,
    holder,
    incident_of,
    lend,
    sent_to,
)
from tests.app.neighbours.test_two_towns import Served, done, joined, ordered, typed
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full

Towns = tuple[Served, Served]


class Town(Served):
    """A town that nobody serves until it is started."""

    def __init__(self, folder: Path, *, is_served: bool) -> None:
        self.is_served = is_served
        super().__init__(folder)

    def start(self) -> None:
        if self.is_served:
            super().start()

    def stop(self) -> None:
        if self.is_served:
            super().stop()


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Penford and Weir End have met and agreed to lend; now no line is between them."""
    folder = tmp_path_factory.mktemp("met")
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(folder / code), "--name", name, "--code", code)
    for engine in ("E12", "E13"):
        ordered(folder / "PE", "RegisterUnit", call_sign=engine, kind="engine")
    both = Served(folder / "PE"), Served(folder / "WE")
    try:
        joined(*both)
    finally:
        for each in both:
            each.stop()
    agree(folder)
    for code, other in (("PE", "WE"), ("WE", "PE")):
        done("neighbour", "move", str(folder / code), other, "--url", "http://127.0.0.1:9")
    return folder


@pytest.fixture
def towns(met: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Towns]:
    """The two, as they lie there or each served by a process."""
    is_served = request.param == "served"
    for code in ("PE", "WE"):
        shutil.copytree(met / code, tmp_path / code)
    both = (
        Town(tmp_path / "PE", is_served=is_served), Town(tmp_path / "WE", is_served=is_served)
    )  # fmt: skip
    yield both
    for each in both:
        each.stop()


BOTH_WAYS = pytest.mark.parametrize("towns", ["alone", "served"], indirect=True)
ALONE = pytest.mark.parametrize("towns", ["alone"], indirect=True)


def carried(giver: Served, name: str, to: Served) -> Path:
    """A stick from one town, not read yet."""
    stick = giver.folder.parent / name
    facts = done("bundle", "write", str(giver.folder), to.folder.name, str(stick))
    assert facts["size_bytes"] == stick.stat().st_size
    return stick


def taken(town: Served, stick: Path) -> bool:
    """Whether there was news in it."""
    return bool(done("bundle", "read", str(town.folder), str(stick))["is_news"])


def records(town: Served) -> object:
    """What is on record: a file that changes nothing adds nothing."""
    return done("verify", str(town.folder))["events"]


@BOTH_WAYS
def test_by_three_sticks_an_engine_is_lent_accepted_and_given_back(towns: Towns) -> None:
    home, there = towns
    before = carried(home, "before.bundle", there)
    lend(home, "offer", "WE")
    lend(home, "ready", "2.0", "--readback", "2.0")
    lend(home, "release")
    first = carried(home, "1.bundle", there)
    assert holder(there) == "nobody heard of it", "nothing goes but on the stick"

    assert taken(there, first)
    assert holder(there) == "WE 2"
    assert custody(home)["claim"]["hold"] == 1, "in limbo until a stick comes back"  # type: ignore[index]
    stood = records(there)
    assert not taken(there, first), "the same once more"
    assert not taken(there, before), "an older one, late"
    assert records(there) == stood

    sent_to(there, incident_of(there))
    lend(there, "return")
    lend(there, "ready", "2.1", "--readback", "2.1")
    lend(there, "release")
    second = carried(there, "2.bundle", home)
    assert taken(home, second)
    assert holder(home) == "PE 2", "accepted there, worked, and home again"
    stood = records(home)
    assert not taken(home, second)
    assert records(home) == stood
    refused, facts = typed("do", str(there.folder), f"D PE-E12 {incident_of(there)}")
    assert refused == Exit.refused, facts

    third = carried(home, "3.bundle", there)
    assert taken(there, third)
    assert holder(there) == "PE 2", "receipted: Weir End watches no more"
    assert not taken(there, first), "the first once more, at the end"
    assert holder(there) == "PE 2"


@ALONE
def test_a_stick_that_was_cut_or_changed_moves_nothing(towns: Towns) -> None:
    home, there = towns
    lend(home, "offer", "WE")
    lend(home, "ready", "2.0", "--readback", "2.0")
    lend(home, "release")
    stick = carried(home, "1.bundle", there)
    whole, stood = stick.read_bytes(), records(there)
    bad = {
        "cut_off": whole[: len(whole) // 2],
        "changed": whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
        "not_a_bundle": b"\0" * len(whole),
    }
    for content in bad.values():
        stick.write_bytes(content)
        code, facts = typed("bundle", "read", str(there.folder), str(stick))
        assert code == Exit.refused, facts
        assert "⟨" not in str(facts["says"])
    assert holder(there) == "nobody heard of it"
    assert records(there) == stood
    stick.write_bytes(whole)  # the control: as it was written it is taken
    assert taken(there, stick)
    assert holder(there) == "WE 2"


@BOTH_WAYS
def test_a_stick_for_another_town_is_refused_and_so_is_an_endless_one(towns: Towns) -> None:
    home, there = towns
    stick = carried(home, "1.bundle", there)
    code, facts = typed("bundle", "read", str(home.folder), str(stick))
    assert code == Exit.refused
    assert "written here" in str(facts["says"])
    code, facts = typed("bundle", "read", str(there.folder), "/dev/zero")
    assert code == Exit.refused
    assert "no bundle" in str(facts["says"])
    code, facts = typed("bundle", "write", str(home.folder), "ZZ", str(stick))
    assert code == Exit.refused, json.dumps(facts)
    done("neighbour", "cut", str(there.folder), "PE", "under attack")
    code, facts = typed("bundle", "read", str(there.folder), str(stick))
    assert code == Exit.refused
    done("neighbour", "heal", str(there.folder), "PE", "telephoned")
    assert taken(there, stick)
