"""Signatures of alerts: by a pinned key, over all of it, good when the alert was sent."""

import warnings
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree

from tests.gateways.cap_alerts import MORNING
from tocsin.gateways.cap import Malformed, Pin, check, parse, pins_of, signed
from tocsin.gateways.cap.names import CAP_12, DSIG
from tocsin.gateways.cap.opening import in_utf8
from tocsin.gateways.cap.pins import fingerprint_of
from tocsin.gateways.cap.samples import cancelled, flood
from tocsin.gateways.cap.signatures import Verdict
from tocsin.gateways.cap.signing import PrivateKey

KEY = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)
PEM = serialization.Encoding.PEM


def public(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def certificate(
    name: str, key: PrivateKey, by: PrivateKey, issuer: str, *, ca: bool = False, days: int = 30
) -> x509.Certificate:
    """From a day before the alert on."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(MORNING - timedelta(days=1))
        .not_valid_after(MORNING + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    return builder.sign(by, hashes.SHA256())


OWN = certificate("warnings.port-ellery.example", KEY, KEY, "warnings.port-ellery.example")
PINS = pins_of(public(KEY))
GOOD = signed(flood(MORNING), KEY, OWN)


def verdicts(content: bytes, pins: tuple[Pin, ...] = PINS) -> list[Verdict]:
    return [each.verdict for each in check(content, pins)]


@pytest.mark.parametrize("key", [KEY, RSA])
def test_what_we_sign_is_verified_here_and_by_another_library(key: PrivateKey) -> None:
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    content = signed(flood(MORNING), key)
    assert parse(content).is_valid
    assert verdicts(content, pins_of(public(key))) == [Verdict.verified]
    own = certificate("a", key, key, "a", days=3650)
    content = signed(flood(MORNING), key, own)
    assert verdicts(content, pins_of(own.public_bytes(PEM))) == [Verdict.verified]
    plain = SignatureConfiguration(require_x509=False)
    found = XMLVerifier().verify(content, x509_cert=own, expect_config=plain)
    assert not isinstance(found, list)
    assert found.signed_xml is not None
    assert found.signed_xml.findtext(f"{{{CAP_12}}}identifier") == "PE-w-0001"


def test_what_another_library_signs_is_verified_here() -> None:
    from signxml.algorithms import CanonicalizationMethod
    from signxml.signer import XMLSigner

    from tocsin.gateways.cap import render

    root = etree.fromstring(render(flood(MORNING)))
    for method in (
        CanonicalizationMethod.CANONICAL_XML_1_0,
        CanonicalizationMethod.CANONICAL_XML_1_1,
        CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    ):
        for key in (KEY, RSA):
            algorithm = "ecdsa-sha256" if key is KEY else "rsa-sha256"
            signer = XMLSigner(c14n_algorithm=method, signature_algorithm=algorithm)
            own = certificate("a", key, key, "a")
            made = etree.tostring(signer.sign(root, key=key, cert=[own]))
            assert verdicts(made, pins_of(public(key))) == [Verdict.verified]
            changed = made.replace(b"uphill", b"downhill")
            assert verdicts(changed, pins_of(public(key))) == [Verdict.digest_mismatch]


@pytest.mark.parametrize(
    ("was", "becomes", "verdict"),
    [
        (b"leave now", b"stay here", Verdict.digest_mismatch),
        (b"<urgency>", b"<urgency> ", Verdict.digest_mismatch),
        (b"<SignatureValue>", b"<SignatureValue>AAAA", Verdict.signature_mismatch),
        (b"<SignatureValue>", b"<SignatureValue>?", Verdict.signature_mismatch),
        (b"<DigestValue>", b"<DigestValue>AAAA", Verdict.digest_mismatch),
        (b'URI=""', b'URI="#other"', Verdict.covers_other),
        (b"enveloped-signature", b"other-signature", Verdict.covers_other),
        (b"xmlenc#sha256", b"xmlenc#md5", Verdict.algorithm_refused),
        (b"ecdsa-sha256", b"hmac-sha256", Verdict.algorithm_refused),
        (b"<KeyInfo>", b"<KeyInfo><X509Certificate>AAAA</X509Certificate>",
         Verdict.certificate_unreadable),
        (b"<SignedInfo", b"<SignedInfo/><SignedInfo", Verdict.malformed),
        (b"<alert ", b'<alert xml:base="x" ', Verdict.algorithm_refused),
    ],
)  # fmt: skip
def test_each_way_to_be_wrong_has_a_name(was: bytes, becomes: bytes, verdict: Verdict) -> None:
    assert was in GOOD
    assert verdicts(GOOD) == [Verdict.verified], "the control"
    assert verdicts(GOOD.replace(was, becomes, 1)) == [verdict]


def test_a_key_that_nobody_pinned_proves_nothing() -> None:
    name = "warnings.port-ellery.example"
    forged = signed(flood(MORNING), OTHER, certificate(name, OTHER, OTHER, name))
    assert verdicts(forged) == [Verdict.not_pinned]
    assert verdicts(GOOD, ()) == [Verdict.not_pinned]
    assert verdicts(signed(flood(MORNING), OTHER)) == [Verdict.signature_mismatch]
    stolen = signed(flood(MORNING), OTHER, OWN)
    assert verdicts(stolen) == [Verdict.signature_mismatch], "a pinned certificate, another key"
    assert verdicts(GOOD[: GOOD.index(b"<Signature")] + b"</alert>") == [Verdict.unsigned]


def test_a_certificate_is_held_to_the_time_the_alert_was_sent() -> None:
    pins = pins_of(OWN.public_bytes(PEM))
    assert verdicts(GOOD, pins) == [Verdict.verified], "today it has long ended"
    for days in (-2, 31):
        content = signed(flood(MORNING + timedelta(days=days)), KEY, OWN)
        assert verdicts(content, pins) == [Verdict.not_good_then]
        assert verdicts(content) == [Verdict.verified], "a key alone has no end"


def test_a_pinned_authority_vouches_for_one_name() -> None:
    root, middle = OTHER, RSA
    top = certificate("Authority", root, root, "Authority", ca=True)
    between = certificate("Between", middle, root, "Authority", ca=True)
    leaf = certificate("warnings.port-ellery.example", KEY, middle, "Between")
    content = signed(flood(MORNING), KEY, leaf)
    more = between.public_bytes(serialization.Encoding.DER)
    import base64

    with_chain = content.replace(
        b"</X509Data>",
        b"<X509Certificate>%s</X509Certificate></X509Data>" % base64.b64encode(more),
    )
    pins = pins_of(top.public_bytes(PEM), "warnings.port-ellery.example")
    assert verdicts(with_chain, pins) == [Verdict.verified]
    assert verdicts(content, pins) == [Verdict.not_pinned], "one is missing between"
    assert verdicts(with_chain, pins_of(top.public_bytes(PEM), "elsewhere")) == [Verdict.not_pinned]
    no_authority = certificate("Between", middle, root, "Authority")
    with pytest.raises(Malformed, match="vouch for anybody"):
        pins_of(between.public_bytes(PEM))
    fake = content.replace(
        b"</X509Data>",
        b"<X509Certificate>%s</X509Certificate></X509Data>"
        % base64.b64encode(no_authority.public_bytes(serialization.Encoding.DER)),
    )
    assert verdicts(fake, pins) == [Verdict.not_pinned]


def test_a_signature_over_something_else_is_told() -> None:
    """Wrapping: a true message, with its signature, inside of a false one."""
    true = etree.fromstring(GOOD)
    false = etree.fromstring(GOOD.replace(b"leave now", b"all is well"))
    for where in range(len(false) + 1):
        root = etree.fromstring(etree.tostring(false))
        for each in root.findall(f"{{{DSIG}}}Signature"):
            root.remove(each)
        root.insert(min(where, len(root)), etree.fromstring(etree.tostring(true)))
        assert verdicts(etree.tostring(root)) == [Verdict.covers_other]
    signature = etree.fromstring(etree.tostring(true.find(f"{{{DSIG}}}Signature")))
    etree.SubElement(signature, f"{{{DSIG}}}Object").append(true)
    root = etree.fromstring(etree.tostring(false))
    root.replace(root.find(f"{{{DSIG}}}Signature"), signature)
    found = check(etree.tostring(root), PINS)
    assert found[0].verdict is not Verdict.verified
    assert all(each.verdict is not Verdict.verified for each in found[0].signatures)


def test_each_alert_of_a_file_has_its_own_report() -> None:
    alert = GOOD.split(b"?>", 1)[1]
    feed = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>%s</entry><entry>%s</entry></feed>"
    changed = alert.replace(b"leave now", b"stay here")
    assert verdicts(feed % (alert, changed)) == [Verdict.verified, Verdict.digest_mismatch]
    with pytest.raises(Malformed):
        check(GOOD[:-9], PINS)


def test_several_signatures_are_each_told() -> None:
    import copy

    def added(content: bytes, key: PrivateKey) -> bytes:
        root = etree.fromstring(content)
        made = etree.fromstring(signed(flood(MORNING), key, certificate("b", key, key, "b")))
        root.append(copy.deepcopy(made.find(f"{{{DSIG}}}Signature")))
        return bytes(etree.tostring(root))

    content = added(GOOD, OTHER)
    (report,) = check(content, PINS)
    assert report.verdict is Verdict.verified
    assert [each.verdict for each in report.signatures] == [Verdict.verified, Verdict.not_pinned]
    both = (*PINS, *pins_of(public(OTHER)))
    (report,) = check(content, both)
    assert [each.verdict for each in report.signatures] == [Verdict.verified, Verdict.verified]
    end = content.rindex(b"<SignatureValue>")
    broken = content[:end] + content[end:].replace(b"<SignatureValue>", b"<SignatureValue>AAAA")
    (report,) = check(broken, both)
    assert report.verdict is Verdict.verified, "which key a broken one claims proves nothing"
    assert report.signatures[1].verdict is Verdict.signature_mismatch


def test_blanks_that_were_laid_out_anew_are_told() -> None:
    root = etree.fromstring(GOOD, etree.XMLParser(remove_blank_text=True))
    for each in root.iter(etree.Element):
        each.tail = None if each.getparent() is None else "\n\t"
    laid_out = etree.tostring(root)
    assert verdicts(laid_out) == [Verdict.digest_mismatch], "ours is signed with its own blanks"
    bare = etree.fromstring(GOOD, etree.XMLParser(remove_blank_text=True))
    bare.remove(bare.find(f"{{{DSIG}}}Signature"))
    from signxml.signer import XMLSigner

    made = XMLSigner(signature_algorithm="ecdsa-sha256").sign(bare, key=KEY, cert=[OWN])
    assert verdicts(etree.tostring(made)) == [Verdict.verified]
    pretty = etree.tostring(made, pretty_print=True)
    assert verdicts(pretty) == [Verdict.relaid]
    assert verdicts(pretty.replace(b"leave now", b"leave  now")) == [Verdict.digest_mismatch]


def test_the_public_signatures_are_told_apart(reference: Path) -> None:
    """The certificate of the good one was made after its alert was sent: pinned as a certificate it
    did not hold then, pinned as a key it did."""
    folder = reference / "standards" / "cap" / "samples" / "signature-tests"
    good = (folder / "wis2box__sc_example.xml").read_bytes()
    der = etree.fromstring(good).findtext(f".//{{{DSIG}}}X509Certificate")
    assert der is not None
    pem = b"-----BEGIN CERTIFICATE-----\n" + der.strip().encode() + b"\n-----END CERTIFICATE-----\n"
    leaf = x509.load_pem_x509_certificate(pem)
    key = leaf.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    as_key = (Pin("meteo.sc", key, fingerprint_of(key)),)
    found = {each.name: verdicts(each.read_bytes(), as_key) for each in folder.iterdir()}
    assert found == {
        "wis2box__sc_example.xml": [Verdict.relaid],
        "wis2box__cap_example.xml": [Verdict.relaid],
        "wmo-im__sc_invalid_certificate.xml": [Verdict.certificate_unreadable],
        "wmo-im__sc_invalid_digest.xml": [Verdict.digest_mismatch],
        "wmo-im__sc_invalid_signature.xml": [Verdict.signature_mismatch],
        "wmo-im__sc_no_signature.xml": [Verdict.unsigned],
    }
    assert verdicts(good, pins_of(pem)) == [Verdict.not_good_then]


def test_old_signatures_by_sha_1_are_right_and_not_trusted(reference: Path) -> None:
    file = reference / "data" / "cap_alerts" / "google_cap_library" / "canada_signed.cap"
    content = file.read_bytes()
    pins = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for each in etree.fromstring(in_utf8(content)[0]).iter(f"{{{DSIG}}}X509Certificate"):
            pem = "-----BEGIN CERTIFICATE-----\n" + (each.text or "").strip()
            leaf = x509.load_pem_x509_certificate(f"{pem}\n-----END CERTIFICATE-----\n".encode())
            key = leaf.public_key()
            assert isinstance(key, rsa.RSAPublicKey)
            pins.append(Pin("one of two", key, fingerprint_of(key)))
        (report,) = check(content, pins)
    assert [each.verdict for each in report.signatures] == [Verdict.weak_algorithm] * 2
    (report,) = check(content.replace(b"Actual", b"Test"), pins)
    assert [each.verdict for each in report.signatures] == [Verdict.digest_mismatch] * 2


def test_a_pin_is_a_public_key_or_a_certificate_and_says_what_is_wrong() -> None:
    private = KEY.private_bytes(
        PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    small = rsa.generate_private_key(65537, 1024)
    for pem, says in (
        (private, "private key"),
        (public(small), "2048 bits"),
        (b"nothing", "PEM"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "PEM"),
    ):
        with pytest.raises(Malformed, match=says):
            pins_of(pem)
    assert len(pins_of(public(KEY) + OWN.public_bytes(PEM))) == 2


def test_a_cancel_is_signed_too() -> None:
    ended = signed(cancelled(MORNING, flood(MORNING)), KEY)
    assert verdicts(ended) == [Verdict.verified]
