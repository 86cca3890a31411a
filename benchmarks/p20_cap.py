"""CAP: alerts read, typed and judged in a second, and signatures checked, beside three peers.

    python -m benchmarks.p20_cap [--quick]

On one core, in processor time, the best of several runs. *Small* is the smallest public message of
CAP 1.2 past 1,200 bytes that is valid; *corpus* is every public message that holds an alert alone
and is well-formed. Peers in the same run: lxml alone (the floor), lxml with the schema of the
standard, xmltodict (a tree of dicts, no types, no rules), signxml.
capparselib wants lxml 4.6.3 and cannot stand in our lock; it
runs where somebody put it beside ours: `uv pip install --no-deps capparselib==0.6.6`.
"""

import importlib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import xmltodict
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree
from signxml.verifier import XMLVerifier

from benchmarks import measuring
from tocsin.gateways.cap import check, parse, pins_of, render, signed
from tocsin.gateways.cap.names import CAP_12
from tocsin.gateways.cap.samples import flood

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
SMALL_TARGET, CORPUS_TARGET, CHECK_TARGET = 10_000, 5_000, 2_000
Work = Callable[[bytes], object]


def corpus() -> list[bytes]:
    """The public messages, or ours where there are none."""
    folder = Path(os.environ.get("TOCSIN_REFERENCE", "../shared")) / "standards/cap/samples"
    found = []
    for file in sorted(folder.glob("*/*")):
        content = file.read_bytes()
        if file.parent.name == "json":
            continue
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError:
            continue
        if etree.QName(root).localname == "alert":
            found.append(content)
    return found or [render(flood(MORNING, each)) for each in range(100)]


def rate(work: Work, files: Sequence[bytes], rounds: int) -> float | str:
    """Files in a second of processor time, the best of some rounds; or what stops it."""
    best = float("inf")
    for _ in range(rounds):
        failed = 0

        def once(failing: list[int]) -> None:
            for each in files:
                try:
                    work(each)
                except Exception:  # a peer may fail at a real file: that is counted
                    failing.append(1)

        failing: list[int] = []
        _, took = measuring.cpu_of(lambda: once(failing))  # noqa: B023 - called at once
        failed = len(failing)
        if failed:
            return f"fails on {failed} of {len(files)}"
        best = min(best, took)
    return len(files) / best


def schema() -> etree.XMLSchema | None:
    """The schema of the standard, where it is at hand."""
    file = Path(os.environ.get("TOCSIN_REFERENCE", "../shared")) / "standards/cap/xsd/CAP-v1.2.xsd"
    return etree.XMLSchema(etree.parse(str(file))) if file.is_file() else None


def capparselib() -> Work | None:
    """A peer that may be there."""
    try:
        module = importlib.import_module("capparselib.parsers")
    except ImportError:
        return None
    parser: Callable[..., object] = module.CAPParser
    return lambda content: parser(content.decode("utf-8"))


def reading(rounds: int) -> None:
    """Alerts in a second."""
    files = corpus()
    large = [each for each in files if len(each) > 1_200 and b"cap:1.2" in each]
    small = [min((each for each in large if parse(each).is_valid), key=len)] * 200
    rules = schema()
    peers: list[tuple[str, Work]] = [
        ("ours: typed, judged, deviations named", parse),
        ("lxml alone", etree.fromstring),
    ]
    if rules is not None:
        peers.append(("lxml and the schema", lambda each: rules.validate(etree.fromstring(each))))
    peers.append(("xmltodict", xmltodict.parse))
    other = capparselib()
    if other is not None:
        peers.append(("capparselib", other))
    rows = [[name, rate(work, small, rounds), rate(work, files, rounds)] for name, work in peers]
    if other is None:
        rows.append(["capparselib", "not installed", "it wants lxml 4.6.3"])
    measuring.table(f"alerts in a second ({len(files)} files)", ["", "small", "corpus"], rows)
    ours, whole = rows[0][1], rows[0][2]
    assert isinstance(ours, float), ours
    assert isinstance(whole, float), whole
    print(f"  small: {measuring.against(ours, SMALL_TARGET)}")
    print(f"  corpus: {measuring.against(whole, CORPUS_TARGET)}")


def certificate(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """One that is good for long."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "port-ellery.example")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(MORNING - timedelta(days=1))
    builder = builder.not_valid_after(MORNING + timedelta(days=3650))
    constraints = x509.BasicConstraints(ca=False, path_length=None)
    builder = builder.add_extension(constraints, critical=True)
    return builder.sign(key, hashes.SHA256())


def checking(rounds: int) -> None:
    """Signatures in a second: our own alert of two infos, signed, against a pinned certificate."""
    rows: list[list[object]] = []
    for name, key in (
        ("ECDSA P-256", ec.generate_private_key(ec.SECP256R1())),
        ("RSA 2048", rsa.generate_private_key(65537, 2048)),
    ):
        own = certificate(key)
        pins = pins_of(own.public_bytes(serialization.Encoding.PEM))
        content = signed(flood(MORNING), key, own)
        files = [content] * 100
        assert check(content, pins)[0].verdict == "verified"
        ours = rate(lambda each, of=pins: check(each, of), files, rounds)  # type: ignore[misc]
        theirs = rate(
            lambda each, of=own: XMLVerifier().verify(each, x509_cert=of),  # type: ignore[misc]
            files,
            rounds,
        )
        assert isinstance(ours, float), ours
        rows.append([name, ours, theirs, measuring.against(ours, CHECK_TARGET)])
    measuring.table("signatures in a second", ["", "ours", "signxml", "2,000"], rows)


def main() -> None:
    asked = measuring.asked(__doc__ or "")
    rounds = 2 if asked.quick else 15
    parsed = parse(corpus()[0])
    assert parsed.alerts, CAP_12
    reading(rounds)
    checking(rounds)


if __name__ == "__main__":
    main()
