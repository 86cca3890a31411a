"""A small invented town for the laws of sight: real orders, given at random, and everybody
watching.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.operations.story import MORNING, Told
from tocsin.access import Cause, Viewer, audience, crew, partner, person
from tocsin.geo.places import Point
from tocsin.operations import (
    catalogue,
    crews,
    facilities,
    incident,
    officers,
    units,
)
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.unit import Seat
from tocsin.terms.codes import Priority, Role

INSIDE = [role for role in Role if role not in (Role.partner, Role.public, Role.importer)]
PEOPLE = [*(f"p-{role}" for role in INSIDE), "p-dispatcher-2", "p-crew-2"]
UNITS = ["PE-E1", "PE-E2", "PE-M1"]
PARTNERS = ["KW", "RB"]
VIEWERS: list[Viewer] = [
    *(person(each) for each in PEOPLE),
    person("p-nobody"),
    crew("PE-E1"),
    crew("PE-M1"),
    *(partner(each) for each in PARTNERS),
    audience(),
    audience("press"),
]
NEAR, FAR = Point(50_000_000, 1_000_000), Point(50_400_000, 1_400_000)

Order = tuple[str, Command]


@dataclass
class Town:
    """One town; `give` decides an order and records what follows, whoever gives it."""

    picture: Picture = field(default_factory=Picture)
    position: int = 0
    happened: list[tuple[Picture, Picture, Cause]] = field(default_factory=list)

    def give(self, actor: str, command: Command) -> bool:
        """Whether it was granted. Each event is a step of its own in `happened`."""
        at = MORNING + timedelta(seconds=self.position)
        context = Context(
            code="PE",
            now=at,
            occurred_at=at,
            command_id=f"c{self.position}",
            actor=actor,
            number_key=b"a key for laws",
        )
        decision = catalogue.decide(command, self.picture, context)
        if isinstance(decision, Refused):
            return False
        for event in decision:
            self.position += 1
            stamp = Told(self.position, at, at, actor=actor)
            before, self.picture = self.picture, catalogue.evolve(self.picture, event, stamp)
            cause = Cause(catalogue.NAMES[type(event)], at, at, actor)
            self.happened.append((before, self.picture, cause))
        return True

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.position)

    def incident(self, n: int) -> str:
        found = list(self.picture.incidents)
        return found[n % len(found)] if found else "PE-none"

    def report(self, n: int) -> str:
        found = list(self.picture.reports)
        return found[n % len(found)] if found else "PE-none"


def ellery() -> Town:
    """The town as it stands before the morning's work."""
    town = Town()
    for role in INSIDE:
        _must(town, officers.RegisterPerson(id=f"p-{role}", name=f"Name of {role}", roles=(role,)))
    for twin in ("dispatcher", "crew"):
        _must(town, officers.RegisterPerson(id=f"p-{twin}-2", name="Twin", roles=(twin,)))
    _must(town, units.AddStation(id="ST1", name="Quay", point=NEAR))
    _must(town, units.AddStation(id="ST2", name="Hill", point=FAR))
    for unit in UNITS:
        sign = unit.removeprefix("PE-")
        kind = "ambulance" if sign[0] == "M" else "engine"
        _must(town, units.RegisterUnit(call_sign=sign, kind=kind, station="ST1"))
    _must(town, crews.CrewUnit(unit="PE-E1", seats=(Seat("p-crew", "officer"),), count=4))
    _must(town, facilities.RegisterFacility(name="Harbour hospital", kind="hospital"))
    open_two(town)
    town.happened.clear()
    return town


def open_two(town: Town) -> None:
    """Two incidents, one near the border and one far from it."""
    for n in range(2):
        order = open_incident(town, n, n)
        assert order is not None
        _must(town, order[1])


def _must(town: Town, command: Command) -> None:
    assert town.give("system/test", command), command


def open_incident(town: Town, a: int, b: int) -> Order | None:
    if len(town.picture.incidents) >= 4:
        return None
    place = incident.GivenPlace(
        words=f"words of place {a}",
        label=f"Street {b}",
        point=NEAR if a % 2 else FAR,
        areas={"district": f"B0{b % 3}"},
    )
    kind = ("fire.structure", "medical.overdose", "police.assault")[b % 3]
    return "p-call_taker", incident.OpenIncident(
        type=kind, place=place, summary=f"summary {a} {b}", priority=Priority(1 + a % 4)
    )
