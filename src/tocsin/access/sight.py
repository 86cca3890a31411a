"""Sight: what one viewer may know of one picture. The only place that decides.

`fields_in_sight` says which fields of a subject a viewer may see (none: may not know it exists);
`shown` gives them, with links to what is out of sight made unreadable; `redact` does so for a whole
picture. Counts and search work on what `redact` gives and on nothing else.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache

import msgspec

from tocsin.access.conditions import NARROWED, holds, narrowed
from tocsin.access.cuts import Cutter
from tocsin.access.forms import guarded, said
from tocsin.access.link_table import ABOUT, LINKS
from tocsin.access.links import blanked_field, linked, plan
from tocsin.access.table import ALWAYS, table_of
from tocsin.access.viewer import Standing, Viewer, ViewerKind, is_cleared, standing
from tocsin.operations.picture import KINDS, Incident, Picture, Subject, Unit, subject
from tocsin.operations.picture.aid_request import AidRequest
from tocsin.operations.picture.call_transfer import CallTransfer
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.regional_told import is_untold
from tocsin.terms.words import Words

Fields = dict[str, object]
"""The visible fields of one subject, by name. Every visible field is there, also an empty one."""

Redacted = dict[Subject, Fields]

NOTHING: frozenset[str] = frozenset()


MOST_KEPT = 20_000
"""So many decisions are taken over from one picture to the next; beyond, all are made again."""


class Eye:
    """One viewer's look at one picture. Remembers what it found; a picture never changes.

    Two eyes of one viewer on pictures that follow each other share what looks alike in both:
    everything that is not unsettled (see `onward`).
    """

    def __init__(self, picture: Picture, viewer: Viewer) -> None:
        self.picture = picture
        self.viewer = viewer
        self.where: Standing = standing(picture, viewer)
        self.rows = table_of(picture.access.get("access")).rows_of(self.where.roles)
        self._is_narrowed = self.where.viewer.kind in NARROWED
        self._own: dict[Subject, frozenset[str]] = {}
        self._shared: dict[Subject, frozenset[str]] = self._own
        self._unsettled: Set[Subject] = frozenset()

    def onward(self, picture: Picture, unsettled: Set[Subject]) -> "Eye":
        """The same viewer's eye on the picture that came of this one.

        `unsettled` are the subjects whose sight may be another there; more may be told of later.
        Where the viewer's standing or rows are others, nothing is taken over.
        """
        after = Eye(picture, self.viewer)
        shared = self._shared
        if after.where != self.where or after.rows != self.rows or len(shared) > MOST_KEPT:
            return after
        if self._own is not shared:
            shared.update((key, found) for key, found in self._own.items() if found)
        after._shared = shared
        after._own, self._own = {}, {}
        after._unsettled = self._unsettled = unsettled
        for key in unsettled:
            found = shared.pop(key, None)
            if found is not None:
                self._own[key] = found
        return after

    def unsettle(self, before: "Eye", keys: Set[Subject]) -> None:
        """More subjects whose sight may be another here than `before`: decided again for both."""
        for key in keys:
            self._shared.pop(key, None)
        self._unsettled = before._unsettled = self._unsettled | keys
        self._own = {}

    def fields(self, key: Subject) -> frozenset[str]:
        """Names of the fields of a subject that the viewer may see. Empty: may not know of it."""
        found = self._own.get(key)
        if found is None and (found := self._shared.get(key)) is None:
            self._own[key] = NOTHING  # a circle of subjects about each other shows none of them
            found = self._decide(key)
            if key in self._unsettled:
                self._own[key] = found
            else:
                del self._own[key]
                self._shared[key] = found
        return found

    def sees(self, key: Subject) -> bool:
        """Whether a link to this subject may be read.

        An id that nobody holds may be, unless it may be that of a matter that has left the picture,
        or a requester looks.
        """
        if self.fields(key):
            return True
        is_guarded = key[0] in ABOUT or self.where.request is not None
        return not is_guarded and subject(self.picture, key) is None

    def out_of_sight(self, noun: object, fields: frozenset[str]) -> frozenset[Subject]:
        """What these fields of a noun point at that the viewer may not know of."""
        return frozenset(key for key in linked(noun, _plain(fields)) if not self.sees(key))

    def shown(self, key: Subject) -> Fields | None:
        """The viewer's version of a subject, or None."""
        fields = self.fields(key)
        noun = subject(self.picture, key)
        if not fields or not isinstance(noun, msgspec.Struct):
            return None
        return visible_values(noun, fields, self.sees, self.where, key)

    def _decide(self, key: Subject) -> frozenset[str]:
        kind, _ = key
        rows = self.rows.get(kind)
        noun = subject(self.picture, key) if rows else None
        if noun is None or not rows or self._is_veiled(kind, noun):
            return NOTHING
        found: frozenset[str] = NOTHING
        for condition, fields in rows:
            if condition == ALWAYS or holds(
                condition, self.picture, self.where, key, noun, self.sees
            ):
                found = _both(found, fields)
        if self._is_narrowed:
            found = narrowed(self.where, key, found)
        if not found or not isinstance(noun, Unit) or noun.incident is None:
            return found
        return found if self.sees(("incidents", noun.incident)) else guarded(found)

    def _is_veiled(self, kind: str, noun: object) -> bool:
        """Whether the subject, or what it is about, is restricted and not for this viewer."""
        if isinstance(noun, Incident) and not is_cleared(self.where, noun):
            return True
        if isinstance(noun, AidRequest | CallTransfer) and self._is_untold(noun):
            return True
        if isinstance(noun, RegionalIncident) and self._is_regional_untold(noun):
            return True
        for name in ABOUT.get(kind, ()):
            value = getattr(noun, name)
            about = None if value is None else LINKS[type(noun)][name].key(noun, value)
            if about is not None and not self._lets_through(about):
                return True
        return False

    def _is_untold(self, request: AidRequest | CallTransfer) -> bool:
        """Whether a request or a call is about a matter that is restricted and not for this viewer.
        The other town reads it all the same: that is what it is for.
        """
        if request.incident is None or self.where.viewer.kind is ViewerKind.partner:
            return False
        found = self.picture.incidents.get(request.incident)
        if found is None:  # it has left the picture, and may have been restricted
            return not request.is_open
        return not is_cleared(self.where, found)

    def _is_regional_untold(self, row: RegionalIncident) -> bool:
        """Whether a regional incident's part here is restricted and not for this viewer. The other
        towns read of it that this one has part, and no more: see `operations.regional_told`.
        """
        if self.where.viewer.kind is ViewerKind.partner or row.incident is None:
            return False
        found = self.picture.incidents.get(row.incident)
        if found is None:
            return is_untold(row, None)
        return not is_cleared(self.where, found)

    def _lets_through(self, about: Subject) -> bool:
        """What is about an incident or report goes with it; about a unit, only the id is
        guarded.
        """
        return about[0] not in ABOUT or self.sees(about)


@lru_cache(maxsize=4096)
def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The fields of two rows: one object for all subjects that are seen alike."""
    return one | other


def visible_values(
    noun: msgspec.Struct,
    fields: frozenset[str],
    sees: Callable[[Subject], bool],
    where: Standing,
    key: Subject,
) -> Fields:
    """The values of these fields and of no others, as they may be shown."""
    leading = plan(type(noun))
    cutter = None if where.request is None else Cutter(where.request, where.rules, key)
    found: Fields = {}
    for field, name in _names(fields):
        value: object = getattr(noun, name)
        if name in leading:
            value = blanked_field(noun, name, sees)
        value = value if field is name else said(field, value, where)
        found[name] = value if cutter is None else cutter.cut(value, name)
    return found


@lru_cache(maxsize=1024)
def _plain(fields: frozenset[str]) -> frozenset[str]:
    return frozenset(name for _, name in _names(fields))


@lru_cache(maxsize=1024)
def _names(fields: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """(field with its form, its name) in order; a field seen as it stands needs no other form."""
    pairs = ((field, field.partition("~")[0]) for field in sorted(fields))
    return tuple(
        (name, name) if name == field else (field, name)
        for field, name in pairs
        if name == field or name not in fields
    )


def fields_in_sight(picture: Picture, viewer: Viewer, key: Subject) -> frozenset[str]:
    """Names of the fields of `key` that `viewer` may see; empty: may not know that it exists.
    Pure.
    """
    return Eye(picture, viewer).fields(key)


def shown(picture: Picture, viewer: Viewer, key: Subject) -> Fields | None:
    """The viewer's version of one subject, or None."""
    return Eye(picture, viewer).shown(key)


def keys_of(picture: Picture) -> Iterator[Subject]:
    """Every key of a picture, by kind and id."""
    for kind in sorted(KINDS):
        for name in getattr(picture, kind):
            yield kind, name


def redact(picture: Picture, viewer: Viewer) -> Redacted:
    """Everything that a viewer may know of a picture."""
    eye = Eye(picture, viewer)
    return redacted_by(eye)


def redacted_by(eye: Eye) -> Redacted:
    """The same, through an eye that is there already."""
    return {key: seen for key in keys_of(eye.picture) if (seen := eye.shown(key)) is not None}


def counted(redacted: Redacted) -> dict[str, int]:
    """How many subjects of each kind, and of each status, there are for this viewer."""
    found: dict[str, int] = {}
    for (kind, _), fields in redacted.items():
        for name in (kind, f"{kind}/{fields['status']}" if "status" in fields else None):
            if name is not None:
                found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


def searched(
    redacted: Redacted, text: str, opened: Callable[[Words], str | None]
) -> tuple[Subject, ...]:
    """Keys whose id or visible fields hold this text, whatever its case; `opened` unseals words."""
    wanted = text.casefold()
    return tuple(
        key
        for key, fields in sorted(redacted.items())
        if wanted in key[1].casefold()
        or any(wanted in each.casefold() for each in _texts(fields, opened))
    )


def _texts(value: object, opened: Callable[[Words], str | None]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Words):
        yield opened(value) or ""
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), opened)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each, opened)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each, opened)
