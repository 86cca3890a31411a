"""The hash chain and its signed heads.

    hash(start)  = SHA-256(header bytes)                start = 0, or where a fork left its parent
    hash(n)      = SHA-256(hash(n-1) + seam(n-1) + body(n))
    seam(n)      = signature of the head at n, when a commit ended there (64 bytes, else nothing)
                   + every incarnation that began after n (its bytes and its signature)

One head is signed per commit (Ed25519, RFC 8032), over its position and hash. Because an old
head's signature is hashed into the next record, a byte changed in it breaks the chain like a byte
changed in a record, and a full check needs one asymmetric verification: that of the last head. A
body always begins with `{` and decodes as JSON, so a seam cannot be taken for the beginning of a
body.

What a chain alone does not see is a cut tail: see `mark`.
"""

import hashlib
from typing import NamedTuple

HEAD = "head"
INCARNATION = "incarnation"
SNAPSHOT = "snapshot"
SEGMENT = "segment"
BACKUP = "backup"
"""Labels of what the town's key signs; a signature made for one purpose is void for another."""


class Head(NamedTuple):
    """The end of the log after one commit, signed with the town's key."""

    position: int
    hash: bytes
    signature: bytes


class Anchor(NamedTuple):
    """A point of the chain that is trusted already; checking goes on from there."""

    position: int
    hash: bytes


def genesis(header: bytes) -> bytes:
    """The hash before the first record."""
    return hashlib.sha256(header).digest()


def link(previous: bytes, seam: bytes, body: bytes) -> bytes:
    """The hash of a record, from the one before it, what lies between, and its stored bytes."""
    return hashlib.sha256(previous + seam + body).digest()


def head_statement(position: int, hash_: bytes) -> bytes:
    """What the signature of a head is over."""
    return position.to_bytes(8, "big") + hash_
