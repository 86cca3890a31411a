"""A CAP alert as plain values: every element of CAP 1.2, under its own name.

Texts are as they were sent, to the letter; a time keeps its letters beside what they mean; numbers,
polygons and circles stay as they were written. What the sender left out is None or empty.
Source: OASIS Common Alerting Protocol 1.2 §3.2 (elements), §3.3 (implementation notes).
"""

from datetime import datetime

import msgspec

from tocsin.terms.cap import (
    CapCategory,
    CapCertainty,
    CapMsgType,
    CapResponse,
    CapScope,
    CapSeverity,
    CapStatus,
    CapUrgency,
)

Status = CapStatus
MsgType = CapMsgType
Scope = CapScope
"""Under the names that CAP gives their elements."""


class Moment(msgspec.Struct, frozen=True, gc=False):
    """A time: aware, and as it was written (`-00:00` and `+00:00` are one time, two texts)."""

    at: datetime
    written: str

    @classmethod
    def of(cls, at: datetime) -> "Moment":
        """As CAP 1.2 §3.3.2 has it: whole seconds, an offset, UTC as `-00:00`. `at` is aware."""
        text = at.replace(microsecond=0).isoformat()
        return cls(at.replace(microsecond=0), text.replace("+00:00", "-00:00"))


class Pair(msgspec.Struct, frozen=True, gc=False):
    """`valueName` and `value`: an event code, a parameter, a geocode."""

    name: str
    value: str


class Resource(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A file beside the text. `size` in bytes, as written; `digest` is a SHA-1 in hexadecimal."""

    resource_desc: str
    mime_type: str | None
    size: str | None = None
    uri: str | None = None
    deref_uri: str | None = None
    digest: str | None = None


class Area(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where. Polygons and circles as written (`geometry` reads them); heights in feet (§3.2.4)."""

    area_desc: str
    polygons: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    geocodes: tuple[Pair, ...] = ()
    altitude: str | None = None
    ceiling: str | None = None


class Segment(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What is said in one language. None for the three grades: it said no word of the standard."""

    categories: tuple[CapCategory, ...]
    event: str
    urgency: CapUrgency | None
    severity: CapSeverity | None
    certainty: CapCertainty | None
    language: str | None = None
    response_types: tuple[CapResponse, ...] = ()
    audience: str | None = None
    event_codes: tuple[Pair, ...] = ()
    effective: Moment | None = None
    onset: Moment | None = None
    expires: Moment | None = None
    sender_name: str | None = None
    headline: str | None = None
    description: str | None = None
    instruction: str | None = None
    web: str | None = None
    contact: str | None = None
    parameters: tuple[Pair, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()


class Alert(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One message. None for `sent`, `status`, `msg_type`, `scope`: the sender did not say."""

    identifier: str
    sender: str
    sent: Moment | None
    status: Status | None
    msg_type: MsgType | None
    scope: Scope | None
    source: str | None = None
    restriction: str | None = None
    addresses: str | None = None
    codes: tuple[str, ...] = ()
    note: str | None = None
    references: str | None = None
    incidents: str | None = None
    infos: tuple[Segment, ...] = ()
