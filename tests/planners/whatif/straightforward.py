"""The oracle: the same rules in plain Python with objects, slow and to be read. Everything that
happens is an event here, arrivals and ways home too; who is covered is counted anew each time."""

import heapq
import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

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
    AUTOMATIC,
    LIGHTS,
    MUTUAL,
    NEVER,
    NOT,
    OWN,
    REGULAR,
    Calls,
    Policy,
    World,
)

MASK = 2**64 - 1
DELAY, TURNOUT, SCENE, PATIENT, HANDOVER, ASK, WORSE, DRIVE = range(1, 9)
# What happens at one moment, in this order.
ARRIVED, SETTING, HANDED, ENDED, DOOR, HOME, ON, OFF, DECIDE, PATIENCE, ALARM = range(-1, 10)


def mixed(z: int) -> int:
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def bits(seed: int, call: int, purpose: int, number: int) -> int:
    step = 0x9E3779B97F4A7C15
    z = mixed(seed + step & MASK)
    z = mixed((z ^ call) + step & MASK)
    return mixed((z ^ (purpose * 65_536 + number)) + step & MASK)


def between(row: list[int], z: int) -> int:
    """Quantiles at a draw."""
    low, high = row[z >> 56], row[(z >> 56) + 1]
    return low + ((high - low) * (z >> 24 & 0xFFFFFFFF) >> 32)


@dataclass
class Unit:
    number: int
    sort: int
    vehicle: int
    town: int
    home: int
    crew: int
    missing: int
    shifts: list[list[int]]
    origin: int
    target: int
    stage: str = "free"
    call: "Call | None" = None
    begin: int = 0
    end: int = 0
    left: int = 0
    ordered: int = 0
    bed: int = -1
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(
        ("busy", "driving", "hospital", "lent", "orders", "diverted"), 0))  # fmt: skip

    def shift(self, now: int) -> list[int] | None:
        return next((each for each in self.shifts if each[0] <= now < each[1]), None)

    def on_duty(self, now: int) -> bool:
        return not self.shifts or self.shift(now) is not None

    def at_home(self, now: int) -> bool:
        return self.end <= now and self.target == self.home


@dataclass
class Slot:
    demand: int
    level: int
    can: bool
    unit: Unit | None = None
    ordered: int = -1
    there: int = -1
    is_given_up: bool = False

    def is_open(self, level: int) -> bool:
        return self.level <= level and self.can and not self.is_given_up and self.unit is None


@dataclass
class Call:
    number: int
    at: int
    place: int
    kind: int
    town: int
    slots: list[Slot]
    phase: str = "new"
    level: int = 0
    level_at: int = 0
    dispatched: int = -1
    waited: int = -1
    first: int = -1
    met: int = -1
    done: int = -1
    lost: int = 0
    lent: int = 0
    asked: int = 0
    taken_to: int = -1
    work_at: int = -1
    end_at: int = -1
    alarm_at: int = -1
    patience_at: int = -1

    def missing(self) -> list[Slot]:
        return [each for each in self.slots if each.is_open(self.level)]

    def filled(self) -> list[Slot]:
        return [each for each in self.slots if each.unit is not None]


class Simulation:
    """One run. `told()` gives what `Run` has, by the same names, traces aside."""

    def __init__(self, world: World, policy: Policy, calls: Calls, seed: int) -> None:
        self.world, self.policy, self.given, self.seed = world, policy, calls, seed
        self.units = [self._unit(u) for u in range(len(world.unit_sort))]
        self.calls = [self._call(c) for c in range(len(calls.at_ms))]
        self.out: dict[int, Unit] = {}
        self.in_bay = [0] * len(world.hospital)
        self.line: list[deque[Unit]] = [deque() for _ in world.hospital]
        self.bay_wait = [0] * len(world.hospital)
        self.setting, self.ended = 0, 0
        self.heap: list[tuple[int, int, int]] = []
        self.until = int(calls.at_ms[-1]) if len(calls.at_ms) else 0
        self.spots = np.flatnonzero(world.people > 0).tolist()
        self.uncovered = np.zeros((len(world.covers), len(world.aid)), np.int64)
        self.running: dict[int, Call] = {}
        self.priority: list[int] = world.kind_priority.tolist()
        self.run()

    def later(self, at: int, kind: int, number: int) -> None:
        """Something will happen."""
        heapq.heappush(self.heap, (at, kind, number))

    def _unit(self, u: int) -> Unit:
        w = self.world
        shifts = w.shift_ms[w.shift_start[u] : w.shift_start[u + 1]].tolist()
        home = int(w.unit_home[u])
        return Unit(
            u, int(w.unit_sort[u]), int(w.unit_vehicle[u]), int(w.unit_town[u]), home,
            int(w.unit_crew[u]), int(w.unit_short[u]), shifts, home, home,
        )  # fmt: skip

    def _call(self, c: int) -> Call:
        w, given = self.world, self.given
        kind, place = int(given.kind[c]), int(given.place[c])
        town = int(w.place_town[place])
        slots = []
        for level in range(w.need_start.shape[1] - 1):
            for row in range(int(w.need_start[kind, level]), int(w.need_start[kind, level + 1])):
                slots.append(Slot(int(w.need[row]), level, self._can(town, kind, level, row)))
        return Call(c, int(given.at_ms[c]), place, kind, town, slots)

    def _can(self, town: int, kind: int, level: int, row: int) -> bool:
        """Whether the row is filled with everybody free, at this level or a higher one."""
        w = self.world
        may = [self._may_come(u, town) for u in range(len(w.unit_sort))]
        for top in range(level, w.need_start.shape[1] - 1):
            wanted = w.need[w.need_start[kind, 0] : w.need_start[kind, top + 1]]
            offers = w.brings[wanted][:, w.unit_sort]
            by = np.full(len(wanted), -1, np.int64)
            cost = np.where(may, 0, CANNOT)
            fill(offers, cost, np.maximum(1, offers.max(axis=0)), w.unit_crew, 50, by)
            if by[row - w.need_start[kind, 0]] >= 0:
                return True
        return False

    def _may_come(self, u: int, town: int) -> bool:
        w = self.world
        if w.aid[town, u] in (NOT, OWN):
            return bool(w.aid[town, u] == OWN)
        lender = w.unit_town[u]
        for demand in range(len(w.brings)):
            if w.brings[demand, w.unit_sort[u]] > 0:
                have = sum(
                    w.brings[demand, w.unit_sort[other]] > 0
                    for other in range(len(w.unit_sort))
                    if w.unit_town[other] == lender
                )
                if have <= w.keeps[lender, demand]:
                    return False
        return True

    # -- draws and ways

    def drawn(self, row: int, call: int, purpose: int, number: int) -> int:
        return between(self.world.quantile_ms[row].tolist(), bits(self.seed, call, purpose, number))

    def driven(self, ms: int, mode: int, call: Call, number: int) -> int:
        """What a drive takes, where the table says so much."""
        if not len(self.world.drive_permille):
            return ms
        row = self.world.drive_permille[mode].tolist()
        return ms * between(row, bits(self.seed, call.number, DRIVE, number)) // 1000

    def road(self, vehicle: int, mode: int, begin: int, end: int) -> int:
        table = self.world.table[vehicle, mode, self.setting]
        return int(self.world.travel_ms[table, begin, end])

    def way(self, unit: Unit, now: int, mode: int, place: int) -> tuple[int, bool]:
        """From where it is: how long, and whether by going on."""
        on = self.road(unit.vehicle, mode, unit.target, place)
        if unit.end <= now:
            return on, False
        back = self.road(unit.vehicle, mode, unit.origin, place)
        back = NEVER if back == NEVER else back + abs(now - unit.begin)
        on = NEVER if on == NEVER else on + unit.end - now
        return (on, True) if on < back else (min(back, NEVER), False)

    def set_out(
        self, unit: Unit, now: int, wait: int, ms: int, goes_on: bool, place: int
    ) -> None:  # fmt: skip
        unit.figures["driving"] += max(0, min(now, unit.end) - unit.left)
        rest, back = unit.end - now, abs(now - unit.begin)
        if rest <= 0:
            unit.origin, unit.begin, unit.left = unit.target, now + wait, now + wait
        else:
            unit.left = max(unit.left, now + wait)
            if goes_on:
                unit.origin, unit.begin = unit.target, now + wait + rest
            else:
                unit.begin = now + wait + back
        unit.target, unit.end = place, now + wait + ms
        self.later(unit.end, ARRIVED, unit.number)

    # -- what happens

    def run(self) -> None:
        w = self.world
        for at, ms in enumerate(w.setting_ms.tolist()):
            if at:
                self.later(ms, SETTING, at)
        for unit in self.units:
            for on, off in unit.shifts:
                self.later(on, ON, unit.number)
                self.later(off, OFF, unit.number)
        for call in self.calls:
            given = int(self.given.delay_ms[call.number])
            row = int(w.delay_of[call.kind])
            delay = given if given >= 0 else self.drawn(row, call.number, DELAY, 0)
            self.later(call.at + delay, DECIDE, call.number)
        self.go()
        for unit in self.units:
            unit.figures["driving"] += max(0, unit.end - unit.left)

    def go(self) -> None:
        """One thing after another, until nothing is left."""
        last, without = 0, self.without(0)
        while self.heap:
            now, kind, number = heapq.heappop(self.heap)
            self.uncovered += without * (min(now, self.until) - min(last, self.until))
            if self.happens(now, kind, number):
                self.serve(now)
            last, without = now, self.without(now)

    def happens(self, now: int, kind: int, number: int) -> bool:
        """One event; whether somebody may have become free."""
        if kind == ARRIVED:
            unit = self.units[number]
            if unit.stage == "sent" and unit.call is not None and unit.end == now:
                self.look(unit.call, now)
            shared = sum(unit.crew == other.crew for other in self.units) > 1
            if shared and unit.stage == "free" and unit.at_home(now) and unit.end == now:
                self.later(now, HOME, number)
            return False
        if kind == SETTING:
            self.setting = number
        elif kind == HANDED:
            self.handed(self.units[number], now)
        elif kind == ENDED:
            return self.work_ended(self.calls[number], now)
        elif kind == DOOR:
            self.at_door(self.units[number], now)
        elif kind == DECIDE:
            call = self.calls[number]
            call.phase, call.dispatched, call.level_at = "running", now, now
            self.running[number] = call
            self.next_alarm(call, call.at, now)
            return self.decide(call, now)[1]
        elif kind == PATIENCE:
            call = self.calls[number]
            if call.phase == "running" and call.patience_at == now and call.work_at < 0:
                for slot in call.missing():
                    slot.is_given_up = True
                self.begin_work(call, now)
        elif kind == ALARM:
            return self.alarm(self.calls[number], now)
        return kind in (SETTING, HANDED, HOME, ON)

    def serve(self, now: int) -> None:
        order = self.waiting((0, -1))
        while order:
            call = order[0]
            self.decide(call, now)
            order = self.waiting((self.priority[call.kind], call.number))

    def waiting(self, behind: tuple[int, int]) -> list[Call]:
        """Calls that lack somebody, by priority then time, behind one of them."""
        ranked = sorted((self.priority[e.kind], e.number) for e in self.running.values())
        found = [self.calls[number] for rank, number in ranked if (rank, number) > behind]
        return [call for call in found if call.missing()]

    def decide(self, call: Call, now: int) -> tuple[int, bool]:
        """How many were sent, and whether another call lost one."""
        missing, has_taken = call.missing(), False
        sent = 0
        for slot, unit in self.chosen(call, missing, now):
            if unit.call is not call:
                has_taken |= unit.stage == "sent"
                self.order(unit, call, call.slots.index(slot), now)
            slot.unit, slot.ordered, slot.there = unit, now, unit.end
            sent += 1
        if sent and call.waited < 0:
            call.waited = now - call.dispatched
        if not self.policy.waits[call.town]:
            for slot in call.missing():
                slot.is_given_up = True
        if not call.missing() and not call.filled():
            call.phase, call.lost = "over", 1
            del self.running[call.number]
        self.look(call, now)
        return sent, has_taken

    def chosen(self, call: Call, missing: list[Slot], now: int) -> list[tuple[Slot, Unit]]:
        found = self.candidates(call, missing, now)
        if not missing or not found:
            return []
        self.keep(call, found, now)
        self.price_cover(call, found, now)
        cost = np.array([price for _, price in found], np.int64)
        if len(missing) == 1:
            best = cheapest(cost, len(cost))
            return [] if best < 0 else [(missing[0], found[best][0])]
        brings = self.world.brings
        offers = np.array([[brings[s.demand, u.sort] for u, _ in found] for s in missing])
        first: dict[int, int] = {}
        crew = np.array([first.setdefault(u.crew, at) for at, (u, _) in enumerate(found)])
        by = np.full(len(missing), -1, np.int64)
        fill(offers, cost, np.maximum(1, offers.max(axis=0)), crew, 300, by)
        return [(s, found[at][0]) for s, at in zip(missing, by.tolist(), strict=True) if at >= 0]

    def steps(self, call: Call, unit: Unit, now: int) -> int | None:
        """How many steps less urgent it works; 0: free; None: it cannot be sent."""
        if unit.stage == "free":
            return 0 if self.is_free(unit, now) else None
        other = unit.call
        if unit.stage != "sent" or unit.end <= now or not self.policy.diverts[call.town]:
            return None
        if other is None or unit.town != call.town or other.town != call.town:
            return None
        priority = self.world.kind_priority
        steps = int(priority[other.kind] - priority[call.kind])
        return steps if steps > 0 else None

    def is_free(self, unit: Unit, now: int) -> bool:
        other = self.out.get(unit.crew)
        is_alone = other is None or other is unit or (other.stage == "free" and other.at_home(now))
        return unit.stage == "free" and unit.on_duty(now) and is_alone

    def candidates(self, call: Call, missing: list[Slot], now: int) -> list[tuple[Unit, int]]:
        w, policy, town = self.world, self.policy, call.town
        hour = (now + w.day_ms) // 3_600_000 % 24
        found = []
        for unit in self.units:
            steps, aid = self.steps(call, unit, now), int(w.aid[town, unit.number])
            if steps is None or aid == NOT or (steps and aid != OWN):
                continue
            if not any(w.brings[slot.demand, unit.sort] for slot in missing):
                continue
            ms, _ = self.way(unit, now, int(w.kind_mode[call.kind]), call.place)
            out = int(w.turnout_s[unit.number, hour])
            shift = self.units[unit.number].shift(now)
            since = shift if shift is not None else self._shift_of(unit)
            over = 0
            if since is not None:
                over = hours_over(now - since[0], int(policy.tired_after_h[town]))
            price = prices_s(
                steps, unit.missing, over, aid != OWN, aid == MUTUAL, int(policy.divert_s[town]),
                int(policy.short_crew_s[town]), int(policy.tired_s_per_hour[town]),
                int(policy.neighbour_s[town]), int(policy.asked_s[town]),
            )  # fmt: skip
            out = out if steps == 0 and unit.at_home(now) else 0
            cost = CANNOT if ms >= NEVER else arrival_s(out, ms) + sum(price)
            found.append((unit, cost))
        return found

    def _shift_of(self, unit: Unit) -> list[int] | None:
        """The shift in which it was sent, where that is over."""
        return next((e for e in unit.shifts if e[0] <= unit.ordered < e[1]), None)

    def keep(self, call: Call, found: list[tuple[Unit, int]], now: int) -> None:
        w = self.world
        kept = []
        for at, (unit, cost) in enumerate(found):
            if w.aid[call.town, unit.number] == OWN:
                continue
            for demand in range(len(w.brings)):
                if not w.keeps[unit.town, demand] or not w.brings[demand, unit.sort]:
                    continue
                alike = [e for e in self.units
                         if e.town == unit.town and w.brings[demand, e.sort] > 0]  # fmt: skip
                free = sum(self.is_free(e, now) for e in alike)
                before = sum(
                    (price, other) < (cost, at)
                    for other, (each, price) in enumerate(found)
                    if each in alike
                )
                if free - w.keeps[unit.town, demand] - before <= 0:
                    kept.append(at)
        for at in kept:
            found[at] = (found[at][0], CANNOT)

    def price_cover(self, call: Call, found: list[tuple[Unit, int]], now: int) -> None:
        w, policy, town = self.world, self.policy, call.town
        if not policy.cover_s_per_percent[town] or not self.spots:
            return
        limit, out = 1000 * policy.standard_s[town], 1000 * policy.turnout_p50_s[town]
        reach = np.zeros((len(found), len(self.spots)), bool)
        for at, (unit, _) in enumerate(found):
            if unit.stage == "free":
                for z, place in enumerate(self.spots):
                    ms, _ = self.way(unit, now, LIGHTS, place)
                    reach[at, z] = ms + (out if unit.at_home(now) else 0) <= limit
        number = reach.sum(axis=0)
        spots = np.array(self.spots)
        shares = shares_ppb(w.people[spots], w.place_town[spots], len(w.aid))
        ppm = taken_ppm(int(policy.busy_permille[town]), len(self.units))[number]
        gone = np.where(reach, lost_ppb(shares, ppm), 0).sum(axis=1).tolist()
        for at, (unit, cost) in enumerate(found):
            if cost < CANNOT and unit.stage == "free":
                price = cover_s(gone[at], int(policy.cover_s_per_percent[town]))
                found[at] = (unit, cost + price)

    def order(self, unit: Unit, call: Call, number: int, now: int) -> None:
        w, was_sent = self.world, unit.stage == "sent"
        if was_sent:
            self.taken(unit, now)
        ms, goes_on = self.way(unit, now, int(w.kind_mode[call.kind]), call.place)
        wait = 0
        if w.aid[call.town, unit.number] == MUTUAL:
            wait += self.drawn(int(w.ask_of[call.town, unit.town]), call.number, ASK, unit.town)
        if not was_sent and unit.at_home(now):
            hour = (now + w.day_ms) // 3_600_000 % 24
            wait += self.drawn(int(w.turnout_of[unit.number, hour]), call.number, TURNOUT, number)
        ms = self.driven(ms, int(w.kind_mode[call.kind]), call, 0)
        self.set_out(unit, now, wait, ms, goes_on, call.place)
        unit.ordered = unit.ordered if was_sent else now
        unit.stage, unit.call = "sent", call
        unit.figures["orders"] += 1
        self.out[unit.crew] = unit

    def taken(self, unit: Unit, now: int) -> None:
        old = unit.call
        assert old is not None
        unit.figures["diverted"] += 1
        is_working = 0 <= old.work_at <= now or (not old.missing() and 0 <= old.patience_at <= now)
        for slot in old.slots:
            if slot.unit is unit:
                slot.unit, slot.ordered, slot.there = None, -1, -1
                slot.is_given_up = is_working
        self.look(old, now)

    def look(self, call: Call, now: int) -> None:
        """Somebody came, was sent or taken: does work begin, and until when is there patience?"""
        if call.phase != "running" or call.work_at >= 0:
            return
        filled = call.filled()
        if filled and not call.missing() and all(slot.there <= now for slot in filled):
            self.begin_work(call, now)
            return
        call.patience_at = -1
        if filled:
            first = max(min(slot.there for slot in filled), call.level_at)
            call.patience_at = first + int(self.world.kind_patience_ms[call.kind])
            self.later(call.patience_at, PATIENCE, call.number)

    def begin_work(self, call: Call, now: int) -> None:
        given = int(self.given.scene_ms[call.number])
        row = int(self.world.scene_of[call.kind, call.level])
        drawn = self.drawn(row, call.number, SCENE, call.level)
        call.work_at, call.end_at = now, now + (given if given >= 0 else drawn)
        self.later(call.end_at, ENDED, call.number)

    def next_alarm(self, call: Call, since: int, now: int) -> None:
        rate = float(self.world.hazard_per_hour[call.kind, call.level])
        call.alarm_at = -1
        if rate > 0:
            mean = max(1, round(3_600_000 / rate))
            z = bits(self.seed, call.number, WORSE, call.level)
            drawn = int(-math.log(((z >> 11) + 0.5) / 2**53) * mean) + 1
            call.alarm_at = max(now, since + drawn)
            self.later(call.alarm_at, ALARM, call.number)

    def alarm(self, call: Call, now: int) -> bool:
        if call.phase != "running" or call.alarm_at != now:
            return False
        asked = [slot for slot in call.slots if slot.level <= call.level]
        if all(slot.unit is not None and slot.there <= now for slot in asked):
            return False
        call.level, call.level_at, call.work_at, call.end_at = call.level + 1, now, -1, -1
        self.next_alarm(call, now, now)
        self.look(call, now)
        self.decide(call, now)
        return True

    def work_ended(self, call: Call, now: int) -> bool:
        if call.phase != "running" or call.end_at != now:
            return False
        call.phase, call.done = "over", now
        del self.running[call.number]
        asked = [slot for slot in call.slots if slot.level <= call.level]
        there = [slot for slot in asked if slot.unit is not None and slot.there <= now]
        call.first = min(slot.there for slot in there) if there else -1
        call.met = max(slot.there for slot in there) if len(there) == len(asked) else -1
        w = self.world
        carriers = [s.unit for s in there if s.unit is not None and w.carries[s.unit.sort]]
        carrier = carriers[0] if carriers and self.has_patient(call) else None
        if carrier is not None and not self.load(call, carrier, now):
            carrier = None
        come: list[Unit] = []
        for slot in asked:
            unit = slot.unit
            if unit is None:
                continue
            if slot not in there:
                slot.unit, slot.ordered, slot.there = None, -1, -1
            elif unit not in come:
                aid = w.aid[call.town, unit.number]
                call.lent += int(aid != OWN)
                call.asked += int(aid == MUTUAL)
            if unit not in come:
                come.append(unit)
                if unit is not carrier:
                    self.free(unit, now)
        return True

    def has_patient(self, call: Call) -> bool:
        given = int(self.given.transport[call.number])
        z = bits(self.seed, call.number, PATIENT, 0)
        drawn = (z >> 32) * 1000 >> 32 < self.world.transport_permille[call.kind]
        return given == 1 if given >= 0 else bool(drawn)

    def load(self, call: Call, unit: Unit, now: int) -> bool:
        w, given = self.world, int(self.given.hospital[call.number])
        mode = int(w.kind_transport_mode[call.kind])
        beds = [given] if given >= 0 else np.flatnonzero(w.takes[call.kind]).tolist()
        ways = [
            (self.road(unit.vehicle, mode, unit.target, int(w.hospital[bed])), bed) for bed in beds
        ]
        ms, bed = min(ways, default=(NEVER, -1))
        if ms >= NEVER:
            return False
        ms = self.driven(ms, mode, call, 1)
        self.set_out(unit, now, 0, ms, False, int(w.hospital[bed]))
        unit.stage, unit.bed, call.taken_to = "loaded", bed, bed
        self.later(unit.end, DOOR, unit.number)
        return True

    def at_door(self, unit: Unit, now: int) -> None:
        if self.in_bay[unit.bed] < self.world.bays[unit.bed]:
            self.into_bay(unit, now)
        else:
            self.line[unit.bed].append(unit)

    def into_bay(self, unit: Unit, now: int) -> None:
        assert unit.call is not None
        self.in_bay[unit.bed] += 1
        self.bay_wait[unit.bed] += now - unit.end
        given = int(self.given.handover_ms[unit.call.number])
        row = int(self.world.handover_of[unit.bed])
        ms = given if given >= 0 else self.drawn(row, unit.call.number, HANDOVER, 0)
        self.later(now + ms, HANDED, unit.number)

    def handed(self, unit: Unit, now: int) -> None:
        self.in_bay[unit.bed] -= 1
        unit.figures["hospital"] += now - unit.end
        self.free(unit, now)
        if self.line[unit.bed]:
            self.into_bay(self.line[unit.bed].popleft(), now)

    def free(self, unit: Unit, now: int) -> None:
        assert unit.call is not None
        unit.figures["busy"] += now - unit.ordered
        if unit.call.town != unit.town:
            unit.figures["lent"] += now - unit.ordered
        unit.stage, unit.call = "free", None
        never_left = now < unit.left and unit.origin == unit.home and unit.begin == unit.left
        if never_left:
            unit.target, unit.end, unit.left = unit.home, now, now
        elif not unit.at_home(now):
            ms, goes_on = self.way(unit, now, REGULAR, unit.home)
            if ms < NEVER:
                self.set_out(unit, now, 0, ms, goes_on, unit.home)

    # -- what is told

    def without(self, now: int) -> np.ndarray:
        """(C × W) people whom nobody who is free reaches from a station."""
        w, policy = self.world, self.policy
        found = np.zeros((len(w.covers), len(w.aid)), np.int64)
        for row, demand in enumerate(w.covers.tolist()):
            for place in self.spots:
                town = int(w.place_town[place])
                limit = 1000 * int(policy.standard_s[town] - policy.turnout_p50_s[town])
                reached = any(
                    self.is_free(u, now) and u.at_home(now) and w.brings[demand, u.sort] > 0
                    and w.aid[town, u.number] in (OWN, AUTOMATIC)
                    and self.road(u.vehicle, LIGHTS, u.home, place) <= limit
                    for u in self.units
                )  # fmt: skip
                found[row, town] += 0 if reached else w.people[place]
        return found

    def told(self) -> dict[str, list[int]]:
        calls, slots = self.calls, [slot for call in self.calls for slot in call.slots]
        found: dict[str, list[int]] = {
            "dispatched_ms": [e.dispatched for e in calls], "waited_ms": [e.waited for e in calls],
            "first_ms": [e.first for e in calls], "met_ms": [e.met for e in calls],
            "done_ms": [e.done for e in calls], "level": [e.level for e in calls],
            "is_lost": [e.lost for e in calls], "lent": [e.lent for e in calls],
            "asked": [e.asked for e in calls], "taken_to": [e.taken_to for e in calls],
            "slot_demand": [e.demand for e in slots],
            "slot_unit": [-1 if e.unit is None else e.unit.number for e in slots],
            "slot_ordered_ms": [e.ordered for e in slots], "slot_ms": [e.there for e in slots],
            "bay_wait_ms": self.bay_wait, "uncovered_ms": self.uncovered.ravel().tolist(),
        }  # fmt: skip
        for name, figure in (
            ("busy_ms", "busy"), ("driving_ms", "driving"), ("hospital_ms", "hospital"),
            ("lent_ms", "lent"), ("orders", "orders"), ("diverted", "diverted"),
        ):  # fmt: skip
            found[name] = [unit.figures[figure] for unit in self.units]
        return found
