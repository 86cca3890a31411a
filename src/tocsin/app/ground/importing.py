"""`tocsin ground import`: an extract in, a ground folder out; all of it or nothing."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.ground.asked import NOT_STATED, Asked
from tocsin.app.ground.deriving import derive
from tocsin.app.ground.folder import (
    FORMAT,
    MANIFEST,
    PACKAGE,
    VERSION,
    Manifest,
    Source,
    made_whole,
    summed,
)
from tocsin.app.ground.layers import LAYERS
from tocsin.app.ground.opening import absent, is_geojson, sha256_of
from tocsin.app.ground.writing import Package, content_checksum
from tocsin.app.outcome import Exit, Told
from tocsin.geo.belonging import Level
from tocsin.geo.ground import Boundary, Doubt, DoubtCode
from tocsin.geo.zones import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.gateways.osm import Account

LICENCE = "ODbL 1.0, © OpenStreetMap contributors"


def imported(asked: Asked) -> Manifest:
    """Make the folder; on any error it is not there. Raises Told."""
    try:
        from tocsin.gateways.osm import Malformed
    except ModuleNotFoundError as error:
        raise Told(
            f"reading OpenStreetMap needs {error.name}: pip install 'tocsin[ground]'", Exit.usage
        ) from error
    for file in asked.every_file:
        if not file.is_file():
            raise Told(absent(file), Exit.usage)
    try:
        with made_whole(asked.out, "import") as part:
            return _written(asked, part)
    except (Malformed, UnicodeDecodeError) as error:
        raise Told(str(error)) from error
    except MemoryError as error:
        raise Told(
            f"{asked.files[0]} needs more memory than there is; nothing is kept of it: cut a "
            "smaller region out of it (osmium extract), or use a larger machine",
            Exit.unknown,
        ) from error


def _written(asked: Asked, part: Path) -> Manifest:
    from tocsin.app.ground.enriching import enriched
    from tocsin.app.ground.terrain import laid

    package = Package(part / PACKAGE)
    extracts = [each for each in asked.files if not is_geojson(each)]
    if len(extracts) > 1:
        raise Told("one extract of OpenStreetMap makes a ground; join them first", Exit.usage)
    account: Account | None = None
    for file in extracts:
        account = _extract(file, package)
    kept = 0
    if asked.over is not None:
        from tocsin.app.ground.succeeding import succeed

        kept = succeed(package, asked.over)
    held = enriched(package, asked) | ({"ids_kept": kept} if asked.over is not None else {})
    laid(package, asked)
    newest = "" if account is None else account.newest
    level = package.finish(newest, asked.level)
    if account is not None:
        held |= {k: v for k, v in msgspec.structs.asdict(account).items() if type(v) is int}
    main = tuple(extracts) or asked.files
    digests = [sha256_of(each) for each in main]
    source = Source(
        kind="osm" if extracts else "geojson",
        name=main[0].name if len(main) == 1 else f"{main[0].name} and {len(main) - 1} more",
        sha256=digests[0] if len(main) == 1 else sha256(" ".join(digests).encode()).hexdigest(),
        bytes=sum(each.stat().st_size for each in main),
        newest_edit=newest or NOT_STATED,
        is_whole=account is None or account.is_whole,
        held=held,
        licence=LICENCE if extracts else asked.licences.get("", NOT_STATED),
    )
    return described(part, source, level)


def described(part: Path, source: Source, level: Level) -> Manifest:
    """Write the manifest of a folder whose layers are written."""
    database = sqlite3.connect(f"file:{part / PACKAGE}?mode=ro", uri=True)
    try:
        names = [PACKAGE, *derive(part, database)]
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            checksum=content_checksum(database),
            source=source,
            level=level,
            counts={
                layer: number
                for layer in LAYERS
                for (number,) in database.execute(f"SELECT count(*) FROM {layer}")
            },
            facilities=_by(database, "facility", "kind"),
            road_classes=_by(database, "road", "class"),
            doubts=_by(database, "doubt", "code"),
            files={name: summed(part / name) for name in names},
        )
    finally:
        database.close()
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (part / MANIFEST).write_bytes(text + b"\n")
    return manifest


def _extract(file: Path, package: Package) -> Account:
    """Put what an extract of OpenStreetMap holds, and where it is from."""
    from tocsin.app.ground.aside import put_aside
    from tocsin.app.ground.broken_end import mended_end
    from tocsin.gateways.osm import Account, read

    account: Account | None = None
    borders = 0
    with mended_end(file) as (path, cut), put_aside(package.folder) as aside:
        for feature in read(path, aside):
            if isinstance(feature, Account):
                account = feature
            else:
                borders += isinstance(feature, Boundary)
                package.put(feature)
    assert account is not None
    if cut is not None:
        package.put(cut)
        account = msgspec.structs.replace(account, is_whole=False)
    if not account.road_ways and not borders:
        told = f"{account.nodes:,} nodes, {account.ways:,} ways, {account.relations:,} relations"
        package.put(Doubt(DoubtCode.neither_road_nor_border, file.name, told=told))
    year = int(account.newest[:4] or 0)
    package.put(Provenance(file.name, file.name, LICENCE, year, sha256_of(file)))
    return account


def _by(database: sqlite3.Connection, layer: str, column: str) -> dict[str, int]:
    rows: Iterable[tuple[str, int]] = database.execute(
        f"SELECT {column}, count(*) FROM {layer} GROUP BY {column} ORDER BY {column}"
    )
    return dict(rows)
