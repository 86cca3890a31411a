"""The town's own signing key (Ed25519, RFC 8032), in a PEM file that only its owner may read."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tocsin.log.clock import Entropy
from tocsin.log.failures import NotATown, StorageUnknown
from tocsin.terms.signed import labelled

KEY_FILE = "signing.pem"


class TownKey:
    """Signs what the town states. The label keeps a signature from serving two purposes."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    @classmethod
    def drawn(cls, entropy: Entropy) -> "TownKey":
        """A new key."""
        return cls(Ed25519PrivateKey.from_private_bytes(entropy.draw(32)))

    @classmethod
    def load(cls, path: Path) -> "TownKey":
        """The key in `path`. Raises `StorageUnknown` (unreadable) or `NotATown` (not a key)."""
        try:
            pem = path.read_bytes()
        except FileNotFoundError as error:
            raise NotATown(f"{path} is missing; restore the town from a backup") from error
        except OSError as error:
            raise StorageUnknown(
                f"{path} cannot be read ({error.strerror}); give it to the town's user, mode 600"
            ) from error
        try:
            private = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, UnsupportedAlgorithm, InternalError) as error:
            raise NotATown(
                f"{path} is not a private key in PEM; restore it from a backup"
            ) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise NotATown(f"{path} holds a key that is not Ed25519; restore it from a backup")
        return cls(private)

    def save(self, path: Path) -> None:
        """Write the key to a new file, mode 600."""
        pem = self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())

    def derived(self, label: str) -> bytes:
        """32 secret bytes for one purpose, the same while the key is (RFC 7693, keyed BLAKE2b)."""
        secret = self._private.private_bytes_raw()
        return hashlib.blake2b(labelled(label, b""), key=secret, digest_size=32).digest()

    def sign_raw(self, signed: bytes) -> bytes:
        """64 bytes over exactly these, as another standard wants it; those never begin as ours."""
        assert not signed.startswith(b"tocsin "), "statements of ours have a label"
        return self._private.sign(signed)

    def private_bytes(self) -> bytes:
        """The key itself, raw: to be kept where only its owner reads."""
        return self._private.private_bytes_raw()

    @classmethod
    def of_private_bytes(cls, raw: bytes) -> "TownKey":
        """The key of these 32 bytes. Raises ValueError."""
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    def sign(self, label: str, statement: bytes) -> bytes:
        """64 bytes that `is_signed` accepts for the same label and statement."""
        return self._private.sign(labelled(label, statement))


def is_signed(public_key: bytes, label: str, statement: bytes, signature: bytes) -> bool:
    """Did the holder of `public_key` sign `statement` for the purpose `label`?"""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, labelled(label, statement))
    except (InvalidSignature, ValueError):
        return False
    return True
