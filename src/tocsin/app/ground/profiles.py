"""Vehicles from their table, with a town's own changes over it."""

import tomllib
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.geo.network.vehicles import Profile, Vehicle

TABLE = Path(__file__).with_name("vehicles.toml")


def profile_text() -> str:
    """The table as it comes, with its comments."""
    return TABLE.read_text("utf-8")


def profile_of(own: Path | None) -> Profile:
    """The vehicles, with the changes of a file. Raises Told where it says something else."""
    tables = tomllib.loads(profile_text())
    if own is not None:
        try:
            changes = tomllib.loads(own.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Told(f"{own} is no TOML: {error}; `tocsin ground profile` shows one") from error
        for name, table in changes.items():
            if not isinstance(table, dict):
                raise Told(f"{own}: `{name}` stands outside of a vehicle; write [engine] above it")
            tables[name] = _over(tables.get(name, {}), table)
    return {name: _vehicle(name, tables, own) for name in tables}


def vehicle_of(profile: Profile, name: str) -> Vehicle:
    """A class of vehicle. Raises Told where there is none of that name."""
    if name not in profile:
        raise Told(
            f"there is no class `{name[:40]}`; there are {', '.join(profile)} "
            "(`tocsin ground profile` shows them)",
            Exit.usage,
        )
    return profile[name]


def _vehicle(name: str, tables: dict[str, dict[str, object]], own: Path | None) -> Vehicle:
    table = dict(tables[name])
    seen = {name}
    while "like" in table:
        like = table.pop("like")
        if not isinstance(like, str) or like not in tables or like in seen:
            raise Told(f"{own or TABLE.name}: [{name}] is like `{like}`, which is no other vehicle")
        seen.add(like)
        table = {**tables[like], **table}  # a table within is taken whole
    try:
        return msgspec.convert(table, Vehicle)
    except (msgspec.ValidationError, ValueError) as error:
        raise Told(
            f"{own or TABLE.name}: [{name}]: {error}; `tocsin ground profile` shows what may stand"
        ) from error


def _over(under: dict[str, object], over: dict[str, object]) -> dict[str, object]:
    """One table laid over another."""
    found = dict(under)
    for key, value in over.items():
        below = found.get(key)
        is_table = isinstance(value, dict) and isinstance(below, dict)
        found[key] = {**below, **value} if is_table else value  # type: ignore[dict-item]
    return found
