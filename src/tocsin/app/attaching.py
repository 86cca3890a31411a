"""Files put to an incident or a unit, and got back: sealed in the town's store, named on record."""

import argparse
from pathlib import Path

from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.subjects import named
from tocsin.app.wiring import opened, reading
from tocsin.log import Blob, BlobRefused
from tocsin.log.blobs import LARGEST_BYTES, MEDIA_TYPES
from tocsin.operations.narrative import COLLECTIONS, AttachBlob
from tocsin.operations.picture import Picture
from tocsin.operations.picture.narrative import Attachment

_BY_SUFFIX = {
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".webp": "image/webp",
}
_NOT_STORED = "0" * 64
"""Stands for the digest while nobody knows whether the file will be stored."""


def attached(asked: argparse.Namespace) -> int:
    """Seal the file and put it on record. Raises Told, OSError.

    An order that would be refused is refused on record without the file: nothing is stored that no
    record names.
    """
    media_type, content = _read(asked.file)
    with opened(asked.town) as town:
        kind, name = named(town.picture, town.code, asked.id)
        subject = f"{_WORD.get(kind, kind)}/{name}"
        command = AttachBlob(
            subject=subject,
            digest=_NOT_STORED,
            media_type=media_type,
            size_bytes=max(1, len(content)),
            caption=asked.caption,
        )
        desk = signed_in(asked, town)
        if desk.is_granted(command):
            try:
                blob = town.store.blobs.put(subject, media_type, content)
            except BlobRefused as error:
                raise Told(f"{asked.file}: {error}") from None
            command = AttachBlob(
                subject=subject,
                digest=blob.digest,
                media_type=media_type,
                size_bytes=blob.size_bytes,
                caption=asked.caption,
            )
        answer = desk.order(command, f"{asked.file.name} is attached to {subject}.")
    if asked.json:
        print(as_json(answer.facts | {"digest": command.digest}))
    else:
        print(answer.text)
        if answer.exit_code is Exit.done:
            print(f"Get it back: tocsin attach {asked.town} {command.digest[:12]} FILE --get")
    return answer.exit_code


def fetched(asked: argparse.Namespace) -> int:
    """Write an attachment to a file that is not there yet. Raises Told, OSError."""
    with reading(asked.town) as town:
        subject, kept = _find(town.picture, asked.id)
        blob = Blob(kept.digest, subject, kept.media_type, kept.size_bytes)
        content = town.store.blobs.get(blob)
    if content is None:
        raise Told(f"{subject} is forgotten, and its attachments with it", Exit.not_so)
    try:
        with asked.file.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise Told(f"{asked.file} is there already; name a new file", Exit.usage) from None
    told = {"digest": kept.digest, "media_type": kept.media_type, "size_bytes": len(content)}
    if asked.json:
        print(as_json(told))
    else:
        print(f"{asked.file}: {len(content):,} bytes, {kept.media_type}, of {subject}.")
    return Exit.done


_WORD = {collection: word for word, collection in COLLECTIONS.items()}


def _read(path: Path) -> tuple[str, bytes]:
    """The kind of a file, by the end of its name, and what is in it."""
    kind = _BY_SUFFIX.get(path.suffix.lower())
    if kind is None:
        raise Told(f"{path.name} is of a kind that is not taken: {', '.join(MEDIA_TYPES)}")
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise Told(f"{path.name} is larger than {LARGEST_BYTES:,} bytes; name it in a remark")
    return kind, content


def _find(picture: Picture, digest: str) -> tuple[str, Attachment]:
    """The subject and the attachment that a digest, or the beginning of one, names. Raises Told."""
    found = {
        entry.attachment.digest: (narrative.subject, entry.attachment)
        for narrative in picture.narratives.values()
        for entry in narrative.entries
        if entry.attachment is not None and entry.attachment.digest.startswith(digest.lower())
    }
    if len(found) != 1 or len(digest) < 6:
        what = "several attachments begin" if len(found) > 1 else "no attachment here begins"
        raise Told(f"{what} with `{digest}`: give the digest, 6 characters or more", Exit.usage)
    return next(iter(found.values()))
