"""The folders of a demo: the town that is played, and beside it its region.

    TOWN            the played town
    TOWN.region/    ground/, and a folder for each neighbour, with its own log and officers

All of it is made from the seed, the same to the byte, and only what a demo made is taken away.
"""

import argparse
import shutil
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from tocsin import __version__
from tocsin.app.demo.plans import plans
from tocsin.app.demo.settings import folder_name, settings_on
from tocsin.app.desk import first_officer
from tocsin.app.ground.adopting import order_for
from tocsin.app.ground.folder import manifest_of
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.app.ground.keeping import kept
from tocsin.app.outcome import Exit, Told
from tocsin.app.wiring import found, opened
from tocsin.exercises.setting import Setting, register
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import Clock, SeededEntropy
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.terms.kinds import LogKind

MARK = "demo.seed"
"""A file that says: this folder was made by the demo, and may be made anew."""
TOWNS, PEOPLE = 5, 60_000
OFFICERS = {
    "dispatch": ("call_taker", "dispatcher"),
    "duty": ("duty_officer",),
    "crews": ("crew",),
}
"""Who works in a neighbouring town."""


class Region(msgspec.Struct, frozen=True):
    """A ground and its towns, the played one first; each neighbour with its folder."""

    ground: Path
    main: Setting
    neighbours: tuple[tuple[Path, Setting], ...]


def region_for(asked: argparse.Namespace) -> Region | None:
    """The region of a demo, grown where no ground is given; None where nothing that can grow one
    is installed. Raises Told.
    """
    folder: Path = asked.town.with_name(asked.town.name + ".region")
    ground: Path | None = asked.ground
    if ground is None:
        if find_spec("numpy") is None:
            print("A region with a map needs more: pip install 'tocsin[ground]'", file=sys.stderr)
            return None
        ground = _grown(folder, asked.seed)
    else:
        manifest_of(ground)
        make_room(folder)
    main, *others = settings_on(ground)
    names: set[str] = {"ground"}
    neighbours: list[tuple[Path, Setting]] = []
    for each in others[: TOWNS - 1]:
        name = folder_name(each.name)
        name = name if name not in names else f"{name}-{each.code.lower()}"
        names.add(name)
        neighbours.append((folder / name, each))
    return Region(ground, main, tuple(neighbours))


def _grown(folder: Path, seed: int) -> Path:
    """The ground of the seed; the one of an earlier demo where this program grew it."""
    ground, mark = folder / "ground", f"{seed} {VERSION} {__version__}\n"
    if (folder / MARK).is_file() and (folder / MARK).read_text() == mark and ground.is_dir():
        for each in folder.iterdir():
            if each.is_dir() and each != ground:
                shutil.rmtree(each)
        return ground
    make_room(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("growing\n")
    print(f"Growing the region of seed {seed}: {TOWNS} towns …", file=sys.stderr, flush=True)
    grown_ground(Recipe(VERSION, seed, TOWNS, PEOPLE), ground)
    from tocsin.app.ground.drawn.making import made

    made(ground, None)
    (folder / MARK).write_text(mark)
    return ground


def make_room(folder: Path) -> None:
    """Only what a demo made is ever taken away."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        raise Told(f"{folder} is not a demo's; give --town a new folder", Exit.usage)
    shutil.rmtree(folder)


def founded(folder: Path, setting: Setting, clock: Clock, seed: int) -> None:
    """A town's folder, marked as the demo's."""
    # Seeded on purpose: the same seed gives the same log, byte for byte. No real town is founded
    # so.
    found(
        folder,
        name=setting.name,
        code=setting.code,
        kind=LogKind.exercise,
        clock=clock,
        entropy=SeededEntropy(seed),
    )
    (folder / MARK).write_text(f"{seed}\n")


def adopted(town: Town, folder: Path, ground: Path, setting: Setting) -> None:
    """The town stands on the ground."""
    command, manifest, _ = order_for(ground, town.picture, setting.name, setting.jurisdiction)
    kept(folder, ground, manifest)
    ordered(town, "adopt", [command])


def ordered(town: Town, name: str, commands: Iterable[Command]) -> None:
    """Orders of the first officer, each of which must be granted."""
    outcomes = town.submit_all(
        Order(command=command, command_id=f"{name}/{number}", actor=first_officer(town.code))
        for number, command in enumerate(commands)
    )
    for outcome in outcomes:
        assert isinstance(outcome, Accepted), outcome


def found_neighbours(region: Region, clock: Clock, seed: int) -> None:
    """Every other town of the region: log, ground, stations, units, officers and plans."""
    for number, (folder, setting) in enumerate(region.neighbours, 1):
        drawn = seed * 1_000 + 2 * number
        founded(folder, setting, clock, drawn)
        with opened(folder, clock, SeededEntropy(drawn + 1)) as town:
            adopted(town, folder, region.ground, setting)
            people = (
                RegisterPerson(id=f"{setting.code}-p-{handle}", handle=handle, roles=roles)
                for handle, roles in OFFICERS.items()
            )
            ordered(town, "prepare", [*people, *register(setting)])
            ordered(town, "plans", plans())
