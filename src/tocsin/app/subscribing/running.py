"""Looks after subscriptions beside the carriers: asks those who are new, and says whom a message
concerns, before anything is sent.

What is to be done is read from the picture, and what was done goes on record: a process that comes
back goes on where the log ends. An address that could not be asked is asked again, after a while.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app.calling.drawing import drawing
from tocsin.app.carriers.contract import NotSent, Opened
from tocsin.app.logs import FIELDS
from tocsin.app.outcome import Told
from tocsin.app.subscribing.choosing import Zones, chosen
from tocsin.app.subscribing.links import Deed, Links
from tocsin.geo.overlapping import Shape
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.log import CommitterClosed
from tocsin.operations.call_lists import to_draw
from tocsin.operations.deliveries import CARRIERS
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.subscription import WarningSubscription
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import WarningChannel
from tocsin.operations.subscriptions import (
    CONFIRM_WITHIN,
    ChooseSubscribers,
    RecordSubscriptionAsked,
    open_channels,
    to_choose,
)

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tocsin.app.carriers.carrying import Town
    from tocsin.app.ground.standing import Standing

LOG = logging.getLogger("tocsin.subscribers")
LOOK_S = 0.5
AGAIN = timedelta(seconds=60)
"""After a mail that did not go out; one that nobody takes is not sent again."""

Send = Callable[[Opened, "EmailMessage", str], None]
"""Hand a message to a channel's server for an address. Raises NotSent."""


class Subscribers:
    """Of one town. `start` begins, `close` ends; `step` does once what there is to do."""

    def __init__(
        self,
        town: "Town",
        name: str,
        links: Callable[[], Links],
        opened: Callable[[WarningChannel], Opened],
        send: Send,
        zones: Callable[[Picture], Zones],
    ) -> None:
        """`name` is what the town is called in mail; `opened` gives a channel with its secret."""
        self._town = town
        self._name = name
        self._links = links
        self._opened = opened
        self._send = send
        self._zones = zones
        self._again: dict[str, datetime | None] = {}
        self._mailed: set[str] = set()
        """Whom a mail has gone to, which the log could not say yet."""
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tocsin-subscribers", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def heard(self, steps: Sequence[Step]) -> None:
        """Something has happened: look whether it is for us."""
        for each in steps:
            one, other = each.before, each.after
            if (
                one.warnings is not other.warnings
                or one.warning_subscriptions is not other.warning_subscriptions
            ):
                self._news.set()

    def close(self) -> None:
        """Look no more."""
        self._stop.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._news.clear()
            try:
                self.step()
            except CommitterClosed:
                return
            except Exception as bug:
                LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
                self._stop.wait(LOOK_S)
            self._news.wait(LOOK_S)

    def step(self) -> None:
        """Say whom to call and whom messages concern, then ask one of those who are new: no warning
        waits longer than for one mail.
        """
        picture = self._town.picture()
        for owing in list(to_draw(picture)):
            self._alone(partial(self._draw, picture, owing))
        for warning, channel in list(to_choose(picture)):
            self._alone(partial(self._choose, picture, warning, channel))
        self._alone(partial(self._ask_one, picture))

    def _alone(self, job: Callable[[], None]) -> None:
        """Do it; what goes wrong with it is logged, and keeps no other from being done."""
        try:
            job()
        except CommitterClosed:
            raise
        except Exception as bug:
            LOG.error("bug", exc_info=bug, extra={FIELDS: {}})

    def _draw(self, picture: Picture, warning: PublicWarning) -> None:
        self._order(drawing(picture, warning, self._town.open))

    def _choose(self, picture: Picture, warning: PublicWarning, channel: WarningChannel) -> None:
        zones = self._zones(picture)
        found = chosen(picture, warning, channel, self._town.open, zones, self._town.now())
        self._order(ChooseSubscribers(warning=warning.id, channel=channel.id, chosen=found))

    def _ask_one(self, picture: Picture) -> None:
        for channel in open_channels(picture):
            for each in picture.warning_subscriptions.values():
                if each.carrier is channel.carrier and self._is_new(each):
                    self._ask(channel, each)
                    return

    def _is_new(self, each: WarningSubscription) -> bool:
        if each.asked_at is not None or each.confirmed_at is not None:
            return False
        if each.id not in self._again:
            return True
        again_at = self._again[each.id]
        return again_at is not None and again_at <= self._town.now()

    def _ask(self, channel: WarningChannel, each: WarningSubscription) -> None:
        self._again[each.id] = self._town.now() + AGAIN
        address = None if each.address is None else self._town.open(each.address)
        if address is None or self._stop.is_set():
            return
        if each.id not in self._mailed:
            if not self._sent(channel, each, address):
                return
            self._mailed.add(each.id)
        if self._order(RecordSubscriptionAsked(subscription=each.id)):
            self._again.pop(each.id, None)
            self._mailed.discard(each.id)

    def _sent(self, channel: WarningChannel, each: WarningSubscription, address: str) -> bool:
        """Whether the mail went out."""
        from tocsin.app.subscribing.asking import asking

        until = each.requested_at + CONFIRM_WITHIN
        url = self._links().url(channel.subscribe_at, Deed.confirm, each.id, until)
        try:
            mail = asking(channel, self._name, address, each.language, url, each.requested_at)
            self._send(self._opened(channel), mail, address)
        except NotSent as fault:
            if fault.is_final:
                self._again[each.id] = None
            return False
        return True

    def _order(self, command: Command) -> bool:
        order = Order(command=command, command_id=f"subscribers/{uuid.uuid4().hex}", actor=CARRIERS)
        return isinstance(self._town.submit(order), Accepted)


def zones_in(folder: Path) -> Callable[[Picture], Zones]:
    """Zones of the ground in force in a town's folder; none where it has no ground."""
    from tocsin.app.ground.standing import Standing

    standing = Standing(folder)

    def of(picture: Picture) -> Zones:
        known: dict[str, tuple[Shape, ...]] = {}

        def zone(name: str) -> tuple[Shape, ...]:
            if name not in known:
                known[name] = _zone(standing, picture, name)
            return known[name]

        return zone

    return of


def _zone(standing: "Standing", picture: Picture, name: str) -> tuple[Shape, ...]:
    from tocsin.app.ground.asking import opened
    from tocsin.app.ground.geometry import rings_of
    from tocsin.app.warnings.on_ground import shapes_in

    try:
        with opened(standing.ready(picture).folder) as database:
            row = database.execute("SELECT geom FROM zone WHERE id = ?", (name,)).fetchone()
    except Told:
        return ()
    return () if row is None else tuple(shapes_in(rings_of(row[0])))
