"""Who may see where something was: the sight of a track follows the sight of its subject.

A unit's track is seen by whoever sees the unit's `position`, a person's by whoever may reach the
person (`contact`), a sensor's and a tracker's by whoever sees that it is there.
"""

from tocsin.access.sight import Eye

FIELD = {
    "unit": ("units", "position"),
    "person": ("people", "contact"),
    "sensor": ("sensors", "id"),
    "tracker": ("trackers", "id"),
}
"""The first word of a track's subject: the collection, and the field that must be in sight."""


def sees_track(eye: Eye, subject: str) -> bool:
    """May this viewer know what the track says of a subject (`unit/PE-E1`)? No row: no."""
    kind, _, name = subject.partition("/")
    if kind not in FIELD:
        return False
    collection, field = FIELD[kind]
    return field in eye.fields((collection, name))
