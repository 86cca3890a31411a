"""A04 Fire, ambulance and police at one collision, under one command.

Each service keeps its own lead, the command is shared. Command passes to somebody else with a
briefing and only when they say yes. Too many under one person is noticed, never forbidden.
"""

from pathlib import Path

from tests.scenarios.town import telling

TOWN = """
    +-------------+-----------------+-------------+
    | Central     | Clinic          | Watch house |
    | E1 engine   | A21 ambulance   | P11 patrol  |
    | R1 rescue   | A22 ambulance   | P12 patrol  |
    | E2 engine   | A23 ambulance   |             |
    +-------------+-----------------+-------------+
"""
PEOPLE = """
    ben  dispatcher
    cy   incident_commander
    dee  incident_commander
    eli  incident_commander
    fay  incident_commander
"""
TOGETHER = """
    11:00  ben: C rescue P1 @weir road 8 "bus and two cars  => crash
    11:01  ben: DE E1 R1 A21 P11 {crash}
    11:06  ben: A E1 R1 A21 P11
    11:07  ben: AG {crash} medical dee
    11:07  ben: AG {crash} police eli
    11:08  cy: AC {crash} cy "Weir command
    11:09  dee: UC {crash} dee medical
    11:09  eli: UC {crash} eli police
           board: working · weir road 8 · medical+police
"""
HANDED_OVER = """
    11:20  cy: TC {crash} cy fay "bus on its side; all out; E1 R1 A21 P11; fuel on the road
           says: who has it when they accept
           board: needs · weir road 8 · Command offered to fay, not accepted
    11:21  eli: TA {crash} fay
           refused: under a condition (own_person)
    11:22  fay: TA {crash} fay
           says: fay takes command of {crash}
           board: working · weir road 8
"""
TOO_MANY = """
    11:25  ben: DE E2 A22 A23 P12 {crash}
    11:25  ben: PAR E1 R1 A21 P11
    11:30  ben: A E2 A22 A23 P12
    11:32  Eight units answer to one command.
           board: needs · weir road 8 · Span of control too wide
    11:33  fay: PO {crash} operations_section_chief cy "Operations
    11:34  fay: PO {crash} division_supervisor dee "Patients
    11:35  fay: PU A21 {crash} "Patients
    11:35  fay: PU A22 {crash} "Patients
    11:35  fay: PU A23 {crash} "Patients
    11:36  Five units under Operations, three under Patients.
           board: working · weir road 8
"""


def test_three_services_work_under_one_command_and_it_passes_with_a_briefing(
    tmp_path: Path,
) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(TOGETHER)
        town.plays(HANDED_OVER)
        town.plays(TOO_MANY)
        told = town.why("{crash}")
        assert "eli joined the command for police" in told
        assert "Command offered by cy to fay: bus on its side" in told
        assert "Command passed from cy to fay" in told
