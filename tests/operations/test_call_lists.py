"""Those on the register are called about what concerns them: by one, until they are told."""

import pytest

from tests.operations.story import Story
from tests.operations.warned import issued, town
from tocsin.operations import registered as register
from tocsin.operations.call_lists import (
    CallListRefusal,
    DrawCallList,
    RecordWarningCall,
    TakeWarningCall,
    needs_a_visit,
    to_draw,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture.call_list import CallEntry, CallOutcome, Consent, RegisteredFacts
from tocsin.operations.registered import LeaveCallRegister, RegisteredRefusal, RegisterForCalls
from tocsin.terms.cap import CapMsgType
from tocsin.terms.kinds import LogKind

CARRIERS = "system/carriers"


def registered(story: Story, name: str = "Ida Hall") -> str:
    before = {*story.picture.registered}
    facts = RegisteredFacts(name=name, telephone="555 0100")
    story.done(RegisterForCalls(facts=facts, consent=Consent.in_writing), actor="p-ben")
    return str(*({*story.picture.registered} - before))


def drawn(story: Story, warning: str, *names: str) -> None:
    story.done(DrawCallList(warning=warning, registered=names), actor=CARRIERS)


def called(story: Story, warning: str, name: str, outcome: CallOutcome, who: str = "p-ana") -> None:
    order = RecordWarningCall(warning=warning, registered=name, outcome=outcome)
    story.done(order, actor=who)


def entry(story: Story, warning: str, name: str) -> CallEntry:
    found = story.picture.call_lists.get(warning)
    assert found is not None
    one = found.entry(name)
    assert one is not None
    return one


def test_a_list_is_owed_once_and_to_those_on_the_register() -> None:
    story = town()
    ida = registered(story)
    warning = issued(story)
    assert [each.id for each in to_draw(story.picture)] == [warning]
    drawn(story, warning, ida, "PE-v-nobody")
    assert list(to_draw(story.picture)) == []
    assert entry(story, warning, ida) == CallEntry(ida)


def test_a_register_takes_no_more_than_a_list_of_calls_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(register, "MOST", 2)
    story = town()
    ida, _ = registered(story), registered(story, "Bo Hill")
    facts = RegisteredFacts(name="Eve Marsh", telephone="555 0101")
    order = RegisterForCalls(facts=facts, consent=Consent.in_writing)
    assert story.refused(order, actor="p-ben").code == RegisteredRefusal.register_full
    story.done(LeaveCallRegister(registered=ida), actor="p-ben")
    story.done(order, actor="p-ben")


@pytest.mark.parametrize("kind", [LogKind.exercise, LogKind.test])
def test_nobody_is_called_from_a_drill(kind: LogKind) -> None:
    story = town(kind)
    ida = registered(story)
    order = DrawCallList(warning=issued(story), registered=(ida,))
    assert story.refused(order, actor=CARRIERS).code == CallListRefusal.calls_only_in_earnest


def test_one_person_takes_a_call_and_another_may_go_on_where_nobody_answered() -> None:
    story = town()
    ida = registered(story)
    warning = issued(story)
    drawn(story, warning, ida)
    take = TakeWarningCall(warning=warning, registered=ida)
    story.done(take, actor="p-ana")
    assert story.refused(take, actor="p-ben").code == CallListRefusal.call_owned_by_other
    called(story, warning, ida, CallOutcome.no_answer)
    story.done(take, actor="p-ben")
    assert entry(story, warning, ida).owner == "p-ben"


def test_where_nobody_answers_twice_somebody_goes() -> None:
    story = town()
    ida = registered(story)
    warning = issued(story)
    drawn(story, warning, ida)
    called(story, warning, ida, CallOutcome.no_answer)
    assert not needs_a_visit(entry(story, warning, ida))
    called(story, warning, ida, CallOutcome.no_answer)
    assert needs_a_visit(entry(story, warning, ida))
    called(story, warning, ida, CallOutcome.visited)
    assert not needs_a_visit(entry(story, warning, ida))
    called(story, warning, ida, CallOutcome.no_answer)
    assert entry(story, warning, ida).is_told, "who was told once stays told"


def test_who_needs_somebody_has_one_report_opened_for_them() -> None:
    story = town()
    ida = registered(story)
    warning = issued(story)
    drawn(story, warning, ida)
    order = RecordWarningCall(
        warning=warning, registered=ida, outcome=CallOutcome.needs_somebody,
        words="cannot walk", place=GivenPlace(words="Mill Lane 3"), callback="555 0100",
    )  # fmt: skip
    story.done(order, actor="p-ana")
    story.done(order, actor="p-ana")
    (report,) = story.picture.reports.values()
    assert report.is_waiting
    assert entry(story, warning, ida).report == report.id
    assert entry(story, warning, ida).is_told


def test_an_end_is_owed_to_those_who_were_told_and_to_nobody_else() -> None:
    story = town()
    ida, bert, cleo = registered(story), registered(story, "Bert"), registered(story, "Cleo")
    first = issued(story)
    drawn(story, first, ida, bert)
    called(story, first, ida, CallOutcome.answered)
    update = issued(story, msg_type=CapMsgType.update, follows=first)
    drawn(story, update, cleo)
    assert {e.registered for e in story.picture.call_lists.get(update).entries} == {ida, cleo}  # type: ignore[union-attr]
    end = issued(story, msg_type=CapMsgType.cancel, follows=update)
    drawn(story, end, bert, cleo)
    assert {e.registered for e in story.picture.call_lists.get(end).entries} == {ida}  # type: ignore[union-attr]


def test_who_leaves_is_forgotten_and_who_cannot_be_reached_is_not_taken() -> None:
    story = town()
    ida = registered(story)
    story.done(LeaveCallRegister(registered=ida), actor="p-ben")
    assert f"registered/{ida}" in story.picture.forgotten
    again = story.refused(LeaveCallRegister(registered=ida), actor="p-ben")
    assert again.code == RegisteredRefusal.registered_unknown
    order = RegisterForCalls(facts=RegisteredFacts(name="Ida"), consent=Consent.in_writing)
    refused = story.refused(order, actor="p-ben")
    assert refused.code == RegisteredRefusal.registered_not_reachable
