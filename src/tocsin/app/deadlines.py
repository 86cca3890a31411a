"""What is owed, as people and programs are told: overdue first, then what comes due."""

from datetime import datetime, tzinfo

import msgspec

from tocsin.app.grammar.clocks import said
from tocsin.app.tongue import code, tell
from tocsin.operations.due import Deadline, coming, overdue
from tocsin.operations.picture import Picture


class Due(msgspec.Struct, frozen=True):
    """`overdue` is longest overdue first, `coming` soonest first, within `within_s` seconds."""

    overdue: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]
    within_s: int


def due_of(picture: Picture, now: datetime, within_s: int) -> Due:
    """Everything owed by now, and everything that falls due within so many seconds."""
    return Due(overdue(picture, now), coming(picture, now, within_s), within_s)


def due_lines(due: Due, now: datetime, zone: tzinfo) -> str:
    """The same as text, a line each."""
    minutes = due.within_s // 60
    if not due.overdue and not due.coming:
        return tell("due-none", minutes=minutes)
    lines = []
    late = tell("due-overdue", n=len(due.overdue))
    coming = tell("due-coming", n=len(due.coming), minutes=minutes)
    for name, owed in ((late, due.overdue), (coming, due.coming)):
        if owed:
            lines.append(name)
            lines += [f"  {_line(each, now, zone)}" for each in owed]
    return "\n".join(lines)


def _line(each: Deadline, now: datetime, zone: tzinfo) -> str:
    late_min = int((now - each.due_at).total_seconds()) // 60
    is_late = each.due_at <= now
    when = tell("due-ago", n=late_min) if is_late else tell("due-in", n=max(0, -late_min))
    who = each.person or (code("role", each.role) if each.role else tell("due-nobody"))
    told = f", {tell('due-told', who=str(each.told))}" if each.told else ""
    at = said(each.due_at, now, zone)
    return f"{at:>16}  {when:>12}  {each.kind} · {each.subject} · {who}{told} · {each.id}"
