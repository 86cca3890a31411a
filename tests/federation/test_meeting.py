import pytest

from tocsin.federation.meeting import (
    Hello,
    Invitation,
    NoInvitation,
    Welcome,
    commitment,
    invitation_of,
    is_proof,
    proof_of,
    secret_digest,
    spoken_code,
)

INVITATION = Invitation(
    town="PE",
    name="Penford",
    to="WE",
    url="https://pe.example",
    key_sha256="ab" * 32,
    secret="cd" * 16,
)


def welcome(key: str = "01" * 32, nonce: str = "11" * 32) -> Welcome:
    return Welcome(town="PE", name="Penford", public_key=key, nonce=nonce)


def hello(key: str = "02" * 32) -> Hello:
    return Hello(
        town="WE", name="Weir End", url="https://we.example", public_key=key,
        commitment=commitment("22" * 32, key), proof="",
    )  # fmt: skip


def test_an_invitation_survives_being_broken_into_lines() -> None:
    text = INVITATION.to_text()
    broken = "Dear neighbour,\n " + "\n  ".join(text[n : n + 30] for n in range(0, len(text), 30))
    assert invitation_of(broken) == INVITATION


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tocsin-invitation.",
        INVITATION.to_text()[:-12],
        INVITATION.to_text().replace("tocsin-invitation.e", "tocsin-invitation.f"),
    ],
)
def test_half_an_invitation_is_none(text: str) -> None:
    with pytest.raises(NoInvitation):
        invitation_of(text)


def test_both_ends_read_the_same_eight_digits() -> None:
    code = spoken_code(welcome(), hello(), "22" * 32)
    assert code == spoken_code(welcome(), hello(), "22" * 32)
    assert len(code.replace(" ", "")) == 8
    assert code.replace(" ", "").isdecimal()


def test_a_swapped_key_or_number_is_heard() -> None:
    heard = {
        spoken_code(welcome(), hello(), "22" * 32),
        spoken_code(welcome(key="03" * 32), hello(), "22" * 32),
        spoken_code(welcome(), hello(key="03" * 32), "22" * 32),
        spoken_code(welcome(nonce="12" * 32), hello(), "22" * 32),
        spoken_code(welcome(), hello(), "23" * 32),
    }
    assert len(heard) == 5


def test_only_who_holds_the_secret_can_prove_it() -> None:
    digest = secret_digest(INVITATION.secret)
    proof = proof_of(digest, "WE", "key")
    assert is_proof(proof, digest, "WE", "key")
    assert not is_proof(proof, digest, "WE", "other key")
    assert not is_proof(proof, secret_digest("ce" * 16), "WE", "key")
    assert not is_proof("ÿ", digest, "WE", "key")
