"""Which column is probably what: by its name, in the words exports use, and by what it holds."""

import re

from tocsin.gateways.cad_export.columns import Looked, words
from tocsin.gateways.cad_export.records import Cells, Record

TIME_ROLES: tuple[tuple[str, str], ...] = (
    ("at_hospital", r"hosp\w* (arriv|dt|time)|arriv\w* (at )?hosp|^hospital|klinik|status 8"),
    ("transporting", r"transport|to hosp|depart\w* scene|leave scene|left scene|status 7"),
    ("closed", r"clos|einsatzende|\bend\b|ended|complet|finish|\bende\b"),
    ("on_scene", r"on ?scene|arriv|ankunft|at scene|eintreff|vor ort|status 4|\barr\b"),
    (
        "en_route",
        r"en ?route|response|respond|activation|ausr(ü|ue)ck|turn ?out|rolling|status 3|\benr\b",
    ),
    ("dispatched", r"dispatch|assign|alarmierung|disponier|alerted|notif|\bdisp\b"),
    ("cleared", r"available|clear|in service|freimeld|\bfrei\b|status 1|\bclr\b"),
    ("staged", r"stag"),
    ("entered", r"\bentry|entered|erfass"),
    (
        "received",
        r"receiv|call (time|date|datetime)|incident (date|time|datetime)|creat|alarmzeit|alarm "
        r"(time|date)|report(ed)? (date|time)|^date ?time$|^datetime$|publish|eingang|notruf|open|"
        r"start|event (time|date)|^time$|call local|beginn|occur|\brecv\b",
    ),
)
"""Name patterns of time stamps; the first that fits a name is its role."""

CODE_ROLES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "call.id",
        (
            r"^(call|incident|event|cad|case|run|einsatz|starfire)[\w ]*"
            r"(number|no|nr|id|num|key|nummer)$",
            r"nopd item|^item$|einsatznummer|^id$|^guid$|incident$",
        ),
        ("id", "text", "code", "decimal"),
    ),
    (
        "unit.kind",
        (r"(units?|vehicles?|apparatus|resources?|fahrzeuge?) ?(type|typ|kind|art)",),
        ("code", "text", "id"),
    ),
    (
        "unit.id",
        (
            r"^units?( id| name| number| no)$|^unit$|call ?sign|funkruf\w*|rufname|"
            r"apparatus( id)?$|vehicle( id)?$|radio name|fahrzeug$",
            r"^units?$|units? (assigned|dispatched|responding)|^vehicles$|^fleet no$",
        ),
        ("id", "code", "text"),
    ),
    ("call.type_group", (r"(type|classification|category) group|einsatzart",), ("code", "text")),
    (
        "call.type",
        (
            r"type (text|desc\w*)$|final (call |incident )?type$|^(call|incident|event) type$",
            r"classification$|nature|stichwort|^type$|category( first)?$|^problem$|description$",
            r"(call|incident|event) type",
            r"category|\bterm$",
        ),
        ("code", "text"),
    ),
    (
        "call.priority",
        (r"final (priority|severity)", r"^priority$|priorit(ä|ae)t|severity|^prio$", r"priority"),
        ("code", "id"),
    ),
    (
        "call.disposition",
        (r"disposition text|final disposition", r"disposition|outcome"),
        ("code", "text"),
    ),
    ("call.agency", (r"agency|jurisdiction|department|^dept|organisation",), ("code", "text")),
    (
        "call.latitude",
        (r"^lat(itude)?( x)?$|latitude|breite(ngrad)?|^y( coord)?$",),
        ("decimal", "decimal comma"),
    ),
    (
        "call.longitude",
        (r"^(lon|lng|long)$|longitude|l(ä|ae)ngengrad|l(ä|ae)nge|^x( coord)?$",),
        ("decimal", "decimal comma"),
    ),
    ("call.position", (r"",), ("position",)),
    (
        "call.address",
        (r"address|block|stra(ß|ss)e|intersection|adresse", r"location|street|^ort$|place"),
        ("text", "code"),
    ),
)
"""Roles with name patterns, best first, and the kinds a column may have for it."""

AREA = re.compile(
    r"district|battalion|beat|zip|postcode|neighbou?rhood|borough|ward|precinct|community|council|"
    r"sector|station area|plz|ortsteil|stadtteil|^city$|municipality|dispatch area|^area$|^box$|"
    r"zone"
)
NOT_A_CALL_ID = re.compile(r"row|object|unit|record|location id|census")


def time_roles(columns: dict[str, Looked]) -> dict[str, str]:
    """Role → column for the time stamps; of several the first column counts."""
    found: dict[str, str] = {}
    for name, each in columns.items():
        if each.facts.kind != "time":
            continue
        for role, pattern in TIME_ROLES:
            if re.search(pattern, words(name)):
                found.setdefault(role, name)
                break
    times = [name for name, each in columns.items() if each.facts.kind == "time"]
    if times and "received" not in found:
        free = [name for name in times if name not in found.values()]
        if free:
            found["received"] = free[0]
    return found


def code_roles(columns: dict[str, Looked], rows: int) -> dict[str, str]:
    """Role → column for everything that is not a time stamp."""
    found: dict[str, str] = {}
    for role, patterns, kinds in CODE_ROLES:
        for pattern in patterns:
            fitting = [
                name
                for name, each in columns.items()
                if each.facts.kind in kinds
                and not each.facts.may_be_personal
                and name not in found.values()
                and re.search(pattern, words(name))
                and _suits(role, name, each)
            ]
            if fitting:
                found[role] = fitting[0]
                break
    if "call.id" in found:
        _second_number(columns, found)
    else:
        unique = [
            name
            for name, each in columns.items()
            if each.facts.kind == "id"
            and each.facts.distinct >= min(rows, 2_000) * 0.9
            and name not in found.values()
        ]
        if unique:
            found["call.id"] = unique[0]
    if ("call.latitude" in found) != ("call.longitude" in found):
        found.pop("call.latitude", None)
        found.pop("call.longitude", None)
    if "call.latitude" in found:
        found.pop("call.position", None)
    return found


def _second_number(columns: dict[str, Looked], found: dict[str, str]) -> None:
    """Another column that is named like a call's id is the number people know it by."""
    role, patterns, _ = CODE_ROLES[0]
    assert role == "call.id"
    for name, each in columns.items():
        is_free = name not in found.values() and each.facts.kind == "id"
        if is_free and re.search(patterns[0], words(name)) and _suits("call.id", name, each):
            found["call.number"] = name
            return


def varying(records: list[Record], call_id: str) -> frozenset[str]:
    """Columns that differ between rows of one call: they describe its units, not the call."""
    first: dict[str, Cells] = {}
    found: set[str] = set()
    for record in records:
        call = record.cells.get(call_id, "")
        known = first.setdefault(call, record.cells)
        if call and known is not record.cells:
            found.update(n for n, text in record.cells.items() if known.get(n, "") != text)
    return frozenset(found)


def _suits(role: str, name: str, each: Looked) -> bool:
    if role == "call.id":
        return not NOT_A_CALL_ID.search(words(name)) and each.facts.filled >= 90
    if role == "call.type":
        return not re.search(r"initial|original|group|unit|disposition|vehicle", words(name))
    if role == "unit.id":
        return not re.search(r"type|kind|category|count|number of|sequence", words(name))
    if role in ("call.latitude", "call.longitude"):
        limit = 90 if role == "call.latitude" else 180
        sample = [text.replace(",", ".") for text in list(each.values)[:200]]
        return all(abs(float(text)) <= limit for text in sample)
    return role != "call.address" or not AREA.search(words(name))
