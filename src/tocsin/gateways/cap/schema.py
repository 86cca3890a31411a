"""What may stand where, in which order, how often: the schemas of CAP 1.0, 1.1, 1.2 as tables.

These tables are the product's own strict check. Tests hold them against the schemas of the
standard: the same verdict on every public sample and on mutated ones.
Source: CAP 1.2 §3.4, CAP 1.1 §3.4, CAP 1.0 (XML schemas).
"""

from enum import IntEnum, StrEnum

import msgspec

from tocsin.gateways.cap.message import MsgType, Scope, Status
from tocsin.gateways.cap.names import CAP_10, CAP_11, CAP_12
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency


class Holds(StrEnum):
    """What stands in an element."""

    text = "text"
    word = "word"
    time = "time"
    any_time = "time, in any form of XML"
    language = "language"
    number = "decimal number"
    whole = "whole number"
    uri = "URI"
    pair = "valueName and value"
    joined = "name=value"
    info = "info"
    resource = "resource"
    area = "area"


class Reads(IntEnum):
    """How an element is read: compared by number on the quick way."""

    text = 0
    word = 1
    time = 2
    pair = 3
    nested = 4
    polygon = 5
    circle = 6
    named = 7
    joined = 8
    checked = 9


class Slot(msgspec.Struct, frozen=True, gc=False):
    """One element in its parent: its place in the order, what it holds, which field takes it.

    `field` is "" for what has no place in CAP 1.2; `allowed` are its words by how they are written.
    """

    place: int
    name: str
    field: str
    holds: Holds
    reads: int
    is_required: bool
    is_many: bool
    words: type[StrEnum] | None = None
    allowed: dict[str, StrEnum] = {}


class Table(msgspec.Struct, frozen=True):
    """What may stand in one kind of element. The keys are `{namespace}name`, in their order."""

    slots: dict[str, Slot]
    required: tuple[Slot, ...]


class Grammar(msgspec.Struct, frozen=True):
    """One version under one namespace ("" for none)."""

    version: str
    space: str
    alert: Table
    info: Table
    resource: Table
    area: Table
    pair: Table
    takes_signatures: bool

    def of(self, holds: Holds) -> Table:
        """What may stand in an info, a resource, an area, a pair."""
        if holds is Holds.info:
            return self.info
        if holds is Holds.area:
            return self.area
        return self.resource if holds is Holds.resource else self.pair


_Row = tuple[str, str, str, Holds]
"""Name, field, how often (1, ?, +, *), what it holds."""

_WORDS: dict[str, type[StrEnum]] = {
    "status": Status,
    "msgType": MsgType,
    "scope": Scope,
    "category": CapCategory,
    "responseType": CapResponse,
    "urgency": CapUrgency,
    "severity": CapSeverity,
    "certainty": CapCertainty,
}
_NOT_YET: dict[str, dict[str, frozenset[str]]] = {
    "1.2": {},
    "1.1": {"responseType": frozenset({"Avoid", "AllClear"})},
    "1.0": {
        "status": frozenset({"Draft"}),
        "category": frozenset({"CBRNE"}),
        "certainty": frozenset({"Observed"}),
    },
}
OLDER_WORDS: dict[str, str] = {"Very Likely": "Likely"}
"""Words of CAP 1.0 that 1.2 has others for (CAP 1.2 §3.2.2, certainty)."""


def _rows(version: str, kind: str) -> list[_Row]:
    is_10, is_12 = version == "1.0", version == "1.2"
    time = Holds.time if is_12 else Holds.any_time
    pair = Holds.joined if is_10 else Holds.pair
    height = Holds.number if is_12 else Holds.text
    rows: dict[str, list[_Row | None]] = {
        "alert": [
            ("identifier", "identifier", "1", Holds.text),
            ("sender", "sender", "1", Holds.text),
            ("sent", "sent", "1", time),
            ("status", "status", "1", Holds.word),
            ("msgType", "msg_type", "1", Holds.word),
            ("password", "", "?", Holds.text) if is_10 else None,
            ("source", "source", "?", Holds.text),
            ("scope", "scope", "?" if is_10 else "1", Holds.word),
            ("restriction", "restriction", "?", Holds.text),
            ("addresses", "addresses", "?", Holds.text),
            ("code", "codes", "*", Holds.text),
            ("note", "note", "?", Holds.text),
            ("references", "references", "?", Holds.text),
            ("incidents", "incidents", "?", Holds.text),
            ("info", "infos", "*", Holds.info),
        ],
        "info": [
            ("language", "language", "?", Holds.language),
            ("category", "categories", "*" if is_10 else "+", Holds.word),
            ("event", "event", "1", Holds.text),
            None if is_10 else ("responseType", "response_types", "*", Holds.word),
            ("urgency", "urgency", "1", Holds.word),
            ("severity", "severity", "1", Holds.word),
            ("certainty", "certainty", "1", Holds.word),
            ("audience", "audience", "?", Holds.text),
            ("eventCode", "event_codes", "*", pair),
            ("effective", "effective", "?", time),
            ("onset", "onset", "?", time),
            ("expires", "expires", "?", time),
            ("senderName", "sender_name", "?", Holds.text),
            ("headline", "headline", "?", Holds.text),
            ("description", "description", "?", Holds.text),
            ("instruction", "instruction", "?", Holds.text),
            ("web", "web", "?", Holds.uri),
            ("contact", "contact", "?", Holds.text),
            ("parameter", "parameters", "*", pair),
            ("resource", "resources", "*", Holds.resource),
            ("area", "areas", "*", Holds.area),
        ],
        "resource": [
            ("resourceDesc", "resource_desc", "1", Holds.text),
            ("mimeType", "mime_type", "1" if is_12 else "?", Holds.text),
            ("size", "size", "?", Holds.whole),
            ("uri", "uri", "?", Holds.uri),
            None if is_10 else ("derefUri", "deref_uri", "?", Holds.text),
            ("digest", "digest", "?", Holds.text),
        ],
        "area": [
            ("areaDesc", "area_desc", "1", Holds.text),
            ("polygon", "polygons", "*", Holds.text),
            ("circle", "circles", "*", Holds.text),
            ("geocode", "geocodes", "*", pair),
            ("altitude", "altitude", "?", height),
            ("ceiling", "ceiling", "?", height),
        ],
        "pair": [
            ("valueName", "name", "1", Holds.text),
            ("value", "value", "1", Holds.text),
        ],
    }
    return [each for each in rows[kind] if each is not None]


NAMED = frozenset({"identifier", "sender", "event", "areaDesc", "resourceDesc"})
"""Required texts that say nothing where they are empty."""
_READS = {
    Holds.word: Reads.word, Holds.time: Reads.time, Holds.any_time: Reads.time,
    Holds.pair: Reads.pair, Holds.joined: Reads.joined, Holds.info: Reads.nested,
    Holds.resource: Reads.nested, Holds.area: Reads.nested, Holds.text: Reads.text,
}  # fmt: skip


def _reads(name: str, holds: Holds) -> Reads:
    if name in ("polygon", "circle"):
        return Reads[name]
    return Reads.named if name in NAMED else _READS.get(holds, Reads.checked)


def _table(version: str, space: str, kind: str) -> Table:
    found = {}
    for place, (name, field, often, holds) in enumerate(_rows(version, kind)):
        words = _WORDS.get(name) if holds is Holds.word else None
        later = _NOT_YET[version].get(name, frozenset())
        allowed = {each.value: each for each in words or () if each.value not in later}
        if version == "1.0" and name == "certainty":
            allowed |= {older: CapCertainty(word) for older, word in OLDER_WORDS.items()}
        found[f"{{{space}}}{name}" if space else name] = Slot(
            place, name, field, holds, int(_reads(name, holds)), often in "1+", often in "+*",
            words, allowed,
        )  # fmt: skip
    return Table(found, tuple(each for each in found.values() if each.is_required))


def grammar(version: str, space: str) -> Grammar:
    """The tables of a version, with its elements under a namespace ("" for none)."""
    kinds = ("alert", "info", "resource", "area", "pair")
    alert, info, resource, area, pair = (_table(version, space, kind) for kind in kinds)
    return Grammar(version, space, alert, info, resource, area, pair, version == "1.2")


GRAMMARS = {space: grammar(version, space) for version, space in (
    ("1.2", CAP_12), ("1.1", CAP_11), ("1.0", CAP_10),
)}  # fmt: skip
