"""The first bytes of a log: a header, an identity, a key."""

import re

from tocsin.log.chain import HEAD, genesis, head_statement
from tocsin.log.clock import Clock, Entropy
from tocsin.log.record import FORMAT, Header, Parent, header_bytes
from tocsin.log.signing import TownKey
from tocsin.terms.kinds import LogKind

_CODE = re.compile(r"[A-Z]{2,4}")


def new_header(
    *,
    name: str,
    code: str,
    kind: LogKind,
    key: TownKey,
    clock: Clock,
    entropy: Entropy,
    parent: Parent | None = None,
) -> Header:
    """A header with a new identity. `code` is two to four capital letters; ValueError otherwise."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"a town's code is two to four capital letters A to Z, not {code!r}")
    return Header(
        format=FORMAT,
        jurisdiction=entropy.draw(16).hex(),
        code=code,
        name=name,
        incarnation=entropy.draw(16).hex(),
        kind=kind,
        created_at=clock.now(),
        public_key=key.public,
        parent=parent,
    )


def signed_header(header: Header, key: TownKey) -> tuple[bytes, bytes]:
    """The header's bytes, and their signature as the head before the first record."""
    body = header_bytes(header)
    return body, key.sign(HEAD, head_statement(header.starts_after, genesis(body)))
