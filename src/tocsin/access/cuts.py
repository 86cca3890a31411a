"""What is cut out of a record before a requester sees it: parts of a field, spans of a text.

Words a requester may read are `Readable`: sealed, with the spans that nobody may open for them. No
encoder knows `Words` there, so that what was not decided about cannot leave.
Source: 5 USC 552 (b) (the exemption is indicated at the place in the record where it is deleted).
"""

import unicodedata
from collections.abc import Iterable

import msgspec

from tocsin.access.requests import Ground
from tocsin.operations.picture import Subject
from tocsin.operations.picture.incident import InvolvedPerson
from tocsin.operations.picture.narrative import Entry
from tocsin.operations.picture.records_request import RecordsRequest, Redaction, RedactionRules
from tocsin.operations.redaction import NOT_ADOPTED, mark_of
from tocsin.terms.codes import RecordsKind
from tocsin.terms.words import Words

JOINER = "\u200d"
"""Makes one sign of two: emoji of families and trades, letters of some scripts."""


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """[start, end) of a text, in code points of NFC, withheld under an exemption."""

    start: int
    end: int
    exemption: str


class Readable:
    """A text that a requester may read but for these spans, none of which touches another.

    A plain class on purpose, like `Words`: no encoder knows it.
    """

    __slots__ = ("spans", "words")

    def __init__(self, words: Words | str, spans: tuple[Span, ...] = ()) -> None:
        self.words = words
        self.spans = spans

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Readable):
            return NotImplemented
        return (self.words, self.spans) == (other.words, other.spans)

    def __hash__(self) -> int:
        return hash((self.words, self.spans))

    def __repr__(self) -> str:
        """Never shows the text: see `Words`."""
        return f"Readable({len(self.spans)} spans withheld)"


class Gap(msgspec.Struct, frozen=True, gc=False):
    """A place in a text where something is withheld."""

    exemption: str


def remains(text: str, spans: tuple[Span, ...]) -> tuple[str | Gap, ...]:
    """What is left of a text (in NFC): pieces, with gaps for the spans; spans outside it fall
    away. A span that ends within a character as people read it takes all of it: what is left of
    a letter's accents or of an emoji would tell of it.
    """
    pieces: list[str | Gap] = []
    at = 0
    for span in spans:
        start, end = min(span.start, len(text)), min(span.end, len(text))
        if start >= end:
            continue
        while start > at and _goes_on(text, start):
            start -= 1
        while end < len(text) and _goes_on(text, end):
            end += 1
        start = max(start, at)
        if start >= end:
            continue
        if text[at:start]:
            pieces.append(text[at:start])
        pieces.append(Gap(span.exemption))
        at = end
    if text[at:]:
        pieces.append(text[at:])
    return tuple(pieces)


def _goes_on(text: str, at: int) -> bool:
    """Whether the character before `at` goes on there, as people read it (Unicode UAX #29, GB9 to
    GB13, never cutting more than those): accents, signs joined to one, two letters of a flag.
    """
    before, sign = text[at - 1], text[at]
    if unicodedata.category(sign) in ("Mn", "Mc", "Me") or JOINER in (before, sign):
        return True
    is_flag = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= sign <= "\U0001f1ff"
    is_tint = "\U0001f3fb" <= sign <= "\U0001f3ff"
    return is_flag or is_tint or "\U000e0020" <= sign <= "\U000e007f"


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans in order, with those that touch made one, under the exemption of the first."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            last = found.pop()
            span = Span(last.start, max(last.end, span.end), last.exemption)
        found.append(span)
    return tuple(found)


NAMED_BY = ("id", "person", "unit", "question", "incident")


def identity(part: object) -> str | None:
    """By what a part of a list is named in a path; None: by its place, from 0."""
    for name in NAMED_BY:
        value = getattr(part, name, None)
        if isinstance(value, str):
            return value
    return None


_GONE = object()


class Gone(msgspec.Struct, frozen=True):
    """What was cut out of a field: where, under which exemption, by whose decision (a person)."""

    path: str
    exemption: str
    by: str
    start: int | None = None
    end: int | None = None


class Cutter:
    """Cuts the fields of one subject for one request. `gone` is what it has cut out."""

    def __init__(self, request: RecordsRequest, rules: RedactionRules | None, key: Subject) -> None:
        record = f"{key[0]}/{key[1]}"
        self._own: tuple[Redaction, ...] = tuple(
            each for each in request.redactions if each.subject == record
        )
        self._others = (
            Ground(NOT_ADOPTED, "") if rules is None else Ground(rules.otherwise, rules.by)
        )
        self._about = request.about if request.kind is RecordsKind.subject_access else None
        self._request = request
        self.gone: list[Gone] = []

    def cut(self, value: object, path: str) -> object:
        """A field's value as the requester may have it; None where nothing is left."""
        after = self._cut(value, path)
        return None if after is _GONE else after

    def _cut(self, value: object, path: str) -> object:
        whole = next((e for e in self._own if e.field == path and not e.is_span), None)
        if whole is not None:
            return self._away(Gone(path, whole.exemption, whole.by))
        if isinstance(value, Words):
            return self._text(value, path) if self._is_theirs(value) else self._others_own(path)
        if type(value) is str:
            text = self._text(value, path)
            return text if text is _GONE or _spans(text) else value
        if isinstance(value, msgspec.Struct):
            return self._struct(value, path) if self._concerns(value) else self._others_own(path)
        if isinstance(value, tuple):
            return self._tuple(value, path)
        if isinstance(value, dict):
            cut = {name: self._cut(each, f"{path}/{name}") for name, each in value.items()}
            return {name: each for name, each in cut.items() if each is not _GONE}
        return value

    def _away(self, gone: Gone) -> object:
        self.gone.append(gone)
        return _GONE

    def _others_own(self, path: str) -> object:
        return self._away(Gone(path, self._others.exemption, self._others.by))

    def _text(self, value: Words | str, path: str) -> object:
        own = [each for each in self._own if each.field == path and each.is_span]
        other = next((each for each in own if each.mark != mark_of(value)), None)
        if other is not None:
            # The text is another one since: nobody knows what the offsets would cut out of it.
            return self._away(Gone(path, other.exemption, other.by))
        self.gone += [Gone(path, each.exemption, each.by, each.start, each.end) for each in own]
        spans = [Span(each.start or 0, each.end or 0, each.exemption) for each in own]
        return Readable(value, merged(spans))

    def _is_theirs(self, words: Words) -> bool:
        """Of a subject access: whether words are about whoever asks, or about the matter."""
        if self._about is None or words.owner == self._about:
            return True
        kind, _, name = words.owner.partition("/")
        theirs = {"report": self._request.reports, "incident": self._request.incidents}
        return name in theirs.get(kind, ())

    def _struct(self, value: msgspec.Struct, path: str) -> object:
        changed: dict[str, object] = {}
        for name in value.__struct_fields__:
            was = getattr(value, name)
            after = self._cut(was, f"{path}/{name}")
            if after is not was:
                changed[name] = None if after is _GONE else after
        return msgspec.structs.replace(value, **changed) if changed else value

    def _tuple(self, value: tuple[object, ...], path: str) -> tuple[object, ...]:
        found = []
        for place, each in enumerate(value):
            after = self._cut(each, f"{path}/{identity(each) or place}")
            if after is not _GONE:
                found.append(after)
        return tuple(found)

    def _concerns(self, part: msgspec.Struct) -> bool:
        """Of a subject access: whether an entry is theirs, somebody named is they."""
        if self._about is None:
            return True
        person = self._about.removeprefix("person/")
        if isinstance(part, InvolvedPerson):
            return part.person == person
        return part.by == person if isinstance(part, Entry) else True


def _spans(value: object) -> tuple[Span, ...]:
    return value.spans if isinstance(value, Readable) else ()
