"""Mappings: read from TOML, checked so that a mistake names its key, what is expected and what to
do.
"""

import codecs
import re
import tomllib
from collections.abc import Iterator
from importlib import resources

import msgspec

from tocsin.gateways.cad_export import mapping as keys
from tocsin.gateways.cad_export.malformed import Malformed, nearest
from tocsin.gateways.cad_export.mapping import (
    MAPPING_VERSION,
    CallColumns,
    Column,
    Mapping,
    Table,
    TimeColumn,
    UnitColumns,
)
from tocsin.gateways.cad_export.picks import Texts, columns_of, compiled, token_pattern
from tocsin.gateways.cad_export.times import Clock, zone_named
from tocsin.terms.codes import Agency, UnitStatus

TYPE = re.compile(r"[a-z0-9_]{1,60}\.[a-z0-9_]{1,100}")
SLUG = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
STATUSES = frozenset(each.value for each in UnitStatus) - {"out_of_service"}
MAPPING_BYTES = 1 << 18


def shipped() -> tuple[str, ...]:
    """The names of the mappings that come with the package."""
    files = resources.files("tocsin.gateways.cad_export") / "mappings"
    return tuple(sorted(f.name[:-5] for f in files.iterdir() if f.name.endswith(".toml")))


def shipped_mapping(name: str) -> Mapping:
    """One of the shipped mappings. Raises Malformed naming those there are."""
    if name not in shipped():
        raise Malformed(
            f"mapping {name}", f"one of {', '.join(shipped())}", "or give the path of a .toml file"
        )
    file = resources.files("tocsin.gateways.cad_export") / "mappings" / f"{name}.toml"
    return load(file.read_bytes())


def load(content: bytes) -> Mapping:
    """A mapping from the bytes of its TOML file. Raises Malformed: key, expectation, remedy."""
    if len(content) > MAPPING_BYTES:
        raise Malformed("mapping", "a file of at most 256 KiB", "move code tables out of it")
    try:
        plain = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as broken:  # of UTF-8, of TOML, of a number without end
        raise Malformed("mapping", "TOML 1.0 in UTF-8", f"mend it: {broken}") from broken
    if "version" in plain and plain["version"] != MAPPING_VERSION:
        raise Malformed("mapping, version", f"{MAPPING_VERSION}", "upgrade tocsin, or change it")
    try:
        mapping = msgspec.convert(plain, Mapping)
    except (msgspec.ValidationError, RecursionError) as broken:
        raise _explained(str(broken)) from broken
    _check(mapping)
    return mapping


def _known_keys() -> set[str]:
    return {
        field
        for each in vars(keys).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
        for field in each.__struct_fields__
    }


def _explained(said: str) -> Malformed:
    """A validation error in our words: where it stands, what is expected, what to do."""
    what, _, where = said.partition(" - at `")
    path = where.rstrip("`").removeprefix("$").removeprefix(".") or "top level"
    unknown = re.match(r"Object contains unknown field `(.*)`", what)
    if unknown is not None:
        like = nearest(unknown[1], _known_keys())
        hint = f"did you mean {like}?" if like else "see docs/standards/cad-export.md"
        return Malformed(f"mapping, {path}, key {unknown[1]}", "a key of the reference", hint)
    absent = re.match(r"Object missing required field `(.*)`", what)
    if absent is not None:
        return Malformed(f"mapping, {path}", f"the key {absent[1]}", "add it")
    expected = what.removeprefix("Expected ").strip() or "another value"
    return Malformed(f"mapping, {path}", expected.replace("`", ""), "change the value")


def _check(mapping: Mapping) -> None:
    """What types alone cannot say. Raises Malformed."""
    zone_named(mapping.zone)
    if not SLUG.fullmatch(mapping.source):
        raise Malformed("mapping, source", "small letters, digits and _", "name it like river_town")
    if not mapping.table:
        raise Malformed("mapping", "at least one [[table]]", "add one")
    if mapping.numbers.scale < 1:
        raise Malformed("mapping, numbers.scale", "1 or more", "1 means degrees")
    _check_codes(mapping)
    for index, table in enumerate(mapping.table):
        _check_table(mapping, table, f"table {index + 1}")


def _check_codes(mapping: Mapping) -> None:
    if not SLUG.fullmatch(mapping.types.default_group):
        raise Malformed("mapping, types.default_group", "small letters, digits and _", "change it")
    for text, code in sorted(mapping.types.map.items()):
        if not TYPE.fullmatch(code):
            raise Malformed(
                f"mapping, types.map, {text}", "group.type", "write it like fire.chimney"
            )
    for text, group in sorted(mapping.types.groups.items()):
        if not SLUG.fullmatch(group):
            raise Malformed(f"mapping, types.groups, {text}", "a group like medical", "change it")
    for text, level in sorted(mapping.priorities.items()):
        if level not in (1, 2, 3, 4, "unknown"):
            raise Malformed(
                f"mapping, priorities, {text}",
                '1 (immediate), 2 (urgent), 3 (prompt), 4 (routine) or "unknown"',
                "change it",
            )


def _check_table(mapping: Mapping, table: Table, where: str) -> None:
    _check_format(table, where)
    texts = Texts(mapping, table.guarded, {})
    call = table.call
    for name, column in named_columns(table):
        texts.get(column, f"{where}, {name}")
    for name, time in named_times(table):
        for pick in time if isinstance(time, list) else [time]:
            formats = getattr(pick, "formats", None) or mapping.times.formats
            zone = getattr(pick, "zone", None) or mapping.zone
            times = mapping.times
            try:
                Clock(formats, zone, times.ambiguous, times.gap, times.year_pivot)
            except Malformed as broken:
                at = f"mapping, {where}, {name}"
                raise Malformed(at, broken.expected, broken.do) from broken
    for name in (*call.areas, *call.attributes):
        if not SLUG.fullmatch(name):
            raise Malformed(
                f"mapping, {where}, call, {name}",
                "a name of small letters, digits and _",
                "rename it",
            )
    if call.type is None and not call.are_elsewhere and not mapping.types.default_group:
        raise Malformed(f"mapping, {where}, call", "the key type", "add it")
    if (call.latitude is None) != (call.longitude is None):
        raise Malformed(f"mapping, {where}, call", "latitude and longitude", "name both or none")
    for index, unit in enumerate(table.units):
        _check_unit(unit, f"{where}, unit {index + 1}")
    if table.poll is not None and table.seen is not None:
        raise Malformed(f"mapping, {where}", "poll or seen", "a file is one of them")
    _check_kept(mapping, table, where)


def _check_format(table: Table, where: str) -> None:
    if table.format == "xml" and not table.records:
        raise Malformed(f"mapping, {where}", "records", "the path of one record, like feed/entry")
    if table.each and table.format == "csv":
        raise Malformed(f"mapping, {where}, each", "JSON or XML", "leave it out: CSV has no lists")
    if table.each and (table.poll is not None or table.seen is not None):
        raise Malformed(f"mapping, {where}, each", "a file of finished calls", "leave it out")
    if table.delimiter is not None and (len(table.delimiter) != 1 or table.delimiter in '"\r\n '):
        raise Malformed(f"mapping, {where}, delimiter", "one character", "leave it out to find it")
    for encoding in (table.encoding, table.fallback_encoding or "utf-8"):
        try:
            codecs.lookup(encoding)
            is_text = "Az09,;\n".encode(encoding).replace(b"\0", b"").endswith(b"Az09,;\n")
            is_text = is_text or encoding.lower().startswith(("utf-16", "utf_16", "utf-32"))
        except (LookupError, UnicodeError, ValueError, TypeError):
            is_text = False
        if not is_text:
            raise Malformed(
                f"mapping, {where}, encoding", "an encoding like utf-8 or cp1252", "change it"
            )


def _check_unit(unit: UnitColumns, where: str) -> None:
    if (unit.id is None) == (unit.list is None):
        raise Malformed(f"mapping, {where}", "id or list", "id names one unit, list several")
    token_pattern(unit.token, unit.mark, where)
    if (unit.status is None) != (unit.status_at is None):
        raise Malformed(f"mapping, {where}", "status and status_at", "name both or none")
    for kind in unit.kinds_by_call_sign:
        compiled(kind.pattern, f"{where}, kinds_by_call_sign")
    for text, status in sorted((unit.statuses | unit.marks).items()):
        if status not in STATUSES:
            raise Malformed(
                f"mapping, {where}, status of {text}",
                f"one of {', '.join(sorted(STATUSES))}",
                "change it",
            )
    agencies = {each.value for each in Agency}
    given = [unit.agency, *unit.agencies.values()]
    given += [each.agency for each in unit.kinds_by_call_sign if each.agency]
    for agency in given:
        if agency not in agencies:
            raise Malformed(
                f"mapping, {where}, agency", f"one of {', '.join(sorted(agencies))}", "change it"
            )


def _check_kept(mapping: Mapping, table: Table, where: str) -> None:
    """A column that is personal may become sealed words, never an attribute, a code or an area."""
    sealed = {*columns_of(table.call.address), *columns_of(table.call.summary)}
    for name, column in named_columns(table):
        for one in columns_of(column):
            if one in mapping.personal and one not in sealed:
                raise Malformed(
                    f"mapping, {where}, {name}",
                    "a column that is not personal",
                    "personal columns may only be call.address or call.summary, which are sealed",
                )


def named_columns(table: Table) -> Iterator[tuple[str, Column]]:
    """Every column of a table that is not a time, under its key."""
    yield from _of("call", table.call, _CALL)
    for name in sorted(table.call.areas):
        yield f"call.areas.{name}", table.call.areas[name]
    for name in sorted(table.call.attributes):
        yield f"call.attributes.{name}", table.call.attributes[name]
    if table.call.position is not None:
        yield "call.position", table.call.position.column
    for unit in table.units:
        yield from _of("unit", unit, _UNIT)
    if table.seen is not None and table.seen.type is not None:
        yield "seen.type", table.seen.type


_CALL = tuple(
    each
    for each in CallColumns.__struct_fields__
    if each not in ("position", "areas", "attributes", "times", "closes", "are_elsewhere")
)
_UNIT = ("id", "list", "kind", "home_agency", "station", "destination", "status")


def _of(
    section: str, struct: msgspec.Struct, names: tuple[str, ...]
) -> Iterator[tuple[str, Column]]:
    for name in names:
        column = getattr(struct, name)
        if column is not None:
            yield f"{section}.{name}", column


def named_times(table: Table) -> Iterator[tuple[str, TimeColumn]]:
    """Every time stamp of a table, under its key."""
    for name in table.call.times.__struct_fields__:
        column = getattr(table.call.times, name)
        if column is not None:
            yield f"call.times.{name}", column
    for unit in table.units:
        for name in unit.times.__struct_fields__:
            column = getattr(unit.times, name)
            if column is not None:
                yield f"unit.times.{name}", column
        if unit.status_at is not None:
            yield "unit.status_at", unit.status_at
    if table.poll is not None:
        yield "poll.observed", table.poll.observed
    if table.seen is not None:
        yield "seen.first", table.seen.first
        yield "seen.last", table.seen.last
