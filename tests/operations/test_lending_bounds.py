"""What bounds lending: who is believed, how often digits are tried, who is waited for, what a unit
that nobody holds owes, and what its crew may not be told meanwhile.
"""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lending_traces import LENT, told_so_far
from tests.laws.lending_world import FIRST_UNIT, LendingWorld, Setting
from tests.operations.compacts import SIGHT
from tests.operations.story import MORNING
from tests.operations.test_lending import (
    OFFER,
    READY,
    RELEASE,
    done,
    lent,
    made_up,
    pair,
    refused,
    terms,
)
from tocsin.geo.places import Point
from tocsin.operations import believing, hearing
from tocsin.operations.aid_hearing import HearAidRequest, HeardWanted
from tocsin.operations.aid_requests import RequestAid
from tocsin.operations.answers import CommandRefused
from tocsin.operations.arising import arising
from tocsin.operations.believing import HearCustody
from tocsin.operations.crews import CrewUnit, RelieveCrew, StandDownCrew
from tocsin.operations.custody import begun
from tocsin.operations.fleet import ReviseUnit
from tocsin.operations.imported import RecordCall, RecordUnitStatus
from tocsin.operations.incident import GivenPlace
from tocsin.operations.lending import OfferUnit, ReaffirmAuthority
from tocsin.operations.orders import Command, Provenance
from tocsin.operations.overriding import AnswerOverride, ConfirmOverride, OpenOverride
from tocsin.operations.picture.agreement import LendingHours, LendingTerms
from tocsin.operations.picture.custody import (
    Claim,
    CustodyAnswer,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
)
from tocsin.operations.reconciling import HearAnswer, LeaveOut, NoticeRestore, ReconcileUnit
from tocsin.operations.units import ReturnToService, TakeOutOfService
from tocsin.terms.codes import UnitStatus

_replace = msgspec.structs.replace
E12 = FIRST_UNIT
SECOND = Epoch(2, 0)


def in_limbo() -> LendingWorld:
    return told_so_far(pair(), LENT[:4])


def restored(world: LendingWorld) -> LendingWorld:
    done(world, "A", NoticeRestore(life="second"), actor="system/neighbours")
    return world


# who is believed


def test_a_borrower_does_not_invent_a_third_holder() -> None:
    world = lent()
    hop = made_up(kind=CustodyFact.noted, epoch=Epoch(2, 1), town="C", hold=Hold.held)
    assert refused(world, "A", hop) == "third_holder_not_agreed"
    assert world.custody("A", E12).claim.town == "B"


def test_where_home_said_that_it_may_be_lent_on_a_third_holder_is_believed() -> None:
    """The control."""
    world = pair()
    done(world, "A", OfferUnit(unit=E12, to="B", may_sub_lend=True))
    told_so_far(world, ("ask A A-E12", "ready A A-E12", "ReleaseUnit A A-E12", "read B A"))
    told_so_far(world, ("read A B",))
    hop = made_up(kind=CustodyFact.noted, epoch=Epoch(2, 1), town="C", hold=Hold.held)
    done(world, "A", hop)
    assert world.custody("A", E12).claim.town == "C"


def released(number: int, by: str = "B") -> HearCustody:
    entry = CustodyEntry(1, CustodyFact.released, Epoch(2, 0), "A", MORNING)
    return HearCustody(unit=f"{by}-X{number}", home=by, by=by, entry=entry)


def test_a_neighbour_does_not_fill_the_register_with_guests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(believing, "MOST_GUESTS", 3)
    world = LendingWorld(Setting("a star", "ABC", ("AB", "AC")))
    done(world, "A", *map(released, range(3)))
    assert refused(world, "A", released(3)) == "too_many_guests"
    done(world, "A", released(0, by="C"))
    assert {"B-X2", "C-X0"} <= set(world.picture("A").units)
    assert "B-X3" not in world.picture("A").units


def offered(number: int, epoch: Epoch = SECOND) -> HearCustody:
    entry = CustodyEntry(number, CustodyFact.offered, epoch, "A", MORNING)
    return HearCustody(unit=f"B-X{number}", home="B", by="B", entry=entry)


def test_a_neighbour_does_not_fill_the_board_with_offers_nor_the_log_with_units(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(believing, "MOST_OFFERS", 2)
    monkeypatch.setattr(hearing, "MOST_OFFERS", 2)
    world = pair()
    done(world, "A", offered(1), offered(2))
    assert refused(world, "A", offered(3)) == "too_many_offers"
    monkeypatch.setattr(believing, "MOST_UNITS", 2)
    assert refused(world, "A", released(4)) == "too_many_units"
    done(world, "A", released(2))


@pytest.mark.parametrize(
    "epoch", [Epoch(2, 999_999_999), Epoch(999_999_999, 0), Epoch(2, believing.FARTHEST_JUMP + 1)]
)
@pytest.mark.parametrize("kind", [CustodyFact.released, CustodyFact.offered])
def test_a_number_that_nobody_came_to_offer_by_offer_is_not_heard(
    epoch: Epoch, kind: CustodyFact
) -> None:
    """A unit taken over under the last number that can be said could never be given back."""
    world = pair()
    entry = CustodyEntry(1, kind, epoch, "A", MORNING)
    order = HearCustody(unit="B-X1", home="B", by="B", entry=entry)
    assert refused(world, "A", order) == "epoch_not_believable"
    assert "B-X1" not in world.picture("A").custody
    done(world, "A", _replace(order, entry=_replace(entry, epoch=Epoch(2, 7))))  # the control
    if kind is CustodyFact.released:
        done(world, "A", OfferUnit(unit="B-X1", to="B"))
        offer = world.custody("A", "B-X1").offer
        assert offer is not None
        assert offer.epoch == Epoch(2, 8)


def test_numbers_do_not_climb_by_jumps_to_where_none_can_follow() -> None:
    world = pair()
    highest = believing.HIGHEST_TOLD
    custody = begun("B-X1", "B")
    near = _replace(custody, top=Epoch(highest, 0), heard_generation=highest)
    assert believing.is_jump(Epoch(highest + 1, 0), near)
    assert not believing.is_jump(Epoch(highest, 1), near)
    restored(world)
    told = (CustodyAnswer(E12, "A", Claim(Epoch(2, highest + 1), Hold.held, "B")),)
    answer = HearAnswer(neighbour="B", life="second", units=told)
    assert refused(world, "A", answer) == "answer_not_true"


# digits


def answered(world: LendingWorld, nonce: str) -> str | None:
    """An answer, and what the log makes of a refusal of it."""
    order = AnswerOverride(unit=E12, nonce=nonce, words="ready", heard_by="desk 2")
    found = world.order("A", order)
    if found is not None:
        world.record("A", [CommandRefused(command="AnswerOverride", code=found.code,
                                          parameters=found.parameters)])  # fmt: skip
    return None if found is None else found.code


def test_after_three_wrong_answers_none_is_taken_for_a_while() -> None:
    world = lent()
    done(world, "A", OpenOverride(unit=E12, reason="a fire of our own"))
    done(world, "A", ConfirmOverride(unit=E12), actor="p-second")
    override = world.custody("A", E12).override
    assert override is not None
    wrong = f"{(int(override.nonce) + 1) % 10_000:04}"
    assert [answered(world, wrong) for _ in range(3)] == ["nonce_not_answered"] * 3
    assert answered(world, override.nonce) == "nonce_too_often_wrong", "also the right one"
    world.asked += 301
    assert answered(world, override.nonce) is None
    assert world.custody("A", E12).claim.town == "A"


# restored


def test_a_neighbour_that_is_gone_is_left_out_by_two_officers() -> None:
    world = restored(pair())
    crew = ReconcileUnit(unit=E12, epoch="1.0", told_by="A", listens_to="A")
    order = LeaveOut(neighbour="B", reason="its hall burnt down")
    assert refused(world, "A", crew) == "neighbours_not_answered"
    done(world, "A", order)
    assert refused(world, "A", crew) == "neighbours_not_answered", "one officer alone"
    assert refused(world, "A", order) == "second_officer_needed"
    done(world, "A", order, actor="p-second")
    done(world, "A", crew)
    assert world.custody("A", E12).claim == Claim(Epoch(1, 0), Hold.held, "A")
    assert refused(world, "A", order) == "neighbour_not_waited_for"


def test_what_listens_to_a_town_that_is_left_out_is_nobodys_until_home_overrides() -> None:
    world = restored(pair())
    order = LeaveOut(neighbour="B", reason="its hall burnt down")
    done(world, "A", order)
    done(world, "A", order, actor="p-second")
    done(world, "A", ReconcileUnit(unit=E12, epoch="2.0", told_by="B", listens_to="B"))
    custody = world.custody("A", E12)
    assert (custody.claim.hold, custody.claim.town) == (Hold.released, "B")
    assert custody.is_watching
    done(world, "A", OpenOverride(unit=E12, reason="B is gone"))
    override = world.custody("A", E12).override
    assert override is not None
    assert override.epoch == Epoch(3, 0)


def test_one_that_answers_after_all_is_heard() -> None:
    world = restored(pair())
    order = LeaveOut(neighbour="B", reason="nobody picks up")
    done(world, "A", order)
    done(world, "A", order, actor="p-second")
    held = CustodyAnswer(E12, "A", Claim(Epoch(2, 0), Hold.held, "B"), 2)
    done(world, "A", HearAnswer(neighbour="B", life="second", units=(held,)))
    (life,) = world.picture("A").log_lives.values()
    assert (life.left_out, [each.neighbour for each in life.answers]) == ((), ["B"])
    done(world, "A", ReconcileUnit(unit=E12, epoch="2.0", told_by="A", listens_to="B"))
    assert world.custody("A", E12).claim.town == "B"


def test_a_crew_names_towns_that_somebody_knows() -> None:
    world = restored(pair())
    done(world, "A", HearAnswer(neighbour="B", life="second", towns=("A", "C")))
    for told_by, listens_to in (("A", "X"), ("X", "A")):
        order = ReconcileUnit(unit=E12, epoch="1.0", told_by=told_by, listens_to=listens_to)
        assert refused(world, "A", order) == "town_unknown"
    done(world, "A", ReconcileUnit(unit=E12, epoch="1.1", told_by="B", listens_to="C"))


def test_an_answer_without_end_is_malformed() -> None:
    many = tuple(CustodyAnswer(f"A-E{n}", "A", Claim(Epoch(), Hold.held, "A")) for n in range(5001))
    order = HearAnswer(neighbour="B", life="second", units=many)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(order), type=HearAnswer)


def test_no_answer_takes_away_the_numbers_that_home_has_yet_to_grant() -> None:
    world = restored(pair())
    held = CustodyAnswer(E12, "A", Claim(Epoch(), Hold.held, "A"), 999_999_999)
    order = HearAnswer(neighbour="B", life="second", units=(held,))
    assert refused(world, "A", order) == "answer_not_true"
    done(world, "A", HearAnswer(neighbour="B", life="second"))
    wrong = ReconcileUnit(unit=E12, epoch="999999999.0", told_by="A", listens_to="A")
    assert refused(world, "A", wrong) == "epoch_unreadable"
    done(world, "A", msgspec.structs.replace(wrong, epoch="1.0"), OFFER)


# nobody's unit


CREW_ORDERS = (
    CrewUnit(unit=E12, count=4),
    RelieveCrew(unit=E12, count=4),
    StandDownCrew(unit=E12),
    TakeOutOfService(unit=E12, reason="brakes"),
    ReturnToService(unit=E12),
    ReviseUnit(unit=E12, kind="ladder"),
)


@pytest.mark.parametrize("order", CREW_ORDERS, ids=lambda each: type(each).__name__)
def test_what_nobody_holds_is_not_crewed_revised_or_taken_out(order: Command) -> None:
    assert refused(in_limbo(), "A", order) == "unit_in_limbo"
    assert refused(restored(pair()), "A", order) == "log_unreconciled"
    assert refused(lent(), "A", order) == "recall_is_a_request"


def test_what_is_held_is_crewed_revised_and_taken_out() -> None:
    """The control: at home, and at the borrower's."""
    for world, town in ((pair(), "A"), (lent(), "B")):
        done(world, town, CREW_ORDERS[0], CREW_ORDERS[1], *CREW_ORDERS[2:])


def test_what_a_source_says_of_a_unit_that_another_town_holds_moves_nothing() -> None:
    source = Provenance("cad")
    call = RecordCall(call="C1", type="fire.structure", provenance=source)
    status = RecordUnitStatus(
        call="C1", call_sign="E12", status=UnitStatus.committed, provenance=source
    )
    world = lent()
    done(world, "A", call, status)
    unit = world.picture("A").units.get(E12)
    assert unit is not None
    assert unit.incident is None
    (there,) = world.picture("A").incidents.values()
    (seen,) = there.responses
    assert [mark for mark, _ in seen.observed] == ["committed"]
    world = pair()
    done(world, "A", call, status)
    unit = world.picture("A").units.get(E12)
    assert unit is not None
    assert unit.incident is not None, "the control: what we hold moves"


def test_a_unit_in_limbo_is_owed_a_call_after_half_a_minute() -> None:
    world = in_limbo()
    (owed,) = arising(world.picture("A"), MORNING + timedelta(hours=1))
    since = world.custody("A", E12).since
    assert since is not None
    assert (owed.kind, owed.subject, owed.role) == ("limbo", f"unit/{E12}", "dispatcher")
    assert owed.due_at == since + timedelta(seconds=30)
    told_so_far(world, ("read B A", "read A B"))
    assert list(arising(world.picture("A"), MORNING + timedelta(hours=1))) == []


# what was agreed


def test_a_release_looks_at_the_agreement_again() -> None:
    world = pair()
    done(world, "A", OFFER, READY)
    terms(world, None)  # type: ignore[arg-type]
    assert refused(world, "A", RELEASE) == "partner_not_agreed"
    terms(world, LendingTerms(kinds=("pump",)))
    assert refused(world, "A", RELEASE) == "kind_not_agreed"
    done(world, "A", OfferUnit(unit=E12, to="A"))
    told_so_far(world, ("ask A A-E12", "ready A A-E12"))
    done(world, "A", ReaffirmAuthority(unit=E12))


def test_nothing_is_lent_outside_the_agreed_hours() -> None:
    at = MORNING.hour * 60 + MORNING.minute
    world = pair()
    terms(world, LendingTerms(hours=(LendingHours(at + 60, at + 120),)))
    assert refused(world, "A", OFFER) == "outside_agreed_hours"
    terms(world, LendingTerms(hours=(LendingHours(at - 60, at + 60),)))
    done(world, "A", OFFER)


FAR, NEAR = Point(51_000_000, 1_000_000), Point(50_010_000, 1_000_000)


def bordered(world: LendingWorld, town: str, other: str) -> None:
    """The other town lends this one no farther than 5 km from a point of the border."""
    life = world.towns[town][-1]
    (compact,) = life.picture.compacts.values()
    (version,) = compact.versions
    replace = msgspec.structs.replace
    gives = tuple(
        replace(each, lending=LendingTerms(radius_m=5_000), sight=SIGHT)
        for each in version.content.gives
    )
    version = replace(version, content=replace(version.content, gives=gives))
    rows = life.picture.compacts.put(compact.id, replace(compact, versions=(version,)))
    life.picture = replace(life.picture, compacts=rows)
    assert other in compact.id


def test_nobody_asks_for_or_lends_more_than_the_agreed_way() -> None:
    world = pair()
    for town, other in ("AB", "BA"):
        bordered(world, town, other)
    assert refused(world, "A", RequestAid(asked=("B",), place=GivenPlace(point=FAR))) == (
        "farther_than_agreed"
    )
    done(world, "A", RequestAid(asked=("B",), place=GivenPlace(point=NEAR)))
    for name, at in (("B-mr1", FAR), ("B-mr2", NEAR)):
        heard = HeardWanted(place=GivenPlace(point=at))
        done(world, "A", HearAidRequest(request=name, by="B", wanted=heard))
    asked = {n: OfferUnit(unit=E12, to="B", request=n) for n in ("B-mr1", "B-mr2")}
    assert refused(world, "A", asked["B-mr1"]) == "farther_than_agreed"
    done(world, "A", asked["B-mr2"])
