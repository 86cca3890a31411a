"""A file from another's door, whole and bounded; nothing is followed.

Source: RFC 9110 §13.1.2 (If-None-Match), §15.4.5 (304).
"""

import http.client
import ssl
from urllib.parse import urlsplit

import msgspec

from tocsin.app.carriers.contract import NotSent, at_most, kept
from tocsin.gateways.cap.feed import ATOM_TYPE, CAP_TYPE
from tocsin.gateways.cap.opening import LARGEST_FILE
from tocsin.operations.picture.warning_channel import DeliveryCause

WITHIN_S = 15.0


class Fetched(msgspec.Struct, frozen=True):
    """What came: None for a file that is as it was."""

    content: bytes | None
    etag: str = ""


def fetched(url: str, etag: str = "", within_s: float = WITHIN_S) -> Fetched:
    """The file at an address. Raises NotSent: why it is not there, in the words of deliveries."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.hostname is None:
        raise NotSent(DeliveryCause.not_set_up, f"{url} is no address")
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=within_s, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=within_s)
    headers = {"Accept": f"{CAP_TYPE}, {ATOM_TYPE}, application/xml;q=0.9", "User-Agent": "tocsin"}
    if etag:
        headers["If-None-Match"] = etag
    with at_most(within_s, lambda: connection.sock) as is_over:
        try:
            target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection.request("GET", target, headers=headers)
            return _answer(connection.getresponse(), url)
        except TimeoutError as error:
            raise NotSent(DeliveryCause.no_answer, "it was too slow") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = DeliveryCause.no_answer if is_over() else DeliveryCause.no_connection
            raise NotSent(cause, f"{type(error).__name__}") from error
        finally:
            connection.close()


def _answer(response: http.client.HTTPResponse, url: str) -> Fetched:
    if response.status == 304:
        return Fetched(None)
    content = response.read(LARGEST_FILE + 1)
    if response.status != 200:
        says = f"{response.status} {kept(content[:100])}"
        raise NotSent(DeliveryCause.strange_answer, says)
    if len(content) > LARGEST_FILE:
        raise NotSent(DeliveryCause.cannot_carry, f"{url} is larger than {LARGEST_FILE} bytes")
    return Fetched(content, response.getheader("ETag", "") or "")
