"""What every recorded fact carries besides its meaning: when, in which order, on whose word.

Two times (ISO 22320 §5.3, EDXL): `occurred_at` is when the world did it, as reported;
`recorded_at` is the clock of the log. A source that only saw "between two looks" gives
`occurred_after` as the earlier bound; then `occurred_at` is the later one.
"""

from datetime import datetime
from typing import Protocol

PAPER = "paper/"
"""Ids of orders that were written on paper begin so, then the sheet."""


class Stamp(Protocol):
    """The times, order and authors of one record. All times are aware UTC."""

    @property
    def position(self) -> int:
        """Place in the log's one order, from 1."""

    @property
    def recorded_at(self) -> datetime: ...

    @property
    def occurred_at(self) -> datetime:
        """When it happened; the later bound where only an interval is known."""

    @property
    def occurred_after(self) -> datetime | None:
        """The earlier bound of an interval; None where the instant itself was reported."""

    @property
    def source_known_at(self) -> datetime | None:
        """Imports: when the source itself knew it. None for facts born here."""

    @property
    def command_id(self) -> str: ...

    @property
    def actor(self) -> str:
        """Pseudonymous: a person's id, never a name."""

    @property
    def on_behalf_of(self) -> str | None: ...


def sheet_of(stamp: Stamp) -> str | None:
    """The sheet of paper from which a fact was entered later; None where it was none."""
    if not stamp.command_id.startswith(PAPER):
        return None
    return stamp.command_id.removeprefix(PAPER).partition("/")[0]
