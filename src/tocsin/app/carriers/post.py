"""Makes what goes out of one town, and opens the channels by which it goes.

Needs the extra `warnings`; whoever imports this without it gets ImportError.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tocsin.app.carriers.contract import Line, NotSent, Opened, Parcel
from tocsin.app.carriers.controllers import message_of, signed
from tocsin.app.carriers.feed import FeedLine, Names
from tocsin.app.carriers.mail import MailLine
from tocsin.app.carriers.over_http import HttpLine
from tocsin.app.carriers.over_mqtt import MqttLine
from tocsin.app.carriers.relaying import HowFar, RelayLine
from tocsin.app.carriers.signing_key import SigningKey, key_in
from tocsin.app.carriers.tries import tried
from tocsin.app.tongue import tell
from tocsin.app.warnings.as_cap import alert_of
from tocsin.app.warnings.clear import is_as_approved
from tocsin.federation.link_key import LinkKey
from tocsin.gateways.cap import Unwritable
from tocsin.gateways.cap.message import Alert
from tocsin.log import Header, KeyStore
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import Carrier, Delivery, DeliveryCause
from tocsin.terms.kinds import LogKind


class Post:
    """What goes out of one town."""

    def __init__(
        self,
        header: Header,
        folder: Path,
        key: Callable[[], LinkKey],
        keys: KeyStore,
        how_far: HowFar | None = None,
    ) -> None:
        """`how_far` neighbours are with what they are told."""
        assert header.kind is LogKind.actual, "nothing leaves a drill"
        self._keys = keys
        self._how_far = how_far
        self._header = header
        self._folder = folder
        self._key = key
        self._signing: SigningKey | None = None

    def line(self, channel: Opened) -> Line:
        """A carrier on a channel."""
        if channel.carrier is Carrier.email:
            return MailLine(channel)
        if channel.carrier is Carrier.http:
            return HttpLine(channel, self._signed)
        if channel.carrier is Carrier.mqtt:
            return MqttLine(channel, self._signed)
        if channel.carrier is Carrier.relay:
            return RelayLine(self._how_far)
        if channel.carrier is Carrier.poster:
            return self._poster(channel)
        assert channel.carrier is Carrier.feed, f"{channel.carrier} has no carrier"
        names = Names(self._header.name, tell("warn-feed-title", town=self._header.name))
        return FeedLine(channel, self._folder, names, self._own_key().pem)

    def _poster(self, channel: Opened) -> Line:
        """Raises NotSent: what prints is not installed."""
        try:
            from tocsin.app.carriers.poster import PosterLine
        except ImportError as error:
            says = "the extra is not installed: pip install 'tocsin[paper]'"
            raise NotSent(DeliveryCause.not_set_up, says) from error
        return PosterLine(channel, self._folder)

    def _signed(self, parcel: Parcel, languages: tuple[str, ...]) -> bytes:
        return signed(message_of(parcel, languages), self._key(), self._header.code)

    def _own_key(self) -> SigningKey:
        """Raises NotSent: without its key a town says nothing."""
        if self._signing is None:
            try:
                self._signing = key_in(
                    self._folder, self._header.name, self._header.created_at, datetime.now(UTC)
                )
            except (OSError, ValueError) as error:
                says = f"the key that messages are signed with: {error}"
                raise NotSent(DeliveryCause.not_set_up, says) from error
        return self._signing

    def parcel(self, picture: Picture, delivery: Delivery) -> Parcel:
        """What goes out of a delivery: the same to the byte each time. Raises NotSent."""
        alert = self._alert(picture, delivery)
        try:
            cap = self._own_key().signed(alert)
        except Unwritable as error:
            raise NotSent(DeliveryCause.cannot_carry, str(error), is_final=True) from error
        warning = picture.warnings.get(delivery.message)
        references = () if warning is None else warning.references
        follows = tuple(each.identifier for each in references)
        return Parcel(delivery.message, alert, cap, follows)

    def _alert(self, picture: Picture, delivery: Delivery) -> Alert:
        """Raises NotSent: it is not what two people stand behind."""
        if delivery.is_try:
            settings = picture.settings.get("town")
            name = self._header.name if settings is None else settings.name
            return tried(delivery.message, self._header.code, name, delivery.issued_at)
        warning = picture.warnings.get(delivery.message)
        if warning is None or warning.sent is None or warning.approval is None:
            says = "nobody has issued it"
            raise NotSent(DeliveryCause.cannot_carry, says, is_final=True)
        if not is_as_approved(warning, self._keys):
            says = "it is not what was approved: some of its words were forgotten"
            raise NotSent(DeliveryCause.cannot_carry, says, is_final=True)
        return alert_of(warning, self._keys)
