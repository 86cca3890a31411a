"""A06 A restricted matter: only who must know of it, and nothing to be guessed by the others.

A child is to be brought away from somebody dangerous. Dee works at the next desk. On her screen the
patrol is sent elsewhere, and that is all. When she must see it after all she breaks the glass,
with a reason, for so many minutes, and that stays on record.
"""

from pathlib import Path

from tests.scenarios.town import Story, rows, telling

TOWN = """
    +-------------+-----------------+
    | Central     | Watch house     |
    | E1 engine   | P11 patrol      |
    |             | P12 patrol      |
    +-------------+-----------------+
"""
PEOPLE = """
    ben  dispatcher
    cy   duty_officer
    dee  dispatcher
"""
QUIETLY = """
    13:00  ben: C police.domestic P1 @tanner row 5 "child to be brought away  => child
    13:00  ben: RST {child} cy
           says: Restrict {child} to you and cy
    13:01  ben: D P11 {child}
    13:05  ben: A P11
"""
NEXT_DESK = """
    13:06  dee: C fire P2 @mill lane 14 "bin alight  => bin
    13:06  dee: D P11 {bin}
           refused: P11 is sent elsewhere
    13:06  dee: L P11
           says: P11: sent elsewhere. Station
    13:07  dee: FIND tanner
           says: 0 found
    13:07  dee: Y {child} "who is this
           not understood: {child}
    13:07  dee: ? why {child}
           not understood: {child}
    13:08  dee: ? why P11
           hides: 13:01
           hides: 13:05
    13:08  dee: AT 13:06 P11
           says: committed
           hides: on_scene
           hides: 13:05
    13:08  dee: X P11 {bin} ! bin is alight
           refused: P11 is sent elsewhere
    13:08  dee: BG EH-260302-0000 10 ! just looking
           refused: no incident
"""
GLASS = """
    13:10  dee: BG {child} 10 ! P11 does not answer
           says: on record: P11 does not answer
    13:11  dee: FIND tanner
           says: 1 found
    13:15  cy: ? why {child}
           says: P11 does not answer
    13:21  The ten minutes are over.
    13:22  dee: FIND tanner
           says: 0 found
"""


def places(town: Story, who: str) -> list[str]:
    """Where there is anything on somebody's board."""
    return sorted(row.place for _, row in rows(town.board(who)))


def test_who_need_not_know_learns_that_a_unit_is_committed_and_no_more(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        cy, dee = town.screen("cy"), town.screen("dee")
        town.plays(QUIETLY)
        assert cy.incidents() == [town.names["child"]]
        assert cy.knows_of("tanner row"), "who is on the list sees it: so it could be seen"
        assert dee.incidents() == []
        assert dee.unit("P11")["status"] == "committed"
        town.plays(NEXT_DESK)
        assert dee.incidents() == [town.names["bin"]]
        assert places(town, "cy") == ["mill lane 14", "tanner row 5"]
        assert places(town, "dee") == ["mill lane 14"]
        assert not dee.knows_of(town.names["child"], "tanner row", "domestic", '"on_scene"')


def test_broken_glass_shows_it_for_a_while_and_stays_on_record(tmp_path: Path) -> None:
    with telling(tmp_path, TOWN, PEOPLE) as town:
        town.plays(QUIETLY)
        dee = town.screen("dee")
        assert dee.incidents() == []
        town.plays(GLASS[: GLASS.index("    13:21")])
        assert dee.incidents() == [town.names["child"]]
        town.plays(GLASS[GLASS.index("    13:21") :])
        assert dee.incidents() == []
        record = town.why("{child}")
        assert "P11 does not answer" in record
        assert "cy looked at what is restricted" in record.lower(), "looks are on record"
