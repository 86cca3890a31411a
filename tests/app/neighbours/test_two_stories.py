"""Kirk Wold tells Penford one thing of an engine and Weir End another. It has signed both; the two
hold it against each other. Bundles carry all of it here; the link says the same standings.
"""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.app.neighbours.test_lending_by_sticks import met  # noqa: F401
from tests.app.neighbours.test_two_towns import done, typed
from tests.federation.slices import Source
from tocsin.app.neighbours.following import replica_path
from tocsin.app.outcome import Exit
from tocsin.federation.bundles import read_bundle
from tocsin.federation.custody_heads import SignedHead, differing, signed_head
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Looked, look_at
from tocsin.log import SeededEntropy
from tocsin.operations.picture.custody import (
    FIRST,
    Claim,
    Custody,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
)

pytestmark = pytest.mark.full
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
UNIT = "KW-E1"


def story(to: str) -> Custody:
    """It is offered to this town, under one number."""
    entry = CustodyEntry(1, CustodyFact.offered, Epoch(2, 0), to, AT, assignments=("KW-1",))
    return Custody(UNIT, "KW", Claim(FIRST, Hold.held, "KW"), entries=(entry,))


class Liar(Source):
    """Kirk Wold as one of its neighbours hears it."""

    def __init__(self, folder: Path, reader: str, custody: Custody) -> None:
        super().__init__(folder, ord(reader[0]), ways=f"KW-{reader}")
        self.now = datetime.now(UTC)
        told = msgspec.to_builtins(custody)
        # Whom it names by its incidents depends on who reads, and is not compared.
        told["entries"][0]["assignments"] = ["elsewhere"]
        self.tells({("custody", UNIT): {name: told[name] for name in ("id", "home", "entries")}})
        self.signs(custody)

    def signs(self, custody: Custody, key: LinkKey = Source.KEY) -> None:
        now = datetime.now(UTC)
        self.now = now
        self.custody = signed_head(key, "KW", "life-1", [custody], now)


@pytest.fixture
def towns(met: Path, tmp_path: Path) -> Path:  # noqa: F811
    """Penford and Weir End, joined and lending; both are joined with Kirk Wold."""
    for code in ("PE", "WE"):
        shutil.copytree(met / code, tmp_path / code)
        met_it = {"neighbour": "KW", "name": "Kirk Wold", "url": "http://127.0.0.1:9",
                  "public_key": Source.KEY.public, "spoken": "4711 0823"}  # fmt: skip
        order = ("--command", "MeetNeighbour", "--fields", json.dumps(met_it))
        done("do", str(tmp_path / code), *order)
        done("neighbour", "confirm", str(tmp_path / code), "KW", "--code", "4711 0823")
    return tmp_path


def hears(folder: Path, code: str, source: Source) -> None:
    """The town reads Kirk Wold's bundle."""
    stick = folder / f"kw-to-{code}.bundle"
    stick.write_bytes(source.bundle(LinkKey.load(folder / code).public))
    done("bundle", "read", str(folder / code), str(stick))


def carries(folder: Path, one: str, other: str) -> bytes:
    """A bundle from one to the other."""
    stick = folder / f"{one}-to-{other}.bundle"
    done("bundle", "write", str(folder / one), other, str(stick))
    done("bundle", "read", str(folder / other), str(stick))
    return stick.read_bytes()


def shown(folder: Path, code: str) -> tuple[str, str]:
    listed = done("neighbour", "list", str(folder / code))["neighbours"]
    assert isinstance(listed, list)
    found = next(each for each in listed if each["neighbour"] == "KW")
    return str(found["fault"]), str(found["fault_says"])


def looked(folder: Path, code: str, neighbour: str) -> Looked:
    found = look_at(replica_path(folder / code / "neighbours", neighbour))
    assert found is not None
    return found


def passed_on(folder: Path, file: bytes) -> tuple[SignedHead, ...]:
    """What Penford's bundle to Weir End says of others."""
    key = LinkKey.load(folder / "PE").public
    return read_bundle(file, "WE", LinkKey.load(folder / "WE"), lambda _: key).said.standing.heads


def test_one_that_tells_two_stories_is_doubted_by_whoever_compares_them(towns: Path) -> None:
    hears(towns, "PE", Liar(towns / "a", "PE", story("PE")))
    hears(towns, "WE", Liar(towns / "b", "WE", story("WE")))
    assert shown(towns, "WE") == ("", ""), "each by itself is sound"
    file = carries(towns, "PE", "WE")
    assert len(passed_on(towns, file)) == 1
    fault, says = shown(towns, "WE")
    assert fault == "forked"
    assert UNIT in says
    assert "for PE" in says
    carries(towns, "WE", "PE")
    assert shown(towns, "PE")[0] == "forked", "and the other way round"
    # A person has telephoned: what was signed before is spoken about, what comes is compared.
    done("neighbour", "heal", str(towns / "WE"), "KW", "an old machine was switched off")
    carries(towns, "PE", "WE")
    assert shown(towns, "WE")[0] == ""


def test_control_one_that_tells_one_story_is_not(towns: Path) -> None:
    """Also where it names its incidents to one of them and not to the other."""
    hears(towns, "PE", Liar(towns / "a", "PE", story("WE")))
    hears(towns, "WE", Liar(towns / "b", "WE", story("WE")))
    assert len(passed_on(towns, carries(towns, "PE", "WE"))) == 1
    assert shown(towns, "WE") == ("", "")


def test_nobody_is_doubted_for_what_another_says_that_it_signed(towns: Path) -> None:
    """Penford makes a head up; or passes on one of another life of Kirk Wold's log."""
    hears(towns, "WE", Liar(towns / "b", "WE", story("WE")))
    one = Liar(towns / "a", "PE", story("PE"))
    one.signs(story("PE"), LinkKey.drawn(SeededEntropy(77)))
    hears(towns, "PE", one)
    assert len(passed_on(towns, carries(towns, "PE", "WE"))) == 1
    assert shown(towns, "WE") == ("", "")
    now = datetime.now(UTC) + timedelta(seconds=1)
    one.custody, one.now = signed_head(Source.KEY, "KW", "life-2", [story("PE")], now), now
    hears(towns, "PE", one)
    carries(towns, "PE", "WE")
    assert shown(towns, "WE") == ("", "")


def test_one_that_signs_another_story_than_it_tells_is_doubted_at_once(towns: Path) -> None:
    one = Liar(towns / "a", "PE", story("PE"))
    one.signs(story("WE"))
    hears(towns, "PE", one)
    assert shown(towns, "PE")[0] == "forked"


def test_what_a_real_town_signs_is_what_it_tells(towns: Path) -> None:
    done("lend", "offer", str(towns / "PE"), "E12", "WE")
    carries(towns, "PE", "WE")
    found = looked(towns, "WE", "PE")
    signed = found.state.custody_head
    assert signed is not None
    head = signed.read()
    assert head is not None
    assert [each.unit for each in head.units] == ["PE-E12"]
    assert list(differing(head, found.known)) == []
    other = {key: json.loads(json.dumps(fields)) for key, fields in found.known.items()}
    other["custody", "PE-E12"]["entries"][0]["town"] = "KW"
    assert len(list(differing(head, other))) == 1, "the control"


def test_a_town_that_lends_with_nobody_is_told_of_no_heads(towns: Path) -> None:
    hears(towns, "PE", Liar(towns / "a", "PE", story("PE")))
    stick = towns / "pe-to-kw.bundle"
    assert typed("bundle", "write", str(towns / "PE"), "KW", str(stick))[0] == Exit.done
    key = LinkKey.load(towns / "PE").public
    said = read_bundle(stick.read_bytes(), "KW", Source.KEY, lambda _: key).said.standing
    assert said.all_heads() == ()
    stick = towns / "pe-to-we.bundle"
    done("bundle", "write", str(towns / "PE"), "WE", str(stick))
    assert len(passed_on(towns, stick.read_bytes())) == 1, "the control"
