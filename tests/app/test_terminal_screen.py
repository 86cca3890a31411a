"""The live screen on a real terminal (a pseudo one): keys, recall, paste, resize, leaving."""

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl

import pytest

from tocsin.app.terminal.keys import Key, Keys
from tocsin.app.terminal.line import Line
from tocsin.app.terminal.screen import EXIT, Answer, Seen, show

BOUND_S = 10.0


class Terminal:
    """A pseudo terminal with the screen running on it; what it wrote, what was submitted."""

    def __init__(self, master: int, slave: int) -> None:
        self.master = master
        self.slave = slave
        self.written = ""
        self.sent: list[str] = []
        self.frames = 0
        self.failure: BaseException | None = None

    def frame(self, seen: Seen) -> str:
        self.frames += 1
        lines = [f"size {seen.width}x{seen.height}", f"typed [{seen.line}|{seen.before}]"]
        lines.append(("refused: " if seen.is_refusal else "said: ") + seen.answer)
        return "\n".join([*lines, "steady"])

    def submit(self, line: str) -> Answer:
        if line == "break":
            raise RuntimeError("a bug in what was submitted to")
        self.sent.append(line)
        return Answer(f"<{line}>", is_refusal=line.startswith("x"))

    def run(self) -> None:
        try:
            show(self.frame, self.submit, self.slave, self.slave)
        except RuntimeError as failure:
            self.failure = failure

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def wait(self, told: Callable[[], bool]) -> None:
        """Read until a condition holds, at most for the bound."""
        end = time.monotonic() + BOUND_S
        while not told():
            assert time.monotonic() < end, f"never came; written: {self.written[-400:]!r}"
            ready, _, _ = select.select([self.master], [], [], 0.02)
            if ready:
                self.written += os.read(self.master, 65_536).decode()

    def see(self, text: str) -> None:
        self.wait(lambda: text in self.written)


def resize(fd: int, columns: int, lines: int) -> None:
    ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


@contextmanager
def opened() -> Iterator[tuple[Terminal, threading.Thread]]:
    master, slave = pty.openpty()
    resize(slave, 80, 24)
    terminal = Terminal(master, slave)
    thread = threading.Thread(target=terminal.run)
    thread.start()
    try:
        terminal.see("size 80x24")
        yield terminal, thread
    finally:
        if thread.is_alive():
            terminal.press("\x03")
            terminal.wait(lambda: not thread.is_alive())
        thread.join(BOUND_S)
        os.close(master)
        os.close(slave)


def test_what_is_typed_is_shown_and_enter_sends_it() -> None:
    with opened() as (terminal, _):
        terminal.press("d e1 17")
        terminal.see("typed [d e1 17|7]")
        assert terminal.sent == []
        terminal.press("\r")
        terminal.see("said: <d e1 17>")
        assert terminal.sent == ["d e1 17"]


def test_a_refusal_stays_until_it_is_put_away() -> None:
    with opened() as (terminal, _):
        terminal.press("x\r")
        terminal.see("refused: <x>")
        terminal.written = ""
        terminal.press("more")
        terminal.see("typed [more|4]")
        assert "said:" not in terminal.written, "the refusal was repainted away by typing"
        terminal.press("\x1b")
        terminal.see("said: \x1b")
        terminal.press("!")
        terminal.see("typed [more!|5]")


def test_a_paste_with_line_ends_sends_nothing() -> None:
    with opened() as (terminal, _):
        terminal.press("\x1b[200~d e1 17\rd e2 17\n\x1b[201~")
        terminal.see("typed [d e1 17 d e2 17 |16]")
        assert terminal.sent == []


def test_a_new_size_is_drawn_whole() -> None:
    with opened() as (terminal, _):
        resize(terminal.slave, 120, 40)
        terminal.see("size 120x40")
        after = terminal.written.split("size 120x40")[0]
        assert after.rstrip().endswith("\x1b[2J\x1b[1;1H")


def test_lines_that_did_not_change_are_not_written_again() -> None:
    with opened() as (terminal, _):
        terminal.press("a")
        terminal.see("typed [a|1]")
        assert terminal.written.count("steady") == 1
        assert terminal.written.count("typed [") == 2


@pytest.mark.parametrize("leave", ["q\r", "\x03", "\x04"])
def test_leaving_puts_the_terminal_back_as_it_was(leave: str) -> None:
    master, slave = pty.openpty()
    try:
        before = termios.tcgetattr(slave)
        terminal = Terminal(master, slave)
        thread = threading.Thread(target=terminal.run)
        thread.start()
        terminal.see("steady")
        assert termios.tcgetattr(slave) != before, "raw while it runs"
        terminal.press(leave)
        terminal.wait(lambda: not thread.is_alive())
        terminal.see(EXIT)
        assert termios.tcgetattr(slave) == before
    finally:
        os.close(master)
        os.close(slave)


WAITS = """
from tocsin.app.terminal.screen import Answer, show
show(lambda seen: "steady", Answer)
"""


def test_a_termination_signal_leaves_in_order() -> None:
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    child = subprocess.Popen([sys.executable, "-c", WAITS], stdin=slave, stdout=slave)
    try:
        terminal = Terminal(master, slave)
        terminal.see("steady")
        child.send_signal(signal.SIGTERM)
        terminal.see(EXIT)
        assert child.wait(BOUND_S) == 0
        assert termios.tcgetattr(slave) == before
    finally:
        child.kill()
        child.wait()
        os.close(master)
        os.close(slave)


def test_a_bug_leaves_the_terminal_usable_and_is_not_swallowed() -> None:
    with opened() as (terminal, thread):
        terminal.press("break\r")
        terminal.wait(lambda: not thread.is_alive())
        terminal.see(EXIT)
        assert isinstance(terminal.failure, RuntimeError)


def test_it_draws_at_most_ten_frames_a_second_when_nothing_is_typed() -> None:
    with opened() as (terminal, _):
        begun, frames = time.monotonic(), terminal.frames
        terminal.wait(lambda: terminal.frames >= frames + 5)
        assert time.monotonic() - begun >= 0.39


def test_without_a_terminal_one_frame_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setenv("LINES", "20")
    read_end, write_end = os.pipe()
    calls: list[Seen] = []

    def frame(seen: Seen) -> str:
        calls.append(seen)
        return "one frame"

    show(frame, Answer, stdin=read_end, stdout=write_end)
    assert os.read(read_end, 100) == b"one frame\n"
    os.close(read_end)
    os.close(write_end)
    assert [(each.width, each.height, each.is_live) for each in calls] == [(72, 20, False)]


# keys and line


def test_keys_come_together_whatever_pieces_the_bytes_come_in() -> None:
    whole = "é\x1b[A\x1bOB\x7f\x1b[3~\r".encode()
    expected = ["é", Key.up, Key.down, Key.backspace, Key.delete, Key.enter]
    assert Keys().feed(whole) == expected
    keys = Keys()
    assert [key for byte in whole for key in keys.feed(bytes([byte]))] == expected


def test_an_escape_alone_is_the_escape_key() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b") == []
    assert keys.is_waiting
    assert keys.settle() == [Key.escape]
    assert keys.settle() == []


def press(line: Line, *keys: Key | str) -> Line:
    for each in keys:
        line.press(each)
    return line


def test_recall_goes_back_and_comes_down_again_to_what_was_being_typed() -> None:
    line = Line()
    for text in ("first", "second"):
        press(line, *text)
        assert line.sent() == text
    press(line, *"dra", Key.up)
    assert line.text == "second"
    press(line, Key.up, Key.up)
    assert line.text == "first"
    press(line, Key.down, Key.down)
    assert line.text == "dra"


def test_editing_in_the_middle_keeps_the_rest() -> None:
    line = press(Line(), *"d e1 17", Key.left, Key.left, Key.backspace, "9")
    assert (line.text, line.caret) == ("d e1917", 5)
    press(line, Key.home, Key.delete, Key.end, Key.clear_word)
    assert line.text == " "
    assert re.fullmatch(r"\s*", line.sent())
