"""The other sides: a mail server, a broker, controllers and folders on this machine, each of which
can be told to go wrong.
"""

import asyncio
import base64
import contextlib
import email
import email.policy
import json
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from paho.mqtt.client import MQTTMessage

from tests.app.carriers.parcels import signing_key
from tocsin.app.carriers.contract import Line, Opened, Parcel
from tocsin.app.carriers.controllers import message_of, signed
from tocsin.app.carriers.feed import INDEX, MARK, FeedLine, Names
from tocsin.app.carriers.mail import MailLine
from tocsin.app.carriers.over_http import HttpLine
from tocsin.app.carriers.over_mqtt import MqttLine
from tocsin.app.carriers.poster import PosterLine
from tocsin.federation.link_key import LinkKey
from tocsin.log.clock import SystemEntropy
from tocsin.operations.picture.warning_channel import Carrier, DeliveryCause

KEY = LinkKey.drawn(SystemEntropy())
PATIENT_S, HASTY_S = 20.0, 0.5
"""What waits for a peer that answers, and for one that never will."""


class Fault(StrEnum):
    """How the other side goes wrong."""

    none = "none"
    away = "away"
    refuses = "refuses"
    busy = "busy"
    silent = "silent"
    cut = "cut"
    strange = "strange"


class Peer(Protocol):
    """Another side. `got` are the ids of the messages that it has, `bodies` what came."""

    fault: Fault

    @property
    def got(self) -> Sequence[str]: ...

    @property
    def bodies(self) -> Sequence[bytes]: ...

    @property
    def causes(self) -> Mapping[Fault, DeliveryCause]:
        """What it can be told to do, and the cause that is to be said of it."""

    @property
    def address(self) -> str: ...

    def line(self, within_s: float) -> Line: ...


def sign(parcel: Parcel, languages: tuple[str, ...]) -> bytes:
    return signed(message_of(parcel, languages), KEY, "PE")


def payload(body: bytes) -> dict[str, Any]:
    """What stands in a flattened JWS."""
    letters = json.loads(body)["payload"]
    found = json.loads(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)))
    assert isinstance(found, dict)
    return found


class Listener:
    """A socket on loopback; each connection has a thread, and all of them end with it."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.over = threading.Event()
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._run, daemon=True)]
        self._threads[0].start()

    def _run(self) -> None:
        while not self.over.is_set():
            try:
                found, _ = self.server.accept()
            except OSError:
                return
            self._open.append(found)
            thread = threading.Thread(target=self._talk, args=(found,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _talk(self, found: socket.socket) -> None:
        with contextlib.suppress(OSError), found:
            self.talk(found)

    def talk(self, found: socket.socket) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class HttpPeer(Listener):
    """A controller of a siren."""

    causes = {
        Fault.away: DeliveryCause.no_connection,
        Fault.refuses: DeliveryCause.refused,
        Fault.busy: DeliveryCause.busy,
        Fault.silent: DeliveryCause.no_answer,
        Fault.cut: DeliveryCause.cut_off,
        Fault.strange: DeliveryCause.strange_answer,
    }

    def __init__(self, secret: str = "s") -> None:
        self.got: list[str] = []
        self.bodies: list[bytes] = []
        self.fault = Fault.none
        self._secret = secret
        self._nowhere = free_port()
        super().__init__()

    @property
    def address(self) -> str:
        port = self._nowhere if self.fault is Fault.away else self.port
        return f"http://127.0.0.1:{port}/sound?where=north"

    def line(self, within_s: float) -> Line:
        return HttpLine(
            Opened(id="siren", carrier=Carrier.http, secret=self._secret), sign, within_s
        )

    def talk(self, found: socket.socket) -> None:
        with found.makefile("rb") as reader:
            assert reader.readline().startswith(b"POST /sound?where=north ")
            heads = {}
            while line := reader.readline().strip().decode():
                name, _, value = line.partition(": ")
                heads[name.lower()] = value
            body = reader.read(int(heads["content-length"]))
        assert heads.get("authorization", "Bearer ") == f"Bearer {self._secret}"
        name = str(payload(body)["id"])
        if self.fault in (Fault.none, Fault.cut, Fault.silent, Fault.strange):
            self.got.append(name)
            self.bodies.append(body)
        self._answer(found, name)

    def _answer(self, found: socket.socket, name: str) -> None:
        answer = json.dumps({"id": name, "says": "sounding"}).encode()
        if self.fault is Fault.refuses:
            _say(found, "422 No", b"a siren has no words for this")
        elif self.fault is Fault.busy:
            _say(found, "503 Later", b"")
        elif self.fault is Fault.cut:
            found.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{")
        elif self.fault is Fault.strange:
            _say(found, "200 OK", b"<html>Please sign in to the wireless</html>")
        elif self.fault is Fault.silent:
            # Not quite: a byte now and then, which renews the patience of a simple reader.
            found.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")
            while not self.over.wait(0.05):
                found.sendall(b" ")
        else:
            _say(found, "200 OK", answer)


def _say(found: socket.socket, status: str, body: bytes) -> None:
    found.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


class MailPeer:
    """A mail server."""

    causes = {
        Fault.away: DeliveryCause.no_connection,
        Fault.refuses: DeliveryCause.no_such_receiver,
        Fault.busy: DeliveryCause.busy,
        Fault.silent: DeliveryCause.no_answer,
        Fault.cut: DeliveryCause.cut_off,
        Fault.strange: DeliveryCause.strange_answer,
    }
    address = "north@school.example"

    def __init__(self) -> None:
        self.got: list[str] = []
        self.bodies: list[bytes] = []
        self.fault = Fault.none
        self._nowhere = free_port()
        self.port = free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)
        self._server.start()

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.fault is Fault.refuses:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.fault is Fault.busy:
            return "451 4.3.0 come back later"
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append(str(message["Message-ID"]).strip("<>").partition("@")[0])
        self.bodies.append(envelope.content)
        if self.fault is Fault.silent:
            await asyncio.sleep(3 * HASTY_S)
        if self.fault is Fault.cut:
            server.transport.close()  # type: ignore[union-attr]
        return "hello, who is there?" if self.fault is Fault.strange else "250 queued as 4F1"

    def line(self, within_s: float) -> Line:
        port = self._nowhere if self.fault is Fault.away else self.port
        channel = Opened(
            id="schools",
            carrier=Carrier.email,
            servers=(f"smtp://127.0.0.1:{port}",),
            sender="warnings@perry.example",
        )
        return MailLine(channel, within_s)

    def close(self) -> None:
        self._server.stop()


class FeedPeer:
    """A folder of another host."""

    causes = {
        Fault.away: DeliveryCause.not_set_up,
        Fault.refuses: DeliveryCause.refused,
    }

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fault = Fault.none
        self._there = folder / "there"
        self._there.mkdir()
        (self._there / MARK).touch()
        self._full = folder / "full"
        (self._full / INDEX / "in the way").mkdir(parents=True)
        (self._full / MARK).touch()

    @property
    def address(self) -> str:
        there = {Fault.away: self._folder, Fault.refuses: self._full}
        return str(there.get(self.fault, self._there))

    @property
    def got(self) -> list[str]:
        """What an index leads to: `bodies` has it as often as it was written."""
        index = (self._there / INDEX).read_text()
        return [each.stem.removesuffix(".cap") for each in self._files() if each.name in index]

    @property
    def bodies(self) -> list[bytes]:
        return [each.read_bytes() for each in self._files()]

    def _files(self) -> list[Path]:
        return sorted(self._there.glob("*.cap.xml"))

    def line(self, within_s: float) -> Line:
        channel = Opened(id="feed", carrier=Carrier.feed)
        return FeedLine(channel, self._folder, Names("Perry", "Warnings"), signing_key().pem)


class PosterPeer(FeedPeer):
    """A folder from which somebody prints."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for language in ("en", "de", "ar"):
            (self._full / f"PE-w1.{language}.pdf" / "in the way").mkdir(parents=True)

    @property
    def got(self) -> list[str]:
        return sorted({each.name.partition(".")[0] for each in self._files()})

    @property
    def bodies(self) -> list[bytes]:
        """All languages in one, each as the file that it is."""
        return [b"".join(each.read_bytes() for each in self._files())]

    def _files(self) -> list[Path]:
        return sorted(self._there.glob("*.pdf"))

    def line(self, within_s: float) -> Line:
        url = "https://perry.example/flood"
        return PosterLine(Opened(id="p", carrier=Carrier.poster, sender=url), self._folder)


class Broker:
    """A real broker on loopback, in a thread of its own."""

    def __init__(self) -> None:
        from amqtt.broker import Broker as Amqtt

        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        config = {
            "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{self.port}"}},
            "plugins": {
                "amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}
            },
        }

        async def made() -> Amqtt:
            broker = Amqtt(config)
            await broker.start()
            return broker

        self._broker = asyncio.run_coroutine_threadsafe(made(), self._loop).result(30)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._broker.shutdown(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Unsound(Listener):
    """What looks like a broker, and hangs up on whoever publishes."""

    def talk(self, found: socket.socket) -> None:
        found.recv(4096)
        found.sendall(b"\x20\x02\x00\x00")
        found.recv(4096)


class MqttPeer:
    """A controller of a sign that hangs on a broker and answers on a topic of its own."""

    causes = {
        Fault.away: DeliveryCause.no_connection,
        Fault.silent: DeliveryCause.no_answer,
        Fault.cut: DeliveryCause.cut_off,
        Fault.strange: DeliveryCause.strange_answer,
    }

    def __init__(self, broker: Broker) -> None:
        from paho.mqtt import client
        from paho.mqtt.enums import CallbackAPIVersion

        self.got: list[str] = []
        self.bodies: list[bytes] = []
        self.fault = Fault.none
        self._broker = broker
        self._nowhere = free_port()
        self._unsound = Unsound()
        self._client = client.Client(CallbackAPIVersion.VERSION2)
        heard = threading.Event()
        self._client.on_subscribe = lambda *_given: heard.set()
        self._client.on_message = self._on_message
        self._client.connect("127.0.0.1", broker.port)
        self._client.loop_start()
        self._client.subscribe("signs/north", 1)
        assert heard.wait(30), "the broker hears us"

    def _on_message(self, _client: object, _state: object, message: MQTTMessage) -> None:
        name = str(payload(bytes(message.payload))["id"])
        self.got.append(name)
        self.bodies.append(bytes(message.payload))
        if self.fault is not Fault.silent:
            other = "PE-other" if self.fault is Fault.strange else name
            answer = json.dumps({"id": other, "says": "shown"})
            self._client.publish("signs/north/receipt", answer, 1)

    @property
    def address(self) -> str:
        ports = {Fault.away: self._nowhere, Fault.cut: self._unsound.port}
        port = ports.get(self.fault, self._broker.port)
        return f"mqtt://127.0.0.1:{port}/signs/north?receipt=signs/north/receipt"

    def line(self, within_s: float) -> Line:
        return MqttLine(Opened(id="signs", carrier=Carrier.mqtt), sign, within_s)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
        sock = self._client.socket()  # where its loop ended before it had hung up
        if sock is not None:
            sock.close()
        self._unsound.close()


@contextlib.contextmanager
def peer_of(carrier: Carrier, folder: Path, broker: "Broker | None") -> Iterator[Peer]:
    """Another side for a carrier."""
    if carrier is Carrier.feed:
        yield FeedPeer(folder)
        return
    if carrier is Carrier.poster:
        yield PosterPeer(folder)
        return
    if carrier is Carrier.mqtt:
        assert broker is not None
        found: MqttPeer | MailPeer | HttpPeer = MqttPeer(broker)
    else:
        found = MailPeer() if carrier is Carrier.email else HttpPeer()
    try:
        yield found
    finally:
        found.close()
