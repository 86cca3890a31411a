"""A03 Two calls about one fire, and a merge that was wrong.

The second caller is two hundred metres away and may mean the same fire: nobody opens a second
incident without having been shown the first. Later two incidents are taken for one; they are not,
and each has its own units and its own words again.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+-----------------+
    | Central     | Harbour         |
    | E1 engine   | E2 engine       |
    +-------------+-----------------+
"""
PEOPLE = """
    ada  call_taker
    ben  dispatcher
"""
TWO_CALLS = """
    10:00  ada: CALL fire P1 @mill lane 14 "flames from a shed
    10:00  ada: FIX 47.00000,-20.00000 20 GPS
    10:01  ada: OPEN  => shed
    10:01  ben: D E1 {shed}
    10:02  ben: E E1
    10:03  ada: CALL fire @behind the mill "smoke over the trees
    10:03  ada: FIX 47.00150,-20.00000 50 AML
    10:04  ada: OPEN
           refused: may be about {shed}: 167 m away
           refused: Attach it there, or open a new incident
    10:04  ada: AR {shed}
           says: belongs to {shed}
           board: gone · behind the mill
           board: working · mill lane 14
"""
A_WRONG_MERGE = """
    10:06  ada: CALL fire P2 @chapel hill 3 "smoke in the stairs
    10:06  ada: FIX 47.00200,-20.00000 20 GPS
    10:07  ada: OPEN not {shed}  => stairs
    10:08  ben: D E2 {stairs}
    10:09  ben: E E2
    10:10  ben: M {stairs} {shed}
           says: {stairs} goes on in {shed}
           board: gone · chapel hill 3
           board: working · mill lane 14
    10:14  ben: UM {stairs} ! another house, E2 stands before it
           says: stands by itself again
           board: working · chapel hill 3
           board: working · mill lane 14
    10:15  ben: ? why {stairs}
           says: another house
"""


def test_a_second_call_is_shown_the_first_incident_and_attached(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(TWO_CALLS)


def test_a_wrong_merge_is_undone_and_both_have_their_units_again(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(TWO_CALLS)
        town.plays(A_WRONG_MERGE)
        assert town.crews() == {"mill lane 14": ["E1"], "chapel hill 3": ["E2"]}
