"""What happened between two ticks: which subjects to look at again, who links to whom, and why.

Collected once for all readers. A subject is looked at again when it was touched, when a touched one
links or linked to it, and (while a slice is made) when what it links to came into sight or left it.
"""

from datetime import datetime

import msgspec

from tocsin.access.links import links
from tocsin.access.sight import keys_of
from tocsin.operations.picture import Picture, Subject, subject, touched

SIGHT_CHANGED = "sight_changed"
"""The cause of a change that a viewer sees of a subject to which nothing happened."""


class Cause(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Why a subject changed: the event's name, both times (aware UTC), who and for whom."""

    event: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str = ""
    on_behalf_of: str | None = None


class Happening(msgspec.Struct, frozen=True):
    """One event's mark on one subject: the fields it changed, and whether it brought it into
    being.
    """

    cause: Cause
    fields: frozenset[str]
    is_new: bool


class Linkers:
    """Who links to a key: kept up with each event, so that nobody has to search for it."""

    def __init__(self, picture: Picture) -> None:
        self._of: dict[Subject, set[Subject]] = {}
        for key in keys_of(picture):
            for link in links(subject(picture, key)):
                self._of.setdefault(link, set()).add(key)

    def of(self, key: Subject) -> frozenset[Subject]:
        """Keys of the subjects that link to this one now."""
        return frozenset(self._of.get(key, ()))

    def moved(self, key: Subject, before: frozenset[Subject], after: frozenset[Subject]) -> None:
        """A subject's links are others now."""
        for link in before - after:
            held = self._of.get(link)
            if held is not None:
                held.discard(key)
                if not held:
                    del self._of[link]
        for link in after - before:
            self._of.setdefault(link, set()).add(key)


class Changes:
    """Everything since the last tick."""

    def __init__(self, picture: Picture) -> None:
        self.linkers = Linkers(picture)
        self.again: set[Subject] = set()
        self.happenings: dict[Subject, list[Happening]] = {}
        self.is_regrouping = False
        self._links: dict[Subject, tuple[frozenset[Subject], frozenset[Subject]]] = {}
        self._fields: dict[Subject, frozenset[str]] = {}
        self._unsettled: frozenset[Subject] | None = None

    def collect(self, before: Picture, after: Picture, cause: Cause) -> None:
        """Note what one event changed."""
        for key in touched(before, after):
            was, now = subject(before, key), subject(after, key)
            old, new = links(was), links(now)
            self.linkers.moved(key, old, new)
            self.again |= neighbours(key, old, new)
            fields = _changed_fields(was, now)
            self.happenings.setdefault(key, []).append(Happening(cause, fields, was is None))
            if not self.is_regrouping:
                self.is_regrouping = _regroups(key[0], was, now, fields)

    def links_of(
        self, key: Subject, last: Picture, latest: Picture
    ) -> tuple[frozenset[Subject], frozenset[Subject]]:
        """What a subject links to, before and after the tick; found once for all readers."""
        found = self._links.get(key)
        if found is None:
            was, noun = subject(last, key), subject(latest, key)
            before = links(was)
            found = self._links[key] = before, before if noun is was else links(noun)
        return found

    def fields_of(self, key: Subject) -> frozenset[str]:
        """Names of all fields of a subject that events of this tick changed."""
        found = self._fields.get(key)
        if found is None:
            happened = self.happenings.get(key, [])
            found = self._fields[key] = frozenset().union(*(each.fields for each in happened))
        return found

    def actors(self) -> frozenset[str]:
        """Everybody who caused anything, or for whom it was done."""
        causes = [each.cause for happened in self.happenings.values() for each in happened]
        return frozenset(
            who for each in causes for who in (each.actor, each.on_behalf_of) if who is not None
        )

    def unsettled(self) -> frozenset[Subject]:
        """Subjects whose sight may be another after the tick; found once for all readers.

        Sight reads a subject and what is one link away: so it is the touched ones, what they link
        to, and whoever links to a touched one. Whoever links to one that comes into sight or
        leaves it is another matter, and each reader's own.
        """
        if self._unsettled is None:
            found = set(self.again)
            for key in self.happenings:
                found |= self.linkers.of(key)
            self._unsettled = frozenset(found)
        return self._unsettled

    def clear(self) -> None:
        """The tick is over."""
        self._unsettled = None
        self._links, self._fields = {}, {}
        self.again = set()
        self.happenings = {}
        self.is_regrouping = False


def neighbours(key: Subject, old: frozenset[Subject], new: frozenset[Subject]) -> set[Subject]:
    """A touched subject and what it links to, before and after."""
    return {key, *old, *new}


_GROUPING = {
    "people": frozenset({"roles", "unit", "agency", "is_active", "is_forgotten"}),
    "posts": frozenset({"commanders", "posts"}),
    "glass": frozenset({"person"}),
    "access": frozenset({"version"}),
    "agreements": frozenset({"version", "beside"}),
    "compacts": frozenset({"versions"}),
    "openness": frozenset({"version"}),
    "groups": frozenset({"id"}),
}
"""Fields in which a change may put viewers into other sight classes."""


def _regroups(kind: str, was: object, now: object, fields: frozenset[str]) -> bool:
    """Whether a change may put viewers into other classes. An open incident's list names nobody."""
    if kind == "units":
        return was is None or now is None
    if kind == "incidents" and fields & {"is_restricted", "need_to_know"}:
        return bool(getattr(was, "is_restricted", False) or getattr(now, "is_restricted", False))
    return bool(fields & _GROUPING.get(kind, frozenset()))


def _changed_fields(was: object, now: object) -> frozenset[str]:
    names = getattr(now if now is not None else was, "__struct_fields__", ())
    if was is None or now is None:
        return frozenset(names)
    return frozenset(
        name
        for name in names
        if (a := getattr(was, name)) is not (b := getattr(now, name)) and a != b
    )
