"""The sight of a track is decided once and kept: it must never be another than a fresh look gives.

For random mornings, every viewer, and policy changing in between: what a class may see by the
decisions that were kept, with those forgotten that the board calls unsettled, is what it may see.
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.sight_law import spoken
from tests.laws.sight_orders import ORDERS, Step, play, random_steps
from tests.laws.sight_town import VIEWERS, Town, ellery
from tests.operations.story import MORNING
from tocsin.access import Eye, SliceBoard
from tocsin.access.tracks import sees_track
from tocsin.app.web.positions import WORD, _Sees
from tocsin.operations.picture import Picture, Subject

STEPS = st.lists(
    st.tuples(st.integers(0, len(ORDERS) - 1), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=25,
)
Unsettled = Callable[[SliceBoard], frozenset[Subject] | None]


def subjects(picture: Picture) -> list[str]:
    """All that could have a track."""
    return [
        f"{word}/{name}" for kind, word in sorted(WORD.items()) for name in getattr(picture, kind)
    ]


def first_wrong(steps: list[Step], every: int, unsettled: Unsettled) -> str | None:
    """The first subject of which a kept decision is not what a fresh look says."""
    town: Town = ellery()
    board = SliceBoard(town.picture, speak=spoken)
    streams = [board.join(each, f"s{n}", MORNING)[0] for n, each in enumerate(VIEWERS)]
    kept: dict[str, dict[str, bool]] = {}
    done = len(town.happened)
    for number, step in enumerate(steps):
        play(town, [step])
        for before, after, cause in town.happened[done:]:
            board.collect(before, after, cause)
        done = len(town.happened)
        if number % every:
            continue
        keys = unsettled(board)
        if keys is None:
            kept.clear()
        for decided in kept.values():
            for kind, name in keys or ():
                decided.pop(f"{WORD.get(kind, '')}/{name}", None)
        board.flush(MORNING)
        for stream in streams:
            sees = _Sees(board.picture, stream.viewer, kept.setdefault(board.class_of(stream), {}))
            eye = Eye(board.picture, stream.viewer)
            for subject in subjects(board.picture):
                if sees(subject) != sees_track(eye, subject):
                    return f"{stream.viewer} {subject} after step {number}"
    return None


@given(STEPS, st.integers(1, 4))
def test_a_kept_decision_is_what_a_fresh_look_says(steps: list[Step], every: int) -> None:
    assert first_wrong(steps, every, SliceBoard.unsettled) is None


@pytest.mark.full
def test_long_random_mornings_keep_it() -> None:
    for seed in range(min(8, settings().max_examples // 8)):
        steps = random_steps(seed, 120)
        assert first_wrong(steps, 1 + seed % 3, SliceBoard.unsettled) is None


@pytest.mark.full
def test_control_decisions_that_are_never_forgotten_are_caught() -> None:
    def never(_board: SliceBoard) -> frozenset[Subject]:
        return frozenset()

    assert any(first_wrong(random_steps(seed, 120), 1, never) for seed in range(8))
