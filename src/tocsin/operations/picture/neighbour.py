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
    """A key that a neighbour had until then; `because` where it was revoked (`is_revoked`) or the
    two were neighbours no more.

    `signature` is by this key, over the one that followed it (hex).
    """

    public_key: str
    until: datetime
    signature: str = ""
    because: str = ""
    is_revoked: bool = False


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

    def is_revoked(self, key: str) -> bool:
        """Whether a key of this town is believed no more, whatever became of the link since."""
        return any(each.public_key == key and each.is_revoked for each in self.former_keys)

    def had(self, key: str, at: datetime) -> bool:
        """Whether it signed with a former key then: each from that one to the present one signed
        the next, and none was revoked."""
        names = [each.public_key for each in self.former_keys]
        if key not in names or not self.public_key:
            return False
        since = self.former_keys[names.index(key) :]
        is_unbroken = all(each.signature and not each.is_revoked for each in since)
        return is_unbroken and at <= since[0].until
