"""What the unit matrix shows of a unit that changes hands."""

from datetime import timedelta

from tests.laws.lending_traces import LENT, told_so_far
from tests.laws.lending_world import FIRST_UNIT, LendingWorld, Setting
from tests.operations.story import MORNING
from tocsin.views.limits import Limits
from tocsin.views.matrix import LIMBO_S, UNKNOWN, Cell, cell


def shown(world: LendingWorld, after_s: int = 10_000) -> Cell:
    picture = world.picture("A")
    unit = picture.units.get(FIRST_UNIT)
    assert unit is not None
    now = MORNING + timedelta(seconds=world.asked + after_s)
    return cell(unit, picture, now, Limits(), "A")


def test_a_unit_in_limbo_is_not_free_and_is_marked_within_seconds() -> None:
    world = LendingWorld(Setting("a pair"))
    assert (shown(world).lent, shown(world).is_late) == ("", False)
    told_so_far(world, LENT[:1])
    assert shown(world).lent == "", "offered: it is still ours to order"
    told_so_far(world, LENT[1:3])
    assert (shown(world).lent, shown(world).is_late) == ("B", False)
    told_so_far(world, LENT[3:4])
    assert (shown(world, 1).lent, shown(world, 1).is_late) == ("B", False)
    assert shown(world, LIMBO_S + 2).is_late
    assert LIMBO_S == 5, "before anybody is called"
    told_so_far(world, (*LENT[4:], "read A B"))
    assert (shown(world).lent, shown(world).is_late) == ("B", False)


def test_in_a_restored_town_no_unit_is_free_until_its_crew_was_asked() -> None:
    world = LendingWorld(Setting("a pair", restores=1))
    told_so_far(world, ("restore A 1",))
    assert shown(world).lent == UNKNOWN
    told_so_far(world, ("told B A", "reconcile A A-E12"))
    assert shown(world).lent == ""
