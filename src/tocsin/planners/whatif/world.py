"""The world of one arm as arrays: who stands where and when, the roads, what calls ask for.

Times are milliseconds since the run began (int64), travel times int32 with NEVER where no way
leads. Letters in shapes: U units, P places, H hospitals, N calls, J kinds of call, L alarm levels,
D demands, S sorts of unit, V classes of vehicle, G settings of the roads, T travel tables, F
distributions, Q = 257 quantiles, W towns, C demands whose cover is measured. Everything is int64
where nothing else is said.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]

NEVER = 2**31 - 1
"""A travel time where no way leads."""
QUANTILES = 257
"""A distribution is its quantiles at 0, 1/256 … 1, in ms, straight between them."""
LIGHTS, REGULAR = 0, 1
"""Modes of travel: with lights and sirens, with the traffic."""
NOT, OWN, AUTOMATIC, MUTUAL = 0, 1, 2, 3
"""How a unit may come to a town: not at all; as its own; by agreement; when it was asked for."""
BAYS = 1_000_000
"""As many places to hand patients over as anybody wants."""
AS_THE_TABLE: I64 = np.zeros((0, QUANTILES), np.int64)
"""Drives that take what the table says."""


class World(NamedTuple):
    """One arm: everything that does not change with the calls."""

    unit_sort: I64
    """(U) what a unit is: a column of `brings`."""
    unit_vehicle: I64
    """(U) how it drives: a row of `table`."""
    unit_town: I64
    """(U) whose it is."""
    unit_home: I64
    """(U) the place it stands at when it has nothing to do."""
    unit_crew: I64
    """(U) units of one number share their crew: one of them is out at a time. Below U."""
    unit_short: I64
    """(U) how many of its crew are missing."""
    shift_start: I64
    """(U + 1) the rows of `shift_ms` of each unit. A unit without rows is always on duty."""
    shift_ms: I64
    """(K × 2) on duty from, until; in order, not overlapping."""
    turnout_s: I64
    """(U × 24) seconds in which half of its turnouts are expected, by hour of the day: what the
    planner reckons with (as `planners.dispatch.costs.turnout_of` learns it)."""

    place_town: I64
    """(P) whose each place is: stations, hospitals, places of calls, spots where people are."""
    people: I64
    """(P) how many people are there (0: a place that is no spot of cover)."""
    travel_ms: I32
    """(T × P × P) from (row) to (column)."""
    table: I64
    """(V × 2 × G) which of `travel_ms` a vehicle drives by, in a mode, under a setting."""
    setting_ms: I64
    """(G) from when each setting holds; the first from 0. A storm, a closed bridge, the hours of
    the day are settings. A drive takes what it took when it began."""
    day_ms: int
    """How long after midnight (of the towns' day) the run begins: 0 up to 86,400,000."""

    kind_priority: I64
    """(J) 1 is the most urgent."""
    kind_mode: I64
    """(J) how units drive to it."""
    kind_transport_mode: I64
    """(J) how they drive to hospital."""
    kind_patience_ms: I64
    """(J) so long after the first arrival, work begins with who is there."""
    need_start: I64
    """(J × (L + 1)) the rows of `need` of each level of a kind: level l asks for rows
    `need_start[j, l]` up to `need_start[j, l + 1]` besides those of the levels below."""
    need: I64
    """(n) demands, the most important first."""
    brings: I64
    """(D × S) how many of a demand a unit of the sort brings; 0: it does not serve. As
    `operations.shortfall.offers` says; where the type does not bind, without it."""
    carries: I64
    """(S) 1 where a unit of the sort takes a patient to hospital."""

    quantile_ms: I64
    """(F × Q) the distributions."""
    turnout_of: I64
    """(U × 24) from the order until wheels roll, by hour of the day: rows of `quantile_ms`."""
    delay_of: I64
    """(J) from the call until it is dispatched."""
    scene_of: I64
    """(J × L) work on scene, from all being there until it ends, by the level reached."""
    handover_of: I64
    """(H) at hospital, from a free bay until the unit is free."""
    ask_of: I64
    """(W × W) from asking a town (column) for mutual aid until its unit is ordered."""

    transport_permille: I64
    """(J) how many of a thousand calls have a patient to take to hospital."""
    hospital: I64
    """(H) places."""
    takes: I64
    """(J × H) 1 where the hospital takes patients of that kind."""
    bays: I64
    """(H) how many can hand over at once; the others wait in line. BAYS: nobody ever waits."""

    hazard_per_hour: F64
    """(J × L) how often in an hour a call at this level that is short of what it needs gets worse:
    reaches the next. 0 at the last level."""

    aid: I64
    """(W × U) whether and how a unit comes to calls of a town: NOT, OWN, AUTOMATIC, MUTUAL."""
    keeps: I64
    """(W × D) a town lends a unit only while so many free ones that bring the demand stay."""
    covers: I64
    """(C) demands of which it is measured how many people are within reach of a station where one
    stands free."""
    drive_permille: I64 = AS_THE_TABLE
    """(2 × Q) by mode: how many thousandths of what the table says a drive to a call or to hospital
    takes, as quantiles; no rows: what it says. Whoever decides reckons with the table."""


class Policy(NamedTuple):
    """What weighs how much, for calls of each town: (W) each, int64, in seconds where not said
    otherwise. As `operations.picture.dispatch_policy.Weights`, by the same names."""

    cover_s_per_percent: I64
    divert_s: I64
    short_crew_s: I64
    tired_after_h: I64
    tired_s_per_hour: I64
    neighbour_s: I64
    asked_s: I64
    standard_s: I64
    busy_permille: I64
    turnout_p50_s: I64
    """What the planner takes for the turnout of those who cover."""
    diverts: I64
    """1: a unit on its way to something less urgent may be taken from it."""
    waits: I64
    """1: who finds nobody waits; 0: such a call is lost (served by nobody, as in Erlang's B)."""


class Calls(NamedTuple):
    """N calls by time. What is -1 is drawn, or chosen; what is not was so (a replay)."""

    at_ms: I64
    place: I64
    kind: I64
    delay_ms: I64
    """From the call until it is dispatched."""
    scene_ms: I64
    """Work on scene."""
    transport: I64
    """Whether a patient is taken to hospital: 0 or 1."""
    hospital: I64
    """To which: an index of `World.hospital`."""
    handover_ms: I64
    """There, from a free bay until the unit is free."""


class Run(NamedTuple):
    """What happened. Times are those of the run, -1: never. Each call has a slot for each need that
    it could come to ask for, of all levels, in order: `slot_start` (N + 1)."""

    dispatched_ms: I64
    """(N) when it was first decided on."""
    waited_ms: I64
    """(N) from then until a first unit was ordered."""
    first_ms: I64
    """(N) when the first unit was there."""
    met_ms: I64
    """(N) when everything that the call asked for in the end was there."""
    done_ms: I64
    """(N) when work on scene ended."""
    level: I64
    """(N) the alarm level reached, from 0."""
    is_lost: I64
    """(N) 1: it was turned away, or nobody could ever come."""
    lent: I64
    """(N) how many units of other towns came."""
    asked: I64
    """(N) how many of those had to be asked for."""
    taken_to: I64
    """(N) the hospital, -1: none."""
    slot_start: I64
    """(N + 1)"""
    slot_demand: I64
    """(M) what each slot is for."""
    slot_unit: I64
    """(M) who filled it, -1: nobody."""
    slot_ordered_ms: I64
    """(M) when who filled it was ordered."""
    slot_ms: I64
    """(M) when that unit was there."""
    busy_ms: I64
    """(U) from an order until free."""
    driving_ms: I64
    """(U) on the road, ways home included."""
    hospital_ms: I64
    """(U) at hospital, waiting for a bay included."""
    lent_ms: I64
    """(U) of `busy_ms`, for other towns."""
    orders: I64
    """(U) how often it was sent."""
    diverted: I64
    """(U) how often it was taken from less urgent work."""
    bay_wait_ms: I64
    """(H) waited for a bay, all units together."""
    uncovered_ms: I64
    """(C × W) people times ms in which no station within the standard had a free one."""
    decisions: I64
    """(R × 5) who was sent: decision, time, call, unit, slot; empty unless it was asked for."""
    legs: I64
    """(R × 7) journeys: unit, why (as in `LEG_…`), call (-1: none), from, to, begin, end; empty
    unless asked for. A leg that was broken off ends in the one that follows it."""
    ended_ms: int
    """When the last thing happened."""
    inexact: int
    """Choices of units that bring several things, at which the search was cut short."""


LEG_TO_CALL, LEG_TO_HOSPITAL, LEG_HOME = 0, 1, 2


def calls_of(at_ms: I64, place: I64, kind: I64) -> Calls:
    """Calls of which everything is drawn."""
    drawn = np.full(len(at_ms), -1, np.int64)
    return Calls(at_ms, place, kind, drawn, drawn, drawn, drawn, drawn)
