"""How two towns that know nothing of each other come to believe each other's keys.

One gives the other an invitation. The one that was invited commits itself to a number, learns the
other's, and only then shows its own: from both numbers and both keys each side computes eight
digits, which people read to each other. Whoever sits in between has two different pairs of keys,
and one guess in a hundred million to have the digits agree.

Source: RFC 6189 4.4.1 and 4.5.2 (commitment before the short authentication string); RFC 2104.
"""

import base64
import hashlib
import hmac

import msgspec

NONCE_BYTES = 32
SECRET_BYTES = 16
PREFIX = "tocsin-invitation."


class NoInvitation(Exception):
    """The text is no invitation. Says why."""


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a town gives another: who invites whom, where its door is, and a secret good for once.

    `key_sha256` is of the inviting town's public key.
    """

    town: str
    name: str
    to: str
    url: str
    key_sha256: str
    secret: str

    def to_text(self) -> str:
        """One line, to be sent or carried."""
        packed = base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")
        check = hashlib.sha256(packed.encode()).hexdigest()[:8]
        return f"{PREFIX}{packed}.{check}"


def invitation_of(text: str) -> Invitation:
    """The invitation in a text, however its lines were broken. Raises NoInvitation."""
    whole = "".join(text.split())
    start = whole.find(PREFIX)
    packed, _, check = whole[start + len(PREFIX) :].partition(".") if start >= 0 else ("", "", "")
    if not packed:
        raise NoInvitation(f"an invitation begins with {PREFIX}")
    if hashlib.sha256(packed.encode()).hexdigest()[:8] != check[:8]:
        raise NoInvitation("the invitation is not whole: copy it from end to end")
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        return msgspec.json.decode(raw, type=Invitation)
    except (ValueError, msgspec.DecodeError) as error:
        raise NoInvitation(f"the invitation cannot be read: {error}") from error


def secret_digest(secret: str) -> str:
    """What the inviting town keeps of the secret."""
    return hashlib.sha256(b"tocsin invitation 1\0" + secret.encode()).hexdigest()


def commitment(nonce: str, public_key: str) -> str:
    """What the invited town shows before its number: it can be no other afterwards."""
    return hashlib.sha256(f"tocsin meeting 1\0{nonce}\0{public_key}".encode()).hexdigest()


class Hello(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The invited town's first word: who it is, by which key, and its commitment."""

    town: str
    name: str
    url: str
    public_key: str
    commitment: str
    proof: str
    """Keyed with the invitation's secret: the key and commitment are of whoever was invited."""


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """The inviting town's answer: its key and its number."""

    town: str
    name: str
    public_key: str
    nonce: str


class Reveal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The invited town's second word: its number."""

    town: str
    nonce: str
    proof: str


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """The inviting town has what it needs; people are to read the digits now."""

    town: str
    is_met: bool = True


def proof_of(digest: str, *parts: str) -> str:
    """Says that whoever sends these parts holds the invitation's secret; `digest` is of it."""
    return hmac.new(digest.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def is_proof(proof: str, digest: str, *parts: str) -> bool:
    """Whether `proof_of` says so, in constant time."""
    return hmac.compare_digest(proof_of(digest, *parts).encode(), proof.encode())


def spoken_code(inviting: Welcome, invited: Hello, nonce: str) -> str:
    """The digits that are read aloud, `4711 0823`: over both keys, both numbers, both towns."""
    both = "\0".join(
        (
            "tocsin spoken code 1", inviting.town, inviting.public_key, inviting.nonce,
            invited.town, invited.public_key, nonce,
        )
    )  # fmt: skip
    number = int.from_bytes(hashlib.sha256(both.encode()).digest()[:8], "big") % 10**8
    return f"{number // 10_000:04d} {number % 10_000:04d}"
