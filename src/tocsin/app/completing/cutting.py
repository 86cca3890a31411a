"""Which part of a line is being typed."""

import re

import msgspec

from tocsin.app.grammar.parse import cut_off

_PROPOSING = re.compile(r"\s*(?:AP|TM\s+\S+)\s+", re.IGNORECASE)


class Cut(msgspec.Struct, frozen=True):
    """A line that is cut before what is being typed. `words` stand before it, `typed` is begun at
    `start`; `is_place` where it comes after `@`. `before` is the line up to `start`.
    """

    before: str
    words: tuple[str, ...]
    typed: str
    is_place: bool

    @property
    def start(self) -> int:
        """Where the typed part begins, in UTF-16 units: as texts are counted in a browser."""
        return len(self.before.encode("utf-16-le", "surrogatepass")) // 2


def cut(line: str) -> Cut | None:
    """None within free text and reasons: what somebody says is not completed."""
    proposing = _PROPOSING.match(line)
    begin = 0 if proposing is None else proposing.end()
    found = cut_off(line[begin:])
    if found is None:
        return None
    head, place = found
    head = line[:begin] + head
    words = tuple(head[begin:].split())
    if place is not None:
        before = line[: len(line) - len(place)]
        return Cut(before, words, place, is_place=True)
    if not words or head[-1:].isspace():
        return Cut(line, words, "", is_place=False)
    return Cut(head[: len(head) - len(words[-1])], words[:-1], words[-1], is_place=False)
