"""Turns that are forbidden, and where the map says so."""

import msgspec

from tocsin.geo.ground import Restriction
from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.plane import HALF, apart, heading
from tocsin.geo.growing.roadwork import Way
from tocsin.geo.growing.web import Web

FIRST = 1_000
"""The numbers of relations begin there."""
KINDS = (
    ("no_left_turn", 520),
    ("no_right_turn", 140),
    ("no_u_turn", 200),
    ("only_straight_on", 140),
)
TURNS = {"no_left_turn": 1_024, "no_right_turn": 3_072, "no_u_turn": HALF, "only_straight_on": 0}
"""By how much one turns against the clock."""
FOR_CARS = frozenset({"primary", "secondary", "tertiary", "unclassified", "residential"})


class Arm(msgspec.Struct, frozen=True):
    """A way at a crossing: in which direction it leaves, whether one may come and go by it."""

    way: int
    angle: int
    may_come: bool
    may_go: bool
    kind: str


def chosen(seed: int, web: Web) -> frozenset[int]:
    """The crossings with a forbidden turn: mostly on main roads."""
    dice = Dice(seed, "turns")
    found = []
    for node, ends in enumerate(web.ends):
        kinds = [web.edges[each].kind for each in ends.values()]
        plain = all(not web.edges[each].marks for each in ends.values())
        if (
            len(kinds) == 4
            and plain
            and set(kinds) <= FOR_CARS
            and dice.chance(500 if "primary" in kinds or "secondary" in kinds else 45)
        ):
            found.append(node)
    return frozenset(found)


def restrictions(seed: int, web: Web, ways: list[Way], at: frozenset[int]) -> list[Restriction]:
    """One at each of these crossings, from a main road where there is one."""
    dice = Dice(seed, "restrictions")
    arms: dict[int, list[Arm]] = {}
    for way in ways:
        edge = web.edges[way.edge]
        for node, beside, is_begin in (
            (way.nodes[0], way.nodes[1], True), (way.nodes[-1], way.nodes[-2], False)
        ):  # fmt: skip
            if node in at:
                (x, y), (to_x, to_y) = web.at[node], web.at[beside]
                may_come = way.flow == 0 or not is_begin
                may_go = way.flow == 0 or is_begin
                arm = Arm(way.number, heading(to_x - x, to_y - y), may_come, may_go, edge.kind)
                arms.setdefault(node, []).append(arm)
    found: list[Restriction] = []
    for node in sorted(arms):
        kind = dice.weighted(KINDS)
        pair = _pair(arms[node], kind)
        if pair is not None:
            found.append(
                Restriction(
                    f"r{FIRST + len(found)}", kind, (pair[0],), (f"n{node + 1}",), (pair[1],),
                    "bicycle;psv" if dice.chance(150) else None,
                    "hgv" if dice.chance(80) else None,
                    "Mo-Fr 07:00-09:00" if dice.chance(60) else None, True,
                )
            )  # fmt: skip
    return found


def _pair(arms: list[Arm], kind: str) -> tuple[int, int] | None:
    """(from, to) of such a turn."""
    order = sorted(arms, key=lambda arm: (arm.kind not in ("primary", "secondary"), arm.way))
    for come in order:
        if not come.may_come:
            continue
        if kind == "no_u_turn":
            if come.may_go:
                return come.way, come.way
            continue
        wanted = come.angle + HALF + TURNS[kind]
        for go in order:
            if go is not come and go.may_go and apart(go.angle, wanted) < 400:
                return come.way, go.way
    return None
