"""A world that cannot be is refused, and it is said where; needs nobody can fill are told of."""

from typing import NamedTuple

import numpy as np

from tocsin.planners.whatif.world import (
    I64,
    NOT,
    OWN,
    QUANTILES,
    Calls,
    Policy,
    World,
)

DAY_MS = 86_400_000
YEAR_MS = 366 * DAY_MS
MOST_MS = 2**52
"""A time that no run reaches: sums of a few of them are still exact."""


class Impossible(ValueError):
    """There can be no such world. `where` names the array and the row, as far as it is one row."""

    def __init__(self, array: str, row: int | None, why: str) -> None:
        where = array if row is None else f"{array}[{row}]"
        super().__init__(f"{where}: {why}")
        self.array, self.row, self.why = array, row, why


class Unfillable(NamedTuple):
    """A need of calls of a kind in a town that none of the units that may come brings."""

    town: int
    kind: int
    level: int
    demand: int


def check(world: World, calls: Calls, policy: Policy | None = None) -> tuple[Unfillable, ...]:
    """Raises Impossible; returns what can be and yet will be missed."""
    _shapes(world)
    _indices(world)
    _shifts(world)
    _crews(world)
    _times(world)
    _kinds(world)
    _calls(world, calls)
    if policy is not None:
        _policy(world, policy)
    return _unfillable(world)


def _refuse(array: str, bad: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], why: str) -> None:
    """Refuse at the first row that is bad."""
    rows = np.flatnonzero(bad.reshape(len(bad), -1).any(axis=1)) if bad.size else bad.nonzero()[0]
    if len(rows):
        raise Impossible(array, int(rows[0]), why)


def _shapes(world: World) -> None:
    units, places, kinds = len(world.unit_sort), len(world.place_town), len(world.kind_priority)
    hospitals, towns, (demands, sorts) = len(world.hospital), len(world.aid), world.brings.shape
    levels = world.scene_of.shape[1] if world.scene_of.ndim == 2 else -1
    wanted: dict[str, tuple[int, ...]] = {
        **dict.fromkeys(
            ("unit_sort", "unit_vehicle", "unit_town", "unit_home", "unit_crew", "unit_short"),
            (units,),
        ),
        "shift_start": (units + 1,), "shift_ms": (int(world.shift_start[-1]), 2),
        "turnout_s": (units, 24), "turnout_of": (units, 24),
        "place_town": (places,), "people": (places,),
        "travel_ms": (len(world.travel_ms), places, places),
        "table": (len(world.table), 2, len(world.setting_ms)),
        **dict.fromkeys(
            ("kind_priority", "kind_mode", "kind_transport_mode", "kind_patience_ms", "delay_of",
             "transport_permille"), (kinds,),
        ),
        "need_start": (kinds, levels + 1), "scene_of": (kinds, levels),
        "hazard_per_hour": (kinds, levels), "carries": (sorts,),
        "quantile_ms": (len(world.quantile_ms), QUANTILES),
        "handover_of": (hospitals,), "bays": (hospitals,), "takes": (kinds, hospitals),
        "drive_permille": (2 if len(world.drive_permille) else 0, QUANTILES),
        "ask_of": (towns, towns), "aid": (towns, units), "keeps": (towns, demands),
    }  # fmt: skip
    for name, shape in wanted.items():
        array = getattr(world, name)
        if array.shape != shape:
            raise Impossible(name, None, f"has the shape {array.shape} where {shape} is needed")
    for name, array in world._asdict().items():
        kind = {"travel_ms": np.int32, "hazard_per_hour": np.float64}.get(name, np.int64)
        if name != "day_ms" and array.dtype != kind:
            raise Impossible(name, None, f"is of {array.dtype} where {np.dtype(kind)} is needed")


def _indices(world: World) -> None:
    places, towns, units = len(world.place_town), len(world.aid), len(world.unit_sort)
    demands, sorts = world.brings.shape
    bounds = {
        "unit_sort": sorts, "unit_vehicle": len(world.table), "unit_town": towns,
        "unit_crew": units, "place_town": towns, "table": len(world.travel_ms), "kind_mode": 2,
        "kind_transport_mode": 2, "need": demands, "hospital": places, "takes": 2, "carries": 2,
        "covers": demands, "aid": 4,
        **dict.fromkeys(
            ("turnout_of", "delay_of", "scene_of", "handover_of", "ask_of"), len(world.quantile_ms)
        ),
    }  # fmt: skip
    home = world.unit_home
    _refuse("unit_home", (home < 0) | (home >= places), "a unit without a place to stand at")
    for name, below in bounds.items():
        array: I64 = getattr(world, name)
        _refuse(name, (array < 0) | (array >= below), f"is not from 0 up to {below - 1}")


def _shifts(world: World) -> None:
    start, shift = world.shift_start, world.shift_ms
    if start[0] != 0 or (np.diff(start) < 0).any():
        raise Impossible("shift_start", None, "does not begin at 0, or falls")
    _refuse("shift_ms", shift[:, 1] <= shift[:, 0], "a shift that ends before it begins")
    _refuse("shift_ms", shift < 0, "a negative time")
    first = np.zeros(len(shift) + 1, np.bool_)
    first[start] = True
    early = np.zeros(len(shift), np.bool_)
    early[1:] = (shift[1:, 0] < shift[:-1, 1]) & ~first[1:-1]
    _refuse("shift_ms", early, "a shift that begins before the one before it ends")


def _crews(world: World) -> None:
    first: dict[int, int] = {}
    for unit, crew in enumerate(world.unit_crew.tolist()):
        other = first.setdefault(crew, unit)
        if world.unit_home[unit] != world.unit_home[other]:
            raise Impossible("unit_crew", unit, f"shares its crew with {other} at another place")
        if _shift_of(world, unit) != _shift_of(world, other):
            raise Impossible("unit_crew", unit, f"shares its crew with {other} on another shift")


def _shift_of(world: World, unit: int) -> list[list[int]]:
    found: list[list[int]] = world.shift_ms[
        world.shift_start[unit] : world.shift_start[unit + 1]
    ].tolist()
    return found


def _times(world: World) -> None:
    _refuse("travel_ms", world.travel_ms < 0, "a negative travel time")
    if (np.diagonal(world.travel_ms, axis1=1, axis2=2) != 0).any():
        raise Impossible("travel_ms", None, "from a place to itself takes time")
    _refuse("quantile_ms", world.quantile_ms < 0, "a negative time")
    _refuse("quantile_ms", np.diff(world.quantile_ms, axis=1) < 0, "quantiles that fall")
    _refuse("quantile_ms", world.quantile_ms > YEAR_MS, "a time of more than a year")
    _refuse("turnout_s", world.turnout_s < 0, "a negative time")
    _refuse("drive_permille", world.drive_permille < 0, "a drive that takes less than no time")
    _refuse("drive_permille", np.diff(world.drive_permille, axis=1) < 0, "quantiles that fall")
    _refuse("drive_permille", world.drive_permille > 100_000, "a hundred times what the table says")
    if not len(world.setting_ms) or world.setting_ms[0] != 0:
        raise Impossible("setting_ms", None, "no setting holds from 0")
    _refuse("setting_ms", np.diff(world.setting_ms) <= 0, "settings that are out of order")
    if not 0 <= world.day_ms < DAY_MS:
        raise Impossible("day_ms", None, "is not within a day")


def _kinds(world: World) -> None:
    _refuse("kind_priority", world.kind_priority < 1, "a priority below 1")
    _refuse("kind_patience_ms", world.kind_patience_ms < 0, "a negative time")
    steps = np.diff(world.need_start, axis=1)
    _refuse("need_start", (world.need_start < 0) | (world.need_start > len(world.need)), "no row")
    _refuse("need_start", steps < 0, "levels out of order")
    _refuse("need_start", steps[:, :1] == 0, "asks for nothing")
    for name in ("brings", "keeps", "unit_short", "people"):
        _refuse(name, getattr(world, name) < 0, "is negative")
    _refuse("bays", world.bays < 1, "a hospital that takes nobody in")
    permille = world.transport_permille
    _refuse("transport_permille", (permille < 0) | (permille > 1000), "is not within 0 and 1000")
    _refuse(
        "transport_permille", (permille > 0) & (world.takes.sum(axis=1) == 0),
        "patients whom no hospital takes",
    )  # fmt: skip
    hazard = world.hazard_per_hour
    _refuse("hazard_per_hour", ~np.isfinite(hazard) | (hazard < 0), "is no rate")
    _refuse("hazard_per_hour", hazard[:, -1:] > 0, "gets worse than the last level")
    own = world.aid[world.unit_town, np.arange(len(world.unit_sort))]
    _refuse("aid", (own != OWN) & (own != NOT), "a unit that its own town has to ask for")


def _calls(world: World, calls: Calls) -> None:
    for name, array in calls._asdict().items():
        if array.shape != calls.at_ms.shape:
            raise Impossible(f"calls.{name}", None, "is not as long as the calls are many")
        if array.dtype != np.int64:
            raise Impossible(f"calls.{name}", None, f"is of {array.dtype} where int64 is needed")
    _refuse("calls.at_ms", calls.at_ms < 0, "a negative time")
    _refuse("calls.at_ms", calls.at_ms > MOST_MS, "a time beyond any run")
    late = np.zeros(len(calls.at_ms), np.bool_)
    late[1:] = np.diff(calls.at_ms) < 0
    _refuse("calls.at_ms", late, "a call before the one before it")
    bounds = {"place": len(world.place_town), "kind": len(world.kind_priority)}
    for name, below in bounds.items():
        index: I64 = getattr(calls, name)
        _refuse(f"calls.{name}", (index < 0) | (index >= below), "is not there")
    for name in ("delay_ms", "scene_ms", "handover_ms"):
        given: I64 = getattr(calls, name)
        _refuse(f"calls.{name}", (given < -1) | (given > MOST_MS), "is no time, and not -1")
    given = calls.transport
    _refuse("calls.transport", (given < -1) | (given > 1), "is not 0, 1 or -1")
    given = calls.hospital
    _refuse("calls.hospital", (given < -1) | (given >= len(world.hospital)), "is not there")
    _refuse(
        "calls.transport",
        (calls.transport == 1) & (given < 0) & (world.takes.sum(axis=1) == 0)[calls.kind],
        "a patient whom no hospital takes",
    )  # fmt: skip


def _policy(world: World, policy: Policy) -> None:
    towns = len(world.aid)
    for name, array in policy._asdict().items():
        if array.shape != (towns,) or array.dtype != np.int64:
            raise Impossible(f"policy.{name}", None, f"is not int64 for each of {towns} towns")
        _refuse(f"policy.{name}", array < 0, "is negative")
    _refuse("policy.busy_permille", policy.busy_permille > 950, "is more than 950")
    for name in ("diverts", "waits"):
        _refuse(f"policy.{name}", getattr(policy, name) > 1, "is not 0 or 1")


def _unfillable(world: World) -> tuple[Unfillable, ...]:
    """Needs that no unit fills that may come, were all of them free."""
    found = []
    for town in range(len(world.aid)):
        sorts = np.unique(world.unit_sort[world.aid[town] != NOT])
        serves = world.brings[:, sorts].sum(axis=1)
        for kind in range(len(world.kind_priority)):
            for level in range(world.scene_of.shape[1]):
                rows = world.need[world.need_start[kind, level] : world.need_start[kind, level + 1]]
                found += [
                    Unfillable(town, kind, level, demand)
                    for demand in np.unique(rows).tolist()
                    if not serves[demand]
                ]
    return tuple(found)
