"""The region of a demo: an invented one, grown from the seed, or a ground that somebody has.

Its largest town is played; its neighbours stand beside it, each with a log, stations, units and
officers of its own. All places of all of them are on the ground.
"""

import re
import sqlite3
import unicodedata
from collections import Counter
from pathlib import Path
from string import ascii_uppercase

import msgspec

from tocsin.app.ground.asking import Jurisdiction, opened, owners_of
from tocsin.app.ground.folder import manifest_of
from tocsin.app.ground.geometry import spot_at
from tocsin.app.outcome import Told
from tocsin.exercises.setting import Door, Haven, Post, Setting
from tocsin.geo.belonging import whose
from tocsin.geo.ground import Boundary, Spot
from tocsin.geo.places import Point, distance_m
from tocsin.terms.codes import Agency

MOST_DOORS, FEWEST_DOORS, MOST_HAVENS = 800, 20, 6
_Crews = tuple[tuple[tuple[str, str, int], ...], ...]
_CREWS: dict[Agency, _Crews] = {
    Agency.fire: (
        (("E1", "engine", 4), ("L1", "ladder", 3), ("B1", "battalion_chief", 1)),
        (("E2", "engine", 4), ("R1", "rescue", 3), ("BT2", "boat", 3)),
        (("E3", "engine", 4), ("W3", "water_tender", 2)),
        (("E4", "engine", 3), ("L4", "ladder", 3)),
    ),
    Agency.medical: (
        (("A21", "ambulance", 2), ("A22", "ambulance", 2), ("A23", "ambulance", 2),
         ("M2", "medic", 1)),
        (("A31", "ambulance", 2), ("A32", "ambulance", 2), ("A33", "ambulance", 2),
         ("M3", "medic", 1)),
        (("A41", "ambulance", 2), ("A42", "ambulance", 2), ("A43", "ambulance", 2)),
    ),
    Agency.police: (
        (("P11", "patrol", 2), ("P12", "patrol", 2)),
        (("P13", "patrol", 2), ("P14", "patrol", 1)),
    ),
    Agency.works: ((("K1", "works_crew", 3), ("K2", "works_crew", 2), ("K3", "works_crew", 2)),),
}  # fmt: skip
"""Crews by agency; a small town has the first of each."""
_STATIONS = {
    Agency.fire: ("fire_station", "hall", "school"),
    Agency.medical: ("ambulance_station", "hospital", "clinic", "fire_station", "hall"),
    Agency.police: ("police", "hall", "school"),
    Agency.works: ("depot", "hall", "fuel", "school"),
}
"""Where an agency's crews may stand: the kinds of facility, the best first."""
_WORD = {
    Agency.fire: "fire", Agency.medical: "medical", Agency.police: "police", Agency.works: "works",
}  # fmt: skip
_COLUMN = {Agency.police: 0, Agency.fire: 1, Agency.medical: 2, Agency.works: 0}


class _Feature(msgspec.Struct, frozen=True):
    """A named thing on the ground."""

    id: str
    kind: str
    name: str
    point: Point


class _Town(msgspec.Struct, frozen=True):
    """What of a ground lies in one town."""

    area: Jurisdiction
    doors: tuple[Door, ...]
    addresses: int
    """How many there are in all."""
    features: tuple[_Feature, ...]


def settings_on(ground: Path) -> tuple[Setting, ...]:
    """A setting for every town of a ground from which somebody can call, the largest first.

    Raises Told: there is none.
    """
    checksum = manifest_of(ground).checksum
    with opened(ground) as database:
        towns = _towns(database)
    towns.sort(key=lambda each: (-each.addresses, each.area.name, each.area.id))
    found: list[Setting] = []
    for town in towns:
        if len(town.doors) >= FEWEST_DOORS:
            code = _code(town.area.name, {each.code for each in found})
            found.append(_setting(town, code, checksum, is_largest=not found))
    if not found:
        raise Told(f"no town of {ground} has {FEWEST_DOORS} addresses: nobody could call from it")
    return tuple(found)


def _towns(database: sqlite3.Connection) -> list[_Town]:
    owners = owners_of(database)
    quarters: dict[str, list[_Feature]] = {each.id: [] for each in owners}
    for each in _features(database, "locality"):
        owner = _owner(owners, (each.point.lat_udeg, each.point.lon_udeg), None)
        if owner is not None:
            quarters[owner.id].append(each)
    doors: dict[str, list[tuple[str, str, Spot]]] = {each.id: [] for each in owners}
    by_name = Counter(each.name for each in owners)
    for number, street, town, geom in database.execute(
        "SELECT number, street, town, geom FROM address "
        "WHERE number IS NOT NULL AND street IS NOT NULL ORDER BY fid"
    ):
        spot = spot_at(geom)
        owner = _owner(owners, spot, town if by_name[town] == 1 else None)
        if owner is not None:
            doors[owner.id].append((street, number, spot))
    features: dict[str, list[_Feature]] = {each.id: [] for each in owners}
    for each in _features(database, "facility"):
        owner = _owner(owners, (each.point.lat_udeg, each.point.lon_udeg), None)
        if owner is not None:
            features[owner.id].append(each)
    return [
        _Town(
            Jurisdiction(each.id, each.name, each.level),
            _doors(doors[each.id], quarters[each.id], each, owners),
            len(doors[each.id]),
            tuple(features[each.id]),
        )
        for each in owners
    ]


def _features(database: sqlite3.Connection, layer: str) -> list[_Feature]:
    rows = database.execute(
        f"SELECT id, kind, name, geom FROM {layer} WHERE name IS NOT NULL ORDER BY fid"
    )
    return [_Feature(id, kind, name, Point(*spot_at(geom))) for id, kind, name, geom in rows]


def _owner(owners: list[Boundary], spot: Spot, name: str | None) -> Boundary | None:
    """The town that an address names, where one town is called so; else whose the spot is."""
    if name is not None:
        return next(each for each in owners if each.name == name)
    claims = whose(owners, spot).claims
    return claims[0] if len(claims) == 1 else None


def _doors(
    known: list[tuple[str, str, Spot]],
    quarters: list[_Feature],
    town: Boundary,
    owners: list[Boundary],
) -> tuple[Door, ...]:
    """Addresses from all over a town, and the place nearest to each; enough for a morning. What
    says a town's name and lies in another is left out.
    """
    from tocsin.geo.gazetteer.candidates import labelled

    step = max(1, len(known) // MOST_DOORS)
    found = []
    for street, number, spot in known[::step]:
        if _owner(owners, spot, None) is not town:
            continue
        point = Point(*spot)
        near = min(quarters, key=lambda e: (distance_m(e.point, point), e.id), default=None)
        found.append(
            Door(labelled(street, number, ""), point, town.name if near is None else near.name)
        )
    return tuple(found)


def _setting(town: _Town, code: str, checksum: str, *, is_largest: bool) -> Setting:
    rows: Counter[int] = Counter()
    posts: list[Post] = []
    for agency, crews in _CREWS.items():
        wanted = crews if is_largest else crews[:1]
        places = _stations(town, agency, len(wanted))
        for number, place in enumerate(places, 1):
            column = _COLUMN[agency]
            units = tuple(each for crew in wanted[number - 1 :: len(places)] for each in crew)
            name = f"{_WORD[agency]}{number}"
            posts.append(Post(name, place.name, agency, rows[column], column, place.point, units))
            rows[column] += 1
    havens = [each for each in town.features if each.kind in ("hospital", "clinic", "shelter")]
    havens.sort(key=lambda each: (("hospital", "clinic", "shelter").index(each.kind), each.id))
    return Setting(
        name=town.area.name,
        code=code,
        posts=tuple(posts),
        doors=town.doors,
        havens=tuple(Haven(e.id, e.name, e.kind, e.point) for e in havens[:MOST_HAVENS]),
        ground=checksum,
        jurisdiction=town.area.id,
    )


def _stations(town: _Town, agency: Agency, most: int) -> list[_Feature]:
    """Where an agency's crews stand: at its own stations, else at the next best there is; a town
    without any of these has them wait at an address.
    """
    for kind in _STATIONS[agency]:
        found = [each for each in town.features if each.kind == kind]
        if found:
            return found[:most]
    door = town.doors[len(town.doors) // 2]
    return [_Feature("", "", door.address, door.point)]


def _code(name: str, taken: set[str]) -> str:
    """Two letters of a name that no other town has; three where there are no such two."""
    letters = [each for each in _plain(name).upper() if each.isalpha()] or ["X"]
    pairs: list[str] = [letters[0] + each for each in (*letters[1:], *ascii_uppercase)]
    codes: list[str] = [*pairs, *(a + b for a in pairs for b in ascii_uppercase)]
    return next(code for code in codes if code not in taken)


def _plain(name: str) -> str:
    """A name in ASCII letters, as far as it has any."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def folder_name(name: str) -> str:
    """A town's name as the name of a folder."""
    return re.sub(r"[^a-z0-9]+", "-", _plain(name).lower()).strip("-") or "town"
