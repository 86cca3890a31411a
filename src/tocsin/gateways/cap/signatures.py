"""Enveloped XML signatures of alerts: checked against pinned keys, at the time the alert was sent.

The signature has to stand in the alert itself and to cover all of it (one reference, URI="", no
transform but *enveloped* and canonical XML): a signature over something else says nothing about
what is read, however right it is. SHA-1 is computed, so that it can be said, and never trusted.
Source: W3C XML Signature 1.1 §3.2 (validation), §4.4, §6; RFC 6931 (algorithms); W3C Canonical XML
1.0, 1.1 and Exclusive 1.0; CAP 1.2 §3.3.4 (digital signatures).
"""

import base64
import binascii
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.utils import CryptographyDeprecationWarning
from lxml import etree

from tocsin.gateways.cap import lexical
from tocsin.gateways.cap.containers import found_in
from tocsin.gateways.cap.names import DSIG
from tocsin.gateways.cap.opening import exact, opened
from tocsin.gateways.cap.pins import Pin, PublicKey, fingerprint_of, vouched

MOST_SIGNATURES = 8
MOST_CERTIFICATES = 10


class Verdict(StrEnum):
    """What can be said of a signature."""

    verified = "verified"
    relaid = "relaid"
    unsigned = "unsigned"
    not_pinned = "not_pinned"
    digest_mismatch = "digest_mismatch"
    signature_mismatch = "signature_mismatch"
    not_good_then = "not_good_then"
    covers_other = "covers_other"
    algorithm_refused = "algorithm_refused"
    weak_algorithm = "weak_algorithm"
    certificate_unreadable = "certificate_unreadable"
    sent_unreadable = "sent_unreadable"
    malformed = "malformed"


SAYS: dict[Verdict, str] = {
    Verdict.verified: "a pinned key signed this alert, all of it, and was good when it was sent",
    Verdict.relaid: "a pinned key signed this alert, all of it; blanks between elements, or how its"
    " namespaces are declared, were laid out anew since",
    Verdict.unsigned: "there is no signature",
    Verdict.not_pinned: "it is signed with a key that nobody pinned: whose it is, it says itself",
    Verdict.digest_mismatch: "the alert is not what was signed",
    Verdict.signature_mismatch: "the signature is not that of the key",
    Verdict.not_good_then: "the certificate of the pinned key did not hold when the alert was sent",
    Verdict.covers_other: "the signature is over something other than this whole alert",
    Verdict.algorithm_refused: "an algorithm or a transform that is not taken here",
    Verdict.weak_algorithm: "it is right, but by SHA-1, which can be forged",
    Verdict.certificate_unreadable: "the certificate in the signature cannot be read",
    Verdict.sent_unreadable: "the alert does not say when it was sent: no certificate can be held"
    " to that",
    Verdict.malformed: "it is no signature as the standard has it",
}


TRUSTED = frozenset({Verdict.verified, Verdict.relaid})
"""The alert is the pinned signer's, to the last letter of its content."""


class Checked(msgspec.Struct, frozen=True):
    """One signature. `key` is the fingerprint of the pinned key, `of` whose it is; `signer` is what
    the signature says of itself, which proves nothing."""

    verdict: Verdict
    says: str
    key: str | None = None
    of: str | None = None
    signer: str | None = None


class Report(msgspec.Struct, frozen=True):
    """All signatures of one alert, and what that comes to: verified if one is, unless another by a
    pinned key does not fit."""

    verdict: Verdict
    signatures: tuple[Checked, ...]


_C14N = {
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": (False, False),
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": (False, True),
    "http://www.w3.org/2006/12/xml-c14n11": (False, False),
    "http://www.w3.org/2006/12/xml-c14n11#WithComments": (False, True),
    "http://www.w3.org/2001/10/xml-exc-c14n#": (True, False),
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": (True, True),
}
"""Is it exclusive, does it keep comments. 1.1 differs from 1.0 in `xml:` attributes of parts only,
and a message with such attributes is not taken."""
ENVELOPED = f"{DSIG}enveloped-signature"
_DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {
    f"{DSIG}sha1": hashes.SHA1,
    "http://www.w3.org/2001/04/xmlenc#sha256": hashes.SHA256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashes.SHA384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashes.SHA512,
}
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_METHODS: dict[str, tuple[str, type[hashes.HashAlgorithm]]] = {
    f"{DSIG}rsa-sha1": ("rsa", hashes.SHA1),
    f"{_MORE}rsa-sha256": ("rsa", hashes.SHA256),
    f"{_MORE}rsa-sha384": ("rsa", hashes.SHA384),
    f"{_MORE}rsa-sha512": ("rsa", hashes.SHA512),
    f"{_MORE}ecdsa-sha256": ("ec", hashes.SHA256),
    f"{_MORE}ecdsa-sha384": ("ec", hashes.SHA384),
    f"{_MORE}ecdsa-sha512": ("ec", hashes.SHA512),
}
_HAS_XML_ATTRIBUTES = etree.XPath("boolean(descendant-or-self::*/@xml:*)")


class _No(Exception):
    """Why a signature is not verified."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict


@dataclass(frozen=True, slots=True)
class _Form:
    """An alert in one form: as it came, or without the blanks between its elements."""

    alert: etree._Element
    signatures: list[etree._Element]
    is_exact: bool


Forms = list[Callable[[], _Form]]
"""Made when they are asked for: mostly the first is enough."""


def check(content: bytes, pins: Sequence[Pin]) -> tuple[Report, ...]:
    """A report for each alert of a file, in order. Raises Malformed for what no strict parser
    reads: what had to be mended is never verified."""
    found = found_in(exact(content))
    is_alone = found.kind == "alert"

    @cache
    def without_blanks() -> list[etree._Element]:
        return found_in(opened(content).roots[0]).alerts

    def forms(number: int) -> Forms:
        return [
            lambda: _form(found.alerts[number], is_alone, True),
            lambda: _form(without_blanks()[number], is_alone, False),
        ]

    return tuple(_report(forms(number), pins) for number in range(len(found.alerts)))


def _form(alert: etree._Element, is_alone: bool, is_exact: bool) -> _Form:
    """An alert out of its envelope is a document of its own."""
    if not is_alone:
        alert = deepcopy(alert)
        alert.tail = None
    return _Form(alert, list(alert.iter(f"{{{DSIG}}}Signature")), is_exact)


def _report(forms: Forms, pins: Sequence[Pin]) -> Report:
    first = forms[0]()
    if not first.signatures:
        return Report(Verdict.unsigned, (Checked(Verdict.unsigned, SAYS[Verdict.unsigned]),))
    if len(first.signatures) > MOST_SIGNATURES:
        return Report(Verdict.malformed, (Checked(Verdict.malformed, "too many signatures"),))
    checked = tuple(_checked(first, number, forms, pins) for number in range(len(first.signatures)))
    for each in checked:
        if each.key is not None and each.verdict not in TRUSTED | {Verdict.not_good_then}:
            return Report(each.verdict, checked)
    best = [each.verdict for each in checked if each.verdict in TRUSTED]
    return Report(min(best, key=list(Verdict).index) if best else checked[0].verdict, checked)


def _checked(first: _Form, number: int, forms: Forms, pins: Sequence[Pin]) -> Checked:
    signature = first.signatures[number]
    pin: Pin | None = None
    certificates = _certificates(signature)
    try:
        if signature.getparent() is not first.alert:
            raise _No(Verdict.covers_other)
        parts = _Parts(signature)
        is_digest_exact = _digest(number, forms, parts)
        candidates = _keys(certificates, first.alert, pins)
        pin, is_value_exact = _matching(number, forms, parts, candidates)
        if parts.is_weak:
            raise _No(Verdict.weak_algorithm)
        sent = _sent(first.alert)
        if sent is None and pin.since is not None:
            raise _No(Verdict.sent_unreadable)
        if sent is not None and not pin.is_good_at(sent):
            raise _No(Verdict.not_good_then)
        is_exact = is_digest_exact and is_value_exact
        verdict = Verdict.verified if is_exact else Verdict.relaid
    except _No as no:
        verdict = no.verdict
    of = None if pin is None else pin.of
    key = None if pin is None else pin.fingerprint
    return Checked(verdict, SAYS[verdict], key, of, _signer(certificates))


class _Parts:
    """What a signature is made of."""

    def __init__(self, signature: etree._Element) -> None:
        info = _one(signature, "SignedInfo")
        reference = _one(info, "Reference")
        self.uri = reference.get("URI")
        self.transforms = _transforms(reference)
        self.digest_method = _DIGESTS.get(_algorithm(reference, "DigestMethod"))
        method = _METHODS.get(_algorithm(info, "SignatureMethod"))
        canon = _one(info, "CanonicalizationMethod")
        how = _C14N.get(canon.get("Algorithm", ""))
        if self.digest_method is None or method is None or how is None:
            raise _No(Verdict.algorithm_refused)
        self.kind, self.hash = method
        self.how, self.prefixes = how, _prefixes(canon)
        self.digest = _base64(_one(reference, "DigestValue"), Verdict.digest_mismatch)
        self.value = _base64(_one(signature, "SignatureValue"), Verdict.signature_mismatch)
        self.is_weak = hashes.SHA1 in (self.hash, self.digest_method)


def _one(node: etree._Element, name: str) -> etree._Element:
    found = node.findall(f"{{{DSIG}}}{name}")
    if len(found) != 1:
        raise _No(Verdict.covers_other if name == "Reference" and found else Verdict.malformed)
    return found[0]


def _algorithm(node: etree._Element, name: str) -> str:
    return str(_one(node, name).get("Algorithm", ""))


def _base64(node: etree._Element, verdict: Verdict = Verdict.malformed) -> bytes:
    """Bytes in their one form in letters: other letters for the same bytes were put there later."""
    text = "".join((node.text or "").split())
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _No(verdict) from None
    if len(node) or base64.b64encode(found).decode() != text:
        raise _No(verdict)
    return found


def _prefixes(node: etree._Element) -> list[str] | None:
    inside = node.find("{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces")
    if inside is None:
        return None
    return [each.replace("#default", "") for each in inside.get("PrefixList", "").split()]


def _transforms(reference: etree._Element) -> list[tuple[str, list[str] | None]]:
    found = reference.find(f"{{{DSIG}}}Transforms")
    if found is None:
        return []
    nodes = [each for each in found if isinstance(each.tag, str)]
    return [(each.get("Algorithm", ""), _prefixes(each)) for each in nodes]


def _canonical(node: etree._Element, how: tuple[bool, bool], prefixes: list[str] | None) -> bytes:
    is_exclusive, has_comments = how
    found: bytes = etree.tostring(
        node, method="c14n", exclusive=is_exclusive, with_comments=has_comments, with_tail=False,
        inclusive_ns_prefixes=prefixes if is_exclusive else None,
    )  # fmt: skip
    return found


def _digest(number: int, forms: Forms, parts: _Parts) -> bool:
    """Holds the digest against the alert without this signature; without those that were added
    after it; without all: signers differ in whether they cover one another. In each the alert is
    covered whole. Whether it fits as it came."""
    if parts.uri != "" or not parts.transforms or parts.transforms[0][0] != ENVELOPED:
        raise _No(Verdict.covers_other)
    is_exclusive, prefixes = False, None
    for algorithm, named in parts.transforms[1:]:
        if algorithm not in _C14N:
            raise _No(Verdict.algorithm_refused)
        (is_exclusive, _), prefixes = _C14N[algorithm], named
    for form in (each() for each in forms):
        if _HAS_XML_ATTRIBUTES(form.alert):
            raise _No(Verdict.algorithm_refused)
        count = len(form.signatures)
        ways = [(number, number + 1), (number, count), (0, count)]
        for begin, end in dict.fromkeys(ways):
            with _cut(form.signatures[begin:end]):
                if _is_digest(form, parts, is_exclusive, prefixes):
                    return form.is_exact
                if not form.is_exact and _is_digest(form, parts, True, None):
                    return False
    raise _No(Verdict.digest_mismatch)


def _is_digest(form: _Form, parts: _Parts, is_exclusive: bool, prefixes: list[str] | None) -> bool:
    # URI="" leaves comments out, whatever the transform says (XML Signature §4.4.3.3).
    assert parts.digest_method is not None, "it was looked up"
    what = form.alert.getroottree() if form.is_exact else form.alert
    content = etree.tostring(
        what, method="c14n", exclusive=is_exclusive, with_comments=False,
        inclusive_ns_prefixes=prefixes if is_exclusive else None,
    )  # fmt: skip
    digest = hashes.Hash(parts.digest_method())
    digest.update(content)
    return digest.finalize() == parts.digest


@contextmanager
def _cut(nodes: list[etree._Element]) -> Iterator[None]:
    """Without these parts, their tails kept; afterwards as it was."""
    undo = []
    for node in nodes:
        parent, before, tail = node.getparent(), node.getprevious(), node.tail
        if parent is None:
            continue
        where = parent.index(node)
        was = parent.text if before is None else before.tail
        if before is None:
            parent.text = (was or "") + (tail or "")
        else:
            before.tail = (was or "") + (tail or "")
        parent.remove(node)
        undo.append((parent, before, was, where, node))
    try:
        yield
    finally:
        for parent, before, was, where, node in reversed(undo):
            if before is None:
                parent.text = was
            else:
                before.tail = was
            parent.insert(where, node)


def _certificates(signature: etree._Element) -> list[x509.Certificate] | None:
    """Those that a signature brings along; None where one of them is none, or they are too many."""
    found: list[x509.Certificate] = []
    with warnings.catch_warnings():
        # A serial number below 1 breaks RFC 5280; the key is what counts here, and it is pinned.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for each in signature.iter(f"{{{DSIG}}}X509Certificate"):
            if len(found) >= MOST_CERTIFICATES:
                return None
            try:
                found.append(x509.load_der_x509_certificate(_base64(each)))
            except (ValueError, _No):
                return None
    return found


def _keys(
    certificates: list[x509.Certificate] | None, alert: etree._Element, pins: Sequence[Pin]
) -> list[tuple[PublicKey, Pin]]:
    """The keys it may be checked with, each with the pin it rests on."""
    if certificates is None:
        raise _No(Verdict.certificate_unreadable)
    if not certificates:
        return [(each.key, each) for each in pins if each.authority is None]
    found: list[tuple[PublicKey, Pin]] = []
    sent = _sent(alert)
    for certificate in certificates:
        try:
            key = certificate.public_key()
        except (ValueError, UnsupportedAlgorithm):
            continue  # of a curve that is not known here
        if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
            continue
        print_ = fingerprint_of(key)
        others = [each for each in certificates if each is not certificate]
        for pin in pins:
            if pin.authority is None and pin.fingerprint == print_:
                found.append((pin.key, pin))
            elif sent is not None and vouched(certificate, others, pin, sent):
                found.append((key, pin))
    if not found:
        raise _No(Verdict.not_pinned)
    return found


def _matching(
    number: int, forms: Forms, parts: _Parts, candidates: list[tuple[PublicKey, Pin]]
) -> tuple[Pin, bool]:
    """The pin whose key made it, and whether it did so over these very bytes."""
    if not candidates:
        raise _No(Verdict.not_pinned)
    for form in (each() for each in forms):
        info = _one(form.signatures[number], "SignedInfo")
        for how in dict.fromkeys((parts.how, (True, False))):
            content = _canonical(info, how, parts.prefixes)
            for key, pin in candidates:
                if _fits(parts, content, key):
                    return pin, form.is_exact and how == parts.how
    raise _No(Verdict.signature_mismatch)


def _fits(parts: _Parts, content: bytes, key: PublicKey) -> bool:
    try:
        if isinstance(key, rsa.RSAPublicKey):
            if parts.kind != "rsa":
                return False
            key.verify(parts.value, content, padding.PKCS1v15(), parts.hash())
            return True
        size = (key.curve.key_size + 7) // 8
        if parts.kind != "ec" or len(parts.value) != 2 * size:
            return False
        r, s = (int.from_bytes(each, "big") for each in (parts.value[:size], parts.value[size:]))
        key.verify(utils.encode_dss_signature(r, s), content, ec.ECDSA(parts.hash()))
        return True
    except InvalidSignature:
        return False


def _sent(alert: etree._Element) -> datetime | None:
    times = [each for each in alert.iter("{*}sent", "sent") if each.getparent() is alert]
    text = "".join(times[0].itertext()) if times else ""
    return None if not text else lexical.instant(text) or lexical.guessed(text)


def _signer(certificates: list[x509.Certificate] | None) -> str | None:
    return certificates[0].subject.rfc4514_string() if certificates else None
