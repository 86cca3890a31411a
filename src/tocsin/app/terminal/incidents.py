"""The bands of incidents: what needs a person with its reason, what is worked, what is quiet.

Every incident is on the sheet: as a line, or in the count of what did not fit.
"""

from collections import Counter
from collections.abc import Sequence

from tocsin.app.terminal.canvas import Canvas, text_width
from tocsin.app.terminal.chrome import Area, title
from tocsin.app.terminal.look import Ink
from tocsin.app.terminal.signs import SEVERITY, severity, status
from tocsin.terms.codes import Priority, UnitStatus
from tocsin.views.board import Board, Chip, Row
from tocsin.views.saying import age

CALM = "Nothing needs a person now."


class Columns:
    """Where the columns of an incident line stand, for one width and one set of numbers."""

    def __init__(self, area: Area, rows: Sequence[Row]) -> None:
        numbers = max((text_width(each.number) for each in rows), default=4)
        self.mark = area.x + 1
        self.number = self.mark + 3
        self.type = self.number + min(numbers, 10) + 1
        self.age = area.x + area.width - 1
        rest = self.age - 7 - self.type
        has_units = rest >= 36
        units = min(30, rest * 30 // 100) if has_units else 0
        self.units = self.age - 7 - units
        words = self.units - self.type
        self.place = self.type + max(10, words * 48 // 100)
        self.units_width = units


def incidents(canvas: Canvas, area: Area, view: Board) -> None:
    """Draw the three bands into an area."""
    needs_room, working_room, quiet_room = shares(
        area.height, len(view.needs), len(view.working), len(view.quiet)
    )
    columns = Columns(area, (*view.needs, *view.working, *view.quiet))
    y = area.y
    oldest = max((each.age_s for each in view.needs), default=0)
    right = f"oldest {age(oldest)}" if view.needs else ""
    title(canvas, area, y, "NEEDS A PERSON", str(len(view.needs)), right, view.head)
    y = _needs(canvas, area, y + 1, needs_room, columns, view.needs)
    hidden = "" if working_room or not view.working else tally(view.working, canvas)
    title(canvas, area, y, "WORKING", str(len(view.working)), hidden, view.head)
    y = _plain(canvas, area, y + 1, working_room, columns, view.working, "being worked")
    folded = "" if quiet_room >= len(view.quiet) else tally(view.quiet, canvas)
    title(canvas, area, y, "QUIET", str(len(view.quiet)), folded, view.head)
    if quiet_room >= len(view.quiet):
        _plain(canvas, area, y + 1, quiet_room, columns, view.quiet, "quiet")


def shares(height: int, needs: int, working: int, quiet: int) -> tuple[int, int, int]:
    """Lines for each band, without the three titles.

    Needs come first and take two lines each if they can; the working band keeps a quarter, or what
    it needs; quiet unfolds only where all of it fits.
    """
    room = max(0, height - 3)
    least = min(working, max(1, room // 4))
    for_needs = min(2 * needs if needs else 1, max(0, room - least))
    for_working = min(working, room - for_needs)
    left = room - for_needs - for_working
    return for_needs, for_working, quiet if quiet <= left else 0


def tally(rows: Sequence[Row], canvas: Canvas) -> str:
    """Rows that are not shown, by priority: ⬣1 2 · ▲2 4."""
    order: list[Priority | None] = [Priority.immediate, None, *list(Priority)[1:]]
    found = Counter(each.priority for each in rows)
    return "  ".join(
        f"{canvas.look.sign(*SEVERITY[each][:2])}{SEVERITY[each][2]} × {found[each]}"
        for each in order
        if found[each]
    )


def _needs(
    canvas: Canvas, area: Area, y: int, room: int, columns: Columns, rows: Sequence[Row]
) -> int:
    if not rows:
        if room:
            canvas.put(columns.number, y, CALM, Ink("text3"), area.width - 5)
        return y + room
    shown = rows if len(rows) <= room else rows[: max(0, room - 1)]
    doubled = max(0, room - len(rows))
    end = y + room
    for index, row in enumerate(shown):
        reason = " ".join(row.reasons)
        if index >= doubled:
            _row(canvas, y, columns, row, reason, needs=True)
            y += 1
            continue
        _row(canvas, y, columns, row, "", needs=True)
        width = columns.age - columns.type
        x = canvas.put(columns.type, y + 1, reason, Ink("text1", bold=True), width)
        if row.summary:
            canvas.put(x + 2, y + 1, row.summary, Ink("text3"), max(0, columns.age - x - 2))
        y += 2
    _rest(canvas, area, y, end, rows[len(shown) :], "more need a person")
    return end


def _plain(
    canvas: Canvas,
    area: Area,
    y: int,
    room: int,
    columns: Columns,
    rows: Sequence[Row],
    said: str,
) -> int:
    shown = rows if len(rows) <= room else rows[: max(0, room - 1)]
    end = y + room
    for row in shown:
        _row(canvas, y, columns, row, "", needs=False)
        y += 1
    _rest(canvas, area, y, end, rows[len(shown) :], f"more {said}")
    return end


def _rest(canvas: Canvas, area: Area, y: int, end: int, rows: Sequence[Row], said: str) -> None:
    if not rows or y >= end:
        return
    told = f"+ {len(rows)} {said}:  {tally(rows, canvas)}"
    canvas.put(area.x + 4, y, told, Ink("text2", bold=True), area.width - 5)


def _row(canvas: Canvas, y: int, columns: Columns, row: Row, reason: str, *, needs: bool) -> None:
    """One line of an incident. In a tight band the reason stands where the place would."""
    mark, ink = severity(row.priority, canvas.look)
    if needs and row.priority is Priority.immediate:
        ink = Ink(ink.fg, bold=True, reverse=True)
    canvas.put(columns.mark, y, mark, ink, 2)
    canvas.put(columns.number, y, row.number, Ink("text3"), columns.type - columns.number - 1)
    said = " · ".join([row.type, *row.marks])
    width = columns.place - columns.type - 1
    canvas.put(columns.type, y, said, Ink("text1", bold=needs), width)
    if reason:
        width = columns.age - 8 - columns.place
        canvas.put(columns.place, y, reason, Ink("text1", bold=True), width)
    else:
        width = columns.units - columns.place - 1
        canvas.put(columns.place, y, row.place, Ink("text2"), width)
        x = columns.units
        if row.needed is not None and columns.units_width:
            met = row.assigned == row.needed
            told = f"{row.assigned}/{row.needed}"
            x = canvas.put(x, y, told, Ink("text3" if met else "text1", bold=not met)) + 1
        _chips(canvas, x, y, columns.units + columns.units_width - 1 - x, row.units)
    alarm = needs and not row.units and row.priority is Priority.immediate
    shown = f" {age(row.age_s)} " if alarm else age(row.age_s)
    canvas.right(
        columns.age, y, shown, Ink("sev1", bold=True, reverse=True) if alarm else Ink("text2")
    )


def _chips(canvas: Canvas, x: int, y: int, width: int, units: tuple[Chip, ...]) -> None:
    """The units of an incident, as many as fit; the rest is counted."""
    end = x + width
    for index, each in enumerate(units):
        told = f"{status(each.status, canvas.look)}{each.call_sign}"
        left = len(units) - index
        more = f"+{left}"
        needed = text_width(told) + (len(f" +{left - 1}") if left > 1 else 0)
        if x + needed > end:
            canvas.put(x, y, more, Ink("text3"), end - x)
            return
        there = each.status in (UnitStatus.on_scene, UnitStatus.at_hospital)
        x = canvas.put(x, y, told, Ink("text2" if there else "text1"), end - x) + 1
