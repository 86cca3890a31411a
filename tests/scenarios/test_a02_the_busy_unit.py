"""A02 The busy unit: refused with where it is, then reassigned with a reason.

There is one rescue unit. It works at a barn when somebody is trapped elsewhere. Nobody takes it
away by a slip of the finger; whoever takes it says why, and the place that lost it says so.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+-----------------+
    | Central     | Harbour         |
    | R1 rescue   | E2 engine       |
    +-------------+-----------------+
"""
PEOPLE = """
    ben  dispatcher
"""
STORY = """
    09:00  ben: C rescue P3 @barn hill 2 "cow in a ditch  => barn
    09:01  ben: D R1 {barn}
    09:02  ben: E R1
    09:09  ben: A R1
           board: working · barn hill 2
    09:12  ben: C rescue P1 @weir road 8 "car on its side, somebody trapped  => crash
    09:13  ben: D R1 E2 {crash}
           refused: R1 is on scene for {barn}
           refused: Reassign it with a reason (X)
           says: Dispatch E2 to {crash}
           unit: R1 · on scene
           unit: E2 · sent
    09:14  ben: X R1 {crash}
           not understood: a reason
    09:14  ben: X R1 {crash} ! somebody trapped
           says: Reassign R1 to {crash}: somebody trapped
           unit: R1 · sent
           board: working · weir road 8
           board: needs · barn hill 2 · R1 was taken 0 s ago, nobody is left: send another
    09:14  ben: ? why R1
           says: somebody trapped
"""


def test_a_busy_unit_is_taken_with_a_reason_only_and_the_loser_says_so(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(STORY)
        assert town.crews() == {"barn hill 2": [], "weir road 8": ["E2", "R1"]}
        assert "reassigned" in town.why("{barn}"), "the barn's own record says who took it"
