from base64 import b64decode
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tocsin.federation.link_key import LinkKey, is_raw_signed
from tocsin.federation.signed_requests import (
    WINDOW_S,
    NotTaken,
    RequestFault,
    Signed,
    Verifier,
    digest_of,
    off_by,
    sign,
    signature_base,
)
from tocsin.log import SeededEntropy

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KEY, OTHER = LinkKey.drawn(SeededEntropy(1)), LinkKey.drawn(SeededEntropy(2))
NONCE = "0123456789abcdef" * 2
QUESTION = Signed(
    method="GET", authority="pe.example:8443", path="/v1/neighbours/slice", query="wait=10", to="PE"
)


def taken(
    question: Signed = QUESTION,
    headers: dict[str, str] | None = None,
    now: datetime = NOW,
    by: Verifier | None = None,
) -> tuple[str, str]:
    headers = sign(KEY, "WE", QUESTION, NOW, NONCE) if headers is None else headers
    by = by or Verifier("PE", {"WE": KEY.public}.get)
    return by.verified(
        question, headers["signature-input"], headers["signature"], headers["content-digest"], now
    )


def refused(**how: object) -> RequestFault:
    with pytest.raises(NotTaken) as error:
        taken(**how)  # type: ignore[arg-type]
    return error.value.fault


def test_a_request_that_a_neighbour_signed_is_taken() -> None:
    assert taken() == ("WE", NONCE)


def test_the_signature_base_is_that_of_the_standard() -> None:
    """RFC 9421, appendix B.2.6: the key, the base and the signature that it prints."""
    key = b64decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=").hex()
    components = [
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@method", "POST"),
        ("@path", "/foo"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
        ("content-length", "18"),
    ]
    parameters = (
        '("date" "@method" "@path" "@authority" "content-type" "content-length")'
        ';created=1618884473;keyid="test-key-ed25519"'
    )
    signature = b64decode(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )
    assert is_raw_signed(key, signature_base(components, parameters), signature)
    assert not is_raw_signed(key, signature_base(components[1:], parameters), signature)


def test_the_digest_of_a_body_is_that_of_the_standard() -> None:
    """RFC 9530, appendix D: of `{"hello": "world"}` and a line end."""
    found = digest_of(b'{"hello": "world"}\n')
    assert found == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "POST"},
        {"authority": "we.example"},
        {"path": "/v1/neighbours"},
        {"query": "wait=20"},
    ],
)
def test_what_is_signed_cannot_be_changed(changed: dict[str, str]) -> None:
    question = msgspec.structs.replace(QUESTION, **changed)
    assert refused(question=question) is RequestFault.wrong_key


def test_another_body_is_noticed() -> None:
    question = msgspec.structs.replace(QUESTION, body=b"more")
    assert refused(question=question) is RequestFault.body_differs


def test_a_request_to_another_town_is_not_for_us() -> None:
    assert refused(by=Verifier("EB", {"WE": KEY.public}.get)) is RequestFault.not_for_us


def test_a_key_that_is_not_known_here_signs_nothing() -> None:
    wrong = sign(OTHER, "WE", QUESTION, NOW, NONCE)
    assert refused(headers=wrong) is RequestFault.wrong_key
    assert refused(by=Verifier("PE", lambda _code: None)) is RequestFault.wrong_key


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_off_by_a_day_is_told_so(days: int) -> None:
    headers = sign(KEY, "WE", QUESTION, NOW + timedelta(days=days), NONCE)
    with pytest.raises(NotTaken, match=r"clock of WE is 1\.0 days"):
        taken(headers=headers)


def test_a_request_is_good_once_and_for_minutes() -> None:
    verifier = Verifier("PE", {"WE": KEY.public}.get)
    taken(by=verifier)
    later = NOW + timedelta(seconds=WINDOW_S - 1)
    assert refused(by=verifier, now=later) is RequestFault.replayed
    for _ in range(3):
        after = NOW + timedelta(seconds=2 * WINDOW_S)
        assert refused(by=verifier, now=after) is RequestFault.clock_off
    fresh = sign(KEY, "WE", QUESTION, NOW, NONCE.replace("0", "9"))
    assert taken(headers=fresh, by=verifier)[0] == "WE"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"@path" ', ""),
        ("ed25519", "hmac-sha256"),
        ("tocsin-neighbour", "other"),
        ("town=", "sig1="),
        (";created=", ";expires="),
        (NONCE, NONCE[:-1]),
        ('keyid="WE"', 'keyid="we"'),
    ],
)
def test_there_is_one_way_to_sign(was: str, now: str) -> None:
    headers = sign(KEY, "WE", QUESTION, NOW, NONCE)
    assert was in headers["signature-input"]
    headers["signature-input"] = headers["signature-input"].replace(was, now)
    assert refused(headers=headers) is RequestFault.not_signed


def test_a_request_without_a_signature_is_not_signed() -> None:
    nothing = {"signature-input": "", "signature": "", "content-digest": ""}
    assert refused(headers=nothing) is RequestFault.not_signed


def test_how_far_a_clock_is_off_is_said_in_words() -> None:
    assert off_by(86_400) == "1.0 days ahead of ours"
    assert off_by(-5_400) == "1.5 h behind ours"
    assert off_by(90) == "1.5 min ahead of ours"
