"""What an agreement may hold at most, and what of it stays and is told at its bounds."""

import msgspec
import pytest

from tests.operations.compacts import NAME, TEXT, agree, replace, two_towns
from tests.operations.story import Story
from tocsin.operations.agreement_standing import (
    AgreementSuspended,
    EndAgreement,
    NoticeText,
    SuspendAgreement,
)
from tocsin.operations.agreement_text import END_OF_NUMBERS, MOST, canonical, digest_of, fault_of
from tocsin.operations.agreements import MOST_VERSIONS, AgreementRefusal, ProposeAgreement
from tocsin.operations.picture.agreement import Channel, Compact, Costs, Payer, Rate
from tocsin.operations.picture.instrument import InstrumentKind


def compact(story: Story) -> Compact:
    found = story.picture.compacts.get(NAME)
    assert found is not None
    return found


def proposal(number: int, title: str = "Again") -> ProposeAgreement:
    return ProposeAgreement(text=canonical(replace(TEXT, number=number, title=title)))


def test_no_number_is_beyond_what_is_reckoned_with() -> None:
    for amount, is_sound in ((MOST, True), (MOST + 1, False), (10**400, False)):
        costs = Costs(Payer.borrower, rates=(Rate("an engine", amount, "EUR", "hour"),))
        assert (fault_of(replace(TEXT, costs=costs)) is None) is is_sound
    assert fault_of(replace(TEXT, channels=(Channel("A", frequency_hz=-(10**400)),)))
    assert fault_of(replace(TEXT, number=END_OF_NUMBERS - 1)) is None
    assert fault_of(replace(TEXT, number=END_OF_NUMBERS))


def test_the_version_in_force_is_told_whatever_else_is_proposed() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    for number in range(2, MOST_VERSIONS):
        perry.done(proposal(number))
    told = [each for _, each in sorted(perry.picture.instruments.items())]
    texts = {each.text for each in told if each.kind is InstrumentKind.version}
    assert canonical(TEXT) in texts
    assert proposal(MOST_VERSIONS - 1).text in texts, "and the newest"


def test_a_version_below_as_many_as_are_kept_has_been_passed_by() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    for number in range(100, 100 + MOST_VERSIONS):
        perry.done(proposal(number))
    refused = perry.refused(proposal(50))
    assert refused.code == AgreementRefusal.agreement_has_moved_on
    perry.done(proposal(100 + MOST_VERSIONS))
    kept = compact(perry)
    assert kept.version(digest_of(proposal(100 + MOST_VERSIONS).text)) is not None
    assert kept.valid is not None, "the one in force stays"


def test_the_highest_number_is_not_below_what_is_over() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    perry.done(EndAgreement(agreement=NAME, reason="over"))
    ended = replace(compact(perry), over_number=7)
    assert ended.latest == 7


@pytest.mark.parametrize(
    "change", [{"number": END_OF_NUMBERS}, {"number": -1}, {"reason": ""}, {"reason": "x" * 201}]
)
def test_a_notice_beyond_its_bounds_is_none(change: dict[str, object]) -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    (event,) = perry.done(SuspendAgreement(agreement=NAME, reason="flood"))
    assert isinstance(event, AgreementSuspended)
    told = msgspec.json.decode(event.notice.text, type=NoticeText)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(canonical(replace(told, **change)), type=NoticeText)
