"""The board on a terminal: it fits, counts everybody, and no drill looks like the real thing."""

import re
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operations.story import MORNING
from tests.views.towns import opened, port_ellery
from tocsin.app.terminal.board import board as drawn
from tocsin.app.terminal.canvas import Canvas, fit, text_width, wrapped
from tocsin.app.terminal.chrome import Prompt
from tocsin.app.terminal.incidents import shares
from tocsin.app.terminal.look import TOKENS, Depth, Look, look_of, nearest_256
from tocsin.app.terminal.page import page
from tocsin.app.terminal.table import tables
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.status import ReportOnScene
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.views.board import Board, Head, board
from tocsin.views.incident_page import incident_page
from tocsin.views.measures import MEASURES, Ask

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = Look(Depth.plain)
SIZES = [(80, 24), (100, 30), (120, 40), (200, 60), (40, 12), (20, 6)]
PRIORITIES = [Priority.immediate, Priority.urgent, Priority.prompt, Priority.routine, None]


def town(
    incidents: int,
    units: int = 12,
    kind: LogKind = LogKind.actual,
    past: bool = False,
    label: str = "Mill Lane 14",
) -> Board:
    """A town with so many incidents, every second one with a unit on scene."""
    story = port_ellery(units)
    for each in range(incidents):
        incident = opened(story, "rescue.water_rescue", PRIORITIES[each % 5], label)
        if each % 2 and each < units:
            story.done(DispatchUnit(unit=f"PE-E{each + 1}", incident=incident))
            story.done(ReportOnScene(unit=f"PE-E{each + 1}"))
    now = MORNING + timedelta(seconds=story.now_s + 60)
    head = Head(
        town="Port Ellery", code="PE", kind=kind, now=now, position=story.position, past=past
    )
    return board(story.picture, head)


def lines_of(text: str) -> list[str]:
    return [ESCAPE.sub("", each) for each in text.split("\n")]


def shown_and_counted(lines: list[str]) -> int:
    """Incidents with a line of their own, and those in the counts of what did not fit."""
    text = "\n".join(lines)
    own = len(re.findall(r"[⬣▲◇○◌][1234?] \d{4} ", text))
    hidden = sum(int(each) for each in re.findall(r"\+ (\d+) more (?:need|being|quiet)", text))
    for band in ("WORKING", "QUIET"):
        line = next((each for each in lines if band in each), "")
        hidden += sum(int(each) for each in re.findall(r"[⬣▲◇○◌][1234?] × (\d+)", line))
    return own + hidden


@pytest.mark.parametrize(("size", "incidents"), list(product(SIZES, [0, 1, 7, 60])))
def test_the_board_is_never_wider_or_taller_than_the_screen(
    size: tuple[int, int], incidents: int
) -> None:
    view = town(incidents)
    prompt = Prompt("D E1 17", "Dispatch E1 to 0417", "E1 is on scene. Take E2, or give a reason.")
    for depth in Depth:
        lines = drawn(view, *size, Look(depth), prompt).split("\n")
        assert len(lines) <= size[1]
        assert all(text_width(ESCAPE.sub("", each)) <= size[0] for each in lines)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("incidents", [1, 7, 23, 60])
def test_every_incident_is_on_the_board_as_a_line_or_in_a_count(
    size: tuple[int, int], incidents: int
) -> None:
    lines = lines_of(drawn(town(incidents), *size, PLAIN))
    assert shown_and_counted(lines) == incidents


def test_the_count_above_notices_a_line_that_is_lost() -> None:
    lines = lines_of(drawn(town(7), 120, 40, PLAIN))
    without = [each for each in lines if "⬣1" not in each]
    assert shown_and_counted(without) != 7


@given(st.integers(0, 70), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_bands_share_the_lines_there_are(height: int, needs: int, working: int, quiet: int) -> None:
    found = shares(height, needs, working, quiet)
    assert min(found) >= 0
    assert sum(found) <= max(0, height - 3)
    assert found[2] in (0, quiet)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("depth", list(Depth))
def test_an_exercise_is_unmistakable_without_colour_in_frame_and_titles(
    size: tuple[int, int], depth: Depth
) -> None:
    lines = lines_of(drawn(town(7, kind=LogKind.exercise), *size, Look(depth), Prompt()))
    for edge in (lines[0], lines[-1]):
        assert "EXERCISE: nothing here leaves this room" in edge
    inside = [each.rstrip() for each in lines[1:-1]]
    assert all(each.startswith("╱") and each.endswith("╱") for each in inside)
    titles = [each for each in lines if re.search(r"NEEDS A PERSON|WORKING|QUIET|UNITS", each)]
    assert titles
    assert all("EXERCISE" in each for each in titles)


def test_the_actual_board_has_none_of_these_marks() -> None:
    text = "\n".join(lines_of(drawn(town(7), 120, 40, PLAIN, Prompt())))
    assert "ACTUAL" in text
    assert "EXERCISE" not in text
    assert "╱" not in text


def test_test_and_past_say_so_in_their_frame() -> None:
    assert "TEST" in lines_of(drawn(town(1, kind=LogKind.test), 80, 24, PLAIN))[0]
    past = lines_of(drawn(town(1, past=True), 120, 24, PLAIN))
    assert "PAST: picture at 2026-03-02 08:" in past[0]
    assert "read only" in past[-1]
    drill = lines_of(drawn(town(1, kind=LogKind.exercise, past=True), 80, 24, PLAIN))
    assert "EXERCISE" in drill[0]


def test_nothing_beyond_ascii_is_written_where_the_terminal_cannot() -> None:
    view = town(9, kind=LogKind.exercise, label="Straße am Fluß")
    text = drawn(view, 120, 40, Look(Depth.plain, unicode=False), Prompt("D", "…", "no – never"))
    assert text.isascii()
    assert "EXERCISE" in text


def test_plain_output_holds_no_escape_and_mono_no_colour() -> None:
    assert "\x1b" not in drawn(town(5), 80, 24, PLAIN)
    mono = drawn(town(5), 80, 24, Look(Depth.mono))
    assert "\x1b[" in mono
    assert "38;" not in mono


def test_severity_survives_without_colour_by_shape_and_digit() -> None:
    text = drawn(town(5), 120, 40, PLAIN)
    assert all(sign in text for sign in ("⬣1", "▲2", "◇3", "○4", "◌?"))


def test_a_refusal_and_its_next_step_stand_above_the_command_line_in_full() -> None:
    words = "E1 is on scene for 0411. Reassign it with a reason (X), or choose another unit."
    lines = lines_of(drawn(town(3), 60, 20, PLAIN, Prompt("D E1 17", "", words, is_refusal=True)))
    at = next(i for i, each in enumerate(lines) if each.strip().startswith("✕"))
    told = " ".join(each.strip(" ✕") for each in lines[at : at + 2])
    assert told == words
    assert "› D E1 17" in lines[at + 2]


def test_words_of_a_caller_cannot_move_the_cursor() -> None:
    lines = drawn(town(2, label="Mill\x1b[2J\nLane\x07"), 120, 40, PLAIN).split("\n")
    assert not any("\x1b" in each or "\x07" in each for each in lines)
    assert len(lines) <= 40


def test_wide_and_combining_letters_keep_the_columns() -> None:
    view = town(4, label="消防署前 e\u0301tage 소방서 アパート 二階")
    for line in drawn(view, 120, 40, PLAIN).split("\n"):
        assert text_width(line) <= 120
    assert fit("消防署", 5) == "消防…"
    assert text_width("e\u0301") == 1


def test_wrapped_text_marks_what_is_cut() -> None:
    assert wrapped("one two three four", 9, 2) == ["one two", "three fo…"]
    assert wrapped("one two", 20, 2) == ["one two"]


def test_drawing_outside_the_sheet_changes_nothing() -> None:
    canvas = Canvas(10, 2, PLAIN)
    assert canvas.put(0, 5, "below") == 0
    canvas.put(8, 0, "消防")
    assert all(text_width(each) <= 10 for each in canvas.lines())


def test_the_look_follows_the_terminal_and_no_color() -> None:
    env = {"TERM": "xterm-256color"}
    assert look_of(env, "utf-8", is_tty=True).depth is Depth.c256
    assert look_of({**env, "COLORTERM": "truecolor"}, "utf-8", is_tty=True).depth is Depth.true
    assert look_of({**env, "NO_COLOR": "1"}, "UTF-8", is_tty=True).depth is Depth.mono
    assert look_of(env, "utf-8", is_tty=False).depth is Depth.plain
    assert look_of({"TERM": "vt100"}, "ISO-8859-1", is_tty=True) == Look(Depth.mono, False)


def test_severities_stay_apart_on_a_256_colour_terminal() -> None:
    names = ["sev1", "sev2", "sev3", "sev4", "free", "text1", "exercise"]
    assert len({nearest_256(TOKENS[each]) for each in names}) == len(names)


def test_a_tables_lines_fit_and_its_numbers_stand_to_the_right() -> None:
    answer = MEASURES["response-times"]([], {}, Ask())
    for width in (60, 100):
        text = tables(answer, width, PLAIN)
        assert all(text_width(each) <= width for each in text.split("\n"))
    assert re.search(r"^turnout +– +– +0 +0 +0 +0  unit row$", tables(answer, 100, PLAIN), re.M)


def test_the_page_of_an_incident_fits_and_names_its_units() -> None:
    story = port_ellery()
    incident = opened(story, "rescue.water_rescue", Priority.immediate)
    story.done(DispatchUnit(unit="PE-E1", incident=incident))
    found = story.picture.incidents.get(incident)
    assert found is not None
    zone = MORNING.tzinfo
    assert zone is not None
    view = incident_page(story.picture, found, MORNING + timedelta(hours=1), zone)
    text = page(view, 60, PLAIN, zone, LogKind.exercise)
    assert all(text_width(each) <= 60 for each in text.split("\n"))
    assert text.startswith("EXERCISE")
    assert "Water rescue" in text
    assert re.search(r"E1 DP 08:00:\d\d", text)
