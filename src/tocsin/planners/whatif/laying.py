"""The state in which a run begins: nothing has happened, everybody stands at home."""

import numpy as np

from tocsin.planners.whatif import state as at
from tocsin.planners.whatif.filling import fillable
from tocsin.planners.whatif.state import State
from tocsin.planners.whatif.world import I64, Calls, World


def state_of(world: World, calls: Calls, seed: int, room: int, is_traced: bool) -> State:
    """`room` is that of what is pending, and of the trace."""
    units, hospitals, towns = len(world.unit_sort), len(world.hospital), len(world.aid)
    spots = int((world.people > 0).sum())
    most = int((world.need_start[:, -1] - world.need_start[:, 0]).max(initial=1))
    count = np.zeros(at.BAYS_IN_USE + 2 * hospitals, np.int64)
    count[at.SEED], count[at.DAY_MS] = seed, world.day_ms
    count[at.UNTIL_MS] = calls.at_ms[-1] if len(calls.at_ms) else 0
    call, slot = _calls(world, calls)
    work = np.zeros((8, max(units, spots, most)), np.int64)
    work[at.C_FIRST] = -1
    return State(
        unit=_units(world), call=call, slot=slot, queue=np.empty(len(call), np.int64),
        heap=np.empty((room + 8 * units + len(world.shift_ms) * 2, 2), np.int64), single=count,
        trace=np.empty((room if is_traced else 0, 8), np.int64), work=work,
        offers=np.empty(units * most, np.int64),
        cover=np.zeros((len(world.covers), spots + 2 * towns), np.int64),
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


def _calls(world: World, calls: Calls) -> tuple[I64, I64]:
    """The calls, and the slots of all of them."""
    call = np.full((len(calls.at_ms), 28), -1, np.int64)
    call[:, [at.LEVEL, at.IS_LOST, at.STRANGERS, at.ASKED]] = 0
    call[:, [at.PHASE, at.MISSES, at.IS_QUEUED, at.LEVEL_AT]] = 0
    for column, values in enumerate(calls, start=at.AT_MS):
        call[:, column] = values
    call[:, at.OF_TOWN] = world.place_town[calls.place]
    first, last = world.need_start[:, 0], world.need_start[:, -1]
    start = np.zeros(len(call) + 1, np.int64)
    np.cumsum((last - first)[calls.kind], out=start[1:])
    call[:, at.SLOTS_AT] = start[:-1]
    slot = np.full((int(start[-1]), 4), -1, np.int64)
    number = np.diff(start)
    row = np.arange(start[-1]) + np.repeat(first[calls.kind] - start[:-1], number)
    slot[:, at.DEMAND] = world.need[row]
    can = fillable(world)
    slot[~can[np.repeat(call[:, at.OF_TOWN], number), row], at.BY] = at.NEVER_FILLED
    return call, slot
