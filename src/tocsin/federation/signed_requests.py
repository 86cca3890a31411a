"""Requests between towns, signed by HTTP Message Signatures with one algorithm and one cover.

Signed are method, authority, path, query, the town that is meant and the body's digest; a request
is good for minutes and once. What covers less, more or something else is not taken: there is one
way to sign, so there is nothing to negotiate.

Source: RFC 9421 2.2 (derived components), 2.3 (parameters), 2.5 (the signature base), 3.3.6
(Ed25519), 7.2.2 (replay); RFC 9530 (Content-Digest); RFC 8941 3.1.2 (parameters).
"""

import base64
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.federation.link_key import LinkKey, is_raw_signed

WINDOW_S = 300
"""So far may the clocks of two towns differ, and for so long a request is remembered."""
TAG = "tocsin-neighbour"
LABEL = "town"
TO = "tocsin-to"
COVERED = ("@method", "@authority", "@path", "@query", TO, "content-digest")
NONCES_KEPT = 20_000
"""Of one neighbour: far more than its rate lets through in the window."""

_INPUT = re.compile(
    r"town=\((?P<covered>[^()]*)\)"
    r";created=(?P<created>[0-9]{1,12})"
    r';nonce="(?P<nonce>[0-9a-f]{32})"'
    r';keyid="(?P<keyid>[A-Z]{2,4})"'
    r';alg="ed25519"'
    r';tag="tocsin-neighbour"'
)
_SIGNATURE = re.compile(r"town=:([A-Za-z0-9+/]{86}==):")


class RequestFault(StrEnum):
    """Why a signed request is not taken."""

    not_signed = "not_signed"
    not_for_us = "not_for_us"
    wrong_key = "wrong_key"
    clock_off = "clock_off"
    replayed = "replayed"
    body_differs = "body_differs"


class NotTaken(Exception):
    """A request that is not taken: by which rule, and a sentence for the other town."""

    def __init__(self, fault: RequestFault, says: str) -> None:
        super().__init__(says)
        self.fault = fault


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What a request says that is signed."""

    method: str
    authority: str
    """Host and port as the asker names them, in lower case."""
    path: str
    query: str
    """Without the question mark."""
    to: str
    """Code of the town that is meant."""
    body: bytes = b""


def digest_of(body: bytes) -> str:
    """The value of Content-Digest (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signature_base(components: Sequence[tuple[str, str]], parameters: str) -> bytes:
    """The bytes that are signed (RFC 9421, 2.5); `parameters` with the list of the covered."""
    lines = [f'"{name}": {value}' for name, value in components]
    lines.append(f'"@signature-params": {parameters}')
    return "\n".join(lines).encode()


def _components(signed: Signed) -> list[tuple[str, str]]:
    values = (
        signed.method.upper(),
        signed.authority.lower(),
        signed.path or "/",
        f"?{signed.query}",
        signed.to,
        digest_of(signed.body),
    )
    return list(zip(COVERED, values, strict=True))


def sign(key: LinkKey, code: str, signed: Signed, at: datetime, nonce: str) -> dict[str, str]:
    """The headers that go with a request of the town `code`. `nonce`: 16 fresh bytes, hex."""
    covered = " ".join(f'"{name}"' for name in COVERED)
    parameters = (
        f'({covered});created={int(at.timestamp())};nonce="{nonce}";keyid="{code}"'
        f';alg="ed25519";tag="{TAG}"'
    )
    signature = key.sign_raw(signature_base(_components(signed), parameters))
    return {
        TO: signed.to,
        "content-digest": digest_of(signed.body),
        "signature-input": f"{LABEL}={parameters}",
        "signature": f"{LABEL}=:{base64.b64encode(signature).decode()}:",
    }


class Nonces:
    """The nonces of the last minutes, by town: a request that comes again is noticed."""

    def __init__(self) -> None:
        self._seen: dict[str, OrderedDict[str, int]] = {}

    def is_new(self, code: str, nonce: str, created_s: int, now_s: int) -> bool:
        """Whether this town has not sent this nonce before; it has from now on."""
        seen = self._seen.setdefault(code, OrderedDict())
        while seen and (len(seen) >= NONCES_KEPT or next(iter(seen.values())) < now_s - WINDOW_S):
            # What is forgotten here is older than the window, or the town sent more than it may.
            seen.popitem(last=False)
        if nonce in seen:
            return False
        seen[nonce] = max(created_s, now_s)
        return True


class Verifier:
    """The door's side. `key_of` says by which key (hex) a town is known; None: by none."""

    def __init__(self, own_code: str, key_of: Callable[[str], str | None]) -> None:
        self._own_code = own_code
        self._key_of = key_of
        self._nonces = Nonces()

    def verified(
        self, signed: Signed, signature_input: str, signature: str, digest: str, now: datetime
    ) -> tuple[str, str]:
        """The code of the town that signed, and its nonce. Raises NotTaken."""
        found = _INPUT.fullmatch(signature_input)
        sealed = _SIGNATURE.fullmatch(signature)
        covered = " ".join(f'"{name}"' for name in COVERED)
        if found is None or sealed is None or found["covered"] != covered:
            raise NotTaken(
                RequestFault.not_signed, "the request is not signed as towns sign (RFC 9421)"
            )
        if signed.to != self._own_code:
            raise NotTaken(RequestFault.not_for_us, f"this is {self._own_code}, not {signed.to}")
        if digest != digest_of(signed.body):
            raise NotTaken(RequestFault.body_differs, "the body is not the one that was signed")
        code = found["keyid"]
        key = self._key_of(code)
        parameters = signature_input.removeprefix(f"{LABEL}=")
        base = signature_base(_components(signed), parameters)
        if key is None or not is_raw_signed(key, base, base64.b64decode(sealed[1])):
            raise NotTaken(RequestFault.wrong_key, f"not signed with the key that {code} has here")
        self._check_time(code, int(found["created"]), found["nonce"], int(now.timestamp()))
        return code, found["nonce"]

    def _check_time(self, code: str, created_s: int, nonce: str, now_s: int) -> None:
        off_s = created_s - now_s
        if abs(off_s) > WINDOW_S:
            raise NotTaken(RequestFault.clock_off, f"the clock of {code} is {off_by(off_s)}")
        if not self._nonces.is_new(code, nonce, created_s, now_s):
            raise NotTaken(RequestFault.replayed, "this request was made before")


def off_by(off_s: float) -> str:
    """How far another clock is from ours, for people."""
    way = "ahead of ours" if off_s > 0 else "behind ours"
    size_s = abs(off_s)
    for unit, unit_s in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if size_s >= unit_s:
            return f"{size_s / unit_s:.1f} {unit} {way}"
    return f"{size_s:.0f} s {way}"
