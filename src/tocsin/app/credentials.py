"""What officers sign in with, in a file of its own beside the log: nothing of it enters the log.

Passwords are hashed with Argon2id (RFC 9106; parameters of the OWASP Password Storage Cheat Sheet).
Those hashed with scrypt (RFC 7914) before are good, and are hashed anew at the next right try. An
officer without a password orders at the command line by being able to write to the town's folder;
once one is set, orders under that name need it.
"""

import base64
import fcntl
import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tocsin.app.outcome import Exit, Told
from tocsin.operations.picture import Forgotten, Map

FILE = "credentials.json"
COST_N, COST_R, COST_P = 2**15, 8, 1
"""Of the hashes from before; no new one is made with scrypt."""
SHORTEST = 12
"""Characters of a password (NIST SP 800-63B asks for 8 at least)."""
LONGEST = 200


class Passkey(msgspec.Struct, frozen=True):
    """A public key of a device (WebAuthn): its id and COSE key (base64url), its counter when it was
    registered, what its owner calls it.
    """

    id: str
    key: str
    count: int
    name: str
    made_at: datetime


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """One person's. `salt` and `hash` (base64) are scrypt's, `argon` is a whole hash in its own
    notation, `totp` a shared secret (base32), `sealed` the digest of an account's printed secret.
    """

    salt: str = ""
    hash: str = ""
    argon: str = ""
    totp: str = ""
    passkeys: tuple[Passkey, ...] = ()
    sealed: str = ""

    @property
    def has_password(self) -> bool:
        """Whether orders under this name at the command line need one."""
        return bool(self.argon or self.hash)


NOTHING = Kept()
HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
"""46 MiB and one thread a try: a sign-in takes no core away from those who dispatch."""
NOBODY = (
    "$argon2id$v=19$m=47104,t=1,p=1$dpA1tgNo7VKGCKCRnFNCwQ"
    "$rhygEy9twCyjfOZRPqAllfGGQ/UT06tFikAFw38zHoY"
)
"""Tried for who is not known, which takes the same time: a hash of the same cost."""

_replace = msgspec.structs.replace


class Credentials:
    """The file of one town."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def of(self, person: str) -> Kept:
        """What there is of a person; nothing, where there is nothing. Raises Told."""
        return self._read().get(person, NOTHING)

    def everybody(self) -> dict[str, Kept]:
        """What there is, by person. Raises Told."""
        return self._read()

    def has(self, person: str) -> bool:
        """Whether orders under this name need a password."""
        return self.of(person).has_password

    def set(self, person: str, password: str) -> None:
        """Keep a new password; the file changes as a whole or not at all."""
        argon = HASHER.hash(normalize("NFC", password))
        self.change(person, lambda kept: _replace(kept, argon=argon, salt="", hash=""))

    def change(self, person: str, changed: Callable[[Kept], Kept]) -> None:
        """Keep something else of a person."""
        with self._alone():
            kept = self._read()
            self._write(kept | {person: changed(kept.get(person, NOTHING))})

    def drop(self, person: str) -> None:
        """Forget everything of a person."""
        with self._alone():
            self._write({name: each for name, each in self._read().items() if name != person})

    def drop_forgotten(self, forgotten: Map[Forgotten]) -> None:
        """Forget what is kept of whoever is forgotten, by whatever order or schedule."""
        with self._alone():
            kept = self._read()
            left = {name: each for name, each in kept.items() if f"person/{name}" not in forgotten}
            if len(left) < len(kept):
                self._write(left)

    def is_right(self, person: str, password: str) -> bool:
        """Whether this is the password; takes the same time for an unknown person. A hash of old
        cost is replaced.
        """
        kept = self.of(person)
        if kept.argon or not kept.hash:
            is_right = _fits(kept.argon or NOBODY, password) and bool(kept.argon)
            is_old = is_right and HASHER.check_needs_rehash(kept.argon)
        else:
            found = _scrypt(password, base64.b64decode(kept.salt))
            is_right = is_old = hmac.compare_digest(found, base64.b64decode(kept.hash))
        if is_old:
            with suppress(OSError):  # a folder that may only be read
                self.set(person, password)
        return is_right

    def _read(self) -> dict[str, Kept]:
        """Raises Told where the file is not as it was written: then nobody is let in."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=dict[str, Kept])
            for each in kept.values():
                base64.b64decode(each.salt, validate=True)
                base64.b64decode(each.hash, validate=True)
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, ValueError) as error:
            raise Told(
                f"{self._path} is not as it was written: put it back from the newest backup",
                Exit.damaged,
            ) from error
        return kept

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One change at a time, of all processes of this town (flock(2) on the folder)."""
        handle = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _write(self, kept: dict[str, Kept]) -> None:
        new = self._path.with_suffix(".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(kept))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._path)


class PasswordWatch:
    """Has passwords dropped as people are forgotten, by a process that serves their town."""

    def __init__(self, folder: Path) -> None:
        self._credentials = Credentials(folder)
        self._seen: Map[Forgotten] | None = None

    def look(self, forgotten: Map[Forgotten]) -> None:
        """Cheap where nobody was forgotten since the last look. A damaged file is left as it is:
        nobody is let in by it.
        """
        if forgotten is not self._seen:
            with suppress(Told):
                self._credentials.drop_forgotten(forgotten)
            self._seen = forgotten


def _fits(argon: str, password: str) -> bool:
    try:
        return HASHER.verify(argon, normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=COST_N, r=COST_R, p=COST_P, maxmem=2**26, dklen=64
    )
