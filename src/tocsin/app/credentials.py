"""Passwords of officers, hashed with scrypt (RFC 7914), in a file of their own beside the log.

Nothing of them enters the log. An officer without a password signs in by being able to write to the
town's folder; once one is set, orders under that name need it.
"""

import base64
import hashlib
import hmac
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.operations.picture import Forgotten, Map

FILE = "credentials.json"
COST_N, COST_R, COST_P = 2**15, 8, 1
"""Some 33 MB and a tenth of a second a try (OWASP Password Storage, scrypt)."""


class Hashed(msgspec.Struct, frozen=True):
    """Salt and hash of one person's password, base64."""

    salt: str
    hash: str


class Credentials:
    """The password file of one town."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def has(self, person: str) -> bool:
        """Whether orders under this name need a password."""
        return person in self._read()

    def set(self, person: str, password: str) -> None:
        """Keep a new password; the file changes as a whole or not at all."""
        salt = os.urandom(16)
        kept = self._read() | {person: Hashed(_text(salt), _text(_hash(password, salt)))}
        self._write(kept)

    def drop(self, person: str) -> None:
        """Forget a person's password."""
        self._write({name: each for name, each in self._read().items() if name != person})

    def drop_forgotten(self, forgotten: Map[Forgotten]) -> None:
        """Forget the passwords of whoever is forgotten, by whatever order or schedule."""
        kept = self._read()
        left = {name: each for name, each in kept.items() if f"person/{name}" not in forgotten}
        if len(left) < len(kept):
            self._write(left)

    def is_right(self, person: str, password: str) -> bool:
        """Whether this is the password; takes the same time for an unknown person."""
        kept = self._read().get(person, Hashed(_text(b"no such person.."), _text(bytes(64))))
        found = _hash(password, base64.b64decode(kept.salt))
        return hmac.compare_digest(found, base64.b64decode(kept.hash)) and person in self._read()

    def _read(self) -> dict[str, Hashed]:
        """Raises Told where the file is not as it was written: then nobody is let in."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=dict[str, Hashed])
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

    def _write(self, kept: dict[str, Hashed]) -> None:
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


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=COST_N, r=COST_R, p=COST_P, maxmem=2**26, dklen=64
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
