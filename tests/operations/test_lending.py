"""A unit that changes hands between two towns: who may order it at each step, and each refusal."""

from collections.abc import Callable

import msgspec
import pytest

from tests.laws.lending_traces import LENT, told_so_far
from tests.laws.lending_world import FIRST_UNIT, LendingWorld, Setting, lent_each_other
from tests.operations.story import MORNING
from tocsin.operations.believing import HearCustody
from tocsin.operations.dispatch import CancelUnit, DispatchUnit
from tocsin.operations.fleet import ReportCondition, RetireUnit
from tocsin.operations.incident import OpenIncident
from tocsin.operations.lending import (
    OfferUnit,
    ReadyCrew,
    ReaffirmAuthority,
    ReleaseUnit,
    WithdrawOffer,
)
from tocsin.operations.orders import Command
from tocsin.operations.overriding import (
    AnswerOverride,
    CloseConflict,
    ConfirmOverride,
    OpenOverride,
    OwnConflict,
)
from tocsin.operations.picture.agreement import LendingTerms, MinimumAtHome
from tocsin.operations.picture.custody import (
    CustodyAnswer,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
    parsed,
)
from tocsin.operations.picture.unit import Condition
from tocsin.operations.recalling import DeclineOffer, RecallUnit
from tocsin.operations.reconciling import (
    AnswerRestored,
    HearAnswer,
    NoticeRestore,
    ReconcileUnit,
)
from tocsin.operations.stacking import StackAssignment, UnstackAssignment
from tocsin.operations.status import ClearUnit, ReportOnScene
from tocsin.operations.units import RegisterUnit, TakeOutOfService

E12 = FIRST_UNIT
OFFER = OfferUnit(unit=E12, to="B")
READY = ReadyCrew(unit=E12, epoch="2.0", readback="2.0")
RELEASE = ReleaseUnit(unit=E12)


def pair(**more: object) -> LendingWorld:
    return LendingWorld(Setting("a pair", overrides=2, restores=2, **more))  # type: ignore[arg-type]


def lent(world: LendingWorld | None = None) -> LendingWorld:
    """E12 of A is at B, and A has read that."""
    return told_so_far(world or pair(), (*LENT, "read A B"))


def done(world: LendingWorld, town: str, *commands: Command, actor: str = "p-officer") -> None:
    for each in commands:
        refused = world.order(town, each, actor)
        assert refused is None, (each, refused)


def refused(world: LendingWorld, town: str, command: Command, actor: str = "p-officer") -> str:
    found = world.order(town, command, actor)
    assert found is not None, command
    return found.code


def incident(world: LendingWorld, town: str) -> str:
    before = set(world.picture(town).incidents)
    done(world, town, OpenIncident(type="fire.structure"))
    return next(iter(set(world.picture(town).incidents) - before))


def terms(world: LendingWorld, lending: LendingTerms) -> None:
    """What A lends B from now on."""
    compact = lent_each_other("A", "B")
    (version,) = compact.versions
    gives = tuple(msgspec.structs.replace(each, lending=lending) for each in version.content.gives)
    content = msgspec.structs.replace(version.content, gives=gives)
    version = msgspec.structs.replace(version, content=content)
    life = world.towns["A"][-1]
    compacts = life.picture.compacts.put(
        compact.id, msgspec.structs.replace(compact, versions=(version,))
    )
    life.picture = msgspec.structs.replace(life.picture, compacts=compacts)


def test_the_holder_orders_until_the_crew_has_answered_then_nobody_then_the_receiver() -> None:
    world = pair()
    ours, theirs = incident(world, "A"), incident(world, "B")
    done(world, "A", OFFER, DispatchUnit(unit=E12, incident=ours), ClearUnit(unit=E12))
    told_so_far(world, ("ask A A-E12", "ready A A-E12"))
    assert refused(world, "A", DispatchUnit(unit=E12, incident=ours)) == "epoch_stale"
    done(world, "A", RELEASE)
    assert refused(world, "A", DispatchUnit(unit=E12, incident=ours)) == "unit_in_limbo"
    told_so_far(world, ("read B A",))
    done(world, "B", DispatchUnit(unit=E12, incident=theirs), ReportOnScene(unit=E12))
    told_so_far(world, ("read A B",))
    assert refused(world, "A", DispatchUnit(unit=E12, incident=ours)) == "recall_is_a_request"
    (sent,) = world.picture("B").incidents.values()
    assert [each.unit for each in sent.responses] == [E12]


def test_a_guest_leaves_the_register_when_it_is_given_back_and_done() -> None:
    world = lent()
    theirs = incident(world, "B")
    done(world, "B", DispatchUnit(unit=E12, incident=theirs))
    told_so_far(
        world,
        ("offer B A-E12 A", "ask B A-E12", "ready B A-E12", "ReleaseUnit B A-E12", "read A B"),
    )
    told_so_far(world, ("read B A",))
    assert E12 in world.picture("B").units, "it still works there"
    done(world, "B", ClearUnit(unit=E12))
    assert E12 not in world.picture("B").units
    found = world.picture("A").units.get(E12)
    assert found is not None
    assert (found.authority.holder, found.authority.epoch) == ("A", "2.1")


def test_what_a_crew_has_in_limbo_it_finishes() -> None:
    world = pair()
    ours = incident(world, "A")
    done(world, "A", DispatchUnit(unit=E12, incident=ours), OFFER)
    told_so_far(world, ("ask A A-E12", "ready A A-E12", "ReleaseUnit A A-E12", "read B A"))
    told_so_far(world, ("read A B",))
    done(world, "A", ReportOnScene(unit=E12), ClearUnit(unit=E12))
    assert refused(world, "A", ReportOnScene(unit=E12)) == "not_holder"


@pytest.mark.parametrize(
    ("lending", "code"),
    [
        (LendingTerms(kinds=("pump",)), "kind_not_agreed"),
        (LendingTerms(most_units=0), "enough_are_lent"),
        (LendingTerms(minimum_at_home=(MinimumAtHome(1),)), "too_few_at_home"),
        (LendingTerms(minimum_at_home=(MinimumAtHome(1, "engine"),)), "too_few_at_home"),
        (None, "partner_not_agreed"),
    ],
)
def test_no_more_is_lent_than_was_agreed(lending: LendingTerms | None, code: str) -> None:
    world = pair()
    terms(world, lending)  # type: ignore[arg-type]
    assert refused(world, "A", OFFER) == code


def test_what_stays_at_home_may_be_another_unit() -> None:
    """The control: with one more engine the same agreement lets this one go."""
    world = pair()
    terms(world, LendingTerms(minimum_at_home=(MinimumAtHome(1, "engine"),)))
    done(world, "A", RegisterUnit(call_sign="E13", kind="engine"), OFFER)


def test_only_home_says_that_a_unit_may_be_lent_on() -> None:
    world = lent(LendingWorld(Setting("a chain", "ABC", ("AB", "BC"))))
    assert refused(world, "B", OfferUnit(unit=E12, to="C")) == "sub_lend_not_agreed"
    world = pair()
    terms(world, LendingTerms())
    assert refused(world, "A", OfferUnit(unit=E12, to="B", may_sub_lend=True)) == (
        "sub_lend_not_agreed"
    )


def test_what_is_broken_goes_home_and_nowhere_else() -> None:
    world = pair()
    done(world, "A", TakeOutOfService(unit=E12, reason="brakes"))
    assert refused(world, "A", OFFER) == "unit_is_out_of_service"
    world = lent()
    done(world, "B", ReportCondition(unit=E12, condition=Condition.damaged))
    done(world, "B", OfferUnit(unit=E12, to="A"))
    world = pair()
    done(world, "A", ReportCondition(unit=E12, condition=Condition.damaged))
    assert refused(world, "A", OFFER) == "unit_not_serviceable"


def test_the_crew_is_asked_for_what_is_in_the_log_and_reads_it_back() -> None:
    world = pair()
    assert refused(world, "A", READY) == "unit_not_offered"
    assert refused(world, "A", RELEASE) == "unit_not_offered"
    done(world, "A", OFFER)
    assert refused(world, "A", RELEASE) == "crew_not_ready"
    other = ReadyCrew(unit=E12, epoch="2.0", readback="3.0")
    assert refused(world, "A", other) == "readback_differs"
    done(world, "A", OfferUnit(unit=E12, to="A"))
    assert refused(world, "A", READY) == "offer_superseded"
    assert refused(world, "A", RELEASE) == "offered_to_ourselves"
    assert refused(world, "A", ReaffirmAuthority(unit=E12)) == "crew_not_ready"
    done(world, "A", ReadyCrew(unit=E12, epoch="3.0", readback="3.0"))
    done(world, "A", ReaffirmAuthority(unit=E12))
    assert refused(world, "A", ReaffirmAuthority(unit=E12)) == "unit_not_offered"


def test_a_late_ready_question_is_refused() -> None:
    """Afternoon 4: two towns ask. The crew that answered for 3.0 does not go back to 2.0."""
    world = LendingWorld(Setting("a star", "ABC", ("AB", "AC")))
    done(world, "A", OFFER)
    told_so_far(world, ("read B A",))
    done(world, "B", READY)
    done(world, "A", OfferUnit(unit=E12, to="C"))
    told_so_far(world, ("read B A",))
    done(world, "A", ReadyCrew(unit=E12, epoch="3.0", readback="3.0"))
    assert refused(world, "A", READY) == "offer_superseded"
    assert world.order("B", READY) is None, "said again, it is nothing new"


def test_a_town_does_not_take_a_lower_answer_than_it_has_heard() -> None:
    world = pair()
    done(world, "A", OFFER)
    told_so_far(world, ("read B A",))
    done(world, "A", OfferUnit(unit=E12, to="B"))
    told_so_far(world, ("read B A",))
    done(world, "B", ReadyCrew(unit=E12, epoch="3.0", readback="3.0"))
    assert refused(world, "B", READY) == "epoch_not_higher"


def test_an_offer_is_withdrawn_before_the_crew_answers_and_not_after() -> None:
    world = pair()
    withdraw = WithdrawOffer(unit=E12, reason="our own fire")
    assert refused(world, "A", withdraw) == "unit_not_offered"
    done(world, "A", OFFER)
    told_so_far(world, ("read B A",))
    assert [str(each.epoch) for each in world.custody("B", E12).heard] == ["2.0"]
    done(world, "A", withdraw)
    told_so_far(world, ("read B A",))
    assert world.custody("B", E12).heard == ()
    done(world, "A", OFFER, ReadyCrew(unit=E12, epoch="3.0", readback="3.0"))
    assert refused(world, "A", withdraw) == "crew_is_ready"


def test_an_offer_is_declined_and_the_giver_learns_it() -> None:
    world = pair()
    decline = DeclineOffer(unit=E12, reason="no need any more")
    assert refused(world, "B", decline) == "unit_unknown"
    done(world, "A", OFFER)
    told_so_far(world, ("read B A",))
    done(world, "B", decline)
    assert refused(world, "B", decline) == "unit_not_offered"
    told_so_far(world, ("read A B",))
    assert world.custody("A", E12).offer is None


def test_a_recall_is_a_request() -> None:
    world = lent()
    recall = RecallUnit(unit=E12, reason="a fire of our own")
    assert refused(world, "B", recall) == "unit_is_with_us"
    done(world, "A", recall)
    told_so_far(world, ("read B A",))
    assert world.custody("B", E12).recalled_at is not None
    assert world.custody("B", E12).claim.town == "B", "nothing has moved"


def test_an_override_wants_two_officers_and_the_crews_own_words() -> None:
    world = lent()
    assert refused(world, "B", OpenOverride(unit=E12, reason="x")) == "only_home_overrides"
    answer = AnswerOverride(unit=E12, nonce="0000", words="ready", heard_by="desk")
    assert refused(world, "A", answer) == "override_not_open"
    done(world, "A", OpenOverride(unit=E12, reason="a fire of our own"))
    assert refused(world, "A", ConfirmOverride(unit=E12)) == "two_officers_needed"
    opened = world.custody("A", E12).override
    assert opened is not None
    answer = msgspec.structs.replace(answer, nonce=opened.nonce)
    assert refused(world, "A", answer) == "two_officers_needed"
    done(world, "A", ConfirmOverride(unit=E12), actor="p-second")
    wrong = msgspec.structs.replace(answer, nonce=f"{(int(opened.nonce) + 1) % 10_000:04}")
    assert refused(world, "A", wrong) == "nonce_not_answered"
    done(world, "A", answer)
    assert refused(world, "A", OpenOverride(unit=E12, reason="x")) == "unit_is_with_us"


def test_a_lost_hold_is_a_conflict_with_its_orders_until_a_person_closes_it() -> None:
    world = lent()
    theirs = incident(world, "B")
    done(world, "B", DispatchUnit(unit=E12, incident=theirs))
    done(world, "A", OpenOverride(unit=E12, reason="a fire of our own"))
    done(world, "A", ConfirmOverride(unit=E12), actor="p-second")
    opened = world.custody("A", E12).override
    assert opened is not None
    nonce = opened.nonce
    done(world, "A", AnswerOverride(unit=E12, nonce=nonce, words="ready", heard_by="desk"))
    told_so_far(world, ("read B A", "read A B"))
    for town in "AB":
        (conflict,) = world.custody(town, E12).conflicts
        assert (conflict.loser, conflict.assignments) == ("B", (theirs,))
    close = CloseConflict(unit=E12, epoch="3.0", resolution="spoken about by telephone")
    own = OwnConflict(unit=E12, epoch="3.0", person="p-nobody")
    assert refused(world, "A", own) == "person_unknown"
    done(world, "A", close)
    assert refused(world, "A", close) == "conflict_unknown"
    assert world.custody("B", E12).conflicts[0].closed_at is None, "there another closes it"


def heard(by: str = "A", life: str = "") -> HearCustody:
    entry = CustodyEntry(1, CustodyFact.offered, Epoch(2, 0), "B", MORNING)
    return HearCustody(unit=E12, home="A", by=by, entry=entry, incarnation=life)


def test_our_own_entries_and_those_of_an_older_life_are_not_heard() -> None:
    world = pair()
    assert refused(world, "A", heard()) == "entry_is_our_own"
    done(world, "B", AnswerRestored(neighbour="A", life="life-2"))
    assert refused(world, "B", heard()) == "incarnation_superseded"
    assert world.order("B", heard(life="life-2")) is None


def made_up(unit: str = E12, home: str = "A", **more: object) -> HearCustody:
    """What a hostile B could say of a unit that it was never given."""
    entry = CustodyEntry(1, CustodyFact.accepted, Epoch(99, 0), "B", MORNING)
    return HearCustody(unit=unit, home=home, by="B", entry=msgspec.structs.replace(entry, **more))


def test_nobody_makes_authority_for_themselves() -> None:
    world = pair()
    assert refused(world, "A", made_up()) == "generation_not_granted"
    assert refused(world, "A", made_up(kind=CustodyFact.offered, town="A")) == (
        "generation_not_granted"
    )
    assert refused(world, "A", made_up(home="B")) == "home_is_another"
    assert refused(world, "A", made_up(unit="A-I1/../x <b>", home="B")) == "home_is_another"
    assert refused(world, "A", made_up(epoch=Epoch(1, 5))) == "generation_not_granted"
    assert world.custody("A", E12).claim.town == "A"


def test_what_was_released_to_one_town_another_does_not_take() -> None:
    world = LendingWorld(Setting("a star", "ABC", ("AB", "AC")))
    told_so_far(world, LENT[:4])
    theft = msgspec.structs.replace(made_up(epoch=Epoch(2, 0)), by="C")
    assert refused(world, "A", theft) == "not_addressed_to_author"


def test_only_the_receivers_radio_tells_that_the_crew_is_ready() -> None:
    world = LendingWorld(Setting("a star", "ABC", ("AB", "AC")))
    told_so_far(world, LENT[:1])
    ready = made_up(kind=CustodyFact.readied, epoch=Epoch(2, 0), town="B")
    assert world.order("A", msgspec.structs.replace(ready, by="C")) is None
    assert refused(world, "A", RELEASE) == "crew_not_ready"
    assert world.order("A", ready) is None
    done(world, "A", RELEASE)


def by_home(kind: CustodyFact, epoch: Epoch, town: str) -> HearCustody:
    return msgspec.structs.replace(made_up(kind=kind, epoch=epoch, town=town), by="A")


def test_the_borrower_hears_that_the_crew_is_ready_from_the_town_that_offers_it() -> None:
    world = LendingWorld(Setting("a star", "ABC", ("AB", "AC")))
    told_so_far(world, LENT[:1])
    ready = by_home(kind=CustodyFact.readied, epoch=Epoch(2, 0), town="B")
    done(world, "B", ready)
    assert world.custody("B", E12).heard == (), "the control: nothing was offered to it so far"
    told_so_far(world, ("pull B A A-E12",))
    for wrong in (
        msgspec.structs.replace(ready, by="C"),
        by_home(kind=CustodyFact.readied, epoch=Epoch(3, 0), town="B"),
        by_home(kind=CustodyFact.readied, epoch=Epoch(2, 0), town="C"),
    ):
        world.order("B", wrong)
        assert not world.custody("B", E12).heard[-1].is_ready, wrong
    told_so_far(world, (*LENT[1:3], "pull B A A-E12"))
    heard = world.custody("B", E12)
    assert heard.heard[-1].is_ready
    assert heard.register is None, "the crew did not say so to B"
    assert heard.entries == (), "nor does B tell A what A has told"
    facts = len(world.towns["B"][-1].facts)
    done(world, "B", ready)
    assert len(world.towns["B"][-1].facts) == facts, "heard once"
    assert refused(world, "B", DispatchUnit(unit=E12, incident=incident(world, "B"))), (
        "no orders yet"
    )


def test_a_third_town_is_not_believed_where_home_could_say_so_itself() -> None:
    world = lent(LendingWorld(Setting("a triangle", "ABC", ("AB", "BC", "AC"))))
    forged = msgspec.structs.replace(made_up(kind=CustodyFact.released), by="C")
    assert world.order("B", forged) is None
    assert world.custody("B", E12).claim.epoch == Epoch(2, 0)
    relayed = LendingWorld(Setting("a chain", "ABC", ("AB", "BC")))
    assert relayed.order("C", msgspec.structs.replace(forged, by="B")) is None
    assert relayed.custody("C", E12).claim.epoch == Epoch(99, 0), "the control: all it can hear"


def test_who_never_agreed_to_lend_is_not_heard() -> None:
    world = pair()
    life = world.towns["A"][-1]
    life.picture = msgspec.structs.replace(life.picture, compacts=type(life.picture.compacts)())
    assert refused(world, "A", made_up()) == "author_not_agreed"


def test_what_is_on_its_way_does_not_count_as_staying() -> None:
    world = pair()
    terms(world, LendingTerms(minimum_at_home=(MinimumAtHome(1),), most_units=1))
    done(world, "A", RegisterUnit(call_sign="E13", kind="engine"), OFFER)
    done(world, "A", OFFER)
    assert refused(world, "A", OfferUnit(unit="A-E13", to="B")) == "enough_are_lent"
    terms(world, LendingTerms(minimum_at_home=(MinimumAtHome(1),)))
    assert refused(world, "A", OfferUnit(unit="A-E13", to="B")) == "too_few_at_home"


def test_what_is_to_do_next_is_given_to_others_before_a_release() -> None:
    world = pair()
    first, second = incident(world, "A"), incident(world, "A")
    done(world, "A", DispatchUnit(unit=E12, incident=first))
    done(world, "A", StackAssignment(unit=E12, incident=second), OFFER)
    told_so_far(world, ("ask A A-E12", "ready A A-E12"))
    assert refused(world, "A", RELEASE) == "unit_has_stack"
    done(world, "A", UnstackAssignment(unit=E12, incident=second), RELEASE)
    told_so_far(world, ("read B A", "read A B"))
    done(world, "A", CancelUnit(unit=E12, reason="called off"))


def test_a_unit_that_changes_hands_is_not_retired() -> None:
    world = pair()
    done(world, "A", OFFER)
    retire = RetireUnit(unit=E12, reason="sold")
    assert refused(world, "A", retire) == "unit_is_lent"
    done(world, "A", WithdrawOffer(unit=E12, reason="sold"), retire)
    done(world, "A", RegisterUnit(call_sign="E12", kind="engine"))
    assert world.custody("A", E12).highest_generation == 2, "its numbers go on"


def restored(world: LendingWorld) -> ReconcileUnit:
    done(world, "A", NoticeRestore(life="life-2"))
    return ReconcileUnit(unit=E12, epoch="1.0", told_by="A", listens_to="A")


def test_a_restored_town_holds_nothing_until_all_have_been_asked() -> None:
    world = pair()
    ours = incident(world, "A")
    reconcile = restored(world)
    assert refused(world, "A", DispatchUnit(unit=E12, incident=ours)) == "log_unreconciled"
    assert refused(world, "A", OFFER) == "log_unreconciled"
    assert refused(world, "A", reconcile) == "neighbours_not_answered"
    assert refused(world, "A", AnswerRestored(neighbour="B", life="x")) == "neighbours_not_answered"
    assert refused(world, "A", HearAnswer(neighbour="C", life="life-2")) == "answer_not_asked"
    done(world, "A", HearAnswer(neighbour="B", life="life-2"))
    assert refused(world, "A", AnswerRestored(neighbour="B", life="x")) == "units_not_reconciled"
    unreadable = msgspec.structs.replace(reconcile, epoch="second")
    assert refused(world, "A", unreadable) == "epoch_unreadable"
    done(world, "A", reconcile)
    assert refused(world, "A", reconcile) == "nothing_to_reconcile"
    done(world, "A", DispatchUnit(unit=E12, incident=ours))


def test_what_a_neighbour_knows_is_more_than_a_backup() -> None:
    """A backup of before the loan: B says that it holds the unit, and so says the crew."""
    world = pair()
    reconcile = restored(world)
    claim = msgspec.structs.replace(world.custody("A", E12).claim, epoch=Epoch(2, 0))
    claim = msgspec.structs.replace(claim, hold=Hold.held, town="B")
    answer = CustodyAnswer(E12, "A", claim, 2)
    done(world, "A", HearAnswer(neighbour="B", life="life-2", units=(answer,)))
    crew = msgspec.structs.replace(reconcile, epoch="2.0", listens_to="B")
    done(world, "A", crew)
    assert world.custody("A", E12).claim == claim
    assert refused(world, "A", OFFER) == "recall_is_a_request"


def test_without_neighbours_there_is_nobody_to_ask() -> None:
    world = LendingWorld(Setting("alone", "A", ()))
    done(
        world,
        "A",
        NoticeRestore(life="life-2"),
        DispatchUnit(unit=E12, incident=incident(world, "A")),
    )


@pytest.mark.parametrize(
    "text", ["", "2", "2.", ".0", "two.one", "2.0.1", "²·0", "-1.0", "1" * 10 + ".0"]
)
def test_what_is_no_epoch_is_none(text: str) -> None:
    assert parsed(text) is None
    assert parsed("12.3") == Epoch(12, 3)


@pytest.mark.parametrize(
    "order",
    [
        lambda unit: OfferUnit(unit=unit, to="B"),
        lambda unit: WithdrawOffer(unit=unit, reason="x"),
        lambda unit: ReadyCrew(unit=unit, epoch="2.0", readback="2.0"),
        lambda unit: ReleaseUnit(unit=unit),
        lambda unit: RecallUnit(unit=unit, reason="x"),
        lambda unit: OpenOverride(unit=unit, reason="x"),
        lambda unit: ConfirmOverride(unit=unit),
        lambda unit: ReconcileUnit(unit=unit, epoch="1.0", told_by="A", listens_to="A"),
    ],
)
def test_a_unit_that_nobody_knows_is_unknown(order: Callable[[str], Command]) -> None:
    assert refused(pair(), "A", order("A-E99")) == "unit_unknown"
