"""What a person does about counted stock at the command line."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from tocsin.app.desk import town_zone
from tocsin.app.facts import FORGOTTEN, plain, shown
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.times import moment_ahead
from tocsin.app.wiring import ordering, reading
from tocsin.log import KeyStore
from tocsin.operations import lost_transfers, lot_recalls, lot_retiring, lot_transfers, lots
from tocsin.operations.custody import life_of
from tocsin.operations.lot_transfers import is_expired
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lot_recall import LotReason, LotRecall
from tocsin.operations.picture.lots import Lot, LotTransfer

LENDING = ("lot", "lot-return", "lot-recall", "lot-answer")
"""Deeds of `tocsin lend` that are about stock."""

Made = Callable[[argparse.Namespace, str], Command]

ORDERS: dict[str, Made] = {
    "receive": lambda asked, lot: lots.ReceiveLot(
        lot=lot, quantity=asked.quantity, source=asked.source
    ),
    "use": lambda asked, lot: lots.UseLot(
        lot=lot, quantity=asked.quantity, incident=asked.incident, reason=asked.reason
    ),
    "lose": lambda asked, lot: lots.LoseLot(lot=lot, quantity=asked.quantity, reason=asked.reason),
    "count": lambda asked, lot: lots.CountLot(
        lot=lot, quantity=asked.quantity, reason=asked.reason
    ),
    "admit": lambda asked, lot: lost_transfers.AdmitTransfer(
        transfer=asked.transfer,
        lot=_whole_id(asked, lot),
        quantity=asked.quantity,
        reason=asked.reason,
    ),
    "move": lambda asked, lot: lots.MoveLot(lot=lot, kept_at=asked.kept_at),
    "retire": lambda asked, lot: lot_retiring.RetireLot(lot=lot, reason=asked.reason),
    "lot": lambda asked, lot: lot_transfers.ReleaseLot(
        lot=lot, to=asked.to.upper(), quantity=asked.quantity, even_expired=asked.even_expired
    ),
    "lot-recall": lambda asked, lot: lot_recalls.RecallLot(
        lot=lot, to=asked.to.upper(), by_at=asked.by, quantity=asked.quantity
    ),
    "lot-answer": lambda asked, lot: lot_recalls.AnswerLotRecall(
        lot=lot, gives=asked.quantity, because=reason(asked.because)
    ),
}


def reason(word: str | None) -> LotReason | None:
    """Raises Told where it is none."""
    found = next((each for each in LotReason if each == word), None)
    if word is not None and found is None:
        known = ", ".join(LotReason)
        raise Told(f"`{word}` is no reason; those there are: {known}", Exit.usage)
    return found


def _whole_id(asked: argparse.Namespace, lot: str) -> str:
    """With the town's code, which its transfer has in front."""
    home: str = asked.transfer.partition("-")[0]
    return lot if lot.startswith(f"{home}-") else f"{home}-{lot}"


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.deed == "list":
        return _listed(asked)
    with ordering(asked.town) as town:
        if asked.deed == "lot-recall":
            asked.by = moment_ahead(asked.by, town.clock.now(), town_zone(town.picture))
        if asked.deed == "register":
            before = {*town.picture.lots}
            order = _registered(asked, town.clock.now(), town_zone(town.picture))
            answer = signed_in(asked, town).order(order, "")
            new = sorted({*town.picture.lots} - before)
            lot = new[0] if new else ""
        else:
            lot = (
                asked.lot.upper()  # it may be on no register any more
                if asked.deed == "admit"
                else lot_named(town.picture, town.code, asked.lot)
            )
            answer = signed_in(asked, town).order(_ordered(asked, lot, town.picture), "")
        standing, says, keys = town.picture.lots.get(lot), answer.text, town.store.keys
        if answer.exit_code is Exit.done and standing is not None:
            says = "\n".join(lines_of(standing, town.picture, town.code, keys))
        facts = {**dict(answer.facts or {}), "lot": plain(standing, keys)}
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def _registered(asked: argparse.Namespace, now: datetime, zone: tzinfo) -> Command:
    expires_at = moment_ahead(asked.expires, now, zone) if asked.expires else None
    return lots.RegisterLot(
        kind=asked.kind,
        quantity=asked.quantity,
        kept_at=asked.kept_at,
        unit_of_measure=asked.measure,
        thing=asked.serial,
        batch=asked.batch,
        expires_at=expires_at,
        name=asked.name.upper() if asked.name else None,
    )


def _ordered(asked: argparse.Namespace, lot: str, picture: Picture) -> Command:
    if asked.deed != "lot-return":
        return ORDERS[asked.deed](asked, lot)
    found = picture.lots.get(lot)
    assert found is not None, "it was named"
    return lot_transfers.ReleaseLot(lot=lot, to=found.home, quantity=asked.quantity)


def lot_named(picture: Picture, code: str, word: str) -> str:
    """The id of a lot on the register or borrowed; also by its name alone. Raises Told."""
    wanted = word.upper()
    names = sorted(picture.lots)
    for each in (wanted, f"{code}-{wanted}"):
        if each in names:
            return each
    found = [each for each in names if each.partition("-")[2] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Told(f"`{word}` may be {' or '.join(found)}: say which", Exit.usage)
    raise Told(f"there is no stock `{word}` here; see tocsin stock list", Exit.usage)


def _listed(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        code, picture = town.store.header.code, lent_in_sight(asked, town.picture)
        if asked.json:
            print(as_json(facts_of(picture, town.store.keys)))
            return Exit.done
        said = all_lines(picture, code, town.store.keys)
        print("\n".join(said) or "No stock is on the register; see tocsin stock register --help.")
    return Exit.done


def facts_of(picture: Picture, keys: KeyStore) -> dict[str, object]:
    """All stock and all of it that changed hands."""
    found = picture.lots, picture.lot_transfers
    return {
        "lots": plain([found[0].get(name) for name in sorted(found[0])], keys),
        "lot_transfers": [found[1].get(name) for name in sorted(found[1])],
        "lot_recalls": [picture.lot_recalls.get(name) for name in sorted(picture.lot_recalls)],
    }


def all_lines(picture: Picture, code: str, keys: KeyStore) -> list[str]:
    """Every lot, as people read it."""
    rows = [picture.lots.get(name) for name in sorted(picture.lots)]
    return [line for row in rows if row for line in lines_of(row, picture, code, keys)]


def lines_of(lot: Lot, picture: Picture, code: str, keys: KeyStore) -> list[str]:
    """One lot: what is here, what became of the rest, what is with whom, what is on the way."""
    whose = "" if lot.home == code else f", from {lot.home}"
    place = lot.label if lot.kept_at is None else (keys.open(lot.kept_at) or FORGOTTEN)
    where = f", {place}" if place else ""
    thing = f", serial {lot.thing}" if lot.thing else ""
    if lot.retired_at is not None and lot.quantity == 0:
        off = f"off the register since {lot.retired_at:%Y-%m-%d}, with {lot.retired:,}"
        return [shown(f"{lot.id:20}{off} ({lot.unit_of_measure})")]
    lines = [f"{lot.id:20}{lot.quantity:,} {lot.kind} ({lot.unit_of_measure}){thing}{where}{whose}"]
    gone = [
        f"{word} {n:,}"
        for word, n in (("used", lot.used), ("lost", lot.lost), ("found", lot.found))
        if n
    ]
    if gone:
        lines.append(f"{'':20}{', '.join(gone)}")
    lines += [f"{'':20}{each}" for each in _package(lot)]
    if lot.sure_in != life_of(picture):
        lines.append(f"{'':20}COUNT IT: the log was restored since it was last counted")
    for part in lot.lent:
        told = part.told
        says = "nothing told yet" if told is None else f"used {told.used:,}, lost {told.lost:,}"
        lines.append(
            f"{'':20}{part.town}: {part.outstanding:,} outstanding of {part.released:,},"
            f" {part.returned:,} given back, {says}"
        )
    lines += [f"{'':20}{_on_the_way(each)}" for each in open_transfers(picture, lot.id, code)]
    lines += [
        f"{'':20}{_asked_back(each)}"
        for each in picture.lot_recalls.values()
        if each.lot == lot.id and each.is_open
    ]
    return [shown(line) for line in lines]


def _package(lot: Lot) -> list[str]:
    """What stands on the package."""
    said = [] if lot.batch is None else [f"batch {lot.batch}"]
    if lot.expires_at is not None:
        is_over = is_expired(lot, datetime.now(UTC))
        said.append(f"{'EXPIRED' if is_over else 'expires'} {lot.expires_at:%Y-%m-%d %H:%M} UTC")
    return [", ".join(said)] if said else []


def open_transfers(picture: Picture, lot: str, code: str) -> list[LotTransfer]:
    """What was let go of here and not receipted yet."""
    return [
        each
        for each in picture.lot_transfers.values()
        if each.lot == lot and each.by == code and each.receipted_at is None
    ]


def _asked_back(recall: LotRecall) -> str:
    """By home, or of it."""
    who = f"asked back from {recall.to}" if recall.is_ours else f"{recall.home} ASKS BACK"
    answer = recall.answer
    because = f", {answer.because}" if answer and answer.because else ""
    says = "not answered" if answer is None else f"answer: {answer.gives:,}{because}"
    return (
        f"{who}: {recall.quantity:,} by {recall.by_at:%Y-%m-%d %H:%M} UTC,"
        f" {recall.moved:,} given back since, {says}"
    )


def _on_the_way(transfer: LotTransfer) -> str:
    return f"{transfer.quantity:,} RELEASED to {transfer.to} as {transfer.id}, not confirmed"
