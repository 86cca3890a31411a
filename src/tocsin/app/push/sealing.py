"""A message that only one browser can open.

Source: RFC 8291, section 3; RFC 8188, section 2 (aes128gcm), with a single record.
"""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

RECORD_BYTES = 4096
SALT_BYTES = 16
LONGEST = 3_000
"""Bytes of a message: what every service takes (RFC 8030, section 7.2) has room for more."""


def sealed(
    message: bytes,
    theirs: bytes,
    secret: bytes,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body to send. `theirs` is the browser's public key (P-256, uncompressed), `secret` its
    authentication secret; `ours` and `salt` are drawn anew for each message. Raises ValueError for
    a key that is none.
    """
    assert len(message) <= LONGEST, "messages are short"
    key = ours or ec.generate_private_key(ec.SECP256R1())
    salt = os.urandom(SALT_BYTES) if salt is None else salt
    public = uncompressed(key.public_key())
    shared = key.exchange(ec.ECDH(), public_key(theirs))
    mixed = _step(_hmac(secret, shared), b"WebPush: info\0" + theirs + public, 32)
    drawn = _hmac(salt, mixed)
    content_key = _step(drawn, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _step(drawn, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_BYTES.to_bytes(4, "big") + bytes([len(public)]) + public
    return head + AESGCM(content_key).encrypt(nonce, message + b"\x02", None)


def public_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """A public key from its uncompressed point. Raises ValueError."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)


def uncompressed(key: ec.EllipticCurvePublicKey) -> bytes:
    """The point of a public key: 65 bytes."""
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _step(drawn: bytes, purpose: bytes, size: int) -> bytes:
    """HKDF-Expand of one block (RFC 5869)."""
    return _hmac(drawn, purpose + b"\x01")[:size]
