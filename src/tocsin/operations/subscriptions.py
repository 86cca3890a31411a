"""Want to be warned, say yes once more from the address itself, have enough of it.

Whom a message concerns follows from places that only the town's keys open; so the process that
carries looks, and what it found is put on record before anything is sent. It is looked again for
each message; whoever got the first one of a warning gets what corrects it (`warning_ways`).

Source: RFC 8058 (unsubscribe by one click); GDPR Art. 7, 17; CAP 1.2 §3.2.2 (`severity`).
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tocsin.operations.forgetting import SubjectForgotten
from tocsin.operations.holds import keeps
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.subscription import Quiet, SubscribedPlace, WarningSubscription
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.picture.warning_channel import (
    Address,
    Carrier,
    Delivery,
    Reach,
    WarningChannel,
    counted,
)
from tocsin.terms.cap import GRADES, CapCategory, CapMsgType, CapScope, CapSeverity
from tocsin.terms.codes import ForgetGround
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

SUBSCRIBING = frozenset({Carrier.email})
"""Carriers by which people may subscribe."""
BREAKING = frozenset({CapSeverity.severe, CapSeverity.extreme})
"""What is sent in quiet hours, too."""
CONFIRM_WITHIN = timedelta(hours=24)
MOST = 2_000
"""Subscriptions of one town: each message has a row for each of them."""
MOST_WAITING = 500
"""Of them, those that nobody has confirmed: whoever only asks does not take the place of others."""
TOGETHER = "subscribers"
"""How the way of a message to subscribers is called, beside the one to a channel's receivers."""


class SubscriptionRefusal(StrEnum):
    subscription_unknown = "subscription_unknown"
    subscriptions_not_taken = "subscriptions_not_taken"
    subscriptions_full = "subscriptions_full"
    subscriptions_waiting = "subscriptions_waiting"
    subscription_too_late = "subscription_too_late"
    subscription_address_unsound = "subscription_address_unsound"


# 1. commands and the events they may cause


class RequestSubscription(Command, frozen=True):
    """Somebody wants to be warned at this address. Nothing is sent there but a link to say yes."""

    address: Address
    place: SubscribedPlace = SubscribedPlace()
    carrier: Carrier = Carrier.email
    categories: Annotated[tuple[CapCategory, ...], msgspec.Meta(max_length=12)] = ()
    least: CapSeverity = CapSeverity.unknown
    language: Annotated[str, msgspec.Meta(max_length=35)] = ""
    quiet: Quiet | None = None


class SubscriptionRequested(Event, frozen=True):
    subscription: str
    carrier: Carrier
    address: Words
    place: Words
    categories: tuple[CapCategory, ...]
    least: CapSeverity
    language: str
    quiet: Quiet | None


class RecordSubscriptionAsked(Command, frozen=True):
    """The link to confirm it has gone to its address."""

    subscription: Ident


class SubscriptionAsked(Event, frozen=True):
    subscription: str


class ConfirmSubscription(Command, frozen=True):
    """Whoever reads that address says yes."""

    subscription: Ident


class SubscriptionConfirmed(Event, frozen=True):
    subscription: str


class EndSubscription(Command, frozen=True):
    """Enough of it: nothing more is sent there, and the address is forgotten."""

    subscription: Ident


class LapseSubscription(Command, frozen=True):
    """A deadline command (`due`): nobody said yes in time."""

    subscription: Ident


class SubscriptionEnded(Event, frozen=True):
    """`is_lapsed`: nobody had confirmed it."""

    subscription: str
    is_lapsed: bool


class Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A subscription that a message concerns; `after` is the end of its quiet hours."""

    subscription: Ident
    after: datetime | None = None


class ChooseSubscribers(Command, frozen=True):
    """These does a message concern, of those who subscribed by a channel."""

    warning: Ident
    channel: Ident
    chosen: Annotated[tuple[Chosen, ...], msgspec.Meta(max_length=MOST)]


class WarningSubscribersChosen(Event, frozen=True):
    warning: str
    channel: str
    chosen: tuple[Chosen, ...]


# 2. decide


def owner_of(subscription: str) -> str:
    """Under whose key address and place of a subscription lie."""
    return f"subscription/{subscription}"


def open_channels(picture: Picture) -> tuple[WarningChannel, ...]:
    """Channels by which people may subscribe: one of each carrier, the one that was open first, so
    that nobody is written to twice.
    """
    found: dict[Carrier, WarningChannel] = {}
    for each in sorted(picture.warning_channels.values(), key=lambda e: (e.since, e.id)):
        if each.subscribe_at and each.removed_at is None and each.carrier in SUBSCRIBING:
            found.setdefault(each.carrier, each)
    return tuple(found.values())


def request(command: RequestSubscription, picture: Picture, context: Context) -> Decision:
    if not any(each.carrier is command.carrier for each in open_channels(picture)):
        return refuse(SubscriptionRefusal.subscriptions_not_taken, carrier=command.carrier)
    if len(picture.warning_subscriptions) >= MOST:
        return refuse(SubscriptionRefusal.subscriptions_full, most=MOST)
    waiting = sum(each.confirmed_at is None for each in picture.warning_subscriptions.values())
    if waiting >= MOST_WAITING:
        return refuse(SubscriptionRefusal.subscriptions_waiting, most=MOST_WAITING)
    if not is_mailable(command.address):
        return refuse(SubscriptionRefusal.subscription_address_unsound)
    name = context.new_id("s")
    owner = owner_of(name)
    return [
        SubscriptionRequested(
            subscription=name,
            carrier=command.carrier,
            address=Words(owner, command.address),
            place=Words(owner, msgspec.json.encode(command.place).decode()),
            categories=tuple(dict.fromkeys(command.categories)),
            least=command.least,
            language=command.language,
            quiet=command.quiet,
        )
    ]


def is_mailable(address: str) -> bool:
    """Whether this may be an address of mail: one `@`, a domain, nothing that ends a line.

    Source: RFC 5322 §3.2.3, 3.4.1 (`dot-atom`: nothing between dots is empty).
    """
    name, _, domain = address.partition("@")
    is_whole = "@" not in domain and "." in domain
    return is_whole and all((*name.split("."), *domain.split("."))) and not any(
        each.isspace() or not each.isprintable() or each in "<>,;:\"()[]\\" for each in address
    )  # fmt: skip


def _standing(picture: Picture, name: str) -> WarningSubscription | Refused:
    found = picture.warning_subscriptions.get(name)
    return found or refuse(SubscriptionRefusal.subscription_unknown, subscription=name)


def asked(command: RecordSubscriptionAsked, picture: Picture, _context: Context) -> Decision:
    found = picture.warning_subscriptions.get(command.subscription)
    if found is None or found.asked_at is not None:
        return []
    return [SubscriptionAsked(subscription=found.id)]


def confirm(command: ConfirmSubscription, picture: Picture, context: Context) -> Decision:
    found = _standing(picture, command.subscription)
    if isinstance(found, Refused):
        return found
    if found.confirmed_at is not None:
        return []
    if found.requested_at + CONFIRM_WITHIN <= context.now:
        return refuse(SubscriptionRefusal.subscription_too_late, subscription=found.id)
    return [SubscriptionConfirmed(subscription=found.id)]


def end(command: EndSubscription, picture: Picture, _context: Context) -> Decision:
    """Ended twice it is ended: whoever presses again is told the same."""
    found = picture.warning_subscriptions.get(command.subscription)
    return [] if found is None else _ended(picture, found, ForgetGround.consent_withdrawn)


def lapse(command: LapseSubscription, picture: Picture, context: Context) -> Decision:
    found = picture.warning_subscriptions.get(command.subscription)
    if found is None or not _has_lapsed(found, context.now):
        return []
    return _ended(picture, found, ForgetGround.no_longer_needed)


def _ended(picture: Picture, found: WarningSubscription, ground: ForgetGround) -> list[Event]:
    """A legal hold keeps the key, and nothing else: nothing is sent there any more."""
    over = SubscriptionEnded(subscription=found.id, is_lapsed=found.confirmed_at is None)
    owner = owner_of(found.id)
    is_kept = keeps(picture, [owner]) is not None
    return [over] if is_kept else [over, SubjectForgotten(subject=owner, ground=ground)]


def _has_lapsed(found: WarningSubscription, now: datetime) -> bool:
    return found.confirmed_at is None and found.requested_at + CONFIRM_WITHIN <= now


def due(picture: Picture, now: datetime) -> list[Command]:
    """Subscriptions that nobody confirmed."""
    return [
        LapseSubscription(subscription=each.id)
        for each in picture.warning_subscriptions.values()
        if _has_lapsed(each, now)
    ]


# whom a message concerns


def way_of(warning: str, channel: str) -> str:
    """The id of a message's way to the subscribers of a channel."""
    return f"{warning}@{channel}/{TOGETHER}"


def to_choose(picture: Picture) -> Iterator[tuple[PublicWarning, WarningChannel]]:
    """Messages in force whose subscribers nobody has looked for yet."""
    channels = open_channels(picture)
    if not channels:
        return
    for each in picture.warnings.values():
        if not each.is_in_force or each.facts.scope is not CapScope.public:
            continue
        for channel in channels:
            if way_of(each.id, channel.id) not in picture.deliveries and _is_for(channel, each):
                yield each, channel


def _is_for(channel: WarningChannel, warning: PublicWarning) -> bool:
    return GRADES.index(warning.facts.severity) >= GRADES.index(channel.least)


def wants(found: WarningSubscription, warning: PublicWarning) -> bool:
    """Whether somebody wants to hear of such a warning, wherever it is."""
    facts = warning.facts
    is_grave = GRADES.index(facts.severity) >= GRADES.index(found.least)
    is_unknown = facts.severity is CapSeverity.unknown
    of_kind = not found.categories or not set(found.categories).isdisjoint(facts.categories)
    return found.confirmed_at is not None and of_kind and (is_grave or is_unknown)


def quiet_until(
    picture: Picture, quiet: Quiet | None, severity: CapSeverity, now: datetime
) -> datetime | None:
    """When the quiet hours end that now lies in; None: it does not, or they do not hold for it."""
    if quiet is None or severity in BREAKING or quiet.begins == quiet.ends:
        return None
    settings = picture.settings.get("town")
    try:
        zone = ZoneInfo("UTC" if settings is None else settings.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    local = now.astimezone(zone)
    minute = local.hour * 60 + local.minute
    is_over_midnight = quiet.begins > quiet.ends
    is_late, is_early = minute >= quiet.begins, minute < quiet.ends
    is_quiet = (is_late or is_early) if is_over_midnight else (is_late and is_early)
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if is_over_midnight and is_late else 0)
    ends = datetime.combine(day, time(*divmod(quiet.ends, 60)), zone)
    return ends.astimezone(now.tzinfo)


def choose(command: ChooseSubscribers, picture: Picture, _context: Context) -> Decision:
    """Once for each message and channel; whoever has it already by a correction is left out."""
    warning = picture.warnings.get(command.warning)
    channel = picture.warning_channels.get(command.channel)
    if warning is None or channel is None or (warning, channel) not in list(to_choose(picture)):
        return []
    on = {
        reach.receiver
        for each in picture.deliveries.values()
        if each.message == warning.id and each.channel == channel.id
        for reach in each.reaches
    }
    chosen = tuple(
        each
        for each in dict.fromkeys(command.chosen)
        if each.subscription not in on
        and (found := picture.warning_subscriptions.get(each.subscription)) is not None
        and wants(found, warning)
    )
    return [WarningSubscribersChosen(warning=warning.id, channel=channel.id, chosen=chosen)]


# 3. evolve


def requested(picture: Picture, event: SubscriptionRequested, stamp: Stamp) -> Picture:
    return _put(
        picture,
        WarningSubscription(
            id=event.subscription,
            carrier=event.carrier,
            address=event.address,
            place=event.place,
            requested_at=stamp.occurred_at,
            categories=event.categories,
            least=event.least,
            language=event.language,
            quiet=event.quiet,
        ),
    )


def was_asked(picture: Picture, event: SubscriptionAsked, stamp: Stamp) -> Picture:
    found = picture.warning_subscriptions.get(event.subscription)
    return picture if found is None else _put(picture, _replace(found, asked_at=stamp.occurred_at))


def confirmed(picture: Picture, event: SubscriptionConfirmed, stamp: Stamp) -> Picture:
    found = picture.warning_subscriptions.get(event.subscription)
    if found is None:
        return picture
    return _put(picture, _replace(found, confirmed_at=stamp.occurred_at))


def ended(picture: Picture, event: SubscriptionEnded, _stamp: Stamp) -> Picture:
    subscriptions = picture.warning_subscriptions.drop(event.subscription)
    return _replace(picture, warning_subscriptions=subscriptions)


def were_chosen(picture: Picture, event: WarningSubscribersChosen, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None:
        return picture
    at = stamp.occurred_at
    delivery = Delivery(
        id=way_of(found.id, event.channel),
        message=found.id,
        channel=event.channel,
        issued_at=at,
        reaches=tuple(
            Reach(each.subscription, at=at, again_at=each.after) for each in event.chosen
        ),
        warning=found.chain,
        until=None if found.msg_type is CapMsgType.cancel else found.facts.expires,
    )
    return _replace(picture, deliveries=picture.deliveries.put(delivery.id, counted(delivery)))


def _put(picture: Picture, noun: WarningSubscription) -> Picture:
    return _replace(picture, warning_subscriptions=picture.warning_subscriptions.put(noun.id, noun))


# 4. the tables

DECIDE = {
    RequestSubscription: request,
    RecordSubscriptionAsked: asked,
    ConfirmSubscription: confirm,
    EndSubscription: end,
    LapseSubscription: lapse,
    ChooseSubscribers: choose,
}

EVOLVE = {
    "subscription_requested.1": (SubscriptionRequested, requested),
    "subscription_asked.1": (SubscriptionAsked, was_asked),
    "subscription_confirmed.1": (SubscriptionConfirmed, confirmed),
    "subscription_ended.1": (SubscriptionEnded, ended),
    "warning_subscribers_chosen.1": (WarningSubscribersChosen, were_chosen),
}
