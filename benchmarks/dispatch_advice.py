"""Advice in a region of five towns and 400 units on a million pieces of road, warm, one question
after another; beside the nearest unit for each need in turn, on the same card; and all calls at
once. Processor time: the machine has other work.
"""

from functools import partial

import numpy as np

from benchmarks.measuring import against, asked, cpu_of, scratch, table
from benchmarks.peer_routing import multiplied
from benchmarks.region import NOW, Region, region, with_calls
from tests.needs import reference_folder
from tocsin.app.ground.asked import Asked
from tocsin.app.ground.importing import imported
from tocsin.app.ground.network_files import network_of
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.planners.dispatch.advice import Reason
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.jointly import advise_all
from tocsin.planners.dispatch.nearest import nearest
from tocsin.planners.dispatch.question import Question

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
    for limit_s in (0.0, 0.1):
        found, seconds = cpu_of(
            partial(advise_all, picture, place.ground, question(0), names, 9, limit_s)
        )
        print(
            f"{CALLS} calls jointly, {limit_s} s of the integer programme: {1000 * seconds:,.0f} ms"
            f" (target {JOINTLY_MS}), sum {found.cost:,} s, at most {found.gap} s from the least"
        )


if __name__ == "__main__":
    main()
