"""The writer's end of the wire: one HTTP connection to the other machine, sealed messages on it."""

import contextlib
import http.client
import os
import socket
import ssl
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from tocsin.federation.standby_messages import Answer, Question, answer_of, as_bytes
from tocsin.federation.standby_seal import NONCE_BYTES, NotSealed, Session

HELLO = "/standby/hello"
SAY = "/standby/say"
SESSION_HEADER = "tocsin-session"
Got = TypeVar("Got")
LARGEST_BYTES = 64_000_000
"""Of one sealed message: the largest attachment and room beside it."""


class Unreached(Exception):
    """The other machine did not answer, or not as one that shares our secret."""


class WrongSecret(Unreached):
    """Somebody answers there who does not share our secret."""


class Wire:
    """A session with the other machine. Raises `Unreached` where it is not to be had."""

    def __init__(self, url: str, secret: bytes, timeout_s: float) -> None:
        self._url = url
        self._connection = _connection(url, timeout_s)
        ours = os.urandom(NONCE_BYTES)
        theirs = self._guarded(lambda: self._post(HELLO, ours, {}))
        if len(theirs) != NONCE_BYTES:
            self.close()
            raise Unreached(f"{url} is no standby: it does not answer as one")
        self._session = Session(secret, ours, theirs)

    def say(self, question: Question) -> Answer:
        """Ask, and wait for the answer. Raises `Unreached`."""
        header = {SESSION_HEADER: self._session.name}
        sealed = self._session.ask(as_bytes(question))
        return self._guarded(lambda: answer_of(self._session.told(self._post(SAY, sealed, header))))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def hang_up(self) -> None:
        """End whatever is under way, from another thread."""
        socket_ = self._connection.sock
        if socket_ is not None:
            with contextlib.suppress(OSError):
                socket_.shutdown(socket.SHUT_RDWR)

    def _guarded(self, work: Callable[[], Got]) -> Got:
        try:
            return work()
        except NotSealed as error:
            self.close()
            raise WrongSecret(f"{self._url}: {error}") from error
        except (OSError, http.client.HTTPException, msgspec.DecodeError) as error:
            self.close()
            raise Unreached(f"{self._url}: {str(error) or type(error).__name__}") from error

    def _post(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        self._connection.request(
            "POST", path, body, {"content-type": "application/octet-stream", **headers}
        )
        response = self._connection.getresponse()
        content = response.read(LARGEST_BYTES + 1)
        if response.status == http.HTTPStatus.UNAUTHORIZED:
            raise NotSealed("the other machine does not know our secret; pair the two again")
        if response.status != http.HTTPStatus.OK:
            raise Unreached(f"{self._url} answered {response.status}, not as a standby does")
        return content


def _connection(url: str, timeout_s: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    assert parts.hostname is not None, "checked when it was given"
    if parts.scheme == "https":
        # Who is there is proven by the seal inside; the certificate may be of a local authority.
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=timeout_s, context=context
        )
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout_s)


def is_url(text: str) -> bool:
    """Is this where a standby could be reached: http or https, a host, no path?"""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.path in ("", "/")
            and not parts.query
            and (parts.port or 1) > 0
        )
    except ValueError:
        return False
