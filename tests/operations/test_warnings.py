"""Warnings: two people stand behind each; what cannot be is refused, what is unusual is asked."""

from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tests.operations.warned import (
    ASKED,
    approved,
    approving,
    asked_for,
    at_desk,
    drafted,
    drafting,
    facts,
    issued,
    sent,
    square,
    text,
    the,
    town,
)
from tocsin.geo.places import Point
from tocsin.operations.arising import arising
from tocsin.operations.picture.warning import Circle, Polygon, Question, WarningState
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_content import WarningRefusal as No
from tocsin.operations.warning_issue import (
    ApproveWarning,
    ExpireWarning,
    IssueWarning,
    ReviewWarning,
    TellNeighbourOfWarning,
    due,
)
from tocsin.operations.warnings import CheckWarning, DraftWarning, ReviseWarning, WithdrawWarning
from tocsin.terms.cap import CapMsgType, CapResponse, CapScope, CapStatus
from tocsin.terms.kinds import LogKind

HOUR = timedelta(hours=1)


def issue(story: Story, name: str) -> IssueWarning:
    return IssueWarning(warning=name, digest=the(story, name).digest)


def test_a_warning_is_written_asked_for_approved_and_sent_by_two_people() -> None:
    story = town()
    name = drafted(story)
    assert the(story).state is WarningState.draft
    asked_for(story, name)
    assert tuple(each.question for each in the(story).questions) == ASKED
    approved(story, name)
    assert the(story).state is WarningState.approved
    sent(story, name, "ben")
    found = the(story)
    assert found.state is WarningState.issued
    assert found.is_in_force
    assert found.status is CapStatus.actual
    assert found.sent is not None
    assert found.sent.microsecond == 0


@pytest.mark.parametrize("kind", [LogKind.exercise, LogKind.test])
def test_a_drill_sends_what_says_that_it_is_one(kind: LogKind) -> None:
    story = town(kind)
    issued(story)
    assert the(story).status == kind.value


def test_nothing_more_real_than_the_log_is_written() -> None:
    story = town(LogKind.exercise)
    no = story.refused(drafting(status=CapStatus.actual), actor="p-ana")
    assert no.code == No.warning_more_real_than_log


def test_a_draft_of_the_town_is_not_sent_from_a_fork_of_its_log() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    story.kind = LogKind.exercise
    no = story.refused(issue(story, name), actor="p-ana", session=at_desk(story, "ana"))
    assert no.code == No.warning_of_another_log


def test_an_announced_test_is_a_test_in_the_actual_log() -> None:
    story = town()
    name = issued(story, facts=facts(test_of="siren-day"))
    assert the(story, name).status is CapStatus.test


def test_who_wrote_or_asked_never_approves() -> None:
    story = town()
    name = drafted(story)
    story.done(CheckWarning(warning=name), actor="p-cem", session=at_desk(story, "cem"))
    for who in ("ana", "cem"):
        no = story.refused(
            approving(story, name), actor=f"p-{who}", session=at_desk(story, f"{who}-again")
        )
        assert no.code == No.warning_needs_another_person


def test_who_writes_it_anew_is_an_author_and_everybody_is_asked_again() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    order = ReviseWarning(
        warning=name, digest=the(story).digest, facts=facts(), texts=(text(), text("de"))
    )
    story.done(order, actor="p-ben")
    assert the(story).state is WarningState.draft
    assert the(story).approval is None
    asked_for(story, name)
    no = story.refused(approving(story, name), actor="p-ben", session=at_desk(story, "ben"))
    assert no.code == No.warning_needs_another_person


def test_two_people_on_one_sign_in_are_one() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    no = story.refused(
        approving(story, name), actor="p-ben", session=at_desk(story, "ben", desk="ana")
    )
    assert no.code == No.warning_needs_another_session


def test_approving_and_sending_take_people_who_have_just_signed_in() -> None:
    story = town()
    name = drafted(story)
    no = story.refused(CheckWarning(warning=name), actor="p-ana")
    assert no.code == No.warning_needs_sign_in
    asked_for(story, name)
    old = at_desk(story, "ben", ago_s=301)
    assert story.refused(approving(story, name), actor="p-ben", session=old).code == (
        No.warning_not_present
    )
    approved(story, name)
    for session, code in ((None, No.warning_needs_sign_in),
                          (at_desk(story, "ana", 400), No.warning_not_present)):  # fmt: skip
        no = story.refused(issue(story, name), actor="p-ana", session=session)
        assert no.code == code


def test_nobody_without_the_authority_stands_behind_a_warning() -> None:
    story = town()
    name = drafted(story)
    no = story.refused(CheckWarning(warning=name), actor="p-dot", session=at_desk(story, "dot"))
    assert no.code == No.warning_approver_not_authorised


def test_an_approval_is_of_what_was_read() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    other = ApproveWarning(warning=name, digest="0" * 64, acknowledged=ASKED)
    no = story.refused(other, actor="p-ben", session=at_desk(story, "ben"))
    assert no.code == No.warning_moved_on


def test_the_digest_covers_every_word_and_every_fact() -> None:
    one = town()
    drafted(one)
    for changed in (
        {"facts": facts(areas=(square(side=9_999),))},
        {"facts": facts(responses=(CapResponse.shelter,))},
        {"texts": (text(), text("de"))},
    ):
        other = town()
        drafted(other, **changed)
        assert the(other).id == the(one).id
        assert the(other).digest != the(one).digest


def test_an_approval_grows_old() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    story.now_s += 1_801
    no = story.refused(issue(story, name), actor="p-ana", session=at_desk(story, "ana"))
    assert no.code == No.warning_approval_too_old


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (drafting(texts=()), No.warning_without_words),
        (drafting(texts=(text(), text())), No.warning_language_twice),
        (drafting(facts=facts(areas=())), No.warning_without_area),
        (drafting(facts=facts(expires=MORNING)), No.warning_ends_too_early),
        (
            drafting(facts=facts(onset=MORNING + 7 * HOUR)),
            No.warning_ends_too_early,
        ),
        (drafting(facts=facts(expires=MORNING + 25 * HOUR)), No.warning_lasts_too_long),
        (drafting(facts=facts(scope=CapScope.restricted)), No.warning_incomplete),
        (drafting(facts=facts(scope=CapScope.private)), No.warning_incomplete),
        (drafting(msg_type=CapMsgType.update), No.warning_follows_nothing),
        (drafting(msg_type=CapMsgType.update, follows="PE-wx"), No.warning_unknown),
    ],
)
def test_what_no_warning_can_be_is_refused(draft: DraftWarning, code: No) -> None:
    assert town().refused(draft, actor="p-ana").code == code


def test_a_border_that_crosses_itself_is_none() -> None:
    corners = tuple(Point(lat, lon) for lat, lon in ((0, 0), (9, 9), (0, 9), (9, 0)))
    bow = square()
    area = type(bow)("Bow", (Polygon(corners),))
    no = town().refused(drafting(facts=facts(areas=(area,))), actor="p-ana")
    assert no.code == No.warning_area_unsound


@pytest.mark.parametrize("end", [CapMsgType.update, CapMsgType.cancel])
def test_what_follows_a_warning_ends_it_and_refers_to_it(end: CapMsgType) -> None:
    story = town()
    first = issued(story)
    second = issued(story, msg_type=end, follows=first)
    before, after = the(story, first), the(story, second)
    is_cancel = end is CapMsgType.cancel
    assert before.state is (WarningState.cancelled if is_cancel else WarningState.updated)
    assert before.ended_by == second
    [reference] = after.references
    assert (reference.identifier, reference.sent) == (first, before.sent)
    assert after.chain == first
    assert after.is_in_force is not is_cancel
    again = drafting(msg_type=end, follows=first)
    assert story.refused(again, actor="p-ana").code == No.warning_not_in_force


def test_of_two_that_would_end_the_same_one_only_the_first_is_sent() -> None:
    story = town()
    first = issued(story)
    names = [drafted(story, msg_type=CapMsgType.cancel, follows=first) for _ in range(2)]
    for name in names:
        asked_for(story, name)
        approved(story, name)
    sent(story, names[0])
    no = story.refused(issue(story, names[1]), actor="p-ana", session=at_desk(story, "ana"))
    assert no.code == No.warning_not_in_force


def test_the_clock_ends_a_warning_and_a_review_closes_it() -> None:
    story = town()
    name = issued(story)
    assert due(story.picture, MORNING + 5 * HOUR) == []
    early = story.refused(ExpireWarning(warning=name), actor="system/clock")
    assert early.code == No.warning_not_expired
    story.now_s = 6 * 3600
    assert due(story.picture, MORNING + 6 * HOUR) == [ExpireWarning(warning=name)]
    story.done(ExpireWarning(warning=name), actor="system/clock")
    assert the(story, name).state is WarningState.expired
    assert story.done(ExpireWarning(warning=name), actor="system/clock") == []
    late = drafting(
        msg_type=CapMsgType.update, follows=name, facts=facts(expires=MORNING + 9 * HOUR)
    )
    assert story.refused(late, actor="p-ana").code == No.warning_not_in_force
    story.done(ReviewWarning(warning=name, findings="The zone was too small."), actor="p-ana")
    assert the(story, name).reviewed_at is not None


def test_nothing_is_reviewed_before_it_is_over_or_that_never_went_out() -> None:
    story = town()
    name = issued(story)
    order = ReviewWarning(warning=name, findings="too early")
    assert story.refused(order, actor="p-ana").code == No.warning_not_over


def test_a_draft_is_taken_back_and_a_warning_that_went_out_is_not() -> None:
    story = town()
    name = drafted(story)
    story.done(WithdrawWarning(warning=name, reason="false alarm"), actor="p-ana")
    assert the(story, name).state is WarningState.withdrawn
    other = issued(story)
    no = story.refused(WithdrawWarning(warning=other, reason="no"), actor="p-ana")
    assert no.code == No.warning_stands_otherwise


def test_what_is_unusual_is_answered_by_name() -> None:
    story = town()
    story.now_s = 15 * 3600
    night = facts(expires=MORNING + 20 * HOUR, responses=(CapResponse.monitor,))
    name = drafted(story, facts=night)
    asked_for(story, name)
    asked = [each.question for each in the(story, name).questions]
    assert asked == [
        Question.night_hours, Question.no_protective_action, Question.words_not_reviewed
    ]  # fmt: skip
    order = ApproveWarning(
        warning=name, digest=the(story, name).digest, acknowledged=(Question.night_hours,)
    )
    no = story.refused(order, actor="p-ben", session=at_desk(story, "ben"))
    assert no.code == No.warning_questions_open
    assert no.parameters["questions"] == "no_protective_action, words_not_reviewed"
    approved(story, name)


def test_what_became_unusual_after_the_approval_is_asked_before_sending() -> None:
    story = town()
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    issued(story, facts=facts(responses=(CapResponse.shelter,)))
    no = story.refused(issue(story, name), actor="p-ana", session=at_desk(story, "ana"))
    assert no.code == No.warning_questions_open
    assert no.parameters["questions"] == "contradicts_ours"


def stay_here(story: Story, **other: object) -> list[Question]:
    """What is asked of a warning to stay, where another one says to leave."""
    name = drafted(story, facts=facts(responses=(CapResponse.shelter,), **other))
    asked_for(story, name)
    return [each.question for each in the(story, name).questions]


def test_advice_that_contradicts_what_is_in_force_is_asked_about() -> None:
    story = town()
    issued(story)
    assert Question.contradicts_ours in stay_here(story)
    beside = square(lon_udeg=8_010_001)
    assert Question.contradicts_ours not in stay_here(story, areas=(beside,))
    reaching = type(beside)("Round", circles=(Circle(Point(50_005_000, 8_011_000), 100),))
    assert Question.contradicts_ours in stay_here(story, areas=(reaching,))
    later = {"onset": MORNING + 6 * HOUR, "expires": MORNING + 8 * HOUR}
    assert Question.contradicts_ours not in stay_here(story, **later)


def test_the_ground_says_what_nobody_could_tell_from_the_order() -> None:
    story = town()
    told = {
        Question.area_not_measured: None,
        Question.whole_town: Survey(ground="g", spots=9, inside_permille=1000, town_permille=950),
        Question.languages_unknown: Survey(
            ground="g", spots=9, inside_permille=1000, town_permille=1
        ),
        Question.crosses_border: Survey(
            ground="g", spots=9, inside_permille=500, town_permille=1, abroad=("Ellery",),
            neighbours=("EB",),
        ),
    }  # fmt: skip
    for question, survey in told.items():
        story.survey = survey
        name = drafted(story)
        asked_for(story, name)
        assert question in [each.question for each in the(story, name).questions]


@pytest.mark.parametrize(
    ("inside", "unjoined"), [(0, ()), (700, ("Norwick",))], ids=["elsewhere", "not a neighbour's"]
)
def test_an_area_that_is_not_ours_to_warn_is_refused(
    inside: int, unjoined: tuple[str, ...]
) -> None:
    story = town()
    story.survey = Survey(
        ground="g", spots=9, inside_permille=inside, town_permille=1, abroad=("Norwick",),
        unjoined=unjoined,
    )  # fmt: skip
    name = drafted(story)
    no = story.refused(CheckWarning(warning=name), actor="p-ana", session=at_desk(story, "ana"))
    assert no.code == No.warning_outside_authority


def test_a_neighbour_is_told_before_the_public_or_it_is_said_why_not() -> None:
    story = town()
    story.survey = Survey(
        ground="g", spots=9, inside_permille=500, town_permille=1, abroad=("Ellery",),
        neighbours=("EB",), spoken=(),
    )  # fmt: skip
    name = drafted(story)
    asked_for(story, name)
    approved(story, name)
    ana = {"actor": "p-ana"}
    no = story.refused(issue(story, name), session=at_desk(story, "ana"), **ana)
    assert (no.code, no.parameters["neighbours"]) == (No.warning_neighbours_not_told, "EB")
    other = TellNeighbourOfWarning(warning=name, neighbour="NO", means="telephone")
    assert story.refused(other, **ana).code == No.warning_neighbour_not_concerned
    both = TellNeighbourOfWarning(warning=name, neighbour="EB", means="x", why_not="y")
    assert story.refused(both, **ana).code == No.warning_told_how
    told = TellNeighbourOfWarning(warning=name, neighbour="EB", why_not="the link is cut")
    story.done(told, **ana)
    sent(story, name)
    assert the(story, name).is_in_force


def owed(story: Story, kind: str) -> list[str]:
    """Subjects of which this is owed by now, or will be."""
    far = MORNING + 1000 * HOUR
    return [each.subject for each in arising(story.picture, far) if each.kind == kind]


def test_nobody_forgets_to_end_a_warning_or_to_learn_from_it() -> None:
    story = town()
    name = issued(story)
    [found] = [each for each in arising(story.picture, MORNING) if each.kind == "all_clear"]
    assert found.due_at == MORNING + 6 * HOUR - timedelta(minutes=30)
    renewed = issued(
        story, msg_type=CapMsgType.update, follows=name, facts=facts(expires=MORNING + 9 * HOUR)
    )
    assert owed(story, "all_clear") == [f"warning/{renewed}"]
    assert owed(story, "warning_review") == [], "a renewed one goes on"
    end = issued(story, msg_type=CapMsgType.cancel, follows=renewed)
    assert owed(story, "all_clear") == [], "the end of a warning is not ended"
    assert owed(story, "warning_review") == [f"warning/{renewed}"]
    story.done(ReviewWarning(warning=renewed, findings="well done"), actor="p-ana")
    assert owed(story, "warning_review") == []
    late = MORNING + timedelta(days=31)
    story.now_s = 31 * 86_400
    left = due(story.picture, late)
    assert {str(each.warning) for each in left} == {name, renewed, end}  # type: ignore[attr-defined]
    for each in left:
        story.done(each, actor="system/clock")
    assert len(story.picture.warnings) == 0


def test_borders_are_bounded_so_that_nobody_waits_for_them() -> None:
    def coast(south: int) -> Polygon:
        north = [Point(south + 900, at * 10) for at in range(240)]
        return Polygon((*north, *(Point(south, at * 10) for at in reversed(range(240)))))

    area = type(square())("Coast", tuple(coast(at * 1_000) for at in range(3)))
    no = town().refused(drafting(facts=facts(areas=(area,))), actor="p-ana")
    assert no.code == No.warning_area_unsound
    few = type(area)("Coast", area.polygons[:2])
    assert town().done(drafting(facts=facts(areas=(few,))), actor="p-ana")
