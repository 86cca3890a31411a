"""The shapes of severity and of unit status, with the ASCII that stands for them.

Source: ISO 22324 order; shape, digit and word carry the meaning, colour repeats it.
"""

from tocsin.app.terminal.look import Ink, Look
from tocsin.terms.codes import Priority, UnitStatus

SEVERITY: dict[Priority | None, tuple[str, str, str, str]] = {
    Priority.immediate: ("⬣", "#", "1", "sev1"),
    Priority.urgent: ("▲", "^", "2", "sev2"),
    Priority.prompt: ("◇", "<", "3", "sev3"),
    Priority.routine: ("○", "o", "4", "sev4"),
    None: ("◌", "?", "?", "unknown"),
}
"""Shape, ASCII, digit, colour. Unknown is never drawn as routine."""

STATUS: dict[UnitStatus, tuple[str, str]] = {
    UnitStatus.available: ("○", "o"),
    UnitStatus.committed: ("◐", "d"),
    UnitStatus.en_route: ("➤", ">"),
    UnitStatus.staged: ("◧", "s"),
    UnitStatus.on_scene: ("■", "#"),
    UnitStatus.transporting: ("⇥", "t"),
    UnitStatus.at_hospital: ("⊞", "h"),
    UnitStatus.returning: ("↩", "r"),
    UnitStatus.out_of_service: ("✕", "x"),
}

AWAY = ("⇄", "%")
"""Lent or borrowed."""


def severity(priority: Priority | None, look: Look) -> tuple[str, Ink]:
    """Shape and digit of a priority, and its ink."""
    shape, ascii_, digit, colour = SEVERITY[priority]
    urgent = priority in (Priority.immediate, Priority.urgent)
    return look.sign(shape, ascii_) + digit, Ink(colour, bold=urgent)


def status(of: UnitStatus, look: Look) -> str:
    """The shape of a unit's state."""
    return look.sign(*STATUS[of])
