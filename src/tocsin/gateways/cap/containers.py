"""Where in a file the alerts are: alone, in an EDXL-DE envelope, an Atom or RSS feed, SOAP (IPAWS).

An index whose entries carry elements of CAP, but no alert, is read too: each entry as an alert with
what it has. Nothing that an index links to is fetched.
Source: EDXL-DE 1.0 §3.2 (contentObject), RFC 4287 (Atom), RSS 2.0, SOAP 1.1 and 1.2; the index of
the US National Weather Service is the pattern of the last case.
"""

from copy import deepcopy

import msgspec
from lxml import etree

from tocsin.gateways.cap.malformed import Malformed
from tocsin.gateways.cap.names import ATOM, EDXL_DE, SOAP, VERSIONS, split
from tocsin.gateways.cap.opening import ASK_ANEW
from tocsin.gateways.cap.schema import GRAMMARS, Grammar, Table, grammar

MOST_ALERTS = 5_000


class Found(msgspec.Struct):
    """The alerts of one tree. `kind` is "alert" where the alert is the whole file."""

    kind: str
    alerts: list[etree._Element]


def found_in(root: etree._Element) -> Found:
    """The alerts of a tree, in order. Raises Malformed where it is neither one nor known to hold
    any."""
    space, local = split(root.tag)
    if local == "alert":
        return Found("alert", [root])
    if local.lower() == "alert" and _is_cap(space):
        return Found("alert", [root])
    kind = _kind(space, local)
    alerts = [
        each
        for each in root.iter("{*}alert", "alert")
        if not any(
            split(above.tag)[1] in ("alert", "keyXMLContent") for above in each.iterancestors()
        )
    ]
    if not alerts and kind in ("Atom", "RSS"):
        alerts = [
            made
            for each in root.iter(f"{{{ATOM}}}entry", "item")
            if (made := _of_entry(each)) is not None
        ]
    if not alerts and kind == "XML":
        raise Malformed(
            f"line {root.sourceline or 1}", f"a CAP <alert>, not <{local[:40]}>", ASK_ANEW
        )
    if len(alerts) > MOST_ALERTS:
        raise Malformed(
            "the file", f"at most {MOST_ALERTS:,} alerts, not {len(alerts):,}", ASK_ANEW
        )
    return Found(kind, alerts)


def _is_cap(space: str) -> bool:
    return space in VERSIONS or not space


def _kind(space: str, local: str) -> str:
    if space == ATOM and local in ("feed", "entry"):
        return "Atom"
    if local.lower() in ("rss", "channel") or local == "RDF":
        return "RSS"
    if space.startswith(EDXL_DE):
        return "EDXL-DE"
    if space in SOAP or (local == "Envelope" and "soap" in space):
        return "SOAP"
    return "XML"


def grammar_of(alert: etree._Element) -> Grammar:
    """The tables an alert is read by: of its namespace, else those of CAP 1.2 under its own."""
    space = split(alert.tag)[0]
    known = GRAMMARS.get(space)
    if known is not None:
        return known
    inside = {split(each.tag)[0] for each in alert if isinstance(each.tag, str)} & set(VERSIONS)
    return GRAMMARS[min(inside)] if len(inside) == 1 and not space else grammar("1.2", space)


def _of_entry(entry: etree._Element) -> etree._Element | None:
    """The elements of CAP in an entry, put where they belong; None where there are none."""
    parts = [each for each in entry if isinstance(each.tag, str) and split(each.tag)[0] in VERSIONS]
    if not parts:
        return None
    space = split(parts[0].tag)[0]
    tables = GRAMMARS[space]
    alert = etree.Element(f"{{{space}}}alert", nsmap={None: space})
    info = etree.Element(f"{{{space}}}info")
    area = etree.Element(f"{{{space}}}area")
    for part in parts:
        for each in _paired(part, space):
            tag = each.tag
            is_area = tag in tables.area.slots
            (alert if tag in tables.alert.slots else area if is_area else info).append(each)
    for whole, table in ((alert, tables.alert), (info, tables.info), (area, tables.area)):
        whole[:] = _sorted(whole, table)
        whole.sourceline = entry.sourceline
    if len(area):
        info.append(area)
    if len(info):
        alert.append(info)
    return alert


def _sorted(whole: etree._Element, table: Table) -> list[etree._Element]:
    return sorted(whole, key=lambda each: _place(table, each.tag))


def _place(table: Table, tag: str) -> int:
    slot = table.slots.get(tag)
    return len(table.slots) if slot is None else slot.place


def _paired(part: etree._Element, space: str) -> list[etree._Element]:
    """A part under one namespace; where an index packs several names and values into one, a pair
    each."""
    copy = deepcopy(part)
    copy.tag, copy.tail, copy.sourceline = f"{{{space}}}{split(part.tag)[1]}", None, part.sourceline
    inside = [each for each in copy if isinstance(each.tag, str)]
    for each in inside:
        each.tag = f"{{{space}}}{split(each.tag)[1]}"
    if [split(each.tag)[1] for each in inside] != ["valueName", "value"] * (len(inside) // 2):
        return [copy]
    pairs = []
    for name, value in zip(inside[::2], inside[1::2], strict=True):
        pair = etree.Element(copy.tag)
        pair.sourceline = part.sourceline
        pair.extend([name, value])
        pairs.append(pair)
    return pairs or [copy]
