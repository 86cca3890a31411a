"""`tocsin cap take|ask|heard|adopt|source`: warnings of others at the command line."""

import argparse
from collections.abc import Callable
from pathlib import Path

import msgspec

from tocsin.app.desk import Answer, officer, town_zone
from tocsin.app.facts import plain
from tocsin.app.facts import shown as clean
from tocsin.app.hearing_warnings.grounded import ground_of
from tocsin.app.hearing_warnings.listening import Listener
from tocsin.app.hearing_warnings.listening import Town as Listened
from tocsin.app.hearing_warnings.messages import Message, messages_in
from tocsin.app.hearing_warnings.rules import read_rules
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import session, signed_in
from tocsin.app.tongue import tell
from tocsin.app.wiring import ordering, reading
from tocsin.gateways.cap import Malformed
from tocsin.gateways.cap.opening import LARGEST_FILE
from tocsin.jurisdiction.orders import Order, Outcome
from tocsin.operations.heard_warnings import AdoptProposedPlan
from tocsin.operations.picture import Picture
from tocsin.operations.warning_sources import (
    AddWarningSource,
    RemoveWarningSource,
    find_source,
)

KINDS = ("warning_sources", "heard_warnings")


def take(asked: argparse.Namespace) -> int:
    """Take what is in a file, as of a source; 1 where a message of it could not be taken."""
    content = _content(asked.file)
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        picture = town.picture
        source = find_source(picture, asked.source)
        if source is None:
            raise Told(tell("heard-no-source", source=clean(asked.source)), Exit.usage)
        try:
            found = messages_in(content, source, ground_of(asked.town, picture), _tongue(picture))
        except Malformed as error:
            raise Told(f"{asked.file}: {error}", Exit.not_so) from None
        answers = [
            None if each.order is None else desk.order(each.order, tell("heard-taken"))
            for each in found
        ]
    rows = list(zip(found, answers, strict=True))
    if asked.json:
        print(as_json({"messages": [_facts(each, answer) for each, answer in rows]}))
    else:
        print("\n".join(clean(_line(each, answer)) for each, answer in rows))
    is_all = bool(rows) and all(
        answer is not None and answer.exit_code is Exit.done for _, answer in rows
    )
    return Exit.done if is_all else Exit.not_so


def _facts(message: Message, answer: Answer | None) -> dict[str, object]:
    return {
        "identifier": message.identifier,
        "deviations": message.deviations,
        "verdict": None if message.order is None else message.order.verdict,
        "fault": message.fault or None,
        "order": None if answer is None else answer.facts,
    }


def _line(message: Message, answer: Answer | None) -> str:
    says = message.fault if answer is None else answer.text
    if answer is not None and answer.exit_code is Exit.done and not answer.facts.get("subjects"):
        says = tell("heard-known")
    strange = f" ({', '.join(message.deviations)})" if message.deviations else ""
    return f"{message.identifier or '?'}{strange}: {says}"


def _tongue(picture: Picture) -> str:
    settings = picture.settings.get("town")
    return "en" if settings is None else settings.language.partition("-")[0]


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            return source.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Told(f"{file}: {error.strerror}", Exit.usage) from None


def ask(asked: argparse.Namespace) -> int:
    """Ask a source now; 1 where something could not be read or believed."""
    with ordering(asked.town) as town:
        person = officer(town.picture, asked.as_person)
        if person is None:
            raise Told(tell("heard-nobody"), Exit.usage)
        proven = session(asked.town, person, town)

        def submit(order: Order) -> Outcome:
            return town.submit(msgspec.structs.replace(order, actor=person, session=proven))

        listened = Listened(
            lambda: town.picture, town.clock.now, submit,
            lambda picture: ground_of(asked.town, picture),
        )  # fmt: skip
        found = Listener(listened).ask(asked.source)
    if asked.json:
        print(as_json(msgspec.to_builtins(found)))
    else:
        print(tell("heard-asked", read=found.read, taken=found.taken))
        if found.fault:
            print(clean(found.fault))
    return Exit.not_so if found.fault else Exit.done


def heard(asked: argparse.Namespace) -> int:
    """What others warn of, as far as it is known, the latest first."""
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        rows = sorted(picture.heard_warnings.values(), key=lambda each: each.sent, reverse=True)
        zone = town_zone(picture)
        if asked.json:
            print(as_json({"heard": plain(rows, town.store.keys)}))
            return Exit.done
        for each in rows:
            plan = tell("heard-plan", plan=each.plan) if each.plan else tell("heard-no-plan")
            at = f"{each.sent.astimezone(zone):%Y-%m-%d %H:%M}"
            state = f"{each.status.value} {each.msg_type.value} {each.severity.value}"
            line = f"{each.id}  {at}  {each.source}  {state}  {each.event}  {each.verdict}"
            print(clean(f"{line}  {tell('heard-adopted') if each.adopted_at else plan}"))
        if not rows:
            print(tell("heard-none"))
    return Exit.done


def adopt(asked: argparse.Namespace) -> int:
    """Yes to the plan that is proposed: the incident is opened, and runs under it."""
    with ordering(asked.town) as town:
        order = AdoptProposedPlan(
            report=asked.report,
            plan=asked.plan,
            type=asked.type,
            not_same_as=tuple(asked.not_same_as),
        )
        answer = signed_in(asked, town).order(order, tell("heard-plan-runs"))
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def add_source(asked: argparse.Namespace) -> int:
    """Take somebody's warnings from now on."""
    pins = tuple(_content(each).decode("ascii", errors="replace") for each in asked.pin)
    order = AddWarningSource(
        id=asked.source,
        url=asked.url,
        every_s=asked.every,
        pins=pins,
        vouches_for=asked.name,
        is_unsigned_ok=asked.unsigned,
        rules=() if asked.rules is None else read_rules(asked.rules),
    )
    _check_pins(order)
    with ordering(asked.town) as town:
        answer = signed_in(asked, town).order(order, tell("heard-source-added", source=order.id))
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _check_pins(order: AddWarningSource) -> None:
    """Raises Told where a pin is none."""
    from tocsin.gateways.cap import pins_of

    for each in order.pins:
        try:
            pins_of(each.encode(), order.vouches_for)
        except Malformed as error:
            raise Told(f"--pin: {error}", Exit.usage) from None


def remove_source(asked: argparse.Namespace) -> int:
    """Take somebody's warnings no more."""
    with ordering(asked.town) as town:
        order = RemoveWarningSource(source=asked.source, reason=asked.reason)
        answer = signed_in(asked, town).order(order, tell("heard-source-removed"))
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def sources(asked: argparse.Namespace) -> int:
    """Whose warnings are taken."""
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        rows = [each for each in picture.warning_sources.values() if each.removed_at is None]
        if asked.json:
            print(as_json({"sources": plain(rows, town.store.keys)}))
            return Exit.done
        for each in rows:
            print(
                clean(
                    tell(
                        "heard-source-line", source=each.id, url=each.url or "-",
                        pins=len(each.pins), rules=len(each.rules),
                        unsigned=str(each.is_unsigned_ok).lower(),
                    )
                )
            )  # fmt: skip
        if not rows:
            print(tell("heard-source-none"))
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "take": take,
    "ask": ask,
    "heard": heard,
    "adopt": adopt,
    "add-source": add_source,
    "remove-source": remove_source,
    "sources": sources,
}
