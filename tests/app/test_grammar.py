"""The words of the console: what a line means, what it does not, and what is said then."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.app.desk_town import LATER_S, desk_town, given, understood
from tests.operations.story import Story
from tests.operations.test_ground import FIRST, order
from tocsin.app.grammar.clocks import clock_time, clock_time_ahead, said
from tocsin.app.grammar.parse import LINE_LIMIT, Line, NotUnderstood, parse
from tocsin.app.grammar.verbs import VERBS
from tocsin.operations.closures import DeclareClosure
from tocsin.operations.covering import MoveUp
from tocsin.operations.dispatch import DispatchUnit, ReassignUnit
from tocsin.operations.incident import OpenIncident, SetPriority
from tocsin.operations.narrative import AddRemark
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.runs import TickStep
from tocsin.operations.status import ReportOnScene
from tocsin.operations.units import RegisterUnit

LONDON = ZoneInfo("Europe/London")
FIRE = "PE-260302-0417"


@pytest.fixture
def story() -> Story:
    found = desk_town()
    found.now_s = LATER_S
    return found


def says_no(story: Story, line: str, **more: str) -> str:
    """The sentence of a line that is not understood."""
    with pytest.raises(NotUnderstood) as told:
        understood(story, line, **more)
    return str(told.value)


# the shape of a line


def test_a_line_is_cut_into_verb_words_place_text_and_reason() -> None:
    assert parse('c fire P1 @mill lane 14 "smoke from roof ! sure') == Line(
        "C",
        ("fire", "P1"),
        "mill lane 14",
        "smoke from roof",
        "sure",
        "smoke from roof ! sure",
    )


def test_a_closing_quote_ends_the_words_even_when_there_is_an_exclamation_in_them() -> None:
    line = parse('CL 05 "put out ! at last" ! owner gone')
    assert (line.text, line.reason) == ("put out ! at last", "owner gone")


def test_quotes_of_other_keyboards_begin_words_too() -> None:
    for quoted in ("“child on roof”", "„child on roof“", "«child on roof»", '"child on roof'):
        assert parse(f"Y 17 {quoted}").text == "child on roof"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "begin with a verb"),
        ("   ", "begin with a verb"),
        ('"only words', "begin with a verb"),
        ('Y 17 "', 'after `"` comes free text'),
        ("C fire @", "after `@` comes a place"),
        ("X R1 17 !", "after `!` comes a reason"),
        ("E A22\x1b[2J", "control character (U+001B)"),
        ("E A\x0022", "control character (U+0000)"),
        ("E A22\nF A22", "control character (U+000A)"),
        ("E \udcff", "character 3 is not text"),
        ("Y 17 " + "x" * LINE_LIMIT, "attach it"),
    ],
)
def test_what_is_no_line_is_answered_with_what_a_line_is(line: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        parse(line)
    assert sentence in str(told.value)
    assert len(str(told.value)) < 250


@for_all(st.text(max_size=80))
def test_no_line_whatever_does_anything_but_mean_something_or_say_why_not(tail: str) -> None:
    story = desk_town()
    for verb in VERBS:
        with suppress(NotUnderstood):
            found = understood(story, f"{verb} {tail}")
            assert found.commands or found.view is not None


# names


def test_an_incident_is_known_by_the_shortest_ending_that_only_it_has(story: Story) -> None:
    (command,) = understood(story, "P 17 2").commands
    assert isinstance(command, SetPriority)
    assert command.incident == FIRE
    assert "`P 17 1`" in says_no(story, "P 99 2")


def test_an_ending_of_several_incidents_asks_for_one_digit_more(story: Story) -> None:
    story.done(OpenIncident(id="PE-260302-1417", type="fire.structure"))
    assert "PE-260302-0417, PE-260302-1417: write one letter or digit more" in says_no(
        story, "P 17 2"
    )


def test_a_unit_whose_name_is_also_the_ending_of_an_incident_is_asked_about(story: Story) -> None:
    story.done(RegisterUnit(call_sign="17", kind="engine"))
    assert "unit PE-17 and also PE-260302-0417" in says_no(story, "D 17 B1")


def test_the_selected_incident_is_a_dot(story: Story) -> None:
    (command,) = understood(story, "D B1 .", selected=FIRE).commands
    assert command == DispatchUnit(unit="PE-B1", incident=FIRE)
    assert "none is selected" in says_no(story, "D B1 .")


def test_a_remark_and_a_step_go_to_the_selected_incident_where_none_is_named(
    story: Story,
) -> None:
    (remark,) = understood(story, 'Y "child on roof', selected=FIRE).commands
    assert remark == AddRemark(subject=f"incident/{FIRE}", text="child on roof")
    given(story, "PL flood 17")
    (tick,) = understood(story, "K 3 done", selected=FIRE).commands
    assert tick == TickStep(incident=FIRE, step="gauge")


def test_the_beginning_of_a_station_is_enough_unless_two_begin_so(story: Story) -> None:
    given(story, 'NS east "Mill Hill')
    (move,) = understood(story, "MV E22 mill h").commands
    assert move == MoveUp(unit="PE-E22", station="east")
    assert "`mi` could be east, mill" in says_no(story, "MV E22 mi")


def test_a_restricted_incident_is_not_there_for_whoever_may_not_know(story: Story) -> None:
    story.done(RestrictIncident(incident=FIRE, need_to_know=("p-ada",)), actor="p-ada")
    assert understood(story, "P 17 1", viewer="p-ada").commands
    for line in ("PLACE 17 @quay", "PLACE PE-260302-0417 @quay", "D B1 17"):
        absent = line.replace("17", "99")
        told = says_no(story, line, viewer="p-bo").partition(" here")[0]
        assert (
            told.replace("17", "99") == says_no(story, absent, viewer="p-bo").partition(" here")[0]
        )
        assert "incident" in told
    given(story, f"D B1 {FIRE}", actor="p-ada")
    assert "elsewhere" in understood(story, "D B1 18", viewer="p-bo").says
    assert FIRE not in understood(story, "D B1 18 ! nearer", viewer="p-bo").says


# what a line may hold


def test_nothing_that_was_typed_is_passed_over_in_silence(story: Story) -> None:
    assert "`foo` is no unit here" in says_no(story, "E A22 foo")
    assert "takes no reason" in says_no(story, "E A22 ! quickly")
    assert "takes no place" in says_no(story, "CL 05 @mill")
    assert "`until` is neither" in says_no(story, "D B1 17 until 18:00")


def test_an_unknown_verb_is_answered_with_those_near_it(story: Story) -> None:
    assert "CLX" in says_no(story, "CLXX 17")
    assert "lists them" in says_no(story, "QQ riverside B")
    assert len(says_no(story, "W" * 5_000)) < 200


def test_a_busy_unit_is_reassigned_only_with_a_reason_and_the_echo_says_so(story: Story) -> None:
    given(story, "D B1 18")
    without = understood(story, "D B1 17")
    assert isinstance(without.commands[0], DispatchUnit)
    assert "refused unless ! and a reason" in without.says
    (command,) = understood(story, "D B1 17 ! nearer").commands
    assert command == ReassignUnit(unit="PE-B1", incident=FIRE, reason="nearer")


def test_each_unit_of_a_line_is_an_order_for_itself(story: Story) -> None:
    found = understood(story, "D B1 R1 A22 17")
    assert [len(each.commands) for each in found.chains] == [1, 1, 1]
    together = understood(story, "DE B1 R1 17")
    assert [len(each.commands) for each in together.chains] == [2, 2]


def test_a_call_of_one_line_keeps_its_report_together(story: Story) -> None:
    found = understood(story, 'CALL fire P1 @mill lane 14 "smoke from roof')
    assert len(found.chains) == 1
    given(story, 'CALL fire P1 @mill lane 14 "smoke from roof')
    newest = max(story.picture.reports.values(), key=lambda each: each.arrived_at)
    assert newest.words is not None
    assert newest.words.text == "smoke from roof"
    assert newest.place.words is not None


def test_a_verb_without_a_reason_keeps_an_exclamation_in_its_words(story: Story) -> None:
    (remark,) = understood(story, 'Y 17 "come quick ! now').commands
    assert isinstance(remark, AddRemark)
    assert remark.text == "come quick ! now"


# times


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_clock_time_is_the_latest_that_is_over_or_the_next_to_come() -> None:
    now = at("2026-07-01T12:00+01:00")
    assert clock_time("11:59", now, LONDON) == at("2026-07-01T11:59+01:00")
    assert clock_time("12:01", now, LONDON) == at("2026-06-30T12:01+01:00")
    assert clock_time_ahead("11:59", now, LONDON) == at("2026-07-02T11:59+01:00")
    assert clock_time_ahead("18:00", now, LONDON) == at("2026-07-01T18:00+01:00")
    assert clock_time("mill", now, LONDON) is None
    assert clock_time("٠١:٣٠", now, LONDON) is None


def test_in_the_hour_that_comes_twice_the_later_one_that_is_over_is_meant() -> None:
    in_second = at("2026-10-25T01:40+00:00")
    assert clock_time("01:30", in_second, LONDON) == at("2026-10-25T01:30+00:00")
    assert clock_time("01:50", in_second, LONDON) == at("2026-10-25T01:50+01:00")
    in_first = at("2026-10-25T01:40+01:00")
    assert clock_time("01:30", in_first, LONDON) == at("2026-10-25T01:30+01:00")
    assert clock_time("01:50", in_first, LONDON) == at("2026-10-24T01:50+01:00")
    assert clock_time("01:30+01:00", in_second, LONDON) == at("2026-10-25T01:30+01:00")
    assert said(at("2026-10-25T01:30+01:00"), in_second, LONDON) == "01:30+01:00"


def test_a_day_with_a_change_of_clocks_has_not_twenty_four_hours() -> None:
    before = at("2026-10-24T20:00+01:00")
    assert clock_time_ahead("18:00", before, LONDON) == at("2026-10-25T18:00+00:00")
    after = at("2026-10-25T10:00+00:00")
    assert clock_time("18:00", after, LONDON) == at("2026-10-24T18:00+01:00")


def test_a_time_that_the_clocks_left_out_is_refused_not_moved() -> None:
    now = at("2026-03-29T09:00+01:00")
    with pytest.raises(NotUnderstood, match="no 01:30 today in Europe/London"):
        clock_time("01:30", now, LONDON)
    with pytest.raises(NotUnderstood, match="the clocks went forward over it"):
        clock_time("2026-03-29T01:30", now, LONDON)


def test_a_written_time_that_came_twice_asks_which_and_shows_both() -> None:
    now = at("2026-10-26T09:00+00:00")
    with pytest.raises(NotUnderstood, match=r"write 2026-10-25T01:30:00\+01:00 or .*\+00:00"):
        clock_time("2026-10-25T01:30", now, LONDON)
    for word in ("2026-13-01", "2026-01-01T99:00", "9999-12-31T23:59-14:00", "0001-01-01"):
        with pytest.raises(NotUnderstood, match="is not a time"):
            clock_time(word, now, ZoneInfo("Pacific/Auckland"))


@for_all(st.integers(0, 60 * 24 * 366), st.integers(0, 23), st.integers(0, 59))
def test_a_clock_time_shows_what_was_typed_and_is_within_two_days(
    minutes: int, hour: int, minute: int
) -> None:
    now = at("2026-01-01T00:00+00:00") + timedelta(minutes=minutes)
    word = f"{hour:02}:{minute:02}"
    try:
        past, ahead = clock_time(word, now, LONDON), clock_time_ahead(word, now, LONDON)
    except NotUnderstood:
        assert (hour, now.astimezone(LONDON).date().isoformat()) == (1, "2026-03-29")
        return
    assert past is not None
    assert ahead is not None
    assert past <= now < ahead
    assert ahead - past <= timedelta(days=2, hours=1)
    assert f"{past.astimezone(LONDON):%H:%M}" == f"{ahead.astimezone(LONDON):%H:%M}" == word


def test_the_time_that_an_order_happened_at_is_in_the_echo(story: Story) -> None:
    found = understood(story, "E A22 13:58")
    assert found.occurred_at == datetime(2026, 3, 2, 13, 58, tzinfo=UTC)
    assert found.says == "A22 en route, at 13:58."


def test_a_road_under_water_is_told_by_its_id_and_its_depth(story: Story) -> None:
    story.done(order(FIRST))
    (told,) = understood(story, "CLO flooded 40cm w34 emergency w35.n12 ! culvert").commands
    assert isinstance(told, DeclareClosure)
    assert (told.extent.edges, told.depth_cm) == (("w34", "w35.n12"), 40)
    assert (told.passable_for, told.extent.place.label) == (("emergency",), None)
    assert "`CLO" in says_no(story, "CLO flooded 40cm emergency")


def test_closing_frees_who_is_there_and_says_so(story: Story) -> None:
    for line in ("D A22 17", "D B1 17"):
        (sent,) = understood(story, line).commands
        story.done(sent)
    story.done(ReportOnScene(unit="PE-B1"))
    told = understood(story, "CL 17")
    kinds = [type(each).__name__ for each in told.commands]
    assert kinds == ["CancelUnit", "ClearUnit", "CloseIncident"]
    assert told.says.startswith("Free A22, B1; close ")
    assert told.says.endswith(": completed.")
    for command in told.commands:
        story.done(command)
    assert [type(each).__name__ for each in understood(story, "CL 05").commands] == [
        "CloseIncident"
    ]
