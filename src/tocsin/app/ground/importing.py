"""`tocsin ground import`: an extract in, a ground folder out; all of it or nothing."""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tocsin.app.ground.deriving import derive
from tocsin.app.ground.folder import FORMAT, MANIFEST, PACKAGE, VERSION, Manifest, Source, summed
from tocsin.app.ground.layers import LAYERS
from tocsin.app.ground.writing import Package, content_checksum
from tocsin.app.outcome import Exit, Told
from tocsin.geo.belonging import Level

LICENCE = "ODbL 1.0, © OpenStreetMap contributors"


def imported(file: Path, folder: Path, asked_level: int | None) -> Manifest:
    """Make the folder; on any error it is not there. Raises Told."""
    try:
        from tocsin.gateways.osm import Malformed
    except ModuleNotFoundError as error:
        raise Told(
            f"reading OpenStreetMap needs {error.name}: pip install 'tocsin[ground]'", Exit.usage
        ) from error
    if not file.is_file():
        raise Told(f"there is no file {file}", Exit.usage)
    if folder.exists():
        raise Told(f"{folder} is there already; name a new folder", Exit.usage)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        manifest = _written(file, part, asked_level)
        part.rename(folder)
    except (Malformed, UnicodeDecodeError) as error:
        raise Told(str(error)) from error
    except sqlite3.Error as error:
        raise Told(
            f"{part} cannot be written ({error}); nothing is kept of it: make room, import again",
            Exit.unknown,
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return manifest


def _written(file: Path, part: Path, asked_level: int | None) -> Manifest:
    from tocsin.gateways.osm import Account, read

    package = Package(part / PACKAGE)
    account: Account | None = None
    for feature in read(file):
        if isinstance(feature, Account):
            account = feature
        else:
            package.put(feature)
    assert account is not None
    level = package.finish(account.newest, asked_level)
    origin = summed(file)
    source = Source(
        kind="osm",
        name=file.name,
        sha256=origin.sha256,
        bytes=origin.bytes,
        newest_edit=account.newest,
        is_whole=account.is_whole,
        held={k: v for k, v in msgspec.structs.asdict(account).items() if type(v) is int},
        licence=LICENCE,
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


def _by(database: sqlite3.Connection, layer: str, column: str) -> dict[str, int]:
    rows: Iterable[tuple[str, int]] = database.execute(
        f"SELECT {column}, count(*) FROM {layer} GROUP BY {column} ORDER BY {column}"
    )
    return dict(rows)
