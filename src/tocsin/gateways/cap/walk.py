"""One alert of a tree: its values, and what in it is not as the tables say.

The usual element takes one look into a table; names of places are made only where something has to
be told.
"""

import re
from datetime import datetime
from typing import Any

from lxml import etree

from tocsin.gateways.cap import geometry, lexical
from tocsin.gateways.cap.deviations import MEANINGS, Code, Deviation, Kept, shortened
from tocsin.gateways.cap.lexical import BLANKS
from tocsin.gateways.cap.message import Alert, Area, Moment, Pair, Resource, Segment
from tocsin.gateways.cap.names import DSIG, VERSIONS, XSI, split
from tocsin.gateways.cap.schema import OLDER_WORDS, Grammar, Holds, Reads, Slot, Table
from tocsin.terms.cap import CapCategory

_ATTRIBUTED = etree.XPath("descendant-or-self::*[@*]")
_STRING = etree.XPath("string()")
"""All text in an element, in order, around comments and inside of others."""
_LOCATIONS = {f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"}
_NOT_IN_IDS = re.compile(r"[\s,<&]")
_REFERENCE = re.compile(r"[^\s,]+,[^\s,]+,[^\s,]+")


class Walk:
    """What was found on the way. Make one for each alert."""

    def __init__(self, tables: Grammar) -> None:
        self.tables = tables
        self.deviations: list[Deviation] = []
        self.kept: list[Kept] = []
        self.signatures = 0
        self._utc: set[Code] = set()
        self._pair_tags = list(tables.pair.slots)

    def alert(self, node: etree._Element, path: str) -> Alert:
        """Reads an alert. Never raises for what a sender wrote."""
        found = self._children(node, self.tables.alert, path)
        self._attributes(node, path)
        for name in ("identifier", "sender"):
            text = found[name]
            if _NOT_IN_IDS.search(text):
                self.tell(Code.identifier_characters, f"{path}/{name}", node, "none", text)
        if (references := found.get("references")) is not None:
            self._references(references, path, node)
        found.setdefault("scope", None)
        return Alert(**found)

    def tell(
        self, code: Code, path: str, node: etree._Element, expected: str, found: str,
        taken: str | None = None,
    ) -> None:  # fmt: skip
        """Name a deviation."""
        self.deviations.append(
            Deviation(
                code, path, node.sourceline or 0, expected, shortened(found),
                MEANINGS[code].taken if taken is None else taken,
            )
        )  # fmt: skip

    def _children(  # noqa: PLR0912, PLR0915 - the quick way: one look, no calls
        self, node: etree._Element, table: Table, path: str
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        highest = -1
        slot_of = table.slots.get
        if (text := node.text) is not None and text.strip(BLANKS):
            self._stray(text, path, node)
        for child in node:
            slot = slot_of(child.tag)
            if (text := child.tail) is not None and text.strip(BLANKS):
                self._stray(text, path, child)
            if slot is None:
                slot = self._odd(child, table, path)
                if slot is None:
                    continue
            place, field = slot.place, slot.field
            is_again = False
            if place > highest:
                highest = place
            elif place < highest:
                self._late(child, slot, highest, table, path)
            else:
                is_again = not slot.is_many
            if self.signatures and table is self.tables.alert:
                self.tell(Code.wrong_order, f"{path}/{slot.name}", child, "before Signature", "")
            if slot.reads == _TEXT and field and not (is_again or field in found or len(child)):
                text = child.text or ""
                found[field] = [text] if slot.is_many else text
                continue
            if slot.is_many:
                value = self._value(child, slot, path, found)
                if value is not None:
                    if field in found:
                        found[field].append(value)
                    else:
                        found[field] = [value]
                elif field not in found:
                    found[field] = []
            elif is_again or field in found:
                self.tell(Code.repeated, f"{path}/{slot.name}", child, "one", _text(child))
                self._keep(child, f"{path}/{slot.name}")
            elif not field:
                self._keep(child, f"{path}/{slot.name}")
                self._value(child, slot, path, found)
            else:
                found[field] = self._value(child, slot, path, found)
        for field, value in found.items():
            if value.__class__ is list:
                found[field] = tuple(value)
        for slot in table.required:
            if slot.field not in found:
                self._missing(slot, found, node, path)
        return found

    # values

    def _value(  # noqa: PLR0912
        self, node: etree._Element, slot: Slot, path: str, so_far: dict[str, Any]
    ) -> Any:  # noqa: ANN401
        reads = slot.reads
        if reads == _PAIR:
            return self._pair(node, slot, path, so_far)
        if reads == _NESTED:
            return self._nested(node, slot, _numbered(path, slot, so_far))
        text = node.text or ""
        if len(node):
            text = self._joined(node, f"{path}/{slot.name}")
        if reads == _TEXT:
            return text
        if reads == _WORD:
            word = slot.allowed.get(text)
            if word is None:
                return self._word(text, slot, node, path)
            if text in OLDER_WORDS:
                self.tell(Code.older_word, f"{path}/{slot.name}", node, word, text, word)
            return word
        if reads == _TIME:
            return self._time(text, slot, node, path)
        if reads == _NAMED:
            if not text.strip():
                self.tell(Code.empty, f"{path}/{slot.name}", node, "a text", repr(text))
            return text
        if reads == _RING:
            for code in geometry.faults(text):
                self.tell(code, _numbered(path, slot, so_far), node, _POLYGON, text)
            return text
        if reads == _ROUND:
            if geometry.circle(text) is None:
                where = _numbered(path, slot, so_far)
                self.tell(Code.circle_unreadable, where, node, _CIRCLE, text)
            return text
        if reads == _JOINED:
            name, sign, value = text.partition("=")
            return Pair(name, value) if sign else Pair("", text)
        return self._checked(text, slot, node, path)

    def _pair(self, node: etree._Element, slot: Slot, path: str, so_far: dict[str, Any]) -> Pair:
        if len(node) == 2 and node.text is None:
            name, value = node
            if (
                [name.tag, value.tag] == self._pair_tags
                and name.tail is None
                and value.tail is None
                and not len(name)
                and not len(value)
            ):
                return Pair(name.text or "", value.text or "")
        found = self._children(node, self.tables.pair, _numbered(path, slot, so_far))
        return Pair(found.get("name", ""), found.get("value", ""))

    def _checked(self, text: str, slot: Slot, node: etree._Element, path: str) -> str:
        holds, where = slot.holds, f"{path}/{slot.name}"
        if holds is Holds.language:
            if not lexical.is_language(text):
                self.tell(Code.language_malformed, where, node, "as en or pt-BR", repr(text))
            elif text and not lexical.is_known_language(text):
                self.tell(Code.language_unknown, where, node, "as en or pt-BR", text)
        elif holds is Holds.uri:
            if not lexical.is_uri(text):
                self.tell(Code.uri_malformed, where, node, "a URI", text)
        elif holds is Holds.whole:
            if not lexical.is_integer(text):
                self.tell(Code.number_malformed, where, node, "a whole number", repr(text))
        elif not lexical.is_decimal(text):
            self.tell(Code.number_malformed, where, node, "a decimal number", repr(text))
        return text

    def _nested(self, node: etree._Element, slot: Slot, path: str) -> Segment | Area | Resource:
        found = self._children(node, self.tables.of(slot.holds), path)
        if slot.holds is Holds.info:
            found.setdefault("categories", ())
            return Segment(**found)
        if slot.holds is Holds.area:
            return Area(**found)
        found.setdefault("mime_type", None)
        return Resource(**found)

    def _word(self, text: str, slot: Slot, node: etree._Element, path: str) -> Any:  # noqa: ANN401
        assert slot.words is not None, "a word has a list"
        expected = ", ".join(slot.allowed)
        where = f"{path}/{slot.name}"
        plain = re.sub(r"[\s_-]+", "", text).casefold()
        for each in slot.words:
            if each.value.casefold() == plain:
                code = Code.unknown_word if each.value == text else Code.word_spelling
                self.tell(code, where, node, expected, repr(text), each.value)
                return each
        if text in OLDER_WORDS and OLDER_WORDS[text] in slot.allowed:
            word = slot.words(OLDER_WORDS[text])
            self.tell(Code.unknown_word, where, node, expected, text, word.value)
            return word
        unknown = _unknown(slot)
        self.tell(
            Code.unknown_word, where, node, expected, repr(text),
            "none" if unknown is None else unknown,
        )  # fmt: skip
        return unknown

    def _time(self, text: str, slot: Slot, node: etree._Element, path: str) -> Moment | None:
        at = lexical.instant(text)
        if at is None:
            return self._other_time(text, slot, node, path)
        if text.endswith("00:00") and (sign := text[19]) and slot.holds is Holds.time:
            code = Code.utc_as_minus if sign == "-" else Code.utc_as_plus
            if code not in self._utc:
                self._utc.add(code)
                self.tell(code, f"{path}/{slot.name}", node, "-00:00", text)
        return Moment(at, text)

    def _other_time(self, text: str, slot: Slot, node: etree._Element, path: str) -> Moment | None:
        where = f"{path}/{slot.name}"
        at: datetime | None = lexical.guessed(text)
        is_strict = slot.holds is Holds.time
        is_valid = lexical.is_cap_time(text) if is_strict else lexical.is_any_time(text)
        expected = "as 2026-03-02T08:00:00-05:00"
        if at is None:
            if not is_valid:
                self.tell(Code.time_unreadable, where, node, expected, repr(text), "none")
            return None
        if not is_valid:
            plain = text.strip()
            is_z = plain[-1:] in "Zz" and lexical.is_any_time(plain.upper())
            is_bare = lexical.is_any_time(plain) and not re.search(r"[-+]\d\d:\d\d$", plain)
            code = (
                Code.time_in_z if is_z else Code.time_without_offset if is_bare else Code.time_form
            )
            self.tell(code, where, node, expected, repr(text), at.isoformat())
        return Moment(at, text)

    # geometry and references

    def _references(self, text: str, path: str, node: etree._Element) -> None:
        where = f"{path}/references"
        if not text.strip():
            self.tell(Code.references_empty, where, node, "sender,identifier,sent", repr(text))
        for each in text.split():
            if _REFERENCE.fullmatch(each) is None:
                self.tell(Code.references_malformed, where, node, "sender,identifier,sent", each)

    # what is not as it ought to be

    def _odd(self, child: etree._Element, table: Table, path: str) -> Slot | None:
        """What to do with an element of another name: the slot it belongs in, or None, told."""
        tag = child.tag
        if not isinstance(tag, str):
            is_comment = isinstance(child, etree._Comment)
            code = Code.comment if is_comment else Code.instruction
            self.tell(code, path, child, "none", child.text or "")
            self._keep(child, path)
            return None
        space, local = split(tag)
        if space == DSIG and table is self.tables.alert and self.tables.takes_signatures:
            self.signatures += local == "Signature"
            self._keep(child, f"{path}/{local}")
            return None
        if space != self.tables.space and (space in VERSIONS or not space):
            slot = table.slots.get(
                f"{{{self.tables.space}}}{local}" if self.tables.space else local
            )
            if slot is not None:
                code = Code.wrong_namespace if space else Code.no_namespace
                self.tell(code, f"{path}/{local}", child, self.tables.space, space or "none")
                return slot
        if space == DSIG and local == "Signature":
            self.signatures += 1
        is_ours = space == self.tables.space or space in VERSIONS or not space
        code = Code.unknown_element if is_ours else Code.foreign_element
        self.tell(code, f"{path}/{local}", child, ", ".join(_names(table)), tag)
        self._keep(child, f"{path}/{local}")
        return None

    def _late(
        self, child: etree._Element, slot: Slot, highest: int, table: Table, path: str
    ) -> None:
        after = next(each.name for each in table.slots.values() if each.place == highest)
        self.tell(Code.wrong_order, f"{path}/{slot.name}", child, f"before {after}", slot.name)

    def _missing(self, slot: Slot, found: dict[str, Any], node: etree._Element, path: str) -> None:
        code = Code.no_pair if slot.field in ("name", "value") else Code.missing
        taken: Any = None if slot.holds is not Holds.text else ""
        if slot.holds is Holds.word:
            taken = _unknown(slot)
        says = "none" if taken is None else repr(taken) if taken == "" else str(taken)
        self.tell(code, f"{path}/{slot.name}", node, slot.name, "", says)
        if slot.is_many:
            found[slot.field] = () if taken is None else (taken,)
        elif slot.field != "mime_type":
            found[slot.field] = taken

    def _stray(self, text: str, path: str, node: etree._Element) -> None:
        self.tell(Code.stray_text, path, node, "elements alone", text.strip())
        self.kept.append(Kept(path, node.sourceline or 0, text))

    def _joined(self, node: etree._Element, path: str) -> str:
        """The text of an element that has more than text in it. A comment does not end a text."""
        for child in node:
            if isinstance(child.tag, str):
                self.tell(Code.element_in_text, path, node, "text alone", _xml(child))
                self._keep(node, path)
                break
        for child in node.iter(etree.Comment, etree.PI):
            is_comment = isinstance(child, etree._Comment)
            code = Code.comment if is_comment else Code.instruction
            self.tell(code, path, child, "none", child.text or "")
            self._keep(child, path)
        return _text(node)

    def _keep(self, node: etree._Element, path: str) -> None:
        self.kept.append(Kept(path, node.sourceline or 0, _xml(node)))

    def _attributes(self, alert: etree._Element, path: str) -> None:
        prefix = f"{{{self.tables.space}}}" if self.tables.space else ""
        for node in _ATTRIBUTED(alert):
            if not node.tag.startswith(prefix) or (not prefix and node.tag[0] == "{"):
                continue
            if any(above.tag.startswith(f"{{{DSIG}}}") for above in node.iterancestors()):
                continue  # it is part of a signature, which is kept as it is
            for name, value in node.items():
                if name in _LOCATIONS:
                    continue
                where = f"{path}/{split(node.tag)[1]}/@{split(str(name))[1]}"
                where = where.replace(f"{path}/alert/", f"{path}/")
                self.tell(Code.attribute, where, node, "no attributes", f"{name}={value}")
                self.kept.append(Kept(where, node.sourceline or 0, f"{name}={value}"))


_PAIR, _NESTED, _TEXT, _WORD, _TIME = (
    int(each) for each in (Reads.pair, Reads.nested, Reads.text, Reads.word, Reads.time)
)
_NAMED, _RING, _ROUND, _JOINED = (
    int(each) for each in (Reads.named, Reads.polygon, Reads.circle, Reads.joined)
)
"""As plain numbers: they are compared for each element."""
_POLYGON = "lat,lon pairs, the last one the first again"
_CIRCLE = "lat,lon and a radius in km"


def _unknown(slot: Slot) -> Any:  # noqa: ANN401
    """The word of a list that says that nothing is known; None where it has none."""
    if slot.name == "category":
        return CapCategory.other
    return slot.allowed.get("Unknown")


def _names(table: Table) -> list[str]:
    return [each.name for each in table.slots.values()]


def _numbered(path: str, slot: Slot, so_far: dict[str, Any]) -> str:
    return f"{path}/{slot.name}[{len(so_far.get(slot.field, ())) + 1}]"


def _text(node: etree._Element) -> str:
    return str(_STRING(node)) if len(node) else node.text or ""


def _xml(node: etree._Element) -> str:
    return str(etree.tostring(node, encoding="unicode", with_tail=False))
