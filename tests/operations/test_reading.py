from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations.incident import OpenIncident
from tocsin.operations.narrative import AddRemark, CorrectEntry
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.narrative import Asked
from tocsin.operations.reading import (
    AcknowledgeEntry,
    AskToRead,
    EntryAcknowledged,
    ReadingAsked,
    Unread,
    unread,
)

I1 = "incident/i1"
SOON = MORNING + timedelta(seconds=300)


def a_warning() -> tuple[Story, str]:
    story = Story()
    story.done(OpenIncident(id="i1", type="hazmat.leak"))
    for person, roles in (
        ("p-ic", ()),
        ("p-duty", ("duty_officer",)),
        ("p-two", ("duty_officer",)),
    ):
        story.done(RegisterPerson(id=person, roles=roles))
    story.done(AddRemark(subject=I1, text="chlorine, stay upwind"))
    return story, newest(story)


def newest(story: Story) -> str:
    narrative = story.picture.narratives.get(I1)
    assert narrative is not None
    return narrative.entries[-1].id


def asked(story: Story, entry: str) -> tuple[Asked, ...]:
    narrative = story.picture.narratives.get(I1)
    found = None if narrative is None else narrative.entry(entry)
    assert found is not None
    return found.asked


def test_a_named_person_and_one_holder_of_a_role_say_that_they_have_read_it() -> None:
    story, entry = a_warning()
    story.done(
        AskToRead(subject=I1, entry=entry, people=("p-ic",), roles=("duty_officer",), due_at=SOON)
    )
    assert [(each.person, each.role, each.due_at) for each in asked(story, entry)] == [
        ("p-ic", None, SOON),
        (None, "duty_officer", SOON),
    ]
    story.done(AcknowledgeEntry(subject=I1, entry=entry), actor="p-two")
    story.done(AcknowledgeEntry(subject=I1, entry=entry, reader="p-ic"), at_s=90)
    person, role = asked(story, entry)
    assert (person.read_by, person.read_at) == ("p-ic", MORNING + timedelta(seconds=90))
    assert role.read_by == "p-two"


def test_who_has_read_it_need_not_say_so_twice() -> None:
    story, entry = a_warning()
    story.done(AskToRead(subject=I1, entry=entry, roles=("duty_officer",)))
    story.done(AcknowledgeEntry(subject=I1, entry=entry), actor="p-duty")
    assert story.done(AcknowledgeEntry(subject=I1, entry=entry), actor="p-two") == []
    assert asked(story, entry)[0].read_by == "p-duty", "the first reading counts"


def test_who_was_asked_before_is_not_asked_again() -> None:
    story, entry = a_warning()
    order = AskToRead(subject=I1, entry=entry, people=("p-ic", "p-ic"))
    story.done(order)
    assert len(asked(story, entry)) == 1
    assert story.done(order) == []
    story.done(AskToRead(subject=I1, entry=entry, people=("p-ic", "p-duty")))
    assert [each.person for each in asked(story, entry)] == ["p-ic", "p-duty"]


def test_what_is_not_read_in_time_is_listed_the_longest_overdue_first() -> None:
    story, entry = a_warning()
    later = SOON + timedelta(seconds=60)
    story.done(AskToRead(subject=I1, entry=entry, roles=("duty_officer",), due_at=later))
    story.done(AskToRead(subject=I1, entry=entry, people=("p-ic",), due_at=SOON))
    story.done(AskToRead(subject=I1, entry=entry, people=("p-two",)))
    assert unread(story.picture, SOON - timedelta(seconds=1)) == ()
    by_person = Unread(I1, entry, "p-ic", None, SOON)
    by_role = Unread(I1, entry, None, "duty_officer", later)
    assert unread(story.picture, later) == (by_person, by_role)
    story.done(AcknowledgeEntry(subject=I1, entry=entry), actor="p-ic")
    assert unread(story.picture, later) == (by_role,)


def test_what_was_corrected_is_no_longer_asked_for() -> None:
    story, entry = a_warning()
    story.done(AskToRead(subject=I1, entry=entry, people=("p-ic",), due_at=SOON))
    story.done(CorrectEntry(subject=I1, entry=entry, text="ammonia", because="label read"))
    assert unread(story.picture, SOON) == ()
    refused = story.refused(AskToRead(subject=I1, entry=entry, people=("p-duty",)))
    assert refused == Refused("was_corrected_since", {"entry": entry, "newer": newest(story)})


def test_whoever_was_not_asked_cannot_answer_for_it() -> None:
    story, entry = a_warning()
    story.done(AskToRead(subject=I1, entry=entry, roles=("duty_officer",)))
    refused = story.refused(AcknowledgeEntry(subject=I1, entry=entry), actor="p-ic")
    assert refused == Refused("not_asked_of_you", {"entry": entry})
    refused = story.refused(AcknowledgeEntry(subject=I1, entry=entry), actor="p-nobody")
    assert refused == Refused("person_unknown", {"person": "p-nobody"})


def test_only_somebody_who_can_read_it_in_time_is_asked() -> None:
    story, entry = a_warning()
    story.done(RegisterPerson(id="p-gone"))
    story.done(DeactivatePerson(person="p-gone", reason="left"))
    cases: list[tuple[Command, Refused]] = [
        (AskToRead(subject=I1, entry=entry), Refused("nobody_asked", {"entry": entry})),
        (
            AskToRead(subject=I1, entry=entry, people=("p-ic",), due_at=MORNING),
            Refused("due_is_past", {"due": str(MORNING)}),
        ),
        (
            AskToRead(subject=I1, entry=entry, people=("p-x",)),
            Refused("person_unknown", {"person": "p-x"}),
        ),
        (
            AskToRead(subject=I1, entry=entry, people=("p-gone",)),
            Refused("person_is_inactive", {"person": "p-gone"}),
        ),
        (
            AskToRead(subject=I1, entry=entry, roles=("wizard",)),
            Refused("role_unknown", {"role": "wizard"}),
        ),
    ]
    for command, refused in cases:
        assert story.refused(command) == refused


@pytest.mark.parametrize(
    "command",
    [AskToRead(subject=I1, entry="n9", people=("p-ic",)), AcknowledgeEntry(subject=I1, entry="n9")],
    ids=lambda each: type(each).__name__,
)
def test_an_entry_that_is_not_there_is_not_read(command: Command) -> None:
    story, _ = a_warning()
    assert story.refused(command).code == "entry_unknown"


def test_facts_about_an_entry_that_has_left_change_nothing() -> None:
    story = Story()
    before = story.picture
    story.given(
        ReadingAsked(subject=I1, entry="n1", people=("p-ic",)),
        EntryAcknowledged(subject=I1, entry="n1", reader="p-ic"),
    )
    assert story.picture == before
