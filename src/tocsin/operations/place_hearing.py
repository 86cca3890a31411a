"""What a neighbour tells of places that one of us keeps for the other.

Source: the lending protocol, rules 4 to 8 as they hold where no custody moves. Each town counts its
own part; of the other's the newest word of its log's life stands, so that whatever comes late,
twice or all over again changes nothing. A restored town learns here what it had said itself.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreed_parts import places_lent
from tocsin.operations.agreed_places import agreed
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.believing import HearingRefusal
from tocsin.operations.custody import life_of, restored
from tocsin.operations.lot_hearing import is_heard_life
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lots import TransferId
from tocsin.operations.picture.place_loan import (
    BorrowerCount,
    Count,
    KeeperCount,
    PlaceLoan,
    PlaceLoanState,
    Places,
)
from tocsin.operations.place_counts import borrower_said, keeper_said, put_loan
from tocsin.operations.place_keeping import PlaceRefusal
from tocsin.operations.place_loans import Kind, PlaceLoanOpened, loan_id
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

MOST_OPEN = 50
"""Loans that one neighbour opened and that are not over."""
MOST_KEPT = 500
"""With those that are over and have not left the picture."""

_CODE = re.compile(r"([a-z][a-z0-9_]{0,39})?")
_COUNTED = {
    KeeperCount: ("granted", "taken_back", "arrived", "left"),
    BorrowerCount: ("accepted", "refused", "given_back", "sent", "turned"),
}


class PlaceHearingRefusal(StrEnum):
    """Why what a neighbour tells of places is not heard."""

    place_loan_not_true = "place_loan_not_true"
    too_many_place_loans = "too_many_place_loans"


class PlaceLoanTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A loan as a neighbour's slice has it: its own count, and ours as it has heard it."""

    id: Ident
    number: TransferId
    keeper: Ident
    borrower: Ident
    kind: Kind
    wanted: Places = 0
    wanted_at: Annotated[str, msgspec.Meta(max_length=80)] = ""
    since: datetime | None = None
    until: datetime | None = None
    keeper_says: KeeperCount = KeeperCount()
    borrower_says: BorrowerCount = BorrowerCount()


class HearPlaceLoan(Command, frozen=True):
    """A neighbour's row of a loan between us."""

    by: Ident
    told: PlaceLoanTold


class PlaceLoanHeard(Event, frozen=True):
    """What the neighbour counts, one of the two. `is_read`: the loan is over, and it has read all
    that we count of it."""

    loan: str
    heard_from: str
    keeper_says: KeeperCount | None = None
    borrower_says: BorrowerCount | None = None
    is_read: bool = False


class PlaceCountReinstated(Event, frozen=True):
    """What we had said ourselves in a life of our log that a restore lost, as the neighbour
    kept it."""

    loan: str
    heard_from: str
    keeper_says: KeeperCount | None = None
    borrower_says: BorrowerCount | None = None


# 2. decide


def hear(command: HearPlaceLoan, picture: Picture, context: Context) -> Decision:
    """Nothing new is nothing to record."""
    told, by, me = command.told, command.by, context.code
    cannot = _cannot_be(command, picture, me)
    if cannot is not None:
        return cannot
    found = picture.place_loans.get(told.id)
    events: list[Event] = []
    if found is None and _is_over(told, context.now):
        return []  # before anything of it was read here
    if found is None:
        events.append(_opened(told, by))
        found = _as_opened(told, context.now)
    ours = _reinstated(found, told, picture, me)
    if isinstance(ours, Refused):
        return ours
    if ours is not None:
        events.append(_lost(told, by, ours))
        found = _with(found, ours)
    theirs, before = _parts(told, by), _parts(found, by)
    if _is_news(before, theirs, picture, by):
        if not _can_follow(before, theirs, found):
            return refuse(PlaceHearingRefusal.place_loan_not_true, neighbour=by, loan=told.id)
        found = _with(found, theirs)
        events.append(_heard(told, by, theirs, is_read=is_read(found, told)))
    elif _is_of_older_life(before, theirs):
        return refuse(HearingRefusal.incarnation_superseded, unit=told.id, neighbour=by)
    elif is_read(found, told) and not found.is_read:
        events.append(PlaceLoanHeard(loan=told.id, heard_from=by, is_read=True))
    return events if found.id in picture.place_loans or len(events) > 1 else []


def _cannot_be(command: HearPlaceLoan, picture: Picture, me: str) -> Refused | None:
    """Why no honest town says so: it tells of loans between us two, under a number of one of us,
    and otherwise than here of nothing that never changes."""
    told, by = command.told, command.by
    if not is_lending_agreed(picture, by):
        return refuse(HearingRefusal.author_not_agreed, neighbour=by, unit=told.id)
    not_true = refuse(PlaceHearingRefusal.place_loan_not_true, neighbour=by, loan=told.id)
    number = told.number
    if {told.keeper, told.borrower} != {me, by} or by == me or told.id != loan_id(number):
        return not_true
    found = picture.place_loans.get(told.id)
    if found is not None:
        known = (found.number, found.keeper, found.borrower, found.kind, found.wanted)
        said = (number, told.keeper, told.borrower, told.kind, told.wanted)
        return None if known == said else not_true
    if number.town == by:
        if told.wanted and by != told.borrower:
            return not_true
        return _no_longer_lent(told, picture, by, me) or _too_many(picture, by)
    is_lost = number.incarnation != life_of(picture) and restored(picture) is not None
    if number.town != me or not is_lost:
        return not_true
    if told.keeper == me and not _is_past(picture, number.incarnation):
        return not_true
    return _too_many(picture, by)


def _no_longer_lent(told: PlaceLoanTold, picture: Picture, by: str, me: str) -> Refused | None:
    """What was opened before the agreement ended runs on; nothing is opened after it. A restored
    log learns of what it had taken part in before."""
    if restored(picture) is not None and _parts(told, me).revision:
        return None
    lent = places_lent(picture, by, is_own=told.keeper == me)
    if any(each.kind == told.kind for each in lent):
        return None
    return refuse(PlaceRefusal.places_not_agreed, kind=told.kind, to=by)


def _is_past(picture: Picture, life: str) -> bool:
    """Whether this log lived so before it was restored."""
    own = restored(picture)
    return own is not None and any(each.life == life for each in own.past)


def _too_many(picture: Picture, by: str) -> Refused | None:
    most = full(picture, by)
    if most is None:
        return None
    return refuse(PlaceHearingRefusal.too_many_place_loans, neighbour=by, most=most)


def full(picture: Picture, by: str) -> int | None:
    """How many loans a neighbour may have opened here, where no more are heard; else None. Those
    that it told a restored log of are among them."""
    life = life_of(picture)
    theirs = [
        e.closed_at is None
        for e in picture.place_loans.values()
        if by in (e.keeper, e.borrower) and (e.number.town == by or e.number.incarnation != life)
    ]
    if sum(theirs) >= MOST_OPEN:
        return MOST_OPEN
    return MOST_KEPT if len(theirs) >= MOST_KEPT else None


def _parts(loan: PlaceLoan | PlaceLoanTold, town: str) -> Count:
    """What one of the two counts."""
    return loan.keeper_says if loan.keeper == town else loan.borrower_says


def _with(loan: PlaceLoan, says: Count) -> PlaceLoan:
    if isinstance(says, KeeperCount):
        return _replace(loan, keeper_says=says)
    return _replace(loan, borrower_says=says)


def _is_news(before: Count, told: Count, picture: Picture, by: str) -> bool:
    if not told.revision:
        return False
    if not before.revision or before.life == told.life:
        return told.revision > before.revision
    return is_heard_life(picture, by, told.life)


def _is_of_older_life(before: Count, told: Count) -> bool:
    return bool(before.revision and told.revision) and before.life != told.life


def _can_follow(before: Count, told: Count, loan: PlaceLoan) -> bool:
    """Within a life counts only grow; nobody takes, sends or lets go more than there was."""
    is_same_life = before.life == told.life and before.revision > 0
    if is_same_life and any(a < b for a, b in zip(_grown(told), _grown(before), strict=True)):
        return False
    if isinstance(told, KeeperCount):
        is_code = _CODE.fullmatch(told.because) is not None
        return is_code and told.left <= told.arrived and told.taken_back <= told.granted
    granted = loan.keeper_says.granted
    taken = told.accepted + told.refused <= granted and told.given_back <= told.accepted
    return taken and told.turned <= told.sent and _CODE.fullmatch(told.cannot) is not None


def _grown(says: Count) -> tuple[int, ...]:
    """What never grows less within a life. A place that is given back may turn out to have been
    taken before: see `_joined`."""
    if isinstance(says, KeeperCount):
        return says.granted, says.taken_back, says.arrived, says.left
    answered, back = says.accepted + says.refused, says.refused + says.given_back
    return answered, back, says.sent, says.turned


def _reinstated(
    found: PlaceLoan, told: PlaceLoanTold, picture: Picture, me: str
) -> Count | Refused | None:
    """Our own count where the neighbour kept more of it than the restored log has; None where
    there is nothing to learn."""
    kept, own = _parts(told, me), _parts(found, me)
    life = life_of(picture)
    if not kept.revision or restored(picture) is None or kept.life == life:
        return None
    if (found.number.town, found.number.incarnation) == (me, life):
        return None  # nothing of it is lost
    if isinstance(own, KeeperCount) and not _is_past(picture, kept.life):
        return None
    names = _COUNTED[type(own)]
    most = {name: max(getattr(own, name), getattr(kept, name)) for name in names}
    is_ahead = any(most[name] > getattr(own, name) for name in names)
    if not is_ahead and own.revision and not _settles(own, kept):
        return None
    revision = max(own.revision, kept.revision)
    after = _replace(kept, **most, revision=revision, life=own.life)
    if isinstance(own, KeeperCount) and own.facility:
        after = _replace(after, facility=own.facility, name=own.name)
    if isinstance(after, BorrowerCount):
        granted = max(found.keeper_says.granted, told.keeper_says.granted)
        return _joined(after, granted)
    if _is_too_much(_replace(found, keeper_says=after), picture):
        return refuse(
            PlaceHearingRefusal.place_loan_not_true, neighbour=told.borrower, loan=told.id
        )
    return after


def _joined(says: BorrowerCount, granted: int) -> BorrowerCount:
    """Of what was said in two lives: what one refused and the other had taken was given back."""
    refused = max(0, min(says.refused, granted - says.accepted))
    back = min(says.accepted, says.given_back + says.refused - refused)
    return _replace(says, refused=refused, given_back=back, turned=min(says.turned, says.sent))


def _settles(own: Count, kept: Count) -> bool:
    """Whether it was said that nothing more is asked for, and that is lost."""
    if not (isinstance(own, BorrowerCount) and isinstance(kept, BorrowerCount)):
        return False
    return kept.is_settled and not own.is_settled


def _is_too_much(loan: PlaceLoan, picture: Picture) -> bool:
    """A neighbour makes no places here by what it tells: they are within the agreement, at a
    facility of ours that has so many."""
    house = picture.facilities.get(loan.keeper_says.facility)
    capacity = None if house is None else house.capacity(loan.kind)
    if loan.here and (capacity is None or loan.here > (capacity.total or loan.here)):
        return True
    if not loan.reserved:
        return False
    row = None if house is None else agreed(picture, house, loan.kind, loan.borrower)
    if row is None or capacity is None:
        return True
    before = picture.place_loans.get(loan.id)
    there = row.there - (0 if before is None else before.reserved + before.here)
    total = capacity.total
    is_more = total is not None and loan.reserved > total
    return is_more or there + loan.reserved + loan.here > row.terms.quantity


def _opened(told: PlaceLoanTold, by: str) -> PlaceLoanOpened:
    return PlaceLoanOpened(
        loan=told.id,
        number=told.number,
        keeper=told.keeper,
        borrower=told.borrower,
        kind=told.kind,
        by=told.number.town,
        wanted=told.wanted,
        wanted_at=told.wanted_at,
        since=told.since,
        until=told.until,
        heard_from=by,
    )


def _as_opened(told: PlaceLoanTold, at: datetime) -> PlaceLoan:
    return PlaceLoan(
        id=told.id,
        number=told.number,
        keeper=told.keeper,
        borrower=told.borrower,
        kind=told.kind,
        opened_at=at,
        wanted=told.wanted,
    )


def _is_over(told: PlaceLoanTold, at: datetime) -> bool:
    both = _replace(
        _as_opened(told, at), keeper_says=told.keeper_says, borrower_says=told.borrower_says
    )
    return both.state is PlaceLoanState.over


def is_read(loan: PlaceLoan, told: PlaceLoanTold) -> bool:
    """Whether a loan is over and the other town tells that it has read what we count of it: only
    then may it leave."""
    ours = loan.keeper_says if loan.is_ours else loan.borrower_says
    heard = told.keeper_says if loan.is_ours else told.borrower_says
    is_last = heard.life == ours.life and heard.revision >= ours.revision
    return loan.state is PlaceLoanState.over and (is_last or not ours.revision)


def _heard(told: PlaceLoanTold, by: str, says: Count, *, is_read: bool) -> PlaceLoanHeard:
    if isinstance(says, KeeperCount):
        return PlaceLoanHeard(loan=told.id, heard_from=by, keeper_says=says, is_read=is_read)
    return PlaceLoanHeard(loan=told.id, heard_from=by, borrower_says=says, is_read=is_read)


def _lost(told: PlaceLoanTold, by: str, says: Count) -> PlaceCountReinstated:
    if isinstance(says, KeeperCount):
        return PlaceCountReinstated(loan=told.id, heard_from=by, keeper_says=says)
    return PlaceCountReinstated(loan=told.id, heard_from=by, borrower_says=says)


# 3. evolve


def heard(picture: Picture, event: PlaceLoanHeard, stamp: Stamp) -> Picture:
    """Beside our own count."""
    found = picture.place_loans.get(event.loan)
    if found is None:
        return picture
    for says in (event.keeper_says, event.borrower_says):
        if says is not None:
            found = _with(found, says)
    if event.is_read:
        found = _replace(found, is_read=True)
    return put_loan(picture, _replace(found, heard_at=stamp.occurred_at), stamp)


def reinstated(picture: Picture, event: PlaceCountReinstated, stamp: Stamp) -> Picture:
    """Said anew, in this life of the log."""
    if (keeper := event.keeper_says) is not None:
        picture = keeper_said(picture, event.loan, lambda _: keeper, stamp)
    if (borrower := event.borrower_says) is not None:
        picture = borrower_said(picture, event.loan, lambda _: borrower, stamp)
    return picture


# 4. the tables

DECIDE = {HearPlaceLoan: hear}

EVOLVE = {
    "place_loan_heard.1": (PlaceLoanHeard, heard),
    "place_count_reinstated.1": (PlaceCountReinstated, reinstated),
}
