"""Nouns: other towns, the keys by which they are known, and how the link to each stands."""

from datetime import datetime
from enum import StrEnum

import msgspec


class LinkStanding(StrEnum):
    """How the link to a neighbour stands, by this town's own decisions."""

    invited = "invited"
    met = "met"
    joined = "joined"
    cut = "cut"
    revoked = "revoked"
    ended = "ended"


class Doubt(StrEnum):
    """Why what a neighbour has signed cannot all be true."""

    rolled_back = "rolled_back"
    forked = "forked"


class FormerKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key that a neighbour had until then; `because` where it was revoked.

    `signature` is by this key, over the one that followed it (hex).
    """

    public_key: str
    until: datetime
    signature: str = ""
    because: str = ""


class Neighbour(msgspec.Struct, frozen=True, omit_defaults=True):
    """A neighbouring town.

    `public_key` is Ed25519, raw, in hex; "" until the two have met, and where it was revoked.
    `spoken` is the code that people at both ends read to each other. `secret_sha256` is of the
    invitation's secret, which is kept nowhere. `joined_at` stays while the two are neighbours,
    whatever becomes of the link in between. `heals` counts the doubts that people have ended.
    """

    id: str
    standing: LinkStanding
    since: datetime
    name: str = ""
    urls: tuple[str, ...] = ()
    public_key: str = ""
    former_keys: tuple[FormerKey, ...] = ()
    spoken: str = ""
    secret_sha256: str = ""
    expires_at: datetime | None = None
    joined_at: datetime | None = None
    reason: str = ""
    doubt: Doubt | None = None
    doubt_says: str = ""
    heals: int = 0
