"""Landmarks by name and by what their kind is called; names of two languages in one."""

from functools import cache

import pytest

from tests.geo.gazetteer.invented import EAST, WEST, at, stock, valley
from tocsin.geo.gazetteer.building import built
from tocsin.geo.gazetteer.candidates import Asks
from tocsin.geo.gazetteer.gazetteer import Gazetteer
from tocsin.geo.gazetteer.houses import Precision
from tocsin.geo.gazetteer.spelling import parts
from tocsin.geo.gazetteer.stock import Named, Piece, stocked
from tocsin.geo.ground import Address

PLACES = (
    Named("n1", "station", "Westerly Halt", at(20_000, 30_000)),
    Named("w2", "castle", "Schloss Eckstein", at(30_000, 30_000)),
    Named("r3", "church", "Saint Anne", at(40_000, 130_000)),
    Named("n4", "stop", "Casino", at(50_000, 30_000)),
    Named("n5", "casino", "Casino de la Vallée", at(50_000, 30_100)),
    Named("n7", "stop", "Quay", at(20_000, 50_000)),
    Named("n6", "harbour", "Port Hercule", at(60_000, 30_000)),
)


@cache
def landmarks() -> Gazetteer:
    """The valley with some landmarks, and a street that bears two names."""
    known = stock()
    two = "Heron Way / Reiherweg"
    houses = [
        Address("n50", "12", None, two, None, None, EAST, at(95_000, 120_000)),
        Address("n51", "12", None, "Heron Way", None, None, WEST, at(95_000, 20_000)),
    ]
    pieces = [
        Piece("w50.n1", two, None, 1, 2, (at(95_500, 120_000), at(95_500, 121_000))),
        Piece("w51.n2", "Otter Lane", None, 2, 3, (at(95_500, 121_000), at(96_000, 121_000))),
    ]
    more = stocked(known.owners, houses, pieces)
    addresses = sorted([*known.addresses, *more.addresses], key=lambda e: (e[0], e[1].id))
    return Gazetteer(built(known._replace(
        places=[*known.places, *PLACES],
        addresses=addresses,
        named=sorted([*known.named, *more.named]),
        pieces=[*known.pieces, *more.pieces],
    )))  # fmt: skip


@pytest.mark.parametrize(
    ("said", "id"),
    [("schloss eckstein", "w2"), ("Bahnhof", "n1"), ("gare", "n1"), ("Kirche Easterly", "r3"),
     ("eglise", "r3"), ("port hercule", "n6"), ("casino", "n5"), ("chateau", "w2")],
)  # fmt: skip
def test_a_landmark_is_found_by_its_name_and_by_its_kind(said: str, id: str) -> None:
    first = landmarks().where(said).candidates[0]
    assert first.id == id
    assert id not in {each.id for each in valley().where(said).candidates}


@pytest.mark.parametrize("said", ["bahnhof", "bahnhofst", "muhleholz", "mannerheim", "Bahnhof x"])
def test_the_beginning_of_a_streets_name_is_never_all_of_it(said: str) -> None:
    assert all(each.score < 0.95 for each in landmarks().where(said).candidates)
    assert landmarks().where("bahnhofstrasse").candidates[0].score == 1.0
    assert landmarks().where("Bahnhof strasse").candidates[0].score > 0.9


def test_either_name_of_a_street_is_its_whole_name() -> None:
    found = landmarks().where("12 heron way")
    assert {(each.label, each.score) for each in found.candidates[:2]} == {
        ("12 Heron Way, Westerly", 1.0), ("Heron Way / Reiherweg 12, Easterly", 1.0),
    }  # fmt: skip
    assert found.asks is Asks.which_town
    (only,) = landmarks().where("Reiherweg 12").candidates
    assert (only.id, only.score) == ("n50", 1.0)
    (met,) = landmarks().where("Reiherweg & Otter Lane").candidates
    assert (met.kind, met.id) == ("crossing", "n2")
    assert landmarks().where("12 reiherwe").candidates[0].score < 1.0


def test_a_name_is_parted_only_where_blanks_and_words_stand_on_both_sides() -> None:
    assert parts("Mill Road / Mühlweg") == ("Mill Road", "Mühlweg")
    assert parts("Rue Neuve - Nieuwstraat") == ("Rue Neuve", "Nieuwstraat")
    assert [parts(each) for each in ("Mill Road", "Monte-Carlo", "A/B", "Road 1 / 2")] == [()] * 4


def test_the_nearest_of_a_kind_comes_first_and_a_kind_that_is_not_there_is_named() -> None:
    asked_at = at(40_000, 120_000)
    for said in ("church near me", "Kirche in der Nähe", "nearest church"):
        first = landmarks().where(said, near=asked_at).candidates[0]
        assert (first.id, first.distance_m is not None) == ("r3", True), said
        assert landmarks().where(said).candidates[0].id == "r3"
    for said in ("pharmacy", "pharmacy near me", "Apotheke Westerly"):
        found = landmarks().where(said, near=asked_at)
        assert (found.candidates, found.asks, found.kind) == ((), Asks.none_of_kind, "pharmacy")
    assert landmarks().where("fire station westerly").kind is None
    assert landmarks().where("qwertz").asks is Asks.which_street
    assert landmarks().where("  ").asks is Asks.no_words


def test_a_kilometre_of_a_road_with_a_name_is_estimated_in_every_town() -> None:
    for said in ("Mill Road km 2", "km 2 mill rd"):
        found = landmarks().where(said)
        assert found.asks is Asks.from_which_end
        assert {each.jurisdiction for each in found.candidates} == {WEST, EAST}
        assert {each.precision for each in found.candidates} == {Precision.estimate}
        assert len(found.candidates) == 4
    assert landmarks().where("Mill Road km 200").asks is Asks.beyond_the_end
    assert landmarks().where("Qwertz km 2").candidates == ()


def test_a_postcode_is_the_middle_of_its_addresses() -> None:
    (found,) = landmarks().where("9490").candidates
    assert (found.kind, found.precision) == ("postcode", Precision.area)
    assert landmarks().where("9491").candidates == ()


def test_a_corner_needs_no_word_between_its_streets() -> None:
    for said in ("Ecke Mill Road Quay", "corner of Quay Mill Rd"):
        (found,) = landmarks().where(said).candidates
        assert found.kind == "crossing"
    assert all(e.kind != "crossing" for e in landmarks().where("Mill Road Quay").candidates)


def test_directions_initials_and_begun_compounds_are_understood() -> None:
    names = ("Northeast Martin Luther King Junior Boulevard", "Northwest Couch Street",
             "Southeast Couch Street", "Pohjoisesplanadi", "Eteläesplanadi")  # fmt: skip
    pieces = [
        Piece(f"w{n}.n1", name, None, n, n + 50, (at(n * 9_000, 0), at(n * 9_000, 900)))
        for n, name in enumerate(names, 1)
    ]
    town = Gazetteer(built(stocked([], [], pieces)))
    for said, name in (
        ("NE MLK Blvd", names[0]), ("NW Couch St", names[1]), ("SE Couch St", names[2]),
        ("Pohj Esplanadi", names[3]), ("etel esplanadi", names[4]),
    ):  # fmt: skip
        first = town.where(said).candidates[0]
        assert (first.label, first.score > 0.85) == (name, True), said
    assert town.where("Kesk Esplanadi").candidates == ()


def test_a_stop_that_is_called_as_its_street_does_not_hide_the_street() -> None:
    found = landmarks().where("Quay").candidates
    assert [each.kind for each in found[:2]] == ["street", "stop"]
    assert "stop" not in {each.kind for each in valley().where("Quay").candidates}
