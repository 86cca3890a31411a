"""A11 A tree over the road: a resident reports, the neighbours hear of it, words come back.

Somebody without an account reports a fallen tree and keeps a reference. The watch group of that
end of town learns that there is something, roughly where, and nothing of who said so. When it is
over, whoever closes it writes a line for the person who took the trouble, and another for the file.
"""

from pathlib import Path

from tests.scenarios.town import telling
from tocsin.geo.places import Point
from tocsin.operations.groups import FormGroup

TOWN = """
    +-------------+-----------------+
    | Central     | Yard            |
    | E1 engine   | W1 works_crew   |
    +-------------+-----------------+
"""
PEOPLE = """
    ada  call_taker
    ben  dispatcher
"""
STORY = """
    07:40  A resident reports "a beech lies over the road" at mill lane (46.999, -19.99)  => tree
           board: needs · mill lane · Report waiting
           resident: We have your report.
           group: nothing
    07:44  ada: OPEN {tree} works.tree P3 "beech over both lanes, caller is the miller"  => road
           resident: Somebody is looking at it.
           group: works · open
    07:46  ben: D W1 {road}
           resident: Help has been sent.
    08:02  ben: A W1
           resident: Help is there.
    08:50  ben: F W1
    08:52  ben: CL {road} "sawn up, the miller was rude ! The beech is gone. Thank you.
           says: Whoever reported it is told: The beech is gone
           resident: The matter is closed. The beech is gone. Thank you.
           group: works · closed · The beech is gone. Thank you.
"""
CORNERS = ((46.995, -19.995), (46.995, -19.985), (47.002, -19.985), (47.002, -19.995))
ELSEWHERE = ((46.995, -19.985), (46.995, -19.975), (47.002, -19.975), (47.002, -19.985))


def watch(corners: tuple[tuple[float, float], ...]) -> FormGroup:
    ring = tuple(Point.from_degrees(*each) for each in corners)
    return FormGroup(id="EH-watch", name="Mill end watch", kind="watch", ring=ring)


def test_a_report_goes_out_to_the_neighbours_and_words_come_back(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.orders("chief", watch(CORNERS))
        town.plays(STORY)
        told = " ".join(town.told_to_the_reporter("{tree}")) + str(town.inbox("EH-watch"))
        for word in ("miller", "rude", "both lanes", "W1", "mill lane"):
            assert word not in told


def test_the_group_of_another_end_of_town_hears_nothing(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.orders("chief", watch(ELSEWHERE))
        town.plays(STORY[: STORY.index("    07:44")])
        town.tells("ada", 'OPEN {tree} works.tree P3 "beech over both lanes"')
        assert len(town.town.picture.incidents) == 1
        assert town.inbox("EH-watch") == []
