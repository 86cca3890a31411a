"""The region of a scenario: its ground, towns, zones with their figures, facilities, doors."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.ground.asking import opened, owners_of
from tocsin.app.ground.coverage import doors_of
from tocsin.app.ground.folder import Manifest, manifest_of
from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.app.ground.peopled import people_of, shapes_of, zones_of
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Region
from tocsin.geo.belonging import whose
from tocsin.geo.ground import Spot
from tocsin.geo.places import Point

I64 = npt.NDArray[np.int64]


class Facility(NamedTuple):
    """A named facility, and the number of its town (-1: outside of all that take part)."""

    id: str
    kind: str
    name: str
    spot: Spot
    town: int


class Land(NamedTuple):
    """`ids`: (id, name) of each town. `zone_*` are by zone, `spot_*` by house that stands for a
    part of a zone's people."""

    folder: Path
    manifest: Manifest
    towns: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    zones: tuple[str, ...]
    zone_town: I64
    figures: dict[str, I64]
    spots: tuple[Spot, ...]
    spot_zone: I64
    facilities: tuple[Facility, ...]

    def shared(self, measure: str) -> npt.NDArray[np.float64]:
        """A figure of the zones, shared evenly among the houses of each."""
        number = np.bincount(self.spot_zone, minlength=len(self.zones))
        share: npt.NDArray[np.float64] = self.figures[measure][self.spot_zone] / np.maximum(
            number[self.spot_zone], 1
        )
        return share

    @property
    def people(self) -> I64:
        """People by spot, whole ones; what is left over stands at the first of each zone."""
        number = np.bincount(self.spot_zone, minlength=len(self.zones))
        whole, more = np.divmod(self.figures["people"], np.maximum(number, 1))
        first = np.concatenate([[0], np.cumsum(number)[:-1]])
        at = np.arange(len(self.spots)) - first[self.spot_zone]
        found: I64 = whole[self.spot_zone] + (at < more[self.spot_zone])
        return found

    def whose(self, spot: Spot) -> int:
        """The number of the town that a place is in; -1: of none."""
        with opened(self.folder) as database:
            claims = whose(owners_of(database), spot).claims
        names = [each.name for each in claims if each.name in self.towns]
        return self.towns.index(names[0]) if len(names) == 1 else -1


@contextmanager
def ground_of(region: Region, sheet: Sheet, adopted: Path | None) -> Iterator[Path]:
    """The folder of the ground: grown aside, named, or that of the towns. Raises Told."""
    given = [region.grow is not None, region.ground is not None, bool(region.towns)]
    if sum(given) != 1 and given != [False, True, True]:
        raise sheet.wrong(
            "region", "a region is one of `grow`, `ground` and `towns` (or a ground with towns): "
            "leave one",
        )  # fmt: skip
    if region.grow is not None:
        grow = region.grow
        with tempfile.TemporaryDirectory(prefix="tocsin-whatif-") as scratch:
            folder = Path(scratch) / "ground"
            grown_ground(Recipe(VERSION, grow.seed, grow.towns, grow.people), folder)
            yield folder
    elif region.ground is not None:
        yield sheet.path.parent / region.ground
    else:
        assert adopted is not None, "towns bring a ground, or say why not"
        yield adopted


def land_of(folder: Path, region: Region, sheet: Sheet) -> Land:
    """What of a ground a scenario asks for. Raises Told."""
    manifest = manifest_of(folder)
    with opened(folder) as database:
        owners = owners_of(database)
        names = {each.id: each.name for each in owners}
        unknown = sorted(set(region.towns_of) - set(names.values()))
        if unknown:
            raise sheet.wrong(
                "region.towns_of",
                f"`{unknown[0]}` is no town of this ground; there are "
                f"{', '.join(sorted(names.values()))}",
            )
        towns = tuple(sorted(region.towns_of or set(names.values())))
        if not towns:
            raise sheet.wrong("region", "this ground has no town; import it with boundaries")
        _, people = people_of(database)
        zones = [
            e for e in zones_of(database) if e.id in people and names.get(e.town or "") in towns
        ]
        doors = doors_of(database, shapes_of(database, {e.id for e in zones}), region.houses)
        spots = [(at, spot) for at, zone in enumerate(zones) for spot in doors[zone.id]]
        figures = _figures(database, [each.id for each in zones])
        figures["people"] = np.array([people[each.id][0] for each in zones], np.int64)
        facilities = tuple(
            Facility(id, kind, name, spot, towns.index(claims[0]) if len(claims) == 1 else -1)
            for id, kind, name, spot in _facilities(database)
            for claims in [[e.name for e in whose(owners, spot).claims if e.name in towns]]
        )
    return Land(
        folder, manifest, towns,
        tuple((id, name) for id, name in sorted(names.items()) if name in towns),
        tuple(e.id for e in zones),
        np.array([towns.index(names[e.town or ""]) for e in zones], np.int64), figures,
        tuple(spot for _, spot in spots), np.array([at for at, _ in spots], np.int64), facilities,
    )  # fmt: skip


FACILITIES = (
    "fire_station", "ambulance_station", "police", "hospital", "clinic", "depot", "hall", "school",
    "fuel", "shelter", "care_home",
)  # fmt: skip


def _facilities(database: sqlite3.Connection) -> list[tuple[str, str, str, Spot]]:
    marks = ", ".join("?" * len(FACILITIES))
    rows = database.execute(
        f"SELECT id, kind, name, geom FROM facility WHERE kind IN ({marks}) ORDER BY fid",
        FACILITIES,
    )
    return [(id, kind, name or id, spot_at(geom)) for id, kind, name, geom in rows]


def _figures(database: sqlite3.Connection, zones: list[str]) -> dict[str, I64]:
    """Each figure that has no further detail, by zone; the newest year; 0 where nobody counted."""
    at = {id: place for place, id in enumerate(zones)}
    found: dict[str, I64] = {}
    for subject, measure, value in database.execute(
        "SELECT subject, measure, value FROM figure "
        "WHERE detail = '' OR unit = 'rank' ORDER BY year"
    ):
        if subject in at:
            row = found.setdefault(measure, np.zeros(len(zones), np.int64))
            row[at[subject]] = value
    return found


def point_of(spot: Spot) -> Point:
    """A spot as a point."""
    return Point(*spot)
