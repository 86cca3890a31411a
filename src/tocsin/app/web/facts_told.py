"""Recorded facts in words, as somebody may know them today.

Whoever sees one of the fields that a fact changed may know that there was the fact, and which
subjects it was about; its sentence, which may hold any of it, only who sees all that it changed.
"""

import re
from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.access import Eye, Viewer
from tocsin.access.link_table import OWNERS
from tocsin.access.withheld import is_empty
from tocsin.app.desk import town_zone
from tocsin.app.seeing import Seen
from tocsin.app.telling import SPOKEN
from tocsin.app.veil import hidden_from
from tocsin.app.web.past import under_policy_of
from tocsin.jurisdiction.fold import READER, Step
from tocsin.log import KeyStore
from tocsin.operations.advised import kept, name_of
from tocsin.operations.picture import Picture, Subject, subject, touched
from tocsin.terms.stamp import sheet_of
from tocsin.views.facts import base, outline, sentence

ELSEWHERE = "elsewhere"
BOOKKEEPING = frozenset({"agenda", "counts", "likeness", "tellings"})
"""What the picture keeps for itself, or for a reporter: it follows from a fact and is not in it."""
QUOTED = re.compile(rb'[/"]([^"/]{3,80})"')


class About(msgspec.Struct, frozen=True):
    """A subject that a fact changed."""

    kind: str
    id: str


class AdviceOf(msgspec.Struct, frozen=True):
    """The advice that an order carries, followed or not: on which incident (see `GET
    /v1/advice/kept`), and its id there."""

    incident: str
    id: str


class FactTold(msgspec.Struct, frozen=True):
    """One fact. `id` is good for asking what came after it. It happened at `occurred_at`, or
    between `occurred_after` and then; it was put on record at `recorded_at`, and known to another
    system it was imported from at `source_known_at`. Where the asker sees only a part of what it
    changed, `words` are of the event alone, with … for what it speaks of.
    """

    id: str
    event: str
    occurred_at: datetime
    recorded_at: datetime
    who: str
    words: str
    about: tuple[About, ...]
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    on_behalf_of: str | None = None
    advice: AdviceOf | None = None
    sheet: str | None = None
    """Of paper, from which it was entered later."""


class Teller:
    """Tells one asker of facts. `eye` is their look at the present picture."""

    def __init__(self, town: Seen, viewer: Viewer, eye: Eye, keys: KeyStore) -> None:
        self._town = town
        self._viewer = viewer
        self._eye = eye
        self._keys = keys
        self._zone = town_zone(town.picture)
        self._hidden = hidden_from(town.picture, viewer.id)
        self._gone: dict[str, bool] = {}

    def told(self, step: Step, name: str) -> FactTold | None:
        """The fact under this name; None where the asker may not know of it."""
        keys = [key for key in touched(step.before, step.after) if key[0] not in BOOKKEEPING]
        if not keys or self._is_of_hidden(step, keys):
            return None
        about: list[About] = []
        is_whole = True
        for key in keys:
            changed = _changed(step, key)
            seen = self._fields(step, key)
            is_whole = is_whole and changed <= seen
            if changed & seen:
                about.append(About(*key))
        if not about:
            return None
        record = step.record
        words, advice = outline(record.name, SPOKEN), None
        if is_whole:
            event = READER.event(record.name, bytes(record.payload))
            words = sentence(record.name, event, self._zone, self._keys.open, SPOKEN)
            advice = kept(getattr(event, "basis", None))
        return FactTold(
            id=name,
            event=base(record.name),
            occurred_at=record.occurred_at,
            recorded_at=record.recorded_at,
            who=self._who(record.actor),
            words=words,
            about=tuple(about),
            occurred_after=record.occurred_after,
            source_known_at=record.source_known_at,
            on_behalf_of=None if record.on_behalf_of is None else self._who(record.on_behalf_of),
            advice=None if advice is None else AdviceOf(advice.incident, name_of(advice)),
            sheet=sheet_of(record),
        )

    def _fields(self, step: Step, key: Subject) -> frozenset[str]:
        """What the asker sees of a subject: today; of one that is gone as it was, by today's
        policy.
        """
        now = self._town.picture
        if subject(now, key) is not None:
            return _plain(self._eye.fields(key))
        then = step.after if subject(step.after, key) is not None else step.before
        return _plain(Eye(under_policy_of(now, then), self._viewer).fields(key))

    def _who(self, actor: str) -> str:
        may_name = actor.startswith("system/") or bool(self._eye.fields(("people", actor)))
        return actor if may_name else ELSEWHERE

    def _is_of_hidden(self, step: Step, keys: list[Subject]) -> bool:
        """Whether it names or hangs on an incident that is restricted to others, open or archived.

        Of a unit nothing is told from when it was sent to one until it had left it.
        """
        names = {each.decode() for each in QUOTED.findall(bytes(step.record.payload))}
        for picture in (step.before, step.after):
            names.update(each for key in keys for each in _incidents_of(picture, key))
        return bool(names & self._hidden) or any(map(self._is_gone_and_hidden, names))

    def _is_gone_and_hidden(self, name: str) -> bool:
        if name in self._town.picture.incidents or name.count("-") < 2:
            return False
        if name not in self._gone:
            left, viewer = self._town.incident(name), self._viewer.id
            is_away = left is not None and left.is_restricted and viewer not in left.need_to_know
            self._gone[name] = is_away
        return self._gone[name]


def _incidents_of(picture: Picture, key: Subject) -> Iterator[str]:
    """The incidents that a subject is, or hangs on."""
    kind, name = key
    if kind == "narratives":
        word, _, name = name.partition("/")
        kind = OWNERS.get(word, "")
    if kind == "incidents":
        yield name
    found = getattr(subject(picture, (kind, name)), "incident", None) if kind else None
    if isinstance(found, str):
        yield found


def _plain(fields: frozenset[str]) -> frozenset[str]:
    """Those that are seen as they stand."""
    return frozenset(each for each in fields if "~" not in each)


def _changed(step: Step, key: Subject) -> frozenset[str]:
    """The names of the fields that a fact changed; of what came or went, those that held
    something.
    """
    before, after = subject(step.before, key), subject(step.after, key)
    either = after if after is not None else before
    assert isinstance(either, msgspec.Struct), "subjects that are told of are nouns"
    if before is None or after is None:
        return frozenset(n for n in either.__struct_fields__ if not is_empty(getattr(either, n)))
    return frozenset(
        name for name in either.__struct_fields__ if getattr(before, name) != getattr(after, name)
    )
