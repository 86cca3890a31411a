"""A09 The night's end: a person is forgotten, and nothing readable is left in any file.

What was said about her was sealed under keys of its own from the first word. The keys go; the
record of what the town did stays whole and can still be checked to the last byte.
"""

from pathlib import Path

from tests.scenarios.town import telling
from tocsin.log.verify import verify
from tocsin.operations.forgetting import ForgetIncident, ForgetSubject
from tocsin.terms.codes import ForgetGround

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
NIGHT = """
    22:00  ada: CALL medical P1 @orchard walk 9 "Marisol Quay fell down the stairs  => call
    22:00  ada: WHO 01632 960011 "Tobias Quay
    22:01  ada: OPEN  => fall
    22:02  ben: DE A21 {fall}
    22:08  ben: A A21
    22:09  ben: INV {fall} patient immediate "Marisol Quay  => patient
    22:10  ben: Y {fall} "Marisol takes warfarin
    22:20  ben: T A21 "clinic
    22:40  ben: H A21
    23:00  ben: F A21
    23:01  ben: CL {fall} "her nephew has the keys
    23:02  ada: FIND marisol
           says: 1 found
"""
MORNING = """
    07:00  ada: FIND marisol
           says: 0 found
"""
PRIVATE = ("Marisol", "Tobias", "960011", "orchard walk", "warfarin", "nephew")
PUBLIC = "medical"


def in_clear(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Those of the words that stand readable in any file of the town."""
    files = [path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()]
    return [each for each in words if any(each.lower().encode() in file for file in files)]


def test_a_person_is_forgotten_and_the_record_of_the_night_still_holds(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(NIGHT)
        assert all(each in town.page("{fall}") for each in ("Marisol", "orchard walk", "warfarin"))
        incident, patient = town.names["fall"], town.names["patient"]
        ground = ForgetGround.no_longer_needed
        town.orders("chief", ForgetSubject(owner=f"person/{patient}", ground=ground))
        town.orders("chief", ForgetIncident(incident=incident, ground=ground))
        assert not any(each in town.page("{fall}") for each in PRIVATE)
        assert "A21" in town.page("{fall}"), "what the town did is not forgotten"
        town.plays(MORNING)
        assert in_clear(tmp_path, (*PRIVATE, PUBLIC)) == [PUBLIC], "open, with its journal"
    assert in_clear(tmp_path, (*PRIVATE, PUBLIC)) == [PUBLIC], "closed, with its snapshots"
    assert verify(tmp_path / "town").ok
