"""What an agreement in force says of lending units, read one way by whoever lends, asks or advises.

Source: NIMS (2017) §II.B (mutual aid agreement); `picture.agreement.LendingTerms`.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tocsin.geo.places import Point, distance_m
from tocsin.operations.agreed_parts import givings, lends_units
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import LendingHours, LendingTerms
from tocsin.operations.picture.custody import Custody
from tocsin.terms.codes import UnitStatus


class AgreedLending(NamedTuple):
    """Which units one town lends the other, and the point of its border from which it is measured
    how far; None where no agreement names one."""

    terms: LendingTerms
    border: Point | None = None

    def covers(self, kind: str) -> bool:
        """Whether units of this kind are lent at all."""
        return not self.terms.kinds or kind in self.terms.kinds

    def is_open(self, local: datetime) -> bool:
        """Whether it is lent at this time of the lender's day."""
        return not self.terms.hours or any(is_within(each, local) for each in self.terms.hours)

    def reaches(self, point: Point | None) -> bool:
        """Whether a place is not too far. Where nobody knows where, or from where, it may be."""
        far = self.terms.radius_m
        if far is None or self.border is None or point is None:
            return True
        return distance_m(self.border, point) <= far

    def stays(self, kind: str) -> int:
        """How many of a kind stay at home by it."""
        return max((e.units for e in self.terms.minimum_at_home if e.kind == kind), default=0)


def lends(picture: Picture, partner: str) -> AgreedLending | None:
    """Which units this town lends a partner by the agreement in force; None: none are agreed, or it
    is suspended."""
    return _agreed(picture, partner, is_own=True)


def borrows(picture: Picture, partner: str) -> AgreedLending | None:
    """Which units a partner lends this town; None as `lends`."""
    return _agreed(picture, partner, is_own=False)


def _agreed(picture: Picture, partner: str, *, is_own: bool) -> AgreedLending | None:
    every = givings(picture, partner, is_own=is_own)
    giving = next((e for e in every if e.lending is not None and lends_units(e.lending)), None)
    if giving is None or giving.lending is None:
        return None
    sights = (each.sight for each in (giving, *every))
    border = next((e.border for e in sights if e is not None and e.border is not None), None)
    return AgreedLending(giving.lending, border)


def is_within(span: LendingHours, local: datetime) -> bool:
    """Whether a local time lies in a span; one over midnight belongs to the day it begins on."""
    minute, day = local.hour * 60 + local.minute, local.isoweekday()
    if span.from_min < span.until_min:
        begins = day if span.from_min <= minute < span.until_min else None
    elif minute >= span.from_min:
        begins = day
    else:
        begins = (day - 2) % 7 + 1 if minute < span.until_min else None
    return begins is not None and (not span.days or begins in span.days)


def local_time(picture: Picture, now: datetime) -> datetime:
    """The time of this town's day; UTC where it has not said which zone it is in."""
    said = picture.settings.get("town")
    return now.astimezone(_zone("UTC" if said is None else said.zone))


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


class TooFew(NamedTuple):
    """Of which kind ("" for all together) how many have to stay, and how many would."""

    kind: str
    least: int
    staying: int


def kind_of(picture: Picture, custody: Custody) -> str:
    """The kind of a unit: by the register, else as its home has described it."""
    found = picture.units.get(custody.id)
    if found is not None:
        return found.kind
    return "" if custody.vehicle is None else custody.vehicle.kind


def away_with(picture: Picture, custody: Custody, to: str) -> int:
    """How many other units of its home are with a town, or offered to it."""
    others = (each for each in picture.custody.values() if each.id != custody.id)
    return sum(each.home == custody.home and _is_away_with(each, to) for each in others)


def too_few(terms: LendingTerms, picture: Picture, custody: Custody) -> TooFew | None:
    """What has to stay at home and would not, if this unit went."""
    kind = kind_of(picture, custody)
    leaving = {e.id for e in picture.custody.values() if e.id != custody.id and _is_leaving(e)}
    for least in terms.minimum_at_home:
        if least.kind not in ("", kind):
            continue
        staying = sum(
            each.id != custody.id
            and each.id not in leaving
            and each.authority.home == each.authority.holder == custody.home
            and each.status is not UnitStatus.out_of_service
            and least.kind in ("", each.kind)
            for each in picture.units.values()
        )
        if staying < least.units:
            return TooFew(least.kind, least.units, staying)
    return None


def _is_leaving(custody: Custody) -> bool:
    """Whether another town has it, or may have it in a moment."""
    is_offered = custody.offer is not None and custody.offer.to != custody.home
    return is_offered or custody.claim.town != custody.home


def _is_away_with(custody: Custody, to: str) -> bool:
    offered_to = custody.offer is not None and custody.offer.to == to
    return offered_to or (custody.claim.town == to and custody.home != to)
