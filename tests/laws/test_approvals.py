"""The law of approvals: whatever people try, nothing under a rule is done without enough of them.

Random attempts run against the real decide functions. An oracle that shares no code with them
keeps its own ledger of who said yes, from which session, how fresh, and judges every execution.
Each mutant switches off one protection; in the same run the oracle must catch every one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import combinations

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tests.operations.story import MORNING, Story
from tocsin.operations import approvals, catalogue, execution, proposals
from tocsin.operations.approvals import AdoptApprovalRule
from tocsin.operations.execution import ExecuteProposal, ProposalExecuted
from tocsin.operations.forgetting import ForgetSubject, SubjectForgotten
from tocsin.operations.officers import (
    DeactivatePerson,
    ReactivatePerson,
    RegisterPerson,
    SetRoles,
)
from tocsin.operations.order_text import digest_of
from tocsin.operations.orders import Command, Context, Decision, Refused, Session
from tocsin.operations.picture import Picture
from tocsin.operations.picture.proposal import Approval, ApprovalRule, Proposal, SignedIn
from tocsin.operations.proposals import (
    ApproveProposal,
    ObjectToProposal,
    ProposalApproved,
    ProposalMade,
    Propose,
    WithdrawObjection,
    WithdrawProposal,
)
from tocsin.terms.codes import ForgetGround

N, PRESENCE_S, EXPIRES_S = 2, 300, 3600
OFFICERS = ("p-b", "p-c", "p-d")
PEOPLE = ("p-a", *OFFICERS, "p-e")
ORDER = ForgetSubject(owner="report/r1", ground=ForgetGround.objection)


@dataclass(frozen=True)
class SignIn:
    """How somebody is signed in for one attempt: with what is their own, or with what is shared."""

    person: str
    shares_session: bool = False
    shares_credential: bool = False
    ago_s: int = 5

    @property
    def session_id(self) -> str:
        return "s-shared" if self.shares_session else f"s-{self.person}"

    @property
    def credential(self) -> str:
        return "k-shared" if self.shares_credential else f"k-{self.person}"


@dataclass(frozen=True)
class Attempt:
    """One thing somebody tries. `what` names it; the rest matters where it applies."""

    what: str
    by: SignIn
    is_forged: bool = False
    wait_s: int = 0


AGES = st.sampled_from([5, 5, 5, 299, 300, 301, 4000, -60])
SIGN_INS = st.builds(
    SignIn,
    person=st.sampled_from((*PEOPLE, *OFFICERS)),
    shares_session=st.sampled_from([False, False, True]),
    shares_credential=st.sampled_from([False, False, True]),
    ago_s=AGES,
)
WHAT = st.sampled_from(
    ["approve"] * 5
    + ["execute"] * 2
    + ["object", "take back", "withdraw", "order", "demote", "promote", "leave", "return", "wait"]
)
ATTEMPTS = st.builds(
    Attempt,
    what=WHAT,
    by=SIGN_INS,
    is_forged=st.sampled_from([False, False, False, True]),
    wait_s=st.sampled_from([10, 290, 3500, 3600]),
)
AT_LAST = st.builds(
    Attempt,
    what=st.just("execute"),
    by=st.just(SignIn("p-a")),
    is_forged=st.sampled_from([False, False, True]),
)


@dataclass(frozen=True)
class Course:
    """A proposal, what people try then, and an attempt to carry it out at the end."""

    author: SignIn
    acting_for: str | None
    attempts: tuple[Attempt, ...]


COURSES = st.builds(
    Course,
    author=st.builds(
        SignIn,
        person=st.sampled_from(["p-a", "p-a", "p-b"]),
        shares_session=st.sampled_from([False, False, True]),
    ),
    acting_for=st.sampled_from([None, None, "p-b"]),
    attempts=st.builds(
        lambda tried, last: (*tried, last), st.lists(ATTEMPTS, min_size=1, max_size=9), AT_LAST
    ),
)


@dataclass
class Ledger:
    """What the oracle saw with its own eyes."""

    course: Course
    text: str = ""
    proposed_at_s: int = 0
    yes: list[SignIn] = field(default_factory=list)
    no: set[str] = field(default_factory=set)
    officers: set[str] = field(default_factory=lambda: set(OFFICERS))
    gone: set[str] = field(default_factory=set)
    is_over: bool = False
    executions: int = 0

    def may_be_done(self, text: str, now_s: int) -> bool:
        """Whether an execution is lawful now."""
        return (
            text == self.text
            and not self.is_over
            and not self.no
            and now_s - self.proposed_at_s < EXPIRES_S
            and any(self._is_lawful(group) for group in combinations(self.yes, N))
        )

    def _is_lawful(self, group: tuple[SignIn, ...]) -> bool:
        author = self.course.author
        everybody = (author, *group)
        return (
            len({each.person for each in everybody}) == N + 1
            and len({each.session_id for each in everybody}) == N + 1
            and len({each.credential for each in everybody}) == N + 1
            and all(each.person != self.course.acting_for for each in group)
            and all(0 <= each.ago_s <= PRESENCE_S for each in group)
            and all(each.person in self.officers - self.gone for each in group)
        )


class Broken(Exception):
    """The law was broken, and how."""


@cache
def town() -> Story:
    """The town at the beginning of every course."""
    story = Story()
    for person in PEOPLE:
        roles = ("duty_officer",) if person in OFFICERS else ("crew",)
        story.done(RegisterPerson(id=person, roles=roles))
    story.done(
        AdoptApprovalRule(
            kind="ForgetSubject",
            n=N,
            roles=("duty_officer",),
            presence_s=PRESENCE_S,
            expires_s=EXPIRES_S,
        )
    )
    return story


def order(story: Story, command: Command, by: SignIn, acting_for: str | None = None) -> Decision:
    """Somebody orders something; what is granted is recorded."""
    story.asked += 1
    story.now_s += 1
    now = MORNING + timedelta(seconds=story.now_s)
    signed_in = Session(by.session_id, by.credential, now - timedelta(seconds=by.ago_s))
    context = Context(
        code="PE",
        now=now,
        occurred_at=now,
        command_id=f"c{story.asked}",
        actor=by.person,
        on_behalf_of=acting_for,
        session=signed_in,
        number_key=b"a key for laws",
    )
    decision = catalogue.decide(command, story.picture, context)
    if not isinstance(decision, Refused):
        story.given(*decision)
    return decision


def run(course: Course) -> int:
    """Play a course against the town; returns how often it was carried out. Raises Broken."""
    story, ledger = replace(town()), Ledger(course)
    made = order(
        story,
        Propose(kind="ForgetSubject", order=msgspec.json.encode(ORDER).decode()),
        course.author,
        course.acting_for,
    )
    assert not isinstance(made, Refused)
    (proposal,) = made
    assert isinstance(proposal, ProposalMade)
    assert proposal.text.text is not None
    ledger.text, ledger.proposed_at_s = proposal.text.text, story.now_s
    for attempt in course.attempts:
        _play(story, ledger, proposal.proposal, attempt)
    return ledger.executions


def _play(story: Story, ledger: Ledger, proposal: str, attempt: Attempt) -> None:
    if attempt.what == "wait":
        story.now_s += attempt.wait_s
        return
    text = ledger.text.replace("r1", "r2") if attempt.is_forged else ledger.text
    decision = order(story, _command(attempt, proposal, text), attempt.by)
    if isinstance(decision, Refused):
        return
    _judge(ledger, attempt, decision, text, story.now_s)
    _note(ledger, attempt, decision)


def _command(attempt: Attempt, proposal: str, text: str) -> Command:
    person = attempt.by.person
    commands: dict[str, Command] = {
        "approve": ApproveProposal(proposal=proposal, digest=digest_of(text)),
        "execute": ExecuteProposal(proposal=proposal, text=text),
        "object": ObjectToProposal(proposal=proposal, reason="no"),
        "take back": WithdrawObjection(proposal=proposal),
        "withdraw": WithdrawProposal(proposal=proposal),
        "order": ORDER,
        "demote": SetRoles(person=person, roles=("crew",)),
        "promote": SetRoles(person=person, roles=("duty_officer",)),
        "leave": DeactivatePerson(person=person, reason="leaves"),
        "return": ReactivatePerson(person=person),
    }
    return commands[attempt.what]


def _judge(
    ledger: Ledger, attempt: Attempt, decision: list[object] | Decision, text: str, now_s: int
) -> None:
    """The law itself."""
    assert not isinstance(decision, Refused)
    is_execution = any(isinstance(each, ProposalExecuted) for each in decision)
    if any(isinstance(each, SubjectForgotten) for each in decision) and not is_execution:
        raise Broken(f"done without a proposal by {attempt}")
    if is_execution and not ledger.may_be_done(text, now_s):
        raise Broken(f"carried out with {ledger}")


def _note(ledger: Ledger, attempt: Attempt, decision: Decision) -> None:
    assert not isinstance(decision, Refused)
    person = attempt.by.person
    for each in decision:
        if isinstance(each, ProposalApproved) and not attempt.is_forged:
            ledger.yes.append(attempt.by)
        if isinstance(each, ProposalExecuted):
            ledger.executions += 1
            ledger.is_over = True
    if attempt.what == "object":
        ledger.no.add(person)
        ledger.yes = [each for each in ledger.yes if each.person != person]
    elif attempt.what == "take back":
        ledger.no.discard(person)
    elif attempt.what == "withdraw":
        ledger.is_over = True
    elif attempt.what == "demote":
        ledger.officers.discard(person)
    elif attempt.what == "promote":
        ledger.officers.add(person)
    elif attempt.what == "leave":
        ledger.gone.add(person)
    elif attempt.what == "return":
        ledger.gone.discard(person)


SEARCH = settings(
    max_examples=6000,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@settings(max_examples=settings().max_examples * 6)
@given(COURSES)
def test_nothing_is_done_without_enough_different_present_and_authorised_people(
    course: Course,
) -> None:
    assert run(course) <= 1, "and never twice"


@pytest.mark.full
def test_among_random_courses_there_are_some_that_are_carried_out() -> None:
    """Otherwise the law would hold of a town that refuses everything."""
    find(COURSES, lambda course: run(course) == 1, settings=SEARCH)


def is_broken(course: Course) -> bool:
    try:
        return run(course) > 1
    except Broken:
        return True


class EqualsAll(str):
    """A digest that equals every other."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


def _one_more(proposal: Proposal, rule: ApprovalRule, picture: Picture) -> tuple[Approval, ...]:
    """Miscounts by one."""
    ghost = Approval(SignedIn("p-ghost", "s", "k"), 0, proposal.proposed_at)
    return (*approvals.counted(proposal, rule, picture), ghost)


def _whatever_its_state(picture: Picture, proposal: str, context: Context) -> Proposal | Refused:
    found = picture.proposals.get(proposal)
    assert found is not None
    return found


Module = object
Mutant = list[tuple[Module, str, Callable[..., object]]]
MUTANTS: dict[str, Mutant] = {
    "the gate stands open": [(approvals, "gate", lambda command, picture: None)],
    "approvers need not differ": [
        (module, "is_apart", lambda one, proposal, others: True)
        for module in (approvals, proposals)
    ],
    "presence is not asked": [
        (module, "is_present", lambda ago_s, rule: True) for module in (approvals, proposals)
    ],
    "anybody may approve": [
        (module, "may_approve", lambda person, rule: True) for module in (approvals, proposals)
    ],
    "roles count as they were when the yes was given": [
        (approvals, "may_approve", lambda person, rule: True)
    ],
    "who it was proposed for may approve": [
        (module, "is_author", lambda person, proposal: False) for module in (approvals, proposals)
    ],
    "any text is carried out": [(execution, "digest_of", EqualsAll)],
    "objections do not block": [
        (module, "blocked", lambda found: None) for module in (proposals, execution)
    ],
    "one approval less is enough": [(execution, "counted", _one_more)],
    "neither end nor expiry counts": [(execution, "open_proposal", _whatever_its_state)],
}


@pytest.mark.full
@pytest.mark.control
@pytest.mark.parametrize("name", list(MUTANTS))
def test_a_town_with_one_protection_switched_off_is_caught(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, function, instead in MUTANTS[name]:
        monkeypatch.setattr(module, function, instead)
    find(COURSES, is_broken, settings=SEARCH)
