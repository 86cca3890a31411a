"""What sight costs: events a second at 1, 20 and 100 sight classes; a policy change at 50,000
subjects.

    python -m benchmarks.p17_slices [--subjects 50000] [--events 3000]

Each class is a reader of its own role, crew, partner or audience; encoding and hashing included.
"""

import argparse
import random
import sys
import time
from datetime import UTC, datetime, timedelta

import msgspec

from tocsin.access import Cause, SliceBoard, Viewer, audience, crew, partner, person
from tocsin.geo.places import Point
from tocsin.operations import catalogue
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import GivenPlace, OpenIncident, RetypeIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Context, Refused
from tocsin.operations.picture import KINDS, Picture
from tocsin.operations.picture.policy import FieldGrant, FieldRow, KindFields
from tocsin.operations.policy import AdoptAccess, AgreeSharing, SetPublicPolicy
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.operations.units import RegisterUnit, ReportPosition
from tocsin.terms.codes import Role
from tocsin.terms.words import Words

START = datetime(2026, 1, 5, tzinfo=UTC)
INSIDE = [r for r in Role if r not in (Role.partner, Role.public, Role.importer, Role.crew)]
INCIDENTS, UNITS = 4_000, 400
TICK_OF = 75
"""Events in a tick of 250 ms at 300 events a second (P10)."""


class Stamped(msgspec.Struct, frozen=True):
    """A record's stamp."""

    position: int
    recorded_at: datetime
    occurred_at: datetime
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    command_id: str = ""
    actor: str = "BM-p0"
    on_behalf_of: str | None = None


class Mill:
    """Orders in, events folded; each step is kept when somebody wants to replay it to a board."""

    def __init__(self) -> None:
        self.picture = Picture().drafted()
        self.position = 0
        self.steps: list[tuple[Picture, Picture, Cause]] = []
        self.is_kept = False

    def give(self, command: Command) -> None:
        """Decide and fold; a refusal is nothing that happened."""
        self.position += 1
        at = START + timedelta(seconds=self.position)
        context = Context(
            code="BM",
            now=at,
            occurred_at=at,
            command_id=f"c{self.position}",
            actor="BM-p0",
            number_key=b"benchmark",
        )
        decision = catalogue.decide(command, self.picture, context)
        for event in [] if isinstance(decision, Refused) else decision:
            before = self.picture
            stamp = Stamped(self.position, at, at)
            self.picture = catalogue.evolve(before, event, stamp)
            if self.is_kept:
                name = catalogue.NAMES[type(event)]
                self.steps.append((before, self.picture, Cause(name, at, at, "BM-p0")))


def town(subjects: int, rng: random.Random) -> Mill:
    """A region: 4,000 open incidents, 400 units, and people up to the number of subjects."""
    mill = Mill()
    for n in range(UNITS):
        mill.give(RegisterUnit(call_sign=f"E{n}", kind="engine"))
    for n in range(INCIDENTS):
        point = Point(50_000_000 + rng.randrange(400_000), 1_000_000 + rng.randrange(400_000))
        place = GivenPlace(words=f"door {n}", point=point, areas={"district": f"B{n % 40}"})
        mill.give(OpenIncident(type=f"fire.t{n % 20}", place=place, summary=f"summary {n}"))
    for n in range(subjects - UNITS - INCIDENTS):
        # a handle is looked for among all: past the readers, people have none
        mill.give(RegisterPerson(id=f"BM-p{n}", name=f"Name {n}", roles=(INSIDE[n % len(INSIDE)],)))
    border = Point(50_200_000, 1_200_000)
    fields = (KindFields("incidents", ("id", "status", "place", "responses", "type")),)
    for code in ("P0", "P1", "P2"):
        mill.give(AgreeSharing(partner=code, fields=fields, border=border, radius_m=8_000))
    shown = (KindFields("incidents", ("number", "type~group", "place~coarse", "status")),)
    mill.give(SetPublicPolicy(fields=shown, step_udeg=5_000))
    for n, incident in enumerate(list(mill.picture.incidents)[:20]):
        mill.give(RestrictIncident(incident=incident, need_to_know=(f"BM-p{n}",)))
    mill.picture = mill.picture.settled()
    return mill


def viewers(count: int) -> list[Viewer]:
    """So many readers, each of a class of its own."""
    first = [person(f"BM-p{n + 200}") for n in range(len(INSIDE))]
    outside = [*(partner(f"P{n}") for n in range(3)), audience()]
    crews = [crew(f"BM-E{n}") for n in range(200)]
    return [*first, *outside, *crews][:count]


def morning(mill: Mill, events: int, rng: random.Random) -> None:
    """Work on the incidents: dispatch, status, positions, remarks."""
    mill.is_kept = True
    incidents = list(mill.picture.incidents)
    while len(mill.steps) < events:
        unit, incident = f"BM-E{rng.randrange(UNITS)}", rng.choice(incidents)
        for command in (
            DispatchUnit(unit=unit, incident=incident),
            ReportEnRoute(unit=unit),
            ReportPosition(unit=unit, point=Point(50_100_000 + rng.randrange(9_000), 1_100_000)),
            AddRemark(subject=f"incident/{incident}", text="engine reports smoke showing"),
            ReportOnScene(unit=unit),
            RetypeIncident(incident=incident, type=f"fire.t{rng.randrange(99)}"),
            ClearUnit(unit=unit),
        ):
            mill.give(command)
    mill.is_kept = False


def spoken(value: object) -> object:
    """Words as they leave for a reader that may read them."""
    assert isinstance(value, Words)
    return value.text


def replay(mill: Mill, count: int, tick_of: int) -> tuple[float, int, int]:
    """(events a second, deltas' ticks sent, bytes sent) for so many classes."""
    board = SliceBoard(mill.steps[0][0], speak=spoken, kept_ticks=10)
    for n, viewer in enumerate(viewers(count)):
        board.join(viewer, f"s{n}", START)
    assert len(board.followers()) == count, "each reader is a class of its own"
    ticks = size = 0
    begun = time.perf_counter()
    for n, (before, after, cause) in enumerate(mill.steps, 1):
        board.collect(before, after, cause)
        if n % tick_of == 0 or n == len(mill.steps):
            for _, sent in board.flush(START + timedelta(seconds=n)):
                ticks, size = ticks + 1, size + len(sent)
    return len(mill.steps) / (time.perf_counter() - begun), ticks, size


def policy_change(mill: Mill, count: int) -> tuple[float, float, int]:
    """(seconds to open all, seconds of the tick after a changed table, bytes of that tick)."""
    board = SliceBoard(mill.picture, speak=spoken, kept_ticks=10)
    begun = time.perf_counter()
    for n, viewer in enumerate(viewers(count)):
        board.join(viewer, f"s{n}", START)
    opened = time.perf_counter() - begun
    before = mill.picture
    rows = tuple(
        FieldRow("incidents", role, (FieldGrant(("id", "status")),))
        for role in (*INSIDE, Role.crew)
    )
    rules = before.access.get("access")
    mill.give(AdoptAccess(fields=rows, after=rules.version if rules else 0))
    board.collect(before, mill.picture, Cause("access_adopted.1", START, START, "BM-p0"))
    begun = time.perf_counter()
    sent = board.flush(START)
    return opened, time.perf_counter() - begun, sum(len(each) for _, each in sent)


def main(arguments: list[str]) -> int:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=50_000)
    parser.add_argument("--events", type=int, default=3_000)
    options = parser.parse_args(arguments)
    rng = random.Random(17)
    mill = town(options.subjects, rng)
    morning(mill, options.events, rng)
    subjects = sum(len(getattr(mill.picture, kind)) for kind in KINDS)
    print(f"{subjects:,} subjects, {len(mill.steps):,} events\n")
    print("| classes | tick of | events/s | kB sent per 1,000 events |")
    print("|---:|---:|---:|---:|")
    for count in (1, 20, 100):
        for tick_of in (1, TICK_OF):
            rate, _, size = replay(mill, count, tick_of)
            print(
                f"| {count} | {tick_of} | {rate:,.0f} | {size / len(mill.steps):,.0f} |", flush=True
            )
    print("\n| classes | open all, s | tick after a policy change, s | kB sent |")
    print("|---:|---:|---:|---:|")
    for count in (1, 20):
        opened, changed, size = policy_change(mill, count)
        print(f"| {count} | {opened:.2f} | {changed:.2f} | {size / 1000:,.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
