"""What a neighbour tells of stock that is asked back: by its home, and by its borrower.

Source: the lending protocol, rules 4 to 8 as they hold where no custody moves. Only of a lot that
is here from that home, and no more than is here; of an answer no more than was asked for. The
newest number counts; what comes late, twice or all over again changes nothing.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.believing import HearingRefusal
from tocsin.operations.lot_hearing import is_heard_life
from tocsin.operations.lot_recalls import put_recall, with_answer
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lot_recall import LotRecall, LotRecallAnswer, recall_id
from tocsin.operations.picture.lots import MOST, TransferId
from tocsin.terms.stamp import Stamp

_CODE = re.compile(r"([a-z][a-z0-9_]{0,39})?")


class LotRecallHearingRefusal(StrEnum):
    """Why what a neighbour tells of a recall is not heard."""

    lot_recall_not_true = "lot_recall_not_true"


class LotRecallTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A recall as a neighbour's slice has it."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    number: TransferId
    lot: Ident
    home: Ident
    to: Ident
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    by_at: datetime
    answer: LotRecallAnswer | None = None


class HearLotRecall(Command, frozen=True):
    """A neighbour's row of a recall between us."""

    by: Ident
    told: LotRecallTold


class LotRecallNoted(Event, frozen=True):
    """The lot's home asks for so much of what is here."""

    number: TransferId
    lot: str
    heard_from: str
    to: str
    quantity: int
    by_at: datetime


class LotRecallAnswerNoted(Event, frozen=True):
    """What the borrower says to it."""

    lot: str
    heard_from: str
    answer: LotRecallAnswer


# 2. decide


def hear(command: HearLotRecall, picture: Picture, context: Context) -> Decision:
    """Nothing new is nothing to record."""
    told, by, me = command.told, command.by, context.code
    if not is_lending_agreed(picture, by):
        return refuse(HearingRefusal.author_not_agreed, neighbour=by, unit=told.lot)
    not_true = refuse(LotRecallHearingRefusal.lot_recall_not_true, neighbour=by, lot=told.lot)
    is_named = told.id == recall_id(told.lot, told.to) and told.number.town == told.home
    is_between_us = {told.home, told.to} == {by, me} and by != me
    if not is_named or not is_between_us:
        return not_true
    known = picture.lot_recalls.get(told.id)
    if told.home == me:
        return _answer(told, by, known, picture)
    row = picture.lots.get(told.lot)
    if row is None or row.home != by:
        return not_true
    if not is_newer(known, told.number, picture, by):
        return []
    if row.quantity < 1:
        return not_true
    return [
        LotRecallNoted(
            number=told.number,
            lot=told.lot,
            heard_from=by,
            to=me,
            quantity=min(told.quantity, row.quantity),
            by_at=told.by_at,
        )
    ]


def is_newer(known: LotRecall | None, number: TransferId, picture: Picture, by: str) -> bool:
    """By its serial within a life of home's log; of two lives by the one in which it is heard."""
    if known is None:
        return True
    if known.number.incarnation == number.incarnation:
        return number.serial > known.number.serial
    return is_heard_life(picture, by, number.incarnation)


def is_newer_answer(
    known: LotRecallAnswer | None, told: LotRecallAnswer, picture: Picture, by: str
) -> bool:
    """As `is_newer`, by the life of the borrower's log."""
    if known is None or known.life == told.life:
        return told.revision > (0 if known is None else known.revision)
    return is_heard_life(picture, by, told.life)


def _answer(told: LotRecallTold, by: str, known: LotRecall | None, picture: Picture) -> Decision:
    not_true = refuse(LotRecallHearingRefusal.lot_recall_not_true, neighbour=by, lot=told.lot)
    if known is None:
        return not_true
    says = told.answer
    if known.number != told.number or says is None:
        return []
    if not is_newer_answer(known.answer, says, picture, by):
        return []
    is_bare = not says.gives and not says.because
    if says.gives > known.quantity or is_bare or _CODE.fullmatch(says.because) is None:
        return not_true
    return [LotRecallAnswerNoted(lot=known.lot, heard_from=by, answer=says)]


# 3. evolve


def noted(picture: Picture, event: LotRecallNoted, stamp: Stamp) -> Picture:
    """In the place of what was asked for before."""
    new = LotRecall(
        id=recall_id(event.lot, event.to),
        number=event.number,
        lot=event.lot,
        home=event.heard_from,
        to=event.to,
        quantity=event.quantity,
        by_at=event.by_at,
        asked_at=stamp.occurred_at,
    )
    return put_recall(picture, new)


def answer_noted(picture: Picture, event: LotRecallAnswerNoted, stamp: Stamp) -> Picture:
    """Beside what we asked for."""
    found = picture.lot_recalls.get(recall_id(event.lot, event.heard_from))
    return picture if found is None else with_answer(picture, found, event.answer, stamp)


# 4. the tables

DECIDE = {HearLotRecall: hear}

EVOLVE = {
    "lot_recall_noted.1": (LotRecallNoted, noted),
    "lot_recall_answer_noted.1": (LotRecallAnswerNoted, answer_noted),
}
