"""Addresses as people say and mistype them, in several languages, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.geo.gazetteer.invented import EAST, WEST, at, square, valley
from tocsin.geo.gazetteer.building import built
from tocsin.geo.gazetteer.candidates import Asks
from tocsin.geo.gazetteer.gazetteer import Gazetteer
from tocsin.geo.gazetteer.houses import Precision
from tocsin.geo.gazetteer.stock import Piece, Stock, stocked
from tocsin.geo.ground import Address, Boundary, Whole

SAID = {
    # number before, after, with a comma, with a letter, in a run
    "12 Mill Road, Westerly": ("10-16 Mill Road, Westerly", Precision.run),
    "Westerly, Mill Rd. 12a": ("12a Mill Road, Westerly", Precision.exact),
    "mill rd 12 a, westerly": ("12a Mill Road, Westerly", Precision.exact),
    "no 17 mill road easterly": ("17 Mill Road, Easterly", Precision.exact),
    "21 Mill Rd Westerly": ("19;21;23 Mill Road, Westerly", Precision.exact),
    "mill road 5 westerly": ("5 Mill Road, Westerly", Precision.interpolated),
    "99 Mill Road Westerly": ("34/3 Mill Road, Westerly", Precision.nearest_number),
    "8b mill road westerly": ("8 Mill Road, Westerly", Precision.other_suffix),
    "34/3 mill road, westerly": ("34/3 Mill Road, Westerly", Precision.exact),
    "flat 3, 17 mill road, westerly": ("17 Mill Road, Westerly", Precision.exact),
    # English
    "17 st marys st": ("17 Saint Mary Street, Westerly", Precision.exact),
    "saint mary st. 17": ("17 Saint Mary Street, Westerly", Precision.exact),
    "17 millroad westerly": ("17 Mill Road, Westerly", Precision.exact),
    "17 Mlil Raod, Westerly": ("17 Mill Road, Westerly", Precision.exact),
    # German
    "Bahnhofstr. 17": ("Bahnhofstraße 17, Westerly", Precision.exact),
    "bahnhof strasse 17": ("Bahnhofstraße 17, Westerly", Precision.exact),
    "BAHNHOFSTRASSE 17": ("Bahnhofstraße 17, Westerly", Precision.exact),
    "Banhofstraße 17": ("Bahnhofstraße 17, Westerly", Precision.exact),
    "bahnhofst": ("Bahnhofstraße, Westerly", Precision.street),
    "Muehleholzstr 8": ("Mühleholzstrasse 8, Westerly", Precision.exact),
    "landstrasse alte 17": ("Alte Landstrasse 17, Westerly", Precision.exact),
    "Straße des 17. Juni 4": ("Straße des 17. Juni 4, Westerly", Precision.exact),
    "9490 Westerly, Bahnhofstrasse 17": ("Bahnhofstraße 17, Westerly", Precision.exact),
    "Fürst Franz Josef Str 17": ("Fürst-Franz-Josef-Strasse 17, Westerly", Precision.exact),
    # French
    "17 r. de l'eglise": ("17 Rue de l'Église, Westerly", Precision.exact),
    "17, rue de l église": ("17 Rue de l'Église, Westerly", Precision.exact),
    "av gal de gaulle 17": ("17 Avenue du Général de Gaulle, Westerly", Precision.exact),
    "4 quai antoine 1er": ("4 Quai Antoine 1er, Westerly", Precision.exact),
    # Spanish, Italian, Finnish, Norwegian, Polish, Dutch
    "c/ alcala 17": ("Calle de Alcalá 17, Westerly", Precision.exact),
    "v. verdi 17": ("Via Giuseppe Verdi 17, Westerly", Precision.exact),
    "aleksanterink. 17": ("Aleksanterinkatu 17, Westerly", Precision.exact),
    "manerheimintie 17": ("Mannerheimintie 17, Westerly", Precision.exact),
    "ostre gt 17": ("Østre Gate 17, Westerly", Precision.exact),
    "ul. lakowa 17": ("Łąkowa 17, Westerly", Precision.exact),
    "prinsegracht 17": ("Prinsengracht 17, Westerly", Precision.exact),
    # places
    "the old fery": ("the old ferry, Westerly", Precision.exact),
    "fire station westerly": ("Feuerwehr Westerly, Westerly", Precision.exact),
    "hopital": ("hospital, Easterly", Precision.exact),
    "westerly": ("Westerly", Precision.exact),
}  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_what_people_say_is_found_first(said: str, meant: tuple[str, Precision]) -> None:
    first = valley().where(said).candidates[0]
    assert (first.label, first.precision) == meant


@pytest.mark.parametrize(
    "said",
    ["12", "qwertz", "zzz 12", "Bahnhofsblorg 7", "!!!", "Xylophone Avenue 3",
     "wurst hans 44 klopf", "42 lorem ipsum", "🚒", "a" * 5_000, "'; DROP TABLE place; --"],
)  # fmt: skip
def test_what_is_like_nothing_gives_no_candidate(said: str) -> None:
    found = valley().where(said)
    assert found.candidates == ()
    assert found.asks is Asks.which_street


@pytest.mark.parametrize("said", ["12 Mill Rd", "mill road 17", "17 mil rd", "17 hihg street"])
def test_one_street_and_number_in_two_towns_is_always_a_choice(said: str) -> None:
    for near, first in ((at(10_000, 20_000), WEST), (at(10_000, 120_000), EAST)):
        found = valley().where(said, near=near, most=1)
        assert [each.jurisdiction for each in found.candidates] == [
            first, EAST if first == WEST else WEST,
        ]  # fmt: skip
        assert found.is_choice
        assert found.asks is Asks.which_town
    assert not valley().where("17 mill road easterly").is_choice


def test_every_beginning_of_a_line_offers_what_it_becomes() -> None:
    line = "bahnhofstrasse 17"
    for end in range(1, len(line) + 1):
        labels = [each.label for each in valley().where(line[:end], most=10).candidates]
        assert any(label.startswith("Bahnhofstraße") for label in labels), line[:end]


PARTS = (
    "mill", "rd", "12", "12a", "&", "/", "km", "A13", "47.05", "N", "9,05", "westerly", "st",
    "quay",
    "corner of", "fire station", "x", "'", "°", "1-3", "no",
)  # fmt: skip
CROSSINGS = (
    "Mill Rd & Quay", "quay and mill road", "corner of Quay and Mill Rd", "Quay / Mill Road",
    "mill road at quay", "Ecke Quay und Mill Rd", "Mill Rd Ecke Quay", "Mil Road & Quai",
)  # fmt: skip


@pytest.mark.parametrize("said", CROSSINGS)
def test_a_crossing_is_found_where_both_streets_meet(said: str) -> None:
    found = valley().where(said)
    assert [(each.kind, each.lat, each.lon) for each in found.candidates] == [
        ("crossing", 47.004, 9.05)
    ]


def test_two_streets_that_do_not_meet_are_asked_about() -> None:
    found = valley().where("Mill Road & High Street")
    assert found.asks is Asks.do_not_meet
    assert {each.kind for each in found.candidates} == {"street"}


def test_a_kilometre_of_a_road_is_an_estimate_from_either_end() -> None:
    for said in ("A13 km 2", "a 13 km 2,0", "km 2 A13", "A13 at km 2", "A 13, 2 km"):
        found = valley().where(said)
        assert found.asks is Asks.from_which_end, said
        south, north = found.candidates
        assert {each.precision for each in found.candidates} == {Precision.estimate}
        assert abs(south.lat - (47.004 + 2_000 / 111_195)) < 1e-5
        assert abs(north.lat - (47.089 - 2_000 / 111_195)) < 1e-5
    assert valley().where("A13 km 200").asks is Asks.beyond_the_end
    assert valley().where("A99 km 2").candidates == ()


def test_a_place_of_a_kind_that_a_town_lacks_is_shown_from_the_next() -> None:
    found = valley().where("fire station easterly")
    assert [each.label for each in found.candidates] == ["Feuerwehr Westerly, Westerly"]
    assert (found.is_choice, found.asks) == (True, Asks.none_there)


def test_what_does_not_fit_on_the_list_is_counted() -> None:
    found = valley().where("high", most=2)
    assert len(found.candidates) == 2
    assert found.left_off > 0


def test_a_name_in_another_language_finds_the_same_place() -> None:
    found = valley().where("gare de pompiers occidentale")
    assert [(each.label, each.id) for each in found.candidates] == [
        ("Caserne Occidentale, Westerly", "n7001")
    ]
    found = valley().where("moulin 17")
    assert [each.id for each in found.candidates] == [
        each.id for each in valley().where("mill road 17").candidates
    ]


def test_nothing_is_found_where_nothing_is() -> None:
    empty = Gazetteer(built(Stock([])))
    for said in ("mill", "12 mill road", "a & b", "A13 km 2", "fire station x"):
        assert empty.where(said).candidates == ()
    assert empty.where("47.05, 9.05").asks is Asks.outside
    here = empty.here(at(0, 0), municipal=None)
    assert (here.address, here.street, here.crossing, here.areas) == (None, None, None, ())


def test_what_fits_alike_comes_before_what_fits_less() -> None:
    """A town where the street is known and its number is not is not behind another street."""
    owners = [
        Boundary(f"r{n}", f"Town {n}", 8, Whole.closed, (square(0, n * 100_000, 100_000),))
        for n in range(3)
    ]
    houses = [
        Address(f"n{n}", "12", None, street, None, None, None, at(10_000, n * 30_000 + 5_000))
        for n, street in enumerate(("Falcon Road", "Falcon Close", "Falcon Row"))
    ]
    pieces = [Piece("w1.n1", "Falcon Road", None, 1, 2, (at(9_000, 250_000), at(9_000, 251_000)))]
    found = Gazetteer(built(stocked(owners, houses, pieces))).where("12 falcon road")
    assert [each.town for each in found.candidates[:2]] == ["Town 0", "Town 2"]
    assert found.asks is Asks.which_town


@given(st.text(max_size=40) | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_whatever_is_typed_gets_an_answer_that_hangs_together(said: str) -> None:
    found = valley().where(said, near=at(0, 0), most=5)
    assert all(0 < each.score <= 1 for each in found.candidates)
    assert found.is_choice <= (found.asks is not None)
    assert bool(found.candidates) or not found.is_choice
    assert all(
        (each.jurisdiction is None) == (each.belonging != "one") for each in found.candidates
    )
    assert valley().where(said, near=at(0, 0), most=5) == found
