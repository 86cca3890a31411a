"""A schedule is adopted whole and sound, or not at all; a destruction is of one of its classes."""

import msgspec
import pytest

from tests.operations.quay import quay_fire
from tests.operations.story import Story
from tests.operations.test_approvals import approve, execution, propose
from tocsin.operations.approvals import AdoptApprovalRule
from tocsin.operations.destruction import DestructionBegun, DisposeRecords, under_way
from tocsin.operations.orders import Decision, Refused
from tocsin.operations.picture.retention import Covered, DisposalBy
from tocsin.operations.retention import (
    AdoptRetentionSchedule,
    ClassOfRecords,
    class_of,
    schedule_of,
)
from tocsin.terms.codes import ForgetGround


def of(name: str, keep_days: int = 365, **fields: object) -> ClassOfRecords:
    """A class of incidents by the clock, unless told otherwise."""
    given: dict[str, object] = {
        "covers": Covered.incident,
        "ground": ForgetGround.no_longer_needed,
        "authority": "Records Act 12 §3",
        "disposal": DisposalBy.clock,
        **fields,
    }
    return ClassOfRecords(name=name, keep_days=keep_days, **given)  # type: ignore[arg-type]


def adopting(*classes: ClassOfRecords, after: int = 0) -> Decision:
    return Story().when(AdoptRetentionSchedule(classes=classes, after=after))


def code(decision: Decision) -> str:
    assert isinstance(decision, Refused)
    return decision.code


def test_the_first_class_that_covers_a_record_is_its_class() -> None:
    story = Story()
    classes = (of("alarms", types=("fire.alarm",)), of("fires", types=("fire",)), of("all"))
    story.done(AdoptRetentionSchedule(classes=classes))
    schedule = schedule_of(story.picture)
    names = {}
    for type_ in ("fire.alarm", "fire.structure", "fire", "firework.found", "medical.fall"):
        found = class_of(schedule, "incident", type_)
        names[type_] = None if found is None else found.name
    assert list(names.values()) == ["alarms", "fires", "fires", "all", "all"]
    assert class_of(schedule, "report", "fire.alarm") is None


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ((of("a"), of("a", covers=Covered.notice)), "record_class_twice"),
        ((of("all"), of("fires", types=("fire",))), "record_class_never_reached"),
        (
            (of("fires", types=("fire",)), of("alarms", types=("fire.alarm",))),
            "record_class_never_reached",
        ),
        ((of("a", covers=Covered.person, types=("fire",)),), "record_class_without_types"),
        ((of("a", 29, covers=Covered.proposal),), "kept_too_short"),
    ],
)
def test_an_unsound_schedule_is_refused(classes: tuple[ClassOfRecords, ...], expected: str) -> None:
    assert code(adopting(*classes)) == expected


def test_a_schedule_drawn_up_on_another_one_is_refused_and_the_same_again_is_nothing_new() -> None:
    story = Story()
    first = AdoptRetentionSchedule(classes=(of("all"),))
    assert story.done(first)
    assert code(story.when(first)) == "schedule_has_changed"
    assert story.when(msgspec.structs.replace(first, after=1)) == []
    assert story.done(AdoptRetentionSchedule(classes=(), after=1))
    assert schedule_of(story.picture).classes == ()


def test_a_destruction_names_a_class_and_there_is_one_at_a_time() -> None:
    story = Story()
    assert code(story.when(DisposeRecords(record_class="all"))) == "record_class_unknown"
    story.done(AdoptRetentionSchedule(classes=(of("all"),)))
    (begun,) = story.done(DisposeRecords(record_class="all"))
    assert isinstance(begun, DestructionBegun)
    found = under_way(story.picture, "all")
    assert found is not None
    assert found.record_class.authority == "Records Act 12 §3"
    assert code(story.when(DisposeRecords(record_class="all"))) == "destruction_under_way"


def test_the_clocks_part_of_it_cannot_be_put_under_approval() -> None:
    rule = AdoptApprovalRule(kind="DestroyDue", n=2, roles=("chief",))
    assert code(Story().when(rule)) == "order_not_proposable"


def test_a_town_can_ask_two_people_for_a_destruction() -> None:
    story = quay_fire()
    story.done(AdoptRetentionSchedule(classes=(of("all"),)))
    story.done(AdoptApprovalRule(kind="DisposeRecords", n=2, roles=("duty_officer", "chief")))
    order = DisposeRecords(record_class="all")
    assert code(story.when(order)) == "approval_needed"
    proposal = propose(story, order)
    for name in ("p-cy", "p-di"):
        approve(story, proposal, name)
    assert under_way(story.picture, "all") is None
    story.done(execution(story, proposal))
    assert under_way(story.picture, "all") is not None
