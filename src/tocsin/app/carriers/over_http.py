"""Controllers of sirens and signs that are asked over HTTP: what they answer is the receipt.

Source: RFC 9110 (15.5.9, 15.5.14, 15.5.30: which answers are worth another try).
"""

import http.client
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

from tocsin.app.carriers.contract import WITHIN_S, NotSent, Opened, Parcel, at_most, kept
from tocsin.app.carriers.controllers import LONGEST_ANSWER, MEDIA_TYPE, receipt
from tocsin.operations.picture.warning_channel import DeliveryCause

AGAIN = frozenset({408, 409, 421, 425, 429})
"""Refusals that another try may be spared."""
GONE = frozenset({404, 410})


class HttpLine:
    """A connection for each message: a controller on a thin line keeps none open."""

    def __init__(
        self, channel: Opened, sign: Callable[[Parcel, tuple[str, ...]], bytes],
        within_s: float = WITHIN_S,
    ) -> None:  # fmt: skip
        self._channel = channel
        self._sign = sign
        self._within_s = within_s

    def send(self, parcel: Parcel, address: str) -> str:
        """What the controller says it did. Raises NotSent."""
        body = self._sign(parcel, self._channel.languages)
        headers = {"Content-Type": MEDIA_TYPE, "Accept": "application/json"}
        if self._channel.secret:
            headers["Authorization"] = f"Bearer {self._channel.secret}"
        status, answer = asked(address, body, headers, self._within_s)
        if 200 <= status < 300:
            return receipt(answer, parcel.id)
        says = f"{status} {kept(answer[:200])}"
        if status in GONE:
            raise NotSent(DeliveryCause.no_such_receiver, says)
        if status in (401, 403):
            raise NotSent(DeliveryCause.not_trusted, says)
        if status in AGAIN or status >= 500:
            raise NotSent(DeliveryCause.busy, says)
        if 400 <= status < 500:
            raise NotSent(DeliveryCause.refused, says, is_final=True)
        raise NotSent(DeliveryCause.strange_answer, says)

    def close(self) -> None:
        """Nothing is open."""


def asked(address: str, body: bytes, headers: dict[str, str], within_s: float) -> tuple[int, bytes]:
    """Status and body of an answer, whole and bounded. Raises NotSent."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("http", "https") or host is None:
        raise NotSent(DeliveryCause.not_set_up, f"{address} is no address of a controller")
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=within_s, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=within_s)
    with at_most(within_s, lambda: connection.sock) as is_over:
        try:
            _connected(connection)
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection.request("POST", target, body, headers)
            return _answer(connection)
        except TimeoutError as error:
            raise NotSent(DeliveryCause.no_answer, "it was too slow") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if is_over():
                raise NotSent(DeliveryCause.no_answer, "it was too slow") from error
            says = f"{type(error).__name__} {error}"
            is_cut = isinstance(error, OSError | http.client.IncompleteRead)
            cause = DeliveryCause.cut_off if is_cut else DeliveryCause.strange_answer
            raise NotSent(cause, says) from error
        finally:
            connection.close()


def _connected(connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except ssl.SSLError as error:
        raise NotSent(DeliveryCause.not_trusted, str(error)) from error
    except TimeoutError as error:
        raise NotSent(DeliveryCause.no_connection, "nobody answers there") from error
    except OSError as error:
        raise NotSent(DeliveryCause.no_connection, str(error)) from error


def _answer(connection: http.client.HTTPConnection) -> tuple[int, bytes]:
    with connection.getresponse() as response:
        content = response.read(LONGEST_ANSWER + 1)
        if len(content) > LONGEST_ANSWER:
            raise NotSent(DeliveryCause.strange_answer, "an answer without end")
        if response.length:
            raise http.client.IncompleteRead(content, response.length)
        return response.status, content
