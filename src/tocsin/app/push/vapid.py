"""The town's own key for push services: they know who sends, and others cannot.

Source: RFC 8292, sections 2 and 3; RFC 7518, section 3.4 (ES256).
"""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tocsin.app.push.sealing import uncompressed

FILE = "push.key"
GOOD_FOR = timedelta(hours=12)
"""RFC 8292 allows a day."""


def encoded(data: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Raises ValueError."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


class PushKey:
    """The key pair that push messages are signed with."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.public = encoded(uncompressed(key.public_key()))
        """As browsers take it (`applicationServerKey`)."""

    def authorization(self, endpoint: str, now: datetime, contact: str) -> str:
        """The header for a request to this endpoint."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + GOOD_FOR).timestamp()),
            "sub": contact,
        }
        body = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
        r, s = decode_dss_signature(self._key.sign(body.encode(), ec.ECDSA(hashes.SHA256())))
        signature = encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        return f"vapid t={body}.{signature}, k={self.public}"


def _part(value: dict[str, object]) -> str:
    return encoded(json.dumps(value, separators=(",", ":")).encode())


def key_in(folder: Path) -> PushKey:
    """The town's key; made the first time, for nobody else to read. Raises OSError, ValueError."""
    path = folder / FILE
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        scratch = path.with_suffix(".new")
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            os.fsync(file.fileno())
        scratch.replace(path)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} is no key for push")
    return PushKey(key)
