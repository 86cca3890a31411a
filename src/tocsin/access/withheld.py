"""What a requester is not given of a subject they are given: an index by field and exemption.

Made by the same cuts that make what they are given, so that the two cannot disagree. It says that
something is withheld and why, and nothing of what.
Source: Vaughn v. Rosen, 484 F.2d 820 (D.C. Cir. 1973).
"""

import msgspec

from tocsin.access.cuts import Cutter, Gone
from tocsin.access.requests import ground_of
from tocsin.access.sight import Eye
from tocsin.operations.picture import Subject, subject


def is_empty(value: object) -> bool:
    """Whether a field holds nothing: no value, an empty list, a place of which nothing is known."""
    if isinstance(value, msgspec.Struct):
        return all(is_empty(getattr(value, name)) for name in value.__struct_fields__)
    return value is None or (isinstance(value, str | tuple | dict) and not value)


def withheld(eye: Eye, key: Subject) -> tuple[Gone, ...]:
    """Everything of a subject in sight that is not given out, by the order of its fields.

    A field that is empty is not withheld: there is nothing. Of one that is shown coarser, `path`
    names the form that is given: `place~coarse`.
    """
    request, noun = eye.where.request, subject(eye.picture, key)
    visible = eye.fields(key)
    if request is None or not visible or not isinstance(noun, msgspec.Struct):
        return ()
    every = {each.partition("~")[0] for _, fields in eye.rows.get(key[0], ()) for each in fields}
    cutter = Cutter(request, eye.where.rules, key)
    found: list[Gone] = []
    for name in noun.__struct_fields__:
        value = getattr(noun, name)
        if name not in every or is_empty(value):
            continue
        if name in visible:
            cutter.cut(value, name)
            found += cutter.gone
            cutter.gone = []
            continue
        ground = ground_of(request, eye.where.rules, key, name)
        form = next((each for each in sorted(visible) if each.partition("~")[0] == name), name)
        found.append(Gone(form, ground.exemption, ground.by))
    return tuple(found)
