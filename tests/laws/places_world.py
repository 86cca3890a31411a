"""Towns that keep places at a facility for each other, on paper: the real decisions and folds,
slices that come late or again, restored logs, and who is really in the house.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import msgspec

from tests.laws.lending_world import LendingWorld, Setting, Step
from tests.laws.lots_world import Line, LotsWorld
from tocsin.operations import catalogue, facilities, place_loans, place_use
from tocsin.operations.custody import restored
from tocsin.operations.facilities import GivenCapacity, RegisterFacility, ReportFacility
from tocsin.operations.orders import Command, Event, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import LentPlaces
from tocsin.operations.picture.facility import Capacity
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.place_hearing import HearPlaceLoan, PlaceLoanTold

_replace = msgspec.structs.replace

HOUSE, KEEPER, KIND, TOTAL = "A-HALL", "A", "people", 4
"""The smallest house in which a place can be given away twice."""


class Crowd(NamedTuple):
    """People of one loan on the road, and in the house."""

    road: int = 0
    inside: int = 0


@dataclass
class PlacesWorld(LotsWorld):
    """`own` are the keeper's people in the house, `crowds` those of others, by loan: what is really
    so, whatever any log says."""

    stock: tuple[str, ...] = ()
    own: int = 0
    crowds: dict[str, Crowd] = field(default_factory=dict)
    told_kinds: tuple[str, ...] = ("place_loans",)
    furnishing: tuple[type[Event], ...] = (
        facilities.FacilityRegistered, facilities.FacilityReported,
    )  # fmt: skip

    def __post_init__(self) -> None:
        if self.towns:
            return
        super().__post_init__()
        self.order(KEEPER, RegisterFacility(name="Hall", kind="shelter", id=HOUSE))
        self._report()

    def _furnished(self, town: str) -> Picture:
        """With an agreement that covers places."""
        picture = super()._furnished(town)
        for name in picture.compacts:
            compact = picture.compacts.get(name)
            assert compact is not None
            (version,) = compact.versions
            gives = tuple(
                _replace(each, lending=_replace(each.lending, places=(LentPlaces(KIND, 1_000),)))
                for each in version.content.gives
                if each.lending is not None
            )
            version = _replace(version, content=_replace(version.content, gives=gives))
            compacts = picture.compacts.put(name, _replace(compact, versions=(version,)))
            picture = _replace(picture, compacts=compacts)
        return picture

    def record(self, town: str, events: list[Event]) -> None:  # type: ignore[override]
        """A slice tells a row again only where the neighbour sees that it has changed."""
        life = self.towns[town][-1].name
        known = len(self.told.setdefault((town, life), []))
        super().record(town, events)
        lines = self.told[town, life]
        before = {each.row.id: told_of(each) for each in lines[:known]}
        lines[known:] = [each for each in lines[known:] if before.get(each.row.id) != told_of(each)]

    # what is really so

    def _drive(self, town: str, event: Event) -> None:
        match event:
            case place_use.PeopleSent():
                self._crowd(event.loan, road=event.quantity)
            case place_use.PeopleTurnedBack():
                self._crowd(event.loan, road=-event.quantity)
            case place_use.PeopleTakenIn():
                self._crowd(event.loan, road=-event.quantity, inside=event.quantity)
            case place_use.PeopleLeft():
                self._crowd(event.loan, inside=-event.quantity)

    def _crowd(self, loan: str, road: int = 0, inside: int = 0) -> None:
        before = self.crowds.get(loan, Crowd())
        self.crowds[loan] = Crowd(max(0, before.road + road), before.inside + inside)

    @property
    def inside(self) -> int:
        return sum(each.inside for each in self.crowds.values())

    def capacity(self) -> Capacity:
        house = self.picture(KEEPER).facilities.get(HOUSE)
        found = None if house is None else house.capacity(KIND)
        assert found is not None
        return found

    def loan(self, town: str, loan: str) -> PlaceLoan | None:
        return self.picture(town).place_loans.get(loan)

    def loans(self, town: str) -> list[PlaceLoan]:
        rows = self.picture(town).place_loans
        return [each for name in sorted(rows) if (each := rows.get(name)) is not None]

    # what may happen

    def steps(self) -> list[Step]:
        found = LendingWorld.steps(self)
        opening: list[tuple[str, str, Command]] = []
        for other in self.near(KEEPER):
            opening += [
                ("ask", other, place_loans.AskForPlaces(to=KEEPER, kind=KIND, quantity=2)),
                ("offer", KEEPER, self._offer(other)),
                ("stray", KEEPER, self._stray(other)),
            ]
        if sum(len(self.loans(each)) for each in self.setting.towns) < 8:
            found += [e for kind, town, order in opening for e in self._if_right(kind, town, order)]
        for town in self.setting.towns:
            for each in self.loans(town):
                found += self._loan_steps(town, each)
        if (self.capacity().open or 0) > 0 and self.is_truly_room():
            found.append(Step("own", (), partial(self._own, 1)))
        if self.own:
            found.append(Step("own", (-1,), partial(self._own, -1)))
        return [*found, Step("count", (), self._report)]

    def is_truly_room(self) -> bool:
        """Nobody gets a bed that somebody lies in, whatever is on paper."""
        return self.own + self.inside < TOTAL

    def _offer(self, to: str) -> Command:
        return place_loans.OfferPlaces(to=to, facility=HOUSE, kind=KIND, quantity=2)

    def _stray(self, town: str) -> Command:
        return place_use.TakeInPeople(quantity=1, town=town, facility=HOUSE, kind=KIND)

    def _loan_steps(self, town: str, loan: PlaceLoan) -> list[Step]:
        crowd = self.crowds.get(loan.id, Crowd())
        if town == loan.borrower:
            orders: list[tuple[str, Command]] = [
                ("accept", place_loans.AcceptPlaces(loan=loan.id)),
                ("accept one", place_loans.AcceptPlaces(loan=loan.id, quantity=1)),
                ("back", place_loans.GiveBackPlaces(loan=loan.id)),
                ("back one", place_loans.GiveBackPlaces(loan=loan.id, quantity=1)),
                ("send", place_use.SendPeople(loan=loan.id, quantity=1)),
            ]
            if crowd.road:
                orders.append(("turn", place_use.TurnPeopleBack(loan=loan.id, quantity=1)))
        else:
            keep = place_loans.KeepPlaces(loan=loan.id, facility=HOUSE, quantity=1)
            orders = [("keep", keep), ("decline", self._decline(loan))]
            if crowd.road and self.is_truly_room():
                orders.append(("arrive", place_use.TakeInPeople(loan=loan.id, quantity=1)))
            if crowd.inside:
                orders.append(("leave", place_use.LetPeopleGo(loan=loan.id, quantity=1)))
        return [e for kind, order in orders for e in self._if_right(kind, town, order)]

    def _decline(self, loan: PlaceLoan) -> Command:
        return place_loans.DeclinePlaces(loan=loan.id, because="no_place_free")  # type: ignore[arg-type]

    def _if_right(self, kind: str, town: str, command: Command) -> list[Step]:
        if isinstance(
            catalogue.decide(command, self.picture(town), self.context(town)), Refused
        ) or (kind == "stray" and not self.is_truly_room()):
            return []
        about = (town, str(getattr(command, "loan", "") or ""))
        return [Step(kind, about, partial(self._grant, town, command))]

    def _own(self, more: int) -> None:
        """One of the keeper's own comes or goes, and the house counts."""
        self.own += more
        self._report()

    def _report(self) -> None:
        free = TOTAL - self.own - self.inside
        counted = (GivenCapacity(KIND, total=TOTAL, free=free),)
        self._grant(KEEPER, ReportFacility(facility=HOUSE, capacities=counted))

    def _heard(self, _reader: str, source: str, line: Line) -> Command:
        """The order that the link gives on reading it."""
        return HearPlaceLoan(by=source, told=told_of(line))

    # the invariants

    def broken(self) -> str | None:
        if not self.is_whole():
            return None
        kept, open_places = self.capacity().reserved, self.capacity().open
        there = {"kept": kept, "inside": self.inside, "own": self.own, "open": open_places}
        if sum(each or 0 for each in there.values()) != TOTAL or (open_places or 0) < 0:
            return f"CONSERVATION {there} is not {TOTAL}"
        return self._promises()

    def _promises(self) -> str | None:
        """What a borrower may still send people to, and who is on the road, stands empty for it."""
        for town in self.near(KEEPER):
            for each in self.loans(town):
                road = self.crowds.get(each.id, Crowd()).road if self.is_whole() else 0
                kept = self.loan(KEEPER, each.id)
                reserved = 0 if kept is None else kept.reserved
                if each.unsent + road > reserved:
                    return f"PROMISE {each.id}: {each.unsent}+{road} of {reserved} kept"
        return None

    def healed(self) -> "PlacesWorld":
        own, crowds = self.own, self.crowds
        self.crowds = dict(crowds)
        try:
            after = super().healed()
            assert isinstance(after, PlacesWorld)
            return after
        finally:
            self.own, self.crowds = own, crowds

    def disagree(self) -> str | None:
        """Healed, both logs say the same of each loan, and no promise is forgotten."""
        after = self.healed()
        if any(after._is_unanswered(*ends) for ends in self._ways()):
            return None
        for town in self.near(KEEPER):
            ours = {each.id: _counts(each) for each in after.loans(KEEPER) if each.borrower == town}
            theirs = {each.id: _counts(each) for each in after.loans(town)}
            if ours != theirs:
                return f"AGREEMENT {KEEPER} says {ours}, {town} says {theirs}"
        return after._promises()


def told_of(line: Line) -> PlaceLoanTold:
    """What a neighbour sees of a row."""
    assert isinstance(line.row, PlaceLoan)
    names = PlaceLoanTold.__struct_fields__
    return PlaceLoanTold(**{name: getattr(line.row, name) for name in names})


def _counts(loan: PlaceLoan) -> tuple[object, ...]:
    """What both logs count; who said it in which life is each log's own."""
    keeper, borrower = loan.keeper_says, loan.borrower_says
    kept = (keeper.granted, keeper.taken_back, keeper.arrived, keeper.left)
    taken = (borrower.accepted, borrower.refused, borrower.given_back)
    return kept, taken, (borrower.sent, borrower.turned)


PLACE_SETTINGS = (
    Setting("one house, two towns", fleet=(), rewinds=3),
    Setting("one house, two borrowers", "ABC", ("AB", "AC"), fleet=(), rewinds=2),
    Setting("a house under a restore", fleet=(), restores=1),
    Setting("two houses' worth of restores", "ABC", ("AB", "AC"), fleet=(), restores=2),
)

Make = Callable[[Setting], PlacesWorld]


def is_restored(world: PlacesWorld, town: str) -> bool:
    """Whether the town's log was ever put back."""
    return restored(world.picture(town)) is not None
