"""Web Push: what is sent opens for one browser, is signed by the town, and goes nowhere near."""

import json
import stat
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tocsin.app.push.posting import post, public_address
from tocsin.app.push.sealing import public_key, sealed
from tocsin.app.push.subscriptions import NotASubscription, Subscriptions, checked
from tocsin.app.push.vapid import FILE, decoded, encoded, key_in

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"


def test_the_example_of_rfc_8291_is_sealed_as_it_stands_there() -> None:
    """RFC 8291, section 5 and appendix A."""
    number = int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = sealed(
        b"When I grow up, I want to be a watermelon",
        decoded(THEIRS),
        decoded(SECRET),
        ec.derive_private_key(number, ec.SECP256R1()),
        decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
        "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
        "WGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_the_town_signs_for_one_service_and_keeps_its_key(tmp_path: Path) -> None:
    key = key_in(tmp_path)
    header = key.authorization("https://push.example.org/x/y?z", NOW, "mailto:operator@pe.example")
    token, _, public = header.removeprefix("vapid t=").partition(", k=")
    assert public == key.public == key_in(tmp_path).public
    body, _, signature = token.rpartition(".")
    raw = decoded(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public_key(decoded(public)).verify(der, body.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(decoded(body.partition(".")[2]))
    assert claims["aud"] == "https://push.example.org"
    assert 0 < claims["exp"] - NOW.timestamp() <= 86_400
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_subscriptions_are_kept_over_a_restart_a_few_for_each(tmp_path: Path) -> None:
    first = Subscriptions(tmp_path)
    for number in range(7):
        first.add(checked("p-1", f"https://push.example.org/{number}", THEIRS, SECRET, NOW))
    first.add(checked("p-2", "https://push.example.org/other", THEIRS, SECRET, NOW))
    again = Subscriptions(tmp_path)
    mine = again.of(frozenset({"p-1"}))
    assert [each.endpoint[-1] for each in mine] == ["2", "3", "4", "5", "6"]
    assert again.keep(lambda each: each.person != "p-1") == 5
    assert Subscriptions(tmp_path).of(frozenset({"p-1"})) == []
    assert len(Subscriptions(tmp_path).of(frozenset({"p-2"}))) == 1


@pytest.mark.parametrize(
    ("endpoint", "theirs", "secret"),
    [
        ("http://push.example.org/x", THEIRS, SECRET),
        ("https://127.0.0.1/x", THEIRS, SECRET),
        ("https://[::1]/x", THEIRS, SECRET),
        ("https://localhost/x", THEIRS, SECRET),
        ("file:///etc/passwd", THEIRS, SECRET),
        ("https://push.example.org/" + "x" * 1000, THEIRS, SECRET),
        ("https://push.example.org/x", THEIRS[:-4], SECRET),
        ("https://push.example.org/x", THEIRS, "c2hvcnQ"),
        ("https://push.example.org/x", "é", SECRET),
    ],
)
def test_what_is_no_subscription_is_not_kept(endpoint: str, theirs: str, secret: str) -> None:
    with pytest.raises(NotASubscription):
        checked("p-1", endpoint, theirs, secret, NOW)


def test_nothing_is_sent_into_the_towns_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("10.0.0.1", "192.168.1.2", "127.0.0.1", "169.254.169.254", "fe80::1"):
        answer = [(2, 1, 6, "", (address, 443))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_a, found=answer, **_k: found)
        with pytest.raises(OSError, match="private"):
            post("https://push.example.org/x", b"", {})
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("8.8.8.8", 443))])
    assert public_address("push.example.org", 443) == "8.8.8.8"


def test_base64url_is_read_with_and_without_padding() -> None:
    assert decoded("YQ") == decoded("YQ==") == urlsafe_b64decode("YQ==")
