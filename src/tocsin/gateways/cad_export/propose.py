"""Write a mapping for columns whose roles were guessed, and say what a person must look at."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tocsin.gateways.cad_export.codes import slug
from tocsin.gateways.cad_export.columns import time_format, words
from tocsin.gateways.cad_export.found import Found
from tocsin.gateways.cad_export.records import Record
from tocsin.gateways.cad_export.roles import AREA, code_roles, time_roles, varying
from tocsin.gateways.cad_export.times import Clock, Reading

UNIT_ROLES = (
    "dispatched",
    "en_route",
    "staged",
    "on_scene",
    "transporting",
    "at_hospital",
    "cleared",
)
CODES_SHOWN = 40
WITH_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")


class Proposed(NamedTuple):
    """A mapping's text and what is to be said about it."""

    mapping: str
    unsure: tuple[str, ...]
    lacks: tuple[str, ...]
    unmapped: tuple[str, ...]


def quoted(text: str) -> str:
    """A TOML basic string."""
    out = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in out) + '"'


class _Draft:
    """A mapping in the making."""

    def __init__(self, found: Found, records: list[Record]) -> None:
        self.found, self.columns = found, found.looked()
        self.times = time_roles(self.columns)
        self.codes = code_roles(self.columns, len(records))
        call_id = self.codes.get("call.id")
        self.of_units = (
            varying(records, call_id) if call_id and not found.is_polled else frozenset()
        )
        self.observed = next(
            (
                name
                for name, each in self.columns.items()
                if name.startswith("/") and each.facts.kind == "time"
            ),
            None,
        )
        self.times = {role: name for role, name in self.times.items() if name[:1] != "/"}
        if "received" not in self.times and "unit.id" not in self.codes:
            self._received_from_another()
        self.joined = () if self.times else self._date_and_time(records)
        self.used: set[str] = {*self.joined[:2], *self.times.values(), *self.codes.values()}
        self.unsure: list[str] = []
        self.lines: list[str] = []

    def _received_from_another(self) -> None:
        """A lone time stamp is when the call began, whatever it is called."""
        if len(self.times) == 1:
            (role,) = self.times
            self.times = {"received": self.times[role]}

    def _date_and_time(self, records: list[Record]) -> tuple[str, ...]:
        """A date column and a time-of-day column that make one time stamp, and its format."""
        dates = [name for name, each in self.columns.items() if each.facts.kind == "date"]
        clocks = [name for name, each in self.columns.items() if each.facts.kind == "time of day"]
        if not dates or not clocks:
            return ()
        both = (dates[0], clocks[0])
        texts = [" ".join(each.cells.get(name, "").strip() for name in both) for each in records]
        form = time_format("", [text for text in texts[:400] if len(text) > 9] or [""])
        return (*both, form) if form else ()

    def say(self, *lines: str) -> None:
        self.lines.extend(lines)

    def section(self, name: str, entries: Iterable[tuple[str, str]]) -> None:
        told = list(entries)
        if told:
            self.say("", f"[{name}]", *(f"{key} = {value}" for key, value in told))


def proposed(found: Found, records: list[Record]) -> Proposed:
    """A mapping that loads, with every guess marked."""
    draft = _Draft(found, records)
    _top(draft)
    _table(draft)
    _call(draft)
    _unit(draft)
    lacks = _lacking(draft)
    unmapped = tuple(name for name in draft.columns if name not in draft.used)
    personal = [name for name in unmapped if draft.columns[name].facts.may_be_personal]
    head = [
        "# Proposed from the columns of one file. Look at every line marked UNSURE.",
        "version = 1",
        'source = "my_town"  # name this source; it becomes part of every fact\'s identity',
    ]
    if personal:
        head.append(f"personal = [{', '.join(quoted(each) for each in personal)}]")
    text = "\n".join([*head, *draft.lines]) + "\n"
    return Proposed(text, tuple(draft.unsure), lacks, unmapped)


def _top(draft: _Draft) -> None:
    stamps = [draft.columns[name] for name in draft.times.values()]
    if draft.observed:
        stamps.append(draft.columns[draft.observed])
    forms = (
        list(dict.fromkeys(each.facts.form for each in stamps)) or [*draft.joined[2:]] or ["iso"]
    )
    has_offset = bool(stamps) and all(
        each.facts.form.startswith("epoch") or all(WITH_OFFSET.search(t) for t in each.values)
        for each in stamps
    )
    if has_offset:
        draft.say('zone = "UTC"  # every time bears its offset')
    else:
        draft.say('zone = "UTC"  # UNSURE: name the IANA zone of the local times')
        draft.unsure.append("zone: the times bear no offset; name the town's IANA zone")
    for form in forms:
        if re.match(r"%[md]/%[md]/|%[md]-%[md]-", form) and _both_ways(draft, form):
            draft.unsure.append(f"times.formats: day and month could be swapped in {form}")
    draft.section("times", [("formats", f"[{', '.join(quoted(each) for each in forms)}]")])
    if any(each.facts.kind == "decimal comma" for each in draft.columns.values()):
        draft.section("numbers", [("decimal", '","')])
    draft.section("types", [("default_group", '"other"')])
    draft.section("priorities", _priorities(draft))


def _both_ways(draft: _Draft, form: str) -> bool:
    """Whether the values can be read with day and month swapped too."""
    swapped = form.replace("%m", "%#").replace("%d", "%m").replace("%#", "%d")
    clock = Clock((swapped,), "UTC", "later", "shift", 69)
    stamps = [each for each in draft.columns.values() if each.facts.form == form]
    return all(isinstance(clock.read(text), Reading) for each in stamps for text in each.values)


def _priorities(draft: _Draft) -> list[tuple[str, str]]:
    column = draft.codes.get("call.priority")
    if column is None:
        return []
    codes = [text for text in sorted(draft.columns[column].values) if len(text) <= 12]
    draft.unsure.append("priorities: say which code is 1 (immediate) to 4 (routine)")
    return [(quoted(text), '"unknown"  # UNSURE: 1 to 4') for text in codes[:CODES_SHOWN]]


def _table(draft: _Draft) -> None:
    found = draft.found
    draft.say("", "[[table]]", f"format = {quoted(found.format)}")
    if found.delimiter:
        draft.say(f"delimiter = {quoted(found.delimiter)}")
    if found.fallback:
        draft.say(f"fallback_encoding = {quoted(found.fallback)}  # UNSURE")
        draft.unsure.append("fallback_encoding: some lines are not UTF-8; cp1252 is a guess")
    if found.records:
        draft.say(f"records = {quoted(found.records)}")
    if found.each:
        draft.say(f"each = {quoted(found.each)}  # a row per entry of this list")
    prefixes = {name.split(":")[0].lstrip("/@") for name in draft.columns if ":" in name}
    draft.section(
        "table.namespaces",
        [(quoted(key), quoted(uri)) for key, uri in found.namespaces.items() if key in prefixes],
    )
    if draft.observed:
        draft.used.add(draft.observed)
        draft.section("table.poll", [("observed", quoted(draft.observed))])
        draft.unsure.append("poll: each file or line is taken for one look at a list of calls")


def _call(draft: _Draft) -> None:
    codes = draft.codes
    # a mapping must name an id; where no column serves, the first one stands in and is marked
    call_id = codes.get("call.id")
    entries = [("id", quoted(call_id or next(iter(draft.columns))))]
    if call_id is None:
        entries = [("id", entries[0][1] + "  # UNSURE: no column looks like a call's id")]
        draft.unsure.append("call.id: no column looks like the id of a call")
    elif len(draft.columns[call_id].values) < 3 or draft.columns[call_id].facts.filled < 100:
        draft.unsure.append(f"call.id: {call_id!r} is not filled in every row")
    for role in ("number", "type", "type_group", "priority", "agency", "address", "disposition"):
        if f"call.{role}" in codes:
            entries.append((role, quoted(codes[f"call.{role}"])))
    for role in ("latitude", "longitude"):
        if f"call.{role}" in codes:
            entries.append((role, quoted(codes[f"call.{role}"])))
    if "call.position" in codes:
        entries.append(("position", _position(draft, codes["call.position"])))
    if "cleared" in draft.times and "closed" not in draft.times and "unit.id" in codes:
        entries.append(("closes", '"last_unit_clear"'))
    draft.section("table.call", entries)
    _slices(draft)
    roles = ["received", "entered", "closed"]
    if "unit.id" not in codes:
        roles += UNIT_ROLES
    told = [(role, quoted(draft.times[role])) for role in roles if role in draft.times]
    if draft.joined:
        names = ", ".join(quoted(each) for each in draft.joined[:2])
        told.append(("received", f"{{ columns = [{names}] }}"))
    draft.section("table.call.times", told)


def _position(draft: _Draft, column: str) -> str:
    texts = list(draft.columns[column].values)[:200]
    firsts = [
        float(n[0].replace(",", ".")) for t in texts if (n := re.findall(r"[+-]?\d+[.,]?\d*", t))
    ]
    is_wkt = any(text.upper().startswith("POINT") for text in texts)
    order = "lon lat" if is_wkt or any(abs(each) > 90 for each in firsts) else "lat lon"
    if not is_wkt and not any(abs(each) > 90 for each in firsts):
        draft.unsure.append(f"call.position: is {column!r} latitude first? The numbers do not tell")
    return f"{{ column = {quoted(column)}, order = {quoted(order)} }}"


def _slices(draft: _Draft) -> None:
    """Areas by name; attributes from short codes that are left over."""
    areas: dict[str, str] = {}
    attributes: dict[str, str] = {}
    for name, each in draft.columns.items():
        if name in draft.used or each.facts.may_be_personal or name.startswith("/"):
            continue
        if name in draft.of_units:
            continue
        key = slug(words(name))
        if AREA.search(words(name)) and each.facts.kind in ("code", "id", "text"):
            areas.setdefault(key, name)
        elif each.facts.kind == "code" and 1 < each.facts.distinct <= 60:
            attributes.setdefault(key, name)
    draft.used.update(areas.values(), attributes.values())
    for title, columns in (("areas", areas), ("attributes", attributes | areas)):
        fine = [(key, quoted(n)) for key, n in columns.items() if re.fullmatch(r"[a-z0-9_]+", key)]
        draft.section(f"table.call.{title}", fine)


def _unit(draft: _Draft) -> None:
    column = draft.codes.get("unit.id")
    if column is None:
        return
    texts = list(draft.columns[column].values)
    is_list = sum(1 for text in texts if re.search(r"[\s,;|/]", text)) > len(texts) / 4
    entries = [("list" if is_list else "id", quoted(column))]
    if is_list:
        draft.unsure.append(f"unit.list: {column!r} seems to hold several units; check `token`")
    kind = draft.codes.get("unit.kind")
    if kind is not None:
        entries.append(("kind", quoted(kind)))
    draft.section("table.unit", entries)
    if kind is not None:
        kinds = sorted(draft.columns[kind].values)[:CODES_SHOWN]
        draft.section("table.unit.kinds", [(quoted(each), quoted(slug(each))) for each in kinds])
    told = [(role, quoted(draft.times[role])) for role in UNIT_ROLES if role in draft.times]
    draft.section("table.unit.times", told)


def _lacking(draft: _Draft) -> tuple[str, ...]:
    lacks = []
    if "call.id" not in draft.codes:
        lacks.append("an id of the call")
    if not draft.times and not draft.joined and draft.observed:
        lacks.append("the call's own time (the look that first showed it stands in for it)")
    elif not draft.times and not draft.joined:
        lacks.append(
            "any time stamp: these are not dispatch records, and every row will be refused"
        )
    elif "received" not in draft.times and not draft.joined:
        lacks.append("when the call began (the row's earliest time stands in for it)")
    if "call.type" not in draft.codes:
        lacks.append("what happened")
    if "unit.id" not in draft.codes:
        lacks.append("units (times are then the call's)")
    if "call.latitude" not in draft.codes and "call.position" not in draft.codes:
        lacks.append("where it was, in degrees")
    return tuple(lacks)
