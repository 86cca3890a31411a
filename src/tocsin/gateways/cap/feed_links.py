"""Where an index says that its messages are: the links of an Atom or RSS feed, in their order.

Source: RFC 4287 §4.2.7 (atom:link), RSS 2.0 (`item/link`).
"""

import msgspec
from lxml import etree

from tocsin.gateways.cap.feed import CAP_TYPE
from tocsin.gateways.cap.names import split
from tocsin.gateways.cap.opening import opened

SELF = frozenset({"self", "related", "edit", "via", "enclosure", "hub", "next", "previous"})


class Link(msgspec.Struct, frozen=True):
    """One message's address as it is written; `stamp` changes when the message does."""

    href: str
    stamp: str


def links_in(content: bytes) -> tuple[Link, ...]:
    """The links of a feed's entries; none where it is no feed, or holds its messages itself.
    Raises Malformed.
    """
    found: dict[str, Link] = {}
    for root in opened(content).roots:
        for entry in root.iter("{*}entry", "item", "{*}item"):
            if next(entry.iter("{*}alert", "alert"), None) is not None:
                continue
            href = _href(entry)
            stamp = entry.findtext("{*}updated") or entry.findtext("pubDate") or ""
            if href:
                found.setdefault(href, Link(href, stamp.strip()))
    return tuple(found.values())


def _href(entry: etree._Element) -> str:
    """The link to the message itself: of CAP's type before one of no type."""
    plain = ""
    for each in entry.iter("{*}link", "link"):
        if split(each.tag)[0] == "" and (each.text or "").strip():
            plain = plain or each.text.strip()
            continue
        if each.get("rel", "alternate") in SELF or not each.get("href"):
            continue
        if each.get("type") == CAP_TYPE:
            return str(each.get("href"))
        if each.get("type") is None:
            plain = plain or str(each.get("href"))
    return plain
