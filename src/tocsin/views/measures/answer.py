"""What a measure answers: figures for the whole, figures for each slice, and tables to print."""

from collections.abc import Mapping

import msgspec

from tocsin.views.measures.spread import SMALL_N, Spread

Figure = msgspec.Struct | str | int | float | bool | None | list[object] | dict[str, object]
Figures = Mapping[str, Figure]


class Column(msgspec.Struct, frozen=True):
    """A column of a printed table; numbers stand to the right."""

    title: str
    is_number: bool = True


class Table(msgspec.Struct, frozen=True):
    """A printed table: cells are words already."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """The figures of some incidents, how many they were, and the lines that print them.

    `n` counts what the measure observes (`counted` names it); `is_small` warns of too few.
    """

    n: int
    figures: Figures
    cells: tuple[tuple[str, ...], ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A measure's answer. `kind` is that of the log: a drill's figures say so."""

    measure: str
    definition: str
    kind: str
    counted: str
    whole: Part
    columns: tuple[Column, ...]
    by: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    slices: Mapping[str, Part] = {}
    more: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """The answer as JSON values: figures at the top, slices under `slices` with their n."""
        answer: dict[str, object] = {
            "measure": self.measure,
            "kind": self.kind,
            "definition": self.definition,
            "n": self.whole.n,
            "counted": self.counted,
            "is_small": self.whole.n < SMALL_N,
            "where": dict(self.where),
        }
        answer.update(_plain(self.whole.figures))
        if self.by is not None:
            answer["by"] = self.by
            answer["slices"] = {
                value: {"n": part.n, "is_small": part.n < SMALL_N, **_plain(part.figures)}
                for value, part in self.slices.items()
            }
        return answer

    def tables(self) -> tuple[Table, ...]:
        """The answer as printed tables: the whole, then the slices, then what the measure adds."""
        title = f"{self.measure} · {self.kind}"
        if self.where:
            title += " · " + ", ".join(f"{key} = {value}" for key, value in self.where)
        tables = [Table(title, self.columns, self.whole.cells, (self.definition, *self.notes))]
        if self.by is not None:
            cut = (Column(self.by, is_number=False), Column("n"), *self.columns)
            rows = tuple(
                (value, _marked(part.n), *cells)
                for value, part in self.slices.items()
                for cells in part.cells
            )
            small = any(part.n < SMALL_N for part in self.slices.values())
            note = (f"* fewer than {SMALL_N} {self.counted}: read with care",) if small else ()
            tables.append(Table(f"by {self.by}", cut, rows, note))
        return (*tables, *self.more)


def _plain(figures: Figures) -> dict[str, object]:
    found: dict[str, object] = {name: msgspec.to_builtins(value) for name, value in figures.items()}
    return found


def _marked(n: int) -> str:
    return f"{n:,}*" if n < SMALL_N else f"{n:,}"


def seconds(value: float | None) -> str:
    """Seconds as a person reads them in a table: 5:28, from an hour 1:05:28; a dash for none."""
    if value is None:
        return "–"
    sign = "−" if value < 0 else ""
    whole = round(abs(value))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02d}:{left:02d}" if hours else f"{sign}{minutes}:{left:02d}"


def percent(share: float | None) -> str:
    """A share as a person reads it: 10.6 %."""
    return "–" if share is None else f"{share * 100:.1f} %"


def tidy_share(share: float | None) -> float | None:
    """A share to a hundredth of a per cent."""
    return None if share is None else round(share, 4)


SPREAD_COLUMNS = (
    Column("time", is_number=False),
    Column("p50"),
    Column("p90"),
    Column("times"),
    Column("missing"),
    Column("interval"),
    Column("negative"),
    Column("per", is_number=False),
)


def spread_cells(name: str, found: Spread) -> tuple[str, ...]:
    """A distribution as one line of a table."""
    return (
        name.removesuffix("_s").replace("_", " "),
        seconds(found.p50),
        seconds(found.p90),
        f"{found.n:,}",
        f"{found.missing:,}",
        f"{found.interval:,}",
        f"{found.negative:,}",
        found.per,
    )
