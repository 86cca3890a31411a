"""What is closed, where, until when; and that a planned end is not an end."""

import pytest

from tests.operations.ellery import FIRE, HARBOUR, clock, town
from tests.operations.story import Story
from tests.operations.test_ground import FIRST
from tests.operations.test_ground import order as adopting
from tocsin.geo.places import Point
from tocsin.operations.closures import (
    ArchiveClosure,
    ClosureExtended,
    ClosureLifted,
    DeclareClosure,
    ExtendClosure,
    GivenExtent,
    LiftClosure,
    ReviseClosure,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command
from tocsin.operations.picture import Closure
from tocsin.terms.codes import Agency
from tocsin.terms.words import Words

RING = (Point(0, 0), Point(0, 9), Point(9, 9))
QUAY = GivenExtent(place=GivenPlace(label="Quay Road"))


def flooded() -> Story:
    story = town()
    story.done(
        DeclareClosure(
            id="x1",
            kind="flooded",
            extent=GivenExtent(place=GivenPlace(label="Quay Road", point=HARBOUR), radius_m=80),
            agency=Agency.works,
            ends_at=clock(9_000),
            passable_for=("high_clearance", "emergency"),
            incident=FIRE,
            reason="culvert blocked by Mr Low's boat",
        )
    )
    return story


def found(story: Story) -> Closure:
    closure = story.picture.closures.get("x1")
    assert closure is not None
    return closure


def test_a_closure_says_what_where_until_when_for_whom_and_why() -> None:
    story = flooded()
    closure = found(story)
    assert (closure.kind, closure.extent.radius_m, closure.incident) == ("flooded", 80, FIRE)
    assert closure.passable_for == ("emergency", "high_clearance")
    assert (closure.since, closure.ends_at) == (clock(story.now_s), clock(9_000))
    assert closure.reason == Words("closure/x1", "culvert blocked by Mr Low's boat")
    same = DeclareClosure(id="x1", kind="flooded", extent=QUAY)
    assert story.done(same) == [], "declared once under an id"


@pytest.mark.parametrize(
    "extent",
    [
        GivenExtent(),
        GivenExtent(radius_m=50),
        GivenExtent(place=GivenPlace(label="Quay"), radius_m=50),
    ],
    ids=["nothing", "circle about nothing", "circle about a name"],
)
def test_a_place_nobody_could_find_is_refused(extent: GivenExtent) -> None:
    story = town()
    order = DeclareClosure(kind="closed", extent=extent)
    assert story.refused(order).code == "closure_has_no_place"


@pytest.mark.parametrize(
    ("extent", "shape", "needs"),
    [
        (GivenExtent(polygon=(Point(0, 0), Point(0, 9), Point(0, 0))), "polygon", "3"),
        (GivenExtent(line=(Point(0, 0), Point(0, 0))), "line", "2"),
    ],
)
def test_a_shape_needs_its_points(extent: GivenExtent, shape: str, needs: str) -> None:
    refused = town().refused(DeclareClosure(kind="closed", extent=extent))
    assert refused.code == "shape_too_small"
    assert refused.parameters == {"needs": needs, "shape": shape}


def test_a_polygon_or_a_line_is_a_place_enough() -> None:
    story = town()
    story.done(DeclareClosure(kind="contaminated", extent=GivenExtent(polygon=RING)))
    story.done(DeclareClosure(kind="closed", extent=GivenExtent(line=RING[:2])))
    assert len(story.picture.closures) == 2


def test_a_closure_begins_now_and_ends_later() -> None:
    story = town()
    over = DeclareClosure(kind="closed", extent=QUAY, ends_at=clock(10))
    assert story.refused(over).code == "closure_end_before_begin"
    order = DeclareClosure(kind="closed", extent=QUAY)
    assert story.refused(order, at_s=story.now_s + 900).code == "time_is_in_future"
    linked = DeclareClosure(kind="closed", extent=QUAY, incident="PE-none")
    assert story.refused(linked).code == "incident_unknown"


def test_water_rises_and_the_closure_with_it() -> None:
    story = flooded()
    wider = GivenExtent(polygon=RING)
    order = ReviseClosure(closure="x1", kind="closed", extent=wider, passable_for=())
    story.done(order)
    closure = found(story)
    assert (closure.kind, closure.extent.polygon, closure.passable_for) == ("closed", RING, ())
    assert story.done(order) == []
    wrong = ReviseClosure(closure="x1", extent=GivenExtent())
    assert story.refused(wrong).code == "closure_has_no_place"


def test_its_end_moves_with_a_reason_and_never_into_the_past() -> None:
    story = flooded()
    order = ExtendClosure(closure="x1", ends_at=clock(20_000), reason="rain")
    (event,) = story.done(order)
    assert event == ClosureExtended(
        closure="x1", ends_at=clock(20_000), reason=Words("closure/x1", "rain")
    )
    assert found(story).ends_at == clock(20_000)
    assert story.done(order) == []
    past = ExtendClosure(closure="x1", ends_at=clock(5), reason="x")
    assert story.refused(past).code == "closure_end_before_begin"
    story.done(ExtendClosure(closure="x1", ends_at=None, reason="until further notice"))
    assert found(story).ends_at is None


def test_it_is_open_when_somebody_lifts_it_and_then_leaves_for_the_archive() -> None:
    story = flooded()
    assert story.refused(ArchiveClosure(closure="x1")).code == "closure_not_lifted"
    lift = LiftClosure(closure="x1", reason="driven through")
    assert story.refused(lift, at_s=10).code == "closure_end_before_begin"
    assert story.refused(lift, at_s=story.now_s + 900).code == "time_is_in_future"
    story.done(lift)
    assert found(story).lifted_at == clock(story.now_s)
    for order in (
        lift,
        ReviseClosure(closure="x1", kind="x"),
        ExtendClosure(closure="x1", ends_at=None, reason="x"),
    ):
        assert story.refused(order).code == "closure_is_lifted"
    story.done(ArchiveClosure(closure="x1"))
    assert "x1" not in story.picture.closures
    assert story.done(ArchiveClosure(closure="x1")) == []


@pytest.mark.parametrize(
    "order",
    [
        ReviseClosure(closure="x9"),
        ExtendClosure(closure="x9", ends_at=None, reason="x"),
        LiftClosure(closure="x9", reason="x"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_closure_nobody_declared_is_named(order: Command) -> None:
    refused = town().refused(order)
    assert (refused.code, refused.parameters) == ("closure_unknown", {"closure": "x9"})


def test_a_fact_about_a_closure_that_has_left_changes_nothing() -> None:
    story = town()
    before = story.picture
    story.given(ClosureLifted(closure="x9", reason=Words("x/y", "z")))
    assert story.picture == before


def test_water_has_a_depth_that_rises_and_pieces_of_road_are_those_of_the_ground() -> None:
    story = town()
    roads = GivenExtent(edges=("w34.n12", "w35", "w34.n12"))
    refused = story.refused(DeclareClosure(id="x1", kind="flooded", extent=roads, depth_cm=20))
    assert refused.code == "closure_without_ground"
    story.done(adopting(FIRST))
    story.done(DeclareClosure(id="x1", kind="flooded", extent=roads, depth_cm=20))
    closure = found(story)
    assert (closure.extent.edges, closure.extent.ground) == (("w34.n12", "w35"), FIRST)
    story.done(ReviseClosure(closure="x1", depth_cm=45))
    assert (found(story).depth_cm, found(story).extent) == (45, closure.extent)
    assert story.done(ReviseClosure(closure="x1", depth_cm=45)) == []
