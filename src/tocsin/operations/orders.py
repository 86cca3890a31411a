"""What goes into a decision and what comes out of it: commands, context, events, refusals."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Protocol

import msgspec
import msgspec.inspect

from tocsin.operations.surveying import Survey
from tocsin.terms.kinds import LogKind

Struct = msgspec.Struct


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An order: imperative, may be refused. Carries clear words; they are sealed on the way to the
    log.
    """


A_TIME = "a date and time with an offset, as in 2026-03-02T14:02:00Z, from 1900 to 9000"
"""What a time in an order is: a naive one means nothing, the calendar's ends cannot be kept in
UTC.
"""


def strange_time(command: Command) -> str | None:
    """The path of the first time in an order that is none (`A_TIME`), or None."""
    found = _strange(command) if _holds_times(type(command)) else None
    return None if found is None else found.removeprefix(".")


@cache
def _holds_times(kind: type[Command]) -> bool:
    return "DateTimeType" in repr(msgspec.inspect.type_info(kind))


def _strange(value: object) -> str | None:
    if isinstance(value, datetime):
        is_kept = value.tzinfo is not None and 1900 <= value.year <= 9000
        return None if is_kept else ""
    inside: Iterable[tuple[str, object]] = ()
    if isinstance(value, Struct):
        inside = ((f".{name}", getattr(value, name)) for name in value.__struct_fields__)
    elif isinstance(value, tuple | list):
        inside = ((f"[{index}]", each) for index, each in enumerate(value))
    elif isinstance(value, dict):
        inside = ((f".{name}", each) for name, each in value.items())
    for name, each in inside:
        found = _strange(each)
        if found is not None:
            return name + found
    return None


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


class Finished(Struct, frozen=True, gc=False):
    """A matter that is over: its key (`incident/PE-…`), what it was, since when (aware UTC), and
    whose words it is made of. `position` is where it left the picture; 0 where it has not.
    """

    subject: str
    type: str
    over_at: datetime
    owners: tuple[str, ...]
    position: int = 0


class Old(Struct, frozen=True):
    """Finished matters of one record class, the oldest first; `is_all`: the archive has no more
    of them that could be destroyed.
    """

    matters: tuple[Finished, ...]
    is_all: bool


class Seal(Protocol):
    """The town's signing key, which is never seen: the same bytes give the same signature."""

    @property
    def public(self) -> bytes: ...

    def sign(self, label: str, statement: bytes) -> bytes: ...


class Context(Struct, frozen=True, kw_only=True):
    """What a decision may know besides the picture. Everything in it is a value; nothing is looked
    up.

    `occurred_at` is when the ordered thing happens or happened (aware UTC); `number_key` is the
    town's secret for incident numbers; `code` the jurisdiction's (ids begin with it); `old` what
    the town's archive says, of orders that rest on it: no order can bring that along; `seal` signs
    for the town, and is None where nothing is recorded; `life` is that of a log that was restored,
    also where it had no neighbour to ask, else ""; `kind` is the log's, and the least real where
    nobody says; `survey` what the town measured of a warning's area.
    """

    code: str
    now: datetime
    occurred_at: datetime
    command_id: str
    actor: str
    on_behalf_of: str | None = None
    session: Session | None = None
    number_key: bytes = b""
    old: Old | None = None
    seal: Seal | None = None
    life: str = ""
    kind: LogKind = LogKind.exercise
    survey: Survey | None = None

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
