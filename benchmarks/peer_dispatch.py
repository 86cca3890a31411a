"""Advice in a region of five towns and 400 units on a million pieces of road, warm, one question
after another; and all calls at once, beside the nearest free unit for each need in turn, of the
same units over the same roads. Processor time: the machine has other work.
"""

from functools import partial

import msgspec
import numpy as np

from benchmarks.measuring import against, asked, cpu_of, scratch, table
from benchmarks.peer_routing import multiplied
from benchmarks.region import NOW, Region, region, with_calls
from tests.needs import reference_folder
from tocsin.app.advising.warming import stands_of
from tocsin.app.ground.asked import Asked
from tocsin.app.ground.importing import imported
from tocsin.app.ground.network_files import network_of
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.planners.dispatch.advice import Reason
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.candidates import Candidate, candidates
from tocsin.planners.dispatch.costs import UNKNOWN
from tocsin.planners.dispatch.ground import I64, NEVER_MS
from tocsin.planners.dispatch.jointly import advise_all
from tocsin.planners.dispatch.laying import ask
from tocsin.planners.dispatch.nearest import nearest
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach

EXTRACT = "portland-central-filtered.osm.pbf"
ACROSS, JOINS = 8, 12
P95_MS, JOINTLY_MS, CALLS = 100, 300, 40


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    with scratch() as folder:
        imported(Asked((reference_folder() / "data" / "osm" / EXTRACT,), folder / "ground"))
        network = network_of(folder / "ground")
        multiplied(network, 10 if is_quick else 67, folder / "roads", ACROSS, JOINS)
        measure(region(folder / "roads"), 10 if is_quick else 100)


def measure(place: Region, questions: int) -> None:
    """Both tables."""
    picture = with_calls(place.picture, place.spots, max(questions, CALLS), 3)

    def question(number: int) -> Question:
        return Question(
            incident=f"A-call{number}", code="A", now=NOW, position=1, policy=SHIPPED["coverage"],
            neighbours=place.neighbours, lenders=place.lenders, turnouts=place.turnouts,
        )  # fmt: skip

    because = Reason("planner_failed", False)
    ours, theirs, filled = [], [], np.zeros(2, np.int64)
    grown(place)
    for number in range(questions):
        advise(picture, place.ground, question(number), 9)
    for number in range(questions):
        advice, seconds = cpu_of(partial(advise, picture, place.ground, question(number), 9))
        ours.append(1000 * seconds)
        peer, seconds = cpu_of(partial(nearest, picture, question(number), because))
        theirs.append(1000 * seconds)
        for at, each in enumerate((advice, peer)):
            filled[at] += len(each.needs) - len(each.options[0].missing if each.options else ())
    rows = []
    for name, took, full in (
        ("advice", ours, filled[0]), ("nearest in turn, no roads", theirs, filled[1])
    ):  # fmt: skip
        p50, p95 = np.percentile(took, (50, 95))
        rows.append((name, float(p50), float(p95), int(full)))
    table(f"one of {questions} calls", ("planner", "p50 ms", "p95 ms", "needs filled"), rows)
    print(f"p95 target {P95_MS} ms: {against(rows[0][2], P95_MS, at_most=True)}")
    names = tuple(f"A-call{number}" for number in range(CALLS))
    close = msgspec.structs.replace(question(0), policy=SHIPPED["closest_capable"])
    together = advise_all(picture, place.ground, close, names, 9)
    sends = [each for share in together.shares for each in share.sends]
    ours_s = sum(each.arrival_p50_s or 0 for each in sends)
    (filled_in_turn, in_turn_s), seconds = cpu_of(partial(in_turn, picture, place, close, names))
    both = [
        ("together", sum(len(each.fills) for each in sends), ours_s),
        ("nearest in turn, same roads", filled_in_turn, in_turn_s),
    ]
    table(f"{CALLS} calls, closest", ("planner", "needs filled", "s of arrivals"), both)
    print(f"nearest in turn: {1000 * seconds:,.0f} ms, every unit looked for everywhere")
    for limit_s in (0.0, 0.1):
        found, seconds = cpu_of(
            partial(advise_all, picture, place.ground, question(0), names, 9, limit_s)
        )
        print(
            f"{CALLS} calls jointly, {limit_s} s of the integer programme: {1000 * seconds:,.0f} ms"
            f" (target {JOINTLY_MS}), sum {found.cost:,} s, at most {found.gap} s from the least"
        )


def grown(place: Region) -> None:
    """The trees that a door grows beside its requests."""
    place.ground.want(*stands_of(place.picture, place.neighbours))
    number, seconds = cpu_of(lambda: sum(1 for _ in iter(place.ground.grow, False)))
    print(f"{number} trees of where units stand: {seconds:.1f} s, once for these roads")


def in_turn(
    picture: Picture, place: Region, question: Question, names: tuple[str, ...]
) -> tuple[int, int]:
    """Call by call and need by need the nearest free unit that fills it, neighbours' too, then for
    each skill that is missing the nearest who has it: how many needs are filled, and the sum of
    their arrivals in seconds."""
    gone: set[str] = set()
    filled = sum_s = 0
    for name in names:
        incident = picture.incidents.get(name)
        assert incident is not None
        found, _ = candidates(picture, incident, question)
        of = ask(picture, place.ground, question, incident, found)
        every, end = [True] * len(found), incident.place.point
        reach = Reach(found, every, end, place.ground, question, 9, first_ms=NEVER_MS)
        goes: set[int] = set()

        for row in of.offered:
            at = _nearest(row, reach.p50_s, found, gone)
            if at is not None:
                gone.add(found[at].unit.id)
                goes.add(at)
                filled += 1
        for (_, number), row in zip(of.skills, of.asked, strict=True):
            while sum(row[at] for at in goes) < number:
                at = _nearest(row, reach.p50_s, found, gone)
                if at is None:
                    break
                gone.add(found[at].unit.id)
                goes.add(at)
        sum_s += int(reach.p50_s[sorted(goes)].sum())
    return filled, sum_s


def _nearest(
    brings: I64, p50_s: I64, found: list[Candidate], gone: set[str]
) -> int | None:  # fmt: skip
    can = [
        (seconds, at) for at, seconds in enumerate(p50_s.tolist())
        if brings[at] and seconds != UNKNOWN and found[at].unit.id not in gone
    ]  # fmt: skip
    return min(can)[1] if can else None


if __name__ == "__main__":
    main()
