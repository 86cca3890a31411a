"""The live screen: keys in, frames out, the terminal left as it was found.

Draws at most ten frames a second, and of a frame only the lines that changed. A paste sends
nothing; only Enter does. Where the output is no terminal, one frame is printed and that is all.
"""

import os
import select
import signal
import termios
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import msgspec

from tocsin.app.terminal.keys import Key, Keys
from tocsin.app.terminal.line import Line

BEAT_S = 0.1
ESCAPE_S = 0.05
LEAVE = frozenset({"q", "quit", "exit"})

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[2J"
EXIT = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l"
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"


class Seen(msgspec.Struct, frozen=True):
    """What a frame is drawn for: the terminal's size, what is typed, what came of the last line."""

    width: int
    height: int
    line: str = ""
    before: int = 0
    answer: str = ""
    is_refusal: bool = False
    is_live: bool = True


class Answer(msgspec.Struct, frozen=True):
    """What came of a line: a sentence, and whether it is a refusal."""

    words: str = ""
    is_refusal: bool = False


Frame = Callable[[Seen], str]
Submit = Callable[[str], Answer]


def show(frame: Frame, submit: Submit, stdin: int = 0, stdout: int = 1) -> None:
    """Run the screen until `q`, Ctrl-C, Ctrl-D on an empty line, or the end of the input.

    `frame` draws the present state; it is asked each beat, so it should answer at once where
    nothing changed. `submit` takes a line that was entered. A termination signal leaves like `q`.
    """
    if not (os.isatty(stdin) and os.isatty(stdout)):
        print_once(frame, stdout)
        return
    with _raw(stdin, stdout), _stopping() as stop:
        Screen(frame, submit, stdin, stdout).run(stop)


def print_once(frame: Frame, stdout: int = 1) -> None:
    """One frame, at the size the environment or the terminal gives."""
    width, height = size_of(stdout)
    seen = Seen(width, height, is_live=False)
    _write(stdout, frame(seen) + "\n")


def size_of(fd: int) -> tuple[int, int]:
    """Columns and lines of the terminal; without one COLUMNS and LINES, else 100 × 40."""
    try:
        found = os.get_terminal_size(fd)
    except OSError:
        return _number("COLUMNS", 100), _number("LINES", 40)
    return found.columns or 80, found.lines or 24


def _number(name: str, otherwise: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else otherwise


class Screen:
    """One run of the live loop."""

    def __init__(self, frame: Frame, submit: Submit, stdin: int, stdout: int) -> None:
        self._frame = frame
        self._submit = submit
        self._stdin = stdin
        self._stdout = stdout
        self._keys = Keys()
        self._line = Line()
        self._answer = Answer()
        self._shown: list[str] = []
        self._size = (0, 0)
        self._is_over = False

    def run(self, stop: Callable[[], bool]) -> None:
        """Draw and take keys until somebody leaves, or `stop` says so."""
        drawn_at = -BEAT_S
        while not self._is_over and not stop():
            now = time.monotonic()
            if now - drawn_at >= BEAT_S:
                self._draw()
                drawn_at = now
            wait = ESCAPE_S if self._keys.is_waiting else BEAT_S
            if self._take(wait):
                drawn_at = -BEAT_S

    def _take(self, wait_s: float) -> bool:
        """Take the keys that come within a time. Returns whether there were any."""
        ready, _, _ = select.select([self._stdin], [], [], wait_s)
        if not ready:
            found = self._keys.settle()
        else:
            received = os.read(self._stdin, 4096)
            if not received:
                self._is_over = True
                return False
            found = self._keys.feed(received)
        for key in found:
            self._press(key)
            if self._is_over:
                break
        return bool(found)

    def _press(self, key: Key | str) -> None:
        if key is Key.interrupt or (key is Key.end_of_input and not self._line.text):
            self._is_over = True
        elif key is Key.enter:
            self._enter()
        elif key is Key.escape:
            self._answer = Answer()
        elif key is Key.redraw:
            self._size = (0, 0)
        else:
            self._line.press(key)

    def _enter(self) -> None:
        text = self._line.sent()
        if text.lower() in LEAVE:
            self._is_over = True
        elif text:
            self._answer = self._submit(text)

    def _draw(self) -> None:
        size = size_of(self._stdout)
        seen = Seen(
            *size,
            line=self._line.text,
            before=self._line.caret,
            answer=self._answer.words,
            is_refusal=self._answer.is_refusal,
        )
        lines = self._frame(seen).split("\n")[: size[1]]
        out: list[str] = []
        if size != self._size:
            self._size, self._shown = size, []
            out.append("\x1b[0m\x1b[2J")
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line:
                out.append(f"\x1b[{row + 1};1H{line}\x1b[0m\x1b[K")
        out += [f"\x1b[{row + 1};1H\x1b[2K" for row in range(len(lines), len(self._shown))]
        self._shown = lines
        if out:
            _write(self._stdout, BEGIN + "".join(out) + END)


def _write(fd: int, text: str) -> None:
    """Everything, whatever pieces the terminal takes it in."""
    rest = memoryview(text.encode("utf-8", "replace"))
    while rest:
        try:
            rest = rest[os.write(fd, rest) :]
        except BlockingIOError:
            select.select([], [fd], [])


@contextmanager
def _raw(stdin: int, stdout: int) -> Iterator[None]:
    """The terminal in raw mode on its other page, and as it was afterwards, whatever happens."""
    before = termios.tcgetattr(stdin)
    try:
        tty.setraw(stdin)
        _write(stdout, ENTER)
        yield
    finally:
        _write(stdout, EXIT)
        termios.tcsetattr(stdin, termios.TCSADRAIN, before)


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether the process was told to end, in the main thread; its own handlers are put back."""
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    kept: dict[int, object] = {}
    try:
        for each in (signal.SIGTERM, signal.SIGHUP):
            kept[each] = signal.signal(each, note)
    except ValueError:
        kept = {}
    try:
        yield lambda: bool(told)
    finally:
        for number, before in kept.items():
            signal.signal(number, before)  # type: ignore[arg-type]
