"""What msgspec leaves out of a JSON Schema: which texts are times, what an answer always has."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import inspect

Plain = dict[str, object]


def made_whole(components: dict[str, Plain], types: Sequence[type], bodies: Sequence[type]) -> None:
    """Write into the schemas of structs that times are `date-time` (RFC 3339), and require all
    fields of what is only ever sent: a field with a default is left out of it by nobody, unless
    its struct omits defaults.
    """
    taken_in = {each.cls for each in structs_of(bodies)}
    for struct in structs_of(types):
        schema = components.get(_name(struct.cls, components), {})
        properties = schema.get("properties")
        if not isinstance(properties, dict):
            continue
        for field in struct.fields:
            properties[field.encode_name] = _timed(properties[field.encode_name], field.type)
        if struct.cls not in taken_in and not struct.cls.__struct_config__.omit_defaults:
            schema["required"] = [field.encode_name for field in struct.fields]


def _name(cls: type, components: dict[str, Plain]) -> str:
    """The name of a struct's component: with its module where two have the same."""
    whole = f"{cls.__module__}.{cls.__qualname__}"
    return whole if whole in components else cls.__name__


def structs_of(types: Iterable[type]) -> tuple[inspect.StructType, ...]:
    """All structs that these types are made of."""
    found: dict[type, inspect.StructType] = {}
    waiting: list[inspect.Type] = [*inspect.multi_type_info(types)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, inspect.StructType):
            if each.cls in found:
                continue
            found[each.cls] = each
        waiting += _parts(each)
    return tuple(found.values())


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    """The types that a type is directly made of."""
    if isinstance(kind, inspect.StructType):
        yield from (field.type for field in kind.fields)
        return
    for name in ("type", "item_type", "key_type", "value_type"):
        found = getattr(kind, name, None)
        if isinstance(found, inspect.Type):
            yield found
    for name in ("types", "item_types"):
        yield from getattr(kind, name, ())


def _timed(schema: object, kind: inspect.Type) -> object:
    """The schema with `format: date-time` wherever the type is a time."""
    if not isinstance(schema, dict):
        return schema
    if isinstance(kind, inspect.Metadata):
        return _timed(schema, kind.type)
    if isinstance(kind, inspect.DateTimeType):
        return {**schema, "format": "date-time"}
    if isinstance(kind, inspect.UnionType) and isinstance(schema.get("anyOf"), list):
        is_time = any(isinstance(each, inspect.DateTimeType) for each in kind.types)
        texts = [
            {**each, "format": "date-time"} if is_time and each.get("type") == "string" else each
            for each in schema["anyOf"]
        ]
        return {**schema, "anyOf": texts}
    if isinstance(kind, inspect.VarTupleType | inspect.ListType) and "items" in schema:
        return {**schema, "items": _timed(schema["items"], kind.item_type)}
    if isinstance(kind, inspect.DictType) and "additionalProperties" in schema:
        inner = _timed(schema["additionalProperties"], kind.value_type)
        return {**schema, "additionalProperties": inner}
    return schema
