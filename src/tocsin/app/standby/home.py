"""The socket in a standby's folder: whoever may write to the folder may ask through it."""

import contextlib
import http.client
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.approvals import Approve, Approved
from tocsin.app.standby.door import APPROVE, STATE, Sentence
from tocsin.app.standby.standby import StandbyState

SOCKET_FILE = "standby.sock"
ANSWER_TIMEOUT_S = 60.0


@contextmanager
def home_socket(folder: Path) -> Iterator[socket.socket]:
    """A listening socket in the folder, for its owner only; removed again at the end."""
    path = folder / SOCKET_FILE
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        with _short(folder) as name:
            listening.bind(name)
    finally:
        os.umask(mask)
    listening.listen()
    try:
        yield listening
    finally:
        listening.close()
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """A name for the socket that is short enough, however long the folder's is (unix(7))."""
    plain = str(folder / SOCKET_FILE)
    if len(os.fsencode(plain)) < 100:
        yield plain
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{descriptor}/{SOCKET_FILE}"
    finally:
        os.close(descriptor)


class _Home(http.client.HTTPConnection):
    def __init__(self, folder: Path) -> None:
        super().__init__("localhost", timeout=ANSWER_TIMEOUT_S)
        self._folder = folder

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(ANSWER_TIMEOUT_S)
        with _short(self._folder) as name:
            self.sock.connect(name)


def _ask(folder: Path, method: str, path: str, body: bytes) -> bytes:
    connection = _Home(folder)
    try:
        connection.request(method, path, body)
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise Told(
            f"no standby runs in {folder}; start it with tocsin standby {folder} --port P",
            Exit.not_so,
        ) from error
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        try:
            sentence = msgspec.json.decode(content, type=Sentence)
        except msgspec.DecodeError as error:
            raise Told(content.decode(errors="replace").strip(), Exit.malformed) from error
        raise Told(sentence.says, Exit(sentence.exit_code))
    return content


def state_of(folder: Path) -> StandbyState:
    """How the standby that runs in this folder stands. Raises `Told`: none does."""
    return msgspec.json.decode(_ask(folder, "GET", STATE, b""), type=StandbyState)


def approve_at(folder: Path, handle: str, password: str) -> Approved:
    """Approve a take-over at the standby that runs in this folder. Raises `Told`."""
    asked = msgspec.json.encode(Approve(handle, password))
    return msgspec.json.decode(_ask(folder, "POST", APPROVE, asked), type=Approved)
