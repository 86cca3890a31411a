"""Neighbours before the public: told is who has read it, and nobody else."""

import pytest

from tests.operations.story import Story
from tests.operations.warned import (
    approved,
    asked_for,
    at_desk,
    drafted,
    facts,
    text,
    the,
    town,
)
from tocsin.app.neighbours.sharing import Handed
from tocsin.app.neighbours.telling_first import TellingFirst
from tocsin.federation.slice_messages import Cursor
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Subject
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_content import WarningRefusal
from tocsin.operations.warning_issue import IssueWarning, TellNeighbourOfWarning
from tocsin.operations.warnings import ReviseWarning

OVER = Survey(
    ground="g", spots=9, inside_permille=500, town_permille=1, abroad=("Ellery",),
    neighbours=("EB",), spoken=(),
)  # fmt: skip


class Link:
    """What the sharing says of EB: told up to `ends`, read up to `read`; None: it does not ask."""

    def __init__(self) -> None:
        self.ends, self.read, self.is_there = 5, 4, True

    def __call__(self, code: str, subject: Subject) -> Handed | None:
        assert (code, subject[0]) == ("EB", "warnings")
        return Handed(True, "life", self.ends, Cursor("life", self.read)) if self.is_there else None


def ready() -> tuple[Story, str]:
    story = town()
    story.survey = OVER
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    return story, name


def telling(story: Story, link: Link) -> TellingFirst:
    def submit(order: Order) -> Outcome:
        decision = story.when(order.command, actor=order.actor)
        if isinstance(decision, Refused):
            return Denied(order.command_id, decision, story.position)
        return Accepted(order.command_id, story.position, story.position)

    return TellingFirst(link, submit, story.picture)


def issue(story: Story, name: str) -> object:
    order = IssueWarning(warning=name, digest=the(story, name).digest)
    return story.when(order, actor="p-ben", session=at_desk(story, "ben"))


def test_who_has_read_it_over_the_link_is_told_and_then_it_goes_out() -> None:
    story, name = ready()
    link = Link()
    first = telling(story, link)
    assert first.look(), "it has read no more than what came before"
    no = issue(story, name)
    assert isinstance(no, Refused)
    assert no.code == WarningRefusal.warning_neighbours_not_told
    link.read = 5
    assert not first.look()
    [told] = the(story, name).told
    assert (told.neighbour, told.means) == ("EB", "link")
    assert not isinstance(issue(story, name), Refused)


def test_with_the_link_cut_nothing_is_on_record_and_a_person_says_why_not() -> None:
    story, name = ready()
    link = Link()
    link.is_there = False
    assert telling(story, link).look()
    assert the(story, name).told == ()
    assert isinstance(issue(story, name), Refused)
    story.done(
        TellNeighbourOfWarning(warning=name, neighbour="EB", why_not="the line is cut"),
        actor="p-ben",
    )
    assert not isinstance(issue(story, name), Refused)


def test_what_was_read_before_it_was_written_anew_counts_for_nothing() -> None:
    story, name = ready()
    link = Link()
    link.read = 5
    first = telling(story, link)
    changed = ReviseWarning(
        warning=name, digest=the(story, name).digest, facts=facts(contact="ring 5"), texts=(text(),)
    )
    story.done(changed, actor="p-ana")
    first.look()
    assert the(story, name).told == (), "the log refuses what was told of the earlier words"


@pytest.mark.parametrize("sequence", [4, 5])
def test_a_neighbour_that_began_anew_has_to_read_again(sequence: int) -> None:
    story, name = ready()
    link = Link()
    first = telling(story, link)
    first.look()
    link.ends, link.read = 6, sequence
    first.look()
    assert bool(the(story, name).told) == (sequence == 5), "5 is where it stood when it was told"
