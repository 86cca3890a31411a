"""The browser's side of RFC 8291: opens what was sealed for it."""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.app.push.sealing import public_key, uncompressed


def opened(body: bytes, own: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """The message. Raises InvalidTag where it is for somebody else."""

    def mac(key: bytes, data: bytes) -> bytes:
        return hmac.new(key, data, hashlib.sha256).digest()

    salt, size, sender = body[:16], body[20], body[21:86]
    assert size == 65
    shared = own.exchange(ec.ECDH(), public_key(sender))
    purpose = b"WebPush: info\0" + uncompressed(own.public_key()) + sender
    drawn = mac(salt, mac(mac(secret, shared), purpose + b"\x01"))
    key = mac(drawn, b"Content-Encoding: aes128gcm\0\x01")[:16]
    nonce = mac(drawn, b"Content-Encoding: nonce\0\x01")[:12]
    return AESGCM(key).decrypt(nonce, body[86:], None).rstrip(b"\x02")
