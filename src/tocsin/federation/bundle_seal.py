"""What a stick carries is sealed for one town: nobody who finds it reads it or changes it.

A fresh key agrees with the other town's own one (X25519; the town's Ed25519 key, seen as a point of
the same curve), and the content goes in pieces under what follows from both. The number of a piece
is its nonce, and the last one says that it is the last: a piece that was changed, moved, left out
or put in does not open.

Source: RFC 7748 (X25519, and 4.1 for the map from Ed25519), RFC 5869 (HKDF), RFC 8439
(ChaCha20-Poly1305); Hoang, Reyhanitabar, Rogaway, Vizár 2015 (STREAM); Thormarker 2021 (one key for
Ed25519 and X25519).
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tocsin.federation.link_key import LinkKey

PIECE_BYTES = 65_536
TAG_BYTES = 16
_SEALED_PIECE = PIECE_BYTES + TAG_BYTES
_P = 2**255 - 19


class NotOpened(Exception):
    """It was not sealed so for this town, or somebody changed it."""


def sealed(content: bytes, head: bytes, ephemeral: bytes, to: str) -> bytes:
    """The content in sealed pieces. `head` goes before it in the open and is bound to it;
    `ephemeral` are 32 fresh secret bytes, `to` is the other town's key (hex). Raises NotOpened
    where that is no key.
    """
    shared = _agreed(X25519PrivateKey.from_private_bytes(ephemeral), _as_x25519(to))
    cipher = _cipher(shared, head)
    count = _pieces(len(content), PIECE_BYTES)
    return b"".join(
        cipher.encrypt(
            _nonce(number, is_last=number == count - 1),
            content[number * PIECE_BYTES : (number + 1) * PIECE_BYTES],
            None,
        )
        for number in range(count)
    )


def opened(pieces: bytes, head: bytes, ephemeral_public: str, key: LinkKey) -> bytes:
    """What was sealed. Raises NotOpened."""
    seed = hashlib.sha512(key.town_key.private_bytes()).digest()[:32]
    try:
        theirs = X25519PublicKey.from_public_bytes(bytes.fromhex(ephemeral_public))
    except ValueError as error:
        raise NotOpened("no key") from error
    cipher = _cipher(_agreed(X25519PrivateKey.from_private_bytes(seed), theirs), head)
    count = _pieces(len(pieces), _SEALED_PIECE)
    found = bytearray()
    try:
        for number in range(count):
            piece = pieces[number * _SEALED_PIECE : (number + 1) * _SEALED_PIECE]
            found += cipher.decrypt(_nonce(number, is_last=number == count - 1), piece, None)
    except InvalidTag as error:
        raise NotOpened(f"piece {number + 1} of {count}") from error
    return bytes(found)


def sealed_size(size: int) -> int:
    """How many bytes become of so many."""
    return size + TAG_BYTES * _pieces(size, PIECE_BYTES)


def public_of(ephemeral: bytes) -> str:
    """What is shown of the fresh key (hex)."""
    return X25519PrivateKey.from_private_bytes(ephemeral).public_key().public_bytes_raw().hex()


def _pieces(size: int, piece: int) -> int:
    return max(1, -(-size // piece))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _cipher(shared: bytes, head: bytes) -> ChaCha20Poly1305:
    purpose = b"tocsin bundle 1\0" + hashlib.sha256(head).digest()
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(shared)
    return ChaCha20Poly1305(derived)


def _agreed(ours: X25519PrivateKey, theirs: X25519PublicKey) -> bytes:
    try:
        return ours.exchange(theirs)
    except ValueError as error:  # a point of small order: anybody would know the secret
        raise NotOpened("no key") from error


def _as_x25519(ed25519_public: str) -> X25519PublicKey:
    """The same point on the other form of the curve: u = (1 + y) / (1 - y)."""
    y = int.from_bytes(bytes.fromhex(ed25519_public), "little") & (2**255 - 1)
    u = (1 + y) * pow(1 - y, -1, _P) % _P if (1 - y) % _P else 0
    return X25519PublicKey.from_public_bytes(u.to_bytes(32, "little"))
