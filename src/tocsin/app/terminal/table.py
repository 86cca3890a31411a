"""Tables as text: measures, lists. Words to the left, numbers to the right, notes under it.

Nothing is wider than the terminal: the widest column of words gives way first.
"""

from collections.abc import Iterable

from tocsin.app.terminal.canvas import fit, text_width, wrapped
from tocsin.app.terminal.look import RESET, Depth, Look
from tocsin.views.measures import Answer, Table

GAP = 2
LEAST = 6
NOTE_LINES = 12


def table(drawn: Table, width: int, look: Look) -> str:
    """A table as lines of at most `width` columns."""
    widths = _widths(drawn, width)
    strong, plain = ("", "") if look.depth is Depth.plain else ("\x1b[1m", RESET)
    lines = [f"{strong}{fit(drawn.title, width)}{plain}"]
    lines.append(_line([each.title for each in drawn.columns], drawn, widths))
    lines.append(_line([look.sign("─", "-") * each for each in widths], drawn, widths))
    lines += [_line(row, drawn, widths) for row in drawn.rows]
    for note in drawn.notes:
        lines += wrapped(note, width, NOTE_LINES)
    if look.unicode:
        return "\n".join(lines)
    return "\n".join(line.encode("ascii", "replace").decode() for line in lines)


def tables(answer: Answer, width: int, look: Look) -> str:
    """All tables of a measure's answer, a blank line between two."""
    return "\n\n".join(table(each, width, look) for each in answer.tables())


def _widths(drawn: Table, width: int) -> list[int]:
    """Column widths: as wide as their cells; too wide together, columns of words give way."""
    widths = [
        max([text_width(column.title), *(text_width(row[index]) for row in drawn.rows)])
        for index, column in enumerate(drawn.columns)
    ]
    while sum(widths) + GAP * (len(widths) - 1) > width:
        can = [i for i, each in enumerate(drawn.columns) if not each.is_number]
        can = [i for i in can if widths[i] > LEAST] or [
            i for i, each in enumerate(widths) if each > 1
        ]
        if not can:
            break
        widths[max(can, key=lambda i: widths[i])] -= 1
    return widths


def _line(cells: Iterable[str], drawn: Table, widths: list[int]) -> str:
    told: list[str] = []
    for cell, column, width in zip(cells, drawn.columns, widths, strict=True):
        shown = fit(cell, width)
        pad = " " * (width - text_width(shown))
        told.append(pad + shown if column.is_number else shown + pad)
    return (" " * GAP).join(told).rstrip()
