"""Links by which somebody says yes to a subscription, or ends it, from the address itself.

A link names the subscription and until when it is good, under a key of the town (HMAC-SHA-256, RFC
2104). Nothing of it is kept, and it says nothing of whose address it is; one that ends is good for
ever. Source: RFC 8058 §3 (the link itself must prove who may).
"""

import hashlib
import hmac
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from tocsin.app.wording import languages
from tocsin.log.signing import KEY_FILE, TownKey

LABEL = "warning subscriptions"
PATH = "/public/subscribe"
DIGITS = 40
"""Hexadecimal: 160 bits."""
LONGEST = 200


class Deed(StrEnum):
    """What a link does; also the end of its path."""

    confirm = "confirm"
    end = "end"


class Links:
    """Makes links, and tells what one that comes back is good for."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def url(self, door: str, deed: Deed, subscription: str, until: datetime | None = None) -> str:
        """The address that goes out; `door` is the public one of the town."""
        return f"{door}{PATH}/{deed}?t={quote(self.token(deed, subscription, until))}"

    def token(self, deed: Deed, subscription: str, until: datetime | None = None) -> str:
        """What the link says: the subscription, until when (s; 0: for ever), and its proof."""
        until_s = 0 if until is None else int(until.timestamp())
        said = f"{subscription}.{until_s}"
        return f"{said}.{self._proof(deed, said)}"

    def subscription(self, deed: Deed, token: str, now: datetime) -> str | None:
        """The subscription that a link is of; None where it is none, or is too old."""
        said, _, proof = token[:LONGEST].rpartition(".")
        name, _, until_s = said.rpartition(".")
        if not hmac.compare_digest(proof.encode(), self._proof(deed, said).encode()):
            return None
        is_over = until_s != "0" and datetime.fromtimestamp(int(until_s), UTC) <= now
        return None if is_over else name

    def _proof(self, deed: Deed, said: str) -> str:
        digest = hmac.new(self._key, f"{deed}\n{said}".encode(), hashlib.sha256)
        return digest.hexdigest()[:DIGITS]


def spoken_here(language: str) -> str:
    """The language in which a subscriber is written to: theirs, if we have it."""
    plain = language.partition("-")[0].lower()
    return plain if plain in languages() else "en"


def links_of(folder: Path) -> Links:
    """From the town's signing key. Raises as `TownKey.load`."""
    return Links(TownKey.load(folder / KEY_FILE).derived(LABEL))
