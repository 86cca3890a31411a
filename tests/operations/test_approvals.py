"""Orders that need more than one person: proposed, approved byte for byte, carried out."""

import json
import unicodedata
from datetime import timedelta

import msgspec
import pytest

from tests.operations.quay import quay_fire
from tests.operations.story import MORNING, Story
from tests.operations.test_plans import plan
from tocsin.operations import catalogue, proposals
from tocsin.operations.approvals import (
    AdoptApprovalRule,
    ApprovalRuleAdopted,
    ApprovalRuleLifted,
    LiftApprovalRule,
)
from tocsin.operations.execution import ExecuteProposal, ProposalExecuted
from tocsin.operations.forgetting import ForgetSubject, SubjectForgotten
from tocsin.operations.incident import IncidentOpened, OpenIncident
from tocsin.operations.officers import DeactivatePerson, SetRoles
from tocsin.operations.order_text import digest_of
from tocsin.operations.orders import Command, Context, Refused, Session
from tocsin.operations.picture.proposal import ApprovalRule, Proposal, ProposalState
from tocsin.operations.plans import AdoptPlan, PlanAdopted
from tocsin.operations.proposals import (
    KEPT_S,
    ApproveProposal,
    ArchiveProposal,
    ExpireProposal,
    ObjectToProposal,
    ProposalMade,
    Propose,
    WithdrawObjection,
    WithdrawProposal,
)
from tocsin.terms.codes import ForgetGround
from tocsin.terms.words import Words

FORGET = ForgetSubject(owner="report/r-old", ground=ForgetGround.objection)


def session(story: Story, name: str, *, ago_s: int = 10, credential: str | None = None) -> Session:
    at = MORNING + timedelta(seconds=story.now_s + 1 - ago_s)
    return Session(f"s-{name}", credential or f"key-{name}", at)


def under_rule(n: int = 2) -> Story:
    """Forgetting needs two approvals; p-cy, p-bo (duty officers) and p-di (chief) may give them."""
    story = quay_fire()
    rule = AdoptApprovalRule(kind="ForgetSubject", n=n, roles=("duty_officer", "chief"))
    story.done(rule)
    return story


def propose(story: Story, order: Command = FORGET, author: str = "p-ed") -> str:
    made, *_ = story.done(
        Propose(
            kind=type(order).__name__,
            order=msgspec.json.encode(order).decode(),
            reason="She asked us to",
        ),
        actor=author,
        session=session(story, author),
    )
    assert isinstance(made, ProposalMade)
    return made.proposal


def the(story: Story, proposal: str) -> Proposal:
    found = story.picture.proposals.get(proposal)
    assert found is not None
    return found


def text(story: Story, proposal: str) -> str:
    clear = the(story, proposal).text.text
    assert clear is not None
    return clear


def approval(story: Story, proposal: str) -> ApproveProposal:
    return ApproveProposal(proposal=proposal, digest=digest_of(text(story, proposal)))


def approve(story: Story, proposal: str, person: str) -> None:
    story.done(approval(story, proposal), actor=person, session=session(story, person))


def not_approved(story: Story, proposal: str, person: str, **how: object) -> Refused:
    signed_in = session(story, person, **how)  # type: ignore[arg-type]
    return story.refused(approval(story, proposal), actor=person, session=signed_in)


def execution(story: Story, proposal: str) -> ExecuteProposal:
    return ExecuteProposal(proposal=proposal, text=text(story, proposal))


def test_an_order_under_a_rule_is_refused_and_told_to_be_proposed() -> None:
    story = quay_fire()
    assert isinstance(story.done(FORGET)[0], SubjectForgotten), "no rule, no gate"
    story = under_rule()
    refused = story.refused(FORGET)
    assert refused.code == "approval_needed"
    assert refused.parameters == {"kind": "ForgetSubject", "n": "2", "roles": "chief, duty_officer"}
    story.done(OpenIncident(type="fire.vehicle"))


def test_two_different_people_approve_and_the_order_is_carried_out() -> None:
    story = under_rule()
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    refused = story.refused(execution(story, proposal))
    assert (refused.code, refused.parameters["found"], refused.parameters["n"]) == (
        "approvals_missing",
        "1",
        "2",
    )
    approve(story, proposal, "p-di")
    executed, forgotten = story.done(execution(story, proposal))
    assert isinstance(executed, ProposalExecuted)
    assert executed.approved_by == ("p-cy", "p-di")
    assert executed.digest == digest_of(text(story, proposal))
    assert forgotten == SubjectForgotten(subject="report/r-old", ground=ForgetGround.objection)
    assert "report/r-old" in story.picture.forgotten
    assert the(story, proposal).state is ProposalState.executed
    assert story.refused(execution(story, proposal)).code == "proposal_is_settled"


def test_a_plan_is_adopted_by_approval_when_the_town_wants_it_so() -> None:
    story = quay_fire()
    story.done(AdoptApprovalRule(kind="AdoptPlan", n=1, roles=("chief",)))
    order = AdoptPlan(plan="fire", over=0, content=plan())
    assert story.refused(order).code == "approval_needed"
    proposal = propose(story, order)
    approve(story, proposal, "p-di")
    _, adopted = story.done(execution(story, proposal))
    assert adopted == PlanAdopted(plan="fire", version=1, content=plan())


def test_the_words_of_a_proposal_are_sealed_and_its_digest_fits_it_alone() -> None:
    story = under_rule()
    first, second = propose(story), propose(story)
    assert the(story, first).text.owner == f"proposal/{first}"
    assert the(story, first).reason == Words(f"proposal/{first}", "She asked us to")
    assert the(story, first).digest != the(story, second).digest, "same order, other proposal"
    other = ApproveProposal(proposal=first, digest=the(story, second).digest)
    refused = story.refused(other, actor="p-cy", session=session(story, "p-cy"))
    assert refused.code == "digest_differs"


def test_an_edited_text_is_not_carried_out() -> None:
    story = under_rule(n=1)
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    edited = text(story, proposal).replace("r-old", "r-new")
    assert edited != text(story, proposal)
    assert story.refused(ExecuteProposal(proposal=proposal, text=edited)).code == "digest_differs"
    spaced = text(story, proposal) + " "
    assert story.refused(ExecuteProposal(proposal=proposal, text=spaced)).code == "digest_differs"


def test_the_author_never_approves_nor_the_one_it_was_proposed_for() -> None:
    story = under_rule()
    proposal = propose(story, author="p-cy")
    assert not_approved(story, proposal, "p-cy").code == "author_never_approves"
    context = Context(
        code="PE",
        now=MORNING,
        occurred_at=MORNING,
        command_id="c-for",
        actor="p-ed",
        on_behalf_of="p-di",
        session=session(story, "p-ed"),
    )
    order = Propose(kind="ForgetSubject", order=msgspec.json.encode(FORGET).decode())
    decision = catalogue.decide(order, story.picture, context)
    assert not isinstance(decision, Refused)
    story.given(*decision)
    (made,) = decision
    assert isinstance(made, ProposalMade)
    assert not_approved(story, made.proposal, "p-di").code == "author_never_approves"


def test_nobody_approves_on_behalf_of_somebody() -> None:
    story = under_rule()
    proposal = propose(story)
    context = Context(
        code="PE",
        now=MORNING,
        occurred_at=MORNING,
        command_id="c-for",
        actor="p-di",
        on_behalf_of="p-cy",
        session=session(story, "p-di"),
    )
    decision = catalogue.decide(approval(story, proposal), story.picture, context)
    assert isinstance(decision, Refused)
    assert decision.code == "approval_is_personal"


def test_approvers_differ_in_session_and_credential_from_each_other_and_the_author() -> None:
    story = under_rule()
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    same_session = Session("s-p-cy", "key-p-di", session(story, "p-di").authenticated_at)
    refused = story.refused(approval(story, proposal), actor="p-di", session=same_session)
    assert refused.code == "same_session_or_credential"
    assert not_approved(story, proposal, "p-di", credential="key-p-cy").code == (
        "same_session_or_credential"
    )
    assert not_approved(story, proposal, "p-di", credential="key-p-ed").code == (
        "same_session_or_credential"
    )
    assert (
        story.done(approval(story, proposal), actor="p-cy", session=session(story, "p-cy")) == []
    ), "a second yes of the same person is none"


def test_an_approver_has_just_proved_who_they_are() -> None:
    story = under_rule()
    proposal = propose(story)
    refused = not_approved(story, proposal, "p-cy", ago_s=301)
    assert refused.code == "approver_not_present"
    assert refused.parameters == {"ago_s": "301", "presence_s": "300"}
    assert not_approved(story, proposal, "p-cy", ago_s=-5).code == "approver_not_present"
    assert story.refused(approval(story, proposal), actor="p-cy").code == "session_needed"
    at_once = session(story, "p-cy", ago_s=300)
    story.done(approval(story, proposal), actor="p-cy", session=at_once)


def test_presence_goes_by_the_towns_clock_not_by_a_time_somebody_reports() -> None:
    story = under_rule()
    proposal = propose(story)
    story.now_s = 1000
    old = Session("s-p-cy", "key-p-cy", MORNING)
    refused = story.refused(approval(story, proposal), actor="p-cy", session=old, at_s=60)
    assert refused.code == "approver_not_present"


def test_only_active_people_in_an_allowed_role_approve_or_object() -> None:
    story = under_rule()
    proposal = propose(story)
    assert not_approved(story, proposal, "p-fay").code == "approver_not_authorised"
    assert not_approved(story, proposal, "p-gone").code == "approver_not_authorised"
    assert not_approved(story, proposal, "p-nobody").code == "approver_not_authorised"
    objection = ObjectToProposal(proposal=proposal, reason="r")
    assert story.refused(objection, actor="p-fay").code == "approver_not_authorised"


def test_who_loses_the_role_or_leaves_does_not_count_any_more() -> None:
    story = under_rule()
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    approve(story, proposal, "p-di")
    story.done(SetRoles(person="p-di", roles=("observer",)))
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    story.done(SetRoles(person="p-di", roles=("chief",)))
    story.done(DeactivatePerson(person="p-cy", reason="leaves"))
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    approve(story, proposal, "p-bo")
    executed, *_ = story.done(execution(story, proposal))
    assert isinstance(executed, ProposalExecuted)
    assert executed.approved_by == ("p-di", "p-bo")


def test_a_rule_made_stricter_asks_for_more_and_a_lifted_one_for_what_it_asked() -> None:
    story = under_rule(n=1)
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    stricter = ApprovalRule("ForgetSubject", 2, ("chief", "duty_officer"))
    story.given(ApprovalRuleAdopted(rule=stricter))
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    story.given(ApprovalRuleLifted(kind="ForgetSubject"))
    story.done(execution(story, proposal))
    story = under_rule(n=2)
    proposal = propose(story)
    story.given(ApprovalRuleLifted(kind="ForgetSubject"))
    assert story.refused(execution(story, proposal)).code == "approvals_missing"


def test_an_objection_blocks_until_it_is_taken_back_and_cancels_the_objectors_yes() -> None:
    story = under_rule()
    proposal = propose(story)
    approve(story, proposal, "p-cy")
    approve(story, proposal, "p-di")
    story.done(ObjectToProposal(proposal=proposal, reason="Court order pending"), actor="p-cy")
    again = ObjectToProposal(proposal=proposal, reason="Still")
    assert story.done(again, actor="p-cy") == []
    refused = story.refused(execution(story, proposal))
    assert (refused.code, refused.parameters["person"]) == ("proposal_is_objected_to", "p-cy")
    assert not_approved(story, proposal, "p-bo").code == "proposal_is_objected_to"
    taken_back = WithdrawObjection(proposal=proposal)
    assert story.refused(taken_back, actor="p-di").code == "no_objection_of_yours"
    story.done(taken_back, actor="p-cy")
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    approve(story, proposal, "p-cy")
    story.done(execution(story, proposal))


def test_only_the_author_withdraws_a_proposal() -> None:
    story = under_rule()
    proposal = propose(story)
    withdrawal = WithdrawProposal(proposal=proposal)
    assert story.refused(withdrawal, actor="p-cy").code == "proposal_not_yours"
    story.done(withdrawal, actor="p-ed")
    assert the(story, proposal).state is ProposalState.withdrawn
    refused = not_approved(story, proposal, "p-cy")
    assert (refused.code, refused.parameters["state"]) == ("proposal_is_settled", "withdrawn")


def test_a_proposal_ends_with_its_time_and_leaves_the_picture_later() -> None:
    story = under_rule()
    proposal = propose(story)
    ends_at = the(story, proposal).expires_at
    too_early = story.refused(ExpireProposal(proposal=proposal))
    assert too_early.code == "proposal_not_expired"
    assert proposals.due(story.picture, ends_at - timedelta(seconds=1)) == []
    assert proposals.due(story.picture, ends_at) == [ExpireProposal(proposal=proposal)]
    approve(story, proposal, "p-cy")
    approve(story, proposal, "p-di")
    story.now_s += 86_400
    assert story.refused(execution(story, proposal)).code == "proposal_is_expired"
    story.done(ExpireProposal(proposal=proposal))
    assert the(story, proposal).state is ProposalState.expired
    assert story.done(ExpireProposal(proposal=proposal)) == []
    assert story.done(ArchiveProposal(proposal=proposal)) == [], "not yet"
    story.now_s += KEPT_S
    now = MORNING + timedelta(seconds=story.now_s)
    assert proposals.due(story.picture, now) == [ArchiveProposal(proposal=proposal)]
    story.done(ArchiveProposal(proposal=proposal))
    assert proposal not in story.picture.proposals
    assert story.refused(WithdrawProposal(proposal=proposal)).code == "proposal_unknown"


def test_what_would_be_refused_now_is_not_proposed_and_what_is_refused_later_stays_open() -> None:
    story = quay_fire()
    story.done(AdoptApprovalRule(kind="AdoptPlan", n=1, roles=("chief",)))
    late = AdoptPlan(plan="fire", over=7, content=plan())
    order = Propose(kind="AdoptPlan", order=msgspec.json.encode(late).decode())
    refused = story.refused(order, actor="p-ed", session=session(story, "p-ed"))
    assert refused.code == "plan_has_moved_on"
    proposal = propose(story, AdoptPlan(plan="fire", over=0, content=plan()))
    approve(story, proposal, "p-di")
    story.given(PlanAdopted(plan="fire", version=1, content=plan(plan().cards[0], plan().cards[0])))
    assert story.refused(execution(story, proposal)).code == "plan_has_moved_on"
    assert the(story, proposal).state is ProposalState.open


NAIVE = '{"obligation": "o", "due_at": "2026-03-02T10:00:00", "reason": "later"}'


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Propose(kind="Nonsense", order="{}"), "order_unknown"),
        (Propose(kind="ExecuteProposal", order="{}"), "order_not_proposable"),
        (Propose(kind="OpenIncident", order='{"type": "fire.vehicle"}'), "approval_not_needed"),
        (Propose(kind="ForgetSubject", order='{"owner": 7}'), "order_unreadable"),
        (Propose(kind="ForgetSubject", order="not JSON"), "order_unreadable"),
        (Propose(kind="PostponeObligation", order=NAIVE), "order_unreadable"),
        (ApproveProposal(proposal="x", digest="y"), "proposal_unknown"),
        (AdoptApprovalRule(kind="Nonsense", n=1, roles=("chief",)), "order_unknown"),
        (AdoptApprovalRule(kind="Propose", n=1, roles=("chief",)), "order_not_proposable"),
        (AdoptApprovalRule(kind="AdoptPlan", n=1, roles=()), "rule_without_roles"),
        (AdoptApprovalRule(kind="AdoptPlan", n=1, roles=("wizard",)), "role_unknown"),
        (AdoptApprovalRule(kind="AdoptPlan", n=2, roles=("chief",)), "too_few_approvers"),
        (LiftApprovalRule(kind="AdoptPlan"), "rule_unknown"),
    ],
)
def test_approving_is_refused_with_the_reason(order: Command, expected: str) -> None:
    story = under_rule()
    assert story.refused(order, actor="p-ed", session=session(story, "p-ed")).code == expected


def test_a_proposal_needs_somebody_who_signed_in() -> None:
    story = under_rule()
    order = Propose(kind="ForgetSubject", order=msgspec.json.encode(FORGET).decode())
    assert story.refused(order, actor="p-ed").code == "session_needed"


def test_an_unreadable_order_says_where_and_never_what_stood_there() -> None:
    story = under_rule()
    order = Propose(kind="ForgetSubject", order='{"owner": "report/r", "ground": "Mrs Example"}')
    refused = story.refused(order, actor="p-ed", session=session(story, "p-ed"))
    assert refused.parameters["where"] == "$.ground"
    assert "Example" not in json.dumps(refused.parameters)


def test_a_rule_guards_itself_against_being_changed_or_lifted_by_one_person() -> None:
    story = under_rule()
    weaker = AdoptApprovalRule(kind="ForgetSubject", n=1, roles=("chief",))
    lifted = LiftApprovalRule(kind="ForgetSubject")
    assert story.refused(weaker).code == "approval_needed"
    assert story.refused(lifted).code == "approval_needed"
    proposal = propose(story, lifted)
    approve(story, proposal, "p-cy")
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    approve(story, proposal, "p-di")
    story.done(execution(story, proposal))
    story.done(FORGET)


def test_an_order_under_two_rules_needs_both() -> None:
    story = under_rule(n=1)
    story.done(AdoptApprovalRule(kind="LiftApprovalRule", n=1, roles=("incident_commander",)))
    proposal = propose(story, LiftApprovalRule(kind="ForgetSubject"))
    approve(story, proposal, "p-ada")
    assert story.refused(execution(story, proposal)).code == "approvals_missing"
    approve(story, proposal, "p-di")
    story.done(execution(story, proposal))


def test_a_rule_asks_for_presence_within_five_minutes_unless_it_says_otherwise() -> None:
    story = quay_fire()
    rule = AdoptApprovalRule(kind="AdoptPlan", n=1, roles=("chief",))
    (adopted,) = story.done(rule)
    assert isinstance(adopted, ApprovalRuleAdopted)
    assert adopted.rule.presence_s == 300
    assert story.picture.approval_rules.get("AdoptPlan") == adopted.rule


def test_access_can_see_the_order_inside_an_execution() -> None:
    story = under_rule()
    proposal = propose(story)
    assert catalogue.inner(execution(story, proposal)) == FORGET
    broken = catalogue.inner(ExecuteProposal(proposal=proposal, text="{}"))
    assert isinstance(broken, Refused)
    assert broken.code == "order_unreadable"


def test_text_in_any_unicode_form_is_approved_and_carried_out_as_it_was_meant() -> None:
    story = quay_fire()
    story.done(AdoptApprovalRule(kind="OpenIncident", n=1, roles=("chief",)))
    meant = "Cafe\u0301\n\u0301 \u2260 \u706b"
    proposal = propose(story, OpenIncident(type="fire.vehicle", summary=meant))
    kept = text(story, proposal)
    assert unicodedata.normalize("NFC", kept) == kept, "storing it does not change its digest"
    approve(story, proposal, "p-di")
    _, opened = story.done(execution(story, proposal))
    assert isinstance(opened, IncidentOpened)
    assert opened.summary is not None
    assert opened.summary.text == unicodedata.normalize("NFC", meant)
