"""Nouns: a request for records, what is withheld from it and why, what was given out.

Source: 5 USC 552 (a)(6) and (b) (answer in time, say which exemption); GDPR Art. 12 (3) and 15.
"""

from datetime import datetime

import msgspec

from tocsin.operations.picture.policy import KindFields
from tocsin.terms.codes import RecordsKind, RecordsOutcome
from tocsin.terms.words import Words


class Exemption(msgspec.Struct, frozen=True, gc=False):
    """A ground on which something is withheld, and where the law says so."""

    code: str
    citation: str


class ExemptFields(msgspec.Struct, frozen=True):
    """Fields of one kind of subject that are withheld under one exemption."""

    kind: str
    fields: tuple[str, ...]
    exemption: str


class RedactionRules(msgspec.Struct, frozen=True, omit_defaults=True):
    """What may leave to one kind of request: `fields` (`field~form` for a coarser form).

    All else is withheld: under the exemption that `exempt` names for it, or under `otherwise`.
    An answer is due `days` calendar days after the request came in. Positions in `place~coarse`
    are rounded to `step_udeg` microdegrees.
    """

    kind: RecordsKind
    version: int
    days: int
    fields: tuple[KindFields, ...]
    exemptions: tuple[Exemption, ...]
    otherwise: str
    exempt: tuple[ExemptFields, ...] = ()
    step_udeg: int = 0
    by: str = ""


class Redaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something withheld: a field of a subject, a part of it, or a span of a text.

    `subject` is "kind/id" (`incidents/PE-1`, `narratives/incident/PE-1`); `field` a path
    (`place/words`, `entries/PE-e1/text`). A span is [start, end) in code points of the text in
    NFC, and `mark` says of which text: of any other it withholds all.
    """

    id: str
    subject: str
    field: str
    exemption: str
    by: str
    at: datetime
    start: int | None = None
    end: int | None = None
    mark: str | None = None

    @property
    def is_span(self) -> bool:
        """Whether it withholds a part of a text and leaves the rest."""
        return self.start is not None


class Release(msgspec.Struct, frozen=True):
    """One more field that may leave, though the rules would withhold it under `exemption`."""

    id: str
    subject: str
    field: str
    exemption: str
    reason: Words
    by: str
    at: datetime


class Unsealing(msgspec.Struct, frozen=True, gc=False):
    """A restricted incident released to a request. It counts only if whoever did so might know it:
    `is_cleared` says that they might then, else the incident's own list has to name them.
    """

    incident: str
    exemption: str
    reason: Words
    by: str
    at: datetime
    is_cleared: bool = False


class Extension(msgspec.Struct, frozen=True, gc=False):
    """More time was taken: until when it was due before, why, by whom."""

    due_before: datetime
    reason: Words
    by: str
    at: datetime


class Production(msgspec.Struct, frozen=True, gc=False):
    """What was given out: the SHA-256 of its manifest (64 hex digits) and counts."""

    digest: str
    incidents: int
    fields_given: int
    withheld: int
    by: str
    at: datetime


class RecordsRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody asks for records. Who, and in which words, is sealed under `request/<id>`.

    `about` is the owner of words whom a subject access concerns (`person/…`), `reports` are the
    reports that are theirs. `reaches` are owners of words that are kept while it is open.
    """

    id: str
    kind: RecordsKind
    what: Words
    requester: Words
    received_at: datetime
    due_at: datetime
    contact: Words | None = None
    about: str | None = None
    incidents: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    releases: tuple[Release, ...] = ()
    unsealings: tuple[Unsealing, ...] = ()
    extensions: tuple[Extension, ...] = ()
    productions: tuple[Production, ...] = ()
    outcome: RecordsOutcome | None = None
    closed_at: datetime | None = None
    closed_because: Words | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered."""
        return self.outcome is None
