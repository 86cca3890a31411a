"""The rows of a picture that one officer may see, for lists at the command line."""

import argparse
from typing import TypeVar

import msgspec

from tocsin.access import Eye, Viewer, person
from tocsin.app.desk import officer
from tocsin.app.outcome import Exit, Told
from tocsin.operations.picture import Map, Picture, Subject, subject

T = TypeVar("T", bound=msgspec.Struct)

LENT = (
    "custody", "aid_requests", "lots", "lot_transfers", "lot_recalls", "place_loans", "log_lives",
)  # fmt: skip
"""What towns lend each other and ask each other for."""


def lent_in_sight(
    asked: argparse.Namespace, picture: Picture, kinds: tuple[str, ...] = LENT
) -> Picture:
    """The picture with what is lent, or these other `kinds`, as the officer asked for (--as) may
    see it: rows that are out of sight are not there, nor is what stands in fields that are. Raises
    Told: nobody so named.
    """
    eye = Eye(picture, asker(asked, picture))
    return msgspec.structs.replace(picture, **{kind: _rows(eye, kind) for kind in kinds})


def asker(asked: argparse.Namespace, picture: Picture) -> Viewer:
    """The officer asked for (--as), else the first. Raises Told: nobody so named."""
    found = officer(picture, asked.as_person)
    if found is None:
        named = f"`{asked.as_person}`" if asked.as_person else "in charge"
        raise Told(f"there is no active officer {named} here; see tocsin user list", Exit.usage)
    return person(found)


def _rows(eye: Eye, kind: str) -> "Map[object]":
    rows: Map[object] = Map()
    for name in getattr(eye.picture, kind):
        noun = subject(eye.picture, (kind, name))
        found = as_seen(eye, (kind, name), noun) if isinstance(noun, msgspec.Struct) else None
        if found is not None:
            rows = rows.put(name, found)
    return rows


def as_seen(eye: Eye, key: Subject, noun: T) -> T | None:
    """A subject without what is out of sight: such fields are as where nothing is known. None where
    that cannot be, or nothing is in sight."""
    values = eye.shown(key)
    if values is None:
        return None
    hidden = [each for each in msgspec.structs.fields(noun) if each.name not in values]
    if any(each.required for each in hidden):
        return None
    blank = {
        each.name: each.default if each.default is not msgspec.NODEFAULT else each.default_factory()
        for each in hidden
    }
    return msgspec.structs.replace(noun, **values, **blank)
