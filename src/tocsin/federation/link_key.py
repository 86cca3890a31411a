"""The key a town is known by among its neighbours, and those it had before.

At first it is the key of the log. It can be followed by another (rotation) while the log keeps its
own: each key has signed the one after it, and whoever knows an old one can walk to the present one.

Source: RFC 8032 (Ed25519); NIST SP 800-57 part 1, 5.3.
"""

from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tocsin.log.clock import Entropy
from tocsin.log.failures import NotATown
from tocsin.log.files import write_whole
from tocsin.log.signing import KEY_FILE, TownKey, is_signed

LINK_KEY_FILE = "neighbour-key.json"
LONGEST_SUCCESSION = 100


class Succession(msgspec.Struct, frozen=True):
    """`old` says that `new` is the town's key from then on; keys and signature in hex."""

    old: str
    new: str
    signature: str

    def is_sound(self) -> bool:
        """Did `old` sign this?"""
        return is_signed_with(self.old, "succession", bytes.fromhex(self.new), self.signature)


class _Kept(msgspec.Struct, frozen=True):
    secret: str
    successions: tuple[Succession, ...] = ()


def is_signed_with(public_key: str, label: str, statement: bytes, signature: str) -> bool:
    """Did the holder of a key (hex) sign a statement for the purpose `label`?"""
    return is_signed(_bytes(public_key), f"neighbour {label}", statement, _bytes(signature))


def is_raw_signed(public_key: str, signed: bytes, signature: bytes) -> bool:
    """Is this an Ed25519 signature of exactly these bytes?"""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


class LinkKey:
    """The present key: the log's own, until it is followed by another in a file of its own."""

    def __init__(self, key: TownKey, successions: tuple[Succession, ...] = ()) -> None:
        self._key = key
        self.successions = successions
        """How the present key came about, the oldest first."""
        self.public = key.public.hex()

    @classmethod
    def drawn(cls, entropy: Entropy) -> "LinkKey":
        """A new key that follows none."""
        return cls(TownKey.drawn(entropy))

    @classmethod
    def load(cls, folder: Path) -> "LinkKey":
        """The key of the town in `folder`. Raises NotATown, StorageUnknown."""
        try:
            kept = msgspec.json.decode((folder / LINK_KEY_FILE).read_bytes(), type=_Kept)
            return cls(TownKey.of_private_bytes(bytes.fromhex(kept.secret)), kept.successions)
        except FileNotFoundError:
            return cls(TownKey.load(folder / KEY_FILE))
        except (msgspec.DecodeError, ValueError) as error:
            raise NotATown(
                f"{folder / LINK_KEY_FILE} cannot be read; put it back from the newest backup"
            ) from error

    def save(self, folder: Path) -> None:
        """Keep it in `folder`, durably, where only its owner reads."""
        kept = _Kept(self._key.private_bytes().hex(), self.successions)
        write_whole(folder / LINK_KEY_FILE, msgspec.json.encode(kept))

    def followed_by(self, entropy: Entropy) -> "LinkKey":
        """A new key, which this one has signed. It is to be saved before it is used."""
        fresh = TownKey.drawn(entropy)
        signature = self.sign("succession", fresh.public)
        successions = (*self.successions, Succession(self.public, fresh.public.hex(), signature))
        return LinkKey(fresh, successions[-LONGEST_SUCCESSION:])

    def sign(self, label: str, statement: bytes) -> str:
        """A signature in hex that `is_signed_with` accepts for the same label and statement."""
        return self._key.sign(f"neighbour {label}", statement).hex()

    def sign_raw(self, signed: bytes) -> bytes:
        """A signature over exactly these bytes, as other standards want it."""
        return self._key.sign_raw(signed)

    @property
    def town_key(self) -> TownKey:
        """The same key, in the hands of whoever signs for the town otherwise."""
        return self._key


class LinkSeal:
    """Signs for a town with the key that its neighbours know: as it is when it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def public(self) -> bytes:
        """The public key, raw."""
        return LinkKey.load(self._folder).town_key.public

    def sign(self, label: str, statement: bytes) -> bytes:
        """64 bytes, as `TownKey.sign`."""
        return LinkKey.load(self._folder).town_key.sign(label, statement)


def walked(known: str, present: str, successions: tuple[Succession, ...]) -> tuple[Succession, ...]:
    """The steps from a key that is known to the present one; none where they do not lead there."""
    steps: list[Succession] = []
    at = known
    for each in successions[:LONGEST_SUCCESSION]:
        if each.old == at and each.is_sound():
            steps.append(each)
            at = each.new
    return tuple(steps) if at == present else ()
