"""Bytes from a terminal as keys (ECMA-48, xterm): letters, arrows, editing, pasted text."""

import codecs
from enum import StrEnum


class Key(StrEnum):
    """A key that is not a letter. Values are names; what comes as text is text."""

    enter = "enter"
    backspace = "backspace"
    delete = "delete"
    up = "up"
    down = "down"
    left = "left"
    right = "right"
    home = "home"
    end = "end"
    escape = "escape"
    clear_line = "clear line"
    clear_word = "clear word"
    redraw = "redraw"
    interrupt = "interrupt"
    end_of_input = "end of input"
    other = "other"


CONTROLS = {
    "\r": Key.enter,
    "\n": Key.enter,
    "\x7f": Key.backspace,
    "\x08": Key.backspace,
    "\x15": Key.clear_line,
    "\x17": Key.clear_word,
    "\x0c": Key.redraw,
    "\x03": Key.interrupt,
    "\x04": Key.end_of_input,
    "\x01": Key.home,
    "\x05": Key.end,
    "\x10": Key.up,
    "\x0e": Key.down,
}

SEQUENCES = {
    "[A": Key.up,
    "[B": Key.down,
    "[C": Key.right,
    "[D": Key.left,
    "OA": Key.up,
    "OB": Key.down,
    "OC": Key.right,
    "OD": Key.left,
    "[H": Key.home,
    "[F": Key.end,
    "OH": Key.home,
    "OF": Key.end,
    "[1~": Key.home,
    "[4~": Key.end,
    "[3~": Key.delete,
}

PASTE_BEGINS, PASTE_ENDS = "[200~", "[201~"


class Keys:
    """Turns bytes into keys, whatever pieces they come in."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._waiting = ""
        self._is_pasting = False

    @property
    def is_waiting(self) -> bool:
        """Whether an escape has begun whose rest may still come."""
        return bool(self._waiting)

    def feed(self, received: bytes) -> list[Key | str]:
        """The keys these bytes complete. A paste comes as letters of one line: it sends nothing."""
        self._waiting += self._decode(received)
        found: list[Key | str] = []
        while self._waiting:
            if self._waiting[0] != "\x1b":
                found.append(self._letter())
                continue
            size = _sequence(self._waiting)
            if size is None:
                break
            found += self._escaped(self._waiting[1:size])
            self._waiting = self._waiting[size:]
        return found

    def settle(self) -> list[Key | str]:
        """Nothing more came: an escape alone was the Esc key."""
        waiting, self._waiting = self._waiting, ""
        return [Key.escape] if waiting else []

    def _letter(self) -> Key | str:
        letter, self._waiting = self._waiting[0], self._waiting[1:]
        if self._is_pasting:
            return letter if letter >= " " and letter != "\x7f" else " "
        if letter in CONTROLS:
            return CONTROLS[letter]
        return letter if letter >= " " else Key.other

    def _escaped(self, sequence: str) -> list[Key | str]:
        if sequence in (PASTE_BEGINS, PASTE_ENDS):
            self._is_pasting = sequence == PASTE_BEGINS
            return []
        return [SEQUENCES.get(sequence, Key.other)]


def _sequence(text: str) -> int | None:
    """Length of the escape sequence at the start; None where its end has not come yet."""
    if len(text) < 2:
        return None
    if text[1] == "O":
        return 3 if len(text) >= 3 else None
    if text[1] != "[":
        return 2
    for place in range(2, len(text)):
        if "@" <= text[place] <= "~":
            return place + 1
    return None
