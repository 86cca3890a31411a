"""A05 The plan changes while a fire runs under it: it asks, it never rewrites.

The chief adopts a new version of the fire plan at ten to one. The fire that began at noon goes on
under the version it began with, shows that there is a newer one, and keeps every tick whatever is
answered. A fire that begins later begins under the new one.
"""

from pathlib import Path

from tests.scenarios.town import Story, telling
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent, Step
from tocsin.operations.plans import AdoptPlan

TOWN = """
    +-------------+-----------------+
    | Central     | Harbour         |
    | E1 engine   | E2 engine       |
    | L1 ladder   | E3 engine       |
    +-------------+-----------------+
"""
PEOPLE = """
    ben  dispatcher
"""
A_FIRE = """
    12:00  ben: C fire.structure P1 @quay street 7 "smoke from a window  => fire
    12:01  ben: DE E1 {fire}
    12:02  ben: PL {fire}
           says: start the plan that fits
           board: needs · quay street 7 · The run card asks for more: 1 ladder missing
    12:02  ben: R {fire}
           says: engine: 1 of 1
           says: ladder: 0 of 1; free: L1
    12:03  ben: DE L1 {fire}
           board: working · quay street 7
    12:08  ben: A E1 L1
    12:20  ben: PAR E1 L1
    12:36  ben: PAR E1 L1
    12:49  ben: PAR E1 L1
    12:50  ben: K {fire} gas "valve in the cellar is shut
"""
A_NEW_PLAN = """
    12:50  The chief has adopted a new version.
           board: needs · quay street 7 · Plan fire has a version 2: take it over, or decline it
    12:51  ben: R {fire}
           says: engine: 1 of 1
"""
NO = """
    12:52  ben: PN {fire} ! nearly out
           says: stays with its version, not 2
           board: working · quay street 7
    12:52  ben: K {fire} hydrant
           not understood: hydrant
    12:55  ben: C fire.structure P1 @chapel hill 3  => later
    12:55  ben: PL {later}
    12:56  ben: K {later} hydrant
"""
YES = """
    12:52  ben: PY {fire}
           says: goes on under version 2
           board: needs · quay street 7 · The run card asks for more: 1 engine missing
    12:53  ben: K {fire} hydrant "second hydrant, mill lane
"""

GAS = Step("gas", "Gas shut off", "dispatcher")
HYDRANT = Step("hydrant", "Second hydrant found", "dispatcher")


def plan(engines: int, *steps: Step) -> PlanContent:
    card = Card(1, needs=(Need("engine", quantity=engines), Need("ladder")))
    trigger = Applies(types=("fire.structure",))
    return PlanContent(name="Structure fire", trigger=trigger, cards=(card,), steps=steps)


def begins(town: Story) -> None:
    town.orders("chief", AdoptPlan(plan="fire", over=0, content=plan(1, GAS)))
    town.plays(A_FIRE)
    town.comes(12, 50)
    town.orders("chief", AdoptPlan(plan="fire", over=1, content=plan(2, GAS, HYDRANT)))
    town.plays(A_NEW_PLAN)


def test_a_running_fire_may_stay_with_its_version_and_the_next_one_begins_under_the_new(
    tmp_path: Path,
) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        begins(town)
        town.plays(NO)
        assert "nearly out" in town.why("{fire}"), "and why it stayed"


def test_taking_the_new_version_over_keeps_what_was_ticked(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        begins(town)
        town.plays(YES)
        page = town.page("{fire}")
        assert "Step gas done: valve in the cellar is shut" in page
        assert "Now runs under version 2 of plan fire" in page
