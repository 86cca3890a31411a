"""The difference of two redacted pictures, as a reader gets it; and the reader's fold.

`disclosed` replaces, `changed` updates, `withdrawn` forgets. For every prefix of a log, every
viewer and a policy that changes in between: what a reader has folded is what it may know.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import msgspec

from tocsin.access.changes import SIGHT_CHANGED, Cause, Changes, Happening
from tocsin.access.links import ELSEWHERE
from tocsin.access.sight import Eye, Fields, keys_of, visible_values
from tocsin.operations.picture import Subject, subject
from tocsin.terms.words import Words


class Verb(StrEnum):
    """What a reader does with a delta: replace, update, forget."""

    disclosed = "disclosed"
    changed = "changed"
    withdrawn = "withdrawn"


class Delta(msgspec.Struct, frozen=True, omit_defaults=True):
    """One subject's difference. `fields` are all the visible ones, the changed ones, or none."""

    verb: Verb
    kind: str
    id: str
    cause: Cause
    fields: Fields = {}

    @property
    def key(self) -> Subject:
        """The subject it is about."""
        return self.kind, self.id


Known = Mapping[Subject, Fields]


def fold_slice(known: Known, deltas: Iterable[Delta]) -> dict[Subject, Fields]:
    """What a reader knows after these deltas. It has no rules of the town and keeps unknown
    fields.
    """
    after = dict(known)
    for delta in deltas:
        if delta.verb is Verb.withdrawn:
            after.pop(delta.key, None)
        else:
            start = {} if delta.verb is Verb.disclosed else after.get(delta.key, {})
            after[delta.key] = {**start, **delta.fields}
    return after


class Differences:
    """The differences of one tick, for one viewer after the other.

    What two viewers are shown alike is made once: most of a tick, for most of them.
    """

    def __init__(self, changes: Changes, at: datetime) -> None:
        self._changes = changes
        self._at = at
        self._actors = changes.actors()
        self._made: dict[object, Delta | None] = {}

    def between(self, last: Eye, now: Eye) -> tuple[Delta, ...]:
        """What a viewer gets, sorted by kind and id: one delta a subject at most."""
        if is_policy_changed(last, now):
            keys = {*keys_of(last.picture), *keys_of(now.picture)}
        else:
            keys = self._changes.again | _settled(last, now, self._changes)
        named = frozenset([each for each in self._actors if _may_name(each, now)])
        found = [delta for key in keys if (delta := self._delta(key, last, now, named)) is not None]
        found.sort(key=_by_key)
        return tuple(found)

    def _delta(self, key: Subject, last: Eye, now: Eye, named: frozenset[str]) -> Delta | None:
        old, new = last.fields(key), now.fields(key)
        if not old and not new:
            return None
        before, after = self._changes.links_of(key, last.picture, now.picture)
        hidden, hides = _hidden(before, last), _hidden(after, now)
        is_alike = hidden == hides
        if _has_forms(old) or _has_forms(new) or now.where.request is not None:
            is_alike = is_alike and last.where == now.where
            return _delta(key, last, now, self._changes, self._at, is_alike=is_alike)
        alike = key, old, new, hidden, hides, named
        if alike not in self._made:
            self._made[alike] = _delta(key, last, now, self._changes, self._at, is_alike=is_alike)
        return self._made[alike]


def _settled(last: Eye, now: Eye, changes: Changes) -> set[Subject]:
    """Whoever links to what comes into sight or leaves it, and so may look otherwise too."""
    unsettled = set(changes.unsettled())
    while True:
        moved = [key for key in unsettled if last.sees(key) != now.sees(key)]
        linkers = {each for key in moved for each in changes.linkers.of(key)}
        more = linkers - unsettled
        if not more:
            return linkers
        unsettled |= more
        now.unsettle(last, more)


def is_policy_changed(last: Eye, now: Eye) -> bool:
    """Whether the viewer's standing or rows are others, so that everything is looked at again."""
    return last.where != now.where or last.rows != now.rows


def opening(now: Eye, at: datetime, kinds: frozenset[str] | None = None) -> tuple[Delta, ...]:
    """Everything a viewer may know, disclosed; of these kinds where some are named."""
    cause = unexplained(at)
    return tuple(
        Delta(Verb.disclosed, key[0], key[1], cause, fields)
        for key in keys_of(now.picture)
        if (kinds is None or key[0] in kinds) and (fields := now.shown(key)) is not None
    )


def _delta(
    key: Subject, last: Eye, now: Eye, changes: Changes, at: datetime, *, is_alike: bool
) -> Delta | None:
    """One subject's difference. `is_alike`: what it links to is hidden, and said, as before."""
    old, new = last.fields(key), now.fields(key)
    was, noun = subject(last.picture, key), subject(now.picture, key)
    if is_alike and old == new and was is not None and noun is not None:
        # Only what events changed can look otherwise: most subjects, and quickly.
        if was is noun:
            return None
        old = new = _of_these(new, changes.fields_of(key))
        if not new:
            return None
    before = values(last, key, old)
    after = values(now, key, new)
    verb = verb_of(before, after)
    if verb is Verb.changed:
        fields = {
            name: value
            for name, value in after.items()
            if name not in before or before[name] != value
        }
        if before.keys() - after.keys():
            verb, fields = Verb.disclosed, after
    else:
        fields = after
    if verb is Verb.changed and not fields:
        return None
    visible = now.fields(key)
    cause = explained(verb, frozenset(fields), visible, changes.happenings.get(key, []), now, at)
    return Delta(verb, key[0], key[1], cause, fields)


def _hidden(links: frozenset[Subject], eye: Eye) -> frozenset[Subject]:
    """Which of these links are out of sight."""
    return frozenset([key for key in links if not eye.sees(key)]) if links else links


@lru_cache(maxsize=4096)
def _of_these(visible: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    """Of visible fields those with these names, in whatever form they are shown."""
    return frozenset(field for field in visible if field.partition("~")[0] in names)


@lru_cache(maxsize=4096)
def _has_forms(fields: frozenset[str]) -> bool:
    """Whether a field is shown in a form, which policy may have changed."""
    return any("~" in name for name in fields)


def values(eye: Eye, key: Subject, fields: frozenset[str]) -> Fields:
    """The visible values of a subject; none where it is out of sight."""
    noun = subject(eye.picture, key)
    if not fields or not isinstance(noun, msgspec.Struct):
        return {}
    return visible_values(noun, fields, eye.sees, eye.where, key)


def _by_key(delta: Delta) -> Subject:
    return delta.kind, delta.id


def verb_of(before: Fields, after: Fields) -> Verb:
    """What a reader has to do who knew the one and may know the other."""
    if not after:
        return Verb.withdrawn
    return Verb.changed if before else Verb.disclosed


def explained(
    verb: Verb,
    fields: frozenset[str],
    visible: frozenset[str],
    happenings: list[Happening],
    now: Eye,
    at: datetime,
) -> Cause:
    """The cause a viewer may know: that of the last event that changed what this viewer is shown.

    A withdrawal, a disclosure of something that was there before, and a subject seen only in a
    coarser form have no cause but that sight changed: which, would tell.
    """
    if verb is not Verb.withdrawn and not _has_forms(visible):
        for each in reversed(happenings):
            if each.is_new if verb is Verb.disclosed else each.fields & fields:
                return _told(each.cause, now)
    return unexplained(at)


def unexplained(at: datetime) -> Cause:
    """Sight changed, at this tick."""
    return Cause(SIGHT_CHANGED, at, at)


def _told(cause: Cause, now: Eye) -> Cause:
    """A cause with its people as far as the viewer may know them."""
    actor = cause.actor if _may_name(cause.actor, now) else ELSEWHERE
    behalf = cause.on_behalf_of
    if behalf is not None and not _may_name(behalf, now):
        behalf = ELSEWHERE
    return Cause(cause.event, cause.occurred_at, cause.recorded_at, actor, behalf)


def _may_name(who: str, now: Eye) -> bool:
    return who.startswith("system/") or bool(now.fields(("people", who)))


def sealed(value: object) -> object:
    """How words leave where nobody opens them: owner and ciphertext, as they are kept."""
    if isinstance(value, Words):
        assert value.sealed is not None, "clear words must not leave: the log seals them"
        return {"owner": value.owner, "sealed": b64encode(value.sealed).decode()}
    raise NotImplementedError(f"a slice cannot carry {type(value).__name__}")
