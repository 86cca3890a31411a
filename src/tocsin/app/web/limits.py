"""What a request may cost: bytes, time, tries.

An asker with a good token is never limited by what others do from the same address: nobody can
lock a town out of its own centre by knocking.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request

from tocsin.app.tongue import with_step
from tocsin.app.web.problem import Problem

BODY_BYTES = 1_000_000
ADDRESSES = 10_000
"""Addresses remembered at the most; whoever was quiet longest is forgotten first."""


async def body_of(request: Request, most: int = BODY_BYTES) -> bytes:
    """The whole body. Raises Problem 413 where it is too long, 400 where it ends too early.

    How slowly it may come is the protocol's affair (`protocol.PATIENCE_S`).
    """
    said = request.headers.get("content-length")
    if said is not None and int(said) > most:
        raise _too_long(most)
    message = await request.receive()
    chunks = [message.get("body", b"")]
    size = len(chunks[0])
    while message.get("more_body", False) and size <= most:
        message = await request.receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
    if size > most:
        raise _too_long(most)
    if message["type"] == "http.disconnect":
        raise Problem(400, "body_cut", *with_step("problem-body-cut"))
    return b"".join(chunks) if len(chunks) > 1 else chunks[0]


def _too_long(most: int) -> Problem:
    return Problem(
        413,
        "body_too_long",
        *with_step("problem-body-too-long", most=most),
    )


class Buckets:
    """So many tries at once and so many a second, by address (token bucket).

    Addresses are told apart by network (/24, or /48 for IPv6): a flood comes from many in one.
    """

    def __init__(self, clock_s: Callable[[], float], *, burst: float, per_s: float) -> None:
        self._clock_s = clock_s
        self._burst = burst
        self._per_s = per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str | None) -> float:
        """Take one try. 0.0 where there was one, else the seconds until there is."""
        return self.take_of(network_of(address))

    def take_of(self, name: str) -> float:
        """As `take`, of whoever has this name."""
        now_s = self._clock_s()
        left, at_s = self._left.pop(name, (self._burst, now_s))
        left = min(self._burst, left + (now_s - at_s) * self._per_s)
        is_free = left >= 1
        self._left[name] = (left - 1 if is_free else left, now_s)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return 0.0 if is_free else (1 - left) / self._per_s


def network_of(address: str | None) -> str:
    """The network an address lies in, as text; "" where it is not known (a Unix socket)."""
    if not address:
        return ""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    bits = 24 if ip.version == 4 else 48
    return str(ipaddress.ip_network((ip, bits), strict=False))


def too_often(after_s: float) -> Problem:
    """The answer to one try too many."""
    return Problem(
        429,
        "too_often",
        *with_step("problem-too-often-network"),
        after_s=max(1, round(after_s + 0.5)),
    )


ASKED_AT_ONCE, ASK_EVERY_S = 6, 60.0
MAILS_AT_ONCE, MAIL_EVERY_S = 3, 21_600.0
CROWD_AT_ONCE, CROWD_PER_S = 60, 0.5


class Mailboxes:
    """How often strangers may have the town write to an address: so often from one network, so
    often from all together, and so often to one address, which is not kept. Nobody's mailbox is
    filled by whoever types its name.
    """

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._networks = Buckets(clock_s, burst=ASKED_AT_ONCE, per_s=1 / ASK_EVERY_S)
        self._crowd = Buckets(clock_s, burst=CROWD_AT_ONCE, per_s=CROWD_PER_S)
        self._addresses = Buckets(clock_s, burst=MAILS_AT_ONCE, per_s=1 / MAIL_EVERY_S)
        self._salt = secrets.token_bytes(32)

    def wait_s(self, network: str | None) -> float:
        """How long this stranger has to wait; 0.0 where they may ask."""
        return self._networks.take(network) or self._crowd.take_of("")

    def may_mail(self, address: str) -> bool:
        """Whether it was not written to too often. Told to nobody: it would say who subscribed."""
        box, _, domain = address.casefold().rpartition("@")
        said = f"{box.partition('+')[0]}@{domain}"  # box+anything is most often one mailbox
        name = hmac.new(self._salt, said.encode(), hashlib.sha256).hexdigest()
        return not self._addresses.take_of(name)
