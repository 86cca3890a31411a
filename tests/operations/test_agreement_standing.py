"""Agreements that are suspended, taken up again, ended, or over by the clock; their papers."""

from datetime import timedelta

import msgspec

from tests.operations.compacts import (
    ENDS_AT,
    LENT,
    NAME,
    TEXT,
    agree,
    lending_terms,
    replace,
    signing,
    two_towns,
)
from tests.operations.story import MORNING, Story
from tocsin.operations.agreement_keys import AgreementKeyRefusal
from tocsin.operations.agreement_standing import (
    AgreementEnded,
    AgreementExpired,
    AgreementResumed,
    AgreementStandingRefusal,
    AgreementSuspended,
    EndAgreement,
    ExpireAgreement,
    ReceiveAgreementNotice,
    RecordAgreementPaper,
    ResumeAgreement,
    SuspendAgreement,
)
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.agreements import AgreementRefusal, ProposeAgreement
from tocsin.operations.due import due
from tocsin.operations.obligations import LapseObligation, OweThis
from tocsin.operations.orders import Event
from tocsin.operations.picture.agreement import AgreementState, Compact


def agreed() -> tuple[Story, Story]:
    perry, kirk = two_towns()
    agree(perry, kirk)
    return perry, kirk


def compact(story: Story) -> Compact:
    found = story.picture.compacts.get(NAME)
    assert found is not None
    return found


def told(events: list[Event]) -> ReceiveAgreementNotice:
    """A notice as it reaches the other town."""
    (event,) = events
    assert isinstance(event, AgreementSuspended | AgreementResumed | AgreementEnded)
    notice = event.notice
    return ReceiveAgreementNotice(text=notice.text, key=notice.key, signature=notice.signature)


def test_a_suspended_agreement_shows_and_lends_nothing_in_either_town() -> None:
    perry, kirk = agreed()
    kirk.done(told(perry.done(SuspendAgreement(agreement=NAME, reason="flood at home"))))
    for story, partner in ((perry, "KW"), (kirk, "PE")):
        assert compact(story).state is AgreementState.suspended
        assert lending_terms(story.picture, partner) is None
        assert story.picture.agreements.get(partner) is None
    kirk.done(told(perry.done(ResumeAgreement(agreement=NAME, reason="dry again"))))
    assert lending_terms(perry.picture, "KW") == LENT
    assert perry.picture.agreements.get("KW") is not None
    assert compact(kirk).state is AgreementState.in_force


def test_whoever_suspended_it_takes_it_up_again() -> None:
    perry, kirk = agreed()
    sent = told(perry.done(SuspendAgreement(agreement=NAME, reason="flood")))
    kirk.done(sent)
    refused = kirk.refused(ResumeAgreement(agreement=NAME, reason="we are fine"))
    assert refused.code == AgreementStandingRefusal.suspended_by_partner
    kirk.done(SuspendAgreement(agreement=NAME, reason="we too"))
    kirk.done(told(perry.done(ResumeAgreement(agreement=NAME, reason="dry"))))
    assert compact(kirk).state is AgreementState.suspended, "by itself still"
    assert kirk.done(sent) == [], "what was said before says nothing new"
    kirk.done(ResumeAgreement(agreement=NAME, reason="dry here"))
    assert kirk.done(ResumeAgreement(agreement=NAME, reason="dry here")) == []


def test_what_was_never_in_force_is_not_suspended() -> None:
    perry, _ = two_towns()
    perry.done(ProposeAgreement(text=canonical(TEXT)))
    for command in (
        SuspendAgreement(agreement=NAME, reason="flood"),
        ResumeAgreement(agreement=NAME, reason="dry"),
    ):
        assert perry.refused(command).code == AgreementRefusal.agreement_not_in_force


def test_an_end_is_for_good_up_to_what_whoever_ended_it_had_seen() -> None:
    perry, kirk = agreed()
    pending = replace(TEXT, number=2)
    kirk.done(ProposeAgreement(text=canonical(pending)))
    kirk.done(told(perry.done(EndAgreement(agreement=NAME, reason="a county now"))))
    for story in (perry, kirk):
        assert compact(story).state is AgreementState.ended
        assert story.picture.agreements.get("KW") is None
    assert perry.done(EndAgreement(agreement=NAME, reason="again")) == []
    kirk.done(signing(pending), actor="p-chief")
    refused = perry.refused(ProposeAgreement(text=canonical(replace(TEXT, title="Again"))))
    assert refused.code == AgreementRefusal.agreement_has_moved_on
    agree(perry, kirk, replace(TEXT, number=3))
    assert lending_terms(perry.picture, "KW") == LENT, "a new one begins anew"


def test_the_clock_ends_it_once() -> None:
    perry, _ = agreed()
    before = ENDS_AT - timedelta(seconds=1)
    is_expiry = [isinstance(c, ExpireAgreement) for _, c in due(perry.picture, before)]
    assert not any(is_expiry)
    assert perry.done(ExpireAgreement(agreement=NAME)) == [], "not before its time"
    commands = [c for _, c in due(perry.picture, ENDS_AT) if isinstance(c, ExpireAgreement)]
    assert commands == [ExpireAgreement(agreement=NAME)]
    perry.now_s = int((ENDS_AT - MORNING).total_seconds())
    assert perry.done(commands[0]) == [AgreementExpired(agreement=NAME, number=1)]
    assert compact(perry).state is AgreementState.expired
    assert perry.picture.agreements.get("KW") is None
    assert not [c for _, c in due(perry.picture, ENDS_AT) if isinstance(c, ExpireAgreement)]
    assert perry.done(commands[0]) == []


def test_a_notice_that_is_none_or_not_theirs_is_refused() -> None:
    perry, kirk = agreed()
    good = told(perry.done(SuspendAgreement(agreement=NAME, reason="flood")))
    unreadable = replace(good, text=good.text + " ")
    assert kirk.refused(unreadable).code == AgreementStandingRefusal.notice_unreadable
    said = replace(good, text=good.text.replace("flood", "whim!"))
    assert kirk.refused(said).code == AgreementRefusal.signature_wrong
    assert perry.refused(good).code == AgreementRefusal.agreement_not_with_us, "its own"
    assert kirk.refused(replace(good, key="0" * 64)).code == AgreementKeyRefusal.partner_key_differs
    kirk.done(good)


def test_the_signed_paper_stays_with_its_version() -> None:
    perry, _ = agreed()
    digest, paper = digest_of(canonical(TEXT)), "ab" * 32
    command = RecordAgreementPaper(agreement=NAME, digest=digest, sha256=paper, note="archive 12")
    perry.done(command)
    valid = compact(perry).valid
    assert valid is not None
    assert [each.sha256 for each in valid.papers] == [paper]
    assert perry.done(command) == []
    unknown = msgspec.structs.replace(command, digest="0" * 64)
    refused = perry.refused(unknown)
    assert refused.code == AgreementRefusal.agreement_version_unknown


def test_somebody_is_told_before_it_ends_and_before_its_review() -> None:
    perry, _ = agreed()
    assert TEXT.review_at is not None
    before = timedelta(days=TEXT.notice_days)
    for at, kind in ((TEXT.review_at, "agreement_review"), (ENDS_AT, "agreement_end")):
        early, then = at - before - timedelta(seconds=1), at - before
        asked = [
            {c.kind for _, c in due(perry.picture, when) if isinstance(c, OweThis)}
            for when in (early, then)
        ]
        assert kind not in asked[0]
        assert kind in asked[1]
    owed = [c for _, c in due(perry.picture, ENDS_AT - before) if isinstance(c, OweThis)]
    perry.now_s = int((ENDS_AT - before - MORNING).total_seconds())
    for command in owed:
        perry.done(command, actor="system/clock")
    agree(*together(perry), replace(TEXT, number=2, review_at=None, ends_at=None))
    over = [c for _, c in due(perry.picture, ENDS_AT) if isinstance(c, LapseObligation)]
    assert len(over) == len(owed) == 2, "the next version ends at another time"


def together(perry: Story) -> tuple[Story, Story]:
    """Perry, and a Kirk Wold that has not read the first version."""
    _, kirk = two_towns()
    return perry, kirk
