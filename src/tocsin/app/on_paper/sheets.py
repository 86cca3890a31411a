"""What was written on sheets, as it is typed in: read as a whole before anything is entered.

A line of the file is `sheet NAME`, `day 2026-11-29`, or a time and an order in the words of the
command line; `%` in it is the incident that the sheet itself has opened. What is empty or begins
with `#` is passed over.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from tocsin.app.outcome import Exit, Told
from tocsin.app.times import moment
from tocsin.terms.stamp import PAPER

MOST_BYTES = 1_000_000
MOST_WRONG = 20
"""Lines that are named where a file is not taken."""
ITS_OWN = "%"
_SHEET = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ITS_OWN = re.compile(r"(?<!\S)%(?!\S)")


class Written(NamedTuple):
    """One order on a sheet, and when it was given."""

    sheet: str
    at: datetime
    order: str

    @property
    def command_id(self) -> str:
        """The same for the same line of the same sheet: entered twice it is granted once."""
        text = f"{self.at.isoformat()} {self.order}"
        return f"{PAPER}{self.sheet}/{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @property
    def is_about_its_own(self) -> bool:
        """Whether it is about the incident that the sheet has opened."""
        return _ITS_OWN.search(self._told()[0]) is not None

    def about(self, incident: str) -> str:
        """The order with that incident in it. Words that were said are left as they are."""
        objects, words = self._told()
        return _ITS_OWN.sub(incident, objects) + words

    def _told(self) -> tuple[str, str]:
        at = self.order.find('"')
        return (self.order, "") if at < 0 else (self.order[:at], self.order[at:])


def sheets_in(text: str, now: datetime, zone: tzinfo) -> Sequence[Written]:
    """All that was written, in the order in which it happened; what happened at one time, as it
    stands. Raises Told, which names each line that is none.
    """
    found: list[Written] = []
    wrong: list[str] = []
    sheet, day = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        first, _, rest = line.strip().partition(" ")
        if not first or first.startswith("#"):
            continue
        rest = rest.strip()
        try:
            if first.lower() == "sheet":
                sheet, day = _named(rest), ""
            elif first.lower() == "day":
                day = _day(rest)
            else:
                found.append(_line(sheet, day, first, rest, now, zone))
        except Told as error:
            wrong.append(f"line {number}: {error}")
    if wrong:
        more = f"; and {len(wrong) - MOST_WRONG} more" if len(wrong) > MOST_WRONG else ""
        raise Told("; ".join(wrong[:MOST_WRONG]) + more + "; nothing is entered", Exit.malformed)
    return sorted(found, key=lambda each: each.at)


def _named(name: str) -> str:
    if not _SHEET.fullmatch(name):
        raise Told("a sheet has a name of letters, digits, dots and hyphens, 20 at most")
    return name.upper()


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise Told("a day is written 2026-11-29")
    return text


def _line(sheet: str, day: str, time: str, order: str, now: datetime, zone: tzinfo) -> Written:
    if not sheet:
        raise Told("say first which sheet it is: sheet NAME")
    if not order:
        raise Told("a time and an order, as in: 14:02 D E1 %")
    is_clock = day and "T" not in time
    at = moment(f"{day}T{time.zfill(5)}" if is_clock else time, now, zone)
    if at > now:
        raise Told(f"{time} is still to come")
    return Written(sheet, at, order)
