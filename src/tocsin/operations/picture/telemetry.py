"""Nouns: who carries which tracker, which sensors there are, and how long what they say is good.

What they report is not in the picture: positions and readings have a track of their own.
"""

import msgspec

from tocsin.geo.places import Point


class Tracker(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A device that says where it is, by the name it calls itself (a CoT uid, a serial number).

    `subject` is who carries it (`unit/PE-E1`, `person/PE-p-…`); None: it stands for itself.
    """

    id: str
    subject: str | None = None
    label: str | None = None


class Sensor(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A device that measures one quantity. A reading of 213 with one decimal in cm is 21.3 cm."""

    id: str
    quantity: str
    unit: str
    decimals: int = 0
    point: Point | None = None
    label: str | None = None


class TelemetryRules(msgspec.Struct, frozen=True, gc=False):
    """Up to `fresh_s` an observation is fresh, up to `old_s` stale, then old.

    Of the track itself: a file covers `file_h` hours; `keep_h` hours and `most_mb` megabytes are
    kept.
    """

    fresh_s: int = 30
    old_s: int = 300
    file_h: int = 1
    keep_h: int = 720
    most_mb: int = 20_000
