from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations.groups import FormGroup
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.token import Scope
from tocsin.operations.tokens import IssueToken, RevokeToken

DIGEST = "ab" * 32
NEXT_MONTH = MORNING + timedelta(days=30)


def a_town() -> Story:
    story = Story()
    story.done(RegisterPerson(id="p-desk", handle="desk"))
    return story


def an_issue(**changed: object) -> Command:
    given = {
        "person": "p-desk",
        "digest": DIGEST,
        "scopes": (Scope.order, Scope.look, Scope.look),
        "expires_at": NEXT_MONTH,
    }
    return IssueToken(**{**given, **changed})  # type: ignore[arg-type]


def test_a_token_is_known_by_its_digest_and_holds_each_scope_once() -> None:
    story = a_town()
    story.done(an_issue(label="screen 3"))
    (token,) = story.picture.tokens.values()
    assert (token.person, token.digest, token.expires_at) == ("p-desk", DIGEST, NEXT_MONTH)
    assert token.scopes == (Scope.look, Scope.order)
    assert token.label is not None
    assert token.label.owner == "person/p-desk"


def test_a_revoked_token_is_gone_at_once_and_cannot_be_revoked_again() -> None:
    story = a_town()
    story.done(an_issue())
    (token,) = story.picture.tokens.values()
    story.done(RevokeToken(token=token.id))
    assert len(story.picture.tokens) == 0
    assert story.refused(RevokeToken(token=token.id)).code == "token_unknown"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person": "p-nobody"}, "person_unknown"),
        ({"scopes": ()}, "token_without_scope"),
        ({"expires_at": MORNING - timedelta(days=1)}, "token_is_over_before_it_begins"),
        ({"expires_at": MORNING + timedelta(days=500)}, "token_lives_too_long"),
        ({"reports_for": ("unit/PE-E1",)}, "token_subject_unknown"),
    ],
)
def test_a_token_that_could_not_be_used_or_never_ends_is_refused(
    changed: dict[str, object], code: str
) -> None:
    assert a_town().refused(an_issue(**changed)).code == code


def test_a_secret_is_the_token_of_one_program_only() -> None:
    story = a_town()
    story.done(RegisterPerson(id="p-other"))
    story.done(an_issue())
    assert story.refused(an_issue(person="p-other")).code == "token_exists"


def test_somebody_who_may_not_act_gets_no_token() -> None:
    story = a_town()
    story.done(DeactivatePerson(person="p-desk", reason="left"))
    assert story.refused(an_issue()).code == "person_is_inactive"


def test_a_token_for_an_inbox_is_of_a_member_and_for_that_alone() -> None:
    story = a_town()
    story.done(FormGroup(id="PE-g1", name="Quay", kind="watch", areas=("Quay",)))
    alone = {"scopes": (Scope.inbox,), "inbox": "PE-g1"}
    assert story.refused(an_issue(**alone)).code == "not_in_group"
    story.done(
        FormGroup(id="PE-g1", name="Quay", kind="watch", areas=("Quay",), members=("p-desk",))
    )
    for wrong in (
        {"scopes": (Scope.inbox, Scope.look), "inbox": "PE-g1"},
        {"scopes": (Scope.look,), "inbox": "PE-g1"},
        {"scopes": (Scope.inbox,)},
        {**alone, "reports_for": ("unit/PE-E1",)},
    ):
        assert story.refused(an_issue(**wrong)).code == "token_inbox_alone"
    assert story.refused(an_issue(**{**alone, "inbox": "PE-g2"})).code == "group_unknown"
    story.done(an_issue(**alone))
    (token,) = story.picture.tokens.values()
    assert (token.scopes, token.inbox) == ((Scope.inbox,), "PE-g1")
