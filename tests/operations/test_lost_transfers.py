"""What a neighbour says that we let go of before a restore: as far as the log bears it out, or two
officers say so."""

import msgspec
import pytest

from tests.laws.lending_world import Setting
from tests.laws.lots_world import LotsWorld
from tests.operations.story import MORNING
from tests.operations.test_lots import BAGS, done, pair, read, refused, row, terms
from tocsin.operations import catalogue
from tocsin.operations.hearing import HEARER
from tocsin.operations.lost_transfers import AdmitTransfer
from tocsin.operations.lot_hearing import HearLot, HearTransfer
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import CountLot, RegisterLot
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Map
from tocsin.operations.picture.agreement import LentStock
from tocsin.operations.picture.lots import LotStanding, LotTransfer, TransferId

_replace = msgspec.structs.replace


def told(serial: int = 1, quantity: int = 3, life: str = "", lot: str = BAGS) -> HearTransfer:
    """B says that A let go of so much to it."""
    number = TransferId("A", serial, life)
    transfer = LotTransfer(
        str(number), number, lot, "A", "sandbags", "each", "A", "B", quantity, accepted_at=MORNING
    )
    return HearTransfer(by="B", told=transfer)


def restored() -> LotsWorld:
    """A had let go of one as A-1 when the backup was made; four were there in the beginning."""
    world = pair(restores=1)
    done(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=1))
    world._restore("A", len(world.towns["A"][-1].facts))
    return world


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (told(serial=2, life="another"), "a life that the log never had"),
        (told(serial=2, lot="A-BLANKETS"), "a lot that is on no register"),
        (told(serial=2, quantity=4), "more than was there"),
    ],
)
def test_what_the_log_does_not_bear_out_is_not_believed(claim: HearTransfer, why: str) -> None:
    world = restored()
    assert refused(world, "A", claim) == "lost_transfer_unproven", why
    assert row(world, "A").quantity == 3
    assert world.picture("A").lots.get("A-BLANKETS") is None
    done(world, "A", told(serial=2), actor=HEARER)  # the control
    assert row(world, "A").quantity == 0


def test_a_number_that_the_log_had_come_to_is_not_lost() -> None:
    """Of those up to A-2 the log knows whom each went to: A-2 went to C."""
    world = LotsWorld(
        Setting("two borrowers", "ABC", ("AB", "AC"), fleet=(), restores=1), stock=(BAGS,)
    )
    for to in "CC":
        done(world, "A", ReleaseLot(lot=BAGS, to=to, quantity=1))
    world._restore("A", len(world.towns["A"][-1].facts))
    assert refused(world, "A", told(serial=2, quantity=1)) == "transfer_already_counted"
    own = world.picture("A").log_lives.get("log")
    assert own is not None
    assert [(each.life, each.serial) for each in own.past] == [("", 2)]
    forgotten = _replace(world.picture("A"), lot_transfers=Map())
    world.towns["A"][-1].picture = forgotten
    assert refused(world, "A", told(serial=2, quantity=1)) == "lost_transfer_unproven"
    done(world, "A", told(serial=3, quantity=1), actor=HEARER)


def test_all_claims_together_take_no_more_than_was_there() -> None:
    world = restored()
    done(world, "A", told(serial=2, quantity=2), actor=HEARER)
    done(world, "A", CountLot(lot=BAGS, quantity=100, reason="bought while we were down"))
    assert refused(world, "A", told(serial=3, quantity=2)) == "lost_transfer_unproven"
    done(world, "A", told(serial=3, quantity=1), actor=HEARER)
    assert refused(world, "A", told(serial=4, quantity=1)) == "lost_transfer_unproven"


def test_a_claim_takes_no_more_than_the_agreement_lets_the_neighbour_have() -> None:
    world = restored()
    terms(world, LentStock("sandbags", 3))
    assert refused(world, "A", told(serial=2, quantity=3)) == "lost_transfer_unproven"
    done(world, "A", told(serial=2, quantity=2), actor=HEARER)


def test_what_two_officers_say_is_believed() -> None:
    """The lot was put on the register after the backup, and all of it went."""
    world = restored()
    claim = told(serial=7, quantity=500, life="tail")
    assert refused(world, "A", claim) == "lost_transfer_unproven"
    admit = AdmitTransfer(transfer="A-7@tail", lot=BAGS, quantity=500, reason="the driver's papers")
    done(world, "A", admit)
    assert refused(world, "A", claim) == "lost_transfer_unproven", "one officer is not enough"
    assert refused(world, "A", admit) == "transfer_admitted_by_you"
    done(world, "A", admit, actor="p-second")
    done(world, "A", admit, actor="p-second")
    more = told(serial=7, quantity=501, life="tail")
    assert refused(world, "A", more) == "lost_transfer_unproven", "so much and no more"
    done(world, "A", claim, actor=HEARER)
    assert row(world, "A").lent_to("B").outstanding == 501
    assert refused(world, "A", admit) == "transfer_not_lost"


def test_only_what_a_restore_can_have_lost_is_admitted() -> None:
    admit = AdmitTransfer(transfer="A-7", lot=BAGS, quantity=5, reason="papers")
    assert refused(pair(), "A", admit) == "transfer_not_lost"
    world = restored()
    assert refused(world, "A", _replace(admit, transfer="A-7@life-A-1")) == "transfer_not_lost"
    assert refused(world, "A", _replace(admit, transfer="B-7")) == "transfer_not_lost"
    assert refused(world, "A", _replace(admit, transfer="A-1")) == "transfer_not_lost"


def test_after_a_restore_a_borrower_uses_no_more_than_it_is_known_to_have_got() -> None:
    world = restored()
    used = HearLot(by="B", lot=BAGS, told=LotStanding(used=3, revision=9))
    assert refused(world, "A", used) == "transfer_not_true"
    done(world, "A", told(serial=2, quantity=2), actor=HEARER)
    done(world, "A", used, actor=HEARER)
    assert row(world, "A").lent_to("B").outstanding == 0


def test_a_lot_that_came_after_the_backup_is_not_claimed() -> None:
    world = restored()
    done(world, "A", RegisterLot(kind="sandbags", quantity=9, kept_at="yard", name="NEW"))
    claim = told(serial=2, lot="A-NEW")
    assert refused(world, "A", claim) == "lost_transfer_unproven"


def test_a_log_put_back_to_before_it_had_neighbours_uses_no_number_twice() -> None:
    """It asked nobody and notes no restore; its transfers name the life all the same."""
    world = pair()
    context = _replace(world.context("A"), life="life-of-the-restore")
    for _ in range(2):
        order = ReleaseLot(lot=BAGS, to="B", quantity=1)
        decided = catalogue.decide(order, world.picture("A"), context)
        assert not isinstance(decided, Refused)
        world.record("A", decided)
    assert [each.id for each in world.picture("A").lot_transfers.values()] == [
        "A-1@life-of-the-restore",
        "A-2@life-of-the-restore",
    ]


def test_what_a_neighbour_says_we_gave_back_of_its_own_is_no_more_than_we_had() -> None:
    world = LotsWorld(Setting("a pair", fleet=(), restores=1), stock=("B-SANDBAGS",))
    done(world, "B", ReleaseLot(lot="B-SANDBAGS", to="A", quantity=2))
    read(world, "A", "B")
    world._restore("A", len(world.towns["A"][-1].facts))

    def back(serial: int, quantity: int) -> HearTransfer:
        number = TransferId("A", serial)
        return HearTransfer(
            by="B",
            told=LotTransfer(
                str(number), number, "B-SANDBAGS", "B", "sandbags", "each", "A", "B", quantity,
                accepted_at=MORNING,
            ),
        )  # fmt: skip

    assert refused(world, "A", back(1, 3)) == "lost_transfer_unproven"
    done(world, "A", back(1, 2), actor=HEARER)  # the control
    assert row(world, "A", "B-SANDBAGS").quantity == 0
    assert refused(world, "A", back(2, 1)) == "lost_transfer_unproven"
