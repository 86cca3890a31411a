"""Where a database is. Its password is used to connect and stands in no text.

An address is a libpq URI (`postgres://town@db.example/town`), `env:NAME` for one that an
environment variable holds, or `file:PATH` for the first line of a file. Passwords may also come
the ways libpq knows: `PGPASSWORD`, `~/.pgpass`, a service file.
"""

import os
from pathlib import Path
from urllib.parse import quote, urlencode

from tocsin.log.failures import NotATown, StorageUnknown

SCHEMES = ("postgres://", "postgresql://")
SECRET = frozenset({"password", "sslpassword", "oauth_client_secret"})
"""Parameters of a connection that are never shown, logged or kept with the rest."""

_EXPECTED = "write postgres://USER@HOST/DATABASE, env:NAME or file:PATH"


class Address:
    """One database, as libpq's parameters. `shown` is the same address without what is secret."""

    __slots__ = ("_parts", "shown", "source")

    def __init__(self, parts: dict[str, str], source: str | None = None) -> None:
        for name, each in parts.items():
            if name not in {*SECRET, "user"} and _repeats(each, parts):
                raise NotATown(
                    f"the address of the database repeats its password in its {name}; write the "
                    "password once, before the @"
                )
        self._parts = dict(parts)
        self.source = source
        """`env:NAME` or `file:PATH` where the address came from there."""
        self.shown = _shown({name: each for name, each in parts.items() if name not in SECRET})

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    @property
    def parts(self) -> dict[str, str]:
        """What libpq is told, secrets included: for connecting and for nothing else."""
        return dict(self._parts)

    @property
    def secrets(self) -> dict[str, str]:
        """The parameters that `shown` leaves out."""
        return {name: each for name, each in self._parts.items() if name in SECRET}

    def with_secrets(self, secrets: dict[str, str]) -> "Address":
        """The same database, reached with these secrets where it has none of its own."""
        return Address({**secrets, **self._parts}, self.source)

    def clean(self, text: str) -> str:
        """`text` without any secret of this address, on one line."""
        for secret in self.secrets.values():
            if len(secret) >= 3:
                text = text.replace(secret, "…")
        return " ".join(text.split())


def address_of(text: str) -> Address:
    """The database that `text` names. Raises `NotATown`, which repeats no part of the text."""
    if text.startswith("env:"):
        name = text.removeprefix("env:")
        found = os.environ.get(name)
        if not found:
            raise NotATown(f"the environment variable {name} holds no address; {_EXPECTED}")
        return Address(_parsed(found.strip()), text)
    if text.startswith("file:"):
        path = Path(text.removeprefix("file:")).expanduser().resolve()
        return Address(_parsed(_first_line(path)), f"file:{path}")
    return Address(_parsed(text))


def is_address(text: str) -> bool:
    """Does this name a database rather than a folder?"""
    return text.startswith((*SCHEMES, "env:", "file:"))


def need_psycopg() -> None:
    """Raises `NotATown` where the extra `postgres` is not installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise NotATown(
            "a log in PostgreSQL needs the extra `postgres`; install it with "
            "`pip install tocsin[postgres]`"
        ) from error


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text"
        raise StorageUnknown(f"{path} cannot be read ({why}); write the address into it") from error
    if not lines:
        raise NotATown(f"{path} is empty; {_EXPECTED} on its first line")
    return lines[0].strip()


def _parsed(text: str) -> dict[str, str]:
    if not text.startswith(SCHEMES):
        raise NotATown(f"that is no address of a database; {_EXPECTED}")
    need_psycopg()
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        return {name: str(each) for name, each in conninfo_to_dict(text).items() if each}
    except (ProgrammingError, UnicodeError):
        # What libpq says of a bad address repeats its parts, and one may be the password.
        raise NotATown(
            "the address of the database cannot be understood; write signs like @ : / % in a "
            "password as %40 %3A %2F %25"
        ) from None


def _repeats(text: str, parts: dict[str, str]) -> bool:
    """Whether a password is inside another part: an address that was pasted twice."""
    secrets = [parts[name] for name in SECRET if len(parts.get(name, "")) >= 8]
    return any(each in text and each != text for each in secrets)


def _shown(parts: dict[str, str]) -> str:
    rest = dict(parts)
    user, name = rest.pop("user", ""), rest.pop("dbname", "")
    host = rest.get("host", "")
    where = ""
    if host and "/" not in host and "," not in host:
        where = rest.pop("host")
        port = rest.pop("port", "")
        where = (f"[{where}]" if ":" in where else where) + (f":{port}" if port else "")
    asked = f"?{urlencode(sorted(rest.items()), safe='/')}" if rest else ""
    at = f"{quote(user, safe='')}@" if user else ""
    return f"postgres://{at}{where}/{quote(name, safe='')}{asked}"
