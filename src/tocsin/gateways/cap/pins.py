"""Keys that somebody trusts: read from PEM, kept with the time they are good for.

A pin is the signer's own public key, its certificate, or the certificate of an authority together
with the name of the one it may vouch for. A certificate inside a message is never trusted for being
there. Source: RFC 5280 §4.1 (certificates), RFC 7468 (PEM).
"""

from datetime import datetime

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tocsin.gateways.cap.malformed import Malformed

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
LEAST_RSA_BITS = 2048


class Pin(msgspec.Struct, frozen=True):
    """One trusted key. `of` says whose; `name` is set for an authority: whom it may vouch for.
    `since` and `until` are the time of its certificate; None: a key alone, good at any time."""

    of: str
    key: PublicKey
    fingerprint: str
    since: datetime | None = None
    until: datetime | None = None
    authority: x509.Certificate | None = None
    name: str | None = None

    def is_good_at(self, at: datetime) -> bool:
        """Whether its certificate held at a time (aware)."""
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


def pins_of(pem: bytes, name: str | None = None) -> tuple[Pin, ...]:
    """The pins of a file: certificates and public keys, one after the other. `name` (a host, a
    common name) makes authorities of its certificates of authorities. Raises Malformed."""
    found = []
    for number, block in enumerate(_blocks(pem), 1):
        try:
            found.append(_pin(block, name))
        except (ValueError, TypeError) as error:
            raise Malformed(
                f"key {number}", "a certificate or a public key in PEM", str(error)
            ) from None
    if not found:
        raise Malformed("the file", "a certificate or a public key in PEM", "name another file")
    return tuple(found)


def _blocks(pem: bytes) -> list[bytes]:
    parts = pem.split(b"-----BEGIN ")[1:]
    return [b"-----BEGIN " + each for each in parts]


def _pin(block: bytes, name: str | None) -> Pin:
    if b"PRIVATE KEY" in block.split(b"\n", 1)[0]:
        raise ValueError("this is a private key; pin its public half")
    if b"BEGIN CERTIFICATE" not in block:
        key = checked(serialization.load_pem_public_key(block))
        return Pin("a public key", key, fingerprint_of(key))
    certificate = x509.load_pem_x509_certificate(block)
    key = checked(certificate.public_key())
    is_authority = _is_authority(certificate)
    if is_authority and name is None and not _signs_itself(certificate):
        raise ValueError("this authority may vouch for anybody: say for whom (--name)")
    return Pin(
        certificate.subject.rfc4514_string(),
        key,
        fingerprint_of(key),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        certificate if is_authority and name is not None else None,
        name if is_authority else None,
    )


def checked(key: object) -> PublicKey:
    """A key that signatures of CAP are made with. Raises ValueError."""
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < LEAST_RSA_BITS:
            raise ValueError(f"an RSA key has {LEAST_RSA_BITS} bits or more")
        return key
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key
    raise ValueError("keys are RSA or on an elliptic curve")


def fingerprint_of(key: PublicKey) -> str:
    """SHA-256 of the key itself, in hexadecimal: the same for a key and its certificates."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key.public_bytes(serialization.Encoding.DER, form))
    return digest.finalize().hex()


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        found = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return False
    return found.value.ca


def _signs_itself(certificate: x509.Certificate) -> bool:
    return certificate.subject == certificate.issuer


def vouched(
    leaf: x509.Certificate, between: list[x509.Certificate], pin: Pin, at: datetime
) -> bool:
    """Whether a pinned authority vouches for a leaf at a time, through at most four others, and the
    leaf bears the name that was asked for."""
    if pin.authority is None or pin.name is None or pin.name not in _names(leaf):
        return False
    current, left = leaf, list(between)
    for _ in range(5):
        if not current.not_valid_before_utc <= at <= current.not_valid_after_utc:
            return False
        if _issued(current, pin.authority):
            return True
        above = next(
            (each for each in left if _is_authority(each) and _issued(current, each)), None
        )
        if above is None:
            return False
        left.remove(above)
        current = above
    return False


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _names(certificate: x509.Certificate) -> set[str]:
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    found = {str(each.value) for each in common}
    try:
        other = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return found
    return found | set(other.value.get_values_for_type(x509.DNSName))
