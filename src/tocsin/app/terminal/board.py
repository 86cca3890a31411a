"""The board on a terminal: bands of incidents, the unit matrix, the command line.

One sheet, no scroll.
"""

from tocsin.app.terminal.canvas import Canvas
from tocsin.app.terminal.chrome import TINTS, Area, Prompt, command_line, framed, mode
from tocsin.app.terminal.incidents import incidents
from tocsin.app.terminal.look import Ink, Look
from tocsin.app.terminal.units import blocks_height, units
from tocsin.views.board import Board

BESIDE = 100
"""From this many columns on the matrix stands beside the incidents, below it under them."""


def board(view: Board, width: int, height: int, look: Look, prompt: Prompt | None = None) -> str:
    """The board as lines, at most `height` of at most `width` columns.

    Without a prompt there is no command line: a print, a wall, a pipe.
    """
    prompt = prompt or Prompt(is_live=False)
    canvas = Canvas(max(20, width), max(6, height), look, TINTS.get(mode(view.head)))
    inside = framed(canvas, view.head)
    foot = command_line(canvas, inside, prompt, view)
    body = Area(inside.x, inside.y, inside.width, max(0, inside.height - foot))
    if body.width >= BESIDE:
        _beside(canvas, body, view)
    else:
        _below(canvas, body, view)
    return "\n".join(line for line in canvas.lines()[:height])


def _beside(canvas: Canvas, body: Area, view: Board) -> None:
    right = 38 if body.width < 116 else 50 if body.width < 150 else body.width * 45 // 100
    left = body.width - right - 1
    for y in range(body.y, body.y + body.height):
        edge = "│" if mode(view.head) == "actual" else "╱"
        canvas.put(body.x + left, y, edge, Ink("edge"))
    incidents(canvas, Area(body.x, body.y, left, body.height), view)
    units(canvas, Area(body.x + left + 1, body.y, right, body.height), view)


def _below(canvas: Canvas, body: Area, view: Board) -> None:
    """Incidents above, units under them: a third of the height, or what they need."""
    needed = 1 + blocks_height(view.groups, body.width) if view.groups else 2
    lower = min(needed, max(3, body.height // 3))
    lower = lower if body.height >= 9 else 0
    incidents(canvas, Area(body.x, body.y, body.width, body.height - lower), view)
    if lower:
        units(canvas, Area(body.x, body.y + body.height - lower, body.width, lower), view)
