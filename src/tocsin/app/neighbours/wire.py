"""Asking a neighbour's door: one request on one connection, within bounds of size and time.

Who answers is proven by what is signed inside. That nobody reads along is proven by the TLS key of
the door, which the town has signed for; a door that shows another key is asked first which one is
its own, and is told nothing until the town says.
"""

import contextlib
import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from cryptography import x509

from tocsin.app.certificates import key_digest
from tocsin.federation.replica import SliceFault, SliceRefused
from tocsin.federation.slice_messages import LARGEST_BYTES

CONNECT_S = 5.0
LOST_S = 6
"""A line on which nothing is acknowledged for so long is held to be cut, and dialled anew: else a
healed line would wait for a packet that was sent again ever more seldom.
"""
WHOLE_S = 60.0
"""So long may a whole answer take, however it dribbles."""
PIECE_BYTES = 65_536


class Door:
    """One connection to a neighbour's door. Raises SliceRefused whatever goes wrong."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        assert parts.hostname is not None, "checked when it was given"
        self.authority = parts.netloc.lower()
        self._until_s = time.monotonic() + CONNECT_S
        if parts.scheme == "https":
            # The certificate may be of a local authority: its key is compared, not its issuer.
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.hostname, parts.port, timeout=CONNECT_S, context=context
            )
        else:
            self._connection = http.client.HTTPConnection(
                parts.hostname, parts.port, timeout=CONNECT_S
            )
        try:
            self._connection.connect()
            _notice_a_cut(self._connection.sock)
            self.tls = self._shown_key()
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise SliceRefused(
                SliceFault.unreachable, f"{self.url}: {str(error) or type(error).__name__}"[:180]
            ) from error

    def _shown_key(self) -> str:
        """The digest of the TLS key that the door shows; "" without TLS."""
        sock = self._connection.sock
        if not isinstance(sock, ssl.SSLSocket):
            return ""
        shown = sock.getpeercert(binary_form=True)
        assert shown is not None, "a server shows a certificate"
        return key_digest(x509.load_der_x509_certificate(shown))

    def asked(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        most_bytes: int = LARGEST_BYTES,
    ) -> tuple[int, bytes]:
        """Status and body of an answer."""
        self._until_s = time.monotonic() + WHOLE_S
        try:
            self._wait_at_most()
            self._connection.request(method, path, body or None, dict(headers))
            with self._connection.getresponse() as response:
                return response.status, self._body(response, most_bytes)
        except TimeoutError as error:
            raise SliceRefused(
                SliceFault.too_slow, f"no whole answer within {WHOLE_S:g} s"
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SliceRefused(
                SliceFault.unreachable, f"{self.url}: {str(error) or type(error).__name__}"[:180]
            ) from error

    def _body(self, response: http.client.HTTPResponse, most_bytes: int) -> bytes:
        said = response.headers.get("content-length", "0")
        if said.isdecimal() and int(said) > most_bytes:
            raise SliceRefused(SliceFault.too_large, f"an answer of {int(said):,} bytes")
        content = bytearray()
        while True:
            self._wait_at_most()
            piece = response.read1(PIECE_BYTES)
            if not piece:
                return bytes(content)
            content += piece
            if len(content) > most_bytes:
                raise SliceRefused(
                    SliceFault.too_large, f"an answer of more than {most_bytes:,} bytes"
                )

    def _wait_at_most(self) -> None:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        if self._connection.sock is not None:
            self._connection.sock.settimeout(left_s)

    def hang_up(self) -> None:
        """End whatever is under way, from another thread."""
        sock = self._connection.sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def _notice_a_cut(sock: socket.socket) -> None:
    """While an answer is waited for nothing is sent: the line is asked whether it is there.

    Source: RFC 1122 4.2.3.6 (keep-alive), RFC 5482 (user timeout).
    """
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        (socket.TCP_KEEPIDLE, LOST_S // 3),
        (socket.TCP_KEEPINTVL, LOST_S // 3),
        (socket.TCP_KEEPCNT, 3),
        (socket.TCP_USER_TIMEOUT, LOST_S * 1_000),
    ):
        sock.setsockopt(socket.IPPROTO_TCP, option, value)


def problem_in(status: int, answer: bytes) -> str:
    """What a door says that does not answer, as far as it can be read."""
    try:
        found = json.loads(answer[:10_000])
        detail = str(found.get("detail", "")) if isinstance(found, dict) else ""
    except (ValueError, RecursionError):
        detail = ""
    plain = "".join(each for each in detail if each.isprintable())
    return f"it answers {status}: {plain}"[:180] if plain else f"it answers {status}"
