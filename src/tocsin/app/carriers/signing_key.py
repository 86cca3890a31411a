"""The key that this town's CAP messages are signed with, and its certificate.

RSA, for the same message then has the same signature each time: what goes out again after a crash
is the same to the byte. Receivers pin the certificate, which lies beside every feed.

Source: CAP 1.2 §3.3.4; RFC 8017 §8.2 (PKCS #1 v1.5: deterministic); RFC 5280 §4.1.
"""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tocsin.app.carriers.kept_beside import SIGNING_KEY
from tocsin.gateways.cap import signed
from tocsin.gateways.cap.message import Alert
from tocsin.log.files import write_whole

BITS = 3072
GOOD_FOR = timedelta(days=3650)
BACK = timedelta(hours=1)


class SigningKey:
    """A key with its certificate."""

    def __init__(self, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        self._key = key
        self._certificate = certificate
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        """The certificate, as receivers pin it."""

    def signed(self, alert: Alert) -> bytes:
        """An alert with its signature: the same bytes each time. Raises Unwritable."""
        return signed(alert, self._key, self._certificate)


def key_in(folder: Path, town: str, since: datetime, now: datetime) -> SigningKey:
    """The key of the town in `folder`; made the first time, for nobody else to read, and good for
    everything the town has sent `since` it was founded. Raises OSError, ValueError.
    """
    path = folder / SIGNING_KEY
    if not path.exists():
        write_whole(path, _made(town, since, now))
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(f"{path} is no key that messages are signed with")
    return SigningKey(key, x509.load_pem_x509_certificate(content))


def _made(town: str, since: datetime, now: datetime) -> bytes:
    key = rsa.generate_private_key(65537, BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, town[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since - BACK)
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
