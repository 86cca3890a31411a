"""Closed roads as road events: whole by the schema, and no more than somebody said."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema_rs import Draft7Validator, Registry

from tests.app.public.sites import PaperHouse, page, site_of
from tests.app.public.test_pages import OPENED
from tests.needs import reference_folder
from tests.operations.story import MORNING, Story
from tests.operations.warned import square, town
from tocsin.app.web.public_site import PublicSite
from tocsin.geo.places import Point
from tocsin.operations.closures import DeclareClosure, ExtendClosure, GivenExtent, LiftClosure
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.policy import SetPublicPolicy

FEED = "wzdx.geojson"
FORD = Point(50_000_000, 8_000_000)
LINE = (FORD, Point(50_001_000, 8_000_000))
POSITION = {"type": "array", "minItems": 2, "items": {"type": "number"}}


def _shape(name: str, least: int) -> dict[str, object]:
    """A geometry as RFC 7946 has it, which the schema names by its address."""
    coordinates = {"type": "array", "minItems": least, "items": POSITION}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"enum": [name]}, "coordinates": coordinates},
    }


def _validator(folder: Path) -> Draft7Validator:
    files = [each for each in sorted(folder.glob("*.json")) if each.stem != "DeviceFeed"]
    schemas = [json.loads(each.read_text()) for each in files]
    shapes = [
        (f"https://geojson.org/schema/{name}.json", _shape(name, least))
        for name, least in (("LineString", 2), ("MultiPoint", 0))
    ]
    registry = Registry([*((each["$id"], each) for each in schemas), *shapes])
    [root] = [each for each in schemas if each["$id"].endswith("/WorkZoneFeed.json")]
    return Draft7Validator(root, registry=registry, validate_formats=True)


def _opened() -> Story:
    story = town()
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    return story


def _closed(story: Story, order: DeclareClosure) -> str:
    before = set(story.picture.closures)
    story.done(order, actor="p-dot")
    [made] = set(story.picture.closures) - before
    return made


LANE = GivenExtent(GivenPlace(label="Mill Lane"), line=LINE)
BRIDGE = GivenExtent(GivenPlace(label="Bridge", point=FORD), radius_m=50)
FLOODED = DeclareClosure(
    kind="flooded", extent=LANE, depth_cm=40, passable_for=("residents",),
    ends_at=MORNING + timedelta(hours=5), reason="the dam is weak",
)  # fmt: skip


def _events(story: Story) -> dict[str, dict[str, object]]:
    return {each["id"]: each for each in json.loads(page(site_of(story), FEED))["features"]}


def test_the_feed_is_whole_by_the_schema() -> None:
    valid = _validator(reference_folder() / "standards" / "wzdx" / "schemas-4.2")
    story = _opened()
    assert valid.is_valid(json.loads(page(site_of(story), FEED))), "of no closure at all"
    _closed(story, FLOODED)
    _closed(story, DeclareClosure(kind="closed", extent=BRIDGE))
    told = json.loads(page(site_of(story), FEED))
    assert [each.message for each in valid.iter_errors(told)] == []
    assert len(told["features"]) == 2
    # The control: what the standard wants is missed where it is not.
    del told["features"][0]["properties"]["vehicle_impact"]
    assert not valid.is_valid(told)


def test_an_event_says_what_was_said_and_of_what_nobody_said_that_it_is_unknown() -> None:
    story = _opened()
    name = _closed(story, FLOODED)
    event = _events(story)[name]
    told = event["properties"]
    assert isinstance(told, dict)
    assert told["core_details"]["road_names"] == ["Mill Lane"]
    assert told["core_details"]["description"] == (
        "flooded. The water is 40 cm deep. Open for: residents."
    )
    assert told["core_details"]["direction"] == told["location_method"] == "unknown"
    closure = story.picture.closures.get(name)
    assert closure is not None
    assert told["start_date"] == f"{closure.since:%Y-%m-%dT%H:%M:%SZ}"
    assert told["end_date"] == "2026-03-02T13:00:00Z"
    assert told["is_start_date_verified"] is True
    assert not any(told[f"is_{each}_verified"] for each in
                   ("end_date", "start_position", "end_position"))  # fmt: skip
    assert told["restrictions"] == [{"type": "local-access-only"}]
    assert event["geometry"] == {"type": "LineString", "coordinates": [[8.0, 50.0], [8.0, 50.001]]}
    assert "the dam is weak" not in page(site_of(story), FEED)
    # Its name lasts while all else changes; without a plan the end is nobody's.
    story.done(ExtendClosure(closure=name, ends_at=None, reason="it rains"), actor="p-dot")
    told = _events(story)[name]["properties"]
    assert isinstance(told, dict)
    assert told["end_date"] == "2099-12-31T23:59:59Z"
    assert told["core_details"]["description"].endswith("No end is planned.")
    story.done(LiftClosure(closure=name, reason="dry"), actor="p-dot")
    assert _events(story) == {}


@pytest.mark.parametrize(
    ("kind", "passable", "impact"),
    [
        ("closed", (), "all-lanes-closed"),
        ("flooded", ("emergency", "high_clearance"), "all-lanes-closed"),
        ("closed", ("cars",), "unknown"),
        ("one_lane", (), "unknown"),
    ],
)
def test_all_lanes_are_closed_where_next_to_nobody_may_pass(
    kind: str, passable: tuple[str, ...], impact: str
) -> None:
    story = _opened()
    name = _closed(story, DeclareClosure(kind=kind, extent=LANE, passable_for=passable))
    told = _events(story)[name]["properties"]
    assert isinstance(told, dict)
    assert told["vehicle_impact"] == impact


def test_an_area_and_a_place_without_power_are_no_road() -> None:
    story = _opened()
    [drawn] = square().polygons
    area = GivenExtent(GivenPlace(label="Field"), polygon=drawn.ring)
    _closed(story, DeclareClosure(kind="contaminated", extent=area))
    _closed(story, DeclareClosure(kind="without_power", extent=LANE))
    point = _closed(story, DeclareClosure(kind="closed", extent=BRIDGE))
    assert {name: each["geometry"] for name, each in _events(story).items()} == {
        point: {"type": "MultiPoint", "coordinates": [[8.0, 50.0]]}
    }
    assert "<b>Field</b>" in page(site_of(story), "en/roads.html")


def test_a_town_that_does_not_show_its_roads_has_no_feed_that_would_say_there_is_none() -> None:
    story = town()
    _closed(story, DeclareClosure(kind="closed", extent=LANE))
    site = site_of(story)
    assert site.leaf(FEED) is None
    assert FEED not in page(site, "en/index.html")
    few = KindFields("closures", ("id", "kind", "extent", "since", "lifted_at"))
    story.done(SetPublicPolicy(fields=(few,), step_udeg=1_000), actor="p-ben")
    site = site_of(story)
    assert FEED in set(site.names())
    assert f'href="../{FEED}">WZDx</a>' in page(site, "en/index.html")
    # For whom it is open was not told: then which lanes are closed is not known either.
    assert '"vehicle_impact":"unknown"' in page(site, FEED)
    assert "<b>Mill Lane</b>: closed. Since" in page(site, "en/roads.html")


def test_it_says_when_it_was_made_and_of_a_reader_that_is_behind_as_of_when() -> None:
    story = _opened()
    name = _closed(story, DeclareClosure(kind="closed", extent=LANE))
    house = PaperHouse(story)
    site = PublicSite(house)

    def info() -> dict[str, object]:
        found: dict[str, object] = json.loads(page(site.now(), FEED))["feed_info"]
        return found

    first = site.now().leaf(FEED)
    made = info()["update_date"]
    assert info()["update_frequency"] == 15
    story.now_s += 600
    assert site.now().leaf(FEED) is first, "nothing changed"
    story.done(LiftClosure(closure=name, reason="dry"), actor="p-dot")
    assert str(info()["update_date"]) > str(made), "what is lifted is news, too"
    house.age_s = 1_800.0
    assert str(info()["update_date"]) < str(made)
    assert "update_frequency" not in info()
