"""A scenario from its file; what is wrong with it is told with line, field and what to do."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import get_type_hints

import msgspec
from msgspec import inspect

from tocsin.app.outcome import Told
from tocsin.app.whatif.scenario import Scenario

LARGEST_BYTES = 4_000_000
HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)((?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+|\.\.\.)\]")


class Sheet:
    """The text of a scenario, to say in which line something stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._lines = _places(text)

    def wrong(self, where: str, what: str) -> Told:
        """An error at a place as `calls[2].type`."""
        steps = _steps(where)
        line = next((self._lines[key] for key in _shorter(steps) if key in self._lines), None)
        at = "" if line is None else f", line {line}"
        return Told(f"{self.path}{at}: {_named(steps)}{what}")


def scenario_in(path: Path) -> tuple[Scenario, Sheet]:
    """The scenario of a file. Raises Told."""
    content = path.read_bytes()
    if len(content) > LARGEST_BYTES:
        raise Told(f"{path} is larger than a scenario can be: give calls as a file of their own")
    try:
        text = content.decode()
        plain = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Told(f"{path}: byte {error.start} is not UTF-8: save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Told(f"{path} is not TOML: {error}; `tocsin whatif --example` shows one") from None
    sheet = Sheet(path, text)
    try:
        return msgspec.convert(plain, Scenario), sheet
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        where = where.strip("`").removeprefix("$").removeprefix(".")
        raise _told(sheet, plain, what, where) from None


def _told(sheet: Sheet, plain: object, what: str, where: str) -> Told:
    named = re.search(r"`([^`]+)`$", what)
    steps = _unwild(_steps(where), plain, what)
    where = _joined(steps)
    if what.startswith("Object contains unknown field") and named:
        fields = _fields(steps)
        near = difflib.get_close_matches(named[1], fields, n=1)
        may = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(sorted(fields))}"
        return sheet.wrong(f"{where}.{named[1]}".lstrip("."), f"there is no such field; {may}")
    if what.startswith("Object missing required field") and named:
        return sheet.wrong(where, f"the field `{named[1]}` is missing; write it")
    bound = re.fullmatch(r"Expected `(int|float)` (>=|>|<=|<) ([\d.]+)", what)
    if bound:
        told = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}[bound[2]]
        figure = "a whole number" if bound[1] == "int" else "a number"
        given = _value(plain, steps)
        negative = " (nothing takes less than no time)" if where.endswith("_s") else ""
        return sheet.wrong(
            where, f"{given!r} stands here; {figure} of {told} {bound[3]} is expected{negative}"
        )
    kind = _kind(steps)
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    words = [str(e) for k in kinds if isinstance(k, inspect.LiteralType) for e in k.values]
    hint = f"write one of {', '.join(words)}" if words else "put it right"
    return sheet.wrong(where, f"{what[:1].lower()}{what[1:]}; {hint}")


def _places(text: str) -> dict[tuple[str | int, ...], int]:
    """The line in which each table and key begins."""
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header, key = HEADER.fullmatch(line), KEY.match(line)
        if header:
            here = ()
            parts = [each.strip().strip("\"'") for each in header[2].split(".")]
            for at, part in enumerate(parts):
                here = (*here, part)
                if header[1] == "[[" and at == len(parts) - 1:
                    counts[here] = counts.get(here, -1) + 1
                    found.setdefault(here, number)
                if here in counts:
                    here = (*here, counts[here])
            found.setdefault(here, number)
        elif key:
            parts = [key[1], *re.findall(r"""\.\s*("[^"]*"|'[^']*'|[\w-]+)""", key[2])]
            found.setdefault((*here, *(each.strip("\"'") for each in parts)), number)
    return found


def _steps(where: str) -> tuple[str | int, ...]:
    return tuple(
        key if key else (index if index == "..." else int(index))
        for key, index in STEP.findall(where)
    )


def _unwild(steps: tuple[str | int, ...], plain: object, what: str) -> tuple[str | int, ...]:
    """The key of a table that the decoder tells of as `[...]`: the first with which it fails."""
    if "..." not in steps:
        return steps
    at = steps.index("...")
    table = _value(plain, steps[:at])
    for key, value in table.items() if isinstance(table, dict) else ():
        kind = _kind(steps[:at])
        inner = kind.value_type if isinstance(kind, inspect.DictType) else None
        if isinstance(inner, inspect.StructType):
            of = inner.cls
        elif at == 1:
            of, value = get_type_hints(Scenario, include_extras=True)[str(steps[0])], {key: value}
        else:
            break
        try:
            msgspec.convert(value, of)
        except msgspec.ValidationError as error:
            if str(error).partition(" - at ")[0] == what:
                return (*steps[:at], key, *steps[at + 1 :])
    return steps


def _joined(steps: tuple[str | int, ...]) -> str:
    return "".join(f"[{e}]" if isinstance(e, int) else f".{e}" for e in steps).lstrip(".")


def _shorter(steps: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    return [steps[:length] for length in range(len(steps), 0, -1)]


def _named(steps: tuple[str | int, ...]) -> str:
    """`calls 3, type: ` for a reader who counts from one."""
    if not steps:
        return ""
    told = ""
    for each in steps:
        told += f" {each + 1}" if isinstance(each, int) else f"{', ' if told else ''}{each}"
    return f"{told}: "


def _value(plain: object, steps: tuple[str | int, ...]) -> object:
    for each in steps:
        try:
            plain = plain[each]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return plain


def _kind(steps: tuple[str | int, ...]) -> inspect.Type | None:
    kind: inspect.Type | None = inspect.type_info(Scenario)
    for each in steps:
        kind = _below(kind, each)
    return kind


def _below(kind: inspect.Type | None, step: str | int) -> inspect.Type | None:
    if isinstance(kind, inspect.UnionType):
        inner = [_below(each, step) for each in kind.types]
        return next((each for each in inner if each is not None), None)
    if isinstance(kind, inspect.StructType) and isinstance(step, str):
        return next((each.type for each in kind.fields if each.encode_name == step), None)
    if isinstance(kind, inspect.VarTupleType) and isinstance(step, int):
        return kind.item_type
    if isinstance(kind, inspect.DictType):
        return kind.value_type
    return None


def _fields(steps: tuple[str | int, ...]) -> list[str]:
    """What may stand at a place."""
    kind = _kind(steps)
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return [f.encode_name for k in kinds if isinstance(k, inspect.StructType) for f in k.fields]
