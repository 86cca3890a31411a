"""What weighs how much in advice: adopted over the version one has read, and kept."""

from tests.operations.story import Story
from tocsin.operations.dispatch_policy import (
    AdoptDispatchPolicy,
    DispatchPolicyRefusal,
    policy_of,
)
from tocsin.operations.picture.dispatch_policy import SHIPPED, Weights


def test_a_policy_is_in_force_before_any_is_adopted_and_each_adoption_counts() -> None:
    story = Story()
    assert policy_of(story.picture) == SHIPPED["coverage"]
    story.done(AdoptDispatchPolicy(name="closest", over=0))
    assert policy_of(story.picture).weights == SHIPPED["closest"].weights
    own = Weights(cover_s_per_percent=40, asked_s=600)
    story.done(AdoptDispatchPolicy(name="careful", over=1, weights=own))
    now = policy_of(story.picture)
    assert (now.name, now.weights, now.version) == ("careful", own, 2)


def test_the_same_again_is_no_news() -> None:
    story = Story()
    story.done(AdoptDispatchPolicy(name="closest", over=0))
    assert story.done(AdoptDispatchPolicy(name="closest", over=1)) == []


def test_nobody_adopts_over_what_they_have_not_read() -> None:
    story = Story()
    story.done(AdoptDispatchPolicy(name="closest", over=0))
    refused = story.refused(AdoptDispatchPolicy(name="coverage", over=0))
    assert refused.code == DispatchPolicyRefusal.dispatch_policy_moved_on


def test_nine_in_ten_do_not_roll_before_half_do() -> None:
    weights = Weights(turnout_p50_s=200, turnout_p90_s=100)
    refused = Story().refused(AdoptDispatchPolicy(name="ours", over=0, weights=weights))
    assert refused.code == DispatchPolicyRefusal.turnout_out_of_order


def test_a_misspelt_policy_is_not_taken_for_another() -> None:
    refused = Story().refused(AdoptDispatchPolicy(name="closset", over=0))
    assert refused.code == DispatchPolicyRefusal.no_such_policy
    assert "closest" in refused.parameters["shipped"]
