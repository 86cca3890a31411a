"""What one recorded fact makes of a unit's authority, and what the log then tells its neighbours.

The rule behind it: the crew moves first. A log may say that a town holds the unit under an epoch
only after the crew has heard that epoch and answered. Guards read this log and nothing else.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from tocsin.operations.picture import Picture, Unit, put_unit
from tocsin.operations.picture.custody import (
    FIRST,
    Claim,
    Conflict,
    Custody,
    CustodyAnswer,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
    LentTeam,
    Limits,
    LogLife,
    Offer,
    Vehicle,
    holds,
    unreconciled,
)
from tocsin.operations.picture.unit import Authority

_replace = msgspec.structs.replace

LOG = "log"
"""The key of the one row of `log_lives`."""


def life_of(picture: Picture) -> str:
    """The life of this log: "" where it was never restored beside neighbours."""
    found = picture.log_lives.get(LOG)
    return "" if found is None else found.life


def restored(picture: Picture) -> LogLife | None:
    """The restore of this log, if it ever had one."""
    return picture.log_lives.get(LOG)


def custody_of(picture: Picture, unit: str, home: str | None = None) -> Custody | None:
    """The unit's authority by this log. None where the log knows nothing of the unit, unless its
    `home` is said.

    A restored log holds nothing that it has not been told again, also what it never lent.
    """
    life = restored(picture)
    found = picture.custody.get(unit)
    if found is None:
        own = picture.units.get(unit)
        if own is not None:
            found = begun(unit, own.authority.home, own.authority.incarnation)
        elif home is None:
            return None
        else:
            found = begun(
                unit, home, life.life if life and _is_never_lent(life, unit, home) else ""
            )
    if life is None or found.life == life.life:
        return found
    return unreconciled(found, life.life)


def released_with(custody: Custody) -> LentTeam | None:
    """The team that a unit in limbo was let go of with; None where it went by itself, or another
    town let go of it."""
    for entry in reversed(custody.entries):
        if entry.epoch == custody.claim.epoch and entry.kind is CustodyFact.released:
            return None if entry.limits is None else entry.limits.team
    return None


def is_untouched(picture: Picture, unit: str) -> bool:
    """Whether nothing was ever told of who holds the unit: it is as the register says."""
    return unit not in picture.custody and not picture.log_lives


def in_custody(picture: Picture) -> list[Custody]:
    """Every unit whose authority was ever told of, sorted by id."""
    found = (custody_of(picture, name) for name in picture.custody)
    return [each for each in found if each is not None]


def is_ours_to_order(picture: Picture, unit: str, code: str) -> bool:
    """Whether this town could give the unit an assignment as far as authority goes."""
    if is_untouched(picture, unit):
        return True
    custody = custody_of(picture, unit)
    if custody is None or not holds(custody, code):
        return False
    return custody.offer is None or not custody.offer.is_ready


def _is_never_lent(life: LogLife, unit: str, home: str) -> bool:
    """Whether all who could know of a unit were asked after the restore, and none has named it. Of
    the units of a town that was left out nobody can say."""
    answered = {each.neighbour for each in life.answers}
    is_whole = all(each.neighbour in answered for each in life.left_out)
    is_named = any(each.unit == unit for answer in life.answers for each in answer.units)
    return not life.missing and not is_named and (is_whole or home in answered)


def begun(unit: str, home: str, life: str = "") -> Custody:
    """What everybody knows of a unit of which nothing was ever told: home holds it."""
    return Custody(unit, home, Claim(FIRST, Hold.held, home), life=life)


def vehicle_of(unit: Unit) -> Vehicle:
    """What goes with an offer."""
    return Vehicle(
        unit.call_sign,
        unit.kind,
        unit.agency,
        unit.agency_name,
        unit.capabilities,
        unit.crew_count,
        unit.crew_minimum,
    )


def told(
    custody: Custody, kind: CustodyFact, epoch: Epoch, town: str, at: datetime, **more: object
) -> Custody:
    """The same with one more entry for the neighbours; what is long settled is not told again."""
    number = custody.entries[-1].number + 1 if custody.entries else 1
    entry = CustodyEntry(number, kind, epoch, town, at)
    if more:
        entry = _replace(entry, **more)
    return _replace(custody, entries=(*_recent(custody), entry))


def _recent(custody: Custody) -> tuple[CustodyEntry, ...]:
    """What is still of use to a reader: from the generation before the present one on, and each
    loss that nobody has closed."""
    oldest = custody.claim.epoch.generation - 1
    if not custody.entries or custody.entries[0].epoch.generation >= oldest:
        return custody.entries
    open_ = {each.winning for each in custody.conflicts if each.closed_at is None}
    return tuple(
        each
        for each in custody.entries
        if each.epoch.generation >= oldest
        or (each.kind is CustodyFact.conflict and each.epoch in open_)
    )


# what each kind of fact does; each of them is also what a decision reckons ahead with


def offered(custody: Custody, epoch: Epoch, to: str, at: datetime, limits: Limits) -> Custody:
    """Takes the place of what was offered before, whose epoch is burnt."""
    return _replace(custody, offer=Offer(epoch, to, at, limits=limits), top=max(custody.top, epoch))


def readied(custody: Custody, epoch: Epoch, to: str) -> Custody:
    """The crew has answered: it listens to nobody below this epoch any more."""
    offer = custody.offer
    if offer is not None and (offer.epoch, offer.to) == (epoch, to):
        custody = _replace(custody, offer=_replace(offer, is_ready=True))
    heard = tuple(
        _replace(each, is_ready=True) if each.epoch == epoch else each for each in custody.heard
    )
    register = epoch if custody.register is None else max(custody.register, epoch)
    return _replace(custody, heard=heard, register=register)


def released(custody: Custody, epoch: Epoch, to: str, at: datetime) -> Custody:
    """Nobody's to order, and watched from here until the accept is read."""
    return _moved(custody, Claim(epoch, Hold.released, to), at, is_watching=True, is_own=True)


def held(custody: Custody, epoch: Epoch, by: str, at: datetime) -> Custody:
    """Accepted, reaffirmed, overridden or reinstated by this town."""
    return _moved(custody, Claim(epoch, Hold.held, by), at, is_watching=False, is_own=True)


def noted(custody: Custody, claim: Claim, at: datetime, *, watches: bool) -> Custody:
    """Another town has it, or lets go of it; an open offer or override of ours is void."""
    after = _moved(custody, claim, at, is_watching=watches, is_own=False)
    heard = max(after.heard_generation, claim.epoch.generation)
    return _replace(after, heard_generation=heard)


def _moved(
    custody: Custody, claim: Claim, at: datetime, *, is_watching: bool, is_own: bool
) -> Custody:
    top = max(custody.top, claim.epoch)
    kept = tuple(each for each in custody.heard if each.epoch > claim.epoch)
    is_same_holder = claim.town == custody.claim.town
    is_lent = claim.hold is Hold.held and claim.town != custody.home
    return _replace(
        custody,
        claim=claim,
        since=at,
        is_watching=is_watching,
        top=top,
        offer=None,
        override=None,
        heard=kept,
        recalled_at=custody.recalled_at if is_same_holder and is_lent and not is_own else None,
    )


def now_held(custody: Custody, fact: CustodyFact, epoch: Epoch, by: str, at: datetime) -> Custody:
    """Held by this town from here on, and told as this fact."""
    return told(held(custody, epoch, by, at), fact, epoch, by, at)


def without_offer(custody: Custody, epoch: Epoch) -> Custody:
    """What was offered to this town under an epoch is not any more."""
    return _replace(custody, heard=tuple(e for e in custody.heard if e.epoch != epoch))


def lost(custody: Custody, conflict: Conflict) -> Custody:
    """A loss on record, once."""
    if any(each.is_same(conflict) for each in custody.conflicts):
        return custody
    return _replace(custody, conflicts=(*custody.conflicts, conflict))


def changed(
    picture: Picture, unit: str, home: str, change: Callable[[Custody], Custody]
) -> Picture:
    """The picture with one unit's authority changed, and with what its register says of it."""
    before = custody_of(picture, unit, home)
    assert before is not None, "its home is said"
    after = change(before)
    picture = _replace(picture, custody=picture.custody.put(unit, after))
    found = picture.units.get(unit)
    if found is None or after.claim == before.claim:
        return picture
    return put_unit(picture, _replace(found, authority=authority_of(after, found.authority)))


def authority_of(custody: Custody, before: Authority) -> Authority:
    """What stands at the unit: who holds it, under which epoch. In limbo, who let go of it."""
    claim = custody.claim
    holder = claim.town if claim.hold is Hold.held else before.holder
    return _replace(before, holder=holder, generation=claim.epoch.generation, hop=claim.epoch.hop)


def units_unreconciled(picture: Picture) -> tuple[str, ...]:
    """Units of which this log does not know who holds them, sorted."""
    names = sorted({*picture.units, *picture.custody})
    found = ((name, custody_of(picture, name)) for name in names)
    return tuple(
        name
        for name, each in found
        if each is not None and not each.is_reconciled and each.kept_at is None
    )


def known_units(picture: Picture) -> tuple[CustodyAnswer, ...]:
    """What an answer says: every unit whose authority was ever told of, sorted."""
    return tuple(
        CustodyAnswer(each.id, each.home, each.claim, each.highest_generation)
        for each in in_custody(picture)
        if each.is_reconciled
    )
