"""Counted stock: what each order makes of it, and each refusal."""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lending_world import Setting
from tests.laws.lots_world import LotsWorld
from tests.operations.story import MORNING, Story, Told
from tocsin.jurisdiction.fold import READER
from tocsin.operations import lot_hearing
from tocsin.operations.hearing import HEARER
from tocsin.operations.lot_hearing import HearLot, HearTransfer
from tocsin.operations.lot_retiring import RetireLot
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import (
    CountLot,
    LoseLot,
    LotRegistered,
    MoveLot,
    ReceiveLot,
    RegisterLot,
    UseLot,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.agreement import LendingTerms, LentStock
from tocsin.operations.picture.lots import MOST, Lot, LotStanding, LotTransfer, TransferId
from tocsin.terms.words import Words

_replace = msgspec.structs.replace
BAGS = "A-SANDBAGS"


def store() -> Story:
    story = Story()
    story.done(RegisterLot(kind="sandbags", quantity=100, kept_at="Quay depot"))
    return story


def lot(story: Story, name: str = "PE-SANDBAGS") -> Lot:
    found = story.picture.lots.get(name)
    assert found is not None
    return found


def pair(**more: object) -> LotsWorld:
    return LotsWorld(Setting("a pair", fleet=(), **more), stock=(BAGS,))  # type: ignore[arg-type]


def row(world: LotsWorld, town: str, name: str = BAGS) -> Lot:
    found = world.row(town, name)
    assert found is not None
    return found


def done(world: LotsWorld, town: str, *commands: Command, actor: str = "p-officer") -> None:
    for each in commands:
        refused = world.order(town, each, actor)
        assert refused is None, (each, refused)


def refused(world: LotsWorld, town: str, command: Command) -> str:
    found = world.order(town, command)
    assert found is not None, command
    return found.code


def read(world: LotsWorld, reader: str, source: str) -> None:
    while ahead := [each for each in world.pulls() if each.about[:2] == (reader, source)]:
        ahead[0].do()


def lent(quantity: int = 3) -> LotsWorld:
    """So many of A's four sandbags are at B, and A has read that."""
    world = pair()
    done(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=quantity))
    read(world, "B", "A")
    read(world, "A", "B")
    return world


def hears(world: LotsWorld, order: HearTransfer) -> str | None:
    """A hears it; the code of the refusal."""
    found = world.order("A", order, HEARER)
    return None if found is None else found.code


def terms(world: LotsWorld, *stock: LentStock) -> None:
    """What A lends B from now on."""
    life = world.towns["A"][-1]
    compact = life.picture.compacts.get("A-B")
    assert compact is not None
    (version,) = compact.versions
    lends = LendingTerms(stock=stock) if stock else None
    gives = tuple(_replace(each, lending=lends) for each in version.content.gives)
    version = _replace(version, content=_replace(version.content, gives=gives))
    compacts = life.picture.compacts.put("A-B", _replace(compact, versions=(version,)))
    life.picture = _replace(life.picture, compacts=compacts)


def test_stock_is_received_used_lost_and_counted_under_its_own_name() -> None:
    story = store()
    story.done(ReceiveLot(lot="SANDBAGS", quantity=50, source="bought"))
    story.done(UseLot(lot="PE-SANDBAGS", quantity=30, reason="the quay wall"))
    story.done(LoseLot(lot="SANDBAGS", quantity=5, reason="torn"))
    found = lot(story)
    assert (found.quantity, found.received, found.used, found.lost) == (115, 150, 30, 5)
    story.done(MoveLot(lot="SANDBAGS", kept_at="North yard"))
    assert lot(story).kept_at == Words("lot/PE-SANDBAGS", "North yard")


def test_what_a_count_misses_is_lost_and_what_is_too_much_is_found() -> None:
    story = store()
    assert story.refused(CountLot(lot="SANDBAGS", quantity=98)).code == "difference_unnamed"
    story.done(CountLot(lot="SANDBAGS", quantity=98, reason="two burst"))
    found = lot(story)
    assert (found.quantity, found.lost, found.expected) == (98, 2, 100)
    story.done(CountLot(lot="SANDBAGS", quantity=99, reason="one lay behind the door"))
    found = lot(story)
    assert (found.quantity, found.lost, found.found, found.expected) == (99, 2, 1, 98)
    story.done(CountLot(lot="SANDBAGS", quantity=99))
    assert lot(story).found == 1


def test_the_second_lot_of_a_kind_has_a_number_and_a_given_name_is_taken_once() -> None:
    story = store()
    story.done(RegisterLot(kind="sandbags", quantity=1, kept_at="yard"))
    assert lot(story, "PE-SANDBAGS-2").quantity == 1
    named = RegisterLot(kind="fuel", quantity=900, kept_at="yard", name="DIESEL")
    story.done(named)
    assert story.refused(named).code == "lot_known"


def test_a_single_thing_is_a_lot_of_one_and_is_not_used_up() -> None:
    story = Story()
    pump = RegisterLot(kind="pump", quantity=1, kept_at="Station 1", thing="HX-77")
    assert story.refused(_replace(pump, quantity=2)).code == "lot_is_one_thing"
    story.done(pump)
    for each in (
        UseLot(lot="PUMP", quantity=1),
        ReceiveLot(lot="PUMP", quantity=1, source="bought"),
        CountLot(lot="PUMP", quantity=2, reason="twice"),
    ):
        assert story.refused(each).code == "lot_is_one_thing"
    story.done(LoseLot(lot="PUMP", quantity=1, reason="burnt"))
    assert lot(story, "PE-PUMP").quantity == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (UseLot(lot="BLANKETS", quantity=1), "lot_unknown"),
        (UseLot(lot="SANDBAGS", quantity=101), "quantity_exceeds_stock"),
        (UseLot(lot="SANDBAGS", quantity=1, incident="PE-none"), "incident_unknown"),
        (LoseLot(lot="SANDBAGS", quantity=101, reason="gone"), "quantity_exceeds_stock"),
        (ReceiveLot(lot="SANDBAGS", quantity=MOST, source="bought"), "stock_is_full"),
        (ReleaseLot(lot="SANDBAGS", to="PE", quantity=1), "lot_is_here"),
        (ReleaseLot(lot="SANDBAGS", to="WE", quantity=101), "quantity_exceeds_stock"),
        (ReleaseLot(lot="SANDBAGS", to="WE", quantity=1), "partner_not_agreed"),
    ],
)
def test_what_cannot_be_is_refused(command: Command, code: str) -> None:
    assert store().refused(command).code == code


def test_five_hundred_sandbags_as_the_protocol_tells_it() -> None:
    """In fours: three go, one bursts, one is used, one comes back under a number of its own."""
    world = lent(3)
    for _ in range(2):
        world._reread("B")
        read(world, "B", "A")
    assert (row(world, "A").quantity, row(world, "B").quantity) == (1, 3)
    done(world, "B", CountLot(lot=BAGS, quantity=2, reason="one burst"))
    done(world, "B", UseLot(lot=BAGS, quantity=1))
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=1))
    assert world.books(BAGS)["in transit"] == 1
    read(world, "A", "B")
    assert world.books(BAGS) == {
        "held": 2,
        "in transit": 0,
        "used": 1,
        "lost": 1,
        "found": 0,
        "retired": 0,
    }
    (part,) = row(world, "A").lent
    assert (part.released, part.returned, part.outstanding) == (3, 1, 0)
    assert [str(each) for each in world.picture("A").lot_transfers] == ["A-1", "B-1"]


def test_what_is_borrowed_goes_home_and_grows_only_from_there() -> None:
    world = LotsWorld(Setting("three", "ABC", ("AB", "BC", "AC"), fleet=()), stock=(BAGS,))
    done(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=2))
    read(world, "B", "A")
    assert refused(world, "B", ReleaseLot(lot=BAGS, to="C", quantity=1)) == "lot_goes_home"
    more = ReceiveLot(lot=BAGS, quantity=1, source="bought")
    assert refused(world, "B", more) == "lot_not_ours"


def test_the_agreement_says_which_stock_how_much_at_once_and_what_stays() -> None:
    world = pair()
    send = ReleaseLot(lot=BAGS, to="B", quantity=2)
    terms(world, LentStock("sandbags", 100, "tonne"))
    assert refused(world, "A", send) == "stock_not_agreed"
    terms(world, LentStock("sandbags", 3, least_at_home=3))
    assert refused(world, "A", send) == "too_little_at_home"
    terms(world, LentStock("sandbags", 3))
    done(world, "A", send)
    assert refused(world, "A", send) == "more_than_agreed"
    read(world, "B", "A")
    done(world, "B", UseLot(lot=BAGS, quantity=2))
    read(world, "A", "B")
    done(world, "A", send)


def test_a_restored_town_counts_before_it_lends() -> None:
    world = pair(restores=1)
    world._restore("A", 1)
    send = ReleaseLot(lot=BAGS, to="B", quantity=1)
    assert refused(world, "A", send) == "lot_not_recounted"
    done(world, "A", CountLot(lot=BAGS, quantity=4), send)
    (sent,) = world.picture("A").lot_transfers.values()
    assert sent.id == "A-1@life-A-1"


def told(**more: object) -> LotTransfer:
    """B says that it lends A three blankets."""
    number = TransferId("B", 1)
    made = LotTransfer("B-1", number, "B-BLANKETS", "B", "blankets", "each", "B", "A", 3)
    return _replace(made, **more)


@pytest.mark.parametrize(
    ("by", "transfer", "code"),
    [
        ("A", told(), "entry_is_our_own"),
        ("C", told(by="C"), "author_not_agreed"),
        ("B", told(id="B-2"), "transfer_not_true"),
        ("B", told(to="C"), "transfer_not_true"),
        ("B", told(lot="A-SANDBAGS"), "transfer_not_true"),
        ("B", told(home="C", lot="C-BLANKETS"), "transfer_not_true"),
        ("B", told(home="A", lot="A-SANDBAGS", kind="sandbags"), "transfer_not_true"),
        (
            "B",
            told(id="A-9", number=TransferId("A", 9), by="A", to="B", home="A", lot=BAGS,
                 kind="sandbags"),
            "transfer_not_true",
        ),
    ],
)  # fmt: skip
def test_what_no_honest_town_says_is_not_counted(by: str, transfer: LotTransfer, code: str) -> None:
    world = pair()
    assert refused(world, "A", HearTransfer(by=by, told=transfer)) == code
    assert world.picture("A").lots.get("B-BLANKETS") is None


def test_a_neighbour_lets_go_of_no_more_to_us_than_anybody_can_look_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lot_hearing, "MOST_OPEN", 3)
    monkeypatch.setattr(lot_hearing, "MOST_LOTS", 2)
    world = lent(2)

    def row(serial: int, lot: str, **more: object) -> HearTransfer:
        number = TransferId("B", serial)
        return HearTransfer(by="B", told=told(id=f"B-{serial}", number=number, lot=lot, **more))

    for serial in (1, 2, 3):
        assert hears(world, row(serial, f"B-L{serial % 2}")) is None
    assert hears(world, row(4, "B-L0")) == "too_many_transfers"
    home = row(5, BAGS, home="A", kind="sandbags", quantity=1)
    assert hears(world, home) is None
    bags = world.picture("A").lots.get(BAGS)
    assert bags is not None
    assert bags.quantity == 3, "what is ours comes back all the same"
    done(world, "A", UseLot(lot=BAGS, quantity=1, reason="the quay wall"))
    assert hears(world, row(1, "B-L1", receipted_at=MORNING)) is None
    assert hears(world, row(4, "B-L0")) is None
    assert hears(world, row(2, "B-L0", receipted_at=MORNING)) is None
    assert hears(world, row(6, "B-L9")) == "too_many_transfers", "no third lot of its"


def test_a_borrower_gives_back_no_more_than_it_got() -> None:
    world = lent(2)
    back = told(home="A", lot=BAGS, kind="sandbags")
    assert refused(world, "A", HearTransfer(by="B", told=back)) == "transfer_not_true"
    done(world, "A", HearTransfer(by="B", told=_replace(back, quantity=2)), actor=HEARER)
    assert row(world, "A").quantity == 4


def test_a_borrower_that_tells_more_found_makes_no_goods_of_ours() -> None:
    """It may find some: never more than as much again as it was lent."""
    world = lent(3)
    found = LotStanding(quantity=MOST, found=MOST, revision=9)
    done(world, "A", HearLot(by="B", lot=BAGS, told=found), actor=HEARER)
    back = told(home="A", lot=BAGS, kind="sandbags")
    much = HearTransfer(by="B", told=_replace(back, quantity=MOST))
    assert refused(world, "A", much) == "transfer_not_true"
    done(world, "A", HearTransfer(by="B", told=_replace(back, quantity=6)), actor=HEARER)
    assert row(world, "A").quantity == 7
    more = _replace(back, id="B-2", number=TransferId("B", 2), quantity=1)
    assert refused(world, "A", HearTransfer(by="B", told=more)) == "transfer_not_true"


def test_a_borrower_uses_no_more_than_it_got_and_so_gets_no_more_than_agreed() -> None:
    world = lent(3)
    gone = LotStanding(used=MOST, revision=9)
    assert refused(world, "A", HearLot(by="B", lot=BAGS, told=gone)) == "transfer_not_true"
    assert row(world, "A").lent_to("B").outstanding == 3
    all_of_it = _replace(gone, used=3)
    done(world, "A", HearLot(by="B", lot=BAGS, told=all_of_it), actor=HEARER)
    assert row(world, "A").lent_to("B").outstanding == 0


def test_what_a_restore_lost_is_of_a_life_before() -> None:
    """Of this life the log has every transfer: a number that it has yet to give is nobody's."""
    world = pair(restores=1)
    world._restore("A", 1)
    done(world, "A", CountLot(lot=BAGS, quantity=4))
    ours = told(
        id="A-1@life-A-1", number=TransferId("A", 1, "life-A-1"), by="A", to="B", home="A",
        lot=BAGS, kind="sandbags", accepted_at=MORNING,
    )  # fmt: skip
    assert refused(world, "A", HearTransfer(by="B", told=ours)) == "transfer_not_true"
    assert row(world, "A").quantity == 4
    before = _replace(ours, id="A-1", number=TransferId("A", 1))
    done(world, "A", HearTransfer(by="B", told=before), actor=HEARER)
    assert row(world, "A").quantity == 1


def test_a_transfer_that_is_told_otherwise_later_is_not_counted_again() -> None:
    world = pair()
    done(world, "A", HearTransfer(by="B", told=told()), actor=HEARER)
    done(world, "A", HearTransfer(by="B", told=told()), actor=HEARER)
    more = HearTransfer(by="B", told=told(quantity=30))
    assert refused(world, "A", more) == "transfer_already_counted"
    assert row(world, "A", "B-BLANKETS").quantity == 3


def test_what_a_borrower_tells_of_its_part_is_noted_once_and_never_backwards() -> None:
    world = lent(3)
    facts = len(world.towns["A"][-1].facts)
    for used, revision in ((2, 9), (2, 9), (1, 8)):
        word = LotStanding(quantity=3 - used, used=used, revision=revision)
        done(world, "A", HearLot(by="B", lot=BAGS, told=word), actor=HEARER)
    assert len(world.towns["A"][-1].facts) == facts + 1
    assert row(world, "A").lent_to("B").outstanding == 1
    alien = LotStanding(quantity=1, revision=1, life="another")
    code = refused(world, "A", HearLot(by="B", lot=BAGS, told=alien))
    assert code == "incarnation_superseded"
    unknown = HearLot(by="B", lot="A-NONE", told=LotStanding())
    assert refused(world, "A", unknown) == "transfer_not_true"
    own = HearLot(by="A", lot=BAGS, told=LotStanding())
    assert refused(world, "A", own) == "entry_is_our_own"


def test_where_stock_is_kept_is_sealed_and_what_an_older_version_wrote_stays_readable() -> None:
    story = store()
    (registered,) = store().done(RegisterLot(kind="fuel", quantity=1, kept_at="12 Mill Lane"))
    assert isinstance(registered, LotRegistered)
    assert registered.kept_at == Words("lot/PE-FUEL", "12 Mill Lane")
    assert "Mill Lane" not in repr(registered)
    older = b'{"lot": "PE-SANDBAGS", "kept_at": "Quay depot"}'
    stamp = Told(9, MORNING, MORNING)
    after = READER.fold(story.picture, "lot_moved.1", older, stamp)
    moved = after.lots.get("PE-SANDBAGS")
    assert moved is not None
    assert (moved.kept_at, moved.label) == (None, "Quay depot")
    new = (
        b'{"lot": "PE-OLD", "home": "PE", "kind": "fuel", "unit_of_measure": "litre",'
        b' "quantity": 7, "kept_at": "Quay depot"}'
    )
    old = READER.fold(story.picture, "lot_registered.1", new, stamp).lots.get("PE-OLD")
    assert old is not None
    assert (old.quantity, old.kept_at, old.label) == (7, None, "Quay depot")


def test_what_is_past_the_date_on_its_package_is_lent_only_where_that_is_said() -> None:
    world = pair()
    life, soon = world.towns["A"][-1], MORNING + timedelta(minutes=10)
    fresh = _replace(row(world, "A"), batch="B-17", expires_at=soon)
    life.picture = _replace(life.picture, lots=life.picture.lots.put(BAGS, fresh))
    done(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=1))
    read(world, "B", "A")
    there = row(world, "B")
    assert (there.batch, there.expires_at) == ("B-17", soon)
    world.asked += 900
    more = ReleaseLot(lot=BAGS, to="B", quantity=1)
    assert refused(world, "A", more) == "lot_is_expired"
    done(world, "A", _replace(more, even_expired=True))
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=1))  # home takes its own back


def test_a_lot_is_registered_with_its_batch_and_its_date() -> None:
    story, at = Story(), MORNING + timedelta(days=9)
    order = RegisterLot(kind="doses", quantity=9, kept_at="Clinic", batch="B-17", expires_at=at)
    story.done(order)
    found = lot(story, "PE-DOSES")
    assert (found.batch, found.expires_at) == ("B-17", at)


def test_a_lot_that_is_retired_is_off_the_register_and_its_name_is_not_used_again() -> None:
    story = store()
    story.done(LoseLot(lot="SANDBAGS", quantity=5, reason="torn"))
    story.done(RetireLot(lot="SANDBAGS", reason="sold to a builder"))
    found = lot(story)
    assert (found.quantity, found.retired, found.lost) == (0, 95, 5), "sold is not missing"
    assert found.retired_at is not None
    for order in (
        UseLot(lot="SANDBAGS", quantity=1),
        CountLot(lot="SANDBAGS", quantity=3, reason="found"),
        ReceiveLot(lot="SANDBAGS", quantity=1, source="bought"),
        MoveLot(lot="SANDBAGS", kept_at="here"),
        LoseLot(lot="SANDBAGS", quantity=1, reason="gone"),
    ):
        assert story.refused(order).code == "lot_is_retired"
    assert story.done(RetireLot(lot="SANDBAGS", reason="again")) == [], "once"
    story.done(RegisterLot(kind="sandbags", quantity=10, kept_at="Quay depot"))
    assert lot(story, "PE-SANDBAGS-2").quantity == 10


def test_what_is_with_a_neighbour_is_not_retired_and_what_comes_home_late_is_told() -> None:
    world = pair()
    done(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=3))
    order = RetireLot(lot=BAGS, reason="sold")
    assert refused(world, "A", order) == "lot_is_out", "it is on the way"
    read(world, "B", "A")
    read(world, "A", "B")
    assert refused(world, "A", order) == "lot_is_out", "it is there"
    assert refused(world, "B", order) == "lot_not_ours"
    done(world, "B", LoseLot(lot=BAGS, quantity=3, reason="under water"))
    read(world, "A", "B")
    done(world, "A", order)
    assert (row(world, "A").quantity, row(world, "A").retired) == (0, 1)
    done(world, "B", CountLot(lot=BAGS, quantity=2, reason="the water went"))
    done(world, "B", ReleaseLot(lot=BAGS, to="A", quantity=2))
    read(world, "A", "B")
    assert row(world, "A").quantity == 2, "what comes home late is on the books"
    assert refused(world, "A", ReleaseLot(lot=BAGS, to="B", quantity=1)) == "lot_is_retired"
    done(world, "A", order)
    assert (row(world, "A").quantity, row(world, "A").retired) == (0, 3)
