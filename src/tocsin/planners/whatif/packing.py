"""A world and a policy in one array of whole numbers: what is compiled in many parts is compiled
and called the quicker the fewer arrays it is handed.

The array begins with where each of the arrays in it begins, how wide its rows are and how many.
"""

import numpy as np

from tocsin.planners.dispatch.pricing import shares_ppb, taken_ppm
from tocsin.planners.whatif.compiling import leaf
from tocsin.planners.whatif.world import F64, I64, Policy, World

(
    KIND, NEED_START, NEED, BRINGS, CARRIES, AID, KEEPS, WEIGHT, PPM, TURNOUT_S, QUANTILE,
    TURNOUT_OF, SCENE_OF, HANDOVER_OF, ASK_OF, WORSE_MS, HOSPITAL, TAKES, BAYS, SPOT, PEOPLE,
    SHARE_PPB, SPOT_TOWN, COVERS, TABLE, SETTING_MS, SHIFT_MS, DRIVE,
) = range(28)  # fmt: skip
"""The arrays, as in `World` where they are named alike. Rows of TABLE: 2 · vehicle + mode."""

# Columns of KIND and of WEIGHT.
PRIORITY, MODE, TRANSPORT_MODE, PATIENCE_MS, PERMILLE, DELAY_OF = range(6)
(
    COVER, DIVERT, SHORT, TIRED_AFTER, TIRED, NEIGHBOUR, ASK_PRICE, STANDARD, BUSY_PERMILLE,
    COVER_OUT, DIVERTS, WAITS,
) = range(12)  # fmt: skip
HOUR_MS = 3_600_000


@leaf
def value_at(w: I64, at: int) -> int:
    """What stands there. Unsigned, so that nothing is asked about a place before the first."""
    return w[np.uint64(at)]


@leaf
def spot_of(w: I64, array: int, row: int) -> int:
    """Where a row of an array begins: for loops, which look it up once."""
    return value_at(w, 3 * array) + row * value_at(w, 3 * array + 1)


@leaf
def one(w: I64, array: int, row: int) -> int:
    """A number of an array of one dimension."""
    return value_at(w, value_at(w, 3 * array) + row)


@leaf
def two(w: I64, array: int, row: int, column: int) -> int:
    """A number of an array of two."""
    return value_at(w, spot_of(w, array, row) + column)


@leaf
def rows(w: I64, array: int) -> int:
    """How many rows an array has."""
    return w[3 * array + 2]


def packed(world: World, policy: Policy) -> I64:
    """The array."""
    spot = np.flatnonzero(world.people > 0)
    people, town = world.people[spot], world.place_town[spot]
    busy = policy.busy_permille.tolist()
    arrays: dict[int, I64] = {
        KIND: np.stack([
            world.kind_priority, world.kind_mode, world.kind_transport_mode,
            world.kind_patience_ms, world.transport_permille, world.delay_of,
        ], axis=1),
        NEED_START: world.need_start, NEED: world.need, BRINGS: world.brings,
        CARRIES: world.carries, AID: world.aid, KEEPS: world.keeps,
        WEIGHT: np.stack(policy, axis=1),
        PPM: np.stack([taken_ppm(each, len(world.unit_sort)) for each in busy]),
        TURNOUT_S: world.turnout_s, QUANTILE: world.quantile_ms, TURNOUT_OF: world.turnout_of,
        SCENE_OF: world.scene_of, HANDOVER_OF: world.handover_of, ASK_OF: world.ask_of,
        WORSE_MS: _means_ms(world.hazard_per_hour), HOSPITAL: world.hospital, TAKES: world.takes,
        BAYS: world.bays, SPOT: spot, PEOPLE: people,
        SHARE_PPB: shares_ppb(people, town, len(world.aid)), SPOT_TOWN: town,
        COVERS: world.covers, TABLE: world.table.reshape(-1, len(world.setting_ms)),
        SETTING_MS: world.setting_ms, SHIFT_MS: world.shift_ms, DRIVE: world.drive_permille,
    }  # fmt: skip
    head = np.zeros(3 * len(arrays), np.int64)
    at = len(head)
    for array, values in arrays.items():
        head[3 * array : 3 * array + 3] = (
            at,
            values.shape[-1] if values.ndim > 1 else 1,
            len(values),
        )
        at += values.size
    return np.concatenate([head, *(values.ravel() for values in arrays.values())]).astype(np.int64)


def _means_ms(per_hour: F64) -> I64:
    """The mean time until something happens that happens so often in an hour; 0: never."""
    safe = np.where(per_hour > 0, per_hour, 1)
    return np.where(per_hour > 0, np.maximum(1, np.rint(HOUR_MS / safe)), 0).astype(np.int64)
