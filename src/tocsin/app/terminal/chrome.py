"""What stands around the board: whose it is, whether it is real, the command line.

Actual, exercise, test and past differ in words and in the frame, so that no crop and no grey print
of one
can be taken for another.
"""

import msgspec

from tocsin.app.terminal.canvas import Canvas, text_width, wrapped
from tocsin.app.terminal.look import Ink
from tocsin.terms.kinds import LogKind
from tocsin.views.board import Board, Head
from tocsin.views.saying import offset

ANSWER_LINES = 2


class Prompt(msgspec.Struct, frozen=True):
    """The command line: what is typed, what it will do, what came of the last one.

    `answer` stays until the next one; a refusal says what, why and what to do next. `before` is the
    text left of the caret, None where the caret is at the end.
    """

    line: str = ""
    echo: str = ""
    answer: str = ""
    is_refusal: bool = False
    before: int | None = None
    is_live: bool = True


class Area(msgspec.Struct, frozen=True):
    """A part of the sheet: left column, top line, columns, lines."""

    x: int
    y: int
    width: int
    height: int


BANNERS: dict[str, str] = {
    "exercise": "EXERCISE: nothing here leaves this room",
    "test": "TEST: not the town's record",
    "past": "PAST: picture at {at}, read only",
}

TINTS: dict[str, dict[str, str]] = {
    "exercise": {"bg0": "drill0", "bg1": "drill1", "bg2": "drill1"},
    "test": {"bg0": "bg1", "bg1": "bg2"},
    "past": {"bg0": "past0", "bg1": "past1", "bg2": "past1"},
}


def mode(head: Head) -> str:
    """What kind of sheet this is: actual, exercise, test, or past."""
    return "past" if head.past else head.kind.value.lower()


def word(head: Head) -> str:
    """The word in every title of a sheet that is not the present and actual; empty there."""
    found = mode(head)
    if found == "past" and head.kind is not LogKind.actual:
        return f"PAST {head.kind.value.upper()}"
    return "" if found == "actual" else found.upper()


def framed(canvas: Canvas, head: Head) -> Area:
    """Draw the frame and the head; returns what is left inside."""
    found = mode(head)
    if found == "actual":
        _head(canvas, head, 0, 1)
        return Area(0, 1, canvas.width, canvas.height - 1)
    ink = Ink("exercise" if found == "exercise" else "text1", "bg1", bold=True)
    said = BANNERS[found].format(at=f"{head.now:%Y-%m-%d %H:%M:%S}")
    if found == "past" and head.kind is not LogKind.actual:
        said = f"{head.kind.value.upper()} · {said}"
    _band(canvas, 0, said, ink)
    _band(canvas, canvas.height - 1, said, ink)
    for y in range(1, canvas.height - 1):
        canvas.put(0, y, "╱", ink)
        canvas.put(canvas.width - 1, y, "╱", ink)
    _head(canvas, head, 1, 2)
    return Area(1, 2, canvas.width - 2, canvas.height - 3)


def _band(canvas: Canvas, y: int, said: str, ink: Ink) -> None:
    """The word across the whole line, as often as it goes."""
    canvas.fill(y, ink)
    x = 0
    piece = f"╱╱╱ {said} "
    while x < canvas.width:
        canvas.put(x, y, piece[: canvas.width - x], ink)
        x += len(piece)


def _head(canvas: Canvas, head: Head, y: int, edge: int) -> None:
    ground = Ink("text2", "bg1")
    left, right = edge, canvas.width - edge
    canvas.fill(y, ground, edge - 1, canvas.width - 2 * (edge - 1))
    clock = f"{head.now:%H:%M:%S} "
    begin = canvas.right(right, y, offset(head.now), Ink("text3", "bg1"))
    begin = canvas.right(begin, y, clock, Ink("text1", "bg1", bold=True))
    x = canvas.put(left, y, "Tocsin ", Ink("text1", "bg1", bold=True), begin - left)
    tag = f" {head.kind.value.upper()} "
    room = max(0, begin - x - len(tag) - 2)
    x = canvas.put(x, y, f"{head.town} ", ground, room)
    if not canvas.look.depth:
        tag = f"[{tag.strip()}]"
    x = canvas.put(x, y, tag, _tag_ink(head), begin - x)
    side = [
        f"{'replayed' if head.past else 'time'} ×{head.speed}" if head.speed else "",
        _behind(head.behind_s),
        head.viewer,
    ]
    told = " · ".join(each for each in side if each)
    if told and begin - x > text_width(told) + 5:
        canvas.right(begin - 3, y, told, Ink("text3", "bg1"))


def _behind(behind_s: float | None) -> str:
    return "" if behind_s is None else f"live, {behind_s:.1f} s behind"


def _tag_ink(head: Head) -> Ink:
    if head.kind is LogKind.exercise:
        return Ink("exercise", "bg0", bold=True, reverse=True)
    return Ink("text1", "bg0", bold=True, reverse=True)


def counted(view: Board) -> str:
    """The totals in one line."""
    counts = view.counts
    told = [f"{counts.open} open"]
    if counts.reports or counts.owed:
        told.append(f"{counts.reports + counts.owed} waiting")
    told.append(f"{counts.free} of {counts.units} units free")
    if counts.out:
        told.append(f"{counts.out} out")
    return " · ".join(told)


def title(
    canvas: Canvas, area: Area, y: int, left: str, count: str, right: str, head: Head
) -> None:
    """A title of a band: its name, how many, something at the right;
    the mode's word where there is one.
    """
    canvas.fill(y, Ink("text2", "bg1"), area.x, area.width)
    x = canvas.put(area.x + 1, y, left, Ink("text1", "bg1", bold=True), area.width - 1)
    end = area.x + area.width
    x = canvas.put(x + 1, y, count, Ink("text2", "bg1"), max(0, end - x - 2))
    said = word(head)
    if said:
        x = canvas.put(x + 1, y, said, Ink("exercise", "bg1", bold=True), max(0, end - x - 2))
    if right and end - x > text_width(right) + 2:
        canvas.right(end - 1, y, right, Ink("text3", "bg1"))


def command_line(canvas: Canvas, area: Area, prompt: Prompt, view: Board) -> int:
    """Draw the foot: answer, command line, keys. Returns how many lines it took."""
    ground = Ink("text2", "bg1")
    lines = wrapped(prompt.answer, area.width - 5, ANSWER_LINES) if prompt.answer else []
    lines = lines[: max(0, area.height - 8)]
    height = len(lines) + (2 if prompt.is_live else 0)
    y = area.y + area.height - height
    sign = canvas.look.sign("✕ ", "x ") if prompt.is_refusal else canvas.look.sign("✓ ", "ok ")
    for index, each in enumerate(lines):
        ink = Ink("sev2" if prompt.is_refusal else "text1", "bg2", bold=prompt.is_refusal)
        canvas.fill(y, ink, area.x, area.width)
        canvas.put(area.x + 1, y, (sign if index == 0 else "  ") + each, ink, area.width - 1)
        y += 1
    if not prompt.is_live:
        return height
    canvas.fill(y, ground, area.x, area.width)
    end = area.x + area.width
    x = canvas.put(area.x + 1, y, "› ", Ink("action", "bg1", bold=True), area.width - 1)
    x = _typed(canvas, x, y, end, prompt)
    if prompt.echo and end - x > 12:
        shown = wrapped(prompt.echo, end - x - 6, 1)
        canvas.right(end - 1, y, canvas.look.sign("↵ ", "= ") + shown[0], Ink("text1", "bg1"))
    keys = "↵ send  ↑ recall  Esc put away  ? help  q ↵ leave"
    canvas.put(area.x + 1, y + 1, keys, Ink("text3"), area.width - 1)
    side = f"position {view.head.position:,} · {counted(view)}"
    if area.width > text_width(keys) + text_width(side) + 5:
        canvas.right(end - 1, y + 1, side, Ink("text3"))
    return height


def _typed(canvas: Canvas, x: int, y: int, end: int, prompt: Prompt) -> int:
    """What is typed, scrolled so that the caret is seen."""
    at = len(prompt.line) if prompt.before is None else prompt.before
    before, after = prompt.line[:at], prompt.line[at:]
    room = max(1, end - x - 3)
    while text_width(before) > room:
        before = before[1:]
    x = canvas.put(x, y, before, Ink("text1", "bg1", bold=True), room)
    caret = Ink("text1", "bg1", reverse=True)
    if canvas.look.depth:
        x = canvas.put(x, y, after[:1] or " ", caret, 1)
    else:
        x = canvas.put(x, y, "▮", caret, 1)
    return canvas.put(x, y, after[1:], Ink("text1", "bg1", bold=True), max(0, end - x - 1))
