"""What neighbours tell of calls becomes orders of the own town: received, taken, given back.

A call that a neighbour passes is received at once and by itself; its row is looked at again until
this town knows all that it says. Each word is given to the town at least once.
"""

import hashlib
from datetime import datetime

import msgspec

from tocsin.app.neighbours.allowance import Allowed
from tocsin.operations.agreement_sight import are_calls_agreed
from tocsin.operations.call_hearing import (
    HearCall,
    HearCallAnswer,
    HeardAnswer,
    HeardCall,
    full,
    is_news,
    is_same,
    lost_answer,
)
from tocsin.operations.picture.call_transfer import CallTransfer

KINDS = ("call_transfers",)


class _Told(msgspec.Struct):
    """A row of a neighbour's slice; what a later version adds is left out."""

    by: str
    to: str
    passed_at: datetime
    told: HeardCall = HeardCall()
    remarks: str | None = None
    received_at: datetime | None = None
    answer: HeardAnswer | None = None
    withdrawn_at: datetime | None = None
    withdrawn_because: str | None = None
    own_since: datetime | None = None


class CallsHeard:
    """The part of a `LendingLink` that is about calls."""

    def __init__(self, town: Allowed) -> None:
        self._town = town
        self._too_many: set[str] = set()
        """Calls that were refused as one too many."""

    def is_settled(self, neighbour: str, name: str, fields: dict[str, object]) -> bool:
        """Do what a row asks for; whether nothing of it is left to do. Raises
        msgspec.ValidationError or KeyError where it makes no sense."""
        told = msgspec.convert(fields, _Told, strict=False)
        if told.by == self._town.code and told.to == neighbour:
            self._answered(neighbour, name, told)
            return True
        return told.to != self._town.code or self._is_received(neighbour, name, told)

    def _is_received(self, neighbour: str, name: str, told: _Told) -> bool:
        picture = self._town.picture()
        known = picture.call_transfers.get(name)
        order = HearCall(
            call=name,
            by=neighbour,
            passed_at=told.passed_at,
            told=told.told,
            remarks=told.remarks,
            answer=told.answer,
            withdrawn_at=told.withdrawn_at,
            withdrawn_because=told.withdrawn_because,
            own_since=told.own_since,
        )
        is_new = known is None and is_news(order, self._town.now())
        if not is_new and (known is None or not _says_more(known, told)):
            return True
        if not are_calls_agreed(picture, neighbour):
            return False
        is_full = is_new and full(picture, neighbour) is not None
        if is_full and name in self._too_many:
            return False
        digest = f"call/{neighbour}/{name}/{_digest(order)}"
        self._town.order(neighbour, order, f"{digest}/full" if is_full else digest)
        if is_full:
            self._too_many.add(name)
        return not is_full

    def _answered(self, neighbour: str, name: str, told: _Told) -> None:
        """What it says of a call of ours; nothing yet is no answer."""
        known, answer = self._town.picture().call_transfers.get(name), told.answer
        if told.received_at is None:
            return
        if known is not None and known.received_at is not None:
            said = known.answer
            if answer is None or is_same(said, answer.at, answer.number, answer.because):
                return
        order = HearCallAnswer(call=name, by=neighbour, received_at=told.received_at, answer=answer)
        after = "" if known is None or known.answer is None else f"/{known.answer.at}"
        self._town.order(neighbour, order, f"call/{neighbour}/{name}/{_digest(order)}{after}")


def _says_more(known: CallTransfer, told: _Told) -> bool:
    """Whether the row has something that is not noted yet."""
    is_withdrawn = told.withdrawn_at is not None and known.withdrawn_at is None
    if lost_answer(known, told.answer, known.id) is not None:
        return True
    return is_withdrawn or (told.own_since is not None and known.own_since is None)


def _digest(order: HearCall | HearCallAnswer) -> str:
    return hashlib.blake2b(msgspec.json.encode(order), digest_size=8).hexdigest()
