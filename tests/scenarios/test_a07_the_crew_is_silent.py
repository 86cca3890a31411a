"""A07 The crew is not heard of: a welfare timer, who is told next, and the roll call.

Twenty minutes after its last word a crew at work is asked for. Nobody answers, so the next person
is told, and the next. One word from the crew ends it, and the twenty minutes begin again.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+-----------------+
    | Central     | Harbour         |
    | E1 engine   | BT2 boat        |
    +-------------+-----------------+
"""
PEOPLE = """
    ben  dispatcher
"""
STORY = """
    14:00  ben: C fire P1 @grain silo 1 "smoke inside  => silo
    14:01  ben: DE E1 {silo}
    14:08  ben: A E1
    14:27  Nobody has said anything for nineteen minutes.
           board: working · grain silo 1
    14:28:30  Twenty minutes are over.
           board: needs · grain silo 1 · Welfare of E1 overdue by 30 s (dispatcher
    14:28:30  ben: DUE
           says: welfare
    14:29  Nobody answers, so the next person is told.
           board: needs · grain silo 1 · incident commander told
    14:31  And the next.
           board: needs · grain silo 1 · duty officer told
    14:38  And the chief.
           board: needs · grain silo 1 · chief told
    14:38  ben: ? why E1
           says: Welfare
    14:39  ben: PAR E1
           says: All well: E1
           board: working · grain silo 1
    14:58  The timer began again with their word.
           board: working · grain silo 1
    14:59:30  And it is over again.
           board: needs · grain silo 1 · Welfare of E1 overdue by 30 s
    15:00  ben: F E1
           board: working · grain silo 1
"""


def test_a_silent_crew_is_asked_for_further_and_further_up_until_it_speaks(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(STORY)
