"""What a person does about calls between towns at the command line."""

import argparse
from collections.abc import Callable

from tocsin.app.desk import town_zone
from tocsin.app.facts import FORGOTTEN, plain, shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.subjects import named
from tocsin.app.wiring import ordering, reading
from tocsin.log import KeyStore
from tocsin.operations.call_transfers import (
    PassCall,
    RefuseCall,
    SettleCrossing,
    TakeCall,
    WithdrawCall,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_transfer import CallState, CallTransfer, RefusedBecause
from tocsin.terms.words import Words


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.deed == "list":
        return _listed(asked)
    with ordering(asked.town) as town:
        before = {*town.picture.call_transfers}
        if asked.deed == "pass":
            order, call = _passed(asked, town), ""
        else:
            call = call_named(town.picture, asked.call)
            order = ORDERS[asked.deed](asked, call, town)
        answer = signed_in(asked, town).order(order, "")
        new = sorted({*town.picture.call_transfers} - before)
        call = call or (new[0] if new else "")
        standing, says = town.picture.call_transfers.get(call), answer.text
        if answer.exit_code is Exit.done and standing is not None:
            says = "\n".join(lines_of(standing, town.picture, town.store.keys))
        facts = {**dict(answer.facts or {}), "call": plain(standing, town.store.keys)}
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def _passed(asked: argparse.Namespace, town: Office) -> Command:
    kind, name = named(town.picture, town.code, asked.what)
    if kind not in ("reports", "incidents"):
        raise Told(f"`{asked.what}` is neither a report nor an incident", Exit.usage)
    is_report = kind == "reports"
    return PassCall(
        to=asked.to.upper(),
        report=name if is_report else None,
        incident=None if is_report else name,
        remarks=asked.hold,
        follows=None if asked.after is None else call_named(town.picture, asked.after),
    )


def _incident(word: str, town: Office) -> str:
    kind, name = named(town.picture, town.code, word)
    if kind != "incidents":
        raise Told(f"`{word}` is no incident", Exit.usage)
    return name


def _taken(asked: argparse.Namespace, call: str, town: Office) -> Command:
    return TakeCall(
        transfer=call,
        incident=None if asked.incident is None else _incident(asked.incident, town),
        type=asked.type,
        not_same_as=tuple(_incident(each, town) for each in asked.not_same_as),
        no_place_because=asked.no_place,
    )


def _refused(asked: argparse.Namespace, call: str, _town: Office) -> Command:
    if asked.because not in RefusedBecause.__members__:
        codes = ", ".join(RefusedBecause.__members__)
        raise Told(f"a call is refused with one of: {codes}", Exit.usage)
    because = RefusedBecause[asked.because]
    return RefuseCall(transfer=call, because=because, remarks=asked.remarks)


ORDERS: dict[str, Callable[[argparse.Namespace, str, Office], Command]] = {
    "take": _taken,
    "refuse": _refused,
    "withdraw": lambda asked, call, _: WithdrawCall(transfer=call, reason=asked.reason),
    "settle": lambda asked, call, _: SettleCrossing(transfer=call, resolution=asked.resolution),
}


def call_named(picture: Picture, word: str) -> str:
    """The id of the call that a word is or ends. Raises Told."""
    wanted = word.lower()
    names: list[str] = sorted(picture.call_transfers)
    found = [each for each in names if each.lower() == wanted]
    found = found or [each for each in names if each.lower().endswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Told(f"`{word}` may be {' or '.join(found)}: say which", Exit.usage)
    raise Told(f"no call `{word}` was passed to us or by us; see tocsin call list", Exit.usage)


def _listed(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        found = [each for _, each in sorted(town.picture.call_transfers.items())]
        if asked.json:
            print(as_json({"calls": plain(found, town.store.keys)}))
            return Exit.done
        said = [line for each in found for line in lines_of(each, town.picture, town.store.keys)]
        print("\n".join(said) or "No call was passed to a neighbour, or by one.")
    return Exit.done


def lines_of(call: CallTransfer, picture: Picture, keys: KeyStore) -> list[str]:
    """One call: whose it is, what it is about, how it stands and what is to be done."""
    own = call.incident or call.report or ""
    ways = f"from {call.by}" if call.is_incoming else f"to {call.to}"
    lines = [f"{call.id:20}{ways}, here {own}: {_stands(call, picture)}"]
    told = call.told
    about = " ".join(each for each in (told.number, told.type) if each)
    if told.follows is not None:
        lines.append(f"{'':20}says more of {told.follows}")
    for text in (about, _text(call.remarks, keys)):
        lines += [f"{'':20}{text}"] if text else []
    if call.is_conflict:
        lines.append(f"{'':20}BOTH TOWNS HAVE IT IN HAND: telephone, then tocsin call settle")
    elif call.is_crossed:
        lines.append(f"{'':20}both towns had it in hand; settled: {_text(call.settled, keys)}")
    return [shown(line) for line in lines]


def _stands(call: CallTransfer, picture: Picture) -> str:
    zone = town_zone(picture)
    if call.answer is not None and call.answer.is_taken:
        number = f" as {call.answer.number}" if call.answer.number else ""
        whom = "us" if call.is_incoming else call.to
        return f"taken by {whom}{number} at {call.answer.at.astimezone(zone):%H:%M}"
    if call.answer is not None:
        whom = "us" if call.is_incoming else call.to
        return f"refused by {whom}: {call.answer.because}"
    if call.state is CallState.withdrawn:
        return "withdrawn"
    if call.is_incoming:
        return "WAITS, take or refuse it"
    if call.received_at is None:
        return f"NOT RECEIVED, telephone {call.to}"
    return f"received {call.received_at.astimezone(zone):%H:%M:%S}, nobody has taken it"


def _text(words: Words | None, keys: KeyStore) -> str:
    if words is None:
        return ""
    return keys.open(words) or FORGOTTEN
