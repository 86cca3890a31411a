"""Orders held against their own limits before they are given: lengths, ranges, patterns, text.

A command made in Python is not checked by its type, one that is decoded is; so each goes through
its JSON form once. What is wrong is said with the field, what it holds and what is expected.
"""

import re
from typing import Any, TypeVar

import msgspec

from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.operations.catalogue import COMMANDS, TOPIC_OF
from tocsin.operations.orders import A_TIME, Command, strange_time

C = TypeVar("C", bound=Command)

_LONG = re.compile(r"Expected `str` of length <= (\d+) - at `(.*)`")


class Misfit(Told):
    """Fields that are not those of the order. `field` is the path of the one that is wrong, as
    `place.words` or `units[2]`; "" where it is the whole.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def checked(command: C) -> C:
    """The same command, if a door may give it so. Raises Told."""
    if strange_time(command) is not None:
        raise Told(f"{type(command).__name__}: a time is not {A_TIME}")
    try:
        encoded = msgspec.json.encode(command)
    except UnicodeEncodeError:
        raise Told(tell("misfit-not-text")) from None
    return decoded(encoded, type(command))


def decoded(encoded: bytes, kind: type[C]) -> C:
    """The command of this kind in a JSON text. Raises Misfit: path and what was expected."""
    try:
        command = msgspec.json.decode(encoded, type=kind)
    except msgspec.ValidationError as error:
        said, choices = _said(str(error)), _choices(kind, str(error))
        if choices:
            said = tell("misfit-expected", said=said, shape=choices)
        said = f"{kind.__name__}: {said}"
        raise Misfit(said, _field_of(str(error))) from None
    except msgspec.DecodeError as error:
        raise Misfit(f"{kind.__name__}: the fields are not JSON: {error}") from None
    except RecursionError:
        raise Misfit(f"{kind.__name__}: the fields are nested too deep") from None
    wrong = strange_time(command)
    if wrong is not None:
        raise Misfit(f"{kind.__name__}: {wrong}: expected {A_TIME}", wrong)
    return command


def _field_of(error: str) -> str:
    """The path of the field that a validation error is about; "" where it is the whole."""
    what, _, path = error.partition(" - at ")
    steps = path.strip("`").removeprefix("$").removeprefix(".")
    named = re.search(r"(?:unknown|required) field `([^`]*)`", what)
    return ".".join(each for each in (steps, named[1] if named else "") if each)


def _said(error: str) -> str:
    """A validation error as a sentence."""
    long = _LONG.fullmatch(error)
    if long is not None:
        most = int(long[1])
        if most > 1_000:
            return tell("misfit-attach", field=_field(long[2]), most=most)
        return tell("misfit-shorter", field=_field(long[2]), most=most)
    what, _, path = error.partition(" - at ")
    where = f"{_field(path.strip('`'))}: " if path else ""
    what = what.replace("Object contains unknown field", "there is no field").replace("`", "")
    what = what.replace("Object missing required field", "there must be a field")
    return f"{where}{what[:1].lower()}{what[1:]}"


def _choices(kind: type[Command], error: str) -> str:
    """What could have been said where a word or a field was none of those there are; else
    nothing.
    """
    what, _, path = error.partition(" - at ")
    is_field = what.startswith("Object contains unknown field")
    if not is_field and not what.startswith("Invalid enum value"):
        return ""
    definitions = msgspec.json.schema(kind)["$defs"]
    found = definitions[kind.__name__]
    for step in re.findall(r"[a-z_]\w*|\[", path.strip("`").removeprefix("$")):
        inside = (
            way.get("items") if step == "[" else way.get("properties", {}).get(step)
            for way in _ways(found, definitions)
        )
        found = next((each for each in inside if isinstance(each, dict)), {})
    if is_field:
        names = [name for way in _ways(found, definitions) for name in way.get("properties", ())]
        return f"one of {', '.join(names)}" if names else ""
    shape = _shape(found, definitions)
    return shape if shape.startswith("one of") else ""


def _ways(found: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """A shape, and each that may stand in its place."""
    ways = [found, *found.get("anyOf", ())]
    return [definitions[w["$ref"].rpartition("/")[2]] if "$ref" in w else w for w in ways]


def _field(path: str) -> str:
    """`$.place.words` as `place.words`."""
    return path.removeprefix("$").removeprefix(".") or tell("the-order")


def order_list() -> str:
    """Every order of the catalogue with what it is for, by topic."""
    lines: list[str] = []
    topic = ""
    for name, kind in sorted(COMMANDS.items(), key=lambda each: (TOPIC_OF[each[1]], each[0])):
        if TOPIC_OF[kind] != topic:
            topic = TOPIC_OF[kind]
            lines.append(f"{topic.replace('_', ' ')}")
        lines.append(f"  {name:22}{_first_sentence(kind)}")
    return "\n".join(lines) + "\n"


def described(kind: type[Command]) -> str:
    """The fields of an order: name, whether it must be given, what goes in."""
    schema = msgspec.json.schema(kind)
    definitions = schema["$defs"]
    lines = [f"{kind.__name__}: {_first_sentence(kind)}"]
    own = definitions[kind.__name__]
    for name, field in own["properties"].items():
        must = "" if name in own.get("required", ()) else " (may be left out)"
        lines.append(f"  {name}: {_shape(field, definitions)}{must}")
    return "\n".join(lines) + "\n"


def _shape(
    field: dict[str, object], definitions: dict[str, dict[str, object]], depth: int = 0
) -> str:
    """What goes into a field, from its JSON Schema, in a few words."""
    reference = field.get("$ref")
    if isinstance(reference, str):
        return _shape(definitions[reference.rpartition("/")[2]], definitions, depth)
    ways = field.get("anyOf")
    if isinstance(ways, list):
        told = [_shape(each, definitions, depth) for each in ways if each != {"type": "null"}]
        return " or ".join(told)
    if "enum" in field:
        values = field["enum"]
        assert isinstance(values, list)
        return "one of " + ", ".join(map(str, values))
    if field.get("type") == "array":
        items = field.get("items")
        return f"list of {_shape(items, definitions, depth)}" if isinstance(items, dict) else "list"
    properties = field.get("properties")
    if isinstance(properties, dict):
        if depth > 3:
            return "object"
        told = [f"{k}: {_shape(v, definitions, depth + 1)}" for k, v in properties.items()]
        return "{" + ", ".join(told) + "}"
    limits = [f"{word} {field[key]}" for key, word in _LIMITS.items() if key in field]
    said = "date and time, ISO 8601" if field.get("format") == "date-time" else field.get("type")
    return f"{said}{', ' if limits else ''}{', '.join(limits)}"


_LIMITS = {"maxLength": "at most", "minimum": "from", "maximum": "to", "pattern": "as"}


def _first_sentence(kind: type[Command]) -> str:
    text = " ".join((kind.__doc__ or "").split())
    return text.partition(". ")[0].removesuffix(".") + "."
