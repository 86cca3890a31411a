"""A story that is not so fails with the line that is not so: the other files can be believed."""

from pathlib import Path

import pytest

from tests.scenarios.town import telling

TOWN = """
    +-------------+
    | Central     |
    | E1 engine   |
    +-------------+
"""
BEGIN = """
    08:00  ben: C fire P1 @mill lane 14  => fire
    08:01  ben: D E1 {fire}
"""


@pytest.mark.parametrize(
    "false",
    [
        "board: quiet · mill lane 14",
        "board: gone · mill lane 14",
        "board: working · mill lane 15",
        "board: working · mill lane 14 · No unit yet",
        "unit: E1 · free",
        "says: Dispatch E2",
        "hides: Dispatch E1",
        "refused: Dispatch E1",
        "not understood: Dispatch E1",
        "group: fire · open",
    ],
)
def test_what_is_not_so_is_noticed(false: str, tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, "ben dispatcher") as town, pytest.raises(AssertionError) as fails:
        town.plays(f"{BEGIN}\n{false}")
    assert "08:01  ben: D E1" in str(fails.value)


def test_an_order_that_the_story_does_not_say_is_refused_must_be_granted(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, "ben dispatcher") as town, pytest.raises(AssertionError) as fails:
        town.plays(BEGIN + "08:02  ben: D E1 {fire}")
    assert "08:02  ben: D E1" in str(fails.value)


def test_a_line_that_is_no_line_of_a_story_is_noticed(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, "ben dispatcher") as town, pytest.raises(AssertionError) as fails:
        town.plays("at eight ben dispatches E1")
    assert "not a line of a story: at eight" in str(fails.value)
