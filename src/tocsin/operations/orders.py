"""What goes into a decision and what comes out of it: commands, context, events, refusals."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

Struct = msgspec.Struct


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An order: imperative, may be refused. Carries clear words; they are sealed on the way to the
    log.
    """


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A past fact. Its times and authors are in the record around it (`terms.stamp`)."""


class Provenance(Struct, frozen=True, omit_defaults=True, gc=False):
    """Where an imported fact stands in its source (W3C PROV `wasDerivedFrom`).

    `file` is a digest, `line` counts from 1 (for feeds, the entry), `field` is the column or
    element,
    `truth` says which of the source's systems stamped the time (CAD, crew, vehicle, poll …).
    """

    source: str
    file: str = ""
    line: int = 0
    field: str = ""
    truth: str = ""


class Session(Struct, frozen=True, gc=False):
    """The sign-in under which an order came: which session, which credential, proven when."""

    id: str
    credential: str
    authenticated_at: datetime


class Context(Struct, frozen=True, kw_only=True):
    """What a decision may know besides the picture. Everything in it is a value; nothing is looked
    up.

    `occurred_at` is when the ordered thing happens or happened (aware UTC); `number_key` is the
    town's secret for incident numbers; `code` the jurisdiction's (ids begin with it).
    """

    code: str
    now: datetime
    occurred_at: datetime
    command_id: str
    actor: str
    on_behalf_of: str | None = None
    session: Session | None = None
    number_key: bytes = b""

    def new_id(self, shape: str, extra: str = "") -> str:
        """An id for something this command brings into being: the same each time it is asked."""
        digest = hashlib.blake2b(f"{self.command_id}\n{shape}\n{extra}".encode(), digest_size=5)
        return f"{self.code}-{shape}{digest.hexdigest()}"


class Refused(Struct, frozen=True):
    """The rule says no. `code` is also the id of the sentence and of what to do next."""

    code: str
    parameters: dict[str, str]


def refuse(code: StrEnum, **parameters: object) -> Refused:
    """A refusal with its parameters as text, in the order of their names."""
    return Refused(str(code), {name: str(parameters[name]) for name in sorted(parameters)})


Decision = list[Event] | Refused
"""What a decide function returns; an empty list means: already so, nothing to record."""

Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""A name, a code, a reason in a few words."""

Remark = Annotated[str, msgspec.Meta(min_length=1, max_length=16_384)]
"""Free text. Longer texts are attachments, which are limited in megabytes."""

Ident = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
"""An id or what a person types for one."""

Basis = Annotated[str, msgspec.Meta(min_length=1, max_length=2048)]
"""What an adviser read and weighed, as JSON text: it stays with the command that followed it."""
