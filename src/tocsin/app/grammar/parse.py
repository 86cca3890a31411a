"""Cutting a line into its parts. The shape only; names are resolved against the picture later.

line = verb , { object | flag } , [ "@" place ] , [ '"' text ] , [ "!" reason ]
object = unit | incident | "." | station | time
"""

import re
import unicodedata

import msgspec

from tocsin.app.tongue import tell

LINE_LIMIT = 20_000
"""Characters of one line: the longest remark (16,384) and what stands before it."""


class NotUnderstood(Exception):
    """The line cannot be read: says what was expected and how to write it."""


def misread(name: str, /, **what: str | int) -> NotUnderstood:
    """The error that says a sentence, in the language that is spoken."""
    return NotUnderstood(tell(name, **what))


class Line(msgspec.Struct, frozen=True):
    """The parts of a line. `words` are the objects in the order given, as typed.

    `tail` is the text with what follows a `!` in it: for verbs that take words but no reason.
    """

    verb: str
    words: tuple[str, ...] = ()
    place: str | None = None
    text: str | None = None
    reason: str | None = None
    tail: str | None = None


_QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂"), '"') | {ord("！"): "!", ord("＠"): "@"}
_MARK = re.compile(r'(?:^|(?<=\s))["!]')
_PLACE = re.compile(r"(?:^|(?<=\s))@")
_CLOSED = re.compile(r'(.*?)"\s*(?:!(.*))?$', re.DOTALL)
_REASON = re.compile(r"(?:^|\s)!")


def parse(line: str) -> Line:
    """The parts of a line. Raises NotUnderstood for an empty one or one that is all text."""
    check_characters(line)
    head, text, reason, tail = _split(line.strip())
    place = None
    found = _PLACE.search(head)
    if found is not None:
        head, place = head[: found.start()], head[found.end() :].strip()
    words = head.split()
    if not words:
        raise misread("misread-empty")
    if text == "":
        raise misread("misread-no-text")
    if place == "":
        raise misread("misread-no-place")
    if reason == "":
        raise misread("misread-no-reason")
    return Line(words[0].upper(), tuple(words[1:]), place, text, reason, tail)


def cut_off(line: str) -> tuple[str, str | None] | None:
    """What a line that is being typed has so far: the words, and the place begun after `@`; None
    where it has come to free text or a reason.
    """
    plain = line.translate(_QUOTES)
    if _MARK.search(plain) is not None:
        return None
    found = _PLACE.search(plain)
    if found is None:
        return line, None
    return line[: found.start()], line[found.end() :].lstrip()


def check_characters(line: str) -> None:
    """Raises NotUnderstood for a line that is too long or holds what cannot be kept or shown."""
    if len(line) > LINE_LIMIT:
        raise misread("misread-long", length=len(line), most=LINE_LIMIT)
    for place, each in enumerate(line, 1):
        kind = unicodedata.category(each)
        if kind == "Cs":
            raise misread("misread-surrogate", at=place)
        if kind == "Cc" and each != "\t":
            raise misread("misread-control", at=place, code=f"U+{ord(each):04X}")


def _split(line: str) -> tuple[str, str | None, str | None, str | None]:
    """Head, text, reason, and the text with the reason in it."""
    plain = line.translate(_QUOTES)
    mark = _MARK.search(plain)
    if mark is None:
        return line, None, None, None
    head, rest = line[: mark.start()], line[mark.end() :]
    if mark[0] == "!":
        return head, None, rest.strip(), None
    closed = _CLOSED.match(plain[mark.end() :])
    if closed is not None:
        text = rest[: closed.end(1)].strip()
        return head, text, _after(rest, closed.start(2)), _whole(rest, closed)
    cut = _REASON.search(plain[mark.end() :])
    if cut is None:
        return head, rest.strip(), None, rest.strip()
    return head, rest[: cut.start()].strip(), rest[cut.end() :].strip(), rest.strip()


def _after(rest: str, start: int) -> str | None:
    return None if start < 0 else rest[start:].strip()


def _whole(rest: str, closed: re.Match[str]) -> str:
    """What was typed after the opening quote; a closing one at the very end is no part of it."""
    return rest[: closed.end(1)].strip() if closed.start(2) < 0 else rest.strip()
