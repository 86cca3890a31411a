"""Worlds that cannot be are refused, and it is said where."""

from typing import Any

import numpy as np
import pytest

from tests.planners.whatif.worlds import calls, ints, plain, policy, steady
from tocsin.planners.whatif.checking import Impossible, Unfillable, check
from tocsin.planners.whatif.world import World

GOOD = calls((0, 1, 0), (5, 2, 0))


def shifts(*rows: tuple[int, int], of: tuple[int, ...] = (0, 2, 2)) -> dict[str, Any]:
    return {"shift_ms": np.array(rows, np.int64).reshape(-1, 2), "shift_start": ints(*of)}


NEGATIVE = steady(0, -1)
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "shifts out of order": (shifts((500, 900), (0, 400)), "shift_ms[1]"),
    "shifts that overlap": (shifts((0, 500), (400, 900)), "shift_ms[1]"),
    "a shift that ends before it begins": (shifts((500, 400), of=(0, 1, 1)), "shift_ms[0]"),
    "a negative time": ({"quantile_ms": NEGATIVE}, "quantile_ms[1]"),
    "a negative drive": ({"travel_ms": -plain().travel_ms}, "travel_ms[0]"),
    "a unit without a home": ({"unit_home": ints(0, -1)}, "unit_home[1]"),
    "a unit at no such place": ({"unit_home": ints(9, 0)}, "unit_home[0]"),
    "one crew at two places": ({"unit_crew": ints(0, 0)}, "unit_crew[1]"),
    "one crew on two shifts": (
        {"unit_crew": ints(0, 0), "unit_home": ints(1, 1), **shifts((0, 9), of=(0, 0, 1))},
        "unit_crew[1]",
    ),
    "travel of another shape": ({"travel_ms": plain(places=4).travel_ms}, "travel_ms"),
    "travel of another type": ({"travel_ms": plain().travel_ms.astype(np.int64)}, "travel_ms"),
    "roads of a later day only": ({"setting_ms": ints(5)}, "setting_ms"),
    "a patient for nobody": (
        {"transport_permille": ints(500), "takes": ints(0)[None]}, "transport_permille[0]",
    ),
    "worse than worst": ({"hazard_per_hour": np.ones((1, 1))}, "hazard_per_hour[0]"),
    "a call that asks for nothing": ({"need_start": ints(0, 0)[None]}, "need_start[0]"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_is_refused_and_it_is_said_where(what: str) -> None:
    check(plain(), GOOD, policy())
    given, where = BAD[what]
    with pytest.raises(Impossible) as told:
        check(plain(**given), GOOD)
    assert str(told.value).startswith(f"{where}: ")


def test_calls_that_cannot_be_are_refused() -> None:
    for bad, where in (
        (calls((5, 1, 0), (0, 1, 0)), "calls.at_ms[1]"),
        (calls((-1, 1, 0)), "calls.at_ms[0]"),
        (calls((0, 7, 0)), "calls.place[0]"),
        (calls((0, 1, 3)), "calls.kind[0]"),
        (GOOD._replace(scene_ms=ints(-2, 0)), "calls.scene_ms[0]"),
        (GOOD._replace(hospital=ints(0)), "calls.hospital"),
    ):
        with pytest.raises(Impossible, match="^" + where.replace("[", r"\[").replace(".", r"\.")):
            check(plain(), bad)


def test_a_policy_is_told_town_by_town() -> None:
    with pytest.raises(Impossible, match=r"^policy\.cover"):
        check(plain(), GOOD, policy(towns=2))


def test_a_need_that_nobody_fills_is_told_of_and_not_refused() -> None:
    world: World = plain(brings=np.zeros((1, 1), np.int64))
    assert check(plain(), GOOD) == ()
    assert check(world, GOOD) == (Unfillable(0, 0, 0, 0),)
