"""What is owed, asked for or overdue is on the board: on its incident's line or on its own."""

from datetime import timedelta

import msgspec

from tests.operations.story import MORNING, Story
from tests.views.towns import opened, port_ellery
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.picture import Obligation, Picture
from tocsin.operations.picture.command import OwnerKind, Task, TaskOwner, TaskState
from tocsin.operations.picture.plan import (
    Applies,
    Card,
    Need,
    Plan,
    PlanContent,
    PlanShelf,
    Run,
    Tick,
)
from tocsin.operations.picture.proposal import ApprovalRule, Proposal, SignedIn
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words
from tocsin.views.board import Board, Head, board

LATER = MORNING + timedelta(minutes=10)


def seen(picture: Picture) -> Board:
    return board(
        picture, Head(town="Port Ellery", code="PE", kind=LogKind.actual, now=LATER), read=str
    )


def told(view: Board) -> str:
    return " ".join(reason for row in view.needs for reason in row.reasons)


def worked() -> tuple[Story, str]:
    """An incident with E1 on its way, which needs nobody by itself."""
    story = port_ellery()
    incident = opened(story, "fire.house_fire", Priority.urgent)
    story.now_s = 580
    story.done(DispatchUnit(unit="PE-E1", incident=incident))
    assert not seen(story.picture).needs
    return story, incident


def owed(subject: str, after_s: int) -> Obligation:
    return Obligation(
        id="PE-o1",
        kind="call_back",
        subject=subject,
        due_at=MORNING + timedelta(seconds=after_s),
        opened_at=MORNING,
        role="dispatcher",
    )


def test_what_is_overdue_stands_on_the_line_of_its_incident() -> None:
    story, incident = worked()
    picture = story.picture
    for subject in (f"incident/{incident}", "unit/PE-E1"):
        due = picture.obligations.put("PE-o1", owed(subject, 360))
        view = seen(msgspec.structs.replace(picture, obligations=due))
        assert [row.key[1] for row in view.needs] == [incident]
        assert "overdue by 4 min (dispatcher)" in told(view)


def test_what_is_not_yet_due_asks_for_nobody() -> None:
    story, incident = worked()
    due = story.picture.obligations.put("PE-o1", owed(f"incident/{incident}", 601))
    assert not seen(msgspec.structs.replace(story.picture, obligations=due)).needs


def test_what_is_owed_apart_from_any_incident_has_a_line_of_its_own_and_is_counted_apart() -> None:
    story, _ = worked()
    due = story.picture.obligations.put("PE-o1", owed("facility/clinic", 0))
    view = seen(msgspec.structs.replace(story.picture, obligations=due))
    assert [row.key for row in view.needs] == [("obligations", "PE-o1")]
    assert (view.counts.owed, view.counts.open) == (1, 1)


def test_a_task_that_cannot_be_done_or_is_late_is_told_with_its_words() -> None:
    story, incident = worked()
    task = Task(
        id="PE-t1",
        incident=incident,
        text=Words("incident/x", "open the sluice"),
        owner=TaskOwner(OwnerKind.unit, "PE-E1"),
        assigned_at=MORNING,
        since=MORNING,
        due_at=MORNING + timedelta(minutes=5),
    )
    late = story.picture.tasks.put(task.id, task)
    view = seen(msgspec.structs.replace(story.picture, tasks=late))
    assert "Task of E1 overdue by 5 min: open the sluice." in told(view)
    cannot = msgspec.structs.replace(task, state=TaskState.cannot)
    view = seen(
        msgspec.structs.replace(story.picture, tasks=story.picture.tasks.put(task.id, cannot))
    )
    assert "E1 cannot do a task: open the sluice." in told(view)


def test_a_plan_that_asks_for_more_units_says_which_and_shows_how_many() -> None:
    story, _ = worked()
    card = Card(level=1, needs=(Need("engine", quantity=2), Need("boat")))
    content = PlanContent("House fire", Applies(types=("fire",)), cards=(card,))
    shelf = PlanShelf("fire", 1, 1, (Plan("fire", 1, MORNING, content),))
    picture = msgspec.structs.replace(story.picture, plans=story.picture.plans.put("fire", shelf))
    view = seen(picture)
    (row,) = view.needs
    assert (row.assigned, row.needed) == (1, 3)
    assert "The run card asks for more: 1 engine, 1 boat missing." in row.reasons


def test_a_late_step_and_a_changed_plan_ask_for_somebody() -> None:
    story, incident = worked()
    tick = Tick("close", "Close the ford", "works", MORNING, due_at=MORNING + timedelta(minutes=1))
    run = Run(incident, "flood", 1, 1, MORNING, (tick,), offered=2)
    view = seen(msgspec.structs.replace(story.picture, runs=story.picture.runs.put(incident, run)))
    assert "Plan step overdue: Close the ford." in told(view)
    assert "Plan flood has a version 2" in told(view)


def test_a_proposal_that_waits_says_how_many_approvals_are_wanted() -> None:
    story, _ = worked()
    proposal = Proposal(
        id="PE-p1",
        kind="CloseIncident",
        digest="0" * 64,
        text=Words("proposal/PE-p1", sealed=b"\x00"),
        author=SignedIn("p-a", "s", "c"),
        proposed_at=MORNING,
        expires_at=MORNING + timedelta(hours=1),
        rules=(ApprovalRule("CloseIncident", 2, ("chief",)),),
    )
    view = seen(
        msgspec.structs.replace(
            story.picture, proposals=story.picture.proposals.put(proposal.id, proposal)
        )
    )
    assert "Waits for 2 more approvals; ends in 50 min." in told(view)
