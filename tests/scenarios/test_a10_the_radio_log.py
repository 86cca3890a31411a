"""A10 A late report from the radio log: what was so then, and what was known then.

The crew said "on scene" at 16:07 and nobody typed it. At 16:40 the radio log is read. The two
questions of time are different questions and get different answers, for ever.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+-----------------+
    | Central     | Clinic          |
    | E1 engine   | A21 ambulance   |
    +-------------+-----------------+
"""
PEOPLE = """
    ben  dispatcher
"""
STORY = """
    16:00  ben: C fire P1 @mill lane 14  => fire
    16:01  ben: DE E1 {fire}
    16:20  Nobody has typed what the crew said.
           board: needs · mill lane 14 · E1 under way for 19 min, not there yet
    16:40  ben: A E1 16:07
           says: E1 on scene, at 16:07
           unit: E1 · on scene
    16:41  ben: AT 16:20 E1
           says: en_route
    16:41  ben: ? why E1
           says: 16:07
"""


def test_what_was_so_and_what_was_known_are_two_answers(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(STORY)
        assert town.knew(16, 20)["E1"] == "under way"
        assert town.was(16, 20)["E1"] == "on scene"
        times = town.measure("response-times")
        assert town.median_s(times, "travel_s") == 360
