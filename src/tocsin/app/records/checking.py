"""`tocsin records check`: is this what the town gave out? Needs the folder and the town's key."""

import argparse
import hashlib
import re
from pathlib import Path

import msgspec

from tocsin.app.facts import shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.records.documents import MANIFEST_FILE, SIGNATURE_FILE, Manifest
from tocsin.app.records.packing import LABEL
from tocsin.log.signing import is_signed

LARGEST_BYTES = 1 << 30
HEX_KEY = re.compile("[0-9a-f]{64}")


def check(asked: argparse.Namespace) -> int:
    """Verify and say. Raises Told: not signed so, changed, missing, too much."""
    if asked.key is not None and not HEX_KEY.fullmatch(asked.key):
        raise Told("--key is the town's public key: 64 digits of 0-9 a-f", Exit.usage)
    manifest = verified(asked.folder, asked.key)
    facts = {
        "is_genuine": asked.key is not None,
        "public_key": manifest.public_key,
        "request": manifest.origin.request,
        "town": manifest.origin.town,
        "log": manifest.origin.log,
        "digest": hashlib.sha256(_read(asked.folder / MANIFEST_FILE)).hexdigest(),
        "files": len(manifest.files),
    }
    if asked.json:
        print(as_json(facts))
        return Exit.done
    request = shown(manifest.origin.request).replace("\n", " ")
    print(f"Unchanged: {len(manifest.files)} files for request {request}.")
    if asked.key is None:
        print(f"Signed with the key {manifest.public_key}.")
        print("Whether that is the town's you see by comparing it with the one it publishes.")
    else:
        print("Signed with the key you gave.")
    return Exit.done


def verified(folder: Path, key: str | None) -> Manifest:
    """The manifest, where it is signed and everything is as it says. Raises Told."""
    stored = _read(folder / MANIFEST_FILE)
    try:
        manifest = msgspec.json.decode(stored, type=Manifest)
        signed = _read(folder / SIGNATURE_FILE)
        signature = bytes.fromhex(signed.decode("ascii"))
        public = bytes.fromhex(manifest.public_key)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Told(f"{folder} is no answer to a records request: {error}") from None
    if key is not None and key != manifest.public_key:
        raise Told(
            f"signed with {manifest.public_key}, which is not the key you gave", Exit.damaged
        )
    is_as_written = signed == signature.hex().encode() + b"\n"
    if not is_as_written or not is_signed(public, LABEL, stored, signature):
        raise Told(f"{MANIFEST_FILE} was changed, or signed by nobody", Exit.damaged)
    listed = {each.path: each for each in manifest.files}
    found = {each.name for each in folder.iterdir()} - {MANIFEST_FILE, SIGNATURE_FILE}
    for name in sorted(found - listed.keys()):
        raise Told(f"{name} was put there since", Exit.damaged)
    for name, each in sorted(listed.items()):
        if "/" in name or name not in found:
            raise Told(f"{name} is missing", Exit.damaged)
        if hashlib.sha256(_read(folder / name)).hexdigest() != each.sha256:
            raise Told(f"{name} was changed", Exit.damaged)
    return manifest


def _read(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise Told(f"{path} is missing, or no plain file", Exit.damaged)
    if path.stat().st_size > LARGEST_BYTES:
        raise Told(f"{path} is larger than any answer", Exit.damaged)
    return path.read_bytes()
