"""Controllers of sirens and signs that hang on a broker: QoS 1, and their own receipt where they
give one.

The address says all: `mqtts://user@broker:8883/sirens/north?receipt=sirens/north/receipt`. Without
`receipt` the broker's PUBACK is the receipt, and says so: the broker has it, and nobody knows more.

Source: OASIS MQTT 3.1.1 §3.3 (PUBLISH), §3.4 (PUBACK), §4.3.2 (at least once).
"""

import queue
import ssl
import time
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from tocsin.app.carriers.contract import WITHIN_S, NotSent, Opened, Parcel
from tocsin.app.carriers.controllers import receipt
from tocsin.operations.picture.warning_channel import DeliveryCause

PORTS = {"mqtt": 1883, "mqtts": 8883}
QOS = 1
BROKER_HAS_IT = "the broker has it"
NOT_ALLOWED = frozenset({4, 5, 134, 135})
"""CONNACK: a wrong name or password, not authorised (3.1.1 §3.2.2.3, and as MQTT 5 says it)."""


class Topic(msgspec.Struct, frozen=True):
    """An address taken apart."""

    host: str
    port: int
    is_tls: bool
    user: str
    topic: str
    receipt: str = ""


def topic_of(address: str) -> Topic:
    """Raises NotSent: the address is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    topic = unquote(parts.path.lstrip("/"))
    wanted = parse_qs(parts.query).get("receipt", [""])[0]
    is_plain = not any(each in topic + wanted for each in "#+\0")
    if parts.scheme not in PORTS or host is None or not topic or not is_plain:
        raise NotSent(DeliveryCause.not_set_up, f"{address} is no address on a broker")
    is_tls = parts.scheme == "mqtts"
    user = unquote(parts.username or "")
    return Topic(host, port or PORTS[parts.scheme], is_tls, user, topic, wanted)


class MqttLine:
    """A session for each message; it leaves nothing at the broker when it ends."""

    def __init__(
        self, channel: Opened, sign: Callable[[Parcel, tuple[str, ...]], bytes],
        within_s: float = WITHIN_S,
    ) -> None:  # fmt: skip
        self._channel = channel
        self._sign = sign
        self._within_s = within_s

    def send(self, parcel: Parcel, address: str) -> str:
        """The controller's receipt, or the broker's. Raises NotSent."""
        body = self._sign(parcel, self._channel.languages)
        session = _Session(topic_of(address), self._channel.secret, self._within_s)
        try:
            session.open()
            return session.sent(body, parcel.id)
        finally:
            session.close()

    def close(self) -> None:
        """Nothing is open."""


class _Session:
    """One connection to a broker, driven by the thread that has it."""

    def __init__(self, topic: Topic, secret: str, within_s: float) -> None:
        from paho.mqtt import client
        from paho.mqtt.enums import CallbackAPIVersion

        self._topic = topic
        self._ends_s = time.monotonic() + within_s
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._let_in: int | None = None
        self._is_heard = False
        self._is_cut = False
        self._client = client.Client(
            CallbackAPIVersion.VERSION2,
            protocol=client.MQTTv311,
            clean_session=True,
            reconnect_on_failure=False,
        )
        self._client.connect_timeout = within_s
        if topic.user:
            self._client.username_pw_set(topic.user, secret or None)
        if topic.is_tls:
            self._client.tls_set_context(ssl.create_default_context())
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_subscribe = self._on_subscribe
        self._client.on_message = self._on_message

    def _on_connect(self, *given: object) -> None:
        self._let_in = int(getattr(given[3], "value", 0))

    def _on_disconnect(self, *_given: object) -> None:
        self._is_cut = True

    def _on_subscribe(self, *_given: object) -> None:
        self._is_heard = True

    def _on_message(self, *given: object) -> None:
        self._answers.put(bytes(getattr(given[2], "payload", b"")))

    def open(self) -> None:
        """Let in by the broker, and listening where a receipt is to come. Raises NotSent."""
        topic = self._topic
        try:
            self._client.connect(topic.host, topic.port, keepalive=30)
        except ssl.SSLError as error:
            raise NotSent(DeliveryCause.not_trusted, str(error)) from error
        except TimeoutError as error:
            raise NotSent(DeliveryCause.no_connection, "nobody answers there") from error
        except (OSError, ValueError) as error:
            raise NotSent(DeliveryCause.no_connection, str(error)) from error
        self._until(lambda: self._let_in is not None)
        if self._let_in:
            cause = DeliveryCause.refused
            if self._let_in in NOT_ALLOWED:
                cause = DeliveryCause.not_trusted
            raise NotSent(cause, f"the broker lets nobody in ({self._let_in})")
        if topic.receipt:
            self._client.subscribe(topic.receipt, QOS)
            self._until(lambda: self._is_heard)

    def sent(self, body: bytes, message: str) -> str:
        """The receipt of what was published. Raises NotSent."""
        published = self._client.publish(self._topic.topic, body, QOS, retain=False)
        self._until(published.is_published)
        if not self._topic.receipt:
            return BROKER_HAS_IT
        strange: NotSent | None = None
        while True:
            try:
                self._until(lambda: not self._answers.empty())
            except NotSent as fault:
                raise strange or fault from None
            try:
                return receipt(self._answers.get(), message)
            except NotSent as fault:
                strange = fault  # of an earlier message, perhaps: the right one may still come

    def _until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            left_s = self._ends_s - time.monotonic()
            if left_s <= 0:
                raise NotSent(DeliveryCause.no_answer, "it was too slow")
            code = self._client.loop(min(left_s, 0.2))
            if is_so():
                return
            if code != 0 or self._is_cut:
                if self._let_in:
                    return
                raise NotSent(DeliveryCause.cut_off, "the broker hung up")

    def close(self) -> None:
        """Say goodbye where somebody listens."""
        self._client.disconnect()
        self._client.loop(0.01)
        sock = self._client.socket()
        if sock is not None:
            sock.close()
