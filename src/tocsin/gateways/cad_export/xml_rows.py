"""Records of XML: elements at a path, read by expat as a stream; a DOCTYPE is refused unread."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.records import Batch, Cells, Record, refused
from tocsin.gateways.cad_export.streams import Cut, Limits

HEAD_CELLS = 200


class Found(NamedTuple):
    """A record and the entries of the list inside it that the mapping names."""

    record: Record
    entries: list[Record]

    def rows(self, limits: Limits) -> Iterator[Record | RefusedRow]:
        """One row per entry with the record's own cells; a record without entries is one row."""
        if len(self.entries) > limits.entries:
            yield refused(self.record.line, "", RowRefusal.too_many_entries)
        elif not self.entries:
            yield self.record
        else:
            for entry in self.entries:
                yield Record(entry.line, self.record.cells | entry.cells)


class _Collector:
    """Turns expat's calls into records: texts by path in the record, attributes as `path@name`."""

    def __init__(
        self, path: str, namespaces: dict[str, str], limits: Limits, each: str = ""
    ) -> None:
        self.wanted = [step for step in path.split("/") if step]
        self.entry_at = [*self.wanted, *(step for step in each.split("/") if step)] if each else []
        self.prefixes = {uri: prefix for prefix, uri in sorted(namespaces.items()) if prefix}
        self.limits = limits
        self.parser = expat.ParserCreate(namespace_separator="\n")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.stack: list[str] = []
        self.texts: list[list[str]] = []
        self.size = 0
        self.fed = 0
        self.head: Cells = {}
        self.above: dict[int, Cells] = {}
        """What stands in the elements around the records, by how deep they lie."""
        self.repeated_from = len(self.wanted)
        """From this depth on the elements around the records repeat, each with its own."""
        self.record: Cells | None = None
        self.entry: Cells | None = None
        self.entries: list[Record] = []
        self.line = 0
        self.done: list[Found] = []

    def feed(self, chunk: bytes) -> None:
        """Hand on a chunk. A tag without end would pile up inside expat: it is limited too."""
        self.fed += len(chunk)
        self.parser.Parse(chunk, False)
        if self.fed - max(self.parser.CurrentByteIndex, 0) > self.limits.line:
            raise Malformed(self._where(), "tags of at most 16 MiB", "check the file's origin")

    def rows(self) -> Iterator[Record | RefusedRow]:
        """The rows of the records that are whole, once."""
        found, self.done = self.done, []
        for each in found:
            yield from each.rows(self.limits)

    def _doctype(self, *_declared: object) -> None:
        raise Malformed(
            f"line {self.parser.CurrentLineNumber}",
            "XML without a DOCTYPE or entities",
            "remove the document type declaration: entities are never expanded here",
        )

    def _name(self, name: str) -> str:
        uri, _, local = name.rpartition("\n")
        prefix = self.prefixes.get(uri)
        return f"{prefix}:{local}" if prefix else local

    def _where(self) -> str:
        return f"line {self.parser.CurrentLineNumber}"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.stack.append(self._name(name))
        self.texts.append([])
        if len(self.stack) > self.limits.depth:
            raise Malformed(self._where(), "elements nested less deep", "check the file's origin")
        if self.record is None and self.stack == self.wanted:
            self.record, self.line, self.size = {}, self.parser.CurrentLineNumber, 0
            self.entries = []
        elif self.record is None and self.stack == self.wanted[: len(self.stack)]:
            self._around(len(self.stack))
        elif self.record is not None and self.stack == self.entry_at:
            self.entry = {}
        for attribute in sorted(attributes):
            self._put(f"{self._path()}@{self._name(attribute)}", attributes[attribute])

    def _around(self, depth: int) -> None:
        """An element around the records begins. Where it came before, what it holds is not the
        file's but its own records'.
        """
        if depth in self.above:
            self.repeated_from = min(self.repeated_from, depth)
        for deeper in [each for each in self.above if each >= depth]:
            for name in self.above.pop(deeper):
                self.head.pop(name, None)
        self.above[depth] = {}

    def _depth(self) -> int:
        """How deep the innermost element lies that is open and around the records too."""
        same = 0
        for open_one, wanted in zip(self.stack, self.wanted, strict=False):
            if open_one != wanted:
                break
            same += 1
        return same

    def _path(self) -> str:
        """The path inside the record, or from the root's children for what stands beside the
        records.
        """
        if self.record is not None:
            return "/".join(self.stack[len(self.wanted) :])
        return "/" + "/".join(self.stack[1:])

    def _put(self, name: str, text: str) -> None:
        if self.record is None:
            self._put_beside(name, text[: self.limits.field])
            return
        cells = self.record if self.entry is None else self.entry
        if name in cells:
            if len(cells[name]) + len(text) < self.limits.field:
                cells[name] = f"{cells[name]} {text}"
        elif len(cells) < self.limits.columns:
            cells[name] = text[: self.limits.field]

    def _put_beside(self, name: str, text: str) -> None:
        depth = self._depth()
        around = self.above.setdefault(depth, {})
        if len(around) < HEAD_CELLS:
            around.setdefault(name, text)
        if depth < self.repeated_from and len(self.head) < HEAD_CELLS:
            self.head.setdefault(name, text)

    def _text(self, text: str) -> None:
        self.size += len(text)
        if self.size > self.limits.line:
            raise Malformed(
                self._where(),
                "a record of at most 16 MiB of text",
                "check `records` in the mapping",
            )
        self.texts[-1].append(text)

    def _end(self, _name: str) -> None:
        text = "".join(self.texts.pop()).strip()
        is_record = self.record is not None and len(self.stack) == len(self.wanted)
        if text:
            self._put("." if is_record else self._path(), text)
        if is_record and self.record is not None:
            around: Cells = {}
            for depth in sorted(self.above):
                if depth > 1:
                    around |= self.above[depth]
            self.done.append(Found(Record(self.line, around | self.record), self.entries))
            self.record, self.entries = None, []
        elif self.entry is not None and self.stack == self.entry_at:
            if len(self.entries) <= self.limits.entries:
                self.entries.append(Record(self.parser.CurrentLineNumber, self.entry))
            self.entry = None
        self.stack.pop()
        if self.record is None:
            self.size = 0


def xml_batches(
    chunks: Iterator[bytes],
    path: str,
    namespaces: dict[str, str],
    limits: Limits,
    each: str = "",
) -> Iterator[Batch]:
    """One batch: the elements at `path` from the root, `feed/entry`; one row per element at `each`
    below it, where that is named. `head` is full once they are read.

    Raises Malformed on a DOCTYPE, on XML nested too deep, and where not even one record could be
    read.
    """
    collector = _Collector(path, namespaces, limits, each)
    yield Batch(1, collector.head, _records(chunks, collector))


def _records(chunks: Iterator[bytes], collector: _Collector) -> Iterator[Record | RefusedRow]:
    count = 0
    try:
        for chunk in chunks:
            collector.feed(chunk)
            count += len(collector.done)
            yield from collector.rows()
        collector.parser.Parse(b"", True)
        yield from collector.rows()
    except (expat.ExpatError, ValueError, LookupError) as broken:
        count += len(collector.done)
        yield from collector.rows()
        line = collector.parser.CurrentLineNumber
        if count == 0:
            raise Malformed(f"line {line}", "well-formed XML", "export the file again") from broken
        yield refused(line, "", RowRefusal.not_well_formed)
    except Cut:
        yield from collector.rows()
        yield refused(collector.parser.CurrentLineNumber, "", RowRefusal.file_is_cut)
