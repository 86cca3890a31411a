"""Verbs about counted stock: what comes in, is used, is lost, is counted; what goes to a neighbour.

A lot is known by its id, or by its name where only one has it; also one that a neighbour lent.
"""

import re
from collections.abc import Callable

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, one, whole
from tocsin.app.tongue import tell
from tocsin.operations.lot_recalls import AnswerLotRecall, RecallLot
from tocsin.operations.lot_retiring import RetireLot
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import (
    CountLot,
    LoseLot,
    MoveLot,
    ReceiveLot,
    RegisterLot,
    UseLot,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.lot_recall import LotReason
from tocsin.operations.picture.lots import Lot


def _lot(told: Told, word: str) -> Lot:
    """The lot a word names. Raises NotUnderstood."""
    every = told.names.picture.lots
    wanted = word.upper()
    own = every.get(wanted) or every.get(f"{told.names.code}-{wanted}")
    if own is None:
        own = every.get(told.of("lots", wanted, tell("noun-lot")))
    assert own is not None, "it was named"
    return own


def _much(word: str) -> int:
    return whole(word, tell("number-of-goods"))


def _amount(lot: Lot, n: int) -> str:
    """`500 sandbags`; with its unit of measure where it is not counted by the piece."""
    unit = "" if lot.unit_of_measure == "each" else f" {lot.unit_of_measure}"
    return f"{n:,}{unit} {lot.kind.replace('_', ' ')}"


def _said(told: Told) -> str | None:
    return told.line.text or told.line.reason


def _because(told: Told) -> str:
    """ ": burst in the rain" where something was said."""
    said = _said(told)
    return "" if said is None else tell("echo-because", reason=said)


def _register(told: Told) -> Built:
    """A kind, how much, perhaps the unit of measure; where it is kept after the quote."""
    words = told.some_rest(2, 3, "takes-new-lot")
    kind = words[0].lower().replace("-", "_")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,39}", kind):
        raise told.wrong("takes-new-lot")
    quantity, kept_at = _much(words[1]), told.a_text()
    measure = words[2] if len(words) == 3 else "each"
    command = RegisterLot(kind=kind, quantity=quantity, kept_at=kept_at, unit_of_measure=measure)
    unit = "" if measure == "each" else f" {measure}"
    what = f"{quantity:,}{unit} {kind.replace('_', ' ')}"
    return one(command, tell("echo-lot-registered", what=what, place=kept_at))


def _counted(make: Callable[[Told, Lot, int], Command], says: str) -> Callable[[Told], Built]:
    """A lot and how much; `says` names the sentence."""

    def build(told: Told) -> Built:
        words = told.some_rest(2, 2, "takes-lot-quantity")
        lot, n = _lot(told, words[0]), _much(words[1])
        tail = _because(told)
        return one(make(told, lot, n), tell(says, lot=lot.id, what=_amount(lot, n), tail=tail))

    return build


def _use(told: Told) -> Built:
    """Perhaps at an incident: the third word."""
    words = told.some_rest(2, 3, "takes-lot-use")
    lot, n = _lot(told, words[0]), _much(words[1])
    incident = None
    if len(words) == 3:
        incident = told.names.incident(words[2])
        if incident is None:
            raise misread("misread-no-incident", word=words[2], example=told.verb.example)
    command = UseLot(lot=lot.id, quantity=n, incident=incident, reason=_said(told))
    tail = _because(told)
    if incident is not None:
        tail = f"{tell('echo-lot-at', incident=incident)}{tail}"
    return one(command, tell("echo-lot-used", lot=lot.id, what=_amount(lot, n), tail=tail))


def _lend(told: Told) -> Built:
    """To a neighbour, who accepts by reading it; past its date only with a reason."""
    words = told.some_rest(3, 3, "takes-lot-town")
    lot, n = _lot(told, words[0]), _much(words[2])
    town = told.neighbour(words[1])
    is_meant = told.line.reason is not None
    command = ReleaseLot(lot=lot.id, to=town, quantity=n, even_expired=is_meant)
    return one(command, tell("echo-lot-lent", what=_amount(lot, n), town=town))


def _return(told: Told) -> Built:
    """To the town whose it is; without a number, all that is left."""
    words = told.some_rest(1, 2, "takes-lot-return")
    lot = _lot(told, words[0])
    n = _much(words[1]) if len(words) == 2 else lot.quantity
    command = ReleaseLot(lot=lot.id, to=lot.home, quantity=n)
    return one(command, tell("echo-lot-returned", what=_amount(lot, n), town=lot.home))


def _recall(told: Told) -> Built:
    """Of a neighbour, by a time; without a number, all that is out."""
    words = told.some_rest(2, 3, "takes-lot-recall")
    if told.until is None:
        raise told.wrong("takes-lot-recall")
    lot, town = _lot(told, words[0]), words[1].upper()
    n = _much(words[2]) if len(words) == 3 else None
    command = RecallLot(lot=lot.id, to=town, by_at=told.until, quantity=n)
    what = lot.id if n is None else _amount(lot, n)
    return one(command, tell("echo-lot-recalled", what=what, town=town, tail=told.by()))


def _answer(told: Told) -> Built:
    """How much is given back, and perhaps why no more."""
    words = told.some_rest(2, 3, "takes-lot-answer")
    lot = _lot(told, words[0])
    n = 0 if words[1] == "0" else _much(words[1])
    because = None
    if len(words) == 3:
        because = next((each for each in LotReason if each == words[2].lower()), None)
        if because is None:
            raise told.wrong("takes-lot-answer")
    command = AnswerLotRecall(lot=lot.id, gives=n, because=because)
    return one(command, tell("echo-lot-answered", what=_amount(lot, n), town=lot.home))


def _retire(told: Told) -> Built:
    lot, why = _lot(told, told.one_word("takes-lot")), told.a_reason()
    command = RetireLot(lot=lot.id, reason=why)
    return one(command, tell("echo-lot-retired", lot=lot.id, what=_amount(lot, lot.quantity)))


def _move(told: Told) -> Built:
    lot, place = _lot(told, told.one_word("takes-lot")), told.a_text()
    return one(MoveLot(lot=lot.id, kept_at=place), tell("echo-lot-moved", lot=lot.id, place=place))


VERBS: dict[str, Verb] = {
    "GN": Verb('GN sandbags 1000 "North depot', _register, "words text"),
    "GR": Verb(
        'GR SANDBAGS 500 "bought from Baker',
        _counted(
            lambda told, lot, n: ReceiveLot(lot=lot.id, quantity=n, source=told.a_text()),
            "echo-lot-received",
        ),
        "words text",
    ),
    "GU": Verb('GU SANDBAGS 200 17 "the dike at the mill', _use, "words text"),
    "GX": Verb(
        "GX SANDBAGS 20 ! burst in the rain",
        _counted(
            lambda told, lot, n: LoseLot(lot=lot.id, quantity=n, reason=told.a_reason()),
            "echo-lot-lost",
        ),
        "words reason",
    ),
    "GC": Verb(
        "GC SANDBAGS 990 ! ten were torn",
        _counted(
            lambda told, lot, n: CountLot(lot=lot.id, quantity=n, reason=_said(told)),
            "echo-lot-counted",
        ),
        "words reason",
    ),
    "GM": Verb('GM SANDBAGS "South depot', _move, "words text"),
    "GZ": Verb("GZ SANDBAGS ! sold to a builder", _retire, "words reason"),
    "GL": Verb("GL SANDBAGS NV 400", _lend, "words reason"),
    "GH": Verb("GH NV-BLANKETS 40", _return, "words"),
    "GK": Verb("GK SANDBAGS NV 200 until 18:00", _recall, "words until"),
    "GA": Verb("GA NV-BLANKETS 40 still_needed", _answer, "words"),
}
