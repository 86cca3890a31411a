"""Records of XML: elements at a path, read by expat as a stream; a DOCTYPE is refused unread."""

from collections.abc import Iterator
from xml.parsers import expat

from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.records import Batch, Cells, Record, refused
from tocsin.gateways.cad_export.streams import Cut, Limits

HEAD_CELLS = 200


class _Collector:
    """Turns expat's calls into records: texts by path in the record, attributes as `path@name`."""

    def __init__(self, path: str, namespaces: dict[str, str], limits: Limits) -> None:
        self.wanted = [each for each in path.split("/") if each]
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
        self.record: Cells | None = None
        self.line = 0
        self.done: list[Record] = []

    def feed(self, chunk: bytes) -> None:
        """Hand on a chunk. A tag without end would pile up inside expat: it is limited too."""
        self.fed += len(chunk)
        self.parser.Parse(chunk, False)
        if self.fed - max(self.parser.CurrentByteIndex, 0) > self.limits.line:
            raise Malformed(self._where(), "tags of at most 16 MiB", "check the file's origin")

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
        for attribute in sorted(attributes):
            self._put(f"{self._path()}@{self._name(attribute)}", attributes[attribute])

    def _path(self) -> str:
        """The path inside the record, or from the root's children for what stands beside the
        records.
        """
        if self.record is not None:
            return "/".join(self.stack[len(self.wanted) :])
        return "/" + "/".join(self.stack[1:])

    def _put(self, name: str, text: str) -> None:
        cells = self.head if self.record is None else self.record
        room = HEAD_CELLS if self.record is None else self.limits.columns
        if name in cells:
            if self.record is not None and len(cells[name]) + len(text) < self.limits.field:
                cells[name] = f"{cells[name]} {text}"
        elif len(cells) < room:
            cells[name] = text[: self.limits.field]

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
            self.done.append(Record(self.line, self.record))
            self.record = None
        self.stack.pop()
        if self.record is None:
            self.size = 0


def xml_batches(
    chunks: Iterator[bytes], path: str, namespaces: dict[str, str], limits: Limits
) -> Iterator[Batch]:
    """One batch: the elements at `path` from the root, `feed/entry`. `head` is full once they are
    read.

    Raises Malformed on a DOCTYPE, on XML nested too deep, and where not even one record could be
    read.
    """
    collector = _Collector(path, namespaces, limits)
    yield Batch(1, collector.head, _records(chunks, collector))


def _records(chunks: Iterator[bytes], collector: _Collector) -> Iterator[Record | RefusedRow]:
    count = 0
    try:
        for chunk in chunks:
            collector.feed(chunk)
            count += len(collector.done)
            yield from collector.done
            collector.done.clear()
        collector.parser.Parse(b"", True)
        yield from collector.done
    except (expat.ExpatError, ValueError, LookupError) as broken:
        yield from collector.done
        line = collector.parser.CurrentLineNumber
        if count + len(collector.done) == 0:
            raise Malformed(f"line {line}", "well-formed XML", "export the file again") from broken
        yield refused(line, "", RowRefusal.not_well_formed)
    except Cut:
        yield from collector.done
        yield refused(collector.parser.CurrentLineNumber, "", RowRefusal.file_is_cut)
