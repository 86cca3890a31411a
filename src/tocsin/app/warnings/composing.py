"""A warning before it is written: the order it would be, its words in every language, whom the area
holds, what would be refused and what would be asked. Nothing of it is on record.

It is decided as the town decides: on a picture in which the order was granted, and nowhere else.
Source: FEMA IPAWS practice (preview before sending); CAP 1.2 §3.2.
"""

import argparse
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from tocsin.app.foreseeing import imagined
from tocsin.app.outcome import Exit, Told
from tocsin.app.phrases import say
from tocsin.app.tongue import tell
from tocsin.app.warnings.clear import Keys, texts_of
from tocsin.app.warnings.drafting import written
from tocsin.app.warnings.previewing import WarningLooked, looked_at
from tocsin.jurisdiction.town import Surveyor
from tocsin.operations.orders import Command, Context, Ident, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import PublicWarning, Unusual
from tocsin.operations.surveying import Survey
from tocsin.operations.warnings import CheckWarning, DraftWarning, ReviseWarning

Words = Annotated[str, msgspec.Meta(max_length=4_000)]
Said = Annotated[tuple[Words, ...], msgspec.Meta(max_length=40)]


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wants written, in the words of `tocsin warn`. `warning` is the one that is
    updated, ended or written anew. Words come from a template with its slots, or are free in one
    language; what is not said is as in the warning before.
    """

    deed: Literal["draft", "update", "cancel", "revise"] = "draft"
    warning: Ident | None = None
    template: Ident | None = None
    area: Words = ""
    zone: Said = ()
    polygon: Said = ()
    circle: Said = ()
    within: Said = ()
    until: Words | None = None
    onset: Words | None = None
    severity: Words | None = None
    slots: dict[str, Words] = {}
    language: Said = ()
    event: Words | None = None
    headline: Words | None = None
    description: Words | None = None
    instruction: Words | None = None
    incident: Ident | None = None


class Stop(msgspec.Struct, frozen=True):
    """A refusal that it would meet."""

    code: str
    why: str
    next: str


class Composed(msgspec.Struct, frozen=True):
    """`order` with its `fields` writes it (`POST /v1/orders/…`). `refused` is why it would not be
    written, `refused_asking` why its approval could not be asked for, by whoever looks at it now.
    """

    order: str
    fields: dict[str, object]
    notices: tuple[str, ...]
    refused: Stop | None
    refused_asking: Stop | None
    survey: Survey | None
    questions: tuple[Unusual, ...]
    looked: WarningLooked | None
    texts: tuple[dict[str, str], ...]


NOTHING: Mapping[str, object] = {
    "file": None, "hole": (), "geocode": (), "cut_off": False, "close": (), "footprint": (),
    "by_class": None, "corners": None, "hours": None, "response": (), "category": (),
    "urgency": None, "certainty": None, "scope": None, "restriction": None, "address": (),
    "web": None, "contact": None, "test_of": None, "wea_90": None, "wea_360": None,
}  # fmt: skip
"""Options of the command line that no wish says."""


def composed(
    wish: Wish, picture: Picture, context: Context, folder: Path, keys: Keys, zone: tzinfo,
    surveyor: Surveyor,
) -> Composed:  # fmt: skip
    """The warning that is wished for, as it would come to be. Raises Told: something that is said
    is none, or is missing.
    """
    before = _before(wish, picture)
    old = () if before is None else texts_of(before, keys)
    made = written(_options(wish, folder), picture, context.now, zone, before, old)
    order: Command = made.order
    if wish.deed == "revise" and before is not None:
        order = ReviseWarning(
            warning=before.id, digest=before.digest, facts=made.order.facts, texts=made.order.texts
        )
    name = type(order).__name__
    fields: dict[str, object] = msgspec.to_builtins(order)
    after = imagined(order, picture, context)
    found = None if isinstance(after, Refused) else _written(after, order, context)
    if isinstance(after, Refused) or found is None:
        stop = _stop(after) if isinstance(after, Refused) else None
        return Composed(name, fields, made.notices, stop, None, None, (), None, ())
    survey = surveyor(after, found)
    asking = msgspec.structs.replace(context, survey=survey, command_id=f"{context.command_id}/1")
    asked = imagined(CheckWarning(warning=found.id), after, asking)
    checked = None if isinstance(asked, Refused) else asked.warnings.get(found.id)
    shown = checked or msgspec.structs.replace(found, survey=survey)
    return Composed(
        order=name,
        fields=fields,
        notices=made.notices,
        refused=None,
        refused_asking=_stop(asked) if isinstance(asked, Refused) else None,
        survey=survey,
        questions=shown.questions,
        looked=looked_at(shown, after, keys, context.now),
        texts=tuple(msgspec.to_builtins(each) for each in texts_of(shown, keys)),
    )


def _before(wish: Wish, picture: Picture) -> PublicWarning | None:
    if wish.deed == "draft":
        return None
    found = picture.warnings.get(wish.warning or "")
    if found is None:
        raise Told(tell("warn-none-so", warning=(wish.warning or "")[:60]), Exit.usage)
    return found


def _options(wish: Wish, folder: Path) -> argparse.Namespace:
    """The wish as options of the command line: there is one way to write a warning."""
    said = {name: getattr(wish, name) for name in wish.__struct_fields__ if name != "slots"}
    slots = [f"{name}={value}" for name, value in wish.slots.items() if value.strip()]
    return argparse.Namespace(**NOTHING, **said, set=slots, town=folder)


def _written(after: Picture, order: Command, context: Context) -> PublicWarning | None:
    name = context.new_id("w") if isinstance(order, DraftWarning) else getattr(order, "warning", "")
    return after.warnings.get(str(name))


def _stop(refused: Refused) -> Stop:
    why, step = say(refused)
    return Stop(refused.code, why, step)
