"""A place for named bytes, and the three kinds of it that there are.

Source: S3 API through obstore; SFTP (draft-ietf-secsh-filexfer) through paramiko.
"""

import contextlib
import os
import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from tocsin.app.outcome import Exit, Told

if TYPE_CHECKING:
    import paramiko
    from obstore.store import ClientConfig


class Unreachable(Exception):
    """The place does not answer, or does not do what it was asked: says what it said."""


class Target(Protocol):
    """Named bytes; names are plain, with `/` between parts. All raise `Unreachable`."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it whole or not at all; what was there under the name is replaced."""

    def get(self, name: str) -> bytes | None:
        """What lies there, or None."""

    def names(self, prefix: str) -> set[str]:
        """All names that begin so."""

    def delete(self, name: str) -> None:
        """Take it away; nothing there is no error."""

    def close(self) -> None: ...


def target_of(address: str, host_key: str | None = None) -> Target:
    """The place of an address: a folder's path, `s3://bucket/prefix`, `sftp://user@host/path`.

    Raises Told, Unreachable.
    """
    found = urlsplit(address)
    if found.scheme == "s3":
        return S3Target(found.netloc, found.path.strip("/"))
    if found.scheme == "sftp":
        return SshTarget(address, host_key)
    if found.scheme not in ("", "file"):
        raise Told(
            f"{address}: use a folder, s3://bucket/prefix or sftp://user@host/path", Exit.usage
        )
    return FolderTarget(Path(found.path if found.scheme else address))


class FolderTarget:
    """A folder: another disk, a mounted share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(path.name + ".new")
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            raise Unreachable(f"{path.parent}: {error.strerror}") from error

    def get(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unreachable(f"{self._folder}: {error.strerror}") from error

    def names(self, prefix: str) -> set[str]:
        place = self._folder / prefix
        found = place.rglob("*") if place.is_dir() else iter(())
        return {
            each.relative_to(self._folder).as_posix()
            for each in found
            if each.is_file() and each.suffix != ".new"
        }

    def delete(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing to let go of."""


class S3Target:
    """A bucket. Endpoint, region and credentials come from the usual AWS_* variables."""

    def __init__(self, bucket: str, prefix: str) -> None:
        try:
            from obstore.store import S3Store
        except ImportError as error:
            raise Told("s3:// wants the extra `offsite`: pip install tocsin[offsite]") from error
        endpoint = os.environ.get("AWS_ENDPOINT_URL", os.environ.get("AWS_ENDPOINT", ""))
        host = urlsplit(endpoint).hostname or ""
        is_here = host in ("localhost", "::1") or host.startswith("127.")
        if endpoint.startswith("http://") and not is_here:
            raise Told("AWS_ENDPOINT_URL is plain http: use https, or a store on this machine")
        options: ClientConfig = {"allow_http": True} if is_here else {}
        self._prefix = f"{prefix}/" if prefix else ""
        with _answering():
            self._store: S3Store = S3Store(
                bucket,
                endpoint=endpoint or None,
                virtual_hosted_style_request=False,
                client_options=options,
            )

    def put(self, name: str, content: bytes) -> None:
        import obstore

        with _answering():
            obstore.put(self._store, self._prefix + name, content)

    def get(self, name: str) -> bytes | None:
        import obstore

        with _answering():
            try:
                return bytes(obstore.get(self._store, self._prefix + name).bytes())
            except FileNotFoundError:
                return None

    def names(self, prefix: str) -> set[str]:
        import obstore

        with _answering():
            found = [
                each["path"]
                for page in obstore.list(self._store, prefix=self._prefix + prefix)
                for each in page
            ]
        return {each.removeprefix(self._prefix) for each in found}

    def delete(self, name: str) -> None:
        import obstore

        with _answering(), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, self._prefix + name)

    def close(self) -> None:
        """Nothing to let go of."""


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """A store's own errors as ours, without what it was asked."""
    try:
        yield
    except (FileNotFoundError, Told, Unreachable):
        raise
    except Exception as error:
        words = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise Unreachable(words) from error


class SshTarget:
    """A folder on a machine that speaks SFTP. Its host key must be known, or be named."""

    def __init__(self, address: str, host_key: str | None) -> None:
        try:
            import paramiko
        except ImportError as error:
            raise Told("sftp:// wants the extra `offsite`: pip install tocsin[offsite]") from error
        found = urlsplit(address)
        if not found.hostname:
            raise Told(f"{address}: as in sftp://user@host/path", Exit.usage)
        self._folder = found.path or "."
        self._client = paramiko.SSHClient()
        self._client.load_system_host_keys()
        self._client.set_missing_host_key_policy(_named_only(host_key))
        try:
            self._client.connect(
                found.hostname,
                found.port or 22,
                username=found.username,
                password=os.environ.get("TOCSIN_SSH_PASSWORD"),
                timeout=30,
            )
            self._files: paramiko.SFTPClient = self._client.open_sftp()
        except (OSError, paramiko.SSHException) as error:
            self._client.close()
            raise Unreachable(f"{found.hostname}: {error}") from error

    def put(self, name: str, content: bytes) -> None:
        path = posixpath.join(self._folder, name)
        with _answering():
            self._make(posixpath.dirname(path))
            with self._files.open(path + ".new", "wb") as file:
                file.set_pipelined(True)
                file.write(content)
            self._files.posix_rename(path + ".new", path)

    def get(self, name: str) -> bytes | None:
        with _answering():
            try:
                with self._files.open(posixpath.join(self._folder, name), "rb") as file:
                    file.prefetch()
                    return bytes(file.read())
            except FileNotFoundError:
                return None

    def names(self, prefix: str) -> set[str]:
        found: set[str] = set()
        waiting = [prefix.rstrip("/")]
        with _answering():
            while waiting:
                place = waiting.pop()
                try:
                    inside = self._files.listdir_attr(posixpath.join(self._folder, place))
                except FileNotFoundError:
                    continue
                for each in inside:
                    name = posixpath.join(place, each.filename)
                    if stat.S_ISDIR(each.st_mode or 0):
                        waiting.append(name)
                    elif not name.endswith(".new"):
                        found.add(name)
        return found

    def delete(self, name: str) -> None:
        with _answering(), contextlib.suppress(FileNotFoundError):
            self._files.remove(posixpath.join(self._folder, name))

    def close(self) -> None:
        self._client.close()

    def _make(self, place: str) -> None:
        if not place or place == "/":
            return
        try:
            self._files.stat(place)
        except FileNotFoundError:
            self._make(posixpath.dirname(place))
            self._files.mkdir(place, 0o700)


def _named_only(host_key: str | None) -> "paramiko.MissingHostKeyPolicy":
    """Lets a host in whose key's fingerprint (`SHA256:…`) was named, and no other."""
    import paramiko

    class NamedOnly(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
        def missing_host_key(
            self, _client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
        ) -> None:
            if host_key is None or key.fingerprint != host_key:
                raise Unreachable(
                    f"the key of {hostname} is not known: it says {key.fingerprint}; "
                    "compare it, then name it with --host-key"
                )

    return NamedOnly()
