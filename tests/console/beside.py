"""Two real towns that are neighbours: the one of the console, and Weir End across the river."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.app.neighbours.test_lending_over_a_link import done_words
from tests.app.neighbours.test_two_towns import done, ordered
from tests.console.console_town import Consoled, consoled, until
from tocsin.app.relay import relaying
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import door_of
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.town import Town
from tocsin.operations.picture.custody import Claim, Hold
from tocsin.terms.kinds import LogKind

DISTRICT = "Quay"
FIRE = {
    "type": "fire.structure",
    "priority": 2,
    "place": {
        "words": "Weir Lane 3", "label": "Weir Lane 3", "areas": {"district": DISTRICT},
        "point": {"lat_udeg": 42_078_000, "lon_udeg": -42_848_000},
    },
}  # fmt: skip


class Pair(NamedTuple):
    """The town of the console, and its neighbour; each with its folder."""

    here: Consoled
    there: Town
    folder: Path
    cut: ExitStack
    """Closing it closes the neighbour's door."""

    def lend(self, code: str, deed: str, unit: str, *words: str) -> None:
        """At the command line of one of the towns."""
        done("lend", deed, str(self.folder / code), unit, *words)

    def claim(self, code: str, unit: str) -> Claim | None:
        """What a town's own log says of a unit."""
        town = self.here.door.town if code == "PE" else self.there
        custody = town.picture.custody.get(unit)
        return None if custody is None else custody.claim

    def is_with(self, code: str, unit: str, holder: str) -> bool:
        claim = self.claim(code, unit)
        return claim is not None and (claim.town, claim.hold) == (holder, Hold.held)

    def lent(self, unit: str, epoch: str) -> None:
        """One of ours, to Weir End, as far as its accept is read."""
        self.lend("PE", "offer", unit, "WE")
        self.lend("PE", "ready", unit, epoch, "--readback", epoch)
        self.lend("PE", "release", unit)
        until(lambda: self.is_with("PE", f"PE-{unit}", "WE"))


@contextmanager
def neighbours(folder: Path) -> Iterator[Pair]:
    """Joined, with an agreement in force."""
    found(folder / "WE", name="Weir End", code="WE", kind=LogKind.actual)
    cut = ExitStack()
    with consoled(folder / "PE", is_relayed=True) as here, cut:
        town = cut.enter_context(opened(folder / "WE"))
        door = door_of(town, folder / "WE")
        relay = relaying(town, folder / "WE")
        port = cut.enter_context(served_beside(door, Listening(port=0), relay))
        for sign in ("T4", "T5"):
            ordered(folder / "WE", "RegisterUnit", call_sign=sign, kind="tanker")
        pair = Pair(here, town, folder, cut)
        _joined(folder, here.door.port, port)
        _agreed(folder)
        yield pair


def _joined(folder: Path, *ports: int) -> None:
    file = folder / "invitation.txt"
    here, there = (f"http://127.0.0.1:{each}" for each in ports)
    told = done("neighbour", "invite", str(folder / "PE"), "WE", "--url", here)
    file.write_text(str(told["invitation"]))
    told = done("neighbour", "join", str(folder / "WE"), str(file), "--url", there)
    code = str(told["code"])
    done("neighbour", "confirm", str(folder / "PE"), "WE", "--code", code)
    done("neighbour", "confirm", str(folder / "WE"), "PE", "--code", code)


def _agreed(folder: Path) -> None:
    text, out, back = (str(folder / name) for name in ("terms.toml", "out.json", "back.json"))
    there, here = str(folder / "WE"), str(folder / "PE")
    Path(text).write_text(
        done_words("agreement", "propose", there, "--template", "mutual_aid", "--example")
    )
    say = ("--office", "Mayor")
    done("agreement", "propose", there, "--from", text, "--with", "PE", "--with-name",
         "Port Ellery", "--area", DISTRICT, "--sign", "--by", "Tom Finch", *say,
         "--out", out)  # fmt: skip
    done("agreement", "sign", here, out, "--by", "Ruth Amsel", *say, "--out", back)
    done("agreement", "receive", there, back)


def fire_there(pair: Pair) -> str:
    """An incident of Weir End that we may know of."""
    subjects = ordered(pair.folder / "WE", "OpenIncident", **FIRE)["subjects"]
    assert isinstance(subjects, list)
    return str(subjects[0])
