"""A place that is called exactly so on the ground is taken without asking; nothing is guessed."""

from pathlib import Path

from tocsin.app.desk import Desk, first_officer
from tocsin.app.pointing import Choices
from tocsin.app.wiring import found, opened
from tocsin.geo.places import Point
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture import Picture
from tocsin.terms.kinds import LogKind

LABELS = (
    "George Yard 95, Merrow", "12 Mill Road, Merrow", "12 Mill Road, Grasfurt", "The Mill, Merrow",
    "The Mill",
)  # fmt: skip


def finder(_words: str, _near: Point | None, _picture: Picture) -> Choices:
    """Five places, whatever is asked."""
    places = tuple(GivenPlace(label=each, point=Point(n, n)) for n, each in enumerate(LABELS))
    return Choices(places, LABELS, None)


def test_a_label_is_a_place_without_its_town_too_where_only_one_town_has_it(tmp_path: Path) -> None:
    found(tmp_path / "ellery", name="Port Ellery", code="PE", kind=LogKind.exercise)
    with opened(tmp_path / "ellery") as town:
        desk = Desk(town, first_officer("PE"), find=finder)

        def point(words: str) -> int | None:
            answer = desk.give(f"C fire @{words}")
            incident = town.picture.incidents.get(answer.facts["subjects"][0])  # type: ignore[index]
            assert incident is not None
            place = incident.place.point
            return None if place is None else place.lat_udeg

        assert point("george yard 95") == 0
        assert point("George Yard 95, Merrow") == 0
        assert point("12 Mill Road, Grasfurt") == 2
        assert point("12 Mill Road") is None, "two towns have it"
        assert point("The Mill") == 4, "what is called so in full comes first"
        assert point("George Yard") is None


def test_a_position_is_a_place_with_a_ground_or_without(tmp_path: Path) -> None:
    def on_the_ground(_words: str, _near: Point | None, _picture: Picture) -> Choices:
        here = GivenPlace(label="47.050000, -20.010000", point=Point(5, 5), areas={"town": "PE"})
        return Choices((here,), (here.label or "",), None)

    def nowhere(_words: str, _near: Point | None, _picture: Picture) -> Choices:
        return Choices((), (), None)

    found(tmp_path / "ellery", name="Port Ellery", code="PE", kind=LogKind.exercise)
    for find, expected in ((on_the_ground, Point(5, 5)), (nowhere, Point(47_050_000, -20_010_000))):
        with opened(tmp_path / "ellery") as town:
            desk = Desk(town, first_officer("PE"), find=find)
            for words, there in (("47.05,-20.01", expected), ("Quay 47", None), ("95.1,3", None)):
                answer = desk.give(f"C fire @{words}")
                incident = town.picture.incidents.get(answer.facts["subjects"][0])  # type: ignore[index]
                assert incident is not None
                assert incident.place.point == there, words
