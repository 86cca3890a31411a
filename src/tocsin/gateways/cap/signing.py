"""An enveloped signature on an alert of ours, with the town's key.

RSA or an elliptic curve with SHA-256, Exclusive XML Canonicalization; the certificate goes with it
where there is one. Source: W3C XML Signature 1.1 §4 to §6; CAP 1.2 §3.3.4.
"""

import base64

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from lxml import etree

from tocsin.gateways.cap.message import Alert
from tocsin.gateways.cap.names import DSIG
from tocsin.gateways.cap.opening import exact
from tocsin.gateways.cap.render import render

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_SHA_256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"


def signed(alert: Alert, key: PrivateKey, certificate: x509.Certificate | None = None) -> bytes:
    """An alert with its signature, valid under the schema of CAP 1.2. Raises Unwritable."""
    root = exact(render(alert))
    digest = _sha_256(etree.tostring(root.getroottree(), method="c14n", exclusive=True))
    method = "rsa-sha256" if isinstance(key, rsa.RSAPrivateKey) else "ecdsa-sha256"
    info = (
        f'<SignedInfo xmlns="{DSIG}">'
        f'<CanonicalizationMethod Algorithm="{_EXCLUSIVE}"></CanonicalizationMethod>'
        f'<SignatureMethod Algorithm="{_MORE}{method}"></SignatureMethod>'
        '<Reference URI=""><Transforms>'
        f'<Transform Algorithm="{DSIG}enveloped-signature"></Transform>'
        f'<Transform Algorithm="{_EXCLUSIVE}"></Transform></Transforms>'
        f'<DigestMethod Algorithm="{_SHA_256}"></DigestMethod>'
        f"<DigestValue>{_letters(digest)}</DigestValue></Reference></SignedInfo>"
    )
    canonical = etree.tostring(etree.fromstring(info), method="c14n", exclusive=True)
    signature = etree.SubElement(root, f"{{{DSIG}}}Signature", nsmap={None: DSIG})
    signature.append(etree.fromstring(info))
    value = etree.SubElement(signature, f"{{{DSIG}}}SignatureValue")
    value.text = _letters(_value(canonical, key))
    if certificate is not None:
        where = etree.SubElement(signature, f"{{{DSIG}}}KeyInfo")
        where = etree.SubElement(where, f"{{{DSIG}}}X509Data")
        der = certificate.public_bytes(serialization.Encoding.DER)
        etree.SubElement(where, f"{{{DSIG}}}X509Certificate").text = _letters(der)
    found: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    return found + b"\n"


def _value(content: bytes, key: PrivateKey) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(content, padding.PKCS1v15(), hashes.SHA256())
    r, s = utils.decode_dss_signature(key.sign(content, ec.ECDSA(hashes.SHA256())))
    size = (key.curve.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _sha_256(content: bytes) -> bytes:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(content)
    return digest.finalize()


def _letters(content: bytes) -> str:
    return base64.b64encode(content).decode()
