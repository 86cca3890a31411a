"""Accounts kept for the bad day: a printed secret in a sealed envelope, and a loud word when used.

The secret has 130 random bits and is kept as a digest: it can be neither guessed nor made to wait.
Who opens one leaves an obligation on record, overdue at once, that a duty officer answers for.

Source: NIST SP 800-53 r5 AC-2 (emergency accounts); 45 CFR 164.312 (a)(2)(ii).
"""

import hashlib
import hmac
import os
from datetime import datetime

from tocsin.app.sign_in.sessions import Proof
from tocsin.jurisdiction.orders import Order
from tocsin.operations.obligations import OweThis
from tocsin.operations.orders import Session

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, GROUP = 26, 5
KIND = "emergency_sign_in"
_HEARD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def drawn() -> str:
    """A new secret, as it is printed: Crockford's base 32 in groups."""
    number = int.from_bytes(os.urandom(17))
    letters = "".join(ALPHABET[number >> 5 * each & 31] for each in range(LETTERS))
    return "-".join(letters[each : each + GROUP] for each in range(0, LETTERS, GROUP))


def digest(secret: str) -> str:
    """What is kept of it, however it is typed."""
    letters = "".join(each for each in secret.upper()[:80] if each.isalnum())
    return hashlib.sha256(letters.translate(_HEARD).encode()).hexdigest()


def opens(sealed: str, typed: str) -> bool:
    """Whether this is the secret of an account; of one that is not sealed it never is."""
    return bool(sealed) and hmac.compare_digest(sealed, digest(typed))


def on_record(proof: Proof, name: str, now: datetime) -> Order:
    """The order that says who came in by a sealed secret; `name` is its own."""
    command = OweThis(kind=KIND, subject=f"person/{proof.person}", due_at=now)
    session = Session(f"sealed/{name}", proof.credential, proof.at)
    return Order(command=command, command_id=f"sealed/{name}", actor=proof.person, session=session)
