"""Network namespaces, one a town, and between them a wire that the test holds in its hands.

Each namespace has one interface; what is sent into it comes out here, packet by packet, and goes on
as the test says: late, twice, out of order, not at all, or one way only. So nothing is needed of
the kernel but namespaces and /dev/net/tun, and what befalls a packet is drawn from a seed.

Source: Linux Documentation/networking/tuntap; RFC 791 3.1 (where a packet goes); RFC 3366 (what
links do to TCP).
"""

import contextlib
import fcntl
import heapq
import itertools
import os
import random
import select
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.needs import need, need_root

TUN = Path("/dev/net/tun")
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_NUMBERS = itertools.count()
LARGEST = 65_536


class Weather(NamedTuple):
    """What befalls the packets of one direction."""

    delay_s: float = 0.0
    jitter_s: float = 0.0
    """Up to so much more, each packet its own: they overtake each other."""
    lost: float = 0.0
    twice: float = 0.0
    is_cut: bool = False


FAIR = Weather()
FOUL = Weather(delay_s=0.05, jitter_s=0.03, lost=0.05, twice=0.2)
CUT = Weather(is_cut=True)


def need_namespaces() -> None:
    """Skip, or fail where everything is required, unless namespaces can be made here."""
    need_root()
    need(shutil.which("ip") is not None, "no ip here; apt install iproute2")
    need(TUN.exists(), "no /dev/net/tun here; modprobe tun, or give the container that device")
    name = f"tocsin-try-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
    need(made.returncode == 0, f"no network namespaces here ({made.stderr.strip()}); run as root")
    _ip("netns", "del", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


class Place(NamedTuple):
    """A namespace: its name, its address, the near end of its only line."""

    name: str
    address: str
    line: int

    def inside(self, *words: str) -> list[str]:
        """The same command, in there."""
        return ["ip", "netns", "exec", self.name, *words]


class Net:
    """Places that reach each other over one wire."""

    def __init__(self, codes: tuple[str, ...], seed: int = 1) -> None:
        self._drawn = random.Random(seed)
        self.weather: dict[tuple[str, str], Weather] = {}
        """By who sends to whom; where nothing is said, it is fair."""
        self.counts = {"passed": 0, "lost": 0, "twice": 0, "late": 0, "cut": 0}
        self.places: dict[str, Place] = {}
        self._by_address: dict[bytes, str] = {}
        self._waiting: list[tuple[float, int, int, bytes]] = []
        self._numbers = itertools.count()
        self._stop = threading.Event()
        try:
            for number, code in enumerate(codes, start=1):
                self._found(code, f"10.77.0.{number}")
        except BaseException:
            self._away()
            raise
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)
        self._thread.start()

    def _found(self, code: str, address: str) -> None:
        name = f"tocsin-{os.getpid()}-{next(_NUMBERS)}-{code}".lower()
        device = f"tn{os.getpid() % 100_000}x{next(_NUMBERS)}"
        line = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
        self.places[code] = Place(name, address, line)
        self._by_address[bytes(map(int, address.split(".")))] = code
        fcntl.ioctl(
            line, _TUNSETIFF, struct.pack("16sH22x", device.encode(), _IFF_TUN | _IFF_NO_PI)
        )
        _ip("netns", "add", name)
        _ip("link", "set", device, "netns", name)
        _ip("-n", name, "addr", "add", f"{address}/24", "dev", device)
        for each in ("lo", device):
            _ip("-n", name, "link", "set", each, "up")

    # what the weather is

    def between(self, one: str, other: str, weather: Weather) -> None:
        """Both ways."""
        self.weather[one, other] = self.weather[other, one] = weather

    def everywhere(self, weather: Weather) -> None:
        for one, other in itertools.combinations(self.places, 2):
            self.between(one, other, weather)

    # the wire

    def _run(self) -> None:
        lines = {place.line: code for code, place in self.places.items()}
        while not self._stop.is_set():
            wait_s = 0.05
            if self._waiting:
                wait_s = min(wait_s, max(0.0, self._waiting[0][0] - time.monotonic()))
            for line in select.select(list(lines), [], [], wait_s)[0]:
                with contextlib.suppress(OSError):
                    for _ in range(64):
                        self._sent(lines[line], os.read(line, LARGEST))
            while self._waiting and self._waiting[0][0] <= time.monotonic():
                _, _, line, packet = heapq.heappop(self._waiting)
                with contextlib.suppress(OSError):
                    os.write(line, packet)

    def _sent(self, code: str, packet: bytes) -> None:
        to = self._by_address.get(packet[16:20]) if packet[0] >> 4 == 4 else None
        if to is None:
            return
        weather = self.weather.get((code, to), FAIR)
        if weather.is_cut:
            self.counts["cut"] += 1
            return
        if self._drawn.random() < weather.lost:
            self.counts["lost"] += 1
            return
        self._later(to, weather, packet)
        if self._drawn.random() < weather.twice:
            self.counts["twice"] += 1
            self._later(to, weather, packet)

    def _later(self, to: str, weather: Weather, packet: bytes) -> None:
        wait_s = weather.delay_s + weather.jitter_s * self._drawn.random()
        self.counts["late" if wait_s else "passed"] += 1
        due_s = time.monotonic() + wait_s
        heapq.heappush(self._waiting, (due_s, next(self._numbers), self.places[to].line, packet))

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._away()

    def _away(self) -> None:
        for place in self.places.values():
            os.close(place.line)
            subprocess.run(["ip", "netns", "del", place.name], capture_output=True, check=False)


@contextlib.contextmanager
def apart(*codes: str, seed: int = 1) -> Iterator[Net]:
    """Places of these names, gone at the end with all that was made for them."""
    need_namespaces()
    net = Net(codes, seed)
    try:
        yield net
    finally:
        net.close()
