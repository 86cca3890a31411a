"""What an area is on the ground: whose, how much of the town, who lives there, what they speak."""

import msgspec

from tests.operations.story import MORNING
from tests.operations.warned import drafted, facts, square, the
from tests.operations.warned import town as on_duty
from tocsin.app.warnings.surveying import Land, Peopled, contradicting, joined_by_name, surveyed
from tocsin.geo.ground import Boundary, Line, Whole
from tocsin.geo.overlapping import Shape
from tocsin.operations.picture import Picture, from_items
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour
from tocsin.operations.picture.warning import AlertArea, Polygon
from tocsin.operations.surveying import Contradiction, SpokenBy, Survey
from tocsin.operations.warning_content import shapes_of
from tocsin.terms.cap import CapResponse

SIDE = 100_000


def box(west: int, side: int = SIDE) -> Line:
    south, east = 50_000_000, west + side
    return ((south, west), (south, east), (south + side, east), (south + side, west))


def town(name: str, west: int) -> Boundary:
    return Boundary(f"r-{name}", name, 8, Whole.closed, (box(west),))


ZONES = (
    Peopled((box(8_000_000, SIDE // 2),), 400, {"en": 300, "tr": 100}),
    Peopled((box(8_050_000, SIDE // 2),), 1_000, {"en": 1_000}),
)
LAND = Land(
    checksum="sha256:1", own="r-Perry",
    owners=(town("Perry", 8_000_000), town("Ellery", 8_100_000)),
    zones=ZONES,
)  # fmt: skip
JOINED = {"ellery": "EB"}


def found(*shapes: Shape, names: dict[str, str] = JOINED, land: Land = LAND) -> Survey:
    survey = surveyed(shapes, land, names)
    assert survey is not None
    return survey


def area(west: int, side: int) -> Shape:
    return shapes_of((square(50_000_000, west, side),))[0]


def test_an_area_at_home_is_all_ours() -> None:
    survey = found(area(8_000_000, SIDE // 2))
    assert (survey.inside_permille, survey.abroad) == (1000, ())
    assert 200 <= survey.town_permille <= 300, "a quarter of the town"
    assert survey.people == 400
    assert survey.spoken == (SpokenBy("en", 300), SpokenBy("tr", 100))


def test_the_whole_town_is_the_whole_town() -> None:
    assert found(area(8_000_000, SIDE)).town_permille == 1000


def test_what_reaches_over_the_border_is_told_by_name() -> None:
    survey = found(area(8_080_000, SIDE // 2))
    assert 0 < survey.inside_permille < 1000
    assert (survey.abroad, survey.neighbours, survey.unjoined) == (("Ellery",), ("EB",), ())
    stranger = found(area(8_080_000, SIDE // 2), names={})
    assert (stranger.neighbours, stranger.unjoined) == ((), ("Ellery",))


def test_one_corner_over_the_border_is_not_missed() -> None:
    ring = square(50_010_000, 8_050_000, 20_000).polygons[0].ring
    far = type(ring[0])(50_010_000, 8_100_900)
    spike = shapes_of((AlertArea("Spike", (Polygon((ring[0], far, *ring[2:])),)),))
    assert found(*spike).abroad == ("Ellery",)


def test_an_area_elsewhere_is_not_ours_at_all() -> None:
    survey = found(area(8_120_000, 10_000))
    assert (survey.inside_permille, survey.town_permille, survey.people) == (0, 0, None)


def test_who_lives_in_a_hole_is_not_counted() -> None:
    ring = square(50_000_000, 8_000_000, SIDE).polygons[0].ring
    hole = square(49_999_000, 7_999_000, SIDE // 2 + 1_000).polygons[0].ring
    assert found((ring, ())).people == 1_400
    assert found((ring, (hole,))).people == 1_000


def test_a_ground_without_figures_says_so() -> None:
    bare = Land("sha256:1", "r-Perry", LAND.owners, ())
    survey = found(area(8_000_000, SIDE), land=bare)
    assert (survey.people, survey.spoken) == (None, None)


def test_what_is_only_a_code_cannot_be_measured() -> None:
    assert surveyed((), LAND, JOINED) is None


def theirs(**other: object) -> dict[str, object]:
    """A neighbour's row as its slice tells it: stay inside, where ours says to leave."""
    stay = msgspec.to_builtins(facts(responses=(CapResponse.shelter,)))
    return {"state": "issued", "msg_type": "Alert", "facts": stay} | other


def test_a_neighbours_warning_that_asks_for_the_opposite_is_found() -> None:
    story = on_duty()
    drafted(story)
    ours = the(story)
    key = ("warnings", "EB-w1")
    assert contradicting(ours, {"EB": {key: theirs()}}) == (Contradiction("EB", "EB-w1"),)
    same = msgspec.to_builtins(facts())
    for row in (
        theirs(state="expired"), theirs(msg_type="Cancel"), theirs(facts=same), theirs(facts=None)
    ):  # fmt: skip
        assert contradicting(ours, {"EB": {key: row}}) == ()


def test_neighbours_are_known_by_the_name_that_the_ground_has() -> None:
    standing, since = LinkStanding.joined, MORNING
    towns = {
        "EB": Neighbour("EB", standing, since, name="Port  Ellery", joined_at=since),
        "NO": Neighbour("NO", LinkStanding.invited, since, name="Norwick"),
    }
    assert joined_by_name(Picture(neighbours=from_items(towns))) == {"port ellery": "EB"}
