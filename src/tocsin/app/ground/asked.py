"""What a ground is asked to be made of."""

from pathlib import Path
from typing import NamedTuple

from tocsin.app.outcome import Exit, Told

NEAR_WATER_M = 50
NOT_STATED = "not stated"


class Asked(NamedTuple):
    """The files of an import, by what they are for. `years` and `licences` are by the name of a
    file; under the empty name is what holds for those that say nothing."""

    files: tuple[Path, ...]
    out: Path
    level: int | None = None
    boundaries: tuple[Path, ...] = ()
    zones: tuple[Path, ...] = ()
    figures: tuple[Path, ...] = ()
    names: tuple[Path, ...] = ()
    elevation: tuple[Path, ...] = ()
    years: dict[str, int] = {}
    licences: dict[str, str] = {}
    near_water_m: int = NEAR_WATER_M
    over: Path | None = None

    @property
    def every_file(self) -> tuple[Path, ...]:
        """All of them, each once."""
        return (*self.files, *self.boundaries, *self.zones, *self.figures, *self.names,
                *self.elevation)  # fmt: skip


def by_file(said: list[str], asked_files: tuple[Path, ...], flag: str) -> dict[str, str]:
    """`FILE=VALUE` and `VALUE`, as they stand behind a flag. Raises Told where FILE is none."""
    names = {each.name for each in asked_files}
    found: dict[str, str] = {}
    for each in said:
        head, mark, tail = each.rpartition("=")
        if mark and Path(head).name not in names:
            raise Told(
                f"{flag} {each}: {head} is none of the files; say {flag} VALUE or "
                f"{flag} FILE=VALUE",
                Exit.usage,
            )
        found[Path(head).name if mark else ""] = tail
    return found


def years_of(said: list[str], asked_files: tuple[Path, ...]) -> dict[str, int]:
    """`--year` by file. Raises Told where one is no year."""
    found = by_file(said, asked_files, "--year")
    for each in found.values():
        if not (each.isdigit() and 1500 <= int(each) <= 2200):
            raise Told(f"--year {each}: a year is expected, as in 2021", Exit.usage)
    return {name: int(each) for name, each in found.items()}
