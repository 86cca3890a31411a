"""Nouns: one incident that several towns work, each in its own log, under one number.

Every town that has part in it keeps a row of it: what it says itself, and what it has heard the
others say of themselves. Numbers, yields and leads only grow, so that rows told in any order, and
twice, come to the same (NIMS 2017, "Unified Command"; ICS 207, ICS 209).
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.command import ObjectiveState
from tocsin.terms.codes import Agency, IncidentStatus
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class RegionalStand(StrEnum):
    """How a town stands to a regional incident."""

    asked = "asked"
    joined = "joined"
    declined = "declined"
    left = "left"


class RegionalName(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number under which it is or was known, and the one that took its place, once it did."""

    number: str
    yields_to: str | None = None


class LeadClaim(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which town leads under a number, and at which level it is worked.

    `term` is one more each time the lead passes; `serial` counts changes of level. Only the town
    that leads says the next of either; `is_taken`: two officers took it without the lead's word.
    """

    number: str
    term: int
    town: str
    serial: int = 0
    level: EscalationLevel = EscalationLevel.towns
    is_taken: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """Of two claims under one number the higher holds, in every log."""
        return self.term, not self.is_taken, self.serial, self.town


class RegionalProposal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A town was asked whether an incident of its own (`theirs`, its id or number) is this one;
    None: whether it has part in it without one."""

    town: str
    theirs: str | None = None
    serial: int = 0


class LeadOffer(msgspec.Struct, frozen=True):
    """The lead is offered to a town; `term` is the one that would end by it."""

    to: str
    term: int


class LevelAsk(msgspec.Struct, frozen=True):
    """A town that does not lead raises or lowers; `serial` is the one that would end by it."""

    level: EscalationLevel
    serial: int


class RegionalMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """What another town says of itself, as last heard. `ours` is its own id of the incident;
    number and status are None where it does not tell them, `is_closed` where it has none to close.
    `towns` are those it knows to have part.
    """

    town: str
    stand: RegionalStand
    revision: int = 0
    ours: str | None = None
    number: str | None = None
    status: IncidentStatus | None = None
    is_closed: bool | None = None
    towns: tuple[str, ...] = ()
    offer: LeadOffer | None = None
    accepts: int | None = None
    asks: LevelAsk | None = None
    asked: int = 0
    """Which asking of this town was its last."""


class LeadConflict(msgspec.Struct, frozen=True, omit_defaults=True):
    """A lead ended without its own word: which town lost it, which has it; open until a person
    says what was made of it."""

    number: str
    term: int
    losing: str
    winning: str
    at: datetime
    reason: Words | None = None
    resolution: Words | None = None
    closed_at: datetime | None = None


class LeadTaking(msgspec.Struct, frozen=True):
    """The first of two officers wants the lead without the word of the town that has it."""

    officer: str
    reason: Words
    at: datetime


class ToldCommander(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who commands the own incident: for which agency, since when. Who that is, is told apart, in
    words that somebody gave for it."""

    agency: Agency
    since: datetime
    agency_name: str | None = None


class SharedObjective(msgspec.Struct, frozen=True, omit_defaults=True):
    """An objective that a town sets for all who have part (ICS 202), in words that are theirs to
    read. `objective` is the one of its own incident that it follows, if any."""

    id: str
    text: Words
    priority: ObjectivePriority
    state: ObjectiveState = ObjectiveState.open
    objective: str | None = None


class RegionalIncident(msgspec.Struct, frozen=True, omit_defaults=True):
    """One regional incident in one town's log.

    `id` is its number. `incident` is the town's own, None where it has part without one. What
    stands from `ours` to `objectives` is what it tells of itself: of a restricted incident only
    that it has part, and whether it has closed.
    """

    id: str
    at: datetime
    stand: RegionalStand
    incident: str | None = None
    names: tuple[RegionalName, ...] = ()
    claims: tuple[LeadClaim, ...] = ()
    members: tuple[RegionalMember, ...] = ()
    proposals: tuple[RegionalProposal, ...] = ()
    asked_for: str | None = None
    """Which incident of ours another town takes for this one."""
    revision: int = 0
    towns: tuple[str, ...] = ()
    offer: LeadOffer | None = None
    accepts: int | None = None
    asks: LevelAsk | None = None
    ours: str | None = None
    number: str | None = None
    status: IncidentStatus | None = None
    is_closed: bool | None = None
    commanders: tuple[ToldCommander, ...] = ()
    command_name: str | None = None
    commander_name: Words | None = None
    objectives: tuple[SharedObjective, ...] = ()
    taking: LeadTaking | None = None
    conflicts: tuple[LeadConflict, ...] = ()
    closed_at: datetime | None = None
    reason: Words | None = None

    @property
    def numbers(self) -> frozenset[str]:
        """Every number it has or had."""
        return frozenset(each.number for each in self.names)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The numbers it had before."""
        return tuple(sorted(self.numbers - {self.id}))

    @property
    def claim(self) -> LeadClaim | None:
        """Who leads, and at which level; None while nobody does."""
        return next((each for each in self.claims if each.number == self.id), None)

    @property
    def lead(self) -> str | None:
        """The town that leads."""
        return None if self.claim is None else self.claim.town

    @property
    def level(self) -> EscalationLevel:
        """At which level it is worked."""
        return EscalationLevel.town if self.claim is None else self.claim.level

    @property
    def joined(self) -> tuple[str, ...]:
        """The other towns that have part in it, as heard from themselves."""
        return tuple(e.town for e in self.members if e.stand is RegionalStand.joined)

    @property
    def has_part(self) -> bool:
        """Whether this town has part in it."""
        return self.stand is RegionalStand.joined

    @property
    def parties(self) -> frozenset[str]:
        """The towns that read this row: who has part in it, who is asked, and whom another that
        has part knows to have."""
        asked = [each.town for each in self.proposals]
        vouched = [
            town
            for each in self.members
            if self.has_part and each.stand is RegionalStand.joined
            for town in each.towns
        ]
        return frozenset((*self.joined, *asked, *vouched))

    @property
    def is_over(self) -> bool:
        """Whether every town that has part has closed its own incident; with nothing to close, or
        no part in it, a town holds nothing up. What we are asked is open while anybody asks."""
        if self.stand is RegionalStand.asked:
            return not self.joined
        if not self.has_part:
            return True
        said = [e.is_closed for e in self.members if e.stand is RegionalStand.joined]
        closing = [each for each in (self.is_closed, *said) if each is not None]
        return bool(closing) and all(closing)

    def member(self, town: str) -> RegionalMember | None:
        """What a town says of itself."""
        return next((each for each in self.members if each.town == town), None)

    def with_member(self, member: RegionalMember) -> "RegionalIncident":
        """The same with a town's newest word."""
        others = [each for each in self.members if each.town != member.town]
        members = sorted((*others, member), key=lambda each: each.town)
        return _replace(self, members=tuple(members))


def root_of(names: tuple[RegionalName, ...], number: str) -> str:
    """The number that holds for one of them: where its yields lead; of a circle the lowest."""
    onward = {each.number: each.yields_to for each in names}
    seen: list[str] = []
    while number not in seen:
        seen.append(number)
        after = onward.get(number)
        if after is None:
            return number
        number = after
    return min(seen[seen.index(number) :])


def names_of(*some: tuple[RegionalName, ...]) -> tuple[RegionalName, ...]:
    """All numbers together. A number yields once: of two words the lower."""
    found: dict[str, str | None] = {}
    for names in some:
        for each in names:
            known, said = found.get(each.number), each.yields_to
            found[each.number] = min(known, said) if known and said else known or said
            if said is not None:
                found.setdefault(said, None)
    return tuple(RegionalName(number, yields) for number, yields in sorted(found.items()))


def claims_of(*some: tuple[LeadClaim, ...]) -> tuple[LeadClaim, ...]:
    """Under each number the claim that holds."""
    found: dict[str, LeadClaim] = {}
    for claims in some:
        for each in claims:
            known = found.get(each.number)
            if known is None or known.rank < each.rank:
                found[each.number] = each
    return tuple(claim for _, claim in sorted(found.items()))
