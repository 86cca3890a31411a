"""Records of JSON: a document, or one object a line (NDJSON), which may be a whole snapshot."""

from collections.abc import Iterator

import msgspec

from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.records import Batch, Cells, Record, refused
from tocsin.gateways.cad_export.streams import Cut, Limits, text_lines, whole

_DECODER = msgspec.json.Decoder(float_hook=str)
"""Numbers with a point stay the text they were: no rounding before the mapping has spoken."""


def flat(value: object, limits: Limits, prefix: str = "", depth: int = 0) -> Cells:
    """An object as columns: `a.b` for what stands inside `a`; lists of plain values joined by
    blanks.
    """
    cells: Cells = {}
    if not isinstance(value, dict) or depth > limits.depth:
        return cells
    for key, each in value.items():
        name = f"{prefix}{key}"
        if isinstance(each, dict):
            cells.update(flat(each, limits, f"{name}.", depth + 1))
        elif isinstance(each, list):
            if not any(isinstance(one, dict | list) for one in each):
                cells[name] = " ".join(_text(one) for one in each)
        else:
            cells[name] = _text(each)
        if len(cells) > limits.columns:
            break
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def rows_of(
    value: dict[str, object], each: str, line: int, limits: Limits
) -> Iterator[Record | RefusedRow]:
    """One row per entry of the list at `each` (dotted) inside an object, with the object's own
    cells; an object whose list is empty or absent is one row.
    """
    own = flat(value, limits)
    found: object = value
    for step in [name for name in each.split(".") if name]:
        found = found.get(step) if isinstance(found, dict) else None
    if isinstance(found, list) and each:
        own.pop(each, None)
    if not each or not isinstance(found, list) or not found:
        yield Record(line, own)
        return
    if len(found) > limits.entries:
        yield refused(line, each, RowRefusal.too_many_entries)
        return
    for entry in found:
        if isinstance(entry, dict):
            yield Record(line, own | flat(entry, limits, f"{each}."))
        else:
            yield Record(line, own | {each: "" if isinstance(entry, list) else _text(entry)})


def _batch(document: object, path: str, each: str, line: int, limits: Limits) -> Batch:
    """The records at `path` (dotted) of a document; what stands beside the list becomes `/name`."""
    head: Cells = {}
    found = document
    for step in [each for each in path.split(".") if each]:
        if isinstance(found, dict):
            beside = {key: each for key, each in found.items() if key != step}
            head.update({f"/{name}": text for name, text in flat(beside, limits).items()})
            found = found.get(step)
        else:
            found = None
    records = found if isinstance(found, list) else [found]
    return Batch(line, head, _records(records, each, line, limits))


def _records(
    found: list[object], each: str, line: int, limits: Limits
) -> Iterator[Record | RefusedRow]:
    for record in found:
        if isinstance(record, dict):
            yield from rows_of(record, each, line, limits)
        else:
            yield refused(line, "", RowRefusal.not_an_object)


def json_batches(
    chunks: Iterator[bytes], path: str, limits: Limits, each: str = ""
) -> Iterator[Batch]:
    """One batch: a JSON document. Raises Malformed where it is none."""
    try:
        document = _DECODER.decode(whole(chunks, limits))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, Cut) as broken:
        raise Malformed(
            "the document",
            "one well-formed JSON value",
            'export it again, or use format = "ndjson"',
        ) from broken
    yield _batch(document, path, each, 1, limits)


def ndjson_batches(
    chunks: Iterator[bytes],
    path: str,
    encoding: str,
    fallback: str | None,
    limits: Limits,
    each: str = "",
) -> Iterator[Batch]:
    """A batch per line where `path` names a list inside; else one batch of all lines."""
    lines = _objects(chunks, encoding, fallback, limits)
    if not path:
        yield Batch(1, {}, _plain_records(lines, each, limits))
        return
    for line, value in lines:
        if isinstance(value, RefusedRow):
            yield Batch(line, {}, iter([value]))
        else:
            yield _batch(value, path, each, line, limits)


def _plain_records(
    lines: Iterator[tuple[int, object]], each: str, limits: Limits
) -> Iterator[Record | RefusedRow]:
    for line, value in lines:
        if isinstance(value, RefusedRow):
            yield value
        elif isinstance(value, dict):
            yield from rows_of(value, each, line, limits)
        else:
            yield refused(line, "", RowRefusal.not_an_object)


def _objects(
    chunks: Iterator[bytes], encoding: str, fallback: str | None, limits: Limits
) -> Iterator[tuple[int, object]]:
    number = 0
    try:
        for line in text_lines(chunks, encoding, fallback, limits):
            number = line.number
            if line.refusal is not None:
                yield number, refused(number, "", line.refusal)
                continue
            if not line.text.strip():
                continue
            try:
                yield number, _DECODER.decode(line.text.encode("utf-8", "replace"))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                yield number, refused(number, "", RowRefusal.not_well_formed)
    except Cut:
        yield number, refused(number, "", RowRefusal.file_is_cut)
