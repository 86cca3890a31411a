"""How a neighbour's units come by the agreement with it, in place of what a command line says.

Where an agreement in force speaks of lending, it decides: which kinds come, automatically or when
asked, at which hours, and what stays at home. A suspended one lends nothing. Without one it is as
whoever runs the town has said.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.app.desk import town_zone
from tocsin.operations.agreements import borrowing_terms
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.agreement import AgreementState, LendingHours, LendingTerms
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour


class Agreed(NamedTuple):
    """What an agreement with a town comes to now; `terms` None: nothing comes."""

    terms: LendingTerms | None

    def of(self, units: tuple[Neighbour, ...], incident: Incident | None) -> tuple[Neighbour, ...]:
        """Those units that come, each as it comes."""
        if self.terms is None:
            return ()
        kinds = self.terms.kinds
        return tuple(
            msgspec.structs.replace(each, aid=_aid(self.terms, each.unit.kind, incident))
            for each in units
            if not kinds or each.unit.kind in kinds
        )

    def keeping(self, lender: Lender) -> Lender:
        """The lender with what it keeps at home by the agreement too: the more of both."""
        if self.terms is None:
            return lender
        keeps = dict(lender.keeps)
        for each in self.terms.minimum_at_home:
            if each.kind:
                keeps[each.kind] = max(keeps.get(each.kind, 0), each.units)
        return msgspec.structs.replace(lender, keeps=keeps)


def agreed_with(own: Picture, code: str, there: Picture, now: datetime) -> Agreed | None:
    """The agreement with a town as it stands now (aware UTC); None: nothing about lending is
    agreed.
    """
    terms = borrowing_terms(own, code)
    if terms is None:
        return Agreed(None) if _is_suspended(own, code) else None
    local = now.astimezone(town_zone(there))
    is_open = not terms.hours or any(_is_within(each, local) for each in terms.hours)
    return Agreed(terms if is_open else None)


def _is_suspended(own: Picture, code: str) -> bool:
    """Whether an agreement under which that town lends is suspended."""
    return any(
        giving.town == code and giving.lending is not None
        for each in own.compacts.values()
        if each.partner == code
        and each.state is AgreementState.suspended
        and each.valid is not None
        for giving in each.valid.content.gives
    )


def _aid(terms: LendingTerms, kind: str, incident: Incident | None) -> Aid:
    """Automatic where the agreement says so of this kind, and in this place."""
    if not terms.is_automatic or (terms.automatic_kinds and kind not in terms.automatic_kinds):
        return Aid.mutual
    if not terms.zones:
        return Aid.automatic
    areas = () if incident is None else incident.place.areas.values()
    return Aid.automatic if any(each in terms.zones for each in areas) else Aid.mutual


def _is_within(span: LendingHours, local: datetime) -> bool:
    """Whether a local time lies in a span; one over midnight belongs to the day it begins on."""
    minute, day = local.hour * 60 + local.minute, local.isoweekday()
    if span.from_min < span.until_min:
        begins = day if span.from_min <= minute < span.until_min else None
    elif minute >= span.from_min:
        begins = day
    else:
        begins = (day - 2) % 7 + 1 if minute < span.until_min else None
    return begins is not None and (not span.days or begins in span.days)
