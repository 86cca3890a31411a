"""Reference and secret of a resident's report.

The secret follows from the report's id under a key of the town (HMAC-SHA-256, RFC 2104): nothing
is kept of it, it stays good after the report has been filed away, and it is the same when the form
is sent twice. It has 80 bits in Crockford's base 32, which can be read over the telephone.
"""

import hashlib
import hmac
from pathlib import Path

from tocsin.log.signing import KEY_FILE, TownKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 16
LABEL = "resident reports"
_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def key_of(folder: Path) -> bytes:
    """The key for residents' secrets, from the town's signing key. Raises as `TownKey.load`."""
    return TownKey.load(folder / KEY_FILE).derived(LABEL)


class Proof:
    """Makes secrets, and tells whether one is right."""

    def __init__(self, key: bytes, code: str) -> None:
        self._key = key
        self._begin = f"{code}-r"

    def reference(self, report: str) -> str:
        """What a resident calls the report: its id without what all of them share."""
        return report.removeprefix(self._begin).upper()

    def secret(self, report: str) -> str:
        """The secret of a report, in groups of four."""
        digest = hmac.new(self._key, report.encode(), hashlib.sha256).digest()
        number = int.from_bytes(digest[:10], "big")
        letters = "".join(ALPHABET[number >> 5 * each & 31] for each in range(LETTERS))
        return "-".join(letters[each : each + 4] for each in range(0, LETTERS, 4))

    def report_named(self, reference: str) -> str:
        """The id that a reference, however it is typed, or an id itself stands for."""
        plain = reference.strip().removeprefix(self._begin)
        word = "".join(each for each in plain if each.isalnum()).lower()[:40]
        return f"{self._begin}{word}"

    def report_of(self, reference: str, secret: str) -> str | None:
        """The id of the report, where the two belong together. Takes the same time if not."""
        report = self.report_named(reference)
        said = _plain(secret)
        right = hmac.compare_digest(said.encode(), _plain(self.secret(report)).encode())
        return report if right else None


def _plain(secret: str) -> str:
    """A secret as it is compared: without case, gaps, and letters that are heard for others."""
    letters = "".join(each for each in secret.upper()[:80] if each.isalnum())
    return letters.translate(_HEARD).encode("ascii", "replace").decode()
