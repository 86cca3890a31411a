"""The index of places of a ground, `places.npz`: made from the layers, opened to be asked.

    gazetteer = opened_places(folder, aliases)
    gazetteer.where("12 Mill Rd", near=(lat_udeg, lon_udeg), most=10)

Whoever is asked often (a server) opens it once and keeps it: the arrays are mapped, not read, and
many threads may ask one object. A ground never changes, so it need not be opened anew; a town that
adds an alias opens it again with its aliases (tens of milliseconds).
"""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from heapq import merge
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.ground.asking import opened
from tocsin.app.ground.folder import manifest_of
from tocsin.app.ground.geometry import line_of, middle_of, spot_at
from tocsin.app.outcome import Exit, Told
from tocsin.geo.folded import Folded
from tocsin.geo.ground import Address, Spot
from tocsin.geo.outlines import inside
from tocsin.geo.places import Point
from tocsin.operations.picture import Map
from tocsin.operations.picture.ground import LocalName

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.gazetteer import Gazetteer
    from tocsin.geo.gazetteer.stock import Named, Outline, Piece, Stock

PLACES = "places.npz"
SPOKEN_SHARE = 50
Others = dict[str, tuple[str, ...]]
ORDERS = {
    "fid": "ORDER BY fid",
    "street_key(name)": "WHERE name <> '' ORDER BY 1, fid",
    "trim(ref)": "WHERE trim(ref) <> '' AND ref NOT LIKE '%;%' ORDER BY 1, fid",
    "ref || ''": "WHERE ref LIKE '%;%' ORDER BY fid",
}
"""What pieces of road are ordered by → which ones, in which order."""


def derive(folder: Path, database: sqlite3.Connection) -> list[str]:
    """Make the index of a ground."""
    from tocsin.app.ground.arrays_file import write
    from tocsin.app.ground.ordering import ordered
    from tocsin.geo.gazetteer.building import parts

    with TemporaryDirectory(dir=folder) as scratch:
        write(folder / PLACES, parts(stock(database), partial(ordered, Path(scratch))))
    return [PLACES]


def opened_places(folder: Path, aliases: Iterable[tuple[str, Spot]] = ()) -> "Gazetteer":
    """The gazetteer of a ground. Raises Told where it is not there or cannot be read."""
    manifest_of(folder)
    try:
        from tocsin.app.ground.arrays_file import mapped
        from tocsin.geo.gazetteer.gazetteer import Gazetteer
    except ModuleNotFoundError as error:
        raise Told(
            f"finding places needs {error.name}: pip install 'tocsin[ground]'", Exit.usage
        ) from error
    path = folder / PLACES
    if not path.is_file():
        raise Told(f"{path} is not there: this ground has no index; import again", Exit.damaged)
    arrays = mapped(path)
    try:
        return Gazetteer(arrays, aliases)
    except KeyError as error:
        raise Told(f"{path} holds no {error}; import again", Exit.damaged) from error


def named_places(names: Map[LocalName], ground: Path) -> list[tuple[str, Spot]]:
    """What people of a town call places, as is on record there. A name that stands for a feature is
    where that lies on this ground; one whose feature is not on it any more is left out.
    """
    found = [
        (each.name, (each.point.lat_udeg, each.point.lon_udeg))
        for each in names.values()
        if each.point is not None
    ]
    features = [each for each in names.values() if each.point is None]
    if features:
        with opened(ground) as database:
            spots = ((each.name, feature_spot(database, each.feature or "")) for each in features)
            found += [(name, spot) for name, spot in spots if spot is not None]
    return sorted(found)


def feature_spot(database: sqlite3.Connection, id: str) -> Spot | None:
    """Where a feature of a ground lies, by its id: a point, or the middle of a road."""
    for layer in ("facility", "address", "landmark", "locality"):
        if not has_layer(database, layer):
            continue
        for (geom,) in database.execute(f"SELECT geom FROM {layer} WHERE id = ? LIMIT 1", (id,)):
            return spot_at(geom)
    for (geom,) in database.execute("SELECT geom FROM road WHERE id = ? LIMIT 1", (id,)):
        line = line_of(geom)
        return line[len(line) // 2]
    return None


def has_layer(database: sqlite3.Connection, layer: str) -> bool:
    """Whether a ground has a layer; one that was made before there was such a layer has not."""
    found = database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (layer,))
    return found.fetchone() is not None


def aliases_of(path: Path) -> list[tuple[str, Spot]]:
    """Names that locals use, of a CSV file with the columns name, lat, lon. Raises Told."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Told(f"{path} cannot be read: {error}", Exit.malformed) from error
    found = []
    for line, row in enumerate(rows, 2):
        try:
            point = Point.from_degrees(float(row["lat"]), float(row["lon"]))
            name = row["name"].strip()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Told(
                f"{path}, line {line}: a row has name, lat and lon in decimal degrees ({error})",
                Exit.malformed,
            ) from error
        if name:
            found.append((name, (point.lat_udeg, point.lon_udeg)))
    return found


def stock(database: sqlite3.Connection) -> "Stock":
    """What can be found of a ground's layers."""
    from tocsin.app.ground.asking import each_owner
    from tocsin.geo.gazetteer.spelling import key
    from tocsin.geo.gazetteer.stock import Named, Stock

    others = _others(database)
    database.create_function("street_key", 1, key, deterministic=True)
    localities = database.execute("SELECT id, name, geom FROM locality ORDER BY fid")
    return Stock(
        owners=[
            msgspec.structs.replace(each, rings=Folded(each.rings)) for each in each_owner(database)
        ],
        addresses=_addresses(database),
        named=_pieces(database, others, "street_key(name)"),
        numbered=_numbered(database),
        pieces=(piece for _, piece in _pieces(database, {}, "fid")),
        places=_places(database, others),
        localities=(
            Named(id, "locality", name, spot_at(geom), others.get(id, ()))
            for id, name, geom in localities
        ),
        hydrants=_hydrants(database),
        outlines=_outlines(database),
    )


def _named_outlines(database: sqlite3.Connection, others: Others) -> "Iterator[Named]":
    """Zones by name and code, and boundaries that own no point: districts, counties, wards."""
    from tocsin.app.ground.geometry import rings_of
    from tocsin.geo.gazetteer.stock import Named

    for kind, layer in (("zone", "zone"), ("boundary", "boundary WHERE owns = 0")):
        for id, name, geom in database.execute(f"SELECT id, name, geom FROM {layer} ORDER BY fid"):
            code = (id,) if kind == "zone" else others.get(id, ())
            for spot in inside(rings_of(geom)):
                yield Named(id, kind, name or "", spot, code)


def _hydrants(database: sqlite3.Connection) -> "Iterator[Named]":
    from tocsin.geo.gazetteer.stock import Named

    for id, name, geom in database.execute(
        "SELECT id, name, geom FROM facility WHERE kind = 'hydrant' ORDER BY fid"
    ):
        yield Named(id, "hydrant", name or "", spot_at(geom))


def _outlines(database: sqlite3.Connection) -> "Iterator[Outline]":
    """Boundaries of every level that close, zones, and what covers the land."""
    from tocsin.app.ground.geometry import rings_of
    from tocsin.geo.gazetteer.stock import Outline

    for id, name, level, geom in database.execute(
        "SELECT id, name, admin_level, geom FROM boundary ORDER BY fid"
    ):
        yield Outline("boundary", id, name, "administrative", level, rings_of(geom))
    for layer in ("zone", "area"):
        for id, name, kind, geom in database.execute(
            f"SELECT id, name, kind, geom FROM {layer} ORDER BY fid"
        ):
            yield Outline(layer, id, name or "", kind, None, rings_of(geom))


def _others(database: sqlite3.Connection) -> Others:
    """What things are called in other languages, by their ids; of a road the way's. Only in the
    languages of signs here: those of at least a share of all such names."""
    found: dict[str, list[str]] = {}
    for id, name in database.execute(
        "SELECT id, name FROM name WHERE language IN (SELECT language FROM name GROUP BY language"
        " HAVING count(*) * ? >= (SELECT count(*) FROM name)) ORDER BY fid",
        (SPOKEN_SHARE,),
    ):
        found.setdefault(id, []).append(name)
    return {id: tuple(names) for id, names in found.items()}


def _addresses(database: sqlite3.Connection) -> Iterator[tuple[str, Address]]:
    for key, id, number, house, street, locality, postcode, town, geom in database.execute(
        "SELECT street_key(coalesce(street, locality, '')) AS key, id, number, house, street,"
        " locality, postcode, town, geom FROM address ORDER BY key, fid"
    ):
        yield key, Address(id, number, house, street, locality, postcode, town, spot_at(geom))


def _pieces(
    database: sqlite3.Connection, others: Others, order: str
) -> "Iterator[tuple[str, Piece]]":
    """Pieces of road, each with what they are ordered by."""
    from tocsin.geo.gazetteer.stock import Piece

    for key, id, name, ref, from_node, to_node, road_class, geom in database.execute(
        f"SELECT {order}, id, name, ref, from_node, to_node, class, geom FROM road {ORDERS[order]}"
    ):
        way = others.get(id.partition(".")[0], ())
        yield key, Piece(id, name, ref, from_node, to_node, line_of(geom), way, road_class)


def _numbered(database: sqlite3.Connection) -> "Iterator[tuple[str, Piece]]":
    """Pieces with a road's number; the few that bear several come once with each."""
    from tocsin.geo.gazetteer.stock import refs_of

    several = [
        (ref, piece) for key, piece in _pieces(database, {}, "ref || ''") for ref in refs_of(key)
    ]
    return merge(_pieces(database, {}, "trim(ref)"), sorted(several), key=itemgetter(0))


def _places(database: sqlite3.Connection, others: Others) -> "Iterator[Named]":
    """Facilities with a name, or of a kind that one asks for; landmarks; waters and areas with a
    name."""
    from tocsin.geo.gazetteer.kinds import QUIET
    from tocsin.geo.gazetteer.stock import Named

    for id, kind, name, geom in database.execute(
        "SELECT id, kind, name, geom FROM facility ORDER BY fid"
    ):
        if name is not None or kind not in QUIET:
            yield Named(id, kind, name or "", spot_at(geom), others.get(id, ()))
    for id, kind, name, geom in database.execute(
        "SELECT id, kind, name, geom FROM landmark ORDER BY fid"
    ):
        yield Named(id, kind, name, spot_at(geom), others.get(id, ()))
    yield from _named_outlines(database, others)
    for id, name, geom in database.execute(
        "SELECT min(id), name, geom FROM water WHERE name IS NOT NULL GROUP BY name ORDER BY name"
    ):
        line = line_of(geom)
        yield Named(id, "water", name, line[len(line) // 2], others.get(id, ()))
    for id, name, geom in database.execute(
        "SELECT id, name, geom FROM area WHERE name IS NOT NULL ORDER BY fid"
    ):
        yield Named(id, "area", name, middle_of(geom), others.get(id, ()))
