"""Places for copies, all on this machine: a folder, an S3-like store, an SSH server."""

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko
import pytest
from moto.server import ThreadedMotoServer

from tests.app.offsite.place import Place


@contextmanager
def s3(patch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A bucket in a store on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in (
            ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "invented"), ("AWS_SECRET_ACCESS_KEY", "invented"),
        ):  # fmt: skip
            patch.setenv(name, value)
        import http.client

        connection = http.client.HTTPConnection(host, port, timeout=20)
        connection.request("PUT", "/copies")
        assert connection.getresponse().status == 200
        connection.close()
        yield Place("s3://copies/ellery")
    finally:
        server.stop()


class Handle(paramiko.SFTPHandle):  # type: ignore[misc]
    """An open file that knows its size."""

    def stat(self) -> object:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class Files(paramiko.SFTPServerInterface):  # type: ignore[misc]
    """The files below one folder."""

    root: Path

    def _path(self, name: str) -> Path:
        return self.root / name.lstrip("/")

    def list_folder(self, path: str) -> object:
        try:
            return [
                paramiko.SFTPAttributes.from_stat(each.stat(), each.name)
                for each in self._path(path).iterdir()
            ]
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    def stat(self, path: str) -> object:
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    lstat = stat

    def open(self, path: str, flags: int, attr: object) -> object:
        try:
            descriptor = os.open(self._path(path), flags, 0o600)
            mode = "rb" if flags & 3 == os.O_RDONLY else "wb"
            file = os.fdopen(descriptor, mode)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)
        handle = Handle(flags)
        handle.filename = str(self._path(path))
        handle.readfile = handle.writefile = file
        return handle

    def remove(self, path: str) -> int:
        try:
            self._path(path).unlink()
        except OSError as error:
            return int(paramiko.SFTPServer.convert_errno(error.errno))
        return int(paramiko.SFTP_OK)

    def mkdir(self, path: str, attr: object) -> int:
        self._path(path).mkdir()
        return int(paramiko.SFTP_OK)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        self._path(oldpath).replace(self._path(newpath))
        return int(paramiko.SFTP_OK)


class Anybody(paramiko.ServerInterface):  # type: ignore[misc]
    """Lets in who knows the one password."""

    def check_auth_password(self, username: str, password: str) -> int:
        return int(paramiko.AUTH_SUCCESSFUL if password == "invented" else paramiko.AUTH_FAILED)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return int(paramiko.OPEN_SUCCEEDED)


@contextmanager
def ssh(root: Path, patch: pytest.MonkeyPatch) -> Iterator[Place]:
    """An SFTP server on loopback."""
    patch.setenv("TOCSIN_SSH_PASSWORD", "invented")
    root.mkdir(exist_ok=True)
    key = paramiko.RSAKey.generate(2048)
    files = type("Here", (Files,), {"root": root})
    listening = socket.create_server(("127.0.0.1", 0))
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                talking, _ = listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(talking)
            transports.append(transport)
            transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, files)
            with contextlib.suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=Anybody())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        port = listening.getsockname()[1]
        yield Place(f"sftp://keeper@127.0.0.1:{port}/ellery", key.fingerprint)
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for each in transports:
            each.close()
        thread.join(10)
