"""What the terminal in front of us can show."""

import os
import shutil
import sys

from tocsin.app.terminal.look import Look, look_of


def terminal_look() -> tuple[int, Look]:
    """The terminal's width in columns, and its colours and signs."""
    look = look_of(os.environ, sys.stdout.encoding, sys.stdout.isatty())
    return shutil.get_terminal_size((100, 40)).columns, look
