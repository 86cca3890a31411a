"""SAME: the tones by which a broadcaster's encoder takes a warning. (README.md)

In:  a header as a value, and how long the voice has.
Out: `wave_of` → the bytes of a WAV file; `event_of` → which event a warning is in this list.
"""

from tocsin.gateways.same.events import (
    EVENTS,
    LOCAL,
    NATIONAL,
    ORIGINATORS,
    PRACTICE,
    STATES,
    TESTS,
    WEEKLY,
    event_of,
)
from tocsin.gateways.same.header import (
    LONGEST_MINUTES,
    MOST_LOCATIONS,
    Header,
    is_location,
    valid_minutes,
)
from tocsin.gateways.same.render import Sound, wave_of

__all__ = [
    "EVENTS",
    "LOCAL",
    "LONGEST_MINUTES",
    "MOST_LOCATIONS",
    "NATIONAL",
    "ORIGINATORS",
    "PRACTICE",
    "STATES",
    "TESTS",
    "WEEKLY",
    "Header",
    "Sound",
    "event_of",
    "is_location",
    "valid_minutes",
    "wave_of",
]
