"""The carriers of a town that stand: made for an Actual log, and for no other.

This is the only place where carriers are made. A drill, a test and a fork get none: what is not
there cannot be left on, whatever is configured.
"""

import contextlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app.carriers.carrying import Carriers
from tocsin.app.carriers.carrying import Town as Carried
from tocsin.app.carriers.contract import Line, NotSent, Opened, Parcel
from tocsin.app.carriers.secrets import ChannelSecrets
from tocsin.app.subscribing.links import Deed, Links, links_of
from tocsin.app.subscribing.running import Subscribers, zones_in
from tocsin.federation.link_key import LinkKey
from tocsin.jurisdiction.town import Town
from tocsin.log import Header
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import Delivery, DeliveryCause, WarningChannel
from tocsin.terms.kinds import LogKind

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tocsin.app.carriers.post import Post
    from tocsin.app.neighbours.neighbourhood import Neighbourhood


def carriers_of(
    town: Town, folder: Path, neighbourhood: "Neighbourhood | None" = None
) -> Carriers | None:
    """The carriers of a town that this process writes; None where its log is not Actual.
    `neighbourhood` are the towns that it speaks with.
    """
    header = town.store.header
    if not may_carry(header):
        return None

    @cache
    def post() -> "Post":
        """Made when there is something to carry. Raises NotSent."""
        try:
            from tocsin.app.carriers.post import Post
        except ImportError as error:
            says = "the extra is not installed: pip install 'tocsin[warnings]'"
            raise NotSent(DeliveryCause.not_set_up, says) from error
        how_far = None if neighbourhood is None else neighbourhood.sharing.handed
        return Post(header, folder, lambda: LinkKey.load(folder), town.store.keys, how_far)

    def line(channel: Opened) -> Line:
        return post().line(channel)

    def parcel(picture: Picture, delivery: Delivery) -> Parcel:
        return post().parcel(picture, delivery)

    @cache
    def links() -> Links:
        return links_of(folder)

    def ends(channel: WarningChannel, subscriber: str) -> str:
        return links().url(channel.subscribe_at, Deed.end, subscriber)

    carried = Carried(lambda: town.picture, town.clock.now, town.submit, town.store.keys.open)
    carriers = Carriers(carried, line, parcel, ChannelSecrets(folder).of, ends)
    carriers.subscribers = Subscribers(
        carried, header.name, links, carriers.opened, _mailed, zones_in(folder)
    )
    return carriers


def _mailed(channel: Opened, message: "EmailMessage", address: str) -> None:
    """Raises NotSent."""
    from tocsin.app.carriers.mail import MailLine

    with contextlib.closing(MailLine(channel)) as line:
        line.hand_over(message, address)


def may_carry(header: Header) -> bool:
    """Whether anything may leave a log: an Actual one that is no fork of another."""
    return header.kind is LogKind.actual and header.parent is None
