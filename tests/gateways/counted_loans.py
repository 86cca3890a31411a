"""Goods and places that towns on paper lend each other, told as messages."""

from datetime import timedelta

from tests.laws.lots_world import LotsWorld
from tests.laws.places_world import HOUSE, KIND, PlacesWorld
from tests.operations import test_lots as stock
from tests.operations import test_places as places
from tests.operations.story import MORNING
from tests.operations.test_lots import BAGS
from tocsin.gateways.edxl_rm import Message, Own, Written, of_places, of_stock
from tocsin.gateways.edxl_rm.counted import Fact
from tocsin.operations.hearing import HEARER
from tocsin.operations.lot_recall_hearing import HearLotRecall, LotRecallTold
from tocsin.operations.lot_recalls import AnswerLotRecall, RecallLot
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.picture.lot_recall import LotReason
from tocsin.operations.picture.place_loan import PlaceReason
from tocsin.operations.place_loans import (
    AcceptPlaces,
    AskForPlaces,
    DeclinePlaces,
    GiveBackPlaces,
    KeepPlaces,
    OfferPlaces,
)
from tocsin.operations.place_recalls import AnswerPlaceRecall, RecallPlaces

A, B = Own("A", "Amble"), Own("B", "Brack")
EVENING = MORNING + timedelta(hours=12)


def facts(world: LotsWorld, town: str) -> list[Fact]:
    """A town's log."""
    return [(each.stamp, each.event) for each in world.towns[town][-1].facts]


def bags_told(world: LotsWorld, own: Own) -> Written:
    """What one town's log says of the sandbags."""
    return of_stock(facts(world, own.code), BAGS, own)


def loan_of(world: LotsWorld, town: str = "A") -> str:
    """The one loan of places."""
    (loan,) = world.picture(town).place_loans
    return loan


def places_told(world: LotsWorld, own: Own) -> Written:
    """What one town's log says of the loan of places."""
    return of_places(facts(world, own.code), loan_of(world), own)


def bags_recalled() -> LotsWorld:
    """Three of A's four sandbags are at B, and asked back."""
    world = stock.lent()
    stock.done(world, "A", RecallLot(lot=BAGS, to="B", by_at=EVENING))
    found = world.picture("A").lot_recalls.get(f"{BAGS}:B")
    assert found is not None
    names = ("id", "number", "lot", "home", "to", "quantity", "by_at", "answer")
    told = LotRecallTold(**{name: getattr(found, name) for name in names})
    assert world.order("B", HearLotRecall(by="A", told=told), HEARER) is None
    return world


def bags_returned() -> LotsWorld:
    """B gave back two of three, and said why not all."""
    world = bags_recalled()
    stock.done(
        world, "B",
        AnswerLotRecall(lot=BAGS, gives=1, because=LotReason.no_transport),
        AnswerLotRecall(lot=BAGS, gives=2, because=LotReason.still_needed),
        ReleaseLot(lot=BAGS, to="A", quantity=2),
    )  # fmt: skip
    stock.read(world, "A", "B")
    return world


def goods_messages() -> list[Message]:
    """Both towns' words of the sandbags."""
    world = bags_returned()
    return [*bags_told(world, A).messages, *bags_told(world, B).messages]


def places_asked() -> PlacesWorld:
    """B asked A for three places, got two, and A has asked one of them back."""
    world = places.pair()
    places.done(
        world, "B",
        AskForPlaces(to="A", kind=KIND, quantity=3, wanted_at=HOUSE, since=MORNING
                     + timedelta(hours=1), until=EVENING),
    )  # fmt: skip
    places.read(world, "A", "B")
    loan = loan_of(world)
    places.done(world, "A", KeepPlaces(loan=loan, facility=HOUSE, quantity=2))
    places.done(world, "A", DeclinePlaces(loan=loan, because=PlaceReason.no_place_free))
    places.read(world, "B", "A")
    places.done(world, "B", AcceptPlaces(loan=loan))
    places.read(world, "A", "B")
    places.done(world, "A", RecallPlaces(loan=loan, by_at=MORNING + timedelta(hours=3), quantity=1))
    places.read(world, "B", "A")
    return world


def places_messages() -> list[Message]:
    """Both towns' words of such loans."""
    asked = places_asked()
    loan = loan_of(asked)
    places.done(
        asked, "B",
        AnswerPlaceRecall(loan=loan, because=PlaceReason.still_needed),
        GiveBackPlaces(loan=loan, quantity=1),
    )  # fmt: skip
    offered = places.pair()
    places.done(
        offered, "A", OfferPlaces(to="B", facility=HOUSE, kind=KIND, quantity=1, until=EVENING)
    )
    closed = places.pair()
    places.done(closed, "B", AskForPlaces(to="A", kind=KIND, quantity=1))
    places.done(closed, "B", GiveBackPlaces(loan=loan_of(closed, "B")))
    return [
        *places_told(asked, A).messages,
        *places_told(asked, B).messages,
        *places_told(offered, A).messages,
        *of_places(facts(closed, "B"), loan_of(closed, "B"), B).messages,
    ]
