"""The line that takes an order back: a new order, offered and not given. History is not undone."""

from collections.abc import Callable

import msgspec

from tocsin.app.desk import Desk
from tocsin.app.grammar.resolve import Names
from tocsin.app.reasons import facts_about
from tocsin.app.seeing import Seen
from tocsin.app.tongue import tell
from tocsin.geo.places import Place
from tocsin.jurisdiction.fold import READER, stepped
from tocsin.log import Record
from tocsin.operations.answers import AlreadySo, CommandRefused
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture, subject
from tocsin.operations.picture.plan import TickState
from tocsin.views.facts import base
from tocsin.views.saying import clear

MOST_STEPS = 40
"""Orders that one line may have led to."""

COUNTERS: dict[str, str] = {
    "unit_dispatched": "CX {unit} ! {why}",
    "unit_cancelled": "D {unit} {incident}",
    "unit_reassigned": "X {unit} {left} ! {why}",
    "unit_self_attached": "F {unit}",
    "unit_out_of_service": "I {unit}",
    "unit_in_service": 'O {unit} "{why}',
    "assignment_stacked": "USK {unit} {incident}",
    "assignment_unstacked": "SK {unit} {incident}",
    "incident_opened": 'CL {incident} "{mistake}',
    "incident_held": "RS {incident}",
    "incident_resumed": "HO {incident} ! {why}",
    "incident_closed": "RO {incident} ! {why}",
    "incident_reopened": 'CL {incident} "{why}',
    "incidents_linked": "UNL {incident} {other} ! {why}",
    "incidents_unlinked": "LINK {incident} {other}",
    "incidents_merged": "UM {absorbed} ! {why}",
    "incidents_separated": "M {absorbed} {survivor}",
    "incident_restricted": "UNR {incident} ! {why}",
    "report_attached": "DR {report} ! {why}",
    "report_detached": "AR {report} {incident}",
    "report_disposed": "ROR {report} ! {why}",
    "duplicate_linked": "UDP {report} ! {why}",
    "duplicate_unlinked": "DUP {report} {original}",
    "task_assigned": "TX {task} ! {why}",
    "objective_set": "OA {objective} ! {why}",
    "objective_state_set": "OR {objective} ! {why}",
    "plan_started": "PLX {incident} ! {why}",
    "plan_stopped": "PL {plan} {incident}",
    "agency_released": "AG {incident} {agency}",
    "handover_offered": "EH {incident} ! {why}",
    "command_assumed": "EC {incident}",
    "closure_declared": "CLX {closure} ! {why}",
    "obligation_opened": "WV {obligation} ! {why}",
    "proposal_made": "AW {proposal}",
    "proposal_objected_to": "AO {proposal}",
    "glass_broken": "SG {incident}",
}
"""What is ordered after a fact to take it back; fields of the fact stand in braces."""

Value = Callable[[object, Names], str | None]


class Undo(msgspec.Struct, frozen=True):
    """The line to give, or None and why there is none."""

    line: str | None
    why: str = ""


def no_line(name: str) -> Undo:
    """No line, and the sentence of this name that says why."""
    return Undo(None, tell(name))


def undo_of(desk: Desk, town: Seen, name: str) -> Undo | None:
    """The line that takes back what was ordered under this id; None where the one at this desk
    ordered nothing under it.
    """
    records = [each for place in range(MOST_STEPS) for each in _of_step(town, name, place)]
    if not records or any(each.actor != desk.actor for each in records):
        return None
    events = [(each, READER.event(each.name, bytes(each.payload))) for each in records]
    if all(isinstance(event, CommandRefused) for _, event in events):
        return no_line("undo-refused")
    if all(isinstance(event, AlreadySo | CommandRefused) for _, event in events):
        return no_line("undo-changed-nothing")
    found = _line(town, desk.names(), events)
    if not isinstance(found, str):
        return found
    would = desk.would(found)
    if would is None or would.outcome == "accepted":
        return Undo(found)
    return Undo(None, f"{would.why} {would.next}".strip())


def _of_step(town: Seen, name: str, place: int) -> list[Record]:
    """What the order at this place of a line left on record."""
    span = town.store.find(f"{name}/{place}" if place else name)
    return [] if span is None else list(town.store.read(span[0] - 1, span[1]))


def _line(town: Seen, names: Names, events: list[tuple[Record, Event]]) -> str | Undo:
    """The counter of the first fact of the last order that has one; of several units at once."""
    by_order: dict[str, list[tuple[Record, Event]]] = {}
    for record, event in events:
        by_order.setdefault(record.command_id, []).append((record, event))
    lines: list[str] = []
    for order in reversed(by_order.values()):
        for record, event in order:
            found = _counter(town, names, record, event)
            if isinstance(found, Undo):
                return found
            if found is not None:
                lines.append(found)
                break
    if not lines:
        return no_line("undo-no-counter")
    verb, _, rest = lines[0].partition(" ")
    alike = [each.partition(" ")[2].partition(" ") for each in lines if each.startswith(f"{verb} ")]
    if verb in ("CX", "I") and len(alike) == len(lines):
        units = " ".join(unit for unit, _, _ in reversed(alike))
        return f"{verb} {units} {rest.partition(' ')[2]}".strip()
    return lines[0]


def _counter(town: Seen, names: Names, record: Record, event: Event) -> str | Undo | None:
    """The line that takes one fact back; None where there is none."""
    name = base(record.name)
    if name in SET:
        return _set_back(town, names, record, event)
    if name == "step_ticked":
        return _step(event)
    pattern = COUNTERS.get(name)
    if pattern is None:
        return None
    fields = {
        each: _said(each, value, names)
        for each in event.__struct_fields__
        if isinstance(value := getattr(event, each), str)
    }
    return pattern.format_map(
        {**fields, "why": tell("undo-reason"), "mistake": tell("undo-mistake")}
    )


def _said(field: str, value: str, names: Names) -> str:
    return names.call_sign(value) if field == "unit" else str(getattr(value, "value", value))


def _step(event: Event) -> str:
    incident, step = getattr(event, "incident", ""), getattr(event, "step", "")
    if getattr(event, "state", None) is TickState.open:
        return f"K {incident} {step}"
    return f"KU {incident} {step} ! {tell('undo-reason')}"


def _priority(value: object, _names: Names) -> str:
    return str(getattr(value, "value", 0))


def _plain(value: object, _names: Names) -> str | None:
    return None if value is None else str(value)


def _place(value: object, names: Names) -> str | None:
    if not isinstance(value, Place):
        return None
    said = value.label or clear(value.words, names.read)
    return None if said is None else f"@{said}"


def _list(value: object, _names: Names) -> str:
    return " ".join(value) if isinstance(value, tuple) else ""


SET: dict[str, tuple[str, str, str, str, Value]] = {
    "priority_set": ("incidents", "incident", "priority", "P {id} {was}", _priority),
    "incident_retyped": ("incidents", "incident", "type", "TY {id} {was}", _plain),
    "incident_relocated": ("incidents", "incident", "place", "PLACE {id} {was}", _place),
    "hazards_named": ("incidents", "incident", "hazards", "HAZ {id} {was}", _list),
    "alarm_raised": ("incidents", "incident", "alarm_level", "LA {id} {was} ! {why}", _plain),
    "alarm_lowered": ("incidents", "incident", "alarm_level", "AL {id} {was}", _plain),
    "unit_moved_up": ("units", "unit", "post", "MV {id} {was}", _plain),
}
"""Facts that set a field: collection, the fact's field with the id, the field that is set, the line
that sets it back, and how the value is written there.
"""


def _set_back(town: Seen, names: Names, record: Record, event: Event) -> str | Undo:
    """What it was before, from the log; nothing where somebody has set it again since."""
    kind, owner, field, pattern, written = SET[base(record.name)]
    key = kind, str(getattr(event, owner))
    now = subject(town.picture, key)
    records = sorted((r for r, _, _ in facts_about(town, key[1])), key=lambda e: e.position)
    for step in stepped(records, Picture()):
        if step.record.position != record.position:
            continue
        before, after = subject(step.before, key), subject(step.after, key)
        if now is None or getattr(now, field) != getattr(after, field, None):
            return no_line("undo-changed-since")
        was = getattr(before, field, None)
        if kind == "units":
            was, key = was or getattr(before, "station", None), (kind, names.call_sign(key[1]))
        said = written(was, names)
        return (
            no_line("undo-no-counter")
            if said is None
            else pattern.format(id=key[1], was=said, why=tell("undo-reason")).strip()
        )
    return no_line("undo-no-counter")
