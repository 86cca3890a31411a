"""Parsers with a planted fault, one of each kind that the cells must notice."""

import re

from tests.fuzz.parsers import PARSERS, End, Parser

_LINE = PARSERS["line"]
_kept: list[bytes] = []


def crashes(content: bytes, name: str) -> End:
    """Deep brackets are counted by recursion."""
    if b"{" in content[1:2]:
        raise RecursionError
    return _LINE.parse(content, name)


def hangs(content: bytes, name: str) -> End:
    """A pattern that tries every way to cut a run of `a`s."""
    re.fullmatch(r"(?:a+)+b", content[:40].decode("latin-1"))
    return _LINE.parse(content, name)


def grows(content: bytes, name: str) -> End:
    """Keeps what it was given."""
    _kept.append(content * 20)
    return _LINE.parse(content, name)


def swallows(content: bytes, name: str) -> End:
    """Wants more memory than there is."""
    if len(content) > 500_000:
        bytearray(4_000_000_000)
    return _LINE.parse(content, name)


FAULTY = {each.__name__: Parser(each, _LINE.tokens) for each in (crashes, hangs, grows, swallows)}
PLANTED = dict.fromkeys(FAULTY, "line")
"""Whose corpus each of them reads."""
