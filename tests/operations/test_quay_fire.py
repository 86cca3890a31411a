"""The fire at the quay from the first engine to the last, as command and the centre live it."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.operations.quay import FIRE, close, quay_fire, send
from tests.operations.story import MORNING, Story, Told
from tests.operations.test_command import offer
from tests.operations.test_runs import GAS, HYDRANT, STAGING, TRAFFIC, content
from tocsin.operations import catalogue
from tocsin.operations.alarm import RaiseAlarm
from tocsin.operations.command import AssumeCommand, EnterUnifiedCommand, TerminateCommand
from tocsin.operations.escalation import NoticeRun
from tocsin.operations.incident import ArchiveIncident
from tocsin.operations.objectives import MeetObjective, ObjectiveSet
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.plan_changes import AcceptPlanChange
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.posts import EstablishPost, PlaceUnit, PostEstablished
from tocsin.operations.runs import StartPlan, TakeCard, TickStep
from tocsin.operations.shortfall import shortfall
from tocsin.operations.span import NoticeSpan
from tocsin.operations.status import ClearUnit
from tocsin.operations.tasks import AssignTask, FinishTask, ReassignTask, TaskAssigned
from tocsin.operations.transfer import AcceptCommand
from tocsin.terms.codes import Agency
from tocsin.terms.ics import IcsPosition

HANGING_ON_AN_INCIDENT = {
    *("command", "transfer", "posts", "span", "objectives", "tasks"),
    *("runs", "plan_changes", "escalation"),
}


@dataclass(slots=True)
class Recorded(Story):
    """A story that remembers its facts."""

    facts: list[Event] = field(default_factory=list)

    def _record(self, event: Event, occurred_at: datetime) -> None:
        self.facts.append(event)
        Story._record(self, event, occurred_at)


def told() -> tuple[Recorded, Picture]:
    """The whole fire; the picture is that before the last engine leaves."""
    before = quay_fire()
    story = Recorded(now_s=before.now_s, picture=before.picture, asked=before.asked)
    story.done(AdoptPlan(plan="fire", over=0, content=content(GAS, HYDRANT, STAGING)))
    units = [send(story, "E1")]
    story.done(AssumeCommand(incident=FIRE, person="p-fay", name="Quay Command"))
    _, objective = story.done(StartPlan(incident=FIRE))
    assert isinstance(objective, ObjectiveSet)
    story.done(TickStep(incident=FIRE, step="gas", proof="Utility confirms"))
    story.done(RaiseAlarm(incident=FIRE, level=2))
    story.done(TakeCard(incident=FIRE))
    units += [send(story, f"E{number}") for number in range(2, 9)]
    story.done(NoticeSpan(incident=FIRE))
    story.done(offer("p-fay", "p-ada"))
    story.done(AcceptCommand(incident=FIRE, incoming="p-ada"))
    story.done(EnterUnifiedCommand(incident=FIRE, person="p-cy", agency=Agency.police))
    (division,) = story.done(
        EstablishPost(
            incident=FIRE,
            position=IcsPosition.division_supervisor,
            name="Division A",
            person="p-fay",
        )
    )
    assert isinstance(division, PostEstablished)
    for unit in units[:5]:
        story.done(PlaceUnit(incident=FIRE, unit=unit, post=division.post))
    story.done(NoticeSpan(incident=FIRE))
    owner = TaskOwner(OwnerKind.post, division.post)
    (task,) = story.done(AssignTask(incident=FIRE, text="Search the upper floors", owner=owner))
    assert isinstance(task, TaskAssigned)
    story.done(
        ReassignTask(task=task.task, owner=TaskOwner(OwnerKind.unit, "PE-E6"), reason="Has masks")
    )
    story.done(FinishTask(task=task.task, result="All out"))
    story.done(MeetObjective(objective=objective.objective))
    story.done(AdoptPlan(plan="fire", over=1, content=content(GAS, TRAFFIC, STAGING)))
    story.done(AcceptPlanChange(incident=FIRE, version=2))
    story.now_s += 1800
    story.done(NoticeRun(incident=FIRE))
    at_work = story.picture
    for unit in units:
        story.done(ClearUnit(unit=unit))
    story.done(TerminateCommand(incident=FIRE))
    close(story)
    story.done(ArchiveIncident(incident=FIRE))
    return story, at_work


def test_in_the_middle_everybody_sees_who_leads_what_under_which_plan() -> None:
    _, picture = told()
    fire, organization, run = (
        picture.incidents.get(FIRE),
        picture.posts.get(FIRE),
        picture.runs.get(FIRE),
    )
    assert fire is not None
    assert organization is not None
    assert run is not None
    assert [each.person for each in organization.commanders] == ["p-ada", "p-cy"]
    assert [(each.name, each.person) for each in organization.posts] == [("Division A", "p-fay")]
    assert organization.notices == (), "the division brought the span back"
    assert (run.version, run.level, run.done, len(run.ticks)) == (2, 2, 1, 3)
    assert [each.id for each in run.ticks if each.overdue_at is not None] == ["staging"]
    found = shortfall(picture, fire)
    assert found is not None
    assert (found.assigned, found.needed) == (4, 6), "eight engines are no ladder"


def test_when_it_is_over_nothing_of_it_is_left_in_the_picture() -> None:
    story, _ = told()
    for collection in ("posts", "objectives", "tasks", "runs"):
        assert len(getattr(story.picture, collection)) == 0, collection
    assert len(story.picture.plans) == 1


def test_a_fact_about_what_has_left_the_picture_changes_nothing_and_breaks_nothing() -> None:
    story, _ = told()
    stamp = Told(1, MORNING, MORNING)
    met = set()
    for fact in story.facts:
        after = catalogue.evolve(Picture(), fact, stamp)
        if catalogue.TOPIC_OF[type(fact)] in HANGING_ON_AN_INCIDENT:
            assert after == Picture(), fact
            met.add(catalogue.TOPIC_OF[type(fact)])
    assert met == HANGING_ON_AN_INCIDENT
