"""Places at facilities that towns keep for each other: what each order makes of them, and each
refusal.
"""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lending_world import Setting
from tests.laws.places_world import HOUSE, KIND, TOTAL, PlacesWorld
from tests.operations.story import MORNING
from tocsin.operations import due, place_recalls
from tocsin.operations.agreed_parts import rows_of
from tocsin.operations.facilities import GivenCapacity, RegisterFacility, ReportFacility
from tocsin.operations.hearing import HEARER
from tocsin.operations.orders import Command
from tocsin.operations.picture.agreement import AgreementState, LendingTerms, LentPlaces
from tocsin.operations.picture.facility import Diversion
from tocsin.operations.picture.lots import TransferId
from tocsin.operations.picture.neighbour import LinkStanding
from tocsin.operations.picture.place_loan import (
    BorrowerCount,
    KeeperCount,
    PlaceLoan,
    PlaceLoanState,
    PlaceReason,
)
from tocsin.operations.place_hearing import HearPlaceLoan, PlaceLoanTold
from tocsin.operations.place_loans import (
    AcceptPlaces,
    AskForPlaces,
    DeclinePlaces,
    GiveBackPlaces,
    KeepPlaces,
    OfferPlaces,
)
from tocsin.operations.place_recalls import (
    KEPT_FOR,
    AnswerPlaceRecall,
    ArchivePlaceLoan,
    RecallPlaces,
    TakeBackPlaces,
)
from tocsin.operations.place_use import LetPeopleGo, SendPeople, TakeInPeople, TurnPeopleBack

_replace = msgspec.structs.replace
LATER = MORNING + timedelta(hours=5)


def pair(**more: object) -> PlacesWorld:
    return PlacesWorld(Setting("a pair", fleet=(), **more))  # type: ignore[arg-type]


def done(world: PlacesWorld, town: str, *commands: Command, actor: str = "p-officer") -> None:
    for each in commands:
        refused = world.order(town, each, actor)
        assert refused is None, (each, refused)


def refused(world: PlacesWorld, town: str, command: Command) -> str:
    found = world.order(town, command)
    assert found is not None, command
    return found.code


def read(world: PlacesWorld, reader: str, source: str) -> None:
    while ahead := [each for each in world.pulls() if each.about[:2] == (reader, source)]:
        ahead[0].do()


def loan(world: PlacesWorld, town: str, name: str) -> PlaceLoan:
    found = world.loan(town, name)
    assert found is not None
    return found


def ask(quantity: int = 3, **more: object) -> Command:
    return AskForPlaces(to="A", kind=KIND, quantity=quantity, **more)  # type: ignore[arg-type]


def keep(quantity: int = 2, name: str = "B-P1", **more: object) -> Command:
    return KeepPlaces(loan=name, facility=HOUSE, quantity=quantity, **more)  # type: ignore[arg-type]


def kept(quantity: int = 2, **more: object) -> PlacesWorld:
    """B has asked A for places; so many are kept and B has taken them."""
    world = pair(**more)
    done(world, "B", ask())
    read(world, "A", "B")
    done(world, "A", keep(quantity))
    read(world, "B", "A")
    done(world, "B", AcceptPlaces(loan="B-P1"))
    read(world, "A", "B")
    return world


def open_places(world: PlacesWorld) -> int:
    found = world.capacity().open
    assert found is not None
    return found


def terms(world: PlacesWorld, *places: LentPlaces, shelter_places: int = 0) -> None:
    """What A lends B from now on."""
    life = world.towns["A"][-1]
    compact = life.picture.compacts.get("A-B")
    assert compact is not None
    (version,) = compact.versions
    lends = LendingTerms(places=places, shelter_places=shelter_places)
    gives = tuple(_replace(each, lending=lends) for each in version.content.gives)
    version = _replace(version, content=_replace(version.content, gives=gives))
    compacts = life.picture.compacts.put("A-B", _replace(compact, versions=(version,)))
    life.picture = _replace(life.picture, compacts=compacts)


def report(world: PlacesWorld, free: int, **more: object) -> None:
    counted = (GivenCapacity(KIND, total=TOTAL, free=free),)
    done(world, "A", ReportFacility(facility=HOUSE, capacities=counted, **more))  # type: ignore[arg-type]


def told(loan_: PlaceLoan) -> PlaceLoanTold:
    names = PlaceLoanTold.__struct_fields__
    return PlaceLoanTold(**{name: getattr(loan_, name) for name in names})


def hear(world: PlacesWorld, reader: str, by: str, row: PlaceLoanTold) -> str | None:
    found = world.order(reader, HearPlaceLoan(by=by, told=row), HEARER)
    return None if found is None else found.code


# the course


def test_what_is_kept_for_a_neighbour_is_open_to_nobody_else() -> None:
    world = kept()
    assert open_places(world) == TOTAL - 2
    assert loan(world, "B", "B-P1").unsent == 2
    assert loan(world, "A", "B-P1").state is PlaceLoanState.agreed
    assert refused(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=3)) == (
        "no_place_free"
    )


def test_people_are_sent_come_and_leave_and_the_place_is_the_keepers_again() -> None:
    world = kept()
    done(world, "B", SendPeople(loan="B-P1", quantity=2))
    read(world, "A", "B")
    assert loan(world, "A", "B-P1").on_the_way == 2
    done(world, "A", TakeInPeople(loan="B-P1", quantity=1))
    assert (loan(world, "A", "B-P1").reserved, loan(world, "A", "B-P1").here) == (1, 1)
    assert open_places(world) == 2  # whoever came lies in a place that was kept
    done(world, "B", TurnPeopleBack(loan="B-P1", quantity=1), GiveBackPlaces(loan="B-P1"))
    read(world, "A", "B")
    assert open_places(world) == 3
    done(world, "A", LetPeopleGo(loan="B-P1", quantity=1))
    read(world, "B", "A")
    assert open_places(world) == TOTAL
    for town in "AB":
        assert loan(world, town, "B-P1").state is PlaceLoanState.over


def test_a_count_of_the_house_has_counted_who_came() -> None:
    world = kept()
    done(world, "A", TakeInPeople(loan="B-P1", quantity=2))
    assert open_places(world) == 2
    report(world, free=2)
    assert (open_places(world), world.capacity().came) == (2, 0)
    done(world, "A", LetPeopleGo(loan="B-P1", quantity=1))
    assert open_places(world) == 3


def test_who_was_not_announced_is_counted_too() -> None:
    world = pair()
    done(world, "A", TakeInPeople(quantity=1, town="B", facility=HOUSE, kind=KIND))
    read(world, "B", "A")
    found = loan(world, "B", "A-P1")
    assert (found.here, found.unannounced, found.reserved) == (1, 1, 0)
    assert open_places(world) == TOTAL - 1


def test_a_part_is_taken_and_the_rest_is_open_again() -> None:
    world = pair()
    done(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=3))
    read(world, "B", "A")
    assert loan(world, "B", "A-P1").state is PlaceLoanState.offered
    done(world, "B", AcceptPlaces(loan="A-P1", quantity=1))
    read(world, "A", "B")
    assert open_places(world) == TOTAL - 1


def test_an_older_row_and_one_that_comes_again_change_nothing() -> None:
    world = kept()
    early = told(loan(world, "B", "B-P1"))
    done(world, "B", GiveBackPlaces(loan="B-P1", quantity=1))
    read(world, "A", "B")
    facts = len(world.towns["A"][-1].facts)
    assert hear(world, "A", "B", early) is None
    assert hear(world, "A", "B", told(loan(world, "B", "B-P1"))) is None
    assert len(world.towns["A"][-1].facts) == facts
    assert open_places(world) == TOTAL - 1


def test_a_request_is_taken_back_declined_or_expires() -> None:
    world = pair()
    done(world, "B", ask(), ask(), ask(until=MORNING + timedelta(minutes=5)))
    read(world, "A", "B")
    done(world, "B", GiveBackPlaces(loan="B-P1"))
    done(world, "A", DeclinePlaces(loan="B-P2", because=PlaceReason.too_few_at_home))
    world.asked += 600
    for town in "AB":
        for _, command in due.due(world.picture(town), world.context(town).now):
            done(world, town, command, actor="system/clock")
    read(world, "A", "B")
    read(world, "B", "A")
    for town in "AB":
        states = [each.state for each in world.loans(town)]
        assert states == [PlaceLoanState.over] * 3, town
    assert loan(world, "B", "B-P2").keeper_says.because == "too_few_at_home"


def test_what_is_over_leaves_the_picture_after_a_month() -> None:
    world = kept()
    done(world, "B", GiveBackPlaces(loan="B-P1"))
    read(world, "A", "B")
    read(world, "B", "A")
    read(world, "A", "B")
    world.asked += 31 * 86_400
    for _, command in due.due(world.picture("A"), world.context("A").now):
        world.order("A", command, "system/clock")
    assert not world.loans("A")
    assert open_places(world) == TOTAL


def test_a_recall_is_a_request_and_only_after_its_time_the_keeper_takes_back() -> None:
    world = kept()
    take = TakeBackPlaces(loan="B-P1", reason="our own flood")
    assert refused(world, "A", take) == "places_not_due"
    by = world.context("A").now + timedelta(minutes=10)
    done(world, "A", RecallPlaces(loan="B-P1", by_at=by))
    read(world, "B", "A")
    assert loan(world, "B", "B-P1").is_recalled
    done(world, "B", AnswerPlaceRecall(loan="B-P1", because=PlaceReason.people_on_the_way))
    read(world, "A", "B")
    assert loan(world, "A", "B-P1").borrower_says.cannot == "people_on_the_way"
    world.asked += 700
    owed = {each.kind for each in due.overdue(world.picture("A"), world.context("A").now)}
    assert "places_recalled" in owed
    done(world, "A", take)
    assert open_places(world) == TOTAL
    read(world, "B", "A")
    assert loan(world, "B", "B-P1").unsent == 0


def test_places_that_stand_empty_after_their_time_are_owed_and_not_dropped() -> None:
    world = pair()
    until = MORNING + timedelta(minutes=10)
    done(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1, until=until,
                                 expires_at=MORNING + timedelta(minutes=5)))  # fmt: skip
    world.asked += 900
    owed = {each.kind for each in due.overdue(world.picture("A"), world.context("A").now)}
    assert {"places_unused", "places_unanswered"} <= owed
    assert open_places(world) == TOTAL - 1
    done(world, "A", TakeBackPlaces(loan="A-P1", reason="nobody called"))
    assert open_places(world) == TOTAL


def test_a_restored_keeper_learns_what_it_had_kept() -> None:
    world = pair(restores=1)
    done(world, "B", ask())
    read(world, "A", "B")
    done(world, "A", keep())
    read(world, "B", "A")
    done(world, "B", AcceptPlaces(loan="B-P1"))
    (step,) = [each for each in world.steps() if each.kind == "restore" and each.about == ("A", 2)]
    step.do()
    assert refused(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1)) == (
        "places_not_recounted"
    )
    after = world.healed()
    found = loan(after, "A", "B-P1")
    assert (found.reserved, found.keeper_says.granted) == (2, 2)


def test_texts_that_name_shelter_places_alone_still_lend_them() -> None:
    world = pair()
    terms(world, shelter_places=2)
    done(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=2))
    assert rows_of(LendingTerms(shelter_places=2)) == (LentPlaces("people", 2, "shelter"),)
    again = OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1)
    assert refused(world, "A", again) == "more_places_than_agreed"


# the refusals


def test_orders_about_places_are_refused() -> None:
    world = kept()
    unasked = AnswerPlaceRecall(loan="B-P1", because=PlaceReason.still_needed)
    offer = OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1)
    for town, command, why in (
        ("B", AcceptPlaces(loan="B-P9"), "place_loan_unknown"),
        ("B", keep(), "place_loan_is_theirs"),
        ("A", AcceptPlaces(loan="B-P1"), "place_loan_is_ours"),
        ("B", AskForPlaces(to="B", kind=KIND, quantity=1), "places_of_our_own"),
        ("B", ask(until=MORNING), "places_end_before"),
        ("B", AskForPlaces(to="A", kind="icu_beds", quantity=1), "places_not_agreed"),
        ("A", keep(2), "more_than_asked"),
        ("B", AcceptPlaces(loan="B-P1"), "nothing_offered"),
        ("B", GiveBackPlaces(loan="B-P1", quantity=3), "more_than_kept"),
        ("B", SendPeople(loan="B-P1", quantity=3), "more_than_taken"),
        ("B", TurnPeopleBack(loan="B-P1", quantity=1), "nobody_on_the_way"),
        ("A", LetPeopleGo(loan="B-P1", quantity=1), "nobody_here"),
        ("A", RecallPlaces(loan="B-P1", by_at=MORNING), "recall_is_late"),
        ("B", unasked, "no_place_recalled"),
        ("A", TakeInPeople(loan="B-P1", quantity=5), "facility_is_full"),
    ):
        assert refused(world, town, command) == why, command
    report(world, free=TOTAL, diversion=Diversion.closed)
    assert refused(world, "A", offer) == "facility_takes_nobody"
    done(world, "A", RegisterFacility(name="Gym", kind="shelter", id="A-GYM"))
    gym = OfferPlaces(to="B", facility="A-GYM", kind=KIND, quantity=1)
    assert refused(world, "A", gym) == "places_not_counted"
    moved = KeepPlaces(loan="B-P1", facility="A-GYM", quantity=1)
    assert refused(world, "A", moved) == "one_facility_a_loan"
    done(world, "B", ask())
    read(world, "A", "B")
    assert refused(world, "A", TakeInPeople(loan="B-P2", quantity=1)) == "no_facility_yet"
    done(world, "B", GiveBackPlaces(loan="B-P2"))
    read(world, "A", "B")
    assert refused(world, "A", keep(1, "B-P2")) == "nothing_asked"
    terms(world, LentPlaces(KIND, 2))
    assert refused(world, "A", keep(1)) == "more_places_than_agreed"


def test_a_restored_town_says_nothing_of_a_loan_before_the_other_has_answered() -> None:
    world = kept(restores=1)
    last = len(world.towns["B"][-1].facts)
    (step,) = [e for e in world.steps() if e.kind == "restore" and e.about == ("B", last)]
    step.do()
    assert refused(world, "B", GiveBackPlaces(loan="B-P1")) == "place_loan_unreconciled"


@pytest.mark.parametrize(
    "lie",
    [
        {"borrower_says": BorrowerCount(accepted=3, revision=9)},
        {"borrower_says": BorrowerCount(accepted=2, given_back=3, revision=9)},
        {"borrower_says": BorrowerCount(accepted=1, revision=9)},
        {"kind": "icu_beds"},
        {"keeper": "B", "borrower": "A"},
        {"id": "B-P2"},
        {"keeper": "C"},
    ],
    ids=str,
)
def test_what_no_honest_town_says_is_not_heard(lie: dict[str, object]) -> None:
    world = kept()
    row = _replace(told(loan(world, "B", "B-P1")), **lie)
    assert hear(world, "A", "B", row) == "place_loan_not_true"
    assert open_places(world) == TOTAL - 2


def test_a_borrower_makes_no_places_here_by_what_it_tells() -> None:
    world = pair()
    row = PlaceLoanTold(
        "A-P7", TransferId("A", 7), "A", "B", KIND,
        keeper_says=KeeperCount(facility=HOUSE, granted=3, revision=1),
        borrower_says=BorrowerCount(accepted=3, revision=1),
    )  # fmt: skip
    assert hear(world, "A", "B", row) == "place_loan_not_true"
    assert open_places(world) == TOTAL


def test_a_neighbour_opens_no_more_loans_than_anybody_can_look_through() -> None:
    world = pair()
    for number in range(1, 52):
        row = PlaceLoanTold(
            f"B-P{number}", TransferId("B", number), "A", "B", KIND, wanted=1,
            borrower_says=BorrowerCount(revision=1),
        )  # fmt: skip
        why = hear(world, "A", "B", row)
    assert why == "too_many_place_loans"


def test_nothing_is_opened_after_the_agreement_ended_and_what_runs_goes_on() -> None:
    world = kept()
    life = world.towns["A"][-1]
    compact = life.picture.compacts.get("A-B")
    assert compact is not None
    ended = _replace(compact, state=AgreementState.ended, in_force=None)
    life.picture = _replace(life.picture, compacts=life.picture.compacts.put("A-B", ended))
    row = PlaceLoanTold(
        "B-P9", TransferId("B", 9), "A", "B", KIND, wanted=1,
        borrower_says=BorrowerCount(revision=1),
    )  # fmt: skip
    assert hear(world, "A", "B", row) == "places_not_agreed"
    assert hear(world, "A", "B", _replace(row, keeper="B", borrower="A", wanted=0)) == (
        "places_not_agreed"
    )
    done(world, "B", SendPeople(loan="B-P1", quantity=1))
    read(world, "A", "B")
    assert loan(world, "A", "B-P1").borrower_says.sent == 1
    life.picture = _replace(life.picture, compacts=life.picture.compacts.put("A-B", compact))
    assert hear(world, "A", "B", row) is None, "agreed again"


def leaving(world: PlacesWorld, town: str) -> set[str]:
    """The loans that leave a town's picture in the months to come, if nothing else happens."""
    later = world.context(town).now + 3 * KEPT_FOR
    orders = place_recalls.due(world.picture(town), later)
    return {each.loan for each in orders if isinstance(each, ArchivePlaceLoan)}


def taken_back() -> PlacesWorld:
    """A has offered B a place, B has read that; A opens it again, and B has not read that."""
    world = pair()
    done(world, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1,
                                 expires_at=MORNING + timedelta(minutes=5)))  # fmt: skip
    read(world, "B", "A")
    read(world, "A", "B")
    world.asked += 900
    done(world, "A", TakeBackPlaces(loan="A-P1", reason="nobody answered"))
    return world


def test_a_loan_that_is_over_leaves_when_the_other_town_has_read_that_and_not_before() -> None:
    world = taken_back()
    assert loan(world, "A", "A-P1").state is PlaceLoanState.over
    assert loan(world, "B", "A-P1").offered == 1, "B has not read that it is over"
    assert leaving(world, "A") == set()
    read(world, "B", "A")
    assert loan(world, "B", "A-P1").offered == 0
    read(world, "A", "B")
    assert (leaving(world, "A"), leaving(world, "B")) == ({"A-P1"}, {"A-P1"})
    before = world.towns["A"][-1].facts[-1]
    read(world, "A", "B")
    assert world.towns["A"][-1].facts[-1] == before, "that is noted once"


def test_what_a_town_that_is_no_neighbour_any_more_never_read_leaves() -> None:
    world = taken_back()
    assert leaving(world, "A") == set(), "the control"
    life = world.towns["A"][-1]
    gone = life.picture.neighbours.get("B")
    assert gone is not None
    ended = life.picture.neighbours.put("B", _replace(gone, standing=LinkStanding.ended))
    life.picture = _replace(life.picture, neighbours=ended)
    assert leaving(world, "A") == {"A-P1"}
