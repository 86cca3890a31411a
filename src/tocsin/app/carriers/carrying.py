"""Runs the carriers of a town: begins on record, sends, puts what came of it on record.

What is to be done is read from the picture alone (`operations.deliveries.ready`), so a process that
takes over, or comes back after a kill, goes on where the log ends. One thread a channel that has
something to send: a slow one keeps nobody waiting.
"""

import contextlib
import logging
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from tocsin.app.carriers.contract import Line, NotSent, Opened, Parcel
from tocsin.app.logs import FIELDS, told
from tocsin.app.subscribing.running import Subscribers
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.log import CommitterClosed
from tocsin.operations.deliveries import (
    CARRIERS,
    TOGETHER,
    BeginDelivery,
    RecordDelivery,
    Result,
    ready,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import (
    ChannelReceiver,
    Delivery,
    DeliveryCause,
    ReachState,
    WarningChannel,
)
from tocsin.terms.words import Words

LOG = logging.getLogger("tocsin.carriers")
LOOK_S = 0.5
"""Who waits for another try is looked at so often; news is looked at at once."""
AGAIN_S = 1.0
"""Until the log is asked again that could not say whether it has something."""

Submit = Callable[[Order], Outcome]


class Town(msgspec.Struct, frozen=True):
    """What carrying needs of the town: what it decided, a clock, a way to order, its keys."""

    picture: Callable[[], Picture]
    now: Callable[[], datetime]
    submit: Submit
    open: Callable[[Words], str | None]


class Carriers:
    """All channels of one town. `start` begins, `close` ends; `heard` is told what happened."""

    def __init__(
        self,
        town: Town,
        line: Callable[[Opened], Line],
        parcel: Callable[[Picture, Delivery], Parcel],
        secret: Callable[[str], str] = lambda _channel: "",
        ends: Callable[[WarningChannel, str], str] = lambda _channel, _subscriber: "",
    ) -> None:
        """`line` opens a channel, `parcel` makes what goes out of a delivery, `ends` the link by
        which a subscriber ends it.
        """
        self._town = town
        self._line = line
        self._parcel = parcel
        self._secret = secret
        self._ends = ends
        self.subscribers: Subscribers | None = None
        """Looks whom messages concern, if anybody may subscribe."""
        self._news = threading.Event()
        self._stop = threading.Event()
        self._threads: dict[str, threading.Thread] = {}
        self._thread = threading.Thread(target=self._run, name="tocsin-carriers", daemon=True)

    def start(self) -> None:
        """Begin to carry."""
        self._thread.start()
        if self.subscribers is not None:
            self.subscribers.start()

    def heard(self, steps: Sequence[Step]) -> None:
        """Something has happened: look whether there is something to carry."""
        if self.subscribers is not None:
            self.subscribers.heard(steps)
        if any(step.before.deliveries is not step.after.deliveries for step in steps):
            self._news.set()

    def close(self) -> None:
        """Begin nothing any more; what is under way ends within its time, and is on record."""
        if self.subscribers is not None:
            self.subscribers.close()
        self._stop.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()
        for each in list(self._threads.values()):
            each.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._news.clear()
            for channel in self._waited_for():
                running = self._threads.get(channel)
                if running is None or not running.is_alive():
                    name = f"tocsin-carrier-{channel}"
                    fresh = threading.Thread(
                        target=self._work, args=(channel,), name=name, daemon=True
                    )
                    self._threads[channel] = fresh
                    fresh.start()
            self._news.wait(LOOK_S)

    def _waited_for(self) -> list[str]:
        picture, now = self._town.picture(), self._town.now()
        return sorted({each.channel for each in picture.deliveries.values() if ready(each, now)})

    def _work(self, channel: str) -> None:
        try:
            while not self._stop.is_set() and self.carry(channel):
                pass
        except CommitterClosed:
            return
        except Exception as bug:
            LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
            self._stop.wait(AGAIN_S)

    def carry(self, channel: str) -> bool:
        """Send what is most pressing on a channel, to so many receivers at most; whether there
        was something.
        """
        picture = self._town.picture()
        task = next_task(picture, channel, self._town.now())
        found = picture.warning_channels.get(channel)
        if task is None or found is None:
            return False
        delivery, receivers = task
        begin = BeginDelivery(delivery=delivery.id, message=delivery.message, receivers=receivers)
        if not self._order(begin):
            return False
        fresh = self._town.picture().deliveries.get(delivery.id)
        if fresh is None or fresh.message != delivery.message:
            return True
        going = [
            each.receiver
            for each in fresh.reaches
            if each.receiver in receivers and each.state is ReachState.sending
        ]
        results = tuple(self._sent(picture, found, fresh, going))
        if not results:
            return True
        record = RecordDelivery(delivery=fresh.id, message=fresh.message, results=results)
        return self._order(record)

    def _order(self, command: Command) -> bool:
        """Put it on record: asked again as long as the log cannot say. Whether it is there."""
        command_id = f"carry/{uuid.uuid4().hex}"
        while True:
            order = Order(command=command, command_id=command_id, actor=CARRIERS)
            outcome = self._town.submit(order)
            if isinstance(outcome, Accepted):
                return True
            if isinstance(outcome, Denied):
                told(LOG, logging.WARNING, "not on record", refused=outcome.refused.code)
                return False
            if self._stop.wait(AGAIN_S):
                return False

    def _sent(
        self, picture: Picture, channel: WarningChannel, delivery: Delivery, names: Sequence[str]
    ) -> Iterator[Result]:
        """One try for each; what is not begun when the process ends is begun again by the next."""
        try:
            parcel = self._parcel(picture, delivery)
            opened = self._line(self.opened(channel))
        except NotSent as fault:
            yield from (_failed(each, fault) for each in names)
            return
        rest_s = 60 / channel.per_minute
        with contextlib.closing(opened) as line:
            for name in names:
                if self._stop.is_set():
                    yield _failed(name, NotSent(DeliveryCause.no_connection, "we stopped first"))
                    continue
                began_s = time.monotonic()
                yield self._to(line, parcel, name, channel)
                if name != names[-1]:
                    self._stop.wait(max(0.0, rest_s - (time.monotonic() - began_s)))

    def opened(self, channel: WarningChannel) -> Opened:
        """A channel as a carrier takes it. Raises NotSent: its secret cannot be read."""
        try:
            secret = self._secret(channel.id)
        except (OSError, msgspec.DecodeError) as error:
            says = f"its secret cannot be read: {type(error).__name__}"
            raise NotSent(DeliveryCause.not_set_up, says) from error
        return Opened(
            id=channel.id,
            carrier=channel.carrier,
            servers=channel.servers,
            sender=channel.sender,
            languages=channel.languages,
            secret=secret,
        )

    def _to(self, line: Line, parcel: Parcel, name: str, channel: WarningChannel) -> Result:
        """To a receiver of the channel, or to somebody who subscribed to it."""
        receiver, address = channel.receiver(name), ""
        subscriber = self._town.picture().warning_subscriptions.get(name)
        if receiver is None and subscriber is not None and subscriber.address is not None:
            receiver = ChannelReceiver(name, (subscriber.address,))
            address = self._town.open(subscriber.address) or ""
            parcel = msgspec.structs.replace(
                parcel, language=subscriber.language, unsubscribe=self._ends(channel, name)
            )
        return _unnamed(self._one(line, parcel, name, receiver), address)

    def _one(
        self, line: Line, parcel: Parcel, name: str, receiver: ChannelReceiver | None
    ) -> Result:
        """To the first of a receiver's addresses that takes it."""
        words = () if receiver is None else receiver.addresses
        addresses = [each for each in map(self._town.open, words) if each is not None]
        fault = NotSent(DeliveryCause.no_such_receiver, "it has no address here", is_final=True)
        for address in addresses:
            try:
                return Result(receiver=name, says=line.send(parcel, address))
            except NotSent as trouble:
                fault = trouble
        return _failed(name, fault)


def _unnamed(result: Result, address: str) -> Result:
    """Without a subscriber's address, which some servers say again: more people see how far a
    warning came than who subscribed.
    """
    if not address or address.casefold() not in result.says.casefold():
        return result
    says = re.sub(re.escape(address), "…", result.says, flags=re.IGNORECASE)
    return msgspec.structs.replace(result, says=says)


def _failed(name: str, fault: NotSent) -> Result:
    return Result(receiver=name, cause=fault.cause, says=fault.says, is_final=fault.is_final)


def next_task(
    picture: Picture, channel: str, now: datetime
) -> tuple[Delivery, tuple[str, ...]] | None:
    """What a channel has to send first: of several messages the latest, for it may take back what
    the others say; a try after all warnings.
    """
    waiting = [
        (each.is_try, -each.issued_at.timestamp(), each.id, each)
        for each in picture.deliveries.values()
        if each.channel == channel and ready(each, now)
    ]
    if not waiting:
        return None
    delivery = min(waiting)[3]
    return delivery, tuple(each.receiver for each in ready(delivery, now)[:TOGETHER])
