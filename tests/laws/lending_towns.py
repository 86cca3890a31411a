"""What there is where towns lend each other units, on paper: their logs under the real decisions
and folds, and the crews, which answer as they should. Nothing here knows who is right.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec

from tests.laws import lending_teams
from tests.operations.story import MORNING, Told
from tocsin.operations import (
    catalogue,
    custody,
    units,
)
from tocsin.operations.orders import Command, Context, Event, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
    Giving,
    LendingTerms,
    Party,
    Signature,
)
from tocsin.operations.picture.custody import Custody, Epoch, holds
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour
from tocsin.terms.words import Words

FIRST_UNIT = "A-E12"


class Register(NamedTuple):
    """What a crew carries in its tablet and on its card."""

    epoch: Epoch
    told_by: str
    listens_to: str


class Stated(NamedTuple):
    """One recorded fact."""

    event: Event
    stamp: Told


@dataclass
class Life:
    """One life of a town's log: a later one begins at a restore."""

    name: str
    facts: list[Stated]
    picture: Picture


@dataclass(frozen=True)
class Setting:
    """Which towns, who reads whom, whose units, and what may go wrong, how often."""

    name: str
    towns: str = "AB"
    links: tuple[str, ...] = ("AB",)
    fleet: tuple[str, ...] = (FIRST_UNIT,)
    overrides: int = 0
    restores: int = 0
    losses: int = 0
    rewinds: int = 2
    left_outs: int = 0
    adoptions: int = 0
    sub_lends: bool = False
    team: bool = False


class Step(NamedTuple):
    """Something that may happen now: its kind, what it is about, and the doing of it."""

    kind: str
    about: tuple[object, ...]
    do: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(map(str, self.about))}"


def lent_each_other(one: str, other: str) -> Compact:
    """An agreement of two towns to lend each other anything, signed and in force."""
    towns = tuple(sorted((one, other)))
    name = "-".join(towns)
    text = AgreementText(
        name, AgreementKind.mutual_aid, 1, name, (Party(towns[0], towns[0]), Party(towns[1], "")),
        tuple(Giving(each, lending=LendingTerms(may_sub_lend=True)) for each in towns),
    )  # fmt: skip
    signatures = tuple(
        Signature(each, "", "", Words(f"person/{each}", sealed=b"0"), "chief", MORNING, "")
        for each in towns
    )
    version = AgreementVersion("0" * 64, 1, "", text, one, MORNING, signatures=signatures)
    return Compact(name, other, AgreementState.in_force, (version,), version.digest)


@dataclass
class LendingTowns:
    """A bounded setting. `obeys` is how a crew compares epochs: rule 2."""

    setting: Setting
    towns: dict[str, list[Life]] = field(default_factory=dict)
    crews: dict[str, Register | None] = field(default_factory=dict)
    cursors: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    held: dict[str, set[tuple[str, Epoch]]] = field(default_factory=dict)
    could_order: dict[str, set[tuple[str, Epoch]]] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    answered: set[tuple[str, str, Register]] = field(default_factory=set)
    keepers: dict[str, str] = field(default_factory=dict)
    """Which town the crew of a guest that was kept listens to, under an id of that town."""
    kept: set[tuple[str, str]] = field(default_factory=set)
    asked: int = 0
    trail: list[str] = field(default_factory=list)
    fences: bool = True
    lost_obeys_anybody: bool = False
    hears_lower: bool = False
    hears_equal: bool = False
    fences_safety: bool = False
    asks_neighbours: bool = True
    asks_crew: bool = True
    second_officer: str = "p-second"
    more_steps: tuple[Callable[[Any], list["Step"]], ...] = ()

    def __post_init__(self) -> None:
        if self.towns:
            return
        for town in self.setting.towns:
            self.towns[town] = [Life("", [], self._furnished(town))]
        for unit in self.setting.fleet:
            home = unit[0]
            self.order(home, units.RegisterUnit(call_sign=unit[2:], kind="engine"))
            register = Register(Epoch(1, 0), home, home)
            self.crews[unit] = register
            self.held[unit] = {(home, Epoch(1, 0))}
            self.could_order[unit] = {(home, Epoch(1, 0))}
        if self.setting.team:
            lending_teams.formed(self)

    def _furnished(self, town: str) -> Picture:
        picture = Picture()
        for other in self.near(town):
            neighbour = Neighbour(other, LinkStanding.joined, MORNING, joined_at=MORNING)
            compact = lent_each_other(town, other)
            picture = msgspec.structs.replace(
                picture,
                neighbours=picture.neighbours.put(other, neighbour),
                compacts=picture.compacts.put(compact.id, compact),
            )
        return picture

    def near(self, town: str) -> tuple[str, ...]:
        """Who reads this town and is read by it."""
        return tuple(sorted(pair.replace(town, "") for pair in self.setting.links if town in pair))

    # the real thing

    def picture(self, town: str) -> Picture:
        return self.towns[town][-1].picture

    def custody(self, town: str, unit: str) -> Custody:
        found = custody.custody_of(self.picture(town), unit, unit[0])
        assert found is not None
        return found

    def context(self, town: str, actor: str = "p-officer") -> Context:
        now = MORNING + timedelta(seconds=self.asked)
        return Context(
            code=town, now=now, occurred_at=now, command_id=f"c{self.asked}", actor=actor,
            number_key=b"a secret of this town",
        )  # fmt: skip

    def order(self, town: str, command: Command, actor: str = "p-officer") -> Refused | None:
        """Give an order to a town; what it causes is in its log. None where it was granted."""
        self.asked += 1
        life = self.towns[town][-1]
        context = self.context(town, actor)
        decided = catalogue.decide(command, life.picture, context)
        if isinstance(decided, Refused):
            return decided
        self.record(town, decided)
        return None

    def record(self, town: str, events: Iterable[Event]) -> None:
        life = self.towns[town][-1]
        for event in events:
            at = MORNING + timedelta(seconds=self.asked)
            stamp = Told(len(life.facts) + 1, at, at)
            life.facts.append(Stated(event, stamp))
            life.picture = catalogue.evolve(life.picture, event, stamp)
        for unit in self.setting.fleet:
            self._witness(town, unit)

    def _witness(self, town: str, unit: str) -> None:
        """Every order that was ever allowed is taken to be still on the air."""
        if unit not in self.could_order:
            return
        found = self.custody(town, unit)
        if holds(found, town):
            self.held[unit].add((town, found.claim.epoch))
        under = self.orders_under(town, unit)
        if under is not None:
            self.could_order[unit].add((town, under))

    def orders_under(self, town: str, unit: str) -> Epoch | None:
        """The epoch that an assignment by this town would carry; None where its own code refuses
        one."""
        picture, context = self.picture(town), self.context(town)
        found = units.find_unit(picture, unit, context)
        if isinstance(found, units.UnitRefusal):
            return None
        if units.no_assignment(picture, unit, context) is not None:
            return None
        return Epoch(found.authority.generation, found.authority.hop)

    # crews

    def hears(self, unit: str, epoch: Epoch, to: str, told_by: str) -> Register | None:
        """The crew's answer to "ready for this epoch, listen to that town": what it carries then;
        None where it refuses."""
        register, asked = self.crews[unit], Register(epoch, told_by, to)
        if register is None:
            is_home = told_by == unit[0] == to
            return asked if is_home or self.lost_obeys_anybody else None
        if self.hears_lower or (self.hears_equal and epoch == register.epoch):
            return asked
        return asked if epoch > register.epoch or asked == register else None

    def obeys(self, unit: str, epoch: Epoch) -> bool:
        """Whether the crew takes a normal order under this epoch."""
        register = self.crews[unit]
        if not self.fences:
            return True
        if register is None:
            return self.lost_obeys_anybody
        return epoch >= register.epoch
