"""What towns ask each other for: asked, answered, filled, withdrawn, past its time."""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lending_traces import told_so_far
from tests.laws.lending_world import LendingWorld, Setting
from tests.operations.story import MORNING
from tocsin.operations.aid_hearing import HearAidAnswer, HearAidRequest, HeardWanted
from tocsin.operations.aid_requests import (
    ArchiveAidRequest,
    DeclineAidRequest,
    RequestAid,
    SettleAidRequest,
    WithdrawAidRequest,
    due,
)
from tocsin.operations.believing import HearCustody
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.lending import OfferUnit
from tocsin.operations.orders import Command
from tocsin.operations.picture.aid_request import AidRequest, AidState, DeclineReason
from tocsin.operations.picture.custody import CustodyEntry, CustodyFact, Epoch, Limits
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import Priority

HOURS = timedelta(hours=1)


def star() -> LendingWorld:
    """A asks B and C, who each have an engine."""
    return LendingWorld(Setting("a star", towns="ABC", links=("AB", "AC"), fleet=("B-E1", "C-E1")))


def done(world: LendingWorld, town: str, *commands: Command) -> None:
    for each in commands:
        found = world.order(town, each)
        assert found is None, (each, found)


def refused(world: LendingWorld, town: str, command: Command) -> str:
    found = world.order(town, command)
    assert found is not None, command
    return found.code


def only(world: LendingWorld, town: str) -> AidRequest:
    (found,) = world.picture(town).aid_requests.values()
    return found


def asked(world: LendingWorld, **more: object) -> str:
    done(world, "A", RequestAid(asked=("B", "C"), kind="engine", **more))  # type: ignore[arg-type]
    heard(world)
    return only(world, "A").id


def heard(world: LendingWorld) -> None:
    """What A's slice tells B and C, and theirs A, as the link carries it."""
    request = only(world, "A")
    wanted = msgspec.structs.asdict(request.wanted)
    words = {each: wanted.pop(each) for each in ("place", "remarks")}
    told = HeardWanted(**wanted, place=GivenPlace(point=words["place"].point))
    for town in "BC":
        done(world, town, HearAidRequest(request=request.id, by="A", wanted=told,
                                         state=request.state))  # fmt: skip
        said = only(world, town).answer
        if said is not None and said.because is not None:
            done(world, "A", HearAidAnswer(request=request.id, by=town, because=said.because))


def offered(world: LendingWorld, town: str, request: str) -> None:
    done(world, town, OfferUnit(unit=f"{town}-E1", to="A", request=request))
    told_so_far(world, (f"read A {town}",))


def test_two_towns_are_asked_and_the_one_that_gives_fills_it() -> None:
    world = star()
    request = asked(world)
    assert [only(world, each).state for each in "ABC"] == [AidState.open] * 3
    for town in "BC":
        offered(world, town, request)
        answer = only(world, town).answer
        assert answer is not None
        assert answer.offered == (f"{town}-E1",)
    said = only(world, "A").answers
    assert [(each.town, each.offered) for each in said] == [("B", ("B-E1",)), ("C", ("C-E1",))]
    told_so_far(world, ("ask B B-E1", "ready B B-E1", "ReleaseUnit B B-E1", "read A B"))
    ours = only(world, "A")
    assert (ours.state, ours.given) == (AidState.filled, ("B-E1",))
    assert ours.answer_of("C").offered == (), "what is not needed any more is declined"
    told_so_far(world, ("read C A",))
    heard(world)
    assert only(world, "C").state is AidState.filled
    assert world.custody("C", "C-E1").offer is None, "C has read the decline"
    assert refused(world, "C", OfferUnit(unit="C-E1", to="A", request=request)) == (
        "request_not_theirs"
    )


def test_one_of_two_is_a_part_and_the_rest_is_declined_with_a_reason() -> None:
    world = star()
    request = asked(world, quantity=2)
    offered(world, "B", request)
    told_so_far(world, ("ask B B-E1", "ready B B-E1", "ReleaseUnit B B-E1", "read A B"))
    done(world, "B", DeclineAidRequest(request=request, because=DeclineReason.too_few_at_home))
    heard(world)
    ours = only(world, "A")
    assert (ours.state, ours.lacking) == (AidState.open, 1)
    told = ours.answer_of("B")
    assert (told.offered, told.because) == (("B-E1",), "too_few_at_home")
    offered(world, "C", request)
    told_so_far(world, ("ask C C-E1", "ready C C-E1", "ReleaseUnit C C-E1", "read A C"))
    assert only(world, "A").state is AidState.filled


def test_a_town_that_declined_may_offer_after_all() -> None:
    world = star()
    request = asked(world)
    done(world, "B", DeclineAidRequest(request=request, because=DeclineReason.unit_out_of_service))
    heard(world)
    assert only(world, "A").answer_of("B").because == "unit_out_of_service"
    offered(world, "B", request)
    told = only(world, "A").answer_of("B")
    assert (told.offered, told.because) == (("B-E1",), None)


def test_an_offer_that_is_withdrawn_or_made_to_another_town_is_none_for_the_request() -> None:
    world = star()
    request = asked(world)
    offered(world, "B", request)
    done(world, "B", OfferUnit(unit="B-E1", to="B"))
    answer = only(world, "B").answer
    assert answer is not None
    assert answer.offered == ()


def test_withdrawn_by_the_town_that_asks_and_by_no_other() -> None:
    world = star()
    request = asked(world)
    offered(world, "B", request)
    assert refused(world, "B", WithdrawAidRequest(request=request, reason="no")) == (
        "aid_request_is_theirs"
    )
    assert refused(world, "A", DeclineAidRequest(
        request=request, because=DeclineReason.not_holder)) == "aid_request_is_ours"  # fmt: skip
    done(world, "A", WithdrawAidRequest(request=request, reason="the fire is out"))
    heard(world)
    assert [only(world, each).state for each in "ABC"] == [AidState.withdrawn] * 3
    told_so_far(world, ("read B A",))
    assert world.custody("B", "B-E1").offer is None
    for town, order in (
        ("A", WithdrawAidRequest(request=request, reason="again")),
        ("B", DeclineAidRequest(request=request, because=DeclineReason.not_holder)),
    ):
        assert refused(world, town, order) == "aid_request_is_over"
    assert refused(world, "A", WithdrawAidRequest(request="A-none", reason="no")) == (
        "aid_request_unknown"
    )


def test_a_request_ends_when_its_time_is_over_in_each_town_by_its_own_clock() -> None:
    world = star()
    request = asked(world, until=MORNING + 2 * HOURS)
    for town in "AB":
        picture = world.picture(town)
        assert due(picture, MORNING + HOURS) == []
        assert due(picture, MORNING + 2 * HOURS) == [SettleAidRequest(request=request)]
    done(world, "B", SettleAidRequest(request=request))
    assert only(world, "B").state is AidState.open, "not before its time"


def test_nobody_has_answered_in_time_or_somebody_has() -> None:
    world = star()
    request = asked(world, until=MORNING + 4 * HOURS, answer_by=MORNING + HOURS)
    assert due(world.picture("A"), MORNING + HOURS) == [SettleAidRequest(request=request)]
    offered(world, "B", request)
    assert due(world.picture("A"), MORNING + HOURS) == [], "an offer is an answer"


def test_what_is_over_for_a_month_leaves_the_picture() -> None:
    world = star()
    request = asked(world)
    done(world, "A", WithdrawAidRequest(request=request, reason="the fire is out"))
    assert due(world.picture("A"), MORNING + timedelta(days=29)) == []
    later = MORNING + timedelta(days=31)
    assert due(world.picture("A"), later) == [ArchiveAidRequest(request=request)]
    done(world, "A", ArchiveAidRequest(request=request))
    assert only(world, "A").id == request, "not before its time"


def test_the_incident_says_what_and_where_unless_it_is_restricted() -> None:
    world = star()
    place = GivenPlace(label="12 Quay Street", words="behind the blue door")
    done(world, "A", OpenIncident(type="fire.structure", place=place, priority=Priority.urgent))
    (fire,) = world.picture("A").incidents
    done(world, "A", RequestAid(asked=("B",), incident=fire))
    wanted = only(world, "A").wanted
    assert (wanted.type, wanted.priority) == ("fire.structure", Priority.urgent)
    assert wanted.place.label is None, "it may be an address: sealed"
    assert wanted.place.words is not None
    assert wanted.place.words.text == "12 Quay Street"
    hidden = star()
    done(hidden, "A", OpenIncident(type="fire.structure", place=place))
    (fire,) = hidden.picture("A").incidents
    done(hidden, "A", RestrictIncident(incident=fire, need_to_know=("p-officer",)))
    done(hidden, "A", RequestAid(asked=("B",), incident=fire))
    wanted = only(hidden, "A").wanted
    assert (wanted.type, wanted.number, wanted.place.label) == (None, None, None)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (RequestAid(asked=("D",)), "borrowing_not_agreed"),
        (RequestAid(asked=("B",), until=MORNING), "aid_request_ends_before"),
        (RequestAid(asked=("B",), incident="A-none"), "incident_unknown"),
        (HearAidRequest(request="D-mr1", by="D", wanted=HeardWanted()), "aid_author_not_agreed"),
        (HearAidRequest(request="C-mr1", by="B", wanted=HeardWanted()), "aid_request_is_anothers"),
        (HearAidAnswer(request="A-mr1", by="B", because="not_holder"), "aid_answer_not_asked"),
    ],
)
def test_what_is_refused(order: Command, code: str) -> None:
    assert refused(star(), "A", order) == code


def test_a_neighbour_that_asks_without_end_is_not_taken_in() -> None:
    world = star()
    for number in range(50):
        done(world, "A", HearAidRequest(request=f"B-mr{number}", by="B", wanted=HeardWanted()))
    more = HearAidRequest(request="B-mr50", by="B", wanted=HeardWanted())
    assert refused(world, "A", more) == "too_many_aid_requests"
    done(world, "A", HearAidRequest(request="C-mr0", by="C", wanted=HeardWanted()))


def test_a_kind_that_the_agreement_does_not_lend_is_not_asked_for() -> None:
    from tests.operations.test_lending import pair, terms
    from tocsin.operations.picture.agreement import LendingTerms

    world = pair()
    terms(world, LendingTerms(kinds=("engine",)))
    assert refused(world, "A", RequestAid(asked=("B",), kind="ladder")) == "kind_not_agreed"
    done(world, "A", RequestAid(asked=("B",), kind="engine"))


@pytest.mark.parametrize(("towns", "told"), [(("B",), ("B-E1",)), (("B", "C"), ())])
def test_what_advice_named_is_told_to_one_town_and_never_to_another(
    towns: tuple[str, ...], told: tuple[str, ...]
) -> None:
    world = star()
    done(world, "A", RequestAid(asked=towns, kind="engine", suggested=("B-E1",)))
    assert only(world, "A").wanted.suggested == told


def test_told_again_it_records_nothing() -> None:
    world = star()
    request = asked(world)
    done(world, "B", DeclineAidRequest(request=request, because=DeclineReason.not_holder))
    heard(world)
    before = {each: len(world.towns[each][-1].facts) for each in "ABC"}
    heard(world)
    assert {each: len(world.towns[each][-1].facts) for each in "ABC"} == before


def test_a_request_of_another_town_that_expires_declines_nothing_in_its_name() -> None:
    """B offers A a unit for what B itself asks A for: that the request is over is all A says."""
    world = star()
    wanted = HeardWanted(kind="engine", until=MORNING - HOURS)
    done(world, "A", HearAidRequest(request="B-mr9", by="B", wanted=wanted))
    offer = CustodyEntry(
        1, CustodyFact.offered, Epoch(1, 1), "A", MORNING, limits=Limits(request="B-mr9")
    )
    done(world, "A", HearCustody(unit="B-E1", home="B", by="B", entry=offer))
    custody = world.picture("A").custody.get("B-E1")
    assert custody is not None
    assert len(custody.heard) == 1

    done(world, "A", SettleAidRequest(request="B-mr9"))
    assert only(world, "A").state is AidState.expired
    custody = world.picture("A").custody.get("B-E1")
    assert custody is not None
    assert len(custody.heard) == 1
