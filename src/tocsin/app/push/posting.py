"""One request to a push service, to nowhere inside of the town's own network.

Source: RFC 8030, section 5.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

WITHIN_S = 10.0
Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body to an endpoint with headers; the status that was answered. Raises OSError."""


class _Pinned(http.client.HTTPSConnection):
    """A connection to an address that was looked at, under the name that it was asked by."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=WITHIN_S, context=ssl.create_default_context())
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), WITHIN_S)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def post(endpoint: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Over TLS, to an address of the open internet. Raises OSError: it is not reached, or none."""
    parts = urlsplit(endpoint)
    host, port = parts.hostname or "", parts.port or 443
    connection = _Pinned(host, port, public_address(host, port))
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", target, body, dict(headers))
        return connection.getresponse().status
    except http.client.HTTPException as error:
        raise OSError(f"{host} does not answer as a push service: {error!r}") from error
    finally:
        connection.close()


def public_address(host: str, port: int) -> str:
    """An address of this name; no private one among them. Raises OSError."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or any(not ipaddress.ip_address(each).is_global for each in found):
        raise OSError(f"{host} lies in a private network")
    return found[0]
