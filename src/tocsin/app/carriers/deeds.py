"""What a person does about the channels of warnings at the command line."""

import argparse
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path

import msgspec

from tocsin.app.calling.drawing import as_delivery
from tocsin.app.carriers.secrets import ChannelSecrets
from tocsin.app.carriers.standing import may_carry
from tocsin.app.desk import town_zone
from tocsin.app.facts import FORGOTTEN, plain
from tocsin.app.facts import shown as clean
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.tongue import code, tell
from tocsin.app.warnings.areas import border_of, circle_of
from tocsin.app.wiring import ordering, reading
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.town import picture_at
from tocsin.log import KeyStore, SystemClock
from tocsin.operations.deliveries import RetryDelivery
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea, Polygon
from tocsin.operations.picture.warning_channel import Carrier, Delivery, ReachState, WarningChannel
from tocsin.operations.warning_channels import (
    TRY,
    AddWarningChannel,
    NewReceiver,
    RemoveWarningChannel,
    TryWarningChannel,
)
from tocsin.terms.cap import CapSeverity
from tocsin.views.reached import Message, Way, reached

KINDS = ("warning_channels", "deliveries", "call_lists")
NAME_LENGTH = 400
"""Of an area, as it is kept."""
ARCHIVED = "warning_archived.1"
TEST = "test"
"""What the receiver for tries is called."""


def added(asked: argparse.Namespace) -> int:
    """A channel; an address that it has already keeps its name."""
    with ordering(asked.town) as town:
        known = town.picture.warning_channels.get(asked.channel)
        receivers = _receivers(asked, _names(known, town.store.keys))
        receivers = _with_areas(receivers, _areas(asked, town.picture))
        order = AddWarningChannel(
            id=asked.channel,
            carrier=Carrier(asked.carrier),
            receivers=receivers,
            test=None if asked.test is None else NewReceiver(id=TEST, addresses=(asked.test,)),
            servers=tuple(asked.server),
            sender=asked.sender,
            least=CapSeverity(asked.least),
            languages=tuple(asked.language),
            per_minute=asked.per_minute,
            stand_in=asked.stand_in,
            stand_in_tries=asked.after_tries,
            stand_in_s=asked.after,
            subscribe_at=asked.subscribe_at,
        )
        says = tell("channel-added", channel=asked.channel, receivers=len(receivers))
        answer = signed_in(asked, town).order(order, says)
        if answer.exit_code is Exit.done and asked.secret_file is not None:
            ChannelSecrets(asked.town).keep(asked.channel, _secret(asked.secret_file))
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _names(channel: WarningChannel | None, keys: KeyStore) -> dict[str, str]:
    """Names of the receivers that a channel has, by their first address."""
    every = () if channel is None else channel.receivers
    return {keys.open(each.addresses[0]) or "": each.id for each in every if each.addresses}


def _receivers(asked: argparse.Namespace, known: dict[str, str]) -> tuple[NewReceiver, ...]:
    """Raises Told."""
    lines = [*asked.to]
    if asked.to_file is not None:
        lines += [each for each in _text(asked.to_file).splitlines() if each.strip()]
    addresses: dict[str, list[str]] = {}
    taken = {*known.values()}
    for line in lines:
        if asked.carrier == Carrier.relay:
            line = f"{line.strip().upper()}={line.strip().upper()}"  # its code says all
        name, is_named, address = line.strip().partition("=")
        if not is_named or not name.replace("-", "").replace("_", "").isalnum():
            address = line.strip()
            name = known.get(address) or next(
                each for each in map(_numbered, range(1, 99_999)) if each not in taken
            )
        taken.add(name)
        addresses.setdefault(name, []).append(address)
    if not addresses and not asked.subscribe_at:
        raise Told("name a receiver with --to or --to-file", Exit.usage)
    return tuple(
        NewReceiver(id=name, addresses=tuple(dict.fromkeys(each)))
        for name, each in addresses.items()
    )


def _areas(asked: argparse.Namespace, picture: Picture) -> dict[str, AlertArea]:
    """What was typed of areas, by the receiver; "" is everybody's. Raises Told."""
    found = {}
    for line in asked.area:
        name, is_named, where = line.partition("=")
        name, where = (name.strip(), where.strip()) if is_named else ("", line.strip())
        if name in found:
            raise Told(tell("channel-area-twice", name=clean(name) or "--area"), Exit.usage)
        found[name] = _area(where, asked.town, picture)
    return found


def _area(where: str, town: Path, picture: Picture) -> AlertArea:
    """A circle, a border or a zone, called as it was typed. Raises Told."""
    if where[:1].isdigit() or where[:1] == "-":
        if len(where.split()) == 1:
            return AlertArea(where, circles=(circle_of(where),))
        return AlertArea(where[:NAME_LENGTH], (Polygon(border_of(where)),))
    from tocsin.app.warnings.on_ground import areas_in

    return areas_in(town).zones(picture, [where], "").area


def _with_areas(
    receivers: tuple[NewReceiver, ...], areas: dict[str, AlertArea]
) -> tuple[NewReceiver, ...]:
    """Raises Told where an area is of nobody."""
    unknown = sorted({*areas} - {"", *(each.id for each in receivers)})
    if unknown:
        raise Told(tell("channel-area-nobody", name=clean(unknown[0])), Exit.usage)
    common = areas.get("")
    return tuple(
        msgspec.structs.replace(each, area=areas.get(each.id, common)) for each in receivers
    )


def _numbered(number: int) -> str:
    return f"r{number}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Told(f"{path} cannot be read: {error}", Exit.usage) from error


def _secret(path: Path) -> str:
    return _text(path).strip()


def _ordered(make: Callable[[argparse.Namespace], Command], says: str) -> "Deed":
    def done(asked: argparse.Namespace) -> int:
        with ordering(asked.town) as town:
            answer = signed_in(asked, town).order(make(asked), tell(says))
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code

    return done


def listed(asked: argparse.Namespace) -> int:
    """By what warnings leave, and whether anything can leave this log."""
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        standing = [each for each in picture.warning_channels.values() if each.removed_at is None]
        carries = may_carry(town.store.header)
        facts = {"carries": carries, "channels": plain(standing, town.store.keys)}
    if asked.json:
        print(as_json(facts))
        return Exit.done
    for each in standing:
        print(
            tell(
                "channel-line",
                channel=each.id,
                carrier=each.carrier.value,
                receivers=len(each.receivers),
                least=each.least.value,
            )
        )
        for receiver in each.receivers:
            if receiver.area is not None:
                place = clean(receiver.area.name)
                print(tell("channel-area", receiver=receiver.id, area=place))
    if not standing:
        print(tell("channel-none"))
    if not carries:
        print(tell("channel-drill"))
    return Exit.done


def shown(asked: argparse.Namespace) -> int:
    """How far a warning came, or the last try of a channel; exit code 1 where somebody has not
    been reached.
    """
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        found = _asked_about(picture, town.picture, asked.message)
        if not found:
            then = _before_it_left(town, asked.message)
            picture = lent_in_sight(asked, then, KINDS)
            found = _asked_about(picture, then, asked.message)
        if not found:
            raise Told(tell("reached-nothing", message=clean(asked.message)), Exit.usage)
        zone, keys = town_zone(picture), town.store.keys
        now = SystemClock().now()
        messages = reached(found, picture.warning_channels.values(), now)
        carries = may_carry(town.store.header)
        facts = {"carries": carries, "messages": plain(messages, keys)}
        lines = [line for each in messages for line in _lines(each, zone, keys)]
    print(as_json(facts) if asked.json else "\n".join(lines))
    return Exit.done if all(each.is_everywhere for each in messages) else Exit.not_so


def _meant(picture: Picture, wanted: str) -> list[Delivery]:
    """A message, or all of its warning, or the last try of a channel."""
    return [
        each
        for each in picture.deliveries.values()
        if wanted in (each.message, each.warning) or each.id == f"{TRY}@{wanted}"
    ]


def _asked_about(picture: Picture, whole: Picture, wanted: str) -> list[Delivery]:
    """The same, and the lists of those who are called; `whole` is the picture out of sight, too."""
    called = [
        as_delivery(each, whole.warnings.get(each.id))
        for each in picture.call_lists.values()
        if wanted in (each.id, each.warning)
    ]
    return [*_meant(picture, wanted), *called]


def _before_it_left(town: Reading, wanted: str) -> Picture:
    """The present picture with how far messages were when a warning left it: the log has it."""
    for record in town.store.read():
        if record.name == ARCHIVED and msgspec.json.decode(record.payload)["warning"] == wanted:
            then = picture_at(town.store, record.position - 1)
            return msgspec.structs.replace(
                town.picture,
                deliveries=then.deliveries,
                warning_channels=then.warning_channels,
                call_lists=then.call_lists,
                warnings=then.warnings,
            )
    return town.picture


def sent_again(asked: argparse.Namespace) -> int:
    """Everything of a warning that was given up goes out once more."""
    with ordering(asked.town) as town:
        found = [
            each
            for each in _meant(town.picture, asked.message)
            if any(reach.state is ReachState.unreached for reach in each.reaches)
        ]
        if not found:
            raise Told(tell("again-nobody", message=clean(asked.message)), Exit.not_so)
        desk = signed_in(asked, town)
        answers = [
            desk.order(RetryDelivery(delivery=each.id), tell("channel-retried")) for each in found
        ]
    if asked.json:
        print(as_json({"orders": [each.facts for each in answers]}))
    else:
        for each, answer in zip(found, answers, strict=True):
            print(f"{each.channel}: {answer.text}")
    return max(each.exit_code for each in answers)


def _lines(message: Message, zone: tzinfo, keys: KeyStore) -> list[str]:
    at = f"{message.issued_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    found = [tell("reached-message", message=message.message, at=at)]
    for each in message.channels:
        found.append(
            tell(
                "reached-channel",
                channel=each.channel,
                reached=each.reached,
                receivers=each.receivers,
                waiting=each.waiting,
                unreached=each.unreached,
                superseded=each.superseded,
                elsewhere=each.not_concerned,
                late=each.late,
            )
        )
        found += [
            _line(way, keys)
            for way in each.ways
            if way.state is not ReachState.reached or way.is_perhaps_twice
        ]
    return found


def _line(way: Way, keys: KeyStore) -> str:
    words = [f"  {way.receiver}: {code('reach', way.state.value)}"]
    if way.cause is not None:
        words.append(code("delivery_cause", way.cause.value))
    if way.says is not None:
        text = keys.open(way.says)
        words.append(FORGOTTEN if text is None else clean(text))
    if way.stood_in_by:
        key = "reached-so" if way.is_reached_so else "reached-stand-in"
        words.append(tell(key, channel=way.stood_in_by))
    if way.is_perhaps_twice:
        words.append(tell("reached-twice"))
    return ", ".join(words)


Deed = Callable[[argparse.Namespace], int]
DEEDS: dict[str, Deed] = {
    "list": listed,
    "add": added,
    "remove": _ordered(
        lambda asked: RemoveWarningChannel(channel=asked.channel, reason=asked.reason),
        "channel-removed",
    ),
    "try": _ordered(lambda asked: TryWarningChannel(channel=asked.channel), "channel-tried"),
    "retry": _ordered(lambda asked: RetryDelivery(delivery=asked.delivery), "channel-retried"),
}
