"""The index gives the answer of looking at every incident, however the picture came about."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operations.story import MORNING
from tocsin.geo.places import Place, Point
from tocsin.operations import likeness
from tocsin.operations.attaching import _duplicates
from tocsin.operations.likeness import likely_same
from tocsin.operations.picture import Incident, Likeness, Picture, Report
from tocsin.operations.picture.index import index_of
from tocsin.terms.codes import Channel, IncidentStatus

_replace = msgspec.structs.replace
CENTRES = [(51_500_000, -120_000), (-17_000_000, 179_999_000), (89_995_000, 10_000_000), (0, 0)]

ids = st.sampled_from([f"i{each}" for each in range(12)])
seconds = st.sampled_from([0, 60, -60, 7_000, -7_000, 7_300, -7_300, 20_000, -20_000])
kinds = st.sampled_from(["fire.building", "fire.building", "medical.fall"])
offsets = st.builds(  # of what is counted as near, with and without doubt, in microdegrees
    int.__add__,
    st.sampled_from([0, 0, 0, 2_500, -2_500, 6_000, -6_000, 27_000, -27_000, 36_000, -36_000]),
    st.integers(-300, 300),
)
limits = st.builds(
    Likeness,
    st.sampled_from([0, 40, 300, 3_000, 100_000]),
    st.sampled_from([60, 7_200, 7_200, 604_800]),
)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[object], Report]:
    """Things that happen around one place on the map, and a report from there."""
    lat, lon = draw(st.sampled_from(CENTRES))

    def place() -> Place:
        if draw(st.integers(0, 5)) == 0:
            return Place()
        north, east = draw(offsets), draw(offsets)
        point = Point(
            max(-90_000_000, min(90_000_000, lat + north)),
            (lon + east + 180_000_000) % 360_000_000 - 180_000_000,
        )
        return Place(point=point, uncertainty_m=draw(st.sampled_from([None, 30, 500, 501, 4_000])))

    def at() -> datetime:
        return MORNING + timedelta(seconds=draw(seconds))

    def incident() -> Incident:
        status = draw(st.sampled_from(["open", "open", "open", "held", "closed"]))
        told = draw(st.sampled_from([(), ("r1",), ("r2", "r3")]))
        return Incident(
            id=draw(ids), number="", type=draw(kinds), place=place(), opened_at=at(),
            status=IncidentStatus(status), reports=told,
        )  # fmt: skip

    def report() -> Report:
        return Report(
            id=draw(st.sampled_from(["r1", "r2", "r3", "r4"])), arrived_at=at(), place=place(),
            channel=Channel.call, type=draw(st.none() | kinds),
            duplicate_of=draw(st.sampled_from([None, "r1", "r2"])),
        )  # fmt: skip

    def step() -> object:
        match draw(st.integers(0, 9)):
            case 0:
                return draw(ids)
            case 1:
                return draw(st.sampled_from(["*", "fire"])), draw(limits)
            case 2 | 3:
                return report()
            case _:
                return incident()

    return [step() for _ in range(draw(st.integers(5, 25)))], report()


def stepped(picture: Picture, step: object) -> Picture:
    """One thing put in, or one incident taken out."""
    if isinstance(step, Incident):
        return _replace(picture, incidents=picture.incidents.put(step.id, step))
    if isinstance(step, Report):
        return _replace(picture, reports=picture.reports.put(step.id, step))
    if isinstance(step, str):
        return _replace(picture, incidents=picture.incidents.drop(step))
    assert isinstance(step, tuple)
    return _replace(picture, likeness=picture.likeness.put(step[0], step[1]))


def agrees(picture: Picture, report: Report) -> None:
    """A draft has no index: there every incident, and every report, is looked at."""
    draft = picture.drafted()
    assert likely_same(picture, report) == likely_same(draft, report)
    found = {each.id for each in _duplicates(picture, report)}
    assert found == {each.id for each in _duplicates(draft, report)}


@given(scene=scenes())
def test_the_index_finds_what_looking_at_all_finds(scene: tuple[list[object], Report]) -> None:
    steps, report = scene
    picture = Picture()
    seen = [picture]
    for number, step in enumerate(steps):
        picture = stepped(picture, step)
        if number % 3 == 0:
            agrees(picture, report)
            seen.append(picture)
    agrees(picture, report)
    for older in seen:  # what was asked of a later picture changes nothing for an earlier one
        agrees(older, report)
        agrees(stepped(older, report), report)


def test_only_cells_around_are_looked_at() -> None:
    here, far = Point(51_500_000, -120_000), Point(52_500_000, -120_000)
    picture = Picture()
    for number in range(400):
        point = here if number == 7 else far
        picture = stepped(
            picture,
            Incident(
                id=f"i{number}", number="", type="fire.building", place=Place(point=point),
                status=IncidentStatus.open, opened_at=MORNING,
            ),
        )  # fmt: skip
    report = Report(id="r", arrived_at=MORNING, channel=Channel.call, place=Place(point=here))
    looked = list(likeness._near(picture, report))
    assert [each.id for each in looked] == ["i7"]
    later = stepped(picture, _replace(looked[0], status=IncidentStatus.closed))
    assert list(likeness._near(later, report)) == []


def test_an_index_is_brought_on_by_what_changed_and_is_the_same_as_a_new_one() -> None:
    picture = Picture()
    for number in range(50):
        noun = Report(id=f"r{number}", arrived_at=MORNING, channel=Channel.call)
        noun = _replace(noun, duplicate_of=f"r{number % 5}")
        picture = stepped(picture, noun)
        brought_on = index_of(picture.reports, lambda each: (str(each.duplicate_of),))
        assert brought_on is not None
        afresh = index_of(picture.reports.draft().settled(), lambda e: (str(e.duplicate_of),))
        assert brought_on == afresh


@pytest.mark.parametrize(
    ("north", "east", "uncertainty_m", "within_m"),
    [(36_000, 0, 4_000, 300), (0, 40_000, 0, 3_000), (27_000, 0, 0, 3_100), (0, 0, 0, 0)],
)
def test_what_is_just_near_enough_is_found(
    north: int, east: int, uncertainty_m: int, within_m: int
) -> None:
    lat, lon = CENTRES[0]
    place = Place(point=Point(lat + north, lon + east), uncertainty_m=uncertainty_m)
    incident = Incident(id="i1", number="", type="fire.building", place=place, opened_at=MORNING)
    picture = stepped(stepped(Picture(), incident), ("*", Likeness(within_m, 7_200)))
    here = Place(point=Point(lat, lon))
    report = Report(id="r", arrived_at=MORNING, channel=Channel.call, place=here)
    assert [each.incident for each in likely_same(picture, report)] == ["i1"]
