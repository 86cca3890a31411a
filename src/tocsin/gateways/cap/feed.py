"""An Atom index of CAP messages: one entry a message, which leads to its file.

An update or a cancel is an entry of its own that leads to what it follows; nothing is ever taken
out of an entry. What is known beforehand (status, times, area, grades) stands in CAP's own elements
beside, as issuers do, so that a reader need not fetch what does not concern it.

Source: RFC 4287 (Atom: §4.1.1 feed, §4.1.2 entry, §4.2.6 ids, §4.2.7 links); CAP 1.2 §3.2.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

import msgspec

from tocsin.gateways.cap.message import Alert, Moment, Segment
from tocsin.gateways.cap.names import CAP_12

ATOM = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"
ATOM_TYPE = "application/atom+xml"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, CAP_12)


class Entry(msgspec.Struct, frozen=True):
    """A message of the feed: what it says, and where its file is (relative to the feed, or a
    whole address).
    """

    alert: Alert
    href: str
    follows: tuple[str, ...] = ()
    """Where the files of the messages are that it refers to."""


def atom(
    entries: Sequence[Entry], *, name: str, about: str, url: str = "", at: datetime | None = None
) -> bytes:
    """The feed of these messages, the latest first. `name` is who warns, `about` the feed's title,
    `url` where it is found ("" where that is not known), `at` when it was begun, for one that is
    empty. Every alert says when it was sent.
    """
    newest = sorted(entries, key=lambda each: (_sent(each).at, each.alert.identifier))[::-1]
    updated = (
        _stamp(_sent(newest[0]).at) if newest else _stamp(at or datetime(1970, 1, 1, tzinfo=UTC))
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<feed xmlns="{ATOM}" xmlns:cap="{CAP_12}">\n',
        _line("id", url or f"urn:uuid:{uuid.uuid5(_SPACE, f'feed {name} {about}')}"),
        _line("title", about),
        _line("updated", updated),
        f"<author>{_line('name', name).strip()}</author>\n",
        *([f'<link rel="self" type="{ATOM_TYPE}" href={quoteattr(url)}/>\n'] if url else []),
        *(_entry(each) for each in newest),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def entry_id(alert: Alert) -> str:
    """The id of a message's entry: the same in every feed, for it is made of what CAP knows a
    message by (§3.2.1: `identifier`, `sender`, `sent`).
    """
    sent = "" if alert.sent is None else alert.sent.at.astimezone(UTC).isoformat()
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'{alert.sender},{alert.identifier},{sent}')}"


def _sent(entry: Entry) -> Moment:
    assert entry.alert.sent is not None, "what is sent says when"
    return entry.alert.sent


def _entry(entry: Entry) -> str:
    alert = entry.alert
    first = alert.infos[0] if alert.infos else None
    sent = _stamp(_sent(entry).at)
    title = alert.identifier if first is None else first.headline or first.event
    language = (
        "" if first is None or first.language is None else f" xml:lang={quoteattr(first.language)}"
    )
    parts = [
        f"<entry{language}>\n",
        _line("id", entry_id(alert)),
        _line("title", title),
        _line("updated", sent),
        _line("published", sent),
        f"<author>{_line('name', _author(alert)).strip()}</author>\n",
        f'<link rel="alternate" type="{CAP_TYPE}" href={quoteattr(entry.href)}/>\n',
        *(
            f'<link rel="related" type="{CAP_TYPE}" href={quoteattr(each)}/>\n'
            for each in entry.follows
        ),
        *(f"<category term={quoteattr(each)}/>\n" for each in _terms(alert)),
        f"<summary>{_escaped(_summary(alert))}</summary>\n",
        *_cap(alert, first),
        "</entry>\n",
    ]
    return "".join(parts)


def _author(alert: Alert) -> str:
    names = [each.sender_name for each in alert.infos if each.sender_name]
    return names[0] if names else alert.sender


def _terms(alert: Alert) -> tuple[str, ...]:
    """Status, type and categories: what readers filter by."""
    found = [
        *(str(each) for each in (alert.status, alert.msg_type) if each is not None),
        *(str(each) for info in alert.infos for each in info.categories),
    ]
    return tuple(dict.fromkeys(found))


def _summary(alert: Alert) -> str:
    """The headline and what to do, in every language."""
    said = [
        " – ".join(filter(None, (each.headline or each.event, each.instruction)))
        for each in alert.infos
    ]
    return "\n\n".join(said) or alert.note or alert.identifier


def _cap(alert: Alert, info: Segment | None) -> list[str]:
    found = [
        _cap_line("status", alert.status),
        _cap_line("msgType", alert.msg_type),
        _cap_line("references", alert.references),
    ]
    if info is not None:
        found += [
            _cap_line("event", info.event),
            _cap_line("effective", info.effective),
            _cap_line("expires", info.expires),
            *(_cap_line("category", each) for each in info.categories),
            _cap_line("urgency", info.urgency),
            _cap_line("severity", info.severity),
            _cap_line("certainty", info.certainty),
            _cap_line("areaDesc", "; ".join(each.area_desc for each in info.areas)),
            *(_cap_line("polygon", each) for area in info.areas for each in area.polygons),
        ]
    return found


def _cap_line(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    text = value.written if isinstance(value, Moment) else str(value)
    return f"<cap:{name}>{_escaped(text)}</cap:{name}>\n"


def _line(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>\n"


def _escaped(text: str) -> str:
    """What XML 1.0 cannot hold is left out."""
    return escape("".join(each for each in text if each in "\t\n" or each >= " "))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
