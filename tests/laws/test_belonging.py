"""Law: a point belongs to exactly one jurisdiction, or is named as outside, or as disputed.

Towns are unions of the cells of a board; their borders are cut into single edges and put together
again. Who owns a point is then known from the cells that touch it, without any geometry.
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.belonging import Answer, Belonging, whose
from tocsin.geo.ground import Boundary, Spot, Whole
from tocsin.geo.outlines import joined

SIDE, CELL = 5, 4
Board = dict[tuple[int, int], int]

boards = st.lists(st.integers(0, 3), min_size=SIDE * SIDE, max_size=SIDE * SIDE).map(
    lambda owners: dict(zip(product(range(SIDE), range(SIDE)), owners, strict=True))
)
spots = st.tuples(st.integers(-1, SIDE * CELL + 1), st.integers(-1, SIDE * CELL + 1))


def border(board: Board, owner: int) -> Boundary:
    """The border of a town, from its single edges in no order."""
    edges = {}
    for (row, column), other in board.items():
        if other != owner:
            continue
        for number, (beside, ends) in enumerate(
            (
                ((row - 1, column), ((row, column), (row, column + 1))),
                ((row + 1, column), ((row + 1, column), (row + 1, column + 1))),
                ((row, column - 1), ((row, column), (row + 1, column))),
                ((row, column + 1), ((row, column + 1), (row + 1, column + 1))),
            )
        ):
            if board.get(beside) != owner:
                edges[(row * SIDE + column) * 4 + number] = tuple(a * 10 + b for a, b in ends)
    rings, chains = joined(edges)
    assert chains == []
    lines = tuple(tuple((n // 10 * CELL, n % 10 * CELL) for n in ring) for ring in rings)
    return Boundary(f"r{owner}", str(owner), 8, Whole.closed, lines)


def owners_of(board: Board, spot: Spot) -> set[int]:
    """Who owns a cell that touches the spot; 0 is nobody."""
    rows, columns = ({(each - 1) // CELL, each // CELL} for each in spot)
    touching = product(rows, columns)
    return {board.get(cell, 0) for cell in touching} - {0}


def holds(found: Belonging, owners: set[int]) -> bool:
    """Whether an answer is the law's."""
    expected = (Answer.outside, Answer.one)[len(owners)] if len(owners) < 2 else Answer.disputed
    return found.answer is expected and {int(e.name) for e in found.claims} == owners


@given(boards, st.lists(spots, min_size=1, max_size=30))
def test_every_point_has_exactly_one_owner_or_is_outside_or_disputed(
    board: Board, points: list[Spot]
) -> None:
    towns = [border(board, owner) for owner in (1, 2, 3)]
    for spot in points:
        assert holds(whose(towns, spot), owners_of(board, spot))


def test_the_law_notices_a_town_that_is_missing_and_one_that_is_there_twice() -> None:
    board = {cell: 1 + cell[1] % 2 for cell in product(range(SIDE), range(SIDE))}
    towns, spot = [border(board, 1), border(board, 2)], (2, 2)
    assert holds(whose(towns, spot), owners_of(board, spot))
    for wrong in (towns[1:], [*towns, towns[0]]):
        with pytest.raises(AssertionError):
            assert holds(whose(wrong, spot), owners_of(board, spot))
