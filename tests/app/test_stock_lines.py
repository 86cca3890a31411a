"""Stock as a terminal shows it: what a neighbour names its goods moves no cursor."""

from argparse import Namespace

import msgspec
import pytest

from tests.laws.lending_world import Setting
from tests.laws.lots_world import LotsWorld
from tests.operations.story import MORNING
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Told
from tocsin.app.stock import all_lines
from tocsin.log import MemoryKeys, SeededEntropy, SimulatedClock
from tocsin.operations.aid_requests import RequestAid
from tocsin.operations.hearing import HEARER
from tocsin.operations.lot_hearing import HearTransfer
from tocsin.operations.picture import Map, Person, Picture
from tocsin.operations.picture.lots import LotTransfer, TransferId

_replace = msgspec.structs.replace


def test_names_of_a_neighbour_are_shown_without_control_characters() -> None:
    world = LotsWorld(Setting("a pair", fleet=()), stock=("A-SANDBAGS",))
    told = LotTransfer(
        "B-1", TransferId("B", 1), "B-\x1b[2J", "B", "blankets\x1b[31m", "each", "B", "A", 3
    )
    assert world.order("A", HearTransfer(by="B", told=told), HEARER) is None
    lines = all_lines(
        world.picture("A"), "A", MemoryKeys("A", SimulatedClock(MORNING), SeededEntropy(1))
    )
    assert any("3 blankets" in line for line in lines), "the control"
    assert "\x1b" not in "".join(lines)


def test_a_list_shows_what_its_reader_may_see() -> None:
    """A crew sees what is kept where, and neither the books nor what is asked for."""
    world = LotsWorld(Setting("a pair", fleet=()), stock=("A-SANDBAGS",))
    assert world.order("A", RequestAid(asked=("B",), kind="engine")) is None
    people = Map[Person]()
    for role in ("crew", "dispatcher"):
        people = people.put(f"p-{role}", Person(f"p-{role}", roles=(role,), handle=role))
    picture = _replace(world.picture("A"), people=people)

    def seen(handle: str) -> Picture:
        return lent_in_sight(Namespace(as_person=handle), picture)

    (lot,) = seen("crew").lots.values()
    assert (lot.quantity, lot.received, lot.lent) == (4, 0, ())
    assert len(seen("crew").aid_requests) == 0
    (lot,) = seen("dispatcher").lots.values()
    assert lot.received == 4
    assert len(seen("dispatcher").aid_requests) == 1
    with pytest.raises(Told):
        seen("nobody")
