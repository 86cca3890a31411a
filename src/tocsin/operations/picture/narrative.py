"""Nouns: the narrative of a subject, with its entries, attachments and who has read what."""

from datetime import datetime

import msgspec

from tocsin.terms.codes import EntryFlag, EntryKind
from tocsin.terms.words import Words


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """A sealed blob in the blob store, by the SHA-256 of its stored bytes (64 hex digits).

    `size_bytes` is that of its clear content.
    """

    digest: str
    media_type: str
    size_bytes: int


class Asked(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody was asked to read an entry: one person, or anybody who holds a role.

    `read_by` is who did (a person's id); `due_at` is None where no time was given.
    """

    at: datetime
    by: str
    person: str | None = None
    role: str | None = None
    due_at: datetime | None = None
    read_by: str | None = None
    read_at: datetime | None = None


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry: when it happened, when it was written down, by whom (a person's id).

    A correction is an entry that `corrects` another and says why; the other stays and knows by
    which it was `corrected_by`. `text` is the remark, or an attachment's caption.
    """

    id: str
    at: datetime
    recorded_at: datetime
    by: str
    kind: EntryKind = EntryKind.remark
    text: Words | None = None
    attachment: Attachment | None = None
    flags: tuple[EntryFlag, ...] = ()
    corrects: str | None = None
    because: Words | None = None
    corrected_by: str | None = None
    asked: tuple[Asked, ...] = ()


class Narrative(msgspec.Struct, frozen=True, omit_defaults=True):
    """All entries of one subject, in the order they were written down.

    `subject` is the key it stands under: `incident/PE-260302-0417`, `unit/PE-E1`, `shift/day` …
    """

    subject: str
    entries: tuple[Entry, ...] = ()

    def entry(self, id: str) -> Entry | None:
        """The entry under this id, or None."""
        for each in reversed(self.entries):
            if each.id == id:
                return each
        return None
