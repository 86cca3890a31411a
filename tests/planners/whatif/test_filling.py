"""Which needs are ever filled follows from the world, and is reckoned once for each."""

import numpy as np

from tests.planners.whatif.worlds import ints, plain
from tocsin.planners.whatif.filling import fillable
from tocsin.planners.whatif.world import AUTOMATIC, NOT, OWN

TWO_TOWNS = plain(
    units=2, unit_town=ints(0, 1), place_town=ints(0, 0, 1, 1, 1), keeps=np.zeros((2, 1), np.int64),
    aid=np.array([[OWN, NOT], [NOT, OWN]]), need=ints(0, 0), need_start=np.array([[0, 2]]),
    scene_of=ints(1)[None],
)  # fmt: skip


def test_alone_a_town_fills_what_it_has_units_for() -> None:
    assert fillable(TWO_TOWNS).tolist() == [[True, False], [True, False]]


def test_what_is_lent_fills_more_and_what_is_kept_does_not() -> None:
    lent = TWO_TOWNS._replace(aid=np.array([[OWN, AUTOMATIC], [NOT, OWN]]))
    assert fillable(lent).tolist() == [[True, True], [True, False]]
    kept = lent._replace(keeps=np.array([[0], [1]]))
    assert fillable(kept).tolist() == [[True, False], [True, False]]


def test_one_crew_fills_one_need() -> None:
    shared = TWO_TOWNS._replace(
        unit_town=ints(0, 0), aid=np.array([[OWN, OWN], [NOT, NOT]]), unit_crew=ints(0, 0)
    )
    assert fillable(shared).tolist() == [[True, False], [False, False]]


def test_the_same_world_is_asked_once_and_what_is_remembered_cannot_be_spoilt() -> None:
    found = fillable(TWO_TOWNS)
    assert fillable(TWO_TOWNS._replace(people=TWO_TOWNS.people * 2)) is found
    assert fillable(TWO_TOWNS._replace(brings=np.zeros((1, 1), np.int64))) is not found
    assert not found.flags.writeable
