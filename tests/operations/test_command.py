"""Command at a fire: taken, shared, handed over with a briefing, ended."""

from datetime import timedelta

import pytest

from tests.operations.quay import FIRE, close, quay_fire, send, there
from tests.operations.story import MORNING, Story
from tocsin.operations.command import (
    AssumeCommand,
    CommandTerminated,
    EnterUnifiedCommand,
    LeaveUnifiedCommand,
    TerminateCommand,
    UnifiedCommandLeft,
)
from tocsin.operations.incident import ArchiveIncident
from tocsin.operations.objectives import SetObjective
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.status import ClearUnit
from tocsin.operations.tasks import AssignTask
from tocsin.operations.transfer import (
    AcceptCommand,
    CommandOffered,
    CommandTransferred,
    DeclineCommand,
    OfferCommand,
    WithdrawCommandOffer,
)
from tocsin.terms.codes import Agency
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words


def offer(outgoing: str = "p-ada", incoming: str = "p-bo") -> OfferCommand:
    return OfferCommand(
        incident=FIRE,
        outgoing=outgoing,
        incoming=incoming,
        situation="Two floors alight, spreading east",
        objectives="Everybody out, then hold the east wall",
        resources="Four engines, one ladder",
        hazards="Gas bottles on the ground floor",
    )


def commanded() -> Story:
    story = quay_fire()
    story.done(AssumeCommand(incident=FIRE, person="p-ada", name="Quay Command"))
    return story


def unified() -> Story:
    story = commanded()
    story.done(EnterUnifiedCommand(incident=FIRE, person="p-cy", agency=Agency.police))
    return story


def who_commands(story: Story) -> list[tuple[str, Agency]]:
    return [(each.person, each.agency) for each in there(story).commanders]


def test_the_first_to_arrive_takes_command_and_names_it() -> None:
    story = commanded()
    assert who_commands(story) == [("p-ada", Agency.fire)]
    assert there(story).name == "Quay Command"
    assert not there(story).is_unified
    assert story.done(AssumeCommand(incident=FIRE, person="p-ada")) == []


def test_command_passes_when_the_incoming_person_accepts_and_not_before() -> None:
    story = commanded()
    send(story, "E1")
    (offered,) = story.done(offer())
    assert isinstance(offered, CommandOffered)
    assert who_commands(story) == [("p-ada", Agency.fire)], "an offer changes nothing"
    (passed,) = story.done(AcceptCommand(incident=FIRE, incoming="p-bo"))
    assert isinstance(passed, CommandTransferred)
    assert (passed.outgoing, passed.incoming) == ("p-ada", "p-bo")
    assert who_commands(story) == [("p-bo", Agency.fire)]
    (transfer,) = there(story).transfers
    assert transfer.accepted_at == MORNING + timedelta(seconds=story.now_s)
    assert transfer.briefing.situation == Words(
        f"incident/{FIRE}", "Two floors alight, spreading east"
    )
    assert transfer.briefing.units == ("PE-E1",), "the record adds who was there"
    assert transfer.briefing.alarm_level == 1
    assert there(story).offers == ()


def test_a_declined_or_withdrawn_offer_leaves_command_where_it_is() -> None:
    story = commanded()
    story.done(offer())
    story.done(DeclineCommand(incident=FIRE, incoming="p-bo", reason="Not on scene yet"))
    assert who_commands(story) == [("p-ada", Agency.fire)]
    assert story.refused(AcceptCommand(incident=FIRE, incoming="p-bo")).code == (
        "command_not_offered"
    )
    story.done(offer())
    story.done(WithdrawCommandOffer(incident=FIRE, outgoing="p-ada", reason="I stay"))
    assert there(story).offers == ()
    assert there(story).transfers == ()


def test_a_unified_command_has_one_commander_for_each_agency() -> None:
    story = unified()
    assert who_commands(story) == [("p-ada", Agency.fire), ("p-cy", Agency.police)]
    assert there(story).is_unified
    story.done(offer("p-cy", "p-bo"))
    story.done(AcceptCommand(incident=FIRE, incoming="p-bo"))
    assert who_commands(story) == [("p-ada", Agency.fire), ("p-bo", Agency.police)], (
        "the agency stays, the person changes"
    )
    (gone,) = story.done(
        LeaveUnifiedCommand(incident=FIRE, person="p-bo", reason="No public order task left")
    )
    assert isinstance(gone, UnifiedCommandLeft)
    assert who_commands(story) == [("p-ada", Agency.fire)]


def test_two_departments_of_one_discipline_share_command_under_their_names() -> None:
    story = commanded()
    story.done(
        EnterUnifiedCommand(
            incident=FIRE, person="p-bo", agency=Agency.fire, agency_name="Northby Fire"
        )
    )
    assert len(there(story).commanders) == 2


def test_who_leaves_command_takes_a_pending_offer_along() -> None:
    story = unified()
    story.done(offer("p-cy", "p-bo"))
    story.done(LeaveUnifiedCommand(incident=FIRE, person="p-cy", reason="Withdrawn"))
    assert there(story).offers == ()
    assert story.refused(AcceptCommand(incident=FIRE, incoming="p-bo")).code == (
        "command_not_offered"
    )


def test_command_ends_when_nobody_works_there_and_can_be_taken_again() -> None:
    story = commanded()
    unit = send(story, "E1")
    refused = story.refused(TerminateCommand(incident=FIRE))
    assert (refused.code, refused.parameters["units"]) == ("units_still_assigned", unit)
    story.done(ClearUnit(unit=unit))
    assert story.done(TerminateCommand(incident=FIRE)) == [CommandTerminated(incident=FIRE)]
    assert there(story).commanders == ()
    assert there(story).terminated_at == MORNING + timedelta(seconds=story.now_s)
    story.done(AssumeCommand(incident=FIRE, person="p-bo"))
    assert there(story).terminated_at is None


def _prepared(state: str) -> Story:
    if state == "nobody":
        return quay_fire()
    if state == "closed":
        story = quay_fire()
        close(story)
        return story
    story = unified() if state == "unified" else commanded()
    if state == "offered":
        story.done(offer())
    if state == "incoming entered":
        story.done(offer())
        story.done(EnterUnifiedCommand(incident=FIRE, person="p-bo", agency=Agency.works))
    return story


@pytest.mark.parametrize(
    ("state", "command", "expected"),
    [
        ("nobody", AssumeCommand(incident="x", person="p-ada"), "incident_unknown"),
        ("closed", AssumeCommand(incident=FIRE, person="p-ada"), "incident_is_closed"),
        ("nobody", AssumeCommand(incident=FIRE, person="p-nobody"), "person_unknown"),
        ("nobody", AssumeCommand(incident=FIRE, person="p-gone"), "person_is_inactive"),
        ("one", AssumeCommand(incident=FIRE, person="p-bo"), "command_is_held"),
        (
            "nobody",
            EnterUnifiedCommand(incident=FIRE, person="p-bo", agency=Agency.police),
            "no_command_yet",
        ),
        (
            "one",
            EnterUnifiedCommand(incident=FIRE, person="p-ada", agency=Agency.police),
            "already_in_command",
        ),
        (
            "one",
            EnterUnifiedCommand(incident=FIRE, person="p-bo", agency=Agency.fire),
            "agency_has_commander",
        ),
        ("one", LeaveUnifiedCommand(incident=FIRE, person="p-ada", reason="x"), "last_commander"),
        ("one", LeaveUnifiedCommand(incident=FIRE, person="p-bo", reason="x"), "not_in_command"),
        ("one", offer("p-di", "p-bo"), "not_in_command"),
        ("unified", offer("p-ada", "p-cy"), "already_in_command"),
        ("one", offer("p-ada", "p-gone"), "person_is_inactive"),
        ("offered", offer("p-ada", "p-di"), "command_already_offered"),
        ("one", AcceptCommand(incident=FIRE, incoming="p-bo"), "command_not_offered"),
        ("offered", AcceptCommand(incident=FIRE, incoming="p-di"), "not_the_incoming"),
        (
            "incoming entered",
            AcceptCommand(incident=FIRE, incoming="p-bo"),
            "already_in_command",
        ),
        (
            "one",
            WithdrawCommandOffer(incident=FIRE, outgoing="p-ada", reason="x"),
            "command_not_offered",
        ),
        ("nobody", TerminateCommand(incident=FIRE), "no_command_yet"),
    ],
)
def test_command_is_refused_with_the_reason(state: str, command: Command, expected: str) -> None:
    refused = _prepared(state).refused(command)
    assert isinstance(refused, Refused)
    assert refused.code == expected


def test_when_the_incident_leaves_the_picture_its_organization_leaves_with_it() -> None:
    story = commanded()
    story.done(SetObjective(incident=FIRE, text="All out", priority=ObjectivePriority.life_safety))
    story.done(AssignTask(incident=FIRE, text="Search", owner=TaskOwner(OwnerKind.person, "p-fay")))
    assert len(story.picture.objectives) == len(story.picture.tasks) == 1
    close(story)
    story.done(ArchiveIncident(incident=FIRE))
    assert FIRE not in story.picture.posts
    assert len(story.picture.objectives) == len(story.picture.tasks) == 0
