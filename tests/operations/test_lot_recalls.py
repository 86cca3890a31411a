"""Stock asked back: what home asks, what the borrower answers, and what no neighbour can make of
it."""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lots_world import LotsWorld
from tests.operations.story import MORNING
from tests.operations.test_lots import BAGS, done, lent, pair, read, refused, row
from tocsin.operations import lot_recalls
from tocsin.operations.arising import arising
from tocsin.operations.hearing import HEARER
from tocsin.operations.lot_recall_hearing import HearLotRecall, LotRecallTold
from tocsin.operations.lot_recalls import AnswerLotRecall, ArchiveLotRecall, RecallLot
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import LoseLot, UseLot
from tocsin.operations.orders import Command
from tocsin.operations.picture.lot_recall import LotReason, LotRecall, LotRecallAnswer
from tocsin.operations.picture.lots import MOST, TransferId

_replace = msgspec.structs.replace
EVENING = MORNING + timedelta(hours=12)
NAME = f"{BAGS}:B"
ASKED = RecallLot(lot=BAGS, to="B", by_at=EVENING)


def asked(world: LotsWorld, town: str) -> LotRecall:
    found = world.picture(town).lot_recalls.get(NAME)
    assert found is not None
    return found


def told(each: LotRecall) -> LotRecallTold:
    names = ("id", "number", "lot", "home", "to", "quantity", "by_at", "answer")
    return LotRecallTold(**{name: getattr(each, name) for name in names})


def hear(world: LotsWorld, reader: str, by: str, row_: LotRecallTold) -> str | None:
    found = world.order(reader, HearLotRecall(by=by, told=row_), HEARER)
    return None if found is None else found.code


def recalled(quantity: int | None = None) -> LotsWorld:
    """Three of A's bags are at B, and B has read that they are asked back."""
    world = lent()
    done(world, "A", _replace(ASKED, quantity=quantity))
    assert hear(world, "B", "A", told(asked(world, "A"))) is None
    return world


def owed(world: LotsWorld, town: str) -> list[str]:
    found = arising(world.picture(town), EVENING)
    return [each.subject for each in found if each.kind == "stock_recalled"]


def stock(world: LotsWorld) -> tuple[int, int]:
    return row(world, "A").quantity, row(world, "B").quantity


def test_what_is_asked_back_is_owed_in_both_towns_until_it_is_given_back() -> None:
    world = recalled()
    assert stock(world) == (1, 3), "a recall moves nothing"
    assert (asked(world, "B").quantity, asked(world, "B").is_ours) == (3, False)
    assert owed(world, "A") == owed(world, "B") == [f"lot/{BAGS}"]
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=2))
    assert asked(world, "B").wanted == 1
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=1))
    assert owed(world, "B") == []
    assert owed(world, "A") == [f"lot/{BAGS}"], "it is on the way"
    read(world, "A", "B")
    assert owed(world, "A") == []
    assert stock(world) == (4, 0)


def test_the_borrower_says_what_it_gives_and_home_hears_it() -> None:
    world = recalled()
    done(world, "B", AnswerLotRecall(lot=BAGS, gives=1, because=LotReason.still_needed))
    answer = told(asked(world, "B"))
    assert hear(world, "A", "B", answer) is None
    assert asked(world, "A").answer == LotRecallAnswer(1, "still_needed", 1)
    assert stock(world) == (1, 3), "an answer moves nothing"
    assert owed(world, "A") == [f"lot/{BAGS}"]
    before = asked(world, "A")
    assert hear(world, "A", "B", answer) is None
    assert asked(world, "A") is before, "said twice it changes nothing"
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=1))
    read(world, "A", "B")
    assert owed(world, "A") == owed(world, "B") == [], "what the answer promised is back"


def test_nothing_is_given_back_and_the_reason_settles_it() -> None:
    world = recalled()
    done(world, "B", AnswerLotRecall(lot=BAGS, because=LotReason.no_transport))
    assert hear(world, "A", "B", told(asked(world, "B"))) is None
    assert owed(world, "A") == owed(world, "B") == []
    done(world, "A", ASKED)
    assert owed(world, "A") == [f"lot/{BAGS}"], "asked again, it is open again"
    assert hear(world, "B", "A", told(asked(world, "A"))) is None
    assert asked(world, "B").number == TransferId("A", 2)
    assert asked(world, "B").answer is None


def test_what_is_used_up_or_lost_is_asked_for_no_more() -> None:
    world = recalled()
    done(world, "B", UseLot(lot=BAGS, quantity=2), LoseLot(lot=BAGS, quantity=1, reason="torn"))
    assert owed(world, "B") == []
    assert owed(world, "A") == [f"lot/{BAGS}"]
    read(world, "A", "B")
    assert owed(world, "A") == []


def test_a_repeat_replaces_what_was_asked_and_an_older_one_changes_nothing() -> None:
    world = recalled()
    first = told(asked(world, "A"))
    done(world, "A", _replace(ASKED, quantity=1))
    assert hear(world, "B", "A", told(asked(world, "A"))) is None
    assert asked(world, "B").quantity == 1
    assert hear(world, "B", "A", first) is None
    assert asked(world, "B").quantity == 1


def test_over_long_ago_it_leaves_the_picture() -> None:
    world = recalled()
    done(world, "B", AnswerLotRecall(lot=BAGS, because=LotReason.not_reachable))
    late = MORNING + timedelta(days=60)
    assert list(lot_recalls.due(world.picture("B"), late)) == [ArchiveLotRecall(recall=NAME)]
    assert list(lot_recalls.due(world.picture("A"), late)) == [], "it is open there"


@pytest.mark.parametrize(
    ("town", "command", "code"),
    [
        ("A", RecallLot(lot="NONE", to="B", by_at=EVENING), "lot_unknown"),
        ("B", _replace(ASKED, to="A"), "lot_not_ours"),
        ("A", _replace(ASKED, quantity=4), "more_than_lent"),
        ("A", _replace(ASKED, to="C"), "more_than_lent"),
        ("A", _replace(ASKED, by_at=MORNING - timedelta(hours=1)), "recall_is_late"),
        ("A", AnswerLotRecall(lot=BAGS, gives=1), "lot_not_recalled"),
        ("B", AnswerLotRecall(lot=BAGS, gives=4), "more_than_recalled"),
        ("B", AnswerLotRecall(lot=BAGS), "lot_answer_unexplained"),
    ],
)
def test_what_is_refused(town: str, command: Command, code: str) -> None:
    assert refused(recalled(), town, command) == code


def test_a_recall_of_what_was_never_lent_is_not_heard() -> None:
    world = pair()
    never = LotRecallTold(
        "A-FUEL:B", TransferId("A", 1), "A-FUEL", "A", "B", quantity=5, by_at=EVENING
    )
    assert hear(world, "B", "A", never) == "lot_recall_not_true"
    assert hear(world, "A", "B", _replace(never, home="B", to="A")) == "lot_recall_not_true"
    own = _replace(never, id="B-FUEL:B", lot="B-FUEL")
    assert hear(world, "B", "A", own) == "lot_recall_not_true"
    assert not len(world.picture("B").lot_recalls)


def test_a_huge_quantity_is_believed_as_far_as_the_stock_goes() -> None:
    world = recalled(quantity=1)
    huge = _replace(told(asked(world, "A")), number=TransferId("A", 9), quantity=MOST)
    assert hear(world, "B", "A", huge) is None
    assert asked(world, "B").quantity == 3
    assert stock(world) == (1, 3)


def test_a_recall_read_again_after_the_return_changes_nothing() -> None:
    world = recalled()
    first = told(asked(world, "A"))
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=3))
    closed = asked(world, "B")
    assert hear(world, "B", "A", first) is None
    assert asked(world, "B") is closed
    late = _replace(first, number=TransferId("A", 2))
    assert hear(world, "B", "A", late) == "lot_recall_not_true", "nothing of it is here"


@pytest.mark.parametrize(
    "answer",
    [LotRecallAnswer(4, "", 1), LotRecallAnswer(0, "", 1), LotRecallAnswer(1, "\x1b[2J", 1)],
)
def test_an_answer_that_no_honest_borrower_gives_is_not_heard(answer: LotRecallAnswer) -> None:
    world = recalled()
    false = _replace(told(asked(world, "A")), answer=answer)
    assert hear(world, "A", "B", false) == "lot_recall_not_true"
    true = _replace(false, answer=LotRecallAnswer(1, "", 1))
    assert hear(world, "A", "B", true) is None, "the control"


def test_a_third_town_is_not_heard() -> None:
    world = recalled()
    assert hear(world, "B", "C", told(asked(world, "A"))) in (
        "author_not_agreed",
        "lot_recall_not_true",
    )
