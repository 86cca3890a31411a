"""The unit matrix: who is free, who is where, laid out as the stations lie."""

import math

from tocsin.app.terminal.canvas import Canvas, fit, text_width
from tocsin.app.terminal.chrome import Area, title
from tocsin.app.terminal.look import Ink
from tocsin.app.terminal.signs import AWAY, status
from tocsin.terms.codes import UnitStatus
from tocsin.views.board import Board
from tocsin.views.matrix import Cell, Group

CELL = 12
BLOCK = 3 * CELL


def units(canvas: Canvas, area: Area, view: Board) -> None:
    """Draw the matrix: stations with their units;
    tighter, without stations, where they do not fit.
    """
    counts = view.counts
    told = f"{counts.units} · {counts.free} free"
    title(canvas, area, area.y, "UNITS", told, f"{counts.out} out" if counts.out else "", view.head)
    inside = Area(area.x, area.y + 1, area.width, area.height - 1)
    if not view.groups:
        canvas.put(area.x + 1, area.y + 1, "No unit is registered.", Ink("text3"), area.width - 1)
        return
    if blocks_height(view.groups, inside.width) <= inside.height:
        _blocks(canvas, inside, view.groups)
    else:
        _flow(canvas, inside, view.groups)


def _across(width: int) -> tuple[int, int]:
    """How many stations stand side by side, and how many units in a line of one."""
    side_by_side = max(1, width // (BLOCK + 2))
    return side_by_side, max(1, (width // side_by_side - 1) // CELL)


def blocks_height(groups: tuple[Group, ...], width: int) -> int:
    """Lines that the stations take with their names."""
    side_by_side, in_line = _across(width)
    heights = [1 + math.ceil(len(each.cells) / in_line) for each in groups]
    return sum(
        max(heights[each : each + side_by_side]) for each in range(0, len(heights), side_by_side)
    )


def _blocks(canvas: Canvas, area: Area, groups: tuple[Group, ...]) -> None:
    side_by_side, in_line = _across(area.width)
    wide = area.width // side_by_side
    y = area.y
    for first in range(0, len(groups), side_by_side):
        tallest = 0
        for column, group in enumerate(groups[first : first + side_by_side]):
            x = area.x + column * wide
            free = f"{group.free} free"
            end = x + 1 + min(wide - 2, in_line * CELL - 1)
            canvas.right(end, y, free, Ink("text3"))
            canvas.put(x + 1, y, group.name, Ink("text3", bold=True), end - x - len(free) - 2)
            for index, each in enumerate(group.cells):
                at = x + 1 + index % in_line * CELL
                _cell(canvas, at, y + 1 + index // in_line, each)
            tallest = max(tallest, 1 + math.ceil(len(group.cells) / in_line))
        y += tallest


def _flow(canvas: Canvas, area: Area, groups: tuple[Group, ...]) -> None:
    """All units one after another; what does not fit is counted with how many of it are free."""
    cells = [each for group in groups for each in group.cells]
    in_line = max(1, (area.width - 1) // CELL)
    room = in_line * area.height
    shown = cells if len(cells) <= room else cells[: max(0, room - in_line)]
    for index, each in enumerate(shown):
        _cell(canvas, area.x + 1 + index % in_line * CELL, area.y + index // in_line, each)
    hidden = cells[len(shown) :]
    if hidden:
        free = sum(1 for each in hidden if each.status is UnitStatus.available and not each.lent)
        told = f"+ {len(hidden)} more units, {free} of them free"
        last = area.y + area.height - 1
        canvas.put(area.x + 1, last, told, Ink("text2", bold=True), area.width - 1)


def _cell(canvas: Canvas, x: int, y: int, cell: Cell) -> None:
    """Shape, call sign, and what matters most: its state, minutes under way, how long unheard."""
    look = canvas.look
    shape = look.sign(*AWAY) if cell.lent else status(cell.status, look)
    ink, told = _said(cell)
    room = CELL - 1
    name = fit(
        cell.call_sign, room - 1 - (text_width(told) + 1 if told else 0), look.sign("…", "~")
    )
    after = canvas.put(x, y, f"{shape}{name}", ink, room)
    quiet = ink if cell.is_late or cell.is_silent else Ink("text3")
    canvas.put(after + 1, y, told, quiet, max(0, x + room - after - 1))


def _said(cell: Cell) -> tuple[Ink, str]:
    """The ink of a unit and its few letters. Free is the only hue; amber says a timer ran out."""
    minutes = "" if cell.for_s is None else _minutes(cell.for_s)
    if cell.lent:
        return Ink("text3"), f"→{cell.lent}"
    if cell.is_late:
        return Ink("sev2", bold=True), f"{minutes}!"
    if cell.is_silent:
        heard = "" if cell.heard_s is None else _minutes(cell.heard_s)
        return Ink("sev2"), f"{heard}?"
    if cell.status is UnitStatus.available:
        short = "AV-" if cell.crew_is_short else "AV"
        return Ink("free", bold=True), cell.borrowed or short
    if cell.status is UnitStatus.out_of_service:
        return Ink("text3"), cell.code
    moving = (UnitStatus.committed, UnitStatus.en_route, UnitStatus.transporting)
    return Ink("text1"), minutes if cell.status in moving else cell.code


def _minutes(seconds: int) -> str:
    """Minutes, or hours, in three letters."""
    if seconds < 3600:
        return f"{seconds // 60}m"
    return f"{seconds // 3600}h" if seconds < 100 * 3600 else "old"
