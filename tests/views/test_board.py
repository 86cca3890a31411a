"""The board asks for a person where one is needed, says why, and loses nobody."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.operations.story import MORNING, Story
from tests.views.towns import incident, opened, port_ellery, response
from tocsin.operations.alarm import HoldIncident
from tocsin.operations.dispatch import CancelUnit, DispatchUnit
from tocsin.operations.incident import CloseIncident
from tocsin.operations.picture.team import TeamKind
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.operations.teams import FormTeam
from tocsin.operations.units import TakeOutOfService
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.views.board import Board, Head, Row, board, chips
from tocsin.views.matrix import natural


def seen(story: Story, after_s: int = 0) -> Board:
    now = MORNING + timedelta(seconds=story.now_s + after_s)
    return board(story.picture, Head(town="Port Ellery", code="PE", kind=LogKind.actual, now=now))


def only(rows: tuple[Row, ...]) -> Row:
    (row,) = rows
    return row


def sent(story: Story, incident: str, *units: str) -> None:
    for each in units:
        story.done(DispatchUnit(unit=f"PE-{each}", incident=incident))


def test_an_incident_without_a_unit_needs_a_person_and_says_for_how_long() -> None:
    story = port_ellery()
    opened(story, "rescue.water_rescue", Priority.immediate)
    row = only(seen(story, after_s=72).needs)
    assert row.type == "Water rescue"
    assert row.reasons == ("No unit yet, 1 min after it came in.",)


def test_it_is_working_once_a_unit_is_on_its_way() -> None:
    story = port_ellery()
    incident = opened(story, "rescue.water_rescue", Priority.immediate)
    sent(story, incident, "E1")
    view = seen(story)
    assert not view.needs
    assert [each.call_sign for each in only(view.working).units] == ["E1"]
    assert only(view.working).units[0].code == "DP"


def test_a_unit_that_does_not_get_under_way_is_named_on_the_board_and_in_the_matrix() -> None:
    story = port_ellery()
    sent(story, opened(story, "fire.house_fire", Priority.urgent), "E1", "E2")
    story.done(ReportEnRoute(unit="PE-E2"))
    view = seen(story, after_s=200)
    assert only(view.needs).reasons == ("E1 sent 3 min ago, not under way.",)
    late = {each.call_sign for group in view.groups for each in group.cells if each.is_late}
    assert late == {"E1"}


def test_a_unit_not_heard_of_asks_for_a_check_on_its_crew() -> None:
    story = port_ellery()
    sent(story, opened(story, "fire.house_fire", Priority.urgent), "E1")
    story.done(ReportOnScene(unit="PE-E1"))
    assert not seen(story, after_s=1_200).needs
    assert "E1 not heard of for 20 min" in only(seen(story, after_s=1_201).needs).reasons[0]


def test_an_incident_all_units_have_left_waits_to_be_closed() -> None:
    story = port_ellery()
    sent(story, opened(story, "fire.house_fire", Priority.urgent), "E1")
    story.done(ReportOnScene(unit="PE-E1"))
    story.done(ClearUnit(unit="PE-E1"))
    assert "close it" in only(seen(story, after_s=400).needs).reasons[0]


def test_unknown_priority_is_never_drawn_as_routine_and_comes_right_after_immediate() -> None:
    story = port_ellery()
    for priority in (Priority.routine, Priority.urgent, None, Priority.immediate):
        opened(story, "other.unknown", priority)
    order = [each.priority for each in seen(story).needs]
    assert order == [Priority.immediate, None, Priority.urgent, Priority.routine]


def test_a_held_incident_with_its_reason_is_quiet() -> None:
    story = port_ellery()
    incident = opened(story, "fire.rubbish", Priority.routine)
    story.done(HoldIncident(incident=incident, reason="waits for daylight"))
    row = only(seen(story).quiet)
    assert "held" in row.marks


def test_a_closed_incident_leaves_the_bands_and_is_counted() -> None:
    story = port_ellery()
    incident = opened(story, "fire.rubbish", Priority.routine)
    sent(story, incident, "E1")
    story.done(CancelUnit(unit="PE-E1", reason="not needed"))
    story.done(CloseIncident(incident=incident, disposition="no_action"))
    counts = seen(story).counts
    assert (counts.open, counts.closed) == (0, 1)


def test_units_stand_under_their_stations_in_the_order_of_the_map_and_of_their_numbers() -> None:
    story = port_ellery(units=24)
    groups = seen(story).groups
    assert [each.name for each in groups] == ["Hill Station", "Mill Station"]
    signs = [each.call_sign for each in groups[0].cells]
    assert signs[:3] == ["E1", "E3", "E5"]
    assert signs.index("E9") < signs.index("E11")
    assert natural("E2") < natural("E10")


def test_a_unit_out_of_service_is_neither_free_nor_at_work() -> None:
    story = port_ellery()
    story.done(TakeOutOfService(unit="PE-E1", reason="tyre"))
    counts = seen(story).counts
    assert (counts.units, counts.free, counts.out, counts.assigned) == (8, 7, 1, 0)


def test_a_team_that_works_an_incident_is_marked_once_until_its_units_are_gone() -> None:
    story = port_ellery()
    story.done(FormTeam(name="ST1", kind=TeamKind.strike_team, units=("PE-E1", "PE-E2"),
                        channel="TAC 7", leader_unit="PE-E1"))  # fmt: skip
    fire = opened(story, "fire.house_fire", Priority.urgent)
    for unit in ("PE-E1", "PE-E2"):
        story.done(DispatchUnit(unit=unit, incident=fire, alone_because="it is near"))
    assert only(seen(story).working).marks == ("ST1",)
    for unit in ("PE-E1", "PE-E2"):
        story.done(CancelUnit(unit=unit, reason="not needed"))
    (row,) = [*seen(story).needs, *seen(story).working]
    assert row.marks == (), "the control"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, *Priority]), st.integers(0, 3), st.booleans(), st.booleans()
        ),
        max_size=12,
    ),
    st.integers(0, 9_000),
)
def test_everything_open_is_in_exactly_one_band(
    told: list[tuple[Priority | None, int, bool, bool]], after_s: int
) -> None:
    story = port_ellery(units=30)
    free = [f"E{each}" for each in range(1, 31)]
    names: list[str] = []
    for priority, units, arrives, is_held in told:
        incident = opened(story, "fire.house_fire", priority)
        names.append(incident)
        for _ in range(0 if is_held else min(units, len(free))):
            unit = free.pop()
            sent(story, incident, unit)
            if arrives:
                story.done(ReportOnScene(unit=f"PE-{unit}"))
        if is_held:
            story.done(HoldIncident(incident=incident, reason="later"))
    view = seen(story, after_s)
    rows = [*view.needs, *view.working, *view.quiet]
    assert sorted(each.key[1] for each in rows) == sorted(names)
    assert view.counts.open == len(names)
    assert all(each.reasons for each in view.needs)
    counts = view.counts
    assert counts.free + counts.assigned + counts.out == counts.units == 30


def test_of_two_states_in_one_second_the_later_one_is_shown() -> None:
    told = incident("1", 0, response("PE-E1", 60, 60))
    assert [each.code for each in chips(told, MORNING + timedelta(seconds=90))] == ["ER"]
