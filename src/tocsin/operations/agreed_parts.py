"""The parts of which an agreement speaks, and what those in force with one town say together.

Each part is agreed apart: the units that a town lends, its stock by kind, its places by kind, the
calls that it passes, what it shows by kind of subject, each level of the escalation path. Several
agreements with one town stand beside each other as long as no two of them speak of the same part.

Source: NIMS (2017) §II.B (mutual aid agreements and compacts).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
    Giving,
    LendingTerms,
    LentPlaces,
    LentStock,
)

SHELTER, PEOPLE = "shelter", "people"
ANY_FACILITY = ""


class Agreed(StrEnum):
    """Of what an agreement may speak."""

    sight = "sight"
    units = "units"
    stock = "stock"
    places = "places"
    calls = "calls"
    escalation = "escalation"


class Part(NamedTuple):
    """One of them: by which town it is given ("" for what both have), of which kind (a kind of
    subject, of stock, of places; a level), and how that is counted or at which facilities it is."""

    what: Agreed
    town: str = ""
    kind: str = ""
    of: str = ""

    def is_same(self, other: "Part") -> bool:
        """Whether two agreements that speak of these speak of the same. Places at any facility are
        those at each."""
        if self[:3] != other[:3]:
            return False
        is_any = self.what is Agreed.places and ANY_FACILITY in (self.of, other.of)
        return is_any or self.of == other.of


def lends_units(terms: LendingTerms) -> bool:
    """Whether terms speak of units: they name kinds, say anything of units, or say nothing of
    stock and places, and so lend every kind."""
    says = terms.kinds or terms.minimum_at_home or terms.may_sub_lend or terms.is_automatic
    if says or terms.most_units is not None:
        return True
    return not (terms.stock or terms.places or terms.shelter_places)


def rows_of(terms: LendingTerms) -> tuple[LentPlaces, ...]:
    """All places that are lent; those of an older text as they are said now."""
    if not terms.shelter_places:
        return terms.places
    return (*terms.places, LentPlaces(PEOPLE, terms.shelter_places, SHELTER))


def parts_of(content: AgreementText) -> tuple[Part, ...]:
    """Of what a text speaks, each part once."""
    return tuple(dict.fromkeys(_parts(content)))


def _parts(content: AgreementText) -> Iterator[Part]:
    for giving in content.gives:
        town = giving.town
        for shown in () if giving.sight is None else giving.sight.fields:
            yield Part(Agreed.sight, town, shown.kind)
        if giving.lending is not None:
            yield from _lent(town, giving.lending)
        if giving.calls is not None:
            yield Part(Agreed.calls, town)
    for step in content.escalation:
        yield Part(Agreed.escalation, kind=step.level)


def _lent(town: str, terms: LendingTerms) -> Iterator[Part]:
    if lends_units(terms):
        yield Part(Agreed.units, town)
    for stock in terms.stock:
        yield Part(Agreed.stock, town, stock.kind, stock.unit)
    for places in rows_of(terms):
        yield Part(Agreed.places, town, places.kind, places.facility)


def shared(one: AgreementText, other: AgreementText) -> Part | None:
    """The first part of one text of which the other speaks as well; None where there is none."""
    said = parts_of(other)
    return next((each for each in parts_of(one) if any(each.is_same(e) for e in said)), None)


class SaidElsewhere(NamedTuple):
    """A part of which another agreement with the same town speaks already."""

    agreement: str
    part: Part


def said_elsewhere(
    picture: Picture, found: Compact, content: AgreementText, own: str
) -> SaidElsewhere | None:
    """What of a text is said in another agreement with the partner: in force, suspended, or signed
    here and waiting for the partner."""
    for _, other in sorted(picture.compacts.items()):
        if other.id == found.id or other.partner != found.partner:
            continue
        for version in other.versions:
            is_valid = version.digest == other.in_force
            is_pending = version.number > other.over_number and version.signed_by(own) is not None
            if not is_valid and not is_pending:
                continue
            part = shared(content, version.content)
            if part is not None:
                return SaidElsewhere(other.id, part)
    return None


# what holds, for others to ask


def in_force_with(picture: Picture, partner: str) -> tuple[AgreementVersion, ...]:
    """The versions in force with a town and not suspended, by the agreement's id."""
    found = [
        (each.id, each.valid)
        for each in picture.compacts.values()
        if each.partner == partner and each.state is AgreementState.in_force
    ]
    return tuple(valid for _, valid in sorted(found, key=lambda each: each[0]) if valid is not None)


def givings(picture: Picture, partner: str, *, is_own: bool) -> tuple[Giving, ...]:
    """What is given by the agreements in force with a town: by this town (`is_own`) or by the
    partner; none: nothing is agreed, or it is suspended."""
    return tuple(
        giving
        for version in in_force_with(picture, partner)
        for giving in version.content.gives
        if (giving.town != partner) is is_own
    )


def stock_lent(picture: Picture, partner: str) -> tuple[LentStock, ...]:
    """What stock this town lends a partner, by all agreements in force."""
    lent = (each.lending for each in givings(picture, partner, is_own=True))
    return tuple(row for terms in lent if terms is not None for row in terms.stock)


def places_lent(picture: Picture, partner: str, *, is_own: bool) -> tuple[LentPlaces, ...]:
    """What places this town (`is_own`) or the partner lends, by all agreements in force."""
    lent = (each.lending for each in givings(picture, partner, is_own=is_own))
    return tuple(row for terms in lent if terms is not None for row in rows_of(terms))
