"""The invited side of a meeting: two questions at the inviting town's door."""

import hashlib
from http import HTTPStatus
from typing import TypeVar

import msgspec

from tocsin.app.neighbours.wire import Door, problem_in
from tocsin.app.outcome import Exit, Told
from tocsin.federation.meeting import (
    NONCE_BYTES,
    Hello,
    Invitation,
    Met,
    Reveal,
    Welcome,
    commitment,
    proof_of,
    secret_digest,
    spoken_code,
)
from tocsin.federation.replica import SliceRefused
from tocsin.log.clock import SystemEntropy

HELLO, REVEAL = "/v1/neighbours/hello", "/v1/neighbours/reveal"
ANSWER_BYTES = 20_000


def met_at(
    invitation: Invitation, code: str, name: str, url: str, public_key: str
) -> tuple[Welcome, str]:
    """Meet the inviting town; its answer, and the code that people read aloud. Raises Told."""
    digest = secret_digest(invitation.secret)
    nonce = SystemEntropy().draw(NONCE_BYTES).hex()
    committed = commitment(nonce, public_key)
    hello = Hello(
        town=code,
        name=name,
        url=url,
        public_key=public_key,
        commitment=committed,
        proof=proof_of(digest, code, name, url, public_key, committed),
    )
    try:
        door = Door(invitation.url)
        try:
            welcome = _asked(door, HELLO, hello, Welcome)
            _check_welcome(welcome, invitation)
            reveal = Reveal(town=code, nonce=nonce, proof=proof_of(digest, code, nonce))
            _asked(door, REVEAL, reveal, Met)
        finally:
            door.close()
    except SliceRefused as error:
        raise Told(f"the door of {invitation.town} was not met: {error}", Exit.not_so) from error
    return welcome, spoken_code(welcome, hello, nonce)


def _check_welcome(welcome: Welcome, invitation: Invitation) -> None:
    """Raise Told where whoever answers is not who invited."""
    digest = hashlib.sha256(_bytes(welcome.public_key)).hexdigest()
    if welcome.town != invitation.town or digest != invitation.key_sha256:
        raise Told(
            f"whoever answers at {invitation.url} has not the key in the invitation: somebody may "
            "stand in between, or the invitation was changed on its way",
            Exit.not_so,
        )


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


Kind = TypeVar("Kind", Welcome, Met)


def _asked(door: Door, path: str, question: Hello | Reveal, kind: type[Kind]) -> Kind:
    headers = {"content-type": "application/json"}
    body = msgspec.json.encode(question)
    status, answer = door.asked("POST", path, headers, body, ANSWER_BYTES)
    if status != HTTPStatus.OK:
        raise Told(f"the other door does not meet us: {problem_in(status, answer)}", Exit.refused)
    try:
        return msgspec.json.decode(answer, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Told(f"what answers there is no town's door: {error}", Exit.not_so) from error
