"""One loan, from the first request to the return: when it began and ended, what was used, and what
that costs at the rates of the agreement.

Source: NIMS resource management (reimbursement); EMAC reimbursement form R-2 (times, personnel,
equipment, commodities). Times are those of this town's log.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction

import msgspec

from tocsin.operations.agreed_lending import AgreedLending
from tocsin.operations.agreed_parts import lends_units, rows_of
from tocsin.operations.hearing import CustodyNoted, TransferReceipted, UnitAccepted
from tocsin.operations.lending import UnitOffered, UnitReleased
from tocsin.operations.lot_hearing import LotStandingNoted
from tocsin.operations.lot_recall_hearing import LotRecallAnswerNoted, LotRecallNoted
from tocsin.operations.lot_recalls import LotRecallAnswered, LotRecalled
from tocsin.operations.lot_transfers import LotAccepted, LotReceipted, LotReleased
from tocsin.operations.lots import LotCounted, LotLost, LotUsed
from tocsin.operations.mileage import MileageReported
from tocsin.operations.orders import Event
from tocsin.operations.overriding import AuthorityOverridden, OverrideConflictRecorded
from tocsin.operations.picture.agreement import AgreementVersion, Compact, Rate
from tocsin.operations.picture.custody import Epoch, Hold, Vehicle
from tocsin.operations.picture.lots import Lot
from tocsin.terms.stamp import Stamp

Fact = tuple[Stamp, Event]
KM_PER_MILE = Fraction(1_609_344, 1_000_000)
"""The international mile (1959)."""


class Stay(msgspec.Struct, frozen=True):
    """How long one town had what was lent. `until` is None while it has it."""

    town: str
    since: datetime
    until: datetime | None

    def minutes(self, now: datetime) -> int:
        """How long it lasted, or lasts so far."""
        return max(0, int(((self.until or now) - self.since).total_seconds()) // 60)


class Loan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was lent, by whom, to whom, and for how long. `ended_at` is None while it lasts; of
    stock, while some of it is out. `gone` is what was used or lost for good. Of places at a
    facility `lent` were kept, `gone` people came, for `place_nights` in all."""

    subject: str
    kind: str
    home: str
    borrower: str
    begun_at: datetime
    ended_at: datetime | None = None
    crew: int | None = None
    request: str | None = None
    unit_of_measure: str = ""
    lent: int = 0
    returned: int = 0
    gone: int = 0
    incidents: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    """The records that tell of it, in this town's log."""
    stays: tuple[Stay, ...] = ()
    """Who had the unit, one after the other: the borrower, then whom it was lent on to."""

    place_nights: int | None = None
    km: int | None = None
    """What its crew says that it drove; None where nobody has told."""

    @property
    def is_places(self) -> bool:
        """Whether places at a facility were kept."""
        return self.place_nights is not None

    @property
    def is_stock(self) -> bool:
        """Whether it was counted."""
        return bool(self.unit_of_measure)

    def minutes(self, now: datetime) -> int:
        """How long it lasted, or lasts so far."""
        return max(0, int(((self.ended_at or now) - self.begun_at).total_seconds()) // 60)


class Cost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rate of the agreement on this loan. `quantity_milli` in thousandths of what it is paid
    per, as it is shown; None where nobody measured it. `total` in the currency's smallest unit,
    None where the rate is for something else or its quantity is not known."""

    rate: Rate
    is_meant: bool
    quantity_milli: int | None = None
    total: int | None = None


# units


def generation_of(event: Event) -> int | None:
    """The generation of authority that a fact is about: home issues one for each loan."""
    if isinstance(event, CustodyNoted):
        return event.claim.epoch.generation
    if isinstance(event, OverrideConflictRecorded):
        return event.lost.generation
    epoch = getattr(event, "epoch", None)
    return epoch.generation if isinstance(epoch, Epoch) else None


def loans_of(facts: Iterable[Fact]) -> tuple[int, ...]:
    """The generations under which a unit was let go of by its home, in order."""
    found = {
        event.epoch.generation
        for _, event in facts
        if isinstance(event, UnitReleased | UnitAccepted) and event.epoch.hop == 0
    }
    return tuple(sorted(found))


def unit_loan(facts: Sequence[Fact], unit: str, generation: int) -> Loan | None:
    """The loan of a unit under a generation; None where it was never let go of."""
    told = [each for each in facts if _is_of(each[1], unit, generation)]
    begun = next((each for each in told if _begins(each[1])), None)
    if begun is None:
        return None
    stamp, first = begun
    assert isinstance(first, UnitReleased | UnitAccepted)
    borrower = first.to if isinstance(first, UnitReleased) else first.by
    end = next((s for s, e in told if _ends(e, first.home)), None)
    within = [
        each
        for each in facts
        if getattr(each[1], "unit", None) == unit
        and stamp.recorded_at <= each[0].recorded_at
        and (end is None or each[0].recorded_at <= end.recorded_at)
    ]
    vehicle, request = _described(told)
    positions = {each.position for each, _ in (*told, *within)}
    return Loan(
        subject=unit,
        kind=vehicle.kind if vehicle else "",
        home=first.home,
        borrower=borrower,
        begun_at=stamp.occurred_at,
        ended_at=None if end is None else end.occurred_at,
        crew=vehicle.crew_count if vehicle else None,
        request=request,
        incidents=tuple(sorted({i for _, e in within if (i := getattr(e, "incident", None))})),
        positions=tuple(sorted(positions)),
        stays=tuple(_stays(told, borrower, stamp, end)),
        km=_driven(within),
    )


def _driven(within: Sequence[Fact]) -> int | None:
    """Kilometres that were told, and the difference of the first and the last reading."""
    told = [e for _, e in within if isinstance(e, MileageReported)]
    driven = [each.km for each in told if each.km is not None]
    read = [each.odometer_km for each in told if each.odometer_km is not None]
    if len(read) > 1:
        driven.append(max(0, read[-1] - read[0]))
    return sum(driven) if driven else None


def _stays(told: Sequence[Fact], borrower: str, begun: Stamp, end: Stamp | None) -> Iterator[Stay]:
    """A town has a unit from its accept, as it was read here, until the next town's."""
    town, since = borrower, begun.occurred_at
    for stamp, event in told:
        if end is not None and stamp.position >= end.position:
            break
        holder = _has_it(event)
        if holder not in (None, town):
            yield Stay(town, since, stamp.occurred_at)
            town, since = holder or town, stamp.occurred_at
    yield Stay(town, since, None if end is None else end.occurred_at)


def _has_it(event: Event) -> str | None:
    """The town that a fact says holds the unit from then on."""
    match event:
        case UnitAccepted():
            return event.by
        case TransferReceipted():
            return event.holder
        case CustodyNoted() if event.claim.hold is Hold.held:
            return event.claim.town
        case _:
            return None


def _is_of(event: Event, unit: str, generation: int) -> bool:
    if getattr(event, "unit", None) != unit:
        return False
    if isinstance(event, AuthorityOverridden) and event.epoch.generation == generation + 1:
        return True
    return generation_of(event) == generation


def _begins(event: Event) -> bool:
    return isinstance(event, UnitReleased | UnitAccepted) and event.epoch.hop == 0


def _ends(event: Event, home: str) -> bool:
    """Home has it again: accepted, receipted, heard, or taken."""
    match event:
        case UnitAccepted():
            return event.by == home
        case TransferReceipted():
            return event.holder == home
        case CustodyNoted():
            return event.claim.hold is Hold.held and event.claim.town == home
        case AuthorityOverridden() | OverrideConflictRecorded():
            return True
        case _:
            return False


def _described(told: Sequence[Fact]) -> tuple[Vehicle | None, str | None]:
    """What it is, by the offer or the accept, and the request that it answers."""
    vehicle: Vehicle | None = None
    request: str | None = None
    for _, event in told:
        vehicle = vehicle or getattr(event, "vehicle", None)
        if isinstance(event, UnitOffered | UnitAccepted):
            request = request or event.limits.request
    return vehicle, request


# stock


def lot_loan(facts: Sequence[Fact], lot: Lot, borrower: str, own: str) -> Loan | None:
    """What a borrower got of a lot, and what became of it; None where it got nothing."""
    told = [each for each in facts if _is_of_lot(each[1], lot, borrower, own)]
    moved = [e for _, e in told if isinstance(e, LotReleased | LotAccepted)]
    lent = sum(e.quantity for e in moved if e.to == borrower)
    if not lent:
        return None
    returned = sum(e.quantity for e in moved if e.by == borrower)
    gone = _gone(lot, borrower, own)
    is_over = lent - returned <= gone
    return Loan(
        subject=lot.id,
        kind=lot.kind,
        home=lot.home,
        borrower=borrower,
        begun_at=told[0][0].occurred_at,
        ended_at=told[-1][0].occurred_at if is_over else None,
        unit_of_measure=lot.unit_of_measure,
        lent=lent,
        returned=returned,
        gone=gone,
        positions=tuple(stamp.position for stamp, _ in told),
    )


def _gone(lot: Lot, borrower: str, own: str) -> int:
    if own == borrower:
        return lot.used + lot.lost - lot.found
    told = lot.lent_to(borrower).told
    return 0 if told is None else told.used + told.lost - told.found


def _is_of_lot(event: Event, lot: Lot, borrower: str, own: str) -> bool:
    if getattr(event, "lot", None) != lot.id:
        return False
    if isinstance(event, LotReleased | LotAccepted):
        return borrower in (event.by, event.to)
    if isinstance(event, LotRecalled | LotRecallAnswered | LotRecallNoted):
        return event.to == borrower
    if isinstance(event, LotRecallAnswerNoted):
        return event.heard_from == borrower
    if isinstance(event, LotReceipted | LotStandingNoted):
        return borrower in (event.heard_from, own)
    return own == borrower and isinstance(event, LotUsed | LotLost | LotCounted)


# what it costs


def is_request_of(event: Event, request: str | None) -> bool:
    """Whether a fact is the asking that a loan answers."""
    return request is not None and getattr(event, "request", None) == request


def agreed_when(versions: Iterable[AgreementVersion], at: datetime) -> AgreementVersion | None:
    """The highest version that both towns had signed by then."""
    found = [each for each in versions if each.is_signed and _signed_at(each) <= at]
    return max(found, key=lambda each: each.number, default=None)


def _signed_at(version: AgreementVersion) -> datetime:
    return max(each.signed_at for each in version.signatures)


def agreed_for(
    compacts: Iterable[Compact], loan: Loan, other: str
) -> tuple[str, AgreementVersion | None]:
    """The agreement with the other town, and its version, under which the loan began: the one that
    speaks of what was lent. What another says it costs is not asked for.
    """
    found = [
        (not _was_over(compact, version, loan.begun_at), _signed_at(version), compact.id, version)
        for compact in compacts
        if compact.partner == other
        and (version := agreed_when(compact.versions, loan.begun_at)) is not None
        and _covers(version, loan)
    ]
    if not found:
        return "", None
    *_, agreement, version = max(found, key=lambda each: each[:3])
    return agreement, version


def _was_over(compact: Compact, version: AgreementVersion, at: datetime) -> bool:
    """Whether it had been ended by then, as far as that is known."""
    if version.number > compact.over_number:
        return False
    return compact.over_at is None or compact.over_at <= at


def _covers(version: AgreementVersion, loan: Loan) -> bool:
    """Whether a version says that its home lends the kind."""
    for giving in version.content.gives:
        lends = giving.lending
        if giving.town != loan.home or lends is None:
            continue
        if loan.is_stock:
            wanted = (loan.kind, loan.unit_of_measure)
            return any((each.kind, each.unit) == wanted for each in lends.stock)
        if loan.is_places:
            return any(each.kind == loan.kind for each in rows_of(lends))
        return lends_units(lends) and AgreedLending(lends).covers(loan.kind)
    return False


def borrowers_of(lot: Lot, own: str) -> tuple[str, ...]:
    """Who has, or had, some of a lot, as this town knows."""
    return tuple(each.town for each in lot.lent) if lot.home == own else (own,)


def totals(costs: Iterable[Cost]) -> dict[str, int]:
    """By currency, in its smallest unit."""
    found: dict[str, int] = {}
    for each in costs:
        if each.total is not None:
            currency = each.rate.currency
            found[currency] = found.get(currency, 0) + each.total
    return found


def costs_of(loan: Loan, version: AgreementVersion, now: datetime) -> tuple[Cost, ...]:
    """Every rate of the agreement, with what it comes to where that is known."""
    costs = version.content.costs
    if costs is None:
        return ()
    return tuple(_cost(loan, each, costs.free_h, now) for each in costs.rates)


def _cost(loan: Loan, rate: Rate, free_h: int, now: datetime) -> Cost:
    is_meant = _is_meant(loan, rate)
    quantity = _quantity(loan, rate, free_h, now) if is_meant else None
    if quantity is None:
        return Cost(rate=rate, is_meant=is_meant)
    return Cost(
        rate=rate,
        is_meant=True,
        quantity_milli=_rounded(quantity * 1000),
        total=_rounded(quantity * rate.amount),
    )


def _rounded(exact: Fraction) -> int:
    """Halves upwards, as accounts do."""
    return math.floor(exact + Fraction(1, 2))


def _is_meant(loan: Loan, rate: Rate) -> bool:
    """A rate names the kind that it is for; one per hour, day or kilometre also any unit."""
    what = rate.what.lower()
    if loan.kind and loan.kind.lower().replace("_", " ").removesuffix("s") in what:
        return True
    if loan.is_stock or loan.is_places:
        return False
    return rate.per in ("km", "mile") or "unit" in what


def _quantity(loan: Loan, rate: Rate, free_h: int, now: datetime) -> Fraction | None:
    if loan.place_nights is not None:
        nights = {"night": loan.place_nights, "piece": loan.gone, "person": loan.gone}
        counted = nights.get(rate.per)
        return None if counted is None else Fraction(counted)
    minutes = max(0, loan.minutes(now) - free_h * 60)
    match rate.per:
        case "hour":
            return Fraction(minutes, 60)
        case "day":
            return Fraction(-(-minutes // 1440))
        case "piece" if loan.is_stock:
            return Fraction(max(0, loan.gone))
        case "km":
            return None if loan.km is None else Fraction(loan.km)
        case "mile":
            return None if loan.km is None else loan.km / KM_PER_MILE
        case "piece" | "deployment":
            return Fraction(1)
        case _:
            return None
