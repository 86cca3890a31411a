"""Agreements between towns: proposed, signed by both over the same bytes, in force, amended."""

import pytest

from tests.operations.compacts import (
    ENDS_AT,
    LENT,
    NAME,
    SIGHT,
    TEXT,
    agree,
    borrowing_terms,
    carried,
    lending_terms,
    proposed,
    replace,
    signing,
    town,
    two_towns,
)
from tests.operations.story import Story
from tocsin.geo.places import Point
from tocsin.operations.agreement_keys import AgreementKeyRefusal
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.agreements import (
    AgreementInForce,
    AgreementProposed,
    AgreementRefusal,
    AgreementSigned,
    ProposeAgreement,
    ReceiveAgreement,
)
from tocsin.operations.neighbour_links import NeighbourKeyRevoked, NeighbourKeyRotated
from tocsin.operations.neighbours import NeighbourEnded, NeighbourJoined, NeighbourMet
from tocsin.operations.picture.agreement import (
    AgreementState,
    AgreementText,
    Giving,
    LendingTerms,
    Party,
)
from tocsin.operations.policy import AgreeSharing, EndSharing, PolicyRefusal

DIGEST = digest_of(canonical(TEXT))
AMENDED = replace(TEXT, number=2, over=DIGEST, gives=(Giving("PE", lending=LENT),))


def state(story: Story) -> AgreementState | None:
    found = story.picture.compacts.get(NAME)
    return None if found is None else found.state


def test_it_is_in_force_where_both_signatures_over_the_same_bytes_have_come_together() -> None:
    perry, kirk = two_towns()
    sent = proposed(perry)
    assert [type(each) for each in sent] == [AgreementProposed, AgreementSigned]
    assert state(perry) is AgreementState.proposed
    assert lending_terms(perry.picture, "KW") is None

    kirk.done(carried(TEXT, sent))
    assert state(kirk) is AgreementState.proposed
    back = kirk.done(signing(TEXT), actor="p-chief")
    assert [type(each) for each in back] == [AgreementSigned, AgreementInForce]
    assert state(kirk) is AgreementState.in_force
    assert state(perry) is AgreementState.proposed, "until it has read the other's signature"

    perry.done(carried(TEXT, back))
    assert state(perry) is AgreementState.in_force
    ours, theirs = (each.picture.compacts.get(NAME) for each in (perry, kirk))
    assert ours is not None
    assert theirs is not None
    assert ours.in_force == theirs.in_force == DIGEST
    assert ours.valid is not None
    assert theirs.valid is not None
    assert ours.valid.text == theirs.valid.text
    assert {each.town for each in ours.valid.signatures} == {"KW", "PE"}


def test_what_is_lent_is_what_each_town_gives() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    assert lending_terms(perry.picture, "KW") == LENT
    assert borrowing_terms(perry.picture, "KW") == LendingTerms(may_sub_lend=True)
    assert lending_terms(kirk.picture, "PE") == LendingTerms(may_sub_lend=True)
    assert borrowing_terms(kirk.picture, "PE") == LENT
    assert lending_terms(perry.picture, "OT") is None


def test_sight_follows_the_agreement_in_the_same_event() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    shown = perry.picture.agreements.get("KW")
    assert shown is not None
    assert (shown.fields, shown.border, shown.radius_m) == (
        SIGHT.fields, SIGHT.border, SIGHT.radius_m,
    )  # fmt: skip
    assert kirk.picture.agreements.get("PE") is None, "it shows nothing by this agreement"
    agree(perry, kirk, AMENDED)
    assert perry.picture.agreements.get("KW") is None, "the amendment shows nothing"


def test_the_version_in_force_holds_until_both_have_signed_the_amendment() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    sent = proposed(kirk, AMENDED)
    perry.done(carried(AMENDED, sent))
    assert borrowing_terms(perry.picture, "KW") == LendingTerms(may_sub_lend=True)
    back = perry.done(signing(AMENDED), actor="p-chief")
    assert borrowing_terms(perry.picture, "KW") is None, "it is not in the amendment"
    kirk.done(carried(AMENDED, back))
    assert lending_terms(kirk.picture, "PE") is None
    assert borrowing_terms(kirk.picture, "PE") == LENT


def test_of_two_amendments_that_crossed_both_towns_take_the_same() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    one, other = AMENDED, replace(AMENDED, title="Mutual aid, drawn up in Kirk Wold")
    from_perry, from_kirk = proposed(perry, one), proposed(kirk, other)
    perry.done(carried(other, from_kirk))
    kirk.done(carried(one, from_perry))
    back_perry = perry.done(signing(other), actor="p-chief")
    back_kirk = kirk.done(signing(one), actor="p-chief")
    perry.done(carried(one, back_kirk))
    kirk.done(carried(other, back_perry))
    found = [each.picture.compacts.get(NAME) for each in (perry, kirk)]
    higher = max(digest_of(canonical(each)) for each in (one, other))
    assert [each.in_force for each in found if each is not None] == [higher, higher]


def test_what_came_before_comes_again_without_effect() -> None:
    perry, kirk = two_towns()
    sent = carried(TEXT, proposed(perry))
    kirk.done(sent)
    assert kirk.done(sent) == []
    kirk.done(signing(TEXT), actor="p-chief")
    assert kirk.done(signing(TEXT), actor="p-chief") == []
    assert perry.done(ProposeAgreement(text=canonical(TEXT))) == []


def test_there_is_no_agreement_of_that_name() -> None:
    perry, _ = two_towns()
    assert perry.refused(signing(TEXT)).code == AgreementRefusal.agreement_not_there


@pytest.mark.parametrize(
    "text",
    ["{}", '{"agreement":1}', canonical(TEXT) + " ", canonical(TEXT).replace("{", '{"x":1,', 1)],
)
def test_a_text_that_is_not_read_whole_is_refused(text: str) -> None:
    perry, _ = two_towns()
    refused = perry.refused(ProposeAgreement(text=text))
    assert refused.code == AgreementRefusal.agreement_unreadable


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (replace(TEXT, agreement="PE-KW-mutual-aid"), "agreement"),
        (replace(TEXT, agreement="KW-PE-Mutual"), "agreement"),
        (replace(TEXT, parties=(Party("PE", "Perry"), Party("PE", "Perry"))), "parties"),
        (replace(TEXT, number=0), "number"),
        (replace(TEXT, title=" "), "title"),
        (replace(TEXT, gives=(), contacts=()), "nothing"),
        (replace(TEXT, gives=(Giving("OT", lending=LENT),)), "gives"),
        (replace(TEXT, gives=(Giving("PE"),)), "gives"),
        (replace(TEXT, gives=(Giving("PE", sight=replace(SIGHT, border=None)),)), "sight"),
        (replace(TEXT, review_at=ENDS_AT.replace(year=2028)), "review_at"),
        (replace(TEXT, notice_days=-1), "notice_days"),
    ],
)
def test_an_agreement_that_cannot_be_kept_is_refused(content: AgreementText, fault: str) -> None:
    perry, _ = two_towns()
    refused = perry.refused(ProposeAgreement(text=canonical(content)))
    assert refused.code == AgreementRefusal.agreement_unsound
    assert refused.parameters["fault"].startswith(fault)


def test_others_agreements_are_not_this_towns() -> None:
    other = town("OT", 3)
    refused = other.refused(ProposeAgreement(text=canonical(TEXT)))
    assert refused.code == AgreementRefusal.agreement_not_with_us
    assert refused.parameters == {"towns": "KW, PE"}


def test_a_version_that_is_not_higher_comes_too_late() -> None:
    perry, kirk = two_towns()
    late = replace(TEXT, title="Drawn up before")
    perry.done(ProposeAgreement(text=canonical(late)))
    agree(perry, kirk)
    for command in (
        ProposeAgreement(text=canonical(replace(TEXT, title="Drawn up after"))),
        signing(late),
    ):
        refused = perry.refused(command, actor="p-chief")
        assert refused.code == AgreementRefusal.agreement_has_moved_on
        assert refused.parameters == {"agreement": NAME, "number": "1", "least": "2"}


def test_nothing_is_signed_that_was_not_proposed() -> None:
    perry, _ = two_towns()
    perry.done(ProposeAgreement(text=canonical(TEXT)))
    refused = perry.refused(signing(AMENDED), actor="p-chief")
    assert refused.code == AgreementRefusal.agreement_version_unknown


def test_a_version_whose_end_is_past_is_not_signed() -> None:
    perry, _ = two_towns()
    past = replace(TEXT, review_at=None, ends_at=ENDS_AT.replace(year=2020))
    perry.done(ProposeAgreement(text=canonical(past)))
    refused = perry.refused(signing(past), actor="p-chief")
    assert refused.code == AgreementRefusal.agreement_is_over


def test_only_somebody_on_the_register_signs() -> None:
    perry, _ = two_towns()
    perry.done(ProposeAgreement(text=canonical(TEXT)))
    refused = perry.refused(signing(TEXT), actor="system/import")
    assert refused.code == AgreementRefusal.signatory_unknown


def test_what_a_partner_sees_is_said_in_one_agreement() -> None:
    perry, kirk = two_towns()
    agree(perry, kirk)
    second = replace(TEXT, agreement="KW-PE-data", gives=(Giving("PE", sight=SIGHT),))
    perry.done(ProposeAgreement(text=canonical(second)))
    refused = perry.refused(signing(second), actor="p-chief")
    assert refused.code == AgreementRefusal.agreed_elsewhere
    assert refused.parameters == {
        "agreement": "KW-PE-data", "other": NAME, "part": "sight", "town": "PE",
        "kind": "incidents",
    }  # fmt: skip


def test_a_signature_of_another_key_or_over_other_bytes_is_refused() -> None:
    perry, kirk = two_towns()
    sent = carried(TEXT, proposed(perry))
    assert sent.signed is not None
    other = canonical(replace(TEXT, title="Something else"))
    forged = (
        replace(sent, text=other),
        replace(sent, key="0" * 64),
        replace(sent, signature=None, signed=None),
        replace(sent, signed=replace(sent.signed, office="Emperor")),
        replace(sent, signed=replace(sent.signed, signature="0" * 128)),
    )
    for each in forged:
        assert kirk.refused(each).code == AgreementRefusal.signature_wrong, each
    kirk.done(sent)


def test_a_partner_is_known_by_the_key_it_first_came_with() -> None:
    perry, kirk = two_towns()
    kirk.done(carried(TEXT, proposed(perry)))
    impostor = town("PE", 9)
    refused = kirk.refused(carried(AMENDED, proposed(impostor, AMENDED)))
    assert refused.code == AgreementKeyRefusal.partner_key_differs
    assert refused.parameters["partner"] == "PE"


def test_a_neighbour_that_was_met_signs_with_the_key_it_showed_then() -> None:
    perry, kirk = two_towns()
    sent = carried(TEXT, proposed(perry))
    other = NeighbourMet(
        neighbour="PE", name="Perry", url="https://perry.example", public_key="ab" * 32, spoken="1"
    )
    kirk.given(other, NeighbourJoined(neighbour="PE"))
    refused = kirk.refused(sent)
    assert refused.code == AgreementKeyRefusal.partner_key_differs
    kirk.given(replace(other, public_key=sent.key))
    kirk.done(sent)
    kirk.given(NeighbourKeyRevoked(neighbour="PE", reason="stolen"))
    again = carried(AMENDED, proposed(perry, AMENDED))
    assert kirk.refused(again).code == AgreementKeyRefusal.partner_key_differs


def test_what_was_signed_before_a_key_was_rotated_is_taken_in_after_it() -> None:
    perry, kirk = two_towns()
    sent = carried(TEXT, proposed(perry))
    met = NeighbourMet(
        neighbour="PE", name="Perry", url="https://perry.example", public_key=sent.key, spoken="1"
    )
    rotated = NeighbourKeyRotated(neighbour="PE", public_key="ab" * 32, signature="0f" * 64)
    kirk.now_s = 60
    kirk.given(met, NeighbourJoined(neighbour="PE"), rotated)
    assert sent.signed is not None
    later = sent.signed.signed_at.replace(year=2027)
    late = replace(sent, signed=replace(sent.signed, signed_at=later))
    refused = kirk.refused(late)
    assert refused.code == AgreementKeyRefusal.partner_key_differs, "no longer its key by then"
    undated = replace(sent, signed=None)
    assert kirk.refused(undated).code == AgreementKeyRefusal.partner_key_differs
    kirk.done(sent)
    assert kirk.done(sent) == []


def test_what_a_key_signed_that_was_revoked_is_not_taken_in_whatever_follows() -> None:
    perry, kirk = two_towns()
    sent = carried(TEXT, proposed(perry))
    kirk.done(sent)
    met = NeighbourMet(
        neighbour="PE", name="Perry", url="https://perry.example", public_key=sent.key, spoken="1"
    )
    ended = NeighbourEnded(neighbour="PE", reason="the link is given up")
    again = carried(AMENDED, proposed(perry, AMENDED))
    kirk.given(met, NeighbourJoined(neighbour="PE"), ended)
    kirk.done(again)
    revoked = NeighbourKeyRevoked(neighbour="PE", reason="stolen")
    kirk.given(met, NeighbourJoined(neighbour="PE"), revoked, ended)
    third = replace(AMENDED, number=3)
    by_thief = carried(third, proposed(perry, third))
    assert kirk.refused(by_thief).code == AgreementKeyRefusal.partner_key_differs
    other = replace(met, public_key="ab" * 32)
    kirk.given(other, NeighbourJoined(neighbour="PE"))
    assert kirk.refused(by_thief).code == AgreementKeyRefusal.partner_key_differs


def test_what_both_have_signed_neither_changes_alone() -> None:
    perry, kirk = two_towns()
    direct = AgreeSharing(partner="KW", fields=SIGHT.fields, areas=("B01",))
    perry.done(direct)
    agree(perry, kirk)
    shown = perry.picture.agreements.get("KW")
    assert shown is not None
    assert shown.border == Point(50_000_000, 1_000_000), "in place of what one town said"
    for command in (direct, EndSharing(partner="KW", reason="enough")):
        refused = perry.refused(command)
        assert refused.code == PolicyRefusal.sharing_is_signed
        assert refused.parameters == {"partner": "KW", "agreement": NAME}


def test_the_bytes_that_are_signed_are_the_same_in_every_version_of_this_program() -> None:
    assert DIGEST == PINNED, "a signature of yesterday must be right tomorrow"


PINNED = "4f5bf8a70eeec6248ab2a1fc3cdd6fbd8248b8f89d2a98137c9965011f8152e7"


def test_a_preview_needs_no_key() -> None:
    story = town("PE", 1)
    story.seal = None
    (event,) = story.done(ProposeAgreement(text=canonical(TEXT)))
    assert isinstance(event, AgreementProposed)
    assert event.signature == ""
    sent = ReceiveAgreement(text=event.text, key="0" * 64, signature="0" * 128)
    assert town("KW", 2).refused(sent).code == AgreementRefusal.signature_wrong
