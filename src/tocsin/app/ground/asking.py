"""Questions to a ground: what is in it, what is doubtful, whose is a point."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.app.ground.folder import PACKAGE, Manifest, checked, manifest_of
from tocsin.app.ground.geometry import rings_of, spot_at
from tocsin.app.outcome import Exit, Told
from tocsin.geo.belonging import Belonging, whose
from tocsin.geo.ground import Boundary, Spot, Whole
from tocsin.geo.places import Point

DECIMAL = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")


class Jurisdiction(msgspec.Struct, frozen=True):
    """A boundary by name, without its lines."""

    id: str
    name: str
    admin_level: int


class Whose(msgspec.Struct, frozen=True):
    """`answer` is one, outside or disputed. `may_belong_to` are towns whose border does not close
    in this ground; they can only be asked about where the answer is outside."""

    lat: float
    lon: float
    answer: str
    jurisdiction: Jurisdiction | None
    claims: tuple[Jurisdiction, ...]
    is_on_border: bool
    may_belong_to: tuple[Jurisdiction, ...]
    ground: str


class DoubtRow(msgspec.Struct, frozen=True):
    """A doubt as it is reported. Degrees, where it has a place."""

    code: str
    subject: str
    says: str
    lat: float | None
    lon: float | None


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """The layers, to be read. Raises Told (damaged) where SQLite cannot."""
    path = (folder / PACKAGE).resolve()
    if not path.is_file():
        raise Told(f"{folder / PACKAGE} is not there; import again", Exit.damaged)
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield database
    except sqlite3.DatabaseError as error:
        raise Told(f"{path} cannot be read ({error}); import again", Exit.damaged) from error
    finally:
        database.close()


def spot_of(text: str) -> Spot:
    """`LAT,LON` in decimal degrees, in µ°. Raises Told."""
    found = DECIMAL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        point = Point.from_degrees(float(found[1]), float(found[2]))
    except ValueError:
        raise Told(
            f"`{text[:80]}` is no position: give latitude and longitude in decimal degrees, "
            "as in 47.141,9.521",
            Exit.usage,
        ) from None
    return point.lat_udeg, point.lon_udeg


def asked_whose(folder: Path, spot: Spot) -> Whose:
    """Whose a point is."""
    with opened(folder) as database:
        owners = owners_of(database)
    return told_whose(folder, owners, spot)


def told_whose(folder: Path, owners: Sequence[Boundary], spot: Spot) -> Whose:
    """Whose a point is, of these areas of a ground."""
    manifest = manifest_of(folder)
    with opened(folder) as database:
        cut = database.execute(
            "SELECT id, name, admin_level FROM boundary_cut WHERE admin_level = ? ORDER BY fid",
            (manifest.level.level,),
        ).fetchall()
    found: Belonging = whose(owners, spot)
    claims = tuple(Jurisdiction(each.id, each.name, each.level) for each in found.claims)
    return Whose(
        lat=spot[0] / 1e6,
        lon=spot[1] / 1e6,
        answer=found.answer.value,
        jurisdiction=claims[0] if len(claims) == 1 else None,
        claims=claims,
        is_on_border=found.is_on_border,
        may_belong_to=() if claims else tuple(Jurisdiction(*each) for each in cut),
        ground=manifest.checksum,
    )


def owners_of(database: sqlite3.Connection) -> list[Boundary]:
    """The areas that own points."""
    return list(each_owner(database))


def each_owner(database: sqlite3.Connection) -> Iterator[Boundary]:
    """The areas that own points, one after another: there may be thousands."""
    rows = database.execute(
        "SELECT id, name, admin_level, geom FROM boundary WHERE owns = 1 ORDER BY fid"
    )
    for id, name, level, geom in rows:
        yield Boundary(id, name, level, Whole.closed, rings_of(geom))


def jurisdictions_of(folder: Path) -> tuple[Jurisdiction, ...]:
    """The areas that own points, by name."""
    with opened(folder) as database:
        rows = database.execute(
            "SELECT id, name, admin_level FROM boundary WHERE owns = 1 ORDER BY name, fid"
        ).fetchall()
    return tuple(Jurisdiction(*each) for each in rows)


def reported(folder: Path, most: int) -> tuple[Manifest, list[DoubtRow]]:
    """The manifest, every file compared with it, and up to so many doubts of each code."""
    from tocsin.app.ground.saying import doubt_says

    manifest = checked(folder)
    rows: list[DoubtRow] = []
    with opened(folder) as database:
        for code in manifest.doubts:
            for subject, told, is_kept, geom in database.execute(
                "SELECT subject, told, is_kept, geom FROM doubt WHERE code = ? ORDER BY fid "
                "LIMIT ?",
                (code, most),
            ):
                lat, lon = _place(geom)
                rows.append(
                    DoubtRow(code, subject, doubt_says(code, subject, told, is_kept), lat, lon)
                )
    return manifest, rows


def _place(geom: bytes | None) -> tuple[float | None, float | None]:
    if geom is None:
        return None, None
    lat, lon = spot_at(geom)
    return lat / 1e6, lon / 1e6
