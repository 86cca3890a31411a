"""`tocsin ground map`: tiles and three styles beside the layers, named in the manifest."""

import os
import re
import sqlite3
from pathlib import Path

import msgspec

from tocsin.app.ground.asking import opened
from tocsin.app.ground.drawn.palette import PALETTES
from tocsin.app.ground.drawn.style import style
from tocsin.app.ground.folder import MANIFEST, Manifest, manifest_of, summed
from tocsin.app.outcome import Exit, Told

LANGUAGE = re.compile(r"[a-z]{2,3}")


class Map(msgspec.Struct, frozen=True):
    """What was made."""

    ground: str
    """The checksum of the layers that it shows."""
    tileset: str
    bytes: int
    tiles: int
    styles: tuple[str, ...]
    languages: tuple[str, ...]
    language: str | None
    attribution: str


def credit(manifest: Manifest) -> str:
    """Who is to be named on the map."""
    source = manifest.source
    if source.kind == "osm":
        return "© OpenStreetMap contributors"
    if source.kind == "grown":
        return f"Invented region, grown from seed {source.held.get('seed', 0)}"
    return source.licence


def made(folder: Path, language: str | None) -> Map:
    """Make the map of a ground; one that is there is replaced. Raises Told."""
    try:
        from tocsin.app.ground.drawn.tileset import TILESET, write
    except ModuleNotFoundError as error:
        raise Told(
            f"drawing a map needs {error.name}: pip install 'tocsin[ground]'", Exit.usage
        ) from error
    if language is not None and not LANGUAGE.fullmatch(language):
        raise Told(
            f"`{language[:40]}` is no language: give two or three letters, as in `fr`", Exit.usage
        )
    manifest = manifest_of(folder)
    part = folder / f"{TILESET}.part"
    attribution = credit(manifest)
    files = {TILESET: part}
    try:
        with opened(folder) as database:
            written = write(database, part, manifest.source.name, attribution, language)
        for name in PALETTES:
            found = style(name, TILESET, attribution, written.box, written.languages, language)
            path = folder / f"style-{name}.json.part"
            path.write_bytes(msgspec.json.encode(found) + b"\n")
            files[f"style-{name}.json"] = path
        _listed(folder, manifest, files)
    except OSError as error:
        raise Told(f"{folder} cannot be written ({error.strerror})", Exit.unknown) from error
    except sqlite3.Error as error:
        raise Told(f"{folder} cannot be read ({error}); import again", Exit.damaged) from error
    finally:
        for path in files.values():
            path.unlink(missing_ok=True)
    return Map(
        ground=manifest.checksum, tileset=TILESET, bytes=written.bytes, tiles=written.tiles,
        styles=tuple(each for each in files if each != TILESET),
        languages=tuple(written.languages), language=language, attribution=attribution,
    )  # fmt: skip


def _listed(folder: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    """Put the files in their place and in the manifest; the manifest last."""
    listed = manifest.files | {name: summed(path) for name, path in files.items()}
    for name, path in files.items():
        path.replace(folder / name)
    found = msgspec.structs.replace(manifest, files=dict(sorted(listed.items())))
    text = msgspec.json.format(msgspec.json.encode(found), indent=2)
    part = folder / f"{MANIFEST}.part"
    with part.open("wb") as file:
        file.write(text + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)
