"""What a backup consists of: every file with its size and hash, signed with the town's key."""

from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.log.chain import BACKUP
from tocsin.log.failures import LogDamaged
from tocsin.log.files import sha256_of, write_whole
from tocsin.log.reader import MANIFEST_FILE
from tocsin.log.record import FORMAT
from tocsin.log.signing import TownKey, is_signed

SIGNATURE_FILE = "manifest.sig"

_REMEDY = "Use another backup, or restore this one with --upto-damage to keep what is intact"


class Listed(msgspec.Struct, frozen=True):
    """One file of a backup; `path` is relative to it."""

    path: str
    size_bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A backup's contents and the point of the log at which it was cut."""

    format: int
    jurisdiction: str
    code: str
    name: str
    incarnation: str
    position: int
    hash: bytes
    created_at: datetime
    files: list[Listed]


_manifests = msgspec.json.Decoder(Manifest)


def _listed(folder: Path) -> list[Listed]:
    own = (MANIFEST_FILE, SIGNATURE_FILE)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        Listed(str(path.relative_to(folder)), path.stat().st_size, sha256_of(path).hex())
        for path in paths
        if str(path.relative_to(folder)) not in own
    ]


def write_manifest(
    folder: Path,
    *,
    jurisdiction: str,
    code: str,
    name: str,
    incarnation: str,
    position: int,
    hash_: bytes,
    created_at: datetime,
    key: TownKey,
) -> Manifest:
    """List and sign what lies in `folder`; the last step of a backup, so one cut short has none."""
    manifest = Manifest(
        format=FORMAT,
        jurisdiction=jurisdiction,
        code=code,
        name=name,
        incarnation=incarnation,
        position=position,
        hash=hash_,
        created_at=created_at,
        files=_listed(folder),
    )
    body = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    write_whole(folder / SIGNATURE_FILE, key.sign(BACKUP, body).hex().encode())
    write_whole(folder / MANIFEST_FILE, body)
    return manifest


def read_manifest(folder: Path, public_key: bytes) -> Manifest:
    """The manifest, when the town signed it. Raises `LogDamaged`."""
    try:
        body = (folder / MANIFEST_FILE).read_bytes()
        signature = bytes.fromhex((folder / SIGNATURE_FILE).read_text())
        if is_signed(public_key, BACKUP, body, signature):
            return _manifests.decode(body)
    except (FileNotFoundError, ValueError, msgspec.DecodeError) as error:
        raise LogDamaged(0, f"the manifest in {folder} cannot be read: {error}", _REMEDY) from error
    raise LogDamaged(0, f"the manifest in {folder} is not what the town signed", _REMEDY)


def check_manifest(folder: Path, public_key: bytes) -> Manifest:
    """Every listed file is there and is what it was, and no other. Raises `LogDamaged`."""
    manifest = read_manifest(folder, public_key)
    expected = {each.path: each for each in manifest.files}
    found = {each.path: each for each in _listed(folder)}
    for path in sorted(expected.keys() | found.keys()):
        if expected.get(path) != found.get(path):
            state = "missing" if path not in found else "not what was backed up"
            raise LogDamaged(0, f"{folder / path} is {state}", _REMEDY)
    return manifest
