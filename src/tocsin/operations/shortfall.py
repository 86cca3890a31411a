"""What the run card asks for against what is assigned: the board's "2/3".

Source: NIMS resource typing (a resource of type 1 serves where type 2 is asked for); NFPA 1710
Table of initial assignments. Pure advice: nothing here decides.
"""

import msgspec

from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.plan import Card, Need
from tocsin.operations.picture.unit import Capability
from tocsin.operations.plans import card_for, plan_for


class Coverage(msgspec.Struct, frozen=True, gc=False):
    """One need of a card and how much of it is assigned."""

    need: Need
    assigned: int

    @property
    def missing(self) -> int:
        """How many are still to be found."""
        return self.need.quantity - self.assigned


class Shortfall(msgspec.Struct, frozen=True):
    """A card's needs and skills against the units assigned, in the card's order."""

    card: Card
    needs: tuple[Coverage, ...]
    skills: tuple[Coverage, ...]

    @property
    def assigned(self) -> int:
        """Resources assigned that the card asks for: the 2 of "2/3"."""
        return sum(each.assigned for each in self.needs)

    @property
    def needed(self) -> int:
        """Resources the card asks for: the 3 of "2/3"."""
        return sum(each.need.quantity for each in self.needs)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing, skills included."""
        return all(each.missing == 0 for each in (*self.needs, *self.skills))


def shortfall(picture: Picture, incident: Incident) -> Shortfall | None:
    """Needs of the incident's card against its working units; None where no card applies.

    The card is that of the plan version the incident runs under at the level taken; before a plan
    is started, that of the plan which fits closest.
    """
    card = _card(picture, incident)
    if card is None:
        return None
    units = [found for each in incident.units if (found := picture.units.get(each)) is not None]
    return coverage(card, units)


def _card(picture: Picture, incident: Incident) -> Card | None:
    run = picture.runs.get(incident.id)
    if run is not None and run.stopped_at is None:
        shelf = picture.plans.get(run.plan)
        plan = None if shelf is None else shelf.version(run.version)
        return None if plan is None else card_for(plan.content, incident, run.level)
    match = plan_for(picture, incident)
    return None if match is None else match.card


def coverage(card: Card, units: list[Unit]) -> Shortfall:
    """The most needs these units can fill together; earlier needs of the card come first."""
    slots = [need for need in card.needs for _ in range(need.quantity)]
    filled = _match(slots, units)
    needs, at = [], 0
    for need in card.needs:
        needs.append(Coverage(need, sum(filled[at : at + need.quantity])))
        at += need.quantity
    skills = tuple(
        Coverage(each, min(each.quantity, sum(offers(unit, each) for unit in units)))
        for each in card.skills
    )
    return Shortfall(card, tuple(needs), skills)


def _match(slots: list[Need], units: list[Unit]) -> list[bool]:
    """Which slots can be filled, each unit at most as often as it brings pieces (augmenting paths,
    Kuhn).
    """
    pieces = [
        (unit, piece)
        for unit in units
        for piece in range(max((each.quantity for each in capabilities(unit)), default=1))
    ]
    holder: list[int | None] = [None] * len(pieces)

    def place(slot: int, tried: set[int]) -> bool:
        for index, (unit, piece) in enumerate(pieces):
            if index in tried or offers(unit, slots[slot]) <= piece:
                continue
            tried.add(index)
            held = holder[index]
            if held is None or place(held, tried):
                holder[index] = slot
                return True
        return False

    return [place(slot, set()) for slot in range(len(slots))]


def capabilities(unit: Unit) -> tuple[Capability, ...]:
    """What a unit brings; its kind counts as one of that kind of unknown type, where nothing says
    more.
    """
    if any(each.kind == unit.kind for each in unit.capabilities):
        return unit.capabilities
    return (*unit.capabilities, Capability(unit.kind))


def offers(unit: Unit, need: Need) -> int:
    """How many of what is needed one unit brings."""
    return max((each.quantity for each in capabilities(unit) if _serves(each, need)), default=0)


def _serves(capability: Capability, need: Need) -> bool:
    if capability.kind != need.kind:
        return False
    return need.type is None or (capability.type is not None and capability.type <= need.type)
