"""A01 One call, one engine, from the report to the close, and its times.

A caller sees smoke. The call taker takes it down, the dispatcher sends the engine, the crew reports
how far it is. Nobody has to remember anything: what waits stands on the board with its reason.
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
    ada  call_taker
    ben  dispatcher
"""
STORY = """
    08:00  ada: CALL fire P1 @mill lane 14 "smoke from the roof
           says: Take a report (call)
           board: needs · mill lane 14 · Report waiting
    08:01  ada: OPEN  => fire
           board: needs · mill lane 14 · No unit yet, 1 min after it came in
    08:02  ben: D E1 {fire}
           says: Dispatch E1 to {fire}
           board: working · mill lane 14 · Unspecified smoke from the roof
           unit: E1 · sent
    08:03  ben: E E1
    08:08  ben: A E1
           unit: E1 · on scene
    08:09  ben: D E1 {fire}
           refused: E1
    08:31  ben: F E1
           unit: E1 · free
    08:37  Nobody closes it.
           board: needs · mill lane 14 · All units clear for 6 min
    08:38  ben: CL {fire} "chimney fire, out
           board: gone · mill lane 14
"""


def test_a_call_becomes_an_incident_an_engine_goes_and_its_times_are_known(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(STORY)
        times = town.measure("response-times")
        assert town.median_s(times, "call_entry_s") == 60
        assert town.median_s(times, "alarm_handling_s") == 120
        assert town.median_s(times, "turnout_s") == 60
        assert town.median_s(times, "travel_s") == 300
        assert town.median_s(times, "total_response_s") == 480
        assert times["kind"] == "Exercise", "figures of a drill say so"
