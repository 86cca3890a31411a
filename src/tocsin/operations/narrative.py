"""Keep the narrative: remarks, corrections, attachments, what stays on top.

Every subject may have one: an incident, a report, a unit, a facility, a shift. Nothing is
overwritten: a correction is an entry beside the one it corrects, with the reason. Who
has to read what, and who did, is in `reading`.

Source: ICS 214 (activity log), ICS 213 (general message); NENA-STA-021.1 (EIDO notes component).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.answers import AnswerRefusal
from tocsin.operations.incident import IncidentRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import KINDS, Narrative, Picture
from tocsin.operations.picture import subject as subject_of
from tocsin.operations.picture.narrative import Attachment, Entry
from tocsin.terms.codes import EntryFlag, EntryKind
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

COLLECTIONS = {
    "facility": "facilities",
    "incident": "incidents",
    "report": "reports",
    "unit": "units",
}
"""The kinds of subject that must be in the picture to be written about; a shift has no noun."""

SHIFT = "shift"

ATTACHMENT_LIMIT_BYTES = 25_000_000
"""Larger things are kept elsewhere and named in a remark."""

MEDIA_TYPES = frozenset(
    {
        "application/pdf",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/csv",
        "text/plain",
    }
)
"""Kinds that are shown without running anything; the same that the blob store takes."""

SubjectKey = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+/[^/\s]+$", max_length=100)]
"""`incident/<id>`, `report/<id>`, `unit/<id>`, `facility/<id>`, `shift/<name>`."""

Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of the sealed bytes."""


class NarrativeRefusal(StrEnum):
    subject_unknown = "subject_unknown"
    entry_unknown = "entry_unknown"
    entry_was_corrected = "entry_was_corrected"
    attachment_too_large = "attachment_too_large"
    media_type_not_accepted = "media_type_not_accepted"
    entry_not_flagged = "entry_not_flagged"


# 1. commands and the events they may cause


class AddRemark(Command, frozen=True):
    """Write down what was seen, said on the radio or decided."""

    subject: SubjectKey
    text: Remark
    kind: EntryKind = EntryKind.remark
    flags: tuple[EntryFlag, ...] = ()


class RemarkAdded(Event, frozen=True):
    subject: str
    entry: str
    text: Words
    kind: EntryKind = EntryKind.remark
    flags: tuple[EntryFlag, ...] = ()


class CorrectEntry(Command, frozen=True):
    """Say what an entry should have said, and why. Both stay; flags pass to the new one."""

    subject: SubjectKey
    entry: Ident
    text: Remark
    because: Short


class EntryCorrected(Event, frozen=True):
    """`entry` is the correction, `corrects` what it corrects."""

    subject: str
    entry: str
    corrects: str
    text: Words
    because: Words


class AttachBlob(Command, frozen=True):
    """Attach something already in the blob store, by the digest of its sealed bytes."""

    subject: SubjectKey
    digest: Digest
    media_type: Short
    size_bytes: Annotated[int, msgspec.Meta(ge=1)]
    caption: Remark | None = None
    flags: tuple[EntryFlag, ...] = ()


class BlobAttached(Event, frozen=True):
    subject: str
    entry: str
    attachment: Attachment
    caption: Words | None = None
    flags: tuple[EntryFlag, ...] = ()


class FlagEntry(Command, frozen=True):
    """Keep an entry on top: pinned, or because lives depend on reading it."""

    subject: SubjectKey
    entry: Ident
    flag: EntryFlag


class EntryFlagged(Event, frozen=True):
    subject: str
    entry: str
    flag: EntryFlag


class UnflagEntry(Command, frozen=True):
    """Let an entry go down again, with the reason."""

    subject: SubjectKey
    entry: Ident
    flag: EntryFlag
    reason: Short


class EntryUnflagged(Event, frozen=True):
    subject: str
    entry: str
    flag: EntryFlag
    reason: Words


# 2. decide


def no_subject(picture: Picture, subject: str) -> Refused | None:
    """Why nothing can be written about this subject, or None."""
    kind, _, id = subject.partition("/")
    collection = COLLECTIONS.get(kind)
    if subject in picture.forgotten:
        return refuse(AnswerRefusal.subject_is_forgotten, owner=subject)
    if kind == SHIFT:
        return None
    if collection in KINDS and subject_of(picture, (collection, id)) is not None:
        return None
    if kind == "incident":
        return refuse(IncidentRefusal.incident_unknown, incident=id)
    return refuse(NarrativeRefusal.subject_unknown, subject=subject)


def find_entry(picture: Picture, subject: str, entry: str) -> Entry | Refused:
    """The entry under this id, if its subject is still here."""
    missing = no_subject(picture, subject)
    if missing is not None:
        return missing
    narrative = picture.narratives.get(subject)
    found = None if narrative is None else narrative.entry(entry)
    if found is None:
        return refuse(NarrativeRefusal.entry_unknown, subject=subject, entry=entry)
    return found


def add_remark(command: AddRemark, picture: Picture, context: Context) -> Decision:
    """Also about a closed matter: what is remembered later belongs to it too."""
    return no_subject(picture, command.subject) or [
        RemarkAdded(
            subject=command.subject,
            entry=context.new_id("n"),
            text=Words(command.subject, command.text),
            kind=command.kind,
            flags=_each_once(command.flags),
        )
    ]


def _each_once(flags: tuple[EntryFlag, ...]) -> tuple[EntryFlag, ...]:
    return tuple(sorted(set(flags)))


def correct(command: CorrectEntry, picture: Picture, context: Context) -> Decision:
    """Only the newest wording is corrected, so that there is one line of corrections, no tree."""
    found = find_entry(picture, command.subject, command.entry)
    if isinstance(found, Refused):
        return found
    if found.corrected_by is not None:
        return refuse(
            NarrativeRefusal.entry_was_corrected, entry=found.id, newer=found.corrected_by
        )
    return [
        EntryCorrected(
            subject=command.subject,
            entry=context.new_id("n"),
            corrects=found.id,
            text=Words(command.subject, command.text),
            because=Words(command.subject, command.because),
        )
    ]


def attach_blob(command: AttachBlob, picture: Picture, context: Context) -> Decision:
    """The same sealed bytes are attached to a subject once."""
    missing = no_subject(picture, command.subject)
    if missing is not None:
        return missing
    if command.size_bytes > ATTACHMENT_LIMIT_BYTES:
        return refuse(
            NarrativeRefusal.attachment_too_large,
            size=command.size_bytes,
            limit=ATTACHMENT_LIMIT_BYTES,
        )
    if command.media_type not in MEDIA_TYPES:
        return refuse(NarrativeRefusal.media_type_not_accepted, media_type=command.media_type)
    if _is_attached(picture.narratives.get(command.subject), command.digest):
        return []
    caption = None if command.caption is None else Words(command.subject, command.caption)
    return [
        BlobAttached(
            subject=command.subject,
            entry=context.new_id("n"),
            attachment=Attachment(command.digest, command.media_type, command.size_bytes),
            caption=caption,
            flags=_each_once(command.flags),
        )
    ]


def _is_attached(narrative: Narrative | None, digest: str) -> bool:
    return narrative is not None and any(
        each.attachment is not None and each.attachment.digest == digest
        for each in narrative.entries
    )


def flag(command: FlagEntry, picture: Picture, _context: Context) -> Decision:
    found = find_entry(picture, command.subject, command.entry)
    if isinstance(found, Refused):
        return found
    if command.flag in found.flags:
        return []
    return [EntryFlagged(subject=command.subject, entry=found.id, flag=command.flag)]


def unflag(command: UnflagEntry, picture: Picture, _context: Context) -> Decision:
    found = find_entry(picture, command.subject, command.entry)
    if isinstance(found, Refused):
        return found
    if command.flag not in found.flags:
        return refuse(NarrativeRefusal.entry_not_flagged, entry=found.id, flag=command.flag)
    return [
        EntryUnflagged(
            subject=command.subject,
            entry=found.id,
            flag=command.flag,
            reason=Words(command.subject, command.reason),
        )
    ]


# 3. evolve


def _written(picture: Picture, subject: str, entry: Entry) -> Picture:
    """The narrative with one entry more; it begins with the first."""
    found = picture.narratives.get(subject) or Narrative(subject)
    after = _replace(found, entries=(*found.entries, entry))
    return _replace(picture, narratives=picture.narratives.put(subject, after))


def with_entry(picture: Picture, subject: str, id: str, **fields: object) -> Picture:
    """The picture with these fields of one entry changed; unchanged where the entry is not."""
    found = picture.narratives.get(subject)
    if found is None or found.entry(id) is None:
        return picture
    entries = tuple(_replace(each, **fields) if each.id == id else each for each in found.entries)
    after = _replace(found, entries=entries)
    return _replace(picture, narratives=picture.narratives.put(subject, after))


def _author(stamp: Stamp) -> str:
    return stamp.on_behalf_of or stamp.actor


def remark_added(picture: Picture, event: RemarkAdded, stamp: Stamp) -> Picture:
    entry = Entry(
        id=event.entry,
        at=stamp.occurred_at,
        recorded_at=stamp.recorded_at,
        by=_author(stamp),
        kind=event.kind,
        text=event.text,
        flags=event.flags,
    )
    return _written(picture, event.subject, entry)


def corrected(picture: Picture, event: EntryCorrected, stamp: Stamp) -> Picture:
    narrative = picture.narratives.get(event.subject)
    before = None if narrative is None else narrative.entry(event.corrects)
    if before is None:
        return picture
    entry = Entry(
        id=event.entry,
        at=stamp.occurred_at,
        recorded_at=stamp.recorded_at,
        by=_author(stamp),
        kind=before.kind,
        text=event.text,
        attachment=before.attachment,
        flags=before.flags,
        corrects=before.id,
        because=event.because,
    )
    marked = with_entry(picture, event.subject, before.id, corrected_by=event.entry)
    return _written(marked, event.subject, entry)


def blob_attached(picture: Picture, event: BlobAttached, stamp: Stamp) -> Picture:
    entry = Entry(
        id=event.entry,
        at=stamp.occurred_at,
        recorded_at=stamp.recorded_at,
        by=_author(stamp),
        kind=EntryKind.attachment,
        text=event.caption,
        attachment=event.attachment,
        flags=event.flags,
    )
    return _written(picture, event.subject, entry)


def _flags(picture: Picture, subject: str, entry: str) -> tuple[EntryFlag, ...]:
    narrative = picture.narratives.get(subject)
    found = None if narrative is None else narrative.entry(entry)
    return () if found is None else found.flags


def flagged(picture: Picture, event: EntryFlagged, _stamp: Stamp) -> Picture:
    flags = _each_once((*_flags(picture, event.subject, event.entry), event.flag))
    return with_entry(picture, event.subject, event.entry, flags=flags)


def unflagged(picture: Picture, event: EntryUnflagged, _stamp: Stamp) -> Picture:
    flags = _flags(picture, event.subject, event.entry)
    left = tuple(each for each in flags if each is not event.flag)
    return with_entry(picture, event.subject, event.entry, flags=left)


# 4. the tables

DECIDE = {
    AddRemark: add_remark,
    CorrectEntry: correct,
    AttachBlob: attach_blob,
    FlagEntry: flag,
    UnflagEntry: unflag,
}

EVOLVE = {
    "remark_added.1": (RemarkAdded, remark_added),
    "entry_corrected.1": (EntryCorrected, corrected),
    "blob_attached.1": (BlobAttached, blob_attached),
    "entry_flagged.1": (EntryFlagged, flagged),
    "entry_unflagged.1": (EntryUnflagged, unflagged),
}
