"""`check`: say what an unknown file holds, and propose a mapping that loads."""

import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

import msgspec

from tocsin.gateways.cad_export.claims import RefusedRow
from tocsin.gateways.cad_export.columns import (
    ROWS_LOOKED_AT,
    ColumnFacts,
    Looked,
    look,
    words,
)
from tocsin.gateways.cad_export.csv_rows import csv_rows
from tocsin.gateways.cad_export.found import Found
from tocsin.gateways.cad_export.json_rows import json_batches, ndjson_batches
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.opening import sniffed
from tocsin.gateways.cad_export.propose import proposed
from tocsin.gateways.cad_export.records import Batch, Record
from tocsin.gateways.cad_export.streams import Cut, Limits, unpacked
from tocsin.gateways.cad_export.xml_rows import xml_batches

UNITS = re.compile(r"unit|vehicle|apparatus|resource|respon|fahrzeug|einsatzmittel|assignment")
"""What a list of units is called."""

PREFIX = 8 << 20
"""So many bytes of a file are looked at (a JSON document is read as a whole)."""


class Proposal(msgspec.Struct, frozen=True):
    """What a file seems to hold. `mapping` is TOML that loads; `unsure` must be looked at by a
    person.

    `lacks` names what a dispatch record has and this file does not; `unmapped` the columns left
    over.
    """

    format: str
    delimiter: str
    rows_looked_at: int
    columns: tuple[ColumnFacts, ...]
    mapping: str
    unsure: tuple[str, ...]
    lacks: tuple[str, ...]
    unmapped: tuple[str, ...]


def check(stream: BinaryIO, limits: Limits = Limits()) -> Proposal:  # noqa: B008
    """Describe the columns of a file and propose a mapping for it. Raises Malformed without any."""
    family, chunks = sniffed(unpacked(stream, limits))
    if family == "csv":
        shape_of_file, records = _csv(_prefix(chunks), limits)
    elif family == "xml":
        shape_of_file, records = _xml(_prefix(chunks), limits)
    else:
        shape_of_file, records = _json(chunks, limits)
    listed = list(itertools.islice(records, ROWS_LOOKED_AT))
    rows, columns = look(listed)
    if not columns:
        raise Malformed("the file", "at least one record", "give a file that is not empty")
    found = shape_of_file(columns)
    proposal = proposed(found, listed)
    return Proposal(
        found.format,
        found.delimiter,
        rows,
        tuple(each.facts for each in columns.values()),
        proposal.mapping,
        proposal.unsure,
        proposal.lacks,
        proposal.unmapped,
    )


class _Shape:
    """Everything about a file but its columns; called with them it is a `Found`."""

    def __init__(self, form: str, **about: object) -> None:
        self._form, self._about = form, about

    def __call__(self, columns: dict[str, Looked]) -> Found:
        """The file with its columns."""
        return msgspec.convert({"format": self._form} | self._about, Found).with_columns(columns)


def _prefix(chunks: Iterator[bytes]) -> bytes:
    """The first bytes of a file, cut at a line end where there is more."""
    parts: list[bytes] = []
    size = 0
    try:
        for chunk in chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= PREFIX:
                whole = b"".join(parts)
                return whole[: whole.rfind(b"\n") + 1] or whole
    except Cut:
        pass
    return b"".join(parts)


def _records(batch: Batch) -> Iterator[Record]:
    for each in batch.records:
        if not isinstance(each, RefusedRow):
            yield Record(each.line, each.cells | batch.head)


def _csv(content: bytes, limits: Limits) -> tuple[_Shape, Iterator[Record]]:
    try:
        content.decode("utf-8-sig")
        fallback = ""
    except UnicodeDecodeError:
        fallback = "cp1252"
    rows = csv_rows(iter([content]), None, "utf-8", fallback or None, limits)
    return _Shape("csv", delimiter=rows.delimiter, fallback=fallback), _records(rows.batch())


def _json(chunks: Iterator[bytes], limits: Limits) -> tuple[_Shape, Iterator[Record]]:
    """NDJSON where the first line is a whole object and more follow; else one document."""
    content = _prefix(chunks)
    first, _, rest = content.partition(b"\n")
    try:
        document = msgspec.json.decode(first)
        is_lines = isinstance(document, dict) and bool(rest.strip())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        is_lines = False
    if not is_lines:
        content += b"".join(chunks)
        try:
            document = msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
            raise Malformed("the file", "JSON or NDJSON", "export it again") from broken
    path, each = _lists(document, is_lines)
    if is_lines:
        batches = ndjson_batches(iter([content]), path, "utf-8", None, limits, each)
    else:
        batches = json_batches(iter([content]), path, limits, each)
    shape_of_file = _Shape("ndjson" if is_lines else "json", records=path, each=each)
    return shape_of_file, itertools.chain.from_iterable(map(_records, batches))


def _lists(document: object, is_lines: bool) -> tuple[str, str]:
    """Where the records are, and the list of units inside each. A line that lists units is a call;
    one that lists anything else is a look at a list of calls.
    """
    path = _list_path(document)
    if is_lines and path and UNITS.search(words(path[-1])):
        return "", ".".join(path)
    found = document
    for step in path:
        found = found[step] if isinstance(found, dict) else None
    sample = found[:50] if isinstance(found, list) else []
    for record in sample:
        below = _list_path(record)
        if below and UNITS.search(words(below[-1])):
            return ".".join(path), ".".join(below)
    return ".".join(path), ""


def _list_path(document: object, depth: int = 0) -> list[str]:
    """Where the list of objects stands: the shallowest, the longest of equals."""
    if not isinstance(document, dict) or depth > 6:
        return []
    lists = [
        (len(each), name)
        for name, each in document.items()
        if isinstance(each, list) and each and all(isinstance(one, dict) for one in each)
    ]
    if lists:
        return [max(lists, key=lambda pair: (pair[0], pair[1]))[1]]
    for name in sorted(document):
        below = _list_path(document[name], depth + 1)
        if below:
            return [name, *below]
    return []


def _xml(content: bytes, limits: Limits) -> tuple[_Shape, Iterator[Record]]:
    path, each, namespaces = _element_path(content)
    batches = xml_batches(iter([content]), path, namespaces, limits, each)
    listed = [record for batch in batches for record in _records(batch)]
    return _Shape("xml", records=path, each=each, namespaces=namespaces), iter(listed)


def _element_path(content: bytes) -> tuple[str, str, dict[str, str]]:
    """The path of the element that comes most often below one parent, and the prefixes used. Where
    a parent of it comes again and again too, that is the record, and the element is in its list.
    """
    counts: dict[tuple[str, ...], int] = {}
    namespaces: dict[str, str] = {}
    stack: list[str] = []
    parser = expat.ParserCreate(namespace_separator="\n")

    def refuse(*_declared: object) -> None:
        raise Malformed("the file", "XML without a DOCTYPE or entities", "remove the declaration")

    def start(name: str, _attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition("\n")
        prefix = next((key for key, each in namespaces.items() if each == uri), "")
        stack.append(f"{prefix}:{local}" if prefix else local)
        if len(stack) <= 6:
            counts[tuple(stack)] = counts.get(tuple(stack), 0) + 1

    def declared(prefix: str | None, uri: str) -> None:
        if prefix and uri and re.fullmatch(r"[\w.-]{1,40}", prefix):
            namespaces[prefix] = uri

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: stack.pop()
    parser.StartNamespaceDeclHandler = declared
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:  # the latter: its encoding
        if not counts:
            raise Malformed("the file", "well-formed XML", "export it again") from broken
    below = {path: n for path, n in counts.items() if len(path) > 1}
    if not below:
        raise Malformed("the file", "XML with repeated records", "give a file that has some")
    with_children = [
        path for path in below if any(other[: len(path)] == path != other for other in below)
    ]
    best = max(with_children or sorted(below), key=lambda path: (below[path], -len(path)))
    around = [best[:depth] for depth in range(2, len(best)) if below[best[:depth]] > 1]
    if not around:
        return "/".join(best), "", namespaces
    record = next(each for each in around if below[each] == below[around[-1]])
    return "/".join(record), "/".join(best[len(record) :]), namespaces
