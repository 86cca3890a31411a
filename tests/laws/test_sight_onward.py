"""What an eye takes over from the picture before is what a fresh look at the new one finds; and
what is encoded once for many is what each would have got alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.sight_law import spoken
from tests.laws.sight_orders import ORDERS, Step, play, random_steps
from tests.laws.sight_town import VIEWERS, ellery
from tests.operations.story import MORNING
from tocsin.access import Eye, SliceBoard, changes
from tocsin.access.changes import Changes
from tocsin.access.sight import keys_of
from tocsin.access.slices import Differences
from tocsin.access.stream import Bodies, body_of

STEPS = st.lists(
    st.tuples(st.integers(0, len(ORDERS) - 1), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=25,
)


def first_wrong(steps: list[Step], every: int = 1) -> str | None:
    """The first subject that a remembering eye sees otherwise than a fresh one."""
    played = play(ellery(), steps)
    if not played.happened:
        return None
    board = SliceBoard(played.happened[0][0], speak=spoken)
    streams = [board.join(each, f"s{n}", MORNING)[0] for n, each in enumerate(VIEWERS)]
    for number, (before, after, cause) in enumerate(played.happened, 1):
        board.collect(before, after, cause)
        if number % every:
            continue
        board.flush(MORNING)
        for stream in streams:
            remembering = board._eyes[board.class_of(stream)]
            fresh = Eye(after, remembering.viewer)
            for key in keys_of(after):
                if remembering.fields(key) != fresh.fields(key):
                    return f"after {cause.event}: {stream.viewer} on {key}"
    return None


@given(STEPS, st.integers(1, 4))
def test_an_eye_that_remembers_sees_what_a_fresh_one_sees(steps: list[Step], every: int) -> None:
    assert first_wrong(steps, every) is None


@pytest.mark.full
def test_control_an_eye_that_is_not_told_who_links_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes.Linkers, "of", lambda self, key: frozenset())
    assert any(first_wrong(random_steps(seed, 80)) for seed in range(20))


@given(STEPS)
def test_differences_made_for_many_are_those_made_for_each(steps: list[Step]) -> None:
    played = play(ellery(), steps)
    pictures = [each[0] for each in played.happened[:1]] + [each[1] for each in played.happened]
    changed = Changes(pictures[0]) if pictures else None
    for (before, after), (*_, cause) in zip(pairwise(pictures), played.happened, strict=True):
        assert changed is not None, "there is a picture where something happened"
        changed.collect(before, after, cause)
        many, bodies = Differences(changed, MORNING), Bodies(spoken)
        for viewer in VIEWERS:
            last = Eye(before, viewer)
            now = last.onward(after, changed.unsettled())
            got = many.between(last, now)
            alone = Differences(changed, MORNING).between(Eye(before, viewer), Eye(after, viewer))
            assert got == alone
            assert bodies.of(got) == body_of(got, spoken)
        changed.clear()
