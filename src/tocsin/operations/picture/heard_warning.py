"""Nouns: who warns this town (a weather service, a state), and a warning that was heard.

Source: CAP 1.2 §3.2.1 (`identifier`, `sender`, `sent`, `references`), §3.2.2 (`expires`).
"""

from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.terms.cap import CapCategory, CapMsgType, CapSeverity, CapStatus
from tocsin.terms.codes import Priority

Struct = msgspec.Struct
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Pem = Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class SourceRule(Struct, frozen=True, omit_defaults=True):
    """What a message means to this town: the type of incident, and the plan that is proposed. It
    fits where each of its conditions does: `events` (the event or its code, in any case),
    `categories`, a severity of at least `least`.
    """

    type: Name
    plan: Name | None = None
    priority: Priority | None = None
    events: Annotated[tuple[Word, ...], msgspec.Meta(max_length=50)] = ()
    categories: Annotated[tuple[CapCategory, ...], msgspec.Meta(max_length=12)] = ()
    least: CapSeverity = CapSeverity.unknown


class WarningSource(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One that warns us. `url` is asked every `every_s`; "": it is brought by hand or posted.
    `pins` are certificates or keys in PEM; without one nothing is taken, unless `is_unsigned_ok`.
    The first of `rules` that fits counts.
    """

    id: str
    since: datetime
    url: str = ""
    every_s: int = 60
    pins: tuple[str, ...] = ()
    vouches_for: str | None = None
    """Whom a pinned authority may vouch for."""
    is_unsigned_ok: bool = False
    rules: tuple[SourceRule, ...] = ()
    removed_at: datetime | None = None


class MessageKey(Struct, frozen=True, gc=False):
    """By what CAP knows a message."""

    sender: Key
    identifier: Key
    sent: datetime


class HeardWarning(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a source says in one matter; named like the report that it became. `messages` are
    those that are known of it, also those that were only referred to; `sent` is of the latest,
    `expires` of the one that lasts longest: until then it may be read again. `plan` is
    proposed, and adopted by a person.
    """

    id: str
    source: str
    messages: tuple[MessageKey, ...]
    status: CapStatus
    msg_type: CapMsgType
    sent: datetime
    event: str
    severity: CapSeverity
    verdict: str
    expires: datetime
    plan: str | None = None
    adopted_at: datetime | None = None

    @property
    def is_ended(self) -> bool:
        """Whether its source has taken it back."""
        return self.msg_type is CapMsgType.cancel
