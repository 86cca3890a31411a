"""The timeline of a subject: what happened, in order, with both times where they differ.

Source: ISO 22320 §5.3 (when it happened and when it was known are two things).
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

import msgspec

from tocsin.terms.stamp import sheet_of
from tocsin.views.facts import Fact, clock, sentence
from tocsin.views.saying import Read, cannot_read

KNOWN_APART_S = 60
"""From this many seconds on, when it was known is told beside when it happened."""


class Line(msgspec.Struct, frozen=True):
    """One fact. Times are aware UTC; `known_at` is set only where it differs from `at` by a minute.

    `after` is the earlier bound where only an interval is known. `known_at` is when the source
    knew it,
    for imports, else when it was recorded.
    """

    at: datetime
    words: str
    who: str
    name: str
    position: int
    after: datetime | None = None
    known_at: datetime | None = None
    sheet: str | None = None
    """Of paper, from which it was entered later."""

    def text(self, zone: tzinfo) -> str:
        """The line as it is printed: local times, and in words where there are two."""
        told = f"{clock(self.at, zone)}  {self.words}"
        if self.after is not None:
            told += f" (between {self.after.astimezone(zone):%H:%M:%S} and then)"
        if self.known_at is not None:
            told += f" (known {clock(self.known_at, zone)})"
        if self.sheet is not None:
            told += f" (from paper, sheet {self.sheet})"
        return f"{told}  · {self.who}"


def timeline(facts: Iterable[Fact], zone: tzinfo, read: Read = cannot_read) -> tuple[Line, ...]:
    """All facts of a subject by the time they happened; of equal times, as they were recorded."""
    lines = [_line(fact, zone, read) for fact in facts]
    lines.sort(key=lambda line: (line.at, line.position))
    return tuple(lines)


def _line(fact: Fact, zone: tzinfo, read: Read) -> Line:
    stamp, name, event = fact
    known_at = stamp.source_known_at or stamp.recorded_at
    apart = (known_at - stamp.occurred_at).total_seconds() >= KNOWN_APART_S
    who = stamp.actor
    if stamp.on_behalf_of is not None:
        who += f" for {stamp.on_behalf_of}"
    return Line(
        at=stamp.occurred_at,
        words=sentence(name, event, zone, read),
        who=who,
        name=name,
        position=stamp.position,
        after=stamp.occurred_after,
        known_at=known_at if apart else None,
        sheet=sheet_of(stamp),
    )
