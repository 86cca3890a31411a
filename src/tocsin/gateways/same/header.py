"""The header of a SAME message: who, what, where, how long, since when, by whom.

Source: 47 CFR 11.31 (b), (c).
"""

import re
from datetime import UTC, datetime

import msgspec

from tocsin.gateways.same.events import STATES

MOST_LOCATIONS = 31
LONGEST_MINUTES = 99 * 60 + 30
STATION_LETTERS = 8
_LOCATION = re.compile("[0-9]{6}")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """`ZCZC-ORG-EEE-PSSCCC+TTTT-JJJHHMM-LLLLLLLL-`. `released` is aware; `minutes` is how long it
    holds from then on, as `valid_minutes` gives it.
    """

    originator: str
    event: str
    locations: tuple[str, ...]
    minutes: int
    released: datetime
    station: str

    @property
    def written(self) -> str:
        """As it is sent. A dash has one use only; what is short is filled up with spaces."""
        at = self.released.astimezone(UTC)
        hours, minutes = divmod(self.minutes, 60)
        station = self.station.replace("-", "/")[:STATION_LETTERS].ljust(STATION_LETTERS)
        places = "-".join(self.locations)
        return (
            f"ZCZC-{self.originator}-{self.event}-{places}+{hours:02d}{minutes:02d}"
            f"-{at:%j%H%M}-{station}-"
        )


def is_location(code: str) -> bool:
    """Whether it is `PSSCCC`: a part of a county, a state of the list, a county."""
    return _LOCATION.fullmatch(code) is not None and code[1:3] in STATES


def valid_minutes(released: datetime, expires: datetime) -> int | None:
    """How long it holds, in the steps there are: quarters of an hour up to one, then halves; never
    shorter than until `expires`. None: longer than can be said.
    """
    whole = released.replace(second=0, microsecond=0)
    seconds = (expires - whole).total_seconds()
    assert seconds > 0, "what is over is not sent"
    step = 15 if seconds <= 3600 else 30
    minutes = int(-(-seconds // (60 * step))) * step
    return minutes if minutes <= LONGEST_MINUTES else None
