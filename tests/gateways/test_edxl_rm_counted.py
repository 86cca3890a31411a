"""Goods and places as EDXL-RM: what is written cites what was before it, what is read becomes an
order of ours or says why not."""

import msgspec
import pytest

from tests.gateways.counted_loans import (
    A,
    B,
    bags_recalled,
    bags_returned,
    bags_told,
    loan_of,
    places_asked,
    places_told,
)
from tests.laws.lots_world import LotsWorld
from tests.laws.places_world import HOUSE, KIND
from tests.operations import test_lots as stock
from tests.operations.story import MORNING
from tests.operations.test_lots import BAGS
from tocsin.gateways.edxl_rm import (
    Counted,
    Kind,
    Message,
    Proposal,
    Reader,
    parse,
    proposals,
    render,
)
from tocsin.gateways.edxl_rm.message import Element, Recalled, Reply, Schedule, Where
from tocsin.operations.incident import OpenIncident
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import RegisterLot, UseLot
from tocsin.operations.place_loans import GiveBackPlaces, OfferPlaces

_replace = msgspec.structs.replace
UNTIL = MORNING.replace(hour=20)
BAGS_WANTED = Element("1", stock="sandbags", measure="each", quantity=3)
PLACES_WANTED = Element(
    "1", places=KIND, quantity=2, schedules=(Schedule("EstimatedReturnDeparture", UNTIL),)
)


def reader(world: LotsWorld, town: str, sender: str, said: Counted | None = None) -> Reader:
    """As a person in that town reads a message of a partner."""
    picture = world.picture(town)
    counted = _replace(
        said or Counted(), code=town, lots=tuple(picture.lots.values()),
        loans=tuple(picture.place_loans.values()),
    )  # fmt: skip
    return Reader(sender, is_partner=True, homes={}, counted=counted)


def message(element: Element, kind: Kind = Kind.request, **more: object) -> Message:
    made = Message(kind, "OT-1", MORNING, "OT-1", (element,), preceding="x")
    return parse(render(_replace(made, **more))).message


def proposed(message_: Message, reader_: Reader) -> Proposal:
    (found,) = proposals(message_, reader_)
    return found


def test_goods_go_and_come_back_as_one_exchange_each() -> None:
    world = bags_returned()
    ours, theirs = bags_told(world, A), bags_told(world, B)
    assert [each.kind for each in ours.messages] == [
        Kind.offer, Kind.commit, Kind.request_return, Kind.report_status,
    ]  # fmt: skip
    assert [each.kind for each in theirs.messages] == [
        Kind.report_status, Kind.response_return, Kind.response_return, Kind.release,
    ]  # fmt: skip
    offer, commit, recall, home = ours.messages
    came, first, second, back = theirs.messages
    assert commit.preceding == offer.id
    assert came.preceding == commit.id
    assert first.preceding == second.preceding == recall.id
    assert (second.recalls, second.recall) == (first.id, Recalled.update)
    assert home.preceding == back.id
    assert [each.reply for each in second.elements] == [Reply.accept, Reply.decline]
    said = commit.elements[0]
    assert (said.stock, said.quantity, said.measure) == ("sandbags", 3, "each")
    assert {each.where for each in ours.lost} >= {"incarnation", "kept_at", "receipted"}


def test_what_is_used_up_is_said_by_no_message() -> None:
    world = bags_returned()
    assert "used" not in {each.where for each in bags_told(world, B).lost}
    stock.done(world, "B", UseLot(lot=BAGS, quantity=1))
    assert "used" in {each.where for each in bags_told(world, B).lost}


def test_places_are_asked_kept_taken_and_asked_back_each_citing_the_one_before() -> None:
    world = places_asked()
    kept, declined, recall = places_told(world, A).messages
    asked, taken = places_told(world, B).messages
    assert (asked.kind, asked.elements[0].quantity, asked.elements[0].unit) == (
        Kind.request, 3, HOUSE,
    )  # fmt: skip
    assert kept.preceding == declined.preceding == asked.id
    assert (taken.kind, taken.preceding) == (Kind.requisition, kept.id)
    assert {each.originating for each in (kept, declined, taken, recall)} == {asked.id}
    assert recall.elements[0].quantity == 1


def test_a_partner_that_asks_for_goods_is_let_have_what_there_is() -> None:
    world = stock.pair()
    found = proposed(message(BAGS_WANTED), reader(world, "A", "B"))
    assert found.order == ReleaseLot(lot=BAGS, to="B", quantity=3)
    assert found.once is not None, "the same message lets go once"
    stock.done(world, "A", found.order)
    more = proposed(message(BAGS_WANTED), reader(world, "A", "B"))
    assert more.order == ReleaseLot(lot=BAGS, to="B", quantity=1)
    assert "of 3" in more.says
    stock.done(world, "A", more.order)
    none = proposed(message(BAGS_WANTED), reader(world, "A", "B"))
    assert none.order is None


@pytest.mark.parametrize(
    "element",
    [
        _replace(BAGS_WANTED, measure="pallet"),
        _replace(BAGS_WANTED, stock="blankets"),
        _replace(BAGS_WANTED, stock="Sand bags!"),
    ],
)
def test_goods_in_another_measure_or_kind_are_no_order(element: Element) -> None:
    assert proposed(message(element), reader(stock.pair(), "A", "B")).order is None


def test_a_measure_of_another_list_has_to_be_said_by_a_person() -> None:
    content = render(_replace(message(BAGS_WANTED)))
    strange = content.replace(b"urn:tocsin:unit-of-measure", b"urn:other:units")
    assert strange != content
    read = parse(strange).message
    assert (read.elements[0].measure, read.elements[0].other_measure) == (None, "each")
    world = stock.pair()
    assert "--measure" in proposed(read, reader(world, "A", "B")).says
    said = proposed(read, reader(world, "A", "B", Counted(measure="each")))
    assert said.order == ReleaseLot(lot=BAGS, to="B", quantity=3)


def test_what_a_person_says_of_a_strange_resource_counts() -> None:
    strange = message(Element("1", described="bags with sand", quantity=2))
    world = stock.pair()
    assert not isinstance(proposed(strange, reader(world, "A", "B")).order, ReleaseLot)
    said = proposed(strange, reader(world, "A", "B", Counted(stock="sandbags")))
    assert said.order == ReleaseLot(lot=BAGS, to="B", quantity=2)
    house = proposed(strange, reader(world, "A", "B", Counted(places=KIND, facility=HOUSE)))
    assert house.order == OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=2)


def test_goods_asked_back_go_home() -> None:
    world = bags_recalled()
    (recall,) = [e for e in bags_told(world, A).messages if e.kind is Kind.request_return]
    found = proposed(parse(render(recall)).message, reader(world, "B", "A"))
    assert found.order == ReleaseLot(lot=BAGS, to="A", quantity=3)
    stock.done(world, "B", found.order)
    nothing = proposed(parse(render(recall)).message, reader(world, "B", "A"))
    assert nothing.order is None
    stranger = proposed(parse(render(recall)).message, reader(bags_recalled(), "B", "C"))
    assert stranger.order is None, "the control: it is not the sender's"


def test_places_asked_for_are_kept_and_asked_back_are_given() -> None:
    world = places_asked()
    nowhere = proposed(message(PLACES_WANTED), reader(world, "A", "B"))
    assert nowhere.order is None
    assert "--facility" in nowhere.says
    found = proposed(message(PLACES_WANTED), reader(world, "A", "B", Counted(facility=HOUSE)))
    assert found.order == OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=2, until=UNTIL)
    assert found.lost == ()
    stock.done(world, "A", found.order)
    loan = loan_of(world, "B")
    recall = places_told(places_asked(), A).messages[-1]
    back = proposed(parse(render(recall)).message, reader(world, "B", "A"))
    assert back.order == GiveBackPlaces(loan=loan, quantity=1)
    stock.done(world, "B", back.order)


def test_a_cancelled_request_and_a_partners_own_goods_are_no_order() -> None:
    world = stock.pair()
    over = message(BAGS_WANTED, recalls="OT-1", recall=Recalled.cancel)
    assert proposed(over, reader(world, "A", "B")).order is None
    for each in bags_told(bags_returned(), A).messages:
        if each.kind in (Kind.offer, Kind.commit, Kind.report_status):
            assert proposed(parse(render(each)).message, reader(world, "B", "A")).order is None


def test_what_a_stranger_sends_is_on_our_register_and_what_it_asks_an_incident() -> None:
    stranger = Reader("OT", is_partner=False, homes={})
    asked = proposed(message(BAGS_WANTED), stranger)
    assert isinstance(asked.order, OpenIncident)
    assert "3 each; sandbags" in str(asked.order.summary)
    sent = _replace(
        BAGS_WANTED, answers="1", reply=Reply.accept, stock="fuel", measure="litre",
        batch="7B", best_before=UNTIL, schedules=(Schedule("Committed", MORNING),),
    )  # fmt: skip
    found = proposed(message(sent, Kind.commit), stranger)
    assert found.order == RegisterLot(
        kind="fuel", quantity=3, kept_at="where OT brings it", unit_of_measure="litre",
        batch="7B", expires_at=UNTIL,
    )  # fmt: skip
    assert [each.where for each in found.lost] == ["CommitResource/Committed"]
    there = (Schedule("Current", MORNING, Where("Quay depot")),)
    placed = _replace(message(sent, Kind.commit), elements=(_replace(sent, schedules=there),))
    order = proposed(placed, stranger).order
    assert isinstance(order, RegisterLot)
    assert order.kept_at == "Quay depot"
    kept = _replace(PLACES_WANTED, answers="1", reply=Reply.accept)
    assert proposed(message(kept, Kind.commit), stranger).order is None
