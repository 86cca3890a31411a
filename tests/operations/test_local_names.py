"""Names that locals give to places, until somebody takes one back."""

from tests.operations.story import Story
from tests.operations.test_ground import FIRST, order
from tocsin.geo.places import Point
from tocsin.operations.local_names import LocalNameRefusal, NamePlace, WithdrawPlaceName

MILL, WEIR = Point(50_000_000, 1_000_000), Point(50_001_000, 1_000_000)


def test_a_place_is_called_something_until_the_name_is_withdrawn() -> None:
    story = Story()
    story.done(NamePlace(name="the old mill", point=MILL, id="PE-n1"))
    found = story.picture.local_names.get("PE-n1")
    assert found is not None
    assert (found.name, found.point) == ("the old mill", MILL)
    story.done(WithdrawPlaceName(local_name="PE-n1"))
    assert "PE-n1" not in story.picture.local_names
    again = story.refused(WithdrawPlaceName(local_name="PE-n1"))
    assert again.code == LocalNameRefusal.local_name_unknown


def test_one_name_may_stand_for_two_places_but_each_is_said_once() -> None:
    story = Story()
    story.done(NamePlace(name="the bend", point=MILL))
    assert story.done(NamePlace(name="the bend", point=MILL)) == []
    assert story.done(NamePlace(name="the bend", point=WEIR))
    assert len(story.picture.local_names) == 2


def test_a_name_needs_a_place() -> None:
    refused = Story().refused(NamePlace(name="nowhere"))
    assert refused.code == LocalNameRefusal.local_name_has_no_place


def test_a_feature_is_one_of_the_ground_in_force() -> None:
    story = Story()
    refused = story.refused(NamePlace(name="the works", feature="n12"))
    assert refused.code == LocalNameRefusal.local_name_without_ground
    story.done(order(FIRST))
    story.done(NamePlace(name="the works", feature="n12", id="PE-n2"))
    found = story.picture.local_names.get("PE-n2")
    assert found is not None
    assert (found.feature, found.ground) == ("n12", FIRST)
