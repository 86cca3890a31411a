"""A retention schedule as a file that a records officer writes: TOML or JSON."""

import json
import tomllib
from pathlib import Path

import msgspec

from tocsin.app.outcome import Told
from tocsin.operations.retention import ClassOfRecords, Days

LARGEST_BYTES = 1_000_000


class ScheduleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in the file."""

    classes: tuple[ClassOfRecords, ...]
    backups_days: Days | None = None


def schedule_in(path: Path) -> ScheduleFile:
    """The schedule in a file. Raises Told: which file, which class, which field, what to do."""
    content = path.read_bytes()
    if len(content) > LARGEST_BYTES:
        raise Told(f"{path} is larger than a schedule can be: give the file of classes alone")
    plain = _plain(path, content)
    try:
        return msgspec.convert(plain, ScheduleFile)
    except msgspec.ValidationError as error:
        raise Told(f"{path}: {_said(str(error), plain)}") from None


def _plain(path: Path, content: bytes) -> object:
    try:
        text = content.decode()
        return json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Told(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from None
    except (json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        kind = "JSON" if path.suffix == ".json" else "TOML"
        raise Told(f"{path} is not {kind}: {error}") from None


def _said(error: str, plain: object) -> str:
    """A validation error with the name of the class that it is in."""
    what, _, where = error.partition(" - at ")
    where = where.strip("`").removeprefix("$").removeprefix(".")
    what = what.replace("Object contains unknown field", "there is no field")
    what = what.replace("Object missing required field", "there must be a field").replace("`", "")
    number, _, field = where.removeprefix("classes[").partition("]")
    if where.startswith("classes[") and number.isdigit():
        place = f"class {int(number) + 1}{_name(plain, int(number))}{field.replace('.', ', ', 1)}"
    else:
        place = where or "the schedule"
    return f"{place}: {what[:1].lower()}{what[1:]}; put it right and adopt again"


def _name(plain: object, number: int) -> str:
    classes = plain.get("classes") if isinstance(plain, dict) else None
    found = classes[number] if isinstance(classes, list) and number < len(classes) else None
    name = found.get("name") if isinstance(found, dict) else None
    return f" ({name})" if isinstance(name, str) else ""
