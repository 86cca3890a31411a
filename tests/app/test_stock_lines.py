"""Stock as a terminal shows it: what a neighbour names its goods moves no cursor."""

from tests.laws.lending_world import Setting
from tests.laws.lots_world import LotsWorld
from tocsin.app.stock import all_lines
from tocsin.operations.hearing import HEARER
from tocsin.operations.lot_transfers import HearTransfer
from tocsin.operations.picture.lots import LotTransfer, TransferId


def test_names_of_a_neighbour_are_shown_without_control_characters() -> None:
    world = LotsWorld(Setting("a pair", fleet=()), stock=("A-SANDBAGS",))
    told = LotTransfer(
        "B-1", TransferId("B", 1), "B-\x1b[2J", "B", "blankets\x1b[31m", "each", "B", "A", 3
    )
    assert world.order("A", HearTransfer(by="B", told=told), HEARER) is None
    lines = all_lines(world.picture("A"), "A")
    assert any("3 blankets" in line for line in lines), "the control"
    assert "\x1b" not in "".join(lines)
