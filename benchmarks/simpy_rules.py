"""All the rules of what if, driven by SimPy's events: the oracle of the tests with what somebody
who wants it quick would do in Python. Tables are lists made before the run, cover is reckoned for
all units in one go, who is waiting is looked for without sorting, the kernel is compiled.
"""

from collections.abc import Callable
from typing import cast

import numba
import numpy as np
import simpy

from tests.planners.whatif.straightforward import DRIVE as DRIVEN
from tests.planners.whatif.straightforward import Call, Simulation, Slot, Unit, between, bits
from tocsin.planners.dispatch.kernel import CANNOT, cheapest, fill
from tocsin.planners.dispatch.pricing import (
    arrival_s,
    cover_s,
    hours_over,
    lost_ppb,
    prices_s,
    shares_ppb,
    taken_ppm,
)
from tocsin.planners.whatif.world import (
    LIGHTS,
    MUTUAL,
    NEVER,
    NOT,
    OWN,
    Calls,
    Policy,
    World,
)

quick_fill = cast("Callable[..., int]", numba.njit(fill))


class Tables:
    """What does not change during a run, as Python is quickest with it."""

    def __init__(self, world: World, policy: Policy) -> None:
        self.travel = world.travel_ms.tolist()
        self.table = world.table.tolist()
        self.quantiles = world.quantile_ms.tolist()
        self.drives = world.drive_permille.tolist()
        self.aid, self.brings = world.aid.tolist(), world.brings.tolist()
        self.keeps, self.turnout_s = world.keeps.tolist(), world.turnout_s.tolist()
        self.mode, self.priority = world.kind_mode.tolist(), world.kind_priority.tolist()
        self.weights = {name: values.tolist() for name, values in policy._asdict().items()}
        self.spots = np.flatnonzero(world.people > 0)
        towns = world.place_town[self.spots]
        self.shares = shares_ppb(world.people[self.spots], towns, len(world.aid))
        most = len(world.unit_sort)
        self.ppm = [taken_ppm(busy, most) for busy in self.weights["busy_permille"]]
        self.can: dict[tuple[int, int, int, int], bool] = {}
        self.alike: dict[tuple[int, int], list[int]] = {}
        sorts, of = world.unit_sort.tolist(), world.unit_town.tolist()
        for town in range(len(self.keeps)):
            for demand, row in enumerate(self.brings):
                here = [u for u in range(most) if of[u] == town and row[sorts[u]] > 0]
                self.alike[town, demand] = here


class BySimpy(Simulation):
    """One run."""

    def __init__(
        self, world: World, policy: Policy, calls: Calls, seed: int, tables: Tables
    ) -> None:  # fmt: skip
        self.tables = tables
        self.env = simpy.Environment()
        super().__init__(world, policy, calls, seed)

    def later(self, at: int, kind: int, number: int) -> None:
        event = self.env.event()
        event._ok, event._value = True, None
        event.callbacks.append(lambda _: self.step(kind, number))
        self.env.schedule(event, kind, at - self.env.now)  # type: ignore[arg-type]

    def step(self, kind: int, number: int) -> None:
        """One event."""
        now = int(self.env.now)
        if self.happens(now, kind, number):
            self.serve(now)

    def go(self) -> None:
        self.env.run()

    def _can(self, town: int, kind: int, level: int, row: int) -> bool:
        key = town, kind, level, row
        if key not in self.tables.can:
            self.tables.can[key] = super()._can(*key)
        return self.tables.can[key]

    def drawn(self, row: int, call: int, purpose: int, number: int) -> int:
        return between(self.tables.quantiles[row], bits(self.seed, call, purpose, number))

    def driven(self, ms: int, mode: int, call: Call, number: int) -> int:
        if not self.tables.drives:
            return ms
        drawn = between(self.tables.drives[mode], bits(self.seed, call.number, DRIVEN, number))
        return ms * drawn // 1000

    def road(self, vehicle: int, mode: int, begin: int, end: int) -> int:
        t = self.tables
        return cast(int, t.travel[t.table[vehicle][mode][self.setting]][begin][end])

    def waiting(self, behind: tuple[int, int]) -> list[Call]:
        """The first that lacks somebody, behind one of them."""
        ranked = (
            (self.priority[e.kind], e.number)
            for e in self.running.values()
            if (self.priority[e.kind], e.number) > behind and e.missing()
        )
        first = min(ranked, default=None)
        return [] if first is None else [self.calls[first[1]]]

    def candidates(self, call: Call, missing: list[Slot], now: int) -> list[tuple[Unit, int]]:
        t, town = self.tables, call.town
        if not missing:
            return []
        hour = (now + self.world.day_ms) // 3_600_000 % 24
        aids, mode = t.aid[town], t.mode[call.kind]
        rows = [t.brings[demand] for demand in {slot.demand for slot in missing}]
        after_h, divert, short, tired, neighbour, asked = (
            t.weights[name][town] for name in
            ("tired_after_h", "divert_s", "short_crew_s", "tired_s_per_hour", "neighbour_s",
             "asked_s")
        )  # fmt: skip
        found = []
        for unit in self.units:
            aid = aids[unit.number]
            if aid == NOT or not any(row[unit.sort] for row in rows):
                continue
            steps = self.steps(call, unit, now)
            if steps is None or (steps and aid != OWN):
                continue
            ms, _ = self.way(unit, now, mode, call.place)
            if ms >= NEVER:
                found.append((unit, CANNOT))
                continue
            shift = (unit.shift(now) or self._shift_of(unit)) if unit.shifts else None
            over = 0 if shift is None else hours_over(now - shift[0], after_h)
            price = prices_s(
                steps, unit.missing, over, aid != OWN, aid == MUTUAL, divert, short, tired,
                neighbour, asked,
            )  # fmt: skip
            out = t.turnout_s[unit.number][hour] if steps == 0 and unit.at_home(now) else 0
            found.append((unit, arrival_s(out, ms) + sum(price)))
        return found

    def chosen(self, call: Call, missing: list[Slot], now: int) -> list[tuple[Slot, Unit]]:
        found = self.candidates(call, missing, now)
        if not found:
            return []
        self.keep(call, found, now)
        self.price_cover(call, found, now)
        costs = [price for _, price in found]
        if len(missing) == 1:
            best = cheapest(costs, len(costs))  # type: ignore[arg-type]
            return [] if best < 0 else [(missing[0], found[best][0])]
        brings = self.tables.brings
        first: dict[int, int] = {}
        offers = np.array([[brings[s.demand][u.sort] for u, _ in found] for s in missing])
        crew = np.array([first.setdefault(u.crew, at) for at, (u, _) in enumerate(found)])
        by = np.full(len(missing), -1, np.int64)
        pieces = np.maximum(1, offers.max(axis=0))
        quick_fill(offers, np.array(costs, np.int64), pieces, crew, 300, by)
        return [(s, found[at][0]) for s, at in zip(missing, by.tolist(), strict=True) if at >= 0]

    def keep(self, call: Call, found: list[tuple[Unit, int]], now: int) -> None:
        t, aids = self.tables, self.tables.aid[call.town]
        free: dict[tuple[int, int], int] = {}
        kept = []
        for at, (unit, cost) in enumerate(found):
            if aids[unit.number] == OWN:
                continue
            for demand, keeps in enumerate(t.keeps[unit.town]):
                if not keeps or not t.brings[demand][unit.sort]:
                    continue
                key = unit.town, demand
                if key not in free:
                    free[key] = sum(self.is_free(self.units[u], now) for u in t.alike[key])
                before = sum(
                    each.town == unit.town and t.brings[demand][each.sort] > 0
                    for other, (each, price) in enumerate(found)
                    if (price, other) < (cost, at)
                )
                if free[key] - keeps - before <= 0:
                    kept.append(at)
                    break
        for at in kept:
            found[at] = (found[at][0], CANNOT)

    def price_cover(self, call: Call, found: list[tuple[Unit, int]], now: int) -> None:
        t, town = self.tables, call.town
        per_percent = t.weights["cover_s_per_percent"][town]
        free = [(at, unit) for at, (unit, _) in enumerate(found) if unit.stage == "free"]
        if not per_percent or not len(t.spots) or not free:
            return
        limit_ms = 1000 * t.weights["standard_s"][town]
        out_ms = 1000 * t.weights["turnout_p50_s"][town]
        tables, begin, end, back, on = np.array([
            (
                t.table[u.vehicle][LIGHTS][self.setting], u.origin, u.target,
                abs(now - u.begin) if u.end > now else NEVER,
                u.end - now if u.end > now else out_ms * u.at_home(now),
            )
            for _, u in free
        ]).T[:, :, None]  # fmt: skip
        travel = self.world.travel_ms
        reach = (travel[tables, end, t.spots] + on <= limit_ms) | (
            travel[tables, begin, t.spots] + back <= limit_ms
        )
        lost = lost_ppb(t.shares, t.ppm[town][reach.sum(axis=0)])
        for (at, unit), gone in zip(free, (reach @ lost).tolist(), strict=True):
            cost = found[at][1]
            if cost < CANNOT:
                found[at] = (unit, cost + cover_s(gone, per_percent))
