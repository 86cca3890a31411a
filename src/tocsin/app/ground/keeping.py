"""The grounds a town adopted, in its folder: `grounds/CHECKSUM`, whole or not at all.

Nothing here takes one away that is on record: what was decided cites it.
"""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

import msgspec

from tocsin.app.ground.folder import MANIFEST, Manifest, checked, manifest_of
from tocsin.app.outcome import Exit, Told
from tocsin.log.files import private_folder, sync_folder
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Picture
from tocsin.operations.picture.ground import Ground

GROUNDS = "grounds"


class Condition(msgspec.Struct, frozen=True):
    """How an adopted ground lies in the town's folder; `wrong` is None where it is whole."""

    ground: Ground
    is_in_force: bool
    folder: str
    wrong: str | None


def digits(checksum: str) -> str:
    """A checksum without the word before it, as folders are named."""
    return checksum.partition(":")[2]


def place_of(town: Path, checksum: str) -> Path:
    """Where a ground of this checksum lies, or would."""
    return town / GROUNDS / digits(checksum)


def manifest_digest(folder: Path) -> str:
    """SHA-256 of a ground's list of files, as checksums are written. Raises Told."""
    manifest_of(folder)
    return "sha256:" + hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def kept(town: Path, ground: Path, manifest: Manifest) -> Path:
    """Put a copy of a checked ground into a town's folder, its own and read-only: whatever
    happens to the folder it came from, or is written there by a program that opens it, is not
    passed on. One that lies there as it should is left alone; another one is replaced whole.
    Raises Told.
    """
    place = place_of(town, manifest.checksum)
    if _same(place, ground):
        return place
    private_folder(town / GROUNDS)
    part, old = place.with_suffix(".part"), place.with_suffix(".old")
    for each in (part, old):
        shutil.rmtree(each, ignore_errors=True)
    private_folder(part)
    try:
        for name in (*sorted(manifest.files), MANIFEST):
            _copied(ground / name, part / name)
        sync_folder(part)
        if place.exists():
            place.rename(old)
        part.rename(place)
        sync_folder(town / GROUNDS)
    except OSError as error:
        raise Told(f"{part} cannot be written ({error}); make room", Exit.unknown) from error
    finally:
        for each in (part, old):
            shutil.rmtree(each, ignore_errors=True)
    return place


def _same(place: Path, ground: Path) -> bool:
    if not place.is_dir():
        return False
    try:
        checked(place)
        return manifest_digest(place) == manifest_digest(ground)
    except Told:
        return False


def _copied(source: Path, target: Path) -> None:
    """The same bytes, on the disk, for nobody to write to."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o444)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def handed_on(town: Path, target: Path) -> None:
    """Every ground of a town for an exercise of it. One that is damaged here is missing there."""
    for place in sorted((town / GROUNDS).glob("*")):
        if place.is_dir() and not place.suffix:
            with contextlib.suppress(Told):
                kept(target, place, checked(place))


def wrong_with(town: Path, checksum: str, manifest: str) -> str | None:
    """Why a ground cannot be read as it was adopted; None where it can."""
    place = place_of(town, checksum)
    if not place.is_dir():
        return f"{place} is missing"
    try:
        found = checked(place)
        if found.checksum != checksum or manifest_digest(place) != manifest:
            return f"{place / MANIFEST} is not what was adopted"
    except Told as error:
        return str(error)
    return None


def conditions(town: Path, picture: Picture) -> list[Condition]:
    """Every ground on record, the newest first."""
    now = in_force(picture)
    return [
        Condition(
            ground=each,
            is_in_force=each is now,
            folder=str(place_of(town, each.checksum)),
            wrong=wrong_with(town, each.checksum, each.manifest),
        )
        for each in sorted(picture.grounds.values(), key=lambda each: -each.version)
    ]


def standing_on(town: Path, picture: Picture) -> Path:
    """The folder of the ground in force. Raises Told: there is none, or it is not there."""
    now = in_force(picture)
    if now is None:
        raise Told(
            f"{town} has adopted no ground; do so with `tocsin ground adopt {town} GROUND`",
            Exit.not_so,
        )
    place = place_of(town, now.checksum)
    if not place.is_dir():
        raise Told(
            f"{place} is missing; bring it back: adopt the same ground again, or take it from a "
            "backup",
            Exit.damaged,
        )
    return place
