"""The state in which a run begins: nothing has happened, everybody stands at home."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.planners.whatif import state as at
from tocsin.planners.whatif.filling import fillable
from tocsin.planners.whatif.packing import packed
from tocsin.planners.whatif.state import State
from tocsin.planners.whatif.world import I32, I64, Calls, Policy, World


class Ready(NamedTuple):
    """A world and a policy as the loop wants them: made once, run with as many calls and seeds as
    one likes. What is in them must not change afterwards."""

    world: World
    numbers: I64
    """What `packing` made of both."""
    travel_ms: I32
    unit: I64
    """`State.unit` as it begins."""
    fillable: npt.NDArray[np.bool_]
    spots: int
    most: int
    """Needs of one call, of all levels."""


def ready(world: World, policy: Policy) -> Ready:
    """What all runs of an arm share."""
    return Ready(
        world, packed(world, policy), np.ascontiguousarray(world.travel_ms), _units(world),
        fillable(world), int((world.people > 0).sum()),
        int((world.need_start[:, -1] - world.need_start[:, 0]).max(initial=1)),
    )  # fmt: skip


def state_of(given: Ready, calls: Calls, seed: int, room: int, is_traced: bool) -> State:
    """`room` is that of what is pending, and of the trace."""
    world, units = given.world, len(given.unit)
    count = np.zeros(at.BAYS_IN_USE + 2 * len(world.hospital), np.int64)
    count[at.SEED], count[at.DAY_MS] = seed, world.day_ms
    count[at.UNTIL_MS] = calls.at_ms[-1] if len(calls.at_ms) else 0
    call, slot = _calls(given, calls)
    work = np.zeros((8, max(units, given.spots, given.most)), np.int64)
    work[at.C_FIRST] = -1
    return State(
        unit=given.unit.copy(), call=call, slot=slot, queue=np.empty(len(call), np.int64),
        heap=np.empty((room + 8 * units + len(world.shift_ms) * 2, 2), np.int64), single=count,
        trace=np.empty((room if is_traced else 0, 8), np.int64), work=work,
        offers=np.empty(units * given.most, np.int64),
        cover=np.zeros((len(world.covers), given.spots + 2 * len(world.aid)), np.int64),
    )  # fmt: skip


def _units(world: World) -> I64:
    units = len(world.unit_sort)
    unit = np.zeros((units, 26), np.int64)
    sharing = np.bincount(world.unit_crew, minlength=units)
    for column, values in (
        (at.SORT, world.unit_sort), (at.VEHICLE, world.unit_vehicle), (at.TOWN, world.unit_town),
        (at.HOME, world.unit_home), (at.CREW, world.unit_crew), (at.MISSING, world.unit_short),
        (at.AT, world.unit_home), (at.TO, world.unit_home), (at.SHIFT, world.shift_start[:-1]),
        (at.LAST_SHIFT, world.shift_start[1:]), (at.IS_SHARED, sharing[world.unit_crew] > 1),
    ):  # fmt: skip
        unit[:, column] = values
    unit[world.shift_start[:-1] == world.shift_start[1:], at.SHIFT] = -1
    unit[:, at.OUT] = -1
    unit[:, at.CALL] = -1
    return unit


def _calls(given: Ready, calls: Calls) -> tuple[I64, I64]:
    """The calls, and the slots of all of them. Both lie column by column: so they are filled and
    read at once, and calls of one hour share what is near."""
    world = given.world
    call = np.full((28, len(calls.at_ms)), -1, np.int64)
    call[[at.LEVEL, at.IS_LOST, at.STRANGERS, at.ASKED]] = 0
    call[[at.PHASE, at.MISSES, at.IS_QUEUED, at.LEVEL_AT]] = 0
    for column, values in enumerate(calls, start=at.AT_MS):
        call[column] = values
    call[at.OF_TOWN] = world.place_town[calls.place]
    first, last = world.need_start[:, 0], world.need_start[:, -1]
    number = (last - first)[calls.kind]
    end = np.cumsum(number)
    start = end - number
    call[at.SLOTS_AT] = start
    slots = int(end[-1]) if len(end) else 0
    slot = np.full((4, slots), -1, np.int64)
    row = np.arange(slots) + np.repeat(first[calls.kind] - start, number)
    slot[at.DEMAND] = world.need[row]
    if not given.fillable.all():
        can = given.fillable[np.repeat(call[at.OF_TOWN], number), row]
        slot[at.BY, ~can] = at.NEVER_FILLED
    return call.T, slot.T
