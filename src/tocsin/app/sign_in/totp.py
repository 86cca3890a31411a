"""Codes of a second device that change with time (RFC 6238: SHA-1, six digits, 30 seconds)."""

import base64
import hashlib
import hmac
import os
from urllib.parse import quote

STEP_S = 30
DIGITS = 6


def drawn_secret() -> str:
    """A new shared secret: 160 bits (RFC 4226, section 4), base 32."""
    return base64.b32encode(os.urandom(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of a step: how many times 30 seconds have gone by since 1970."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), hashlib.sha1)
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, now_s: float) -> int | None:
    """The step whose code this is: the present one, the one before or after; None of any other."""
    said = "".join(each for each in code if each.isdecimal() and each.isascii())
    now = int(now_s // STEP_S)
    steps = (now, now - 1, now + 1)
    return next((s for s in steps if hmac.compare_digest(code_at(secret, s), said)), None)


def address_of(secret: str, town: str, handle: str) -> str:
    """What the device reads: `otpauth://totp/…`, as apps for codes take it."""
    label = quote(f"{town}:{handle}", safe=":")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(town)}"
