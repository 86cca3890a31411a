"""What a neighbour tells of agreements: only its own word, only what it signed, only so much."""

import pytest

from tests.operations.compacts import (
    NAME,
    TEXT,
    agree,
    proposed,
    replace,
    signing,
    two_towns,
)
from tests.operations.story import Story
from tocsin.operations.agreement_hearing import (
    MOST_UNREAD,
    AgreementHearingRefusal,
    HearAgreement,
)
from tocsin.operations.agreement_instruments import MOST_TOLD
from tocsin.operations.agreement_keys import AgreementKeyRefusal
from tocsin.operations.agreement_standing import EndAgreement, SuspendAgreement
from tocsin.operations.agreement_text import agreement_id, canonical
from tocsin.operations.agreements import AgreementRefusal, Countersignature, ProposeAgreement
from tocsin.operations.hearing import HEARER
from tocsin.operations.neighbours import NeighbourJoined, NeighbourMet
from tocsin.operations.picture.agreement import AgreementState, AgreementText, Party
from tocsin.operations.picture.instrument import Instrument, InstrumentKind


def neighbours() -> tuple[Story, Story]:
    """Perry and Kirk Wold, each of which has met the other."""
    perry, kirk = two_towns()
    for here, there in ((perry, kirk), (kirk, perry)):
        assert there.seal is not None
        key = there.seal.public.hex()
        here.given(
            NeighbourMet(neighbour=there.code, name="", url="https://t", public_key=key, spoken=""),
            NeighbourJoined(neighbour=there.code),
        )
    return perry, kirk


def told(by: Story) -> list[Instrument]:
    return [each for _, each in sorted(by.picture.instruments.items())]


def hearing(by: Story, instrument: Instrument, **other: object) -> HearAgreement:
    """What the neighbour's slice tells, as the order that it becomes."""
    signed = instrument.signed
    over = None
    if signed is not None:
        over = Countersignature(
            signature=signed.signature,
            name=signed.name.text or "",
            office=signed.office,
            signed_at=signed.signed_at,
            attestation=signed.attestation,
        )
    heard = HearAgreement(
        by=by.code,
        text=instrument.text,
        key=instrument.key,
        signature=instrument.signature or None,
        signed=over,
    )
    return replace(heard, **other)


def not_heard(story: Story, order: HearAgreement) -> str:
    return str(story.refused(order, actor=HEARER).code)


def test_a_proposal_and_both_signatures_travel_by_what_each_tells() -> None:
    perry, kirk = neighbours()
    proposed(kirk)
    (first,) = told(kirk)
    assert (first.to, first.kind) == ("PE", InstrumentKind.version)
    perry.done(hearing(kirk, first), actor=HEARER)
    found = perry.picture.compacts.get(NAME)
    assert found is not None
    assert found.state is AgreementState.proposed, "nobody here has signed"
    perry.done(signing(TEXT), actor="p-chief")
    (back,) = told(perry)
    assert back.signature == "", "it is not our proposal"
    kirk.done(hearing(perry, back), actor=HEARER)
    for each in (perry, kirk):
        there = each.picture.compacts.get(NAME)
        assert there is not None
        assert there.state is AgreementState.in_force
    assert perry.done(hearing(kirk, first), actor=HEARER) == [], "told again"


def test_what_is_told_follows_what_stands() -> None:
    perry, kirk = neighbours()
    agree(kirk, perry)
    kirk.done(SuspendAgreement(agreement=NAME, reason="flood"))
    assert [each.kind for each in told(kirk)] == ["version", "notice"]
    kirk.done(EndAgreement(agreement=NAME, reason="over"))
    assert [each.kind for each in told(kirk)] == ["notice"], "what is over is told no more"


def test_no_more_versions_are_told_than_anybody_reads() -> None:
    _, kirk = neighbours()
    for number in range(1, MOST_TOLD + 4):
        kirk.done(ProposeAgreement(text=canonical(replace(TEXT, number=number))))
    assert len(told(kirk)) == MOST_TOLD


@pytest.mark.parametrize("what", ["text", "signature", "key"])
def test_nothing_is_believed_but_what_the_neighbours_key_signed(what: str) -> None:
    perry, kirk = neighbours()
    proposed(kirk)
    (first,) = told(kirk)
    another = {
        "text": canonical(replace(TEXT, title="All our engines")),
        "signature": "ab" * 64,
        "key": "cd" * 32,
    }
    code = {"key": AgreementKeyRefusal.partner_key_differs}
    order = hearing(kirk, first, **{what: another[what]})
    assert not_heard(perry, order) == code.get(what, AgreementRefusal.signature_wrong)
    assert perry.picture.compacts.get(NAME) is None


def test_a_neighbour_that_never_was_met_brings_no_key_of_its_own() -> None:
    perry, kirk = two_towns()
    proposed(kirk)
    (first,) = told(kirk)
    assert not_heard(perry, hearing(kirk, first)) == AgreementKeyRefusal.partner_key_differs


def test_what_a_neighbour_agreed_with_others_is_not_heard() -> None:
    perry, kirk = neighbours()
    others = replace(
        TEXT, agreement=agreement_id("KW", "WE", "aid"), gives=(), contacts=(),
        parties=(Party("KW", "Kirk Wold"), Party("WE", "Weir End")),
    )  # fmt: skip
    order = _raw(kirk, others)
    assert not_heard(perry, order) == AgreementHearingRefusal.agreement_is_anothers
    mine = _raw(kirk, TEXT)
    wrong = replace(mine, by="WE")
    assert not_heard(perry, wrong) == AgreementHearingRefusal.agreement_is_anothers
    unreadable = replace(mine, text="{}")
    assert not_heard(perry, unreadable) == AgreementRefusal.agreement_unreadable


def _raw(by: Story, content: AgreementText) -> HearAgreement:
    assert by.seal is not None
    text = canonical(content)
    signature = by.seal.sign("agreement proposal", text.encode()).hex()
    return HearAgreement(by=by.code, text=text, key=by.seal.public.hex(), signature=signature)


def test_a_neighbour_puts_only_so_many_proposals_before_us() -> None:
    perry, kirk = neighbours()
    for number in range(1, MOST_UNREAD + 1):
        perry.done(_raw(kirk, replace(TEXT, number=number)), actor=HEARER)
    one_more = _raw(kirk, replace(TEXT, number=MOST_UNREAD + 1))
    assert not_heard(perry, one_more) == AgreementHearingRefusal.too_many_agreements
    last = replace(TEXT, number=MOST_UNREAD)
    perry.done(signing(last), actor="p-chief")
    perry.done(one_more, actor=HEARER)
