from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Place, Point
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.likeness import SHOWN, AdoptLikeness, likely_same, limits_of
from tocsin.operations.picture import Likeness, Report
from tocsin.operations.picture.report import CallerPosition
from tocsin.terms.codes import Channel

HERE = Point(51_500_000, -120_000)
M = 9  # microdegrees of latitude in a metre, near enough


def north(metres: int) -> Point:
    return Point(HERE.lat_udeg + metres * M, HERE.lon_udeg)


def a_town(**incidents: Point) -> Story:
    story = Story()
    for name, point in incidents.items():
        story.done(OpenIncident(id=name, type="fire.building", place=GivenPlace(point=point)))
    return story


def a_report(
    point: Point | None = HERE,
    type: str | None = None,
    uncertainty_m: int | None = None,
    after_s: int = 60,
) -> Report:
    return Report(
        id="r1",
        arrived_at=MORNING + timedelta(seconds=after_s),
        channel=Channel.call,
        type=type,
        place=Place(point=point, uncertainty_m=uncertainty_m),
    )


def names(story: Story, report: Report) -> list[str]:
    return [each.incident for each in likely_same(story.picture, report)]


def test_the_nearest_open_incident_comes_first_with_its_distance_and_age() -> None:
    story = a_town(far=north(250), near=north(40))
    found = likely_same(story.picture, a_report())
    assert [each.incident for each in found] == ["near", "far"]
    assert abs(found[0].distance_m - 40) <= 1
    assert found[0].age_s == 58


def test_what_is_too_far_or_too_long_ago_is_not_shown() -> None:
    story = a_town(near=north(40), out=north(400))
    assert names(story, a_report()) == ["near"]
    assert names(story, a_report(after_s=3 * 3600)) == []


def test_an_uncertain_position_reaches_further_on_either_side() -> None:
    story = a_town(out=north(400))
    assert names(story, a_report(uncertainty_m=90)) == []
    assert names(story, a_report(uncertainty_m=120)) == ["out"]
    story = Story()
    story.done(
        OpenIncident(
            id="vague",
            type="fire.building",
            place=GivenPlace(point=north(400), uncertainty_m=120),
        )
    )
    assert names(story, a_report()) == ["vague"]


def test_another_type_group_speaks_against_it_and_another_type_does_not() -> None:
    story = a_town(near=north(40))
    assert names(story, a_report(type="fire.vehicle")) == ["near"]
    assert names(story, a_report(type="medical.fall")) == []


def test_a_closed_incident_is_not_offered() -> None:
    story = a_town(near=north(40))
    story.done(CloseIncident(incident="near", disposition="false_alarm"))
    assert names(story, a_report()) == []


def test_without_a_place_the_caller_stands_for_it_and_without_both_nothing_is_likely() -> None:
    story = a_town(near=north(40))
    nowhere = a_report(point=None)
    assert names(story, nowhere) == []
    caller = CallerPosition(north(500), MORNING, "Cell", uncertainty_m=300)
    located = Report(
        id="r1", arrived_at=nowhere.arrived_at, channel=Channel.call, caller_position=caller
    )
    assert names(story, located) == ["near"]


def test_no_more_are_offered_than_are_read_in_one_look() -> None:
    story = a_town(**{f"i{n:02d}": north(n) for n in range(SHOWN + 5)})
    assert names(story, a_report()) == [f"i{n:02d}" for n in range(SHOWN)]


def test_a_town_adopts_how_near_is_near_for_a_type_group_and_for_the_rest() -> None:
    story = a_town(near=north(40), out=north(400))
    story.done(AdoptLikeness(within_m=20, within_s=600, group="fire"))
    assert names(story, a_report()) == []
    story.done(AdoptLikeness(within_m=1000, within_s=600, group="fire"))
    assert names(story, a_report()) == ["near", "out"]
    story.done(AdoptLikeness(within_m=7, within_s=8))
    assert limits_of(story.picture, "medical") == Likeness(7, 8)
    assert limits_of(story.picture, "fire") == Likeness(1000, 600)
    assert story.done(AdoptLikeness(within_m=7, within_s=8)) == []
