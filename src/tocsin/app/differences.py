"""Two pictures side by side."""

import msgspec

from tocsin.app.facts import plain, shown
from tocsin.log import KeyStore
from tocsin.operations.picture import KINDS, Picture


class Difference(msgspec.Struct, frozen=True):
    """One subject: `came`, `went` or `changed`; for a change the fields, from and to."""

    kind: str
    id: str
    what: str
    fields: dict[str, tuple[object, object]] = {}


def differences(before: Picture, after: Picture) -> list[Difference]:
    """Subjects that are not the same in both, by kind and id."""
    found: list[Difference] = []
    for kind in sorted(KINDS):
        a, b = dict(getattr(before, kind).items()), dict(getattr(after, kind).items())
        for name in sorted(a.keys() | b.keys()):
            if name not in a:
                found.append(Difference(kind, name, "came"))
            elif name not in b:
                found.append(Difference(kind, name, "went"))
            elif a[name] != b[name]:
                found.append(Difference(kind, name, "changed", _fields(a[name], b[name])))
    return found


def _fields(a: object, b: object) -> dict[str, tuple[object, object]]:
    if not isinstance(a, msgspec.Struct) or not isinstance(b, msgspec.Struct):
        return {"value": (a, b)}
    return {
        name: (getattr(a, name), getattr(b, name))
        for name in a.__struct_fields__
        if getattr(a, name) != getattr(b, name)
    }


def told(found: list[Difference], first: int, last: int, keys: KeyStore) -> str:
    """The differences as text."""
    count = "1 subject differs" if len(found) == 1 else f"{len(found)} subjects differ"
    lines = [f"{count} between records {first} and {last}"]
    for each in found:
        lines.append(f"  {each.what:8}{each.kind.removesuffix('s')} {each.id}")
        for name, (a, b) in each.fields.items():
            lines.append(f"      {name}: {_short(a, keys)} → {_short(b, keys)}")
    return shown("\n".join(lines))


def _short(value: object, keys: KeyStore) -> str:
    text = str(plain(value, keys))
    return text if len(text) <= 60 else text[:57] + "…"
