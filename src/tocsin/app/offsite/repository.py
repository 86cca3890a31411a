"""What lies elsewhere: a lock on the key, pieces by keyed digest, one list of pieces a copy.

    config              salt and a sealed word: whether a passphrase is the right one
    pieces/ab/abcd…     at most 1 MiB of a file, compressed and sealed; named by a keyed digest
    copies/000042-…     what one copy is made of: files, their pieces, the copy before; sealed

A name tells nothing, a size only how well a piece could be compressed. Everything is AES-256-GCM
under a key from the passphrase (scrypt, RFC 7914), with its own name as associated data: a piece
or list that was put under another name does not open.
"""

import hashlib
import hmac
import os
import zlib
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tocsin.app.offsite.target import Target
from tocsin.app.outcome import Exit, Told

CONFIG = "config"
PIECE_BYTES = 1 << 20
N, R, P = 2**15, 8, 1
NONCE = 12


class Config(msgspec.Struct, frozen=True):
    """The open part of a repository, hex."""

    version: int
    salt: str
    proof: str


class File(msgspec.Struct, frozen=True):
    """One file of a copy."""

    name: str
    size: int
    pieces: tuple[str, ...]


class Copy(msgspec.Struct, frozen=True):
    """One copy. `number` counts from 1; `before` is the digest of the copy before it."""

    number: int
    made_at: datetime
    town: str
    jurisdiction: str
    position: int
    head: str
    files: tuple[File, ...]
    before: str = ""


class Damaged(Exception):
    """Something there is not what was sent: names it."""


class Repository:
    """An open repository."""

    def __init__(self, target: Target, key: bytes) -> None:
        self.target = target
        self._seal = AESGCM(key)
        self._naming = hashlib.blake2b(b"names of pieces", key=key, digest_size=32).digest()

    @classmethod
    def begun(cls, target: Target, passphrase: str) -> "Repository":
        """A new one. Raises Told where there is one already."""
        if target.get(CONFIG) is not None:
            raise Told("there is a repository at that place already", Exit.usage)
        salt = os.urandom(16)
        found = cls(target, _key(passphrase, salt))
        proof = found._sealed(CONFIG, b"tocsin")
        target.put(CONFIG, msgspec.json.encode(Config(1, salt.hex(), proof.hex())))
        return found

    @classmethod
    def opened(cls, target: Target, passphrase: str) -> "Repository":
        """One that is there. Raises Told."""
        stored = target.get(CONFIG)
        if stored is None:
            raise Told("there is no repository at that place; begin one with init", Exit.usage)
        try:
            config = msgspec.json.decode(stored, type=Config)
            found = cls(target, _key(passphrase, bytes.fromhex(config.salt)))
            found._opened(CONFIG, bytes.fromhex(config.proof))
        except (msgspec.DecodeError, ValueError) as error:
            raise Told("the repository's config cannot be read", Exit.damaged) from error
        except Damaged as error:
            raise Told("that is not the passphrase of the repository", Exit.refused) from error
        return found

    # pieces

    def name_of(self, piece: bytes) -> str:
        """The name of a piece: the same for the same bytes, and for nobody else."""
        digest = hmac.new(self._naming, piece, hashlib.sha256).hexdigest()
        return f"pieces/{digest[:2]}/{digest}"

    def put_piece(self, piece: bytes) -> str:
        """Keep a piece; its name."""
        name = self.name_of(piece)
        self.target.put(name, self._sealed(name, zlib.compress(piece, 1)))
        return name

    def piece(self, name: str) -> bytes:
        """The bytes of a piece. Raises Damaged."""
        stored = self.target.get(name)
        if stored is None:
            raise Damaged(f"{name} is missing")
        try:
            found = zlib.decompress(self._opened(name, stored))
        except zlib.error as error:
            raise Damaged(f"{name} is not what was sent") from error
        if self.name_of(found) != name:
            raise Damaged(f"{name} holds other bytes")
        return found

    # copies

    def copies(self) -> list[Copy]:
        """All copies, oldest first. Raises Damaged where one is not what was sent, or is missing
        between two others.
        """
        found: list[Copy] = []
        before = ""
        for name in sorted(self.target.names("copies/")):
            stored = self.target.get(name)
            if stored is None:
                raise Damaged(f"{name} is missing")
            copy = msgspec.json.decode(self._opened(name, stored), type=Copy)
            if name != _copy_name(copy.number):
                raise Damaged(f"{name} was put in another's place")
            if found and (copy.number != found[-1].number + 1 or copy.before != before):
                raise Damaged(f"{name} does not follow the copy before it")
            before = hashlib.sha256(stored).hexdigest()
            found.append(copy)
        return found

    def put_copy(self, copy: Copy) -> None:
        """Keep the list of a copy: from here on it is there."""
        name = _copy_name(copy.number)
        self.target.put(name, self._sealed(name, msgspec.json.encode(copy)))

    def digest_of(self, copy: Copy) -> str:
        """What the next copy cites."""
        return hashlib.sha256(self.target.get(_copy_name(copy.number)) or b"").hexdigest()

    def drop_copy(self, copy: Copy) -> None:
        """Take the list of a copy away."""
        self.target.delete(_copy_name(copy.number))

    # inside

    def _sealed(self, name: str, clear: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._seal.encrypt(nonce, clear, name.encode())

    def _opened(self, name: str, stored: bytes) -> bytes:
        try:
            return self._seal.decrypt(stored[:NONCE], stored[NONCE:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"{name} is not what was sent") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    if len(passphrase) < 12:
        raise Told("a passphrase has at least 12 characters; a few words do well", Exit.usage)
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=N, r=R, p=P, maxmem=2**26, dklen=32)


def _copy_name(number: int) -> str:
    return f"copies/{number:08d}"
