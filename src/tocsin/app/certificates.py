"""Certificates for a door: the operator's own, or those of a small authority in the town's folder.

The authority is for a network without internet: it is made once, its certificate is installed on
the desks, and server certificates are made from it for names and addresses. It may vouch for no
others (name constraints): whoever steals its key can pose as the town's own door to those desks,
and as nobody else.

Source: RFC 5280 (certificates; 4.2.1.10 name constraints); CA/Browser Forum Baseline
Requirements 6.3.2 (a server certificate lives 398 days at most).
"""

import hashlib
import ipaddress
import os
import ssl
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tocsin.app.outcome import Exit, Told

FOLDER = "tls"
AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority.key"
SERVER, SERVER_KEY = "server.pem", "server.key"
AUTHORITY_DAYS, SERVER_DAYS = 3650, 390
RENEW_DAYS = 30
"""So long before its end a server certificate is made anew."""
BACK = timedelta(hours=1)
"""Clocks of desks may be behind."""


class Pair(msgspec.Struct, frozen=True):
    """Files of a certificate and its key."""

    certificate: Path
    key: Path


class Made(msgspec.Struct, frozen=True):
    """What a town's authority is, for people: its certificate's file, fingerprint and end."""

    authority: str
    fingerprint: str
    names: tuple[str, ...]
    server_until: datetime


def local(
    folder: Path, names: Sequence[str], now: datetime, town: str, *, is_new: bool = False
) -> tuple[Pair, Made]:
    """The server certificate of the town's own authority for these names, made or renewed where
    need be. A network or a domain (`192.0.2.0/24`, `.ellery.example`) is no name of the server: an
    authority that is made now may vouch for what lies in it. `is_new` puts an older authority
    aside. Raises Told.
    """
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    wanted = [_name(each) for each in names if not is_range(each)]
    if not wanted:
        raise Told("name the machine itself too, not only where it lies", Exit.usage)
    allowed = [_allowed(each) for each in (*ALWAYS, *names)]
    if is_new:
        for each in (AUTHORITY, AUTHORITY_KEY):
            if (place / each).exists():
                (place / each).replace(place / f"{each}.old")
    authority, key = _authority(place, now, town, allowed)
    _check_allowed(authority, wanted)
    pair = Pair(place / SERVER, place / SERVER_KEY)
    found = _read(pair.certificate) if pair.certificate.is_file() else None
    if found is None or not _fits(found, wanted, now, authority):
        found = _server(pair, wanted, now, authority, key)
    return pair, Made(
        str(place / AUTHORITY), fingerprint(authority), tuple(names), found.not_valid_after_utc
    )


def names_of(folder: Path) -> list[str]:
    """The names of the server certificate that is there; none where there is none. Raises Told."""
    path = folder / FOLDER / SERVER
    return [str(each.value) for each in _names_in(_read(path))] if path.is_file() else []


def is_range(text: str) -> bool:
    """Whether this is a network or a domain rather than a name of one machine."""
    return "/" in text or text.startswith(".")


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in groups of four, as it is compared by eye."""
    text = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(text[each : each + 4] for each in range(0, len(text), 4))


def key_digest(certificate: x509.Certificate) -> str:
    """SHA-256 of the public key in a certificate (SubjectPublicKeyInfo), in hex: the same when the
    certificate is renewed for the same key.

    Source: RFC 7469 2.4.
    """
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(key).hexdigest()


def key_digest_in(path: Path) -> str:
    """`key_digest` of the first certificate in a file. Raises Told."""
    return key_digest(_read(path))


def context_of(pair: Pair) -> ssl.SSLContext:
    """A server's TLS: 1.2 at least. Raises Told where the files do not fit or cannot be read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    try:
        context.load_cert_chain(pair.certificate, pair.key)
    except (OSError, ssl.SSLError) as error:
        why = getattr(error, "strerror", None) or getattr(error, "reason", None) or error
        raise Told(
            f"{pair.certificate} and {pair.key} do not make a server's certificate ({why}); "
            "name a PEM certificate chain and its key",
            Exit.usage,
        ) from error
    return context


def ends_at(certificate: Path) -> datetime:
    """When a certificate ends (aware UTC). Raises Told."""
    return _read(certificate).not_valid_after_utc


def _authority(
    place: Path, now: datetime, town: str, allowed: Sequence[x509.GeneralName]
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The town's authority, made when there is none."""
    if not (place / AUTHORITY_KEY).is_file():
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{town[:50]} (Tocsin)")])
        made = (
            _builder(name, name, key.public_key(), now, AUTHORITY_DAYS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(is_authority=True), critical=True)
            .add_extension(x509.NameConstraints(list(dict.fromkeys(allowed)), None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        _write(place / AUTHORITY_KEY, _pem(key), 0o600)
        _write(place / AUTHORITY, made.public_bytes(serialization.Encoding.PEM), 0o644)
    try:
        loaded = serialization.load_pem_private_key((place / AUTHORITY_KEY).read_bytes(), None)
    except ValueError as error:
        raise Told(f"{place / AUTHORITY_KEY} is not a key: put it back from a backup") from error
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise Told(f"{place / AUTHORITY_KEY} is of another kind: put it back from a backup")
    return _read(place / AUTHORITY), loaded


def _server(
    pair: Pair,
    names: list[x509.GeneralName],
    now: datetime,
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tocsin door")])
    made = (
        _builder(subject, authority.subject, key.public_key(), now, SERVER_DAYS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    _write(pair.key, _pem(key), 0o600)
    _write(pair.certificate, made.public_bytes(serialization.Encoding.PEM), 0o644)
    return made


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACK)
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _fits(
    found: x509.Certificate,
    wanted: Iterable[x509.GeneralName],
    now: datetime,
    authority: x509.Certificate,
) -> bool:
    """Whether a server certificate has these names, is of this authority and lives on a while."""
    if found.not_valid_after_utc - now < timedelta(days=RENEW_DAYS):
        return False
    try:
        found.verify_directly_issued_by(authority)
    except Exception:  # of another authority, in one of several ways
        return False
    return set(_names_in(found)) == set(wanted)


def _names_in(found: x509.Certificate) -> x509.SubjectAlternativeName:
    return found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value


ALWAYS = ("localhost", "127.0.0.1", "::1")
"""Every door is reached from its own machine. So both kinds of name are constrained."""


def _allowed(text: str) -> x509.GeneralName:
    """What an authority may vouch for: this name and those below it, or this network."""
    if "/" in text or isinstance(_name(text.removeprefix(".")), x509.IPAddress):
        try:
            return x509.IPAddress(ipaddress.ip_network(text))
        except ValueError:
            raise Told(f"`{text}` is no network, as in 192.0.2.0/24", Exit.usage) from None
    return _name(text.removeprefix("."))


def _check_allowed(authority: x509.Certificate, wanted: Iterable[x509.GeneralName]) -> None:
    """Raises Told for a name that desks would not believe."""
    try:
        found = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return  # made before there were constraints
    allowed = found.permitted_subtrees or []
    for each in wanted:
        if not any(_lies_in(each, other) for other in allowed):
            told = ", ".join(str(other.value) for other in allowed)
            raise Told(
                f"the town's authority may vouch for {told}, not for {each.value}; with"
                " --new-authority another is made, which every desk has to install",
                Exit.usage,
            )


def _lies_in(name: x509.GeneralName, other: x509.GeneralName) -> bool:
    if isinstance(name, x509.IPAddress) and isinstance(other, x509.IPAddress):
        network = other.value
        assert isinstance(network, ipaddress.IPv4Network | ipaddress.IPv6Network)
        return name.value in network
    if isinstance(name, x509.DNSName) and isinstance(other, x509.DNSName):
        return name.value == other.value or name.value.endswith(f".{other.value}")
    return False


def _name(text: str) -> x509.GeneralName:
    """A host's name or address. Raises Told."""
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        pass
    if not text or not all(each.isalnum() or each in "-." for each in text) or not text.isascii():
        raise Told(f"`{text}` is no host's name or address", Exit.usage)
    return x509.DNSName(text.lower())


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _read(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Told(f"{path} is not a certificate in PEM", Exit.usage) from error


def _write(path: Path, content: bytes, mode: int) -> None:
    """The whole file or none of it."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
