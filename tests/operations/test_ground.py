"""Adopting a ground: which one is in force, which were before, who adopted in between."""

import pytest

from tests.operations.story import Story
from tocsin.operations.ground import AdoptGround, GroundAdopted, GroundRefusal, in_force
from tocsin.operations.picture.ground import Ground

FIRST, SECOND, MADE, ANEW = (f"sha256:{two * 32}" for two in ("1a", "2b", "3c", "4d"))


def order(checksum: str, after: int = 0, manifest: str = MADE) -> AdoptGround:
    return AdoptGround(
        checksum=checksum,
        manifest=manifest,
        jurisdiction="r1234",
        name="Westerly",
        source="sample.osm",
        after=after,
    )


def force(story: Story) -> Ground:
    found = in_force(story.picture)
    assert found is not None
    return found


def test_the_newest_is_in_force_and_the_ones_before_stay() -> None:
    story = Story()
    assert in_force(story.picture) is None
    (event,) = story.done(order(FIRST))
    assert isinstance(event, GroundAdopted)
    assert (event.version, force(story).checksum) == (1, FIRST)
    story.done(order(SECOND, after=1))
    assert (force(story).version, force(story).checksum) == (2, SECOND)
    before = story.picture.grounds.get(FIRST)
    assert before is not None
    assert before.replaced_at is not None
    assert force(story).replaced_at is None


def test_the_same_again_is_already_so_and_the_first_can_come_back() -> None:
    story = Story()
    story.done(order(FIRST))
    assert story.done(order(FIRST)) == []
    story.done(order(SECOND, after=1))
    story.done(order(FIRST, after=2))
    assert (force(story).version, force(story).checksum) == (3, FIRST)
    assert force(story).replaced_at is None
    assert len(story.picture.grounds) == 2


def test_files_that_were_made_anew_are_another_adoption_of_the_same_ground() -> None:
    story = Story()
    story.done(order(FIRST))
    story.done(order(FIRST, after=1, manifest=ANEW))
    assert (force(story).version, force(story).manifest) == (2, ANEW)


@pytest.mark.parametrize("after", [0, 2])
def test_nobody_adopts_over_what_they_have_not_seen(after: int) -> None:
    story = Story()
    story.done(order(FIRST))
    refused = story.refused(order(SECOND, after=after))
    assert refused.code == GroundRefusal.ground_has_changed
    assert refused.parameters == {"version": "1", "after": str(after)}
