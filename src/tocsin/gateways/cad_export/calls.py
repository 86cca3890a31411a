"""What a record says about a call: its key, its description, its own times."""

from typing import NamedTuple

import msgspec

from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.codes import Codes, Points
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.mapping import Column, Mapping, Table
from tocsin.gateways.cad_export.picks import Get, Texts, TimeGetter, columns_of
from tocsin.gateways.cad_export.records import Cells
from tocsin.gateways.cad_export.times import Reading
from tocsin.geo.places import Point
from tocsin.operations.imported import RecordCall
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Provenance

ID_LENGTH, SHORT_LENGTH, WORDS_LENGTH = 80, 200, 4_000
NOWHERE = Provenance("")


class Stamped(NamedTuple):
    """A time stamp that could be read, with its column and who stamped it."""

    reading: Reading
    field: str
    truth: str


class CallReader:
    """Reads calls under one table of a mapping."""

    def __init__(self, mapping: Mapping, table: Table, texts: Texts, collector: Collector) -> None:
        self._collector = collector
        self.codes = Codes(mapping)
        self._points = Points(mapping.numbers)
        call = table.call

        def get(name: str) -> Get:
            return texts.get(getattr(call, name), f"call.{name}") or (lambda _cells: "")

        self.id = get("id")
        self.id_field = " + ".join(columns_of(call.id))
        self._number, self._type, self._group = get("number"), get("type"), get("type_group")
        self._priority, self._agency = get("priority"), get("agency")
        self._address, self._label, self._summary = get("address"), get("label"), get("summary")
        self._latitude, self._longitude = get("latitude"), get("longitude")
        self.disposition = get("disposition")
        self._position = call.position
        self._position_text = (
            texts.get(call.position.column, "call.position") if call.position else None
        )
        self._where = " + ".join(
            [*columns_of(call.latitude), *columns_of(call.longitude)]
            or ([call.position.column] if call.position else [])
        )
        self._areas = _many(call.areas, texts)
        self._attributes = _many(call.attributes, texts)
        self.times = {
            name: TimeGetter(column, mapping, texts, f"call.times.{name}")
            for name in call.times.__struct_fields__
            if (column := getattr(call.times, name)) is not None
        }

    def key(self, cells: Cells) -> str | RowRefusal:
        """The call's id, or why there is none."""
        call = self.id(cells)
        if not call:
            return RowRefusal.call_id_missing
        return call if len(call) <= ID_LENGTH else RowRefusal.id_too_long

    def described(self, call: str, cells: Cells, line: int, type_text: str = "") -> RecordCall:
        """The call as this record has it, without provenance. `type_text` stands for another type
        column.
        """
        point = self._point(cells, line)
        attributes = _filled(self._attributes, cells)
        agency = self._agency(cells)
        if agency:
            attributes["agency"] = agency[:SHORT_LENGTH]
        return RecordCall(
            call=call,
            type=self.codes.type(type_text or self._type(cells), self._group(cells)),
            provenance=NOWHERE,
            number=self._number(cells)[:SHORT_LENGTH] or None,
            priority=self.codes.priority(self._priority(cells)),
            place=GivenPlace(
                words=self._address(cells)[:WORDS_LENGTH] or None,
                label=self._label(cells)[:SHORT_LENGTH] or None,
                point=point,
                areas=_filled(self._areas, cells),
            ),
            summary=self._summary(cells)[:WORDS_LENGTH] or None,
            attributes=attributes,
        )

    def _point(self, cells: Cells, line: int) -> Point | None:
        if self._position is not None and self._position_text is not None:
            text = self._position_text(cells)
            found = self._points.of_one(text, self._position.order)
        else:
            text = self._latitude(cells) or self._longitude(cells)
            found = self._points.of_two(self._latitude(cells), self._longitude(cells))
        if isinstance(found, RowRefusal):
            self._collector.refuse(line, self._where, found)
            return None
        return found

    def stamped(self, name: str, cells: Cells, line: int) -> Stamped | None:
        """One of the call's own times; refused in the report where it cannot be read."""
        getter = self.times.get(name)
        return None if getter is None else stamped(getter, cells, line, self._collector)


def stamped(getter: TimeGetter, cells: Cells, line: int, collector: Collector) -> Stamped | None:
    """A time stamp of a record, or None where it is missing or was refused (and reported)."""
    found = getter.read(cells)
    if found is None:
        return None
    if isinstance(found.parsed, RowRefusal):
        collector.refuse(line, found.field, found.parsed, found.text)
        return None
    if found.parsed.note:
        collector.notes[f"{found.field}: {found.parsed.note}"] += 1
    return Stamped(found.parsed, found.field, found.truth)


def value_of(command: RecordCall) -> str:
    """The description as text: two records that say the same give the same."""
    return msgspec.json.encode(command).decode()


def _many(columns: dict[str, Column], texts: Texts) -> list[tuple[str, Get]]:
    found: list[tuple[str, Get]] = []
    for name in sorted(columns):
        get = texts.get(columns[name], name)
        if get is not None:
            found.append((name, get))
    return found


def _filled(getters: list[tuple[str, Get]], cells: Cells) -> dict[str, str]:
    return {name: text[:SHORT_LENGTH] for name, get in getters if (text := get(cells))}
