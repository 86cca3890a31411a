"""The law of warnings: whatever people try, none goes out real from a drill, nor by one person.

Random attempts run against the real decide functions. An oracle that shares no code with them keeps
a ledger of who wrote, asked and approved which bytes, on which sign-in and how fresh, and judges
every warning that goes out. Each mutant switches one protection off; in the same run the oracle
must catch every one of them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tests.operations.warned import HERE, drafting, facts, text, the, town
from tocsin.operations import warning_issue, warnings
from tocsin.operations.officers import DeactivatePerson, ReactivatePerson
from tocsin.operations.orders import Command, Refused, Session
from tocsin.operations.picture.warning import PublicWarning, Question, WarningState
from tocsin.operations.warning_issue import (
    ApproveWarning,
    ExpireWarning,
    IssueWarning,
    WarningIssued,
)
from tocsin.operations.warnings import OPEN, CheckWarning, ReviseWarning, WithdrawWarning
from tocsin.terms.cap import CapMsgType
from tocsin.terms.kinds import LogKind

PEOPLE = ("ana", "ben", "cem", "dot")
MAY = {"ana", "ben", "cem"}
EVERY = tuple(Question)
FRESH_S, APPROVED_S = 300, 1_800


@dataclass(frozen=True)
class Act:
    """What the oracle noted: who, on which sign-in, how fresh, when."""

    who: str
    desk: str
    ago_s: int
    at_s: int


@dataclass
class Ledger:
    """Who did what to which bytes, by digest; and what is wrong with what went out."""

    authors: dict[str, set[str]] = field(default_factory=dict)
    asked: dict[tuple[str, str], Act] = field(default_factory=dict)
    approved: dict[tuple[str, str], Act] = field(default_factory=dict)
    born: dict[str, LogKind] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=lambda: set(PEOPLE))
    wrongs: list[str] = field(default_factory=list)

    def judge(self, found: PublicWarning, kind: LogKind, act: Act) -> None:
        """Everything that must be so when a warning goes out."""
        key = (found.id, found.digest)
        asked, yes = self.asked.get(key), self.approved.get(key)
        said = {LogKind.actual: "Actual", LogKind.exercise: "Exercise", LogKind.test: "Test"}
        if found.status != said[kind] or self.born[found.id] is not kind:
            self.wrongs.append("not what its log is")
        if asked is None or yes is None:
            self.wrongs.append("nobody asked or nobody approved these bytes")
            return
        if yes.who in self.authors[found.id] or yes.who == asked.who:
            self.wrongs.append("one person")
        if yes.desk == asked.desk:
            self.wrongs.append("one sign-in")
        for each in (asked, yes, act):
            if not 0 <= each.ago_s <= FRESH_S:
                self.wrongs.append("somebody was not present")
            if each.who not in MAY or each.who not in self.active:
                self.wrongs.append("somebody has no authority")
        if max(act.at_s - yes.at_s, act.at_s - asked.at_s) > APPROVED_S:
            self.wrongs.append("the approval is old")
        if MORNING + timedelta(seconds=act.at_s) >= found.facts.expires:
            self.wrongs.append("it is over before it begins")
        if found.follows is not None and found.follows in self.ended:
            self.wrongs.append("it follows what is over")


def attempts(seed: int, length: int) -> tuple[list[str], int]:
    """What the oracle found wrong in one random morning, and how many warnings went out."""
    draw = random.Random(seed)
    kind = draw.choice((LogKind.actual, LogKind.actual, LogKind.exercise, LogKind.test))
    story, ledger, out = town(kind), Ledger(), 0
    story.survey = HERE
    for _ in range(length):
        before = story.picture
        command, who = _attempt(draw, story)
        desk = draw.choice((who, who, who, who, "shared"))
        ago_s = draw.choice((20, 20, 20, 20, 300, 301, -5))
        if draw.random() < 0.015:  # a drill begins: the same picture in another log
            story.kind = draw.choice(tuple(LogKind))
        proven = MORNING + timedelta(seconds=story.now_s + 1 - ago_s)
        session = Session(id=f"s-{desk}", credential=f"k-{desk}", authenticated_at=proven)
        is_signed_in = draw.random() < 0.9
        actor = f"p-{who}"
        decided = story.when(command, actor=actor, session=session if is_signed_in else None)
        act = Act(who, desk, ago_s if is_signed_in else 10_000, story.now_s)
        if not isinstance(decided, Refused) and decided:
            _note(ledger, story, before.warnings, command, act)
            if isinstance(decided[0], WarningIssued):
                out += 1
        story.now_s += draw.choice((0, 0, 5, 5, 60, 60, 400))
    return ledger.wrongs, out


def _attempt(draw: random.Random, story: Story) -> tuple[Command, str]:
    """Somebody tries something, mostly what comes next."""
    who = draw.choice(PEOPLE)
    known = list(story.picture.warnings.values())
    if not known or draw.random() < 0.15:
        now = MORNING + timedelta(seconds=story.now_s)
        new = facts(expires=now + timedelta(minutes=draw.choice((10, 90, 600))))
        running = [each for each in known if each.is_in_force] or known
        follows = draw.choice(running).id if running and draw.random() < 0.6 else None
        ends = (CapMsgType.update, CapMsgType.cancel)
        msg_type = CapMsgType.alert if follows is None else draw.choice(ends)
        return drafting(facts=new, follows=follows, msg_type=msg_type), who
    waiting = [each for each in known if each.state in OPEN]
    one = draw.choice((waiting or known)[-3:] if draw.random() < 0.8 else known[-6:])
    digest = one.digest if draw.random() < 0.95 else "0" * 64
    if draw.random() < 0.02:
        person = f"p-{draw.choice(PEOPLE)}"
        if draw.random() < 0.5:
            return DeactivatePerson(person=person, reason="off duty"), who
        return ReactivatePerson(person=person), who
    following: dict[WarningState, Callable[[], Command]] = {
        WarningState.draft: lambda: CheckWarning(warning=one.id),
        WarningState.checked: lambda: ApproveWarning(
            warning=one.id, digest=digest, acknowledged=EVERY
        ),
        WarningState.approved: lambda: IssueWarning(warning=one.id, digest=digest),
    }
    others: tuple[Callable[[], Command], ...] = (
        *following.values(),
        lambda: ExpireWarning(warning=one.id),
        lambda: WithdrawWarning(warning=one.id, reason="no"),
        lambda: ReviseWarning(
            warning=one.id, digest=digest, facts=one.facts,
            texts=(text(draw.choice(("en", "de", "tr"))),),
        ),
    )  # fmt: skip
    usual = following.get(one.state)
    return (usual if usual is not None and draw.random() < 0.7 else draw.choice(others))(), who


def _note(ledger: Ledger, story: Story, before: object, command: Command, act: Act) -> None:
    if isinstance(command, DeactivatePerson):
        ledger.active.discard(command.person.removeprefix("p-"))
    elif isinstance(command, ReactivatePerson):
        ledger.active.add(command.person.removeprefix("p-"))
    elif isinstance(command, IssueWarning):
        found = the(story, command.warning)
        ledger.judge(found, story.kind, act)
        if found.follows is not None:
            ledger.ended.add(found.follows)
    elif isinstance(command, ExpireWarning):
        ledger.ended.add(command.warning)
    elif isinstance(command, CheckWarning | ApproveWarning):
        noted = ledger.asked if isinstance(command, CheckWarning) else ledger.approved
        noted[(command.warning, the(story, command.warning).digest)] = act
    elif isinstance(command, ReviseWarning):
        ledger.authors[command.warning].add(act.who)
        ledger.born[command.warning] = story.kind
    elif hasattr(command, "facts"):
        made = next(e for e in story.picture.warnings.values() if e.id not in before)  # type: ignore[operator]
        ledger.authors[made.id] = {act.who}
        ledger.born[made.id] = story.kind


MORNINGS, LENGTH = 12, 120


def test_no_warning_goes_out_real_from_a_drill_or_by_one_person() -> None:
    out = 0
    for seed in range(MORNINGS):
        wrongs, sent = attempts(seed, LENGTH)
        assert wrongs == [], seed
        out += sent
    assert out > MORNINGS // 2, "warnings go out when they may"


@pytest.mark.long
def test_no_warning_goes_out_so_in_a_hundred_thousand_attempts() -> None:
    for seed in range(1_000, 1_500):
        assert attempts(seed, 200)[0] == [], seed


def _nothing(*_: object) -> None:
    return None


MUTANTS: dict[str, tuple[object, str, object, str]] = {
    "an author may approve": (warning_issue, "_has_part", lambda *_: False, "one person"),
    "two on one sign-in": (warning_issue, "_apart", lambda *_: True, "one sign-in"),
    "presence is not asked": (warnings, "PRESENCE_S", 100_000, "present"),
    "authority is not asked": (warnings, "without_authority", _nothing, "authority"),
    "nor at the sending": (warning_issue, "without_authority", _nothing, "authority"),
    "an approval lasts": (warning_issue, "APPROVED_FOR", timedelta(days=9), "old"),
    "a drill sends the town's drafts": (warning_issue, "of_this_log", _nothing, "log"),
    "time is not looked at": (warning_issue, "out_of_time", _nothing, "over before"),
    "what is over is followed": (warning_issue, "followed", _nothing, "follows"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_protection_that_is_off_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, what, instead, says = MUTANTS[name]
    monkeypatch.setattr(where, what, instead)
    for seed in range(400):
        if any(says in wrong for wrong in attempts(seed, LENGTH)[0]):
            return
    pytest.fail(f"{name}: the oracle saw nothing")
