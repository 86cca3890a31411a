"""Content keys: a random 256-bit one per owner; destroying it forgets every word under it.

Sealed bytes are nonce (12) + AES-256-GCM ciphertext with tag (NIST SP 800-38D). The jurisdiction,
the owner and the purpose are bound in as associated data: sealed words moved to another owner do
not open.
"""

import threading
from collections.abc import Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.log.clock import Clock, Entropy
from tocsin.log.failures import Forgotten, SealBroken
from tocsin.log.tombstones import Tombstone
from tocsin.terms.words import Words

NONCE_BYTES = 12
WORDS = "words"
BLOB = "blob"
OBSERVATION = "observation"
"""Purposes: what was sealed as one does not open as the other."""


class Watch(Protocol):
    """Told of what became durable beside the records: what a standby is owed."""

    def kept_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """New keys, by owner."""

    def buried(self, tombstone: Tombstone) -> None:
        """A key was destroyed."""

    def kept_blob(self, digest: str) -> None:
        """A new attachment."""


class KeyStore(Protocol):
    """Keys by owner (`incident/PE-0417`, `person/p-7f3a`). Safe from any thread."""

    def seal(self, owner: str, text: str) -> bytes:
        """`text` sealed under the owner's key, which is made if need be. Raises `Forgotten`."""

    def open(self, words: Words) -> str | None:
        """The clear text, or None when the owner was forgotten. Raises `SealBroken`."""

    def seal_bytes(self, owner: str, clear: bytes, purpose: str) -> bytes: ...

    def open_bytes(self, owner: str, sealed: bytes, purpose: str) -> bytes | None: ...

    def flush(self) -> None:
        """Make new keys durable, all in one commit: before what they seal is. `StorageUnknown`."""

    def forget(self, owner: str) -> None:
        """Destroy the key for ever; a tombstone says so. Again is no error. `StorageUnknown`."""

    def forget_all(self, owners: Sequence[str]) -> None:
        """As `forget`, for many owners in one commit."""

    def is_forgotten(self, owner: str) -> bool: ...

    def holds(self, owner: str) -> bool:
        """Is there a key for this owner here?"""

    def recover(self) -> None:
        """After a storage error: open anew. New keys not yet durable wait for the next flush."""

    def close(self) -> None: ...


class MemoryKeys:
    """Keys that live as long as their process; also what the kept ones are built on."""

    def __init__(self, jurisdiction: str, clock: Clock, entropy: Entropy) -> None:
        self._jurisdiction = jurisdiction
        self._clock = clock
        self._entropy = entropy
        self._lock = threading.RLock()
        self._ciphers: dict[str, AESGCM] = {}
        self._tombstones: dict[str, Tombstone] = {}

    def seal(self, owner: str, text: str) -> bytes:
        return self.seal_bytes(owner, text.encode(), WORDS)

    def open(self, words: Words) -> str | None:
        if words.sealed is None:
            return words.text
        clear = self.open_bytes(words.owner, words.sealed, WORDS)
        return None if clear is None else clear.decode()

    def seal_bytes(self, owner: str, clear: bytes, purpose: str) -> bytes:
        with self._lock:
            if self.is_forgotten(owner):
                raise Forgotten(owner)
            cipher = self._cipher(owner) or self._make(owner)
        nonce = self._entropy.draw(NONCE_BYTES)
        return nonce + cipher.encrypt(nonce, clear, self._bound(owner, purpose))

    def open_bytes(self, owner: str, sealed: bytes, purpose: str) -> bytes | None:
        with self._lock:
            if self.is_forgotten(owner):
                return None
            cipher = self._cipher(owner)
        if cipher is None:
            raise SealBroken(f"the key of {owner} is lost; restore the key store from a backup")
        try:
            return cipher.decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound(owner, purpose)
            )
        except (InvalidTag, ValueError) as error:
            raise SealBroken(
                f"what is sealed for {owner} does not open with the key of that name; "
                "verify the log and restore what is damaged"
            ) from error

    def is_forgotten(self, owner: str) -> bool:
        return owner in self._tombstones

    def holds(self, owner: str) -> bool:
        with self._lock:
            return self._cipher(owner) is not None

    def flush(self) -> None:
        """Nothing outlives the process, so there is nothing to make durable."""

    def forget(self, owner: str) -> None:
        with self._lock:
            if not self.is_forgotten(owner):
                self._tombstones[owner] = Tombstone(owner, self._clock.now())
            self._ciphers.pop(owner, None)

    def forget_all(self, owners: Sequence[str]) -> None:
        for owner in owners:
            self.forget(owner)

    def recover(self) -> None:
        """Memory has no storage to fail."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _cipher(self, owner: str) -> AESGCM | None:
        return self._ciphers.get(owner)

    def _make(self, owner: str) -> AESGCM:
        return self._taken_up(owner, self._entropy.draw(32))

    def _taken_up(self, owner: str, secret: bytes) -> AESGCM:
        cipher = self._ciphers[owner] = AESGCM(secret)
        return cipher

    def _bound(self, owner: str, purpose: str) -> bytes:
        return f"tocsin 1\0{self._jurisdiction}\0{owner}\0{purpose}".encode()


class KeyChain:
    """A fork's keys: its parent's for what the parent knows, its own for what is new in the fork.

    So forgetting in the parent reaches every fork, and a drill leaves no key in the town's store.
    """

    def __init__(self, own: KeyStore, parent: KeyStore) -> None:
        self._own = own
        self._parent = parent

    def _holder(self, owner: str) -> KeyStore:
        # Own first: an owner both came to know after the fork is two subjects with one name.
        if self._own.holds(owner) or self._own.is_forgotten(owner):
            return self._own
        if self._parent.holds(owner) or self._parent.is_forgotten(owner):
            return self._parent
        return self._own

    def seal(self, owner: str, text: str) -> bytes:
        return self._holder(owner).seal(owner, text)

    def open(self, words: Words) -> str | None:
        return self._holder(words.owner).open(words)

    def seal_bytes(self, owner: str, clear: bytes, purpose: str) -> bytes:
        return self._holder(owner).seal_bytes(owner, clear, purpose)

    def open_bytes(self, owner: str, sealed: bytes, purpose: str) -> bytes | None:
        return self._holder(owner).open_bytes(owner, sealed, purpose)

    def flush(self) -> None:
        self._own.flush()

    def forget(self, owner: str) -> None:
        """Forget in the fork only. What the parent sealed is forgotten in the parent."""
        self._own.forget(owner)

    def forget_all(self, owners: Sequence[str]) -> None:
        self._own.forget_all(owners)

    def is_forgotten(self, owner: str) -> bool:
        return self._holder(owner).is_forgotten(owner)

    def holds(self, owner: str) -> bool:
        return self._holder(owner).holds(owner)

    def recover(self) -> None:
        self._own.recover()
        self._parent.recover()

    def close(self) -> None:
        self._own.close()
        self._parent.close()
