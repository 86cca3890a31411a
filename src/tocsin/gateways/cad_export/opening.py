"""Open a file under a mapping: which of its tables it is, and every named column found in it."""

import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from tocsin.gateways.cad_export.claims import RefusedRow
from tocsin.gateways.cad_export.csv_rows import csv_rows
from tocsin.gateways.cad_export.json_rows import json_batches, ndjson_batches
from tocsin.gateways.cad_export.load import named_columns, named_times
from tocsin.gateways.cad_export.malformed import Malformed, nearest, plain
from tocsin.gateways.cad_export.mapping import Mapping, Table
from tocsin.gateways.cad_export.picks import columns_of
from tocsin.gateways.cad_export.records import Batch, Record
from tocsin.gateways.cad_export.streams import BOMS, Cut, Limits, unpacked
from tocsin.gateways.cad_export.xml_rows import xml_batches

PEEKED = 50
"""How many records of JSON or XML are looked at to find which columns there are."""


class Opened(NamedTuple):
    """A file ready to be read: its table, the file's own spelling of each column, its batches."""

    table: Table
    actual: dict[str, str]
    unused: tuple[str, ...]
    batches: Iterator[Batch]
    unseen: set[str]
    """Columns that the mapping names and no row has had so far; final once all are read."""


def sniffed(chunks: Iterator[bytes]) -> tuple[str, Iterator[bytes]]:
    """A file's family by its first character (xml, json, csv), and its bytes from the start."""
    try:
        first = next(chunks, b"")
    except Cut:
        first = b""
    bare = first
    for bom, name in BOMS:
        if bare.startswith(bom):
            bare = bare[len(bom) :]
            bare = bare.replace(b"\0", b"") if name != "utf-8" else bare
            break
    start = bare.lstrip()[:1]
    family = "xml" if start == b"<" else "json" if start in (b"{", b"[") else "csv"
    return family, itertools.chain([first] if first else [], chunks)


def opened(stream: BinaryIO, mapping: Mapping, limits: Limits) -> Opened:
    """The file under the first table of the mapping that fits it.

    Raises Malformed naming the columns that are missing and the nearest that are there.
    """
    family, chunks = sniffed(unpacked(stream, limits))
    wanted = ("json", "ndjson") if family == "json" else (family,)
    tables = [each for each in mapping.table if each.format in wanted]
    if not tables:
        raise Malformed(
            "the file",
            f"{' or '.join(sorted({each.format for each in mapping.table}))}, as the mapping says",
            f"this file is {family}: choose another mapping, or add a [[table]] for it",
        )
    if family == "csv":
        return _opened_csv(chunks, mapping, tables, limits)
    return _opened_tree(chunks, mapping, tables, limits)


def _opened_csv(
    chunks: Iterator[bytes], mapping: Mapping, tables: list[Table], limits: Limits
) -> Opened:
    lead = tables[0]
    rows = csv_rows(chunks, lead.delimiter, lead.encoding, lead.fallback_encoding, limits)
    table, actual = _fitting(tables, rows.columns)
    unused = _unused(mapping, actual, rows.columns)
    return Opened(table, actual, unused, iter([rows.batch()]), set())


def _opened_tree(
    chunks: Iterator[bytes], mapping: Mapping, tables: list[Table], limits: Limits
) -> Opened:
    table = tables[0]
    if table.format == "xml":
        batches = xml_batches(chunks, table.records, table.namespaces, limits, table.each)
    elif table.format == "json":
        batches = json_batches(chunks, table.records, limits, table.each)
    else:
        batches = ndjson_batches(
            chunks, table.records, table.encoding, table.fallback_encoding, limits, table.each
        )
    peeked, seen = _peeked(batches)
    if not seen:
        return Opened(table, {}, (), peeked, set())
    # feeds leave out what is empty, so only the call's id must be there
    known = {plain(each): each for each in sorted(seen)}
    must = [each for each in columns_of(table.call.id) if plain(each) not in known]
    if must:
        raise _missing(must, seen)
    actual = {each: known.get(plain(each), each) for each in _named(table)}
    unseen = set(actual.values()) - set(table.optional)
    return Opened(table, actual, _unused(mapping, actual, seen), _watched(peeked, unseen), unseen)


def _peeked(batches: Iterator[Batch]) -> tuple[Iterator[Batch], set[str]]:
    """The batches again from the start, and the columns of the first records (and of what is
    beside).
    """
    first: list[Batch] = []
    seen: set[str] = set()
    count = 0
    for batch in batches:
        records = list(itertools.islice(batch.records, PEEKED))
        count += len(records)
        for each in records:
            if isinstance(each, Record):
                seen.update(each.cells)
        if records:
            seen.update(batch.head)
        rest = itertools.chain(records, batch.records)
        first.append(Batch(batch.line, batch.head, rest))
        if count >= PEEKED:
            break
    return itertools.chain(first, batches), seen


def _watched(batches: Iterator[Batch], unseen: set[str]) -> Iterator[Batch]:
    """The same batches; a column that a record has is taken out of `unseen`."""
    for batch in batches:
        unseen.difference_update(batch.head)
        yield Batch(batch.line, batch.head, _noticed(batch.records, unseen))
        unseen.difference_update(batch.head)


def _noticed(
    records: Iterator[Record | RefusedRow], unseen: set[str]
) -> Iterator[Record | RefusedRow]:
    for record in records:
        if unseen and isinstance(record, Record):
            unseen.difference_update(record.cells)
        yield record


def _named(table: Table) -> list[str]:
    names = [one for _, column in named_columns(table) for one in columns_of(column)]
    names += [one for _, column in named_times(table) for one in columns_of(column)]
    return sorted(set(names))


def _fitting(tables: list[Table], columns: list[str]) -> tuple[Table, dict[str, str]]:
    """The first table whose columns are all there; else the error of the one lacking least."""
    known = {plain(each): each for each in reversed(columns)}
    lacking: list[list[str]] = []
    for table in tables:
        names = _named(table)
        needed = [each for each in names if each not in table.optional]
        missing = [each for each in needed if each not in columns and plain(each) not in known]
        if not missing:
            actual = {
                each: each if each in columns else known.get(plain(each), each) for each in names
            }
            return table, actual
        lacking.append(missing)
    raise _missing(min(lacking, key=len), columns)


def _missing(names: list[str], present: Iterable[str]) -> Malformed:
    there = sorted(present)
    told = []
    for name in names[:12]:
        like = nearest(name, there)
        told.append(f"{name!r} (nearest: {like!r})" if like else f"{name!r}")
    return Malformed(
        "the file's columns",
        f"also {', '.join(told)}",
        "correct the names in the mapping, or list the columns under `optional`",
    )


def _unused(mapping: Mapping, actual: dict[str, str], columns: Iterable[str]) -> tuple[str, ...]:
    used = {plain(each) for each in (*actual.values(), *mapping.ignore, *mapping.personal)}
    return tuple(each for each in sorted(columns) if plain(each) not in used)
