"""Alerts for tests: invented ones of every shape, the standard's schemas, mutated messages."""

import random
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from tocsin.gateways.cap.message import (
    Alert,
    Area,
    Moment,
    MsgType,
    Pair,
    Resource,
    Scope,
    Segment,
    Status,
)
from tocsin.gateways.cap.names import CAP_10, CAP_11, CAP_12
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[
            chr(each) for each in (*range(9), 11, 12, *range(14, 32), 65534, 65535)
        ],
    ),
    max_size=12,
)
MAYBE = st.none() | TEXTS
PAIRS = st.lists(st.builds(Pair, TEXTS, TEXTS), max_size=2).map(tuple)


def _moment(at: datetime, minutes: int, is_minus: bool) -> Moment:
    moment = Moment.of(at.replace(tzinfo=timezone(timedelta(minutes=minutes))))
    if minutes == 0 and not is_minus:
        return Moment(moment.at, moment.written.replace("-00:00", "+00:00"))
    return moment


MOMENTS = st.builds(
    _moment,
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 12, 31)),  # noqa: DTZ001
    st.integers(-840, 840),
    st.booleans(),
)
POLYGONS = st.sampled_from(
    ["1,2 3,4 5,6 1,2", "38.47,-120.14 38.34,-119.95 38.52,-119.74 38.47,-120.14", "", "x", "0,0"]
)
AREAS = st.builds(
    Area,
    TEXTS,
    st.lists(POLYGONS, max_size=2).map(tuple),
    st.lists(st.sampled_from(["1,2 3", "32.9,-115.8 0", "?"]), max_size=2).map(tuple),
    PAIRS,
    st.none() | st.sampled_from(["1", "-2.50", "+.5"]),
    st.none() | st.sampled_from(["1", "30000."]),
)
RESOURCES = st.builds(
    Resource, TEXTS, TEXTS, st.none() | st.sampled_from(["0", "+12"]),
    st.none() | st.sampled_from(["", "a/b.mp3", "https://x.example/a?b=c#d"]), MAYBE, MAYBE,
)  # fmt: skip
INFOS = st.builds(
    Segment,
    st.lists(st.sampled_from(CapCategory), min_size=1, max_size=3).map(tuple),
    TEXTS,
    st.sampled_from(CapUrgency),
    st.sampled_from(CapSeverity),
    st.sampled_from(CapCertainty),
    st.none() | st.sampled_from(["", "en-US", "pt-BR", "de"]),
    st.lists(st.sampled_from(CapResponse), max_size=2).map(tuple),
    MAYBE,
    PAIRS,
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    st.none() | MOMENTS,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    st.none() | st.just("http://port-ellery.example/"),
    MAYBE,
    PAIRS,
    st.lists(RESOURCES, max_size=2).map(tuple),
    st.lists(AREAS, max_size=2).map(tuple),
)
ALERTS = st.builds(
    Alert,
    TEXTS,
    TEXTS,
    MOMENTS,
    st.sampled_from(Status),
    st.sampled_from(MsgType),
    st.sampled_from(Scope),
    MAYBE,
    MAYBE,
    MAYBE,
    st.lists(TEXTS, max_size=2).map(tuple),
    MAYBE,
    MAYBE,
    MAYBE,
    st.lists(INFOS, max_size=2).map(tuple),
)
"""Every alert that CAP 1.2 has a valid form for, as far as its values go."""


@cache
def schemas(reference: Path) -> dict[str, etree.XMLSchema]:
    """The schemas of the three versions, by namespace."""
    folder = reference / "standards" / "cap" / "xsd"
    files = {
        CAP_12: folder / "CAP-v1.2.xsd",
        CAP_11: folder / "CAP-v1.1.xsd",
        CAP_10: folder / "google-cap-library" / "cap10.xsd",
    }
    return {space: etree.XMLSchema(etree.parse(str(file))) for space, file in files.items()}


def accepted(content: bytes, reference: Path) -> bool:
    """Whether the standard's own schema takes a message; nothing is fetched."""
    try:
        root = etree.fromstring(content, PARSER)
    except etree.XMLSyntaxError:
        return False
    schema = schemas(reference).get(etree.QName(root).namespace or "")
    return schema is not None and bool(schema.validate(root))


def samples(reference: Path) -> list[Path]:
    """Every public message in XML, in the order of their names."""
    found = (reference / "standards" / "cap" / "samples").glob("*/*")
    more = (reference / "data" / "cap_alerts" / "google_cap_library").glob("*")
    files = [each for each in (*found, *more) if each.is_file() and each.parent.name != "json"]
    return sorted(files, key=lambda each: (each.parent.name, each.name))


WORDS = (
    "", " ", "Actual", "actual", "Unknown", "Very Likely", "2026-03-02T08:00:00Z",
    "2026-03-02T08:00:00-05:00", " 2026-03-02T08:00:00+14:00 ", "2026-03-02T24:00:00-00:00",
    "2026-03-02T08:00:00", "2026-02-29T08:00:00+00:00", "2026-03-02T08:00:00,05:00",
    "2026-03-02T08:00:00.5+01:00", "2026-W10-1T08:00:00+00:00", "2026-03-02T08:00:00+14:01", "en",
    "x-y", "e n", "english-", "12", "1.5", "-", "1e5", "http://x/ y", "a:b:c", "http://[x", "%zz",
    ":x", "//h:8x/", "mailto:a@b", "\u0661", "1,2 3,4 5,6 1,2",
)  # fmt: skip
NAMES = (
    "identifier", "sent", "note", "info", "area", "valueName", "value", "category", "password",
    "responseType", "language", "web", "size", "altitude", "other", "polygon", "mimeType", "scope",
)  # fmt: skip


def _is_signed(node: etree._Element) -> bool:
    """Whether it is in a signature: a schema looks at parts of one that nobody reads."""
    return any("xmldsig" in str(each.tag) for each in (node, *node.iterancestors()))


def mutated(content: bytes, rng: random.Random) -> bytes:
    """A well-formed message with one to three things changed in its tree."""
    root = etree.fromstring(content, PARSER)
    space = etree.QName(root).namespace
    for _ in range(rng.randrange(1, 4)):
        nodes = [each for each in root.iter(etree.Element) if not _is_signed(each)]
        node = rng.choice(nodes)
        what = rng.randrange(9)
        parent = node.getparent()
        if what == 0 and parent is not None:
            parent.remove(node)
        elif what == 1 and not len(node):
            node.text = rng.choice(WORDS)
        elif what == 2 and parent is not None:
            parent.insert(rng.randrange(len(parent) + 1), node)
        elif what == 3:
            made = etree.Element(f"{{{space}}}{rng.choice(NAMES)}")
            made.text = rng.choice(WORDS)
            node.insert(rng.randrange(len(node) + 1), made)
        elif what == 4:
            node.tag = f"{{{rng.choice([space, CAP_11, 'urn:x'])}}}{rng.choice(NAMES)}"
        elif what == 5:
            node.set("lang", "en")
        elif what == 6:
            node.insert(rng.randrange(len(node) + 1), etree.Comment("c"))
        elif what == 7:
            node.tail = rng.choice(("stray", " \n ", "\u00a0"))
        elif parent is not None:
            parent.append(etree.fromstring(etree.tostring(node, with_tail=False)))
    return bytes(etree.tostring(root))
