"""A08 Two people for one act: who proposes never approves, and one desk is one person.

The town has decided that a matter is closed only if two officers agree to exactly that. A third
proposes it. What counts is who they are, at which desk, and how lately they proved it.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+
    | Central     |
    | E1 engine   |
    +-------------+
"""
PEOPLE = """
    ann  chief
    ben  dispatcher
    cy   duty_officer
    dee  duty_officer
"""
RULE = """
    15:00  chief: RULE CloseIncident 2 chief duty_officer
    15:00  ben: C fire P1 @mill lane 14  => fire
    15:05  cy: CL {fire} "false alarm
           refused: approv
    15:06  cy: AP CL {fire} "false alarm  => wish
           says: Propose, for others to approve
           board: needs · mill lane 14 · No unit yet
"""
APPROVED = """
    15:07  cy: AY {wish}
           refused: Ask somebody else to approve it
    15:08  dee signs in at the desk of cy
    15:08  dee: AY {wish}
           refused: session
    15:09  ben: AY {wish}
           refused: “approve a proposal” is not for the roles you hold
    15:10  dee signs in
    15:10  dee: AY {wish}
           says: Approve {wish}, “close an incident”: disposition false alarm
    15:11  cy: AX {wish}
           refused: 1
           board: needs · mill lane 14 · No unit yet
    15:20  ann signs in
    15:26  ann: AY {wish}
           refused: 300
    15:27  ann signs in
    15:27  ann: AY {wish}
    15:28  cy: AX {wish}
           says: Carry out
           board: gone · mill lane 14
    15:29  cy: AX {wish}
           refused: executed
"""
NO = """
    15:07  dee: AN {wish} ! the caller rang again
    15:08  ann: AY {wish}
           refused: objects
    15:09  cy: AX {wish}
           refused: objects
           board: needs · mill lane 14 · No unit yet
"""


def test_two_others_who_are_there_say_yes_or_nothing_happens(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(RULE)
        town.plays(APPROVED)
        assert "approved by" in town.why("{wish}").lower(), "who said yes is on record"


def test_one_reasoned_no_stops_it(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(RULE)
        town.plays(NO)
