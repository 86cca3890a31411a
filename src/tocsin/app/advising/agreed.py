"""How a neighbour's units come by the agreement with it, in place of what a command line says.

Where an agreement in force speaks of lending, it decides: which kinds come, automatically or when
asked, at which hours, and what stays at home. A suspended one lends nothing. Without one it is as
whoever runs the town has said.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.operations.agreed_lending import AgreedLending, borrows, local_time
from tocsin.operations.agreed_parts import lends_units
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.agreement import AgreementState, LendingTerms
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour


class Agreed(NamedTuple):
    """What an agreement with a town comes to now; `lent` None: nothing comes."""

    lent: AgreedLending | None

    def of(self, units: tuple[Neighbour, ...], incident: Incident | None) -> tuple[Neighbour, ...]:
        """Those units that come, each as it comes."""
        lent = self.lent
        if lent is None or (incident is not None and not lent.reaches(incident.place.point)):
            return ()
        return tuple(
            msgspec.structs.replace(each, aid=_aid(lent.terms, each.unit.kind, incident))
            for each in units
            if lent.covers(each.unit.kind)
        )

    def keeping(self, lender: Lender) -> Lender:
        """The lender with what it keeps at home by the agreement too: the more of both."""
        if self.lent is None:
            return lender
        keeps = dict(lender.keeps)
        for each in self.lent.terms.minimum_at_home:
            if each.kind:
                keeps[each.kind] = max(keeps.get(each.kind, 0), self.lent.stays(each.kind))
        return msgspec.structs.replace(lender, keeps=keeps)


def agreed_with(own: Picture, code: str, there: Picture, now: datetime) -> Agreed | None:
    """The agreement with a town as it stands now (aware UTC); None: nothing about lending is
    agreed.
    """
    lent = borrows(own, code)
    if lent is None:
        return Agreed(None) if _is_suspended(own, code) else None
    return Agreed(lent if lent.is_open(local_time(there, now)) else None)


def _is_suspended(own: Picture, code: str) -> bool:
    """Whether an agreement under which that town lends units is suspended."""
    return any(
        giving.town == code and giving.lending is not None and lends_units(giving.lending)
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
