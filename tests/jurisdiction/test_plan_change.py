"""A plan is changed in mid-incident: the town asks, and rewrites nothing, also across a restart."""

from pathlib import Path

from tests.jurisdiction.towns import clock, denied, done, fire, founded
from tocsin.app.wiring import opened
from tocsin.jurisdiction.town import Town
from tocsin.operations.picture.plan import Applies, PlanContent, Run, Step, TickState
from tocsin.operations.plan_changes import AcceptPlanChange
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.runs import StartPlan, TickStep

GAS = Step("gas", "Gas shut off", "dispatcher")
HYDRANT = Step("hydrant", "Second hydrant", "dispatcher")
TRAFFIC = Step("traffic", "Close the quay road", "dispatcher")


def content(*steps: Step) -> PlanContent:
    return PlanContent(name="Fire", trigger=Applies(types=("fire",)), steps=steps)


def run_of(town: Town, incident: str) -> Run:
    found = town.picture.runs.get(incident)
    assert found is not None
    return found


def test_an_incident_goes_on_under_its_plan_until_somebody_says_yes(tmp_path: Path) -> None:
    folder, time = founded(tmp_path / "town"), clock()
    with opened(folder, time) as town:
        done(town, AdoptPlan(plan="fire", over=0, content=content(GAS, HYDRANT)), "c-1")
        incident = fire(town)
        done(town, StartPlan(incident=incident), "c-2")
        done(town, TickStep(incident=incident, step="gas", proof="valve tag 7"), "c-3")
        ticked = run_of(town, incident)
        done(town, AdoptPlan(plan="fire", over=1, content=content(GAS, TRAFFIC)), "c-4")
        under = run_of(town, incident)
        assert (under.version, under.offered) == (1, 2)
        assert under.ticks == ticked.ticks
    with opened(folder, time) as town:
        assert run_of(town, incident) == under
        assert denied(town, AcceptPlanChange(incident=incident, version=3), "c-5").refused.code
        done(town, AcceptPlanChange(incident=incident, version=2), "c-6")
        after = run_of(town, incident)
        assert (after.version, after.offered) == (2, None)
        gas, traffic = after.tick("gas"), after.tick("traffic")
        assert gas is not None
        assert traffic is not None
        assert (gas.state, traffic.state) == (TickState.done, TickState.open)
        before = town.picture_at(ticked_at(town))
        assert before.runs.get(incident) == ticked


def ticked_at(town: Town) -> int:
    found = town.store.find("c-3")
    assert found is not None
    return found[1]
