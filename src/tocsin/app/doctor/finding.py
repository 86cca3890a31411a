"""What a check finds."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """`look`: soon, by somebody who knows; `act`: now."""

    ok = "ok"
    look = "look"
    act = "act"


class Finding(msgspec.Struct, frozen=True):
    """One sentence on what is, and one on what to do where it is not well."""

    check: str
    state: State
    says: str
    do: str = ""


def ok(check: str, says: str) -> Finding:
    """All is well."""
    return Finding(check, State.ok, says)


def look(check: str, says: str, do: str) -> Finding:
    """Worth a look."""
    return Finding(check, State.look, says, do)


def act(check: str, says: str, do: str) -> Finding:
    """Something must be done."""
    return Finding(check, State.act, says, do)
