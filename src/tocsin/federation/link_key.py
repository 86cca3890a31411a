"""The key a town is known by among its neighbours, and those it had before.

Apart from the key of the log, so that it can follow another (rotation) without a new log. Each key
has signed the one after it: whoever knows an old one can walk to the present one.

Source: RFC 8032 (Ed25519); NIST SP 800-57 part 1, 5.3.
"""

from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tocsin.log.clock import Entropy
from tocsin.log.failures import NotATown
from tocsin.log.files import write_whole

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


def labelled(label: str, statement: bytes) -> bytes:
    """What is signed for a purpose: the label keeps a signature from serving two."""
    return b"tocsin neighbour " + label.encode() + b" 1\0" + statement


def is_signed_with(public_key: str, label: str, statement: bytes, signature: str) -> bool:
    """Did the holder of a key (hex) sign a statement for the purpose `label`?"""
    return is_raw_signed(public_key, labelled(label, statement), _bytes(signature))


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
    """The present key, in a file of the town's folder that only its owner may read."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.secret))
        self.public = self._private.public_key().public_bytes_raw().hex()

    @classmethod
    def drawn(cls, entropy: Entropy) -> "LinkKey":
        """A new key that follows none."""
        return cls(_Kept(entropy.draw(32).hex()))

    @classmethod
    def load(cls, folder: Path) -> "LinkKey | None":
        """The key of the town in `folder`; None where it has none yet. Raises NotATown."""
        try:
            kept = msgspec.json.decode((folder / LINK_KEY_FILE).read_bytes(), type=_Kept)
            return cls(kept)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, ValueError) as error:
            raise NotATown(
                f"{folder / LINK_KEY_FILE} cannot be read; put it back from the newest backup"
            ) from error

    @classmethod
    def of(cls, folder: Path, entropy: Entropy) -> "LinkKey":
        """The key of the town in `folder`, drawn and kept where it has none. Raises NotATown."""
        found = cls.load(folder)
        if found is None:
            found = cls.drawn(entropy)
            found.save(folder)
        return found

    def save(self, folder: Path) -> None:
        """Keep it in `folder`, durably."""
        write_whole(folder / LINK_KEY_FILE, msgspec.json.encode(self._kept))

    def followed_by(self, entropy: Entropy) -> "LinkKey":
        """A new key, which this one has signed. It is to be saved before it is used."""
        fresh = LinkKey.drawn(entropy)
        signature = self.sign("succession", bytes.fromhex(fresh.public))
        successions = (*self.successions, Succession(self.public, fresh.public, signature))
        return LinkKey(_Kept(fresh._kept.secret, successions[-LONGEST_SUCCESSION:]))

    @property
    def successions(self) -> tuple[Succession, ...]:
        """How the present key came about, the oldest first."""
        return self._kept.successions

    def sign(self, label: str, statement: bytes) -> str:
        """A signature in hex that `is_signed_with` accepts for the same label and statement."""
        return self._private.sign(labelled(label, statement)).hex()

    def sign_raw(self, signed: bytes) -> bytes:
        """A signature over exactly these bytes, as other standards want it."""
        return self._private.sign(signed)


def walked(known: str, present: str, successions: tuple[Succession, ...]) -> tuple[Succession, ...]:
    """The steps from a key that is known to the present one; none where they do not lead there."""
    steps: list[Succession] = []
    at = known
    for each in successions[:LONGEST_SUCCESSION]:
        if each.old == at and each.is_sound():
            steps.append(each)
            at = each.new
    return tuple(steps) if at == present else ()
