"""A small town on paper in which every example of the verb table makes sense."""

import json
from datetime import datetime, timedelta

import msgspec

from tests.operations.story import MORNING, Story
from tocsin.app.grammar.resolve import Names
from tocsin.app.grammar.verbs import Understood, understand
from tocsin.operations.approvals import AdoptApprovalRule
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.intake import NoteCallback, NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.involved import PersonInvolved
from tocsin.operations.narrative import RemarkAdded
from tocsin.operations.objectives import ObjectiveSet
from tocsin.operations.obligations import ObligationOpened
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Session
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.picture.incident import InvolvedPerson
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent, Step
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.tasks import TaskAssigned
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency, Channel
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words

LATER_S = 6 * 3600 + 600
"""Ten past two: the examples speak of 14:02 as over and of 18:00 as to come."""

FLOOD = PlanContent(
    name="Flood",
    trigger=Applies(types=("fire",)),
    cards=(
        Card(level=1, needs=(Need("engine", quantity=2), Need("boat"))),
        Card(level=3, needs=(Need("engine", quantity=4),)),
    ),
    steps=tuple(Step(each, f"{each} seen to", "dispatcher") for each in ("pump", "road", "gauge")),
)


def desk_town() -> Story:
    """Units, stations, people, four incidents, two reports, and one of everything with an id."""
    story = Story()
    story.done(AddStation(id="mill", name="Mill Street"))
    for call_sign, kind in (
        ("B1", "boat"),
        ("R1", "rescue"),
        ("R2", "rescue"),
        ("A22", "ambulance"),
        ("E12", "engine"),
        ("E22", "engine"),
        ("W3", "tender"),
    ):
        story.done(RegisterUnit(call_sign=call_sign, kind=kind, agency=Agency.fire, station="mill"))
    for id in ("p-dispatcher", "p-first"):
        story.done(RegisterPerson(id=id, roles=("administrator", "chief")))
    for handle in ("ada", "bo", "cy", "di"):
        roles = ("dispatcher", "duty_officer", "chief")
        story.done(RegisterPerson(id=f"p-{handle}", handle=handle, roles=roles))
    for number in ("0405", "0411", "0417", "0418"):
        story.done(OpenIncident(id=f"PE-260302-{number}", type="fire.structure"))
    for id in ("PE-r3fa2", "PE-r77c1"):
        story.done(ReceiveReport(id=id, channel=Channel.call))
        story.done(NoteWhat(report=id, words="smoke", type="fire.structure"))
        story.done(NoteWhere(report=id, place=GivenPlace(words="Mill Lane 14")))
        story.done(NoteCallback(report=id, callback="01632 960011"))
    story.done(RegisterFacility(id="PE-f1", name="Clinic", kind="hospital"))
    story.done(AdoptPlan(plan="flood", over=0, content=FLOOD))
    fire = "PE-260302-0417"
    owner = f"incident/{fire}"
    story.given(
        ObjectiveSet(
            incident=fire,
            objective="PE-o4c01",
            text=Words(owner, "all out"),
            priority=ObjectivePriority.life_safety,
        ),
        TaskAssigned(
            incident=fire,
            task="PE-k8e30",
            text=Words(owner, "search"),
            owner=TaskOwner(OwnerKind.unit, "PE-B1"),
            due_at=MORNING + timedelta(hours=9),
        ),
        RemarkAdded(subject=owner, entry="PE-n5d20", text=Words(owner, "one on the roof")),
        PersonInvolved(incident=fire, involved=InvolvedPerson("PE-i9c1", "witness")),
        ObligationOpened(
            obligation="PE-o90ab",
            kind="call_back",
            subject=owner,
            due_at=MORNING + timedelta(hours=8),
            role="dispatcher",
        ),
    )
    return story


def proposing(story: Story) -> None:
    """Closing an incident needs one approval from now on."""
    story.done(AdoptApprovalRule(kind="CloseIncident", n=1, roles=("duty_officer", "chief")))


def names(story: Story, **more: str) -> Names:
    """What a line can name in this story; words in it are clear."""
    known = Names(story.picture, story.code, read=lambda words: words.text)
    return msgspec.structs.replace(known, **more)


def now(story: Story) -> datetime:
    """The story's clock."""
    return MORNING + timedelta(seconds=story.now_s)


def understood(story: Story, line: str, **more: str) -> Understood:
    """What the line orders, under the id that the story gives its next order."""
    return understand(line, names(story, **more), now(story), command_id=f"c{story.asked + 1}")


def given(story: Story, line: str, actor: str = "p-dispatcher", **more: str) -> list[str]:
    """Give a line that must be granted whole; returns the kinds of its orders."""
    found = understood(story, line, **more)
    at = found.occurred_at
    for command in found.commands:
        session = Session(f"s-{actor}", f"key-{actor}", now(story))
        at_s = None if at is None else int((at - MORNING).total_seconds())
        checked = msgspec.json.decode(msgspec.json.encode(command), type=type(command))
        story.done(checked, actor=actor, session=session, at_s=at_s)
    return [type(each).__name__ for each in found.commands]


def proposal_of(story: Story, line: str) -> str:
    """The id of a proposal of this line, made by bo."""
    proposing(story)
    given(story, f"AP {line}", actor="p-bo")
    found = list(story.picture.proposals.values())[-1]
    assert json.loads(found.text.text or "")["kind"] == found.kind
    return found.id
