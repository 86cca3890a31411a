"""Tables of figures become the figures of zones; points without zones become zones of a grid."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tocsin.gateways.census import Fault, Row, Table
from tocsin.geo.cells import Finder, cells
from tocsin.geo.ground import Doubt, DoubtCode, Spot
from tocsin.geo.zones import MEASURES, Figure, Zone

OF_FAULT = {
    Fault.missing: DoubtCode.figure_missing,
    Fault.suppressed: DoubtCode.figure_suppressed,
    Fault.unreadable: DoubtCode.figure_unreadable,
}
COUNTED = {"people", "households", "jobs", "beds", "vehicles"}
"""Units that may be added up; ranks and indices may not."""


class NoZoneKnown(Exception):
    """No row of a table is about a zone of this ground."""


class Swapped(Exception):
    """The points lie elsewhere, and in the region where latitude and longitude are swapped."""

    def __init__(self, row: str, at: Spot, box: tuple[int, int, int, int]) -> None:
        super().__init__(row)
        self.row, self.at, self.box = row, at, box


class Counted:
    """The figures of one table, as it is laid over the zones of the ground."""

    def __init__(self, table: Table, source: str) -> None:
        self._table, self._source = table, source
        self.doubts: list[Doubt] = []
        self.held: Counter[str] = Counter(rows=len(table.rows))
        if table.encoding == "latin-1":
            self._doubt(DoubtCode.letters_guessed, source, told="Latin-1")
        for line, left_out in table.steered.items():
            self._doubt(DoubtCode.name_cleaned, self._named(f"line {line}"), told=left_out)
        if table.not_taken:
            told = f"{len(table.not_taken)}: {', '.join(table.not_taken)}"[:1000]
            self._doubt(DoubtCode.column_not_taken, source, told=told, is_kept=False)
        for header, number, before, after in table.rounded:
            told = f"{header}: {number:,} figures, {before} in all before, {after:,} after"
            self._doubt(DoubtCode.figures_rounded, source, told=told)

    def by_code(self, zones: dict[str, Zone]) -> Iterator[Figure]:
        """The figures of rows whose code is a zone's. Raises NoZoneKnown."""
        column = self._code_column(zones)
        seen: set[str] = set()
        elsewhere = 0
        for row in self._read_rows():
            code = row.codes[column]
            if code not in zones:
                elsewhere += 1
            elif code in seen:
                self._doubt(DoubtCode.duplicate_id, code, zones[code].rings[0][0])
            else:
                seen.add(code)
                yield from self._figures(row, code, zones[code].rings[0][0])
        if elsewhere:
            told = f"{elsewhere:,} of {len(self._table.rows):,}"
            self._doubt(DoubtCode.rows_elsewhere, self._source, told=told, is_kept=False)
        kinds = {zones[each].kind for each in seen}
        for zone in zones.values():
            if zone.kind in kinds and zone.id not in seen:
                at = zone.rings[0][0]
                self._doubt(DoubtCode.zone_without_figures, zone.id, at, self._source)

    def knows(self, zones: dict[str, Zone]) -> bool:
        """Whether a row's code is a zone's."""
        return any(code in zones for row in self._table.rows for code in row.codes)

    def by_point(self, zones: dict[str, Zone]) -> Iterator[Figure]:
        """What the points in each zone add up to."""
        finder = Finder({each.id: each.rings for each in zones.values()})
        sums: dict[tuple[str, int], int] = defaultdict(int)
        for row in self._placed_rows():
            assert row.at is not None
            zone = finder.at(row.at)
            if zone is None:
                told = "; ".join(self._said(row))
                code = DoubtCode.row_without_zone
                self._doubt(code, self._name(row), row.at, told, is_kept=False)
                continue
            for at, value in enumerate(row.cells):
                if isinstance(value, int):
                    sums[zone, at] += value
            self._unfigured(row, zone, row.at)
        for (zone, at), value in sorted(sums.items()):
            yield self._figure(zone, at, value)

    def as_grid(self) -> Iterator[Zone | Figure]:
        """A zone round each point, and its figures."""
        rows: dict[Spot, Row] = {}
        names: set[str] = set()
        for row in self._placed_rows():
            assert row.at is not None
            if row.at in rows or self._name(row) in names:
                self._doubt(DoubtCode.duplicate_id, self._name(row), row.at)
                continue
            rows[row.at] = row
            names.add(self._name(row))
        if not rows:
            raise NoZoneKnown
        for (at, row), rings in zip(rows.items(), cells(list(rows)), strict=True):
            name = self._name(row)
            yield Zone(name, name, "grid", None, rings)
            yield from self._figures(row, name, at)

    def check_place(self, box: tuple[int, int, int, int]) -> None:
        """Raises Swapped where no point lies in a box (south, west, north, east) as it is read, and
        one does where it is read the other way round."""
        south, west, north, east = box
        swapped = None
        for row in self._table.rows:
            if row.at is None:
                continue
            lat, lon = row.at
            if south <= lat <= north and west <= lon <= east:
                return
            if swapped is None and south <= lon <= north and west <= lat <= east:
                swapped = (row.where, row.at)
        if swapped is not None:
            raise Swapped(*swapped, box)

    def _read_rows(self) -> Iterator[Row]:
        for row in self._table.rows:
            if row.fault is None:
                yield row
            else:
                self._doubt(
                    DoubtCode.row_unreadable, self._named(row.where), None, row.fault, False
                )

    def _placed_rows(self) -> Iterator[Row]:
        for row in self._read_rows():
            if row.at is not None and abs(row.at[0]) <= 90_000_000:
                yield row
            else:
                code = DoubtCode.row_unreadable
                self._doubt(code, self._name(row), None, "no position", is_kept=False)

    def _code_column(self, zones: dict[str, Zone]) -> int:
        hits = [
            sum(row.fault is None and row.codes[at] in zones for row in self._table.rows)
            for at in range(len(self._table.code_columns))
        ]
        if not any(hits):
            raise NoZoneKnown
        return hits.index(max(hits))

    def _figures(self, row: Row, zone: str, at: Spot) -> Iterator[Figure]:
        self._unfigured(row, zone, at)
        for place, value in enumerate(row.cells):
            if isinstance(value, int):
                figure = self._figure(zone, place, value)
                if figure.measure == "people" and not value:
                    self._doubt(DoubtCode.zone_empty, zone, at)
                yield figure

    def _figure(self, zone: str, at: int, value: int) -> Figure:
        column = self._table.figures[at]
        assert column.year is not None
        return Figure(zone, column.measure, value, column.year, self._source, column.detail)

    def _unfigured(self, row: Row, zone: str, at: Spot) -> None:
        """Say which figures a row has not, and why."""
        for fault, code in OF_FAULT.items():
            told = [
                column.header
                for column, value in zip(self._table.figures, row.cells, strict=True)
                if value is fault
            ]
            if told:
                said = f"{self._source} {row.where}: {', '.join(told)}"
                self.held["cells_without_figure"] += len(told)
                self._doubt(code, zone, at, said, is_kept=False)

    def _said(self, row: Row) -> list[str]:
        return [
            f"{value:,} {MEASURES[column.measure][0]}"
            for column, value in zip(self._table.figures, row.cells, strict=True)
            if isinstance(value, int) and MEASURES[column.measure][0] in COUNTED
        ]

    def _name(self, row: Row) -> str:
        return row.codes[0] if row.codes and row.codes[0] else self._named(row.where)

    def _named(self, where: str) -> str:
        return f"{self._source} {where}"

    def _doubt(
        self, code: DoubtCode, subject: str, at: Spot | None = None, told: str = "",
        is_kept: bool = True,
    ) -> None:  # fmt: skip
        self.doubts.append(Doubt(code, subject, at, told, is_kept))


def can_add_up(table: Table) -> bool:
    """Whether every figure may be summed over points."""
    return all(MEASURES[each.measure][0] in COUNTED for each in table.figures)


def joined_names(tables: Sequence[Table]) -> dict[str, str]:
    """Names by code, of all tables; a later table's count."""
    found: dict[str, str] = {}
    for each in tables:
        found.update(each.names)
    return found
