"""`read`: a table of figures, its columns told by their headers."""

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from tocsin.gateways.census.columns import PER_THOUSAND, YEAR, Column, columns_of
from tocsin.gateways.census.malformed import Malformed, NamesPeople
from tocsin.gateways.census.personal import personal
from tocsin.gateways.census.text import decoded, delimiter_of, rows_of
from tocsin.gateways.census.values import Fault, degrees, number, whole

Cell = int | Fault


class Row(msgspec.Struct, frozen=True):
    """A zone or a point. `codes` and `cells` stand in the order of the table's; `at` is latitude
    and longitude in µ°. `fault` says why the row as a whole cannot be read."""

    where: str
    codes: tuple[str, ...]
    at: tuple[int, int] | None
    cells: tuple[Cell, ...]
    fault: str | None = None


class Table(msgspec.Struct, frozen=True):
    """A file of figures. `rounded` tells of columns with fractions: how many cells, sum before,
    sum after."""

    code_columns: tuple[str, ...]
    is_by_point: bool
    figures: tuple[Column, ...]
    not_taken: tuple[str, ...]
    rows: tuple[Row, ...]
    names: dict[str, str]
    encoding: str
    rounded: tuple[tuple[str, int, str, int], ...]
    steered: dict[int, str] = {}
    """Characters that were left out, by code point, of each line that held some."""


def read(
    content: bytes, file: str, year: int | None = None, year_otherwise: int | None = None
) -> Table:
    """All rows. `year` is that of columns which say none; where it is not given the file's name
    says it, and where that says none either it is `year_otherwise`.

    Raises NamesPeople, and Malformed where there is no column of figures, none that tells the zone
    or point, or no year.
    """
    text, encoding = decoded(content, file)
    delimiter = delimiter_of(text)
    steered: dict[int, str] = {}
    lines = rows_of(text, delimiter, file, steered)
    _, header = next(lines, (0, [""]))
    _nobody(header, file)
    if len(set(header)) < len(header):
        raise Malformed(f"{file}, line 1", "columns each with its own header", "name them apart")
    columns = columns_of(header)
    figures = tuple(
        each._replace(year=_year(each, year, year_otherwise, file)) for each in columns.figures
    )
    _check(figures, bool(columns.codes or columns.lat is not None), header, file)
    names: dict[str, str] = {}
    fractions: list[list[Decimal]] = [[] for _ in figures]
    rows = []
    for line, cells in lines:
        where = f"line {line}"
        if len(cells) != len(header):
            fault = _uneven(header, cells)
            rows.append(Row(where, tuple(cells[:1]), None, (), fault))
            continue
        names.update({cells[a]: cells[b] for a, b in columns.names if cells[a] and cells[b]})
        at = None
        if columns.lat is not None and columns.lon is not None:
            lat, lon = degrees(cells[columns.lat], 180), degrees(cells[columns.lon], 180)
            at = (lat, lon) if lat is not None and lon is not None else None
        values = tuple(
            _value(each, cells, delimiter, seen)
            for each, seen in zip(figures, fractions, strict=True)
        )
        rows.append(Row(where, tuple(cells[each] for each in columns.codes), at, values))
    _check_rows(rows, file)
    return Table(
        tuple(header[each] for each in columns.codes),
        columns.lat is not None and columns.lon is not None,
        figures, columns.not_taken, tuple(rows), names, encoding,
        tuple(_rounded(figures, fractions)), steered,
    )  # fmt: skip


def names(content: bytes, file: str, steered: dict[int, str] | None = None) -> dict[str, str]:
    """Names by code, of a table that need not hold a figure: every code column that has a name
    column beside it. `steered` hears what was left out, by line. Raises Malformed where there is
    none, and NamesPeople."""
    text, _ = decoded(content, file)
    lines = rows_of(text, delimiter_of(text), file, steered)
    _, header = next(lines, (0, [""]))
    _nobody(header, file)
    pairs = columns_of(header).names
    if not pairs:
        raise Malformed(
            f"{file}, line 1", "a code beside a name, as in LAD25CD, LAD25NM",
            f"it has: {', '.join(header)[:200]}",
        )  # fmt: skip
    found: dict[str, str] = {}
    for line, cells in lines:
        if len(cells) != len(header):
            raise Malformed(f"{file}, line {line}", "a name beside a code", _uneven(header, cells))
        found.update({cells[a]: cells[b] for a, b in pairs if cells[a] and cells[b]})
    return found


def _uneven(header: list[str], cells: list[str]) -> str:
    columns = "1 column" if len(header) == 1 else f"{len(header)} columns"
    return f"{columns} expected, {len(cells)} found"


def _check_rows(rows: list[Row], file: str) -> None:
    """Refuse a table of which no row can be read."""
    if not rows:
        raise Malformed(
            f"{file}, line 2", "a row of figures", "there is only a header: export it again"
        )
    if all(each.fault is not None for each in rows):
        raise Malformed(
            f"{file}, {rows[0].where}: {rows[0].fault}; in none of its {len(rows):,} rows",
            "as many columns as the header has", "mend it, or give the right delimiter",
        )  # fmt: skip


def _nobody(header: list[str], file: str) -> None:
    who = personal(header)
    if who is not None:
        raise NamesPeople(
            f"{file}, column `{who}`", "counts of people by zone or point, and no person",
            "a ground never names anybody: count them by zone first, and leave this column out "
            "(if it names places, call it `zone_name`; if it counts people, `people`)",
        )  # fmt: skip


def _year(column: Column, asked: int | None, otherwise: int | None, file: str) -> int | None:
    named = set(map(int, YEAR.findall(file)))
    return column.year or asked or (named.pop() if len(named) == 1 else otherwise)


def _check(figures: tuple[Column, ...], is_placed: bool, header: list[str], file: str) -> None:
    said = ", ".join(header)[:200]
    if not figures:
        raise Malformed(
            f"{file}, line 1", "a column of figures (population, households, IMD rank …)",
            f"it has: {said}; `tocsin ground people --help` names the measures",
        )  # fmt: skip
    if not is_placed:
        raise Malformed(
            f"{file}, line 1", "a column with the zone's code, or latitude and longitude",
            f"it has: {said}",
        )  # fmt: skip
    for each in figures:
        if each.year is None:
            raise Malformed(
                f"{file}, column `{each.header}`", "the year of the figures",
                "neither the column nor the file's name says one: give --year",
            )  # fmt: skip


def _value(column: Column, cells: list[str], delimiter: str, fractions: list[Decimal]) -> Cell:
    total = Decimal(0)
    for at in column.cells:
        found = number(cells[at], delimiter)
        if isinstance(found, Fault):
            return found
        total += found
    if column.measure in PER_THOUSAND:
        return whole(total * 1000) if total <= 1 else Fault.unreadable
    if total != total.to_integral_value():
        if column.measure.startswith("deprivation"):
            return Fault.unreadable
        fractions.append(total)
    return whole(total)


def _rounded(
    figures: tuple[Column, ...], fractions: list[list[Decimal]]
) -> Iterator[tuple[str, int, str, int]]:
    for each, seen in zip(figures, fractions, strict=True):
        if seen:
            yield each.header, len(seen), f"{sum(seen):.1f}", sum(map(whole, seen))
