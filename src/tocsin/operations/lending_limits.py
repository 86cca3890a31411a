"""How far an agreement goes: which kinds of unit, how many at once, what stays at home."""

from enum import StrEnum

from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import LendingTerms
from tocsin.operations.picture.custody import Custody
from tocsin.terms.codes import UnitStatus


class LimitRefusal(StrEnum):
    """What the agreement does not cover."""

    kind_not_agreed = "kind_not_agreed"
    enough_are_lent = "enough_are_lent"
    too_few_at_home = "too_few_at_home"


def beyond_terms(
    terms: LendingTerms, picture: Picture, custody: Custody, to: str
) -> Refused | None:
    """What the agreement does not cover: the kind, one more unit, what has to stay at home."""
    found = picture.units.get(custody.id)
    kind = custody.vehicle.kind if found is None and custody.vehicle else ""
    kind = kind if found is None else found.kind
    if terms.kinds and kind not in terms.kinds:
        return refuse(LimitRefusal.kind_not_agreed, unit=custody.id, kind=kind, to=to)
    others = [each for each in picture.custody.values() if each.id != custody.id]
    away = [each for each in others if each.home == custody.home and _is_away_with(each, to)]
    leaving = {each.id for each in others if _is_leaving(each)}
    if terms.most_units is not None and len(away) >= terms.most_units:
        return refuse(LimitRefusal.enough_are_lent, to=to, most=terms.most_units)
    for least in terms.minimum_at_home:
        if least.kind not in ("", kind):
            continue
        staying = [
            each.id
            for each in picture.units.values()
            if each.id != custody.id
            and each.id not in leaving
            and each.authority.home == each.authority.holder == custody.home
            and each.status is not UnitStatus.out_of_service
            and least.kind in ("", each.kind)
        ]
        if len(staying) < least.units:
            return refuse(
                LimitRefusal.too_few_at_home,
                unit=custody.id,
                kind=least.kind or "any",
                least=least.units,
                staying=len(staying),
            )
    return None


def _is_leaving(custody: Custody) -> bool:
    """Whether another town has it, or may have it in a moment."""
    is_offered = custody.offer is not None and custody.offer.to != custody.home
    claim = custody.claim
    return is_offered or claim.town != custody.home


def _is_away_with(custody: Custody, to: str) -> bool:
    offered_to = custody.offer is not None and custody.offer.to == to
    return offered_to or (custody.claim.town == to and custody.home != to)
