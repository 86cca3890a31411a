"""What neighbours tell of stock that is asked back becomes orders of the own town.

Each row is given to the town at least once for each change; what is known already costs nothing,
and a recall of stock that is not here waits until it is.
"""

import hashlib

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.lot_hearing import is_heard_life
from tocsin.operations.lot_recall_hearing import (
    HearLotRecall,
    LotRecallTold,
    is_newer,
    is_newer_answer,
)

KINDS = ("lot_recalls",)


class LotRecallsHeard:
    """The part of a `LendingLink` that is about recalls of stock."""

    def __init__(self, town: Allowed) -> None:
        self._town = town

    def is_settled(self, neighbour: str, name: str, fields: dict[str, object]) -> bool:
        """Do what a row asks for; whether nothing of it is left to do. Raises
        msgspec.ValidationError or KeyError where it makes no sense."""
        told = msgspec.convert(fields, LotRecallTold, strict=False)
        if told.id != name:
            raise msgspec.ValidationError("a recall under another id")
        if self._town.code not in (told.home, told.to):
            return True
        if not is_lending_agreed(self._town.picture(), neighbour):
            return False
        if not self._is_news(neighbour, told):
            return self._is_over(neighbour, told)
        order = HearLotRecall(by=neighbour, told=told)
        digest = hashlib.blake2b(msgspec.json.encode(order), digest_size=8).hexdigest()
        row = self._town.picture().lots.get(told.lot)
        known = f"{digest}/{0 if row is None else row.revision}"
        self._town.order(neighbour, order, f"lot_recall/{neighbour}/{name}/{known}")
        return not self._is_news(neighbour, told)

    def _is_news(self, neighbour: str, told: LotRecallTold) -> bool:
        """Whether it says what is not known here, and may be heard now."""
        picture = self._town.picture()
        known = picture.lot_recalls.get(told.id)
        if told.home == self._town.code:
            says = told.answer
            if known is None or says is None or known.number != told.number:
                return False
            return is_newer_answer(known.answer, says, picture, neighbour)
        row = picture.lots.get(told.lot)
        is_here = row is not None and row.quantity > 0
        return is_here and is_newer(known, told.number, picture, neighbour)

    def _is_over(self, neighbour: str, told: LotRecallTold) -> bool:
        """What is no news stays none, unless the stock, or an answer to a restored log, is still
        on its way."""
        picture = self._town.picture()
        known = picture.lot_recalls.get(told.id)
        if told.home == self._town.code:
            is_ours = known is not None and known.number == told.number
            says = told.answer
            if not is_ours or says is None or known is None or known.answer is None:
                return True
            return known.answer.life == says.life or is_heard_life(picture, neighbour, says.life)
        if known is None:
            return False
        is_same = known.number.incarnation == told.number.incarnation
        return is_same or is_heard_life(picture, neighbour, told.number.incarnation)
