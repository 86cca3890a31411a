"""A zone of the ground as it is chosen for a warning; needs nothing of the ground."""

import msgspec


class ZoneNamed(msgspec.Struct, frozen=True):
    """A zone of the ground, as people call it."""

    id: str
    name: str
    kind: str
