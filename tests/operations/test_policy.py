"""Adopting the access table, agreements with partners, what the public sees."""

from tests.operations.story import Story
from tocsin.geo.places import Point
from tocsin.operations.picture.policy import (
    AccessRules,
    CommandRow,
    FieldGrant,
    FieldRow,
    Grant,
    KindFields,
)
from tocsin.operations.policy import (
    AccessAdopted,
    AdoptAccess,
    AgreeSharing,
    EndSharing,
    PolicyRefusal,
    PublicPolicySet,
    SetPublicPolicy,
    SharingAgreed,
    SharingEnded,
)

ROW = CommandRow("DispatchUnit", (Grant("chief"),))
SHOWN = (KindFields("incidents", ("id", "status")),)
BORDER = Point(50_000_000, 1_000_000)


def test_each_adoption_is_a_version_drawn_up_on_the_one_before() -> None:
    story = Story()
    assert story.done(AdoptAccess(commands=(ROW,))) == [AccessAdopted(rules=AccessRules(1, (ROW,)))]
    late = story.refused(AdoptAccess(commands=(ROW,)))
    assert late.code == PolicyRefusal.policy_has_changed
    assert late.parameters == {"version": "1", "after": "0"}
    story.done(AdoptAccess(after=1))
    rules = story.picture.access.get("access")
    assert rules == AccessRules(2), "what is not adopted again is as delivered"


def test_a_row_stands_once() -> None:
    assert Story().refused(AdoptAccess(commands=(ROW, ROW))).code == PolicyRefusal.policy_row_twice


def test_a_role_nobody_can_hold_is_refused() -> None:
    row = CommandRow("DispatchUnit", (Grant("wizard"),))
    refused = Story().refused(AdoptAccess(commands=(row,)))
    assert refused.code == PolicyRefusal.policy_role_unknown
    assert refused.parameters == {"role": "wizard"}


def test_a_field_that_a_kind_does_not_have_is_refused() -> None:
    row = FieldRow("units", "crew", (FieldGrant(("id", "horsepower")),))
    refused = Story().refused(AdoptAccess(fields=(row,)))
    assert refused.code == PolicyRefusal.policy_field_unknown
    assert refused.parameters == {"kind": "units", "field": "horsepower"}
    for command in (
        AgreeSharing(partner="KW", fields=(KindFields("hats", ("id",)),), areas=("B01",)),
        SetPublicPolicy(fields=(KindFields("incidents", ("secrets",)),), step_udeg=5_000),
    ):
        assert Story().refused(command).code == PolicyRefusal.policy_field_unknown


def test_nobody_can_adopt_a_table_that_locks_every_administrator_out() -> None:
    for row in (CommandRow("AdoptAccess"), CommandRow("SetRoles", (Grant("chief"),))):
        refused = Story().refused(AdoptAccess(commands=(row,)))
        assert refused.code == PolicyRefusal.policy_would_lock_out
        assert refused.parameters == {"command": row.command}


def test_an_agreement_says_where_it_holds() -> None:
    story = Story()
    nowhere = AgreeSharing(partner="KW", fields=SHOWN, border=BORDER)
    assert story.refused(nowhere).code == PolicyRefusal.agreement_without_region
    events = story.done(AgreeSharing(partner="KW", fields=SHOWN, border=BORDER, radius_m=5_000))
    assert isinstance(events[0], SharingAgreed)
    assert events[0].agreement.version == 1


def test_the_same_agreement_again_changes_nothing_and_another_is_the_next_version() -> None:
    story = Story()
    order = AgreeSharing(partner="KW", fields=SHOWN, areas=("B01",))
    story.done(order)
    assert story.done(order) == []
    events = story.done(AgreeSharing(partner="KW", fields=SHOWN, areas=("B02",)))
    assert isinstance(events[0], SharingAgreed)
    assert events[0].agreement.version == 2


def test_an_agreement_ends_once() -> None:
    story = Story()
    assert story.refused(EndSharing(partner="KW", reason="x")).code == (
        PolicyRefusal.agreement_unknown
    )
    story.done(AgreeSharing(partner="KW", fields=SHOWN, areas=("B01",)))
    assert story.done(EndSharing(partner="KW", reason="x")) == [
        SharingEnded(partner="KW", reason="x")
    ]
    assert "KW" not in story.picture.agreements


def test_a_public_position_is_never_finer_than_a_block() -> None:
    story = Story()
    refused = story.refused(SetPublicPolicy(fields=SHOWN, step_udeg=999))
    assert refused.code == PolicyRefusal.rounding_too_fine
    order = SetPublicPolicy(fields=SHOWN, step_udeg=1_000)
    assert isinstance(story.done(order)[0], PublicPolicySet)
    assert story.done(order) == []
    press = SetPublicPolicy(fields=SHOWN, step_udeg=1_000, audience="press")
    assert isinstance(story.done(press)[0], PublicPolicySet)
    assert len(story.picture.openness) == 2
