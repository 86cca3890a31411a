"""The quick way through a message that is as it should be; None for every other.

Most messages deviate in nothing. For those one regular expression cuts the text into whole
elements, and a table says where each goes; the walk over the tree (`walk`) need not be taken.
What is not plain (another order, a word of no list, an attribute, a comment, a CDATA section, a
polygon that is not closed) gives None, and the walk reads and names it. Tests hold the two ways
against each other. That the text is well-formed is the parser's to say, before.
"""

import re
from functools import cache
from typing import Any

import msgspec
from lxml import etree

from tocsin.gateways.cap import geometry, lexical
from tocsin.gateways.cap.deviations import MEANINGS, Code, Deviation, Kept
from tocsin.gateways.cap.message import Alert, Area, Moment, Pair, Resource, Segment
from tocsin.gateways.cap.names import CAP_12, DSIG, XSI, split
from tocsin.gateways.cap.schema import GRAMMARS, Holds, Reads, Slot, Table

_HEAD = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<((?:[A-Za-z]\w*:)?)alert"
    r"((?:\s+[\w:.\-]+\s*=\s*(?:\"[^\"<>&]*\"|'[^'<>&]*'))+)\s*>\s*",
    re.DOTALL,
)
_SIGNATURE = re.compile(r"<(?:\w+:)?Signature[\s>]")
_ATTRIBUTE = re.compile(r"([\w:.\-]+)\s*=\s*[\"']([^\"']*)[\"']")
_TOKEN = re.compile(
    r"<([\w:]++)(?:\s*+/>\s*+|>(?:([^<]*+)</\1>\s*+"
    r"|\s*+<((?:\w+:)?valueName)(?:\s*+/>|>([^<]*+)</\3>)\s*+"
    r"<((?:\w+:)?value)(?:\s*+/>|>([^<]*+)</\5>)\s*+</\1>\s*+|\s*+))|</([\w:]++)>\s*+|([^\s])"
)
_ENTITY = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);")
_IN_IDS = re.compile(r"[\s,<&]")
_REFERENCES = re.compile(r"\s*+(?:[^\s,]++,[^\s,]++,[^\s,]++\s*+)++")

_TEXT, _WORD, _TIME, _PAIR, _NESTED = (
    int(each) for each in (Reads.text, Reads.word, Reads.time, Reads.pair, Reads.nested)
)
_NAMED, _RING, _ROUND = (int(each) for each in (Reads.named, Reads.polygon, Reads.circle))

Facts = dict[str, Any]


class Plain(msgspec.Struct, frozen=True):
    """An alert in which nothing deviates, how it writes UTC, its signatures."""

    alert: Alert
    notes: tuple[Deviation, ...]
    kept: tuple[Kept, ...]


class _Unplain(Exception):
    """Something that the walk has to name."""


@cache
def _tables(prefix: str) -> dict[Holds, tuple[dict[str, Slot], frozenset[str]]]:
    """The tables of CAP 1.2 by names as they are written, and the fields that must be there."""
    found = GRAMMARS[CAP_12]
    kinds = {
        Holds.text: found.alert, Holds.info: found.info, Holds.resource: found.resource,
        Holds.area: found.area,
    }  # fmt: skip
    return {kind: _written(table, prefix) for kind, table in kinds.items()}


def _written(table: Table, prefix: str) -> tuple[dict[str, Slot], frozenset[str]]:
    names = {f"{prefix}{slot.name}": slot for slot in table.slots.values()}
    return names, frozenset(each.field for each in table.required)


def quick(content: bytes, root: etree._Element) -> Plain | None:
    """An alert of CAP 1.2 in which nothing deviates; None for every other. `content` is UTF-8, and
    `root` the tree that a parser made of it."""
    text = content.decode("utf-8", "replace")
    if "\r" in text:  # ends of lines as a parser hands them on: XML §2.11
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    if head is None:
        return None
    prefix, begin, body = head[1], head.end(), text
    named = dict(_ATTRIBUTE.findall(head[2]))
    own = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    others = [each for each in named if each != "xmlns" and not each.startswith("xmlns:")]
    if named.get(own) != CAP_12 or len(named) != head[2].count("="):
        return None
    if others and (others != ["xsi:schemaLocation"] or named.get("xmlns:xsi") != XSI):
        return None
    kept: tuple[Kept, ...] | None = ()
    signature = _SIGNATURE.search(text, begin) if DSIG in text else None
    if signature is not None:
        body = f"{text[: signature.start()]}</{prefix}alert>"
        kept = _signatures(root)
    if kept is None or text.find("<!", begin) >= 0 or text.find("<?", begin) >= 0:
        return None
    try:
        alert, times = _Cut(body, begin, prefix).alert()
    except _Unplain:
        return None
    return Plain(alert, _notes(times, text), kept)


def _signatures(root: etree._Element) -> tuple[Kept, ...] | None:
    """The parts of signatures, as they stand at the end; None where something stands after them."""
    tags = [split(each.tag) for each in root if isinstance(each.tag, str)]
    if any(tag[1] == "Signature" and tag[0] != DSIG for tag in tags):
        return None
    found: list[etree._Element] = []
    for each in root:
        is_part = str(each.tag).startswith(f"{{{DSIG}}}")
        if (found and not is_part) or (is_part and (each.tail or "").strip()):
            return None
        if is_part:
            found.append(each)
    return tuple(
        Kept(
            f"alert/{split(each.tag)[1]}",
            each.sourceline or 0,
            str(etree.tostring(each, encoding="unicode", with_tail=False)),
        )
        for each in found
    )


def _notes(times: list[tuple[str, str]], text: str) -> tuple[Deviation, ...]:
    notes: dict[Code, Deviation] = {}
    for path, written in times:
        code = Code.utc_as_minus if written[19] == "-" else Code.utc_as_plus
        if code not in notes:
            line = text.count("\n", 0, text.index(f">{written}<")) + 1
            taken = MEANINGS[code].taken
            notes[code] = Deviation(code, path, line, "-00:00", written, taken)
    return tuple(notes.values())


class _Cut:
    """The tokens of one message, taken one after the other."""

    def __init__(self, text: str, begin: int, prefix: str) -> None:
        self._tokens = iter(_TOKEN.findall(text, begin))
        self._prefix = prefix
        self._name_tag, self._value_tag = f"{prefix}valueName", f"{prefix}value"
        self._tables = _tables(prefix)
        self._utc: list[tuple[str, str]] = []

    def alert(self) -> tuple[Alert, list[tuple[str, str]]]:
        found = self._filled(Holds.text, f"{self._prefix}alert", "alert")
        if next(self._tokens, None) is not None:
            raise _Unplain
        for name in ("identifier", "sender"):
            if _IN_IDS.search(found[name]):
                raise _Unplain
        references = found.get("references")
        if references is not None and _REFERENCES.fullmatch(references) is None:
            raise _Unplain
        return Alert(**found), self._utc

    def _filled(  # noqa: PLR0912 - the quick way: one look, no calls
        self, kind: Holds, ends: str, path: str
    ) -> Facts:
        slots, required = self._tables[kind]
        found: Facts = {}
        highest = -1
        for tag, text, name_tag, name, value_tag, value, closed, stray in self._tokens:
            if closed:
                if closed != ends or not required <= found.keys():
                    raise _Unplain
                for field, each in found.items():
                    if each.__class__ is list:
                        found[field] = tuple(each)
                return found
            slot = slots.get(tag)
            if slot is None or stray:
                raise _Unplain
            place = slot.place
            if place <= highest and (place < highest or not slot.is_many):
                raise _Unplain
            highest = place
            reads = slot.reads
            made: Any
            if reads == _PAIR:
                if name_tag != self._name_tag or value_tag != self._value_tag:
                    raise _Unplain
                made = Pair(_plain(name), _plain(value))
            elif name_tag:
                raise _Unplain
            elif reads == _TEXT:
                made = _plain(text) if "&" in text else text
            elif reads == _WORD:
                made = slot.allowed.get(text)
                if made is None:
                    raise _Unplain
            elif reads == _NESTED:
                if text:
                    raise _Unplain
                made = self._nested(slot, tag, f"{path}/{slot.name}", found)
            else:
                made = self._value(slot, _plain(text) if "&" in text else text, path)
            field = slot.field
            if slot.is_many:
                if field in found:
                    found[field].append(made)
                else:
                    found[field] = [made]
            else:
                found[field] = made
        raise _Unplain

    def _nested(self, slot: Slot, tag: str, path: str, so_far: Facts) -> Segment | Area | Resource:
        number = len(so_far.get(slot.field, ())) + 1
        found = self._filled(slot.holds, tag, f"{path}[{number}]")
        if slot.holds is Holds.info:
            return Segment(**found)
        return Area(**found) if slot.holds is Holds.area else Resource(**found)

    def _value(self, slot: Slot, text: str, path: str) -> object:
        reads = slot.reads
        if reads == _TIME:
            at = lexical.instant(text)
            if at is None:
                raise _Unplain
            if text.endswith("00:00"):
                self._utc.append((f"{path}/{slot.name}", text))
            return Moment(at, text)
        if reads == _NAMED:
            is_fit = bool(text.strip())
        elif reads == _RING:
            is_fit = not geometry.faults(text)
        elif reads == _ROUND:
            is_fit = geometry.circle(text) is not None
        elif slot.holds is Holds.language:
            is_fit = lexical.is_language(text) and (not text or lexical.is_known_language(text))
        elif slot.holds is Holds.uri:
            is_fit = lexical.is_uri(text)
        else:
            is_number = lexical.is_integer if slot.holds is Holds.whole else lexical.is_decimal
            is_fit = is_number(text)
        if not is_fit:
            raise _Unplain
        return text


_LETTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def _plain(text: str) -> str:
    return _ENTITY.sub(_letter, text) if "&" in text else text


def _letter(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _LETTERS[name]
    return chr(int(name[2:], 16) if name[1] == "x" else int(name[1:].lstrip("0")[-7:] or "0"))
